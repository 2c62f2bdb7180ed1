"""Group B, second part: what the person in charge must have (负责人条件)."""

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.education import is_below
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import age_on, quoted, shown
from registry.choices import DocumentKind, Education, MaterialAudience, StaffRole
from registry.choices.check import CheckLevel as L

NO_PRINCIPAL = skipped("还没有登记负责人。")


@check(
    "B04",
    L.SUBSTANCE,
    "",
    "负责人应为完全民事行为能力人，请核对出生日期。",
    articles.QUALITY,
    "staff",
    "principal_min_age principal_max_age",
)
def principal_is_of_age(dossier: Dossier, rules: Rules):
    least, most = rules.number("principal_min_age"), rules.number("principal_max_age")
    ages = [
        (person, age_on(person.birthday, rules.today))
        for person in dossier.of_role(StaffRole.PRINCIPAL)
        if person.birthday
    ]
    if not ages:
        yield skipped("还没有登记负责人的出生日期。")
    for person, age in ages:
        if not least <= age <= most:
            yield fails(
                f"负责人{quoted(person.label)}按出生日期为{age}周岁，应当在{shown(least)}到"
                f"{shown(most)}周岁之间，请核对证件号码和出生日期。",
                found=age,
                required=f"{shown(least)}—{shown(most)}",
                target=person.target,
                field="born_on",
            )


@check(
    "B08",
    L.SUBSTANCE,
    "",
    "托育机构负责人应当具有大专以上学历。",
    f"{articles.SETTING}第十八条",
    "staff",
    "principal_education",
    audience=MaterialAudience.CENTRES,
)
def principal_is_educated(dossier: Dossier, rules: Rules):
    least = str(rules.get("principal_education"))
    people = [p for p in dossier.of_role(StaffRole.PRINCIPAL) if p.education in Education.values]
    if not people or least not in Education.values:
        yield skipped("还没有登记负责人的学历。")
        return
    for person in people:
        if is_below(person.education, least):
            yield fails(
                f"托育机构负责人应当具有{Education(least).label}以上学历，"
                f"{quoted(person.label)}登记的是{Education(person.education).label}。",
                found=Education(person.education).label,
                required=f"{Education(least).label}以上",
                target=person.target,
                field="education",
            )


@check(
    "B09",
    L.SUBSTANCE,
    "",
    "负责人应有儿童保育教育、卫生健康等相关管理工作{principal_experience_years}年以上经历。",
    f"{articles.SETTING}第十八条",
    "staff",
    "principal_experience_years",
    audience=MaterialAudience.CENTRES,
)
def principal_has_experience(dossier: Dossier, rules: Rules):
    least = rules.number("principal_experience_years")
    people = [p for p in dossier.of_role(StaffRole.PRINCIPAL) if p.management_years is not None]
    if not people:
        yield skipped("还没有登记负责人的管理工作年数。")
    for person in people:
        if person.management_years < least:
            yield fails(
                f"负责人应有儿童保育教育、卫生健康等相关管理工作{shown(least)}年以上经历，"
                f"{quoted(person.label)}登记的是{shown(person.management_years)}年。",
                found=person.management_years,
                required=least,
                target=person.target,
                field="management_years",
            )


@check(
    "B10",
    L.SUBSTANCE,
    "",
    "请上传负责人岗位培训合格证明。",
    f"{articles.SETTING}第十八条",
    "staff",
    audience=MaterialAudience.CENTRES,
)
def principal_is_trained(dossier: Dossier, rules: Rules):
    people = dossier.of_role(StaffRole.PRINCIPAL)
    if not people:
        yield NO_PRINCIPAL
    for person in people:
        if not person.papers(DocumentKind.TRAINING_CERTIFICATE):
            yield fails(
                f"负责人{quoted(person.label)}没有岗位培训合格证明，请上传证书照片。",
                target=person.target,
                field="documents",
            )


@check(
    "B11",
    L.ADVICE,
    "",
    "负责人岗位培训建议不少于{principal_training_hours}学时。",
    f"{articles.QUALITY}5.2.1",
    "staff",
    "principal_training_hours",
    audience=MaterialAudience.CENTRES,
)
def principal_is_trained_long_enough(dossier: Dossier, rules: Rules):
    least = rules.number("principal_training_hours")
    people = [p for p in dossier.of_role(StaffRole.PRINCIPAL) if p.training_hours is not None]
    if not people:
        yield skipped("还没有登记负责人的培训学时。")
    for person in people:
        if person.training_hours < least:
            yield fails(
                f"负责人岗位培训建议不少于{shown(least)}学时，{quoted(person.label)}登记的是"
                f"{shown(person.training_hours)}学时。",
                found=person.training_hours,
                required=least,
                target=person.target,
                field="training_hours",
            )


CHECKS = gathered(globals())
