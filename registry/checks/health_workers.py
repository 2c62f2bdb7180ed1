"""Group D, second part: health workers (保健人员)."""

from decimal import Decimal

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.education import is_below
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import quoted, shown
from registry.choices import DocumentKind, Education, MaterialAudience, StaffRole
from registry.choices.check import CheckLevel as L

CENTRES = MaterialAudience.CENTRES


@check(
    "D04",
    L.SUBSTANCE,
    "",
    "至少明确{health_workers_min}名专（兼）职保健员。",
    articles.HYGIENE_BASICS,
    "staff",
    "health_workers_min",
    audience=CENTRES,
)
def there_is_a_health_worker(dossier: Dossier, rules: Rules):
    need, have = rules.number("health_workers_min"), len(dossier.of_role(StaffRole.HEALTH_WORKER))
    if have < need:
        yield fails(
            f"至少明确{shown(need)}名专（兼）职保健员，现有{have}名，请在工作人员中登记保健人员。",
            found=have,
            required=need,
        )


def full_time_health_workers(dossier: Dossier) -> int:
    return sum(1 for p in dossier.of_role(StaffRole.HEALTH_WORKER) if p.is_full_time)


@check(
    "D05",
    L.SUBSTANCE,
    "",
    "收托{health_worker_full_time_capacity}名以上应按每{health_worker_full_time_capacity}名"
    "至少1名配备专职卫生保健人员。",
    f"{articles.HYGIENE_ORDER}第十二条",
    "staff capacity",
    "health_worker_full_time_capacity",
    audience=CENTRES,
)
def large_sites_have_full_time_health_workers(dossier: Dossier, rules: Rules):
    per = rules.number("health_worker_full_time_capacity")
    if dossier.capacity is None or per <= 0 or dossier.capacity < per:
        yield skipped(f"收托规模不到{shown(per)}人。")
        return
    need, have = int(dossier.capacity // per), full_time_health_workers(dossier)
    if have < need:
        yield fails(
            f"收托{shown(Decimal(dossier.capacity))}人，应按每{shown(per)}名至少1名配备专职卫生保健人员，"
            f"需{need}名，现有{have}名。",
            found=have,
            required=need,
        )


@check(
    "D06",
    L.REVIEWER,
    "",
    "部分地区要求每{health_worker_full_time_advice}名配1名专职保健人员。",
    articles.LOCAL,
    "staff capacity",
    "health_worker_full_time_advice",
    audience=CENTRES,
)
def hundred_children_want_a_full_time_health_worker(dossier: Dossier, rules: Rules):
    per = rules.number("health_worker_full_time_advice")
    if dossier.capacity is None or dossier.capacity < per:
        yield skipped(f"收托规模不到{shown(per)}人。")
    elif dossier.of_role(StaffRole.HEALTH_WORKER) and not full_time_health_workers(dossier):
        yield fails(
            f"收托{shown(Decimal(dossier.capacity))}人，保健人员都是兼职；"
            f"部分地区要求每{shown(per)}名配1名专职保健人员。",
            found=0,
            required=1,
        )


@check(
    "D07",
    L.SUBSTANCE,
    "",
    "保健员应具有高中以上学历。",
    articles.HYGIENE_BASICS,
    "staff",
    "health_worker_education",
    audience=CENTRES,
)
def health_workers_are_educated(dossier: Dossier, rules: Rules):
    least = str(rules.get("health_worker_education"))
    people = [
        p for p in dossier.of_role(StaffRole.HEALTH_WORKER) if p.education in Education.values
    ]
    if not people or least not in Education.values:
        yield skipped("还没有登记保健人员的学历。")
        return
    for person in people:
        if is_below(person.education, least):
            yield fails(
                f"保健员应具有{Education(least).label}以上学历，{quoted(person.label)}登记的是"
                f"{Education(person.education).label}。",
                found=Education(person.education).label,
                required=f"{Education(least).label}以上",
                target=person.target,
                field="education",
            )


@check(
    "D08",
    L.SUBSTANCE,
    "",
    "保健员须经妇幼保健机构卫生保健专业知识培训合格。",
    f"{articles.HYGIENE_BASICS}；{articles.SETTING}第十八条",
    "staff",
    audience=CENTRES,
)
def health_workers_are_trained(dossier: Dossier, rules: Rules):
    people = dossier.of_role(StaffRole.HEALTH_WORKER)
    if not people:
        yield skipped("还没有登记保健人员。")
    for person in people:
        if not person.papers(DocumentKind.TRAINING_CERTIFICATE):
            yield fails(
                f"保健员须经妇幼保健机构卫生保健专业知识培训合格，请上传{quoted(person.label)}的"
                "培训合格证明。",
                target=person.target,
                field="documents",
            )


CHECKS = gathered(globals())
