"""Group C, first part: classes and capacity (班级与托位)."""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import quoted, shown
from registry.choices import ClassKind, FacilityForm, MaterialAudience, Section
from registry.choices.check import CheckLevel as L

CLASS_ARTICLE = f"{articles.SETTING}第十九条"
AGE_KINDS = (ClassKind.INFANT, ClassKind.TODDLER, ClassKind.SENIOR)


def is_whole(value: object) -> bool:
    return value is not None and Decimal(value) == Decimal(value).to_integral_value()


def classes_of(dossier: Dossier, kind: ClassKind) -> list:
    return [group for group in dossier.classes if group.kind == kind]


@check(
    "C02",
    L.FORM,
    Section.CLASSES,
    "收托规模应为正整数。",
    articles.FORM,
    "capacity",
    "capacity_max",
)
def capacity_is_a_number(dossier: Dossier, rules: Rules):
    most = rules.number("capacity_max")
    capacity = dossier.capacity
    where = {"found": capacity, "required": f"1—{shown(most)}"}
    if capacity is None:
        yield fails(f"请填写收托规模（托位数），1到{shown(most)}之间的整数。", **where)
    elif not is_whole(capacity) or not 1 <= capacity <= most:
        yield fails(
            f"收托规模填的是{shown(Decimal(capacity))}，应为1到{shown(most)}之间的整数。", **where
        )


@check(
    "C03",
    L.FORM,
    Section.CLASSES,
    "请填写编班情况。",
    articles.FORM,
    "classes",
    audience=MaterialAudience.CENTRES,
)
def classes_are_listed(dossier: Dossier, rules: Rules):
    if not dossier.classes:
        yield fails("请填写编班情况，至少一个班。", found=0, required=1)


def too_large(dossier: Dossier, kind: ClassKind, most: Decimal):
    groups = [group for group in classes_of(dossier, kind) if group.places is not None]
    if not groups:
        yield skipped(f"没有填报{kind.short_label}的人数。")
    for group in groups:
        if group.places > most:
            yield fails(
                f"“{quoted(group.label)}”填报{shown(Decimal(group.places))}人，"
                f"{kind.short_label}每班不得超过{shown(most)}人，请减少人数或者分班。",
                found=group.places,
                required=most,
                target=group.target,
                field="places",
            )


@check(
    "C04",
    L.SUBSTANCE,
    Section.CLASSES,
    "乳儿班每班不得超过{class_size_infant}人（6—12个月）。",
    CLASS_ARTICLE,
    "classes",
    "class_size_infant",
)
def infant_classes_are_small(dossier: Dossier, rules: Rules):
    return too_large(dossier, ClassKind.INFANT, rules.number("class_size_infant"))


@check(
    "C05",
    L.SUBSTANCE,
    Section.CLASSES,
    "托小班每班不得超过{class_size_toddler}人（12—24个月）。",
    CLASS_ARTICLE,
    "classes",
    "class_size_toddler",
)
def toddler_classes_are_small(dossier: Dossier, rules: Rules):
    return too_large(dossier, ClassKind.TODDLER, rules.number("class_size_toddler"))


@check(
    "C06",
    L.SUBSTANCE,
    Section.CLASSES,
    "托大班每班不得超过{class_size_senior}人（24—36个月）。",
    CLASS_ARTICLE,
    "classes",
    "class_size_senior",
)
def senior_classes_are_small(dossier: Dossier, rules: Rules):
    return too_large(dossier, ClassKind.SENIOR, rules.number("class_size_senior"))


@check(
    "C07",
    L.SUBSTANCE,
    Section.CLASSES,
    "{mixed_min_age}个月以上混合编班每班不得超过{class_size_mixed}人。",
    CLASS_ARTICLE,
    "classes",
    "class_size_mixed",
)
def mixed_classes_are_small(dossier: Dossier, rules: Rules):
    return too_large(dossier, ClassKind.MIXED, rules.number("class_size_mixed"))


@check(
    "C08",
    L.SUBSTANCE,
    Section.CLASSES,
    "混合编班仅适用于{mixed_min_age}个月以上婴幼儿。",
    CLASS_ARTICLE,
    "classes",
    "mixed_min_age",
)
def mixed_classes_are_old_enough(dossier: Dossier, rules: Rules):
    least = rules.number("mixed_min_age")
    groups = [g for g in classes_of(dossier, ClassKind.MIXED) if g.min_age is not None]
    if not groups:
        yield skipped("没有填报混合班的月龄。")
    for group in groups:
        if group.min_age < least:
            yield fails(
                f"“{quoted(group.label)}”从{shown(Decimal(group.min_age))}个月起招收，"
                f"混合编班仅适用于{shown(least)}个月以上婴幼儿，请调整月龄或者分班。",
                found=group.min_age,
                required=least,
                target=group.target,
                field="min_age",
            )


@check(
    "C09",
    L.SUBSTANCE,
    Section.CLASSES,
    "班型与月龄范围不一致。",
    CLASS_ARTICLE,
    "classes",
    "age_infant_from age_infant_to age_toddler_from age_toddler_to age_senior_from age_senior_to",
)
def class_ages_fit_their_kind(dossier: Dossier, rules: Rules):
    groups = [
        group
        for group in dossier.classes
        if group.kind in AGE_KINDS and not (group.min_age is None and group.max_age is None)
    ]
    if not groups:
        yield skipped("没有填报乳儿班、托小班或托大班的月龄。")
    for group in groups:
        youngest = rules.number(f"age_{group.kind}_from")
        oldest = rules.number(f"age_{group.kind}_to")
        least = youngest if group.min_age is None else Decimal(group.min_age)
        most = oldest if group.max_age is None else Decimal(group.max_age)
        if not youngest <= least <= most <= oldest:
            yield fails(
                f"“{quoted(group.label)}”招收{shown(least)}到{shown(most)}个月，"
                f"{ClassKind(group.kind).short_label}应为{shown(youngest)}到{shown(oldest)}个月，"
                "请核对班型和月龄。",
                found=f"{shown(least)}—{shown(most)}",
                required=f"{shown(youngest)}—{shown(oldest)}",
                target=group.target,
                field="min_age",
            )


@check(
    "C12",
    L.FORM,
    Section.CLASSES,
    "各班人数之和（{sum}）与收托规模（{cap}）不一致。",
    articles.FORM,
    "capacity classes",
    audience=MaterialAudience.CENTRES,
)
def places_add_up(dossier: Dossier, rules: Rules):
    places = [group.places for group in dossier.classes]
    if dossier.capacity is None or not places or None in places:
        yield skipped("收托规模或各班人数还没有填全。")
    elif sum(places) != dossier.capacity:
        total, capacity = shown(Decimal(sum(places))), shown(Decimal(dossier.capacity))
        yield fails(
            f"各班人数之和（{total}）与收托规模（{capacity}）不一致，请改成一样。",
            found=sum(places),
            required=dossier.capacity,
        )


@check(
    "C13",
    L.ADVICE,
    Section.CLASSES,
    "班级数超过{class_count_max}个，超出托儿所建筑设计规范的大型规模。",
    articles.BUILDING,
    "classes",
    "class_count_max",
)
def classes_are_not_too_many(dossier: Dossier, rules: Rules):
    most = rules.number("class_count_max")
    if not dossier.classes:
        yield skipped("没有填报班级。")
    elif len(dossier.classes) > most:
        yield fails(
            f"填报了{len(dossier.classes)}个班，超过{shown(most)}个，"
            "超出托儿所建筑设计规范的大型规模，请考虑分开设置。",
            found=len(dossier.classes),
            required=most,
        )


@check(
    "C14",
    L.REVIEWER,
    Section.CLASSES,
    "收托规模超过{capacity_advice}人（2019年征求意见稿的建议上限，现行标准未规定）。",
    articles.CONSULTATION_2019,
    "capacity",
    "capacity_advice",
)
def capacity_is_not_too_large(dossier: Dossier, rules: Rules):
    if dossier.capacity is None:
        yield skipped("没有填写收托规模。")
    elif dossier.capacity > rules.number("capacity_advice"):
        yield fails(found=dossier.capacity, required=rules.number("capacity_advice"))


@check(
    "C15",
    L.FORM,
    Section.CLASSES,
    "家庭托育点收托人数不得超过{family_limit}人；超过的应按托育机构备案。",
    f"{articles.FAMILY}第二条",
    "capacity",
    "family_limit",
    audience=MaterialAudience.FAMILY,
)
def family_sites_are_small(dossier: Dossier, rules: Rules):
    most = rules.number("family_limit")
    if dossier.capacity is None:
        yield skipped("没有填写收托规模。")
    elif dossier.capacity > most:
        yield fails(
            f"家庭托育点收托人数不得超过{shown(most)}人，现在填的是"
            f"{shown(Decimal(dossier.capacity))}人；超过的应按托育机构备案，请改选机构形态或者减少人数。",
            found=dossier.capacity,
            required=most,
        )


@check(
    "C16",
    L.ADVICE,
    Section.CLASSES,
    "幼儿园托班一般招收2—3岁幼儿。",
    articles.NOTICE,
    "min_age classes",
    "kindergarten_min_age",
)
def kindergarten_children_are_two(dossier: Dossier, rules: Rules):
    least = rules.number("kindergarten_min_age")
    ages = [dossier.min_age, *(group.min_age for group in dossier.classes)]
    known = [age for age in ages if age is not None]
    if dossier.form != FacilityForm.KINDERGARTEN or not known:
        yield skipped("只适用于填了最小月龄的幼儿园托班。")
    elif min(known) < least:
        yield fails(
            f"幼儿园托班一般招收2—3岁幼儿，现在从{shown(Decimal(min(known)))}个月起招收，"
            f"一般应满{shown(least)}个月，请调整月龄或者向区卫生健康委说明。",
            found=min(known),
            required=least,
        )


CHECKS = gathered(globals())
