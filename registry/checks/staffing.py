"""Group D, first part: how many people and which (人员配备)."""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import ceil_div, quoted, shown
from registry.choices import (
    ClassKind,
    DocumentKind,
    FacilityForm,
    MaterialAudience,
    MealProvision,
    Section,
    StaffRole,
)
from registry.choices.check import CheckLevel as L

CENTRES = MaterialAudience.CENTRES
INDEPENDENT_FORMS = (FacilityForm.INDEPENDENT, FacilityForm.COMPREHENSIVE)
RATED_KINDS = (ClassKind.INFANT, ClassKind.TODDLER, ClassKind.SENIOR)


def too_few_carers(dossier: Dossier, rules: Rules, kinds: tuple[ClassKind, ...], plea: str):
    """Carers assigned to each class, against one for so many children."""
    groups = [g for g in dossier.classes if g.kind in kinds and g.places is not None]
    if not groups:
        yield skipped("没有填报这类班级的人数。")
    for group in groups:
        ratio = rules.number(f"ratio_{group.kind}")
        need = ceil_div(group.places, ratio)
        have = sum(
            1 for person in dossier.of_role(StaffRole.CARER) if person.class_no == group.class_no
        )
        if group.class_no is not None and have < need:
            yield fails(
                f"“{quoted(group.label)}”{shown(Decimal(group.places))}人，需保育人员不少于{need}名，"
                f"现有{have}名（配比1:{shown(ratio)}），{plea}",
                found=have,
                required=need,
                target=group.target,
                field="staff",
            )


@check(
    "D01",
    L.SUBSTANCE,
    Section.CLASSES,
    "{class}需保育人员不少于{need}名，现{have}名（配比1:{r}）。",
    f"{articles.SETTING}第二十条",
    "staff classes",
    "ratio_infant ratio_toddler ratio_senior",
    audience=CENTRES,
)
def every_class_has_its_carers(dossier: Dossier, rules: Rules):
    return too_few_carers(dossier, rules, RATED_KINDS, "请增加带这个班的保育人员或者减少人数。")


@check(
    "D02",
    L.ADVICE,
    Section.CLASSES,
    "混合班国家未规定配比，本区按1:{ratio_mixed}掌握，请说明。",
    articles.LOCAL,
    "staff classes",
    "ratio_mixed",
    audience=CENTRES,
)
def mixed_classes_have_their_carers(dossier: Dossier, rules: Rules):
    return too_few_carers(
        dossier, rules, (ClassKind.MIXED,), "混合班国家未规定配比，这是本区掌握的配比，请说明。"
    )


@check(
    "D03",
    L.FORM,
    "",
    "同一保育人员不能同时计入两个班级。",
    articles.FORM,
    "staff",
    audience=CENTRES,
)
def a_carer_has_one_class(dossier: Dossier, rules: Rules):
    carers = [p for p in dossier.of_role(StaffRole.CARER) if p.class_no is not None]
    if not carers:
        yield skipped("还没有给保育人员分班。")
    classes: dict[str, int] = {}
    for person in carers:
        number = person.identity_number.strip().upper()
        if not number:
            continue
        if classes.setdefault(number, person.class_no) != person.class_no:
            yield fails(
                f"{quoted(person.label)}同时计入了两个班级，一名保育人员只能计入一个班，请改正。",
                target=person.target,
                field="class_no",
            )


@check(
    "D09",
    L.SUBSTANCE,
    "",
    "独立设置的托育机构应至少有{guards_min}名保安人员在岗。",
    articles.SETTING,
    "staff",
    "guards_min",
    audience=CENTRES,
)
def independent_sites_have_a_guard(dossier: Dossier, rules: Rules):
    need, have = rules.number("guards_min"), len(dossier.of_role(StaffRole.GUARD))
    if dossier.form not in INDEPENDENT_FORMS:
        yield skipped("只适用于独立设置的机构。")
    elif have < need:
        yield fails(
            f"独立设置的托育机构应至少有{shown(need)}名保安人员在岗，现有{have}名，"
            "请在工作人员中登记保安人员。",
            found=have,
            required=need,
        )


@check(
    "D10",
    L.SUBSTANCE,
    "",
    "请填写保安员证及派驻公司保安服务许可证，或自行招用保安员备案信息。",
    f"{articles.SETTING}；{articles.GUARDS}第十四条",
    "staff",
    audience=CENTRES,
)
def guards_have_their_papers(dossier: Dossier, rules: Rules):
    guards = dossier.of_role(StaffRole.GUARD)
    if not guards:
        yield skipped("没有登记保安人员。")
    for person in guards:
        numbers = [p.number.strip() for p in person.papers(DocumentKind.SECURITY_GUARD)]
        if not any(numbers) or not person.guard_company_permit.strip():
            yield fails(
                f"请补充{quoted(person.label)}的保安员证（含证号），以及派驻公司保安服务许可证号"
                "或自行招用保安员的备案日期。",
                target=person.target,
                field="guard_company_permit",
            )


@check(
    "D11",
    L.ADVICE,
    "",
    "自制餐食应按每{children_per_cook}名婴幼儿1名配备炊事人员，需{n}名。",
    articles.QUALITY,
    "staff capacity meals",
    "children_per_cook",
    audience=CENTRES,
)
def own_kitchens_have_cooks(dossier: Dossier, rules: Rules):
    per = rules.number("children_per_cook")
    if dossier.meals != MealProvision.OWN or dossier.capacity is None:
        yield skipped("只适用于自制餐食的机构。")
        return
    need, have = ceil_div(dossier.capacity, per), len(dossier.of_role(StaffRole.COOK))
    if have < need:
        yield fails(
            f"自制餐食应按每{shown(per)}名婴幼儿1名配备炊事人员，需{need}名，现有{have}名。",
            found=have,
            required=need,
        )


@check(
    "D12",
    L.ADVICE,
    "",
    "请明确食品安全管理人员。",
    f"{articles.FOOD_LAW}第三十三条；{articles.QUALITY}",
    "staff meals",
    "food_safety_managers_min",
    audience=CENTRES,
)
def food_safety_is_somebodys_task(dossier: Dossier, rules: Rules):
    need = rules.number("food_safety_managers_min")
    have = sum(
        1 for p in dossier.staff if p.role == StaffRole.FOOD_SAFETY or p.is_food_safety_manager
    )
    if not dossier.serves_meals:
        yield skipped("不供餐的机构不需要。")
    elif have < need:
        yield fails(
            f"供餐的机构请明确{shown(need)}名食品安全管理人员，可以由其他工作人员兼任，现有{have}名。",
            found=have,
            required=need,
        )


CHECKS = gathered(globals())
