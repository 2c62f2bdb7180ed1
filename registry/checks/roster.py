"""Group D, third part: what every person must have (人员证明)."""

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import age_on, days_after, months_after, quoted, shown
from registry.choices import DocumentKind, Section, StaffRole
from registry.choices.check import CheckLevel as L

NOBODY = skipped("还没有登记工作人员。")


def health_certificates(dossier: Dossier) -> list:
    """The newest certificate of each person, with the day it was issued."""
    found = []
    for person in dossier.staff:
        dated = [p for p in person.papers(DocumentKind.HEALTH_CERTIFICATE) if p.issued_on]
        if dated:
            found.append((person, max(dated, key=lambda paper: paper.issued_on)))
    return found


def warning_days(rules: Rules) -> list[int]:
    """Days before an end on which it is told, the earliest first."""
    return sorted(
        (int(word) for word in rules.words("certificate_warning_days") if word.isdecimal()),
        reverse=True,
    )


def expires_soon(until, rules: Rules) -> bool:
    days = warning_days(rules)
    return bool(days) and rules.today <= until <= days_after(rules.today, days[0])


@check(
    "D13",
    L.FORM,
    "",
    "{name}未上传健康合格证明。",
    f"{articles.FILING_RULES}第八条；{articles.HYGIENE_ORDER}第十四条",
    "staff",
)
def everybody_has_a_health_certificate(dossier: Dossier, rules: Rules):
    if not dossier.staff:
        yield NOBODY
    for person in dossier.staff:
        if not person.papers(DocumentKind.HEALTH_CERTIFICATE):
            yield fails(
                f"{quoted(person.label)}未上传健康合格证明，请拍照上传。",
                target=person.target,
                field="documents",
            )


@check(
    "D14",
    L.SUBSTANCE,
    "",
    "{name}的健康合格证明已超过1年有效期。",
    f"{articles.HYGIENE_ORDER}第十四条；{articles.FOOD_LAW}第四十五条",
    "staff",
    "health_certificate_months",
)
def health_certificates_are_fresh(dossier: Dossier, rules: Rules):
    months = int(rules.number("health_certificate_months"))
    certificates = health_certificates(dossier)
    if not certificates:
        yield skipped("还没有填写健康合格证明的出具日期。")
    for person, paper in certificates:
        where = {"found": paper.issued_on, "target": person.target, "field": "issued_on"}
        if paper.issued_on > rules.today:
            yield fails(
                f"{quoted(person.label)}的健康合格证明出具日期{shown(paper.issued_on)}晚于今天，请改正。",
                required=rules.today,
                **where,
            )
        elif paper.issued_on <= months_after(rules.today, -months):
            yield fails(
                f"{quoted(person.label)}的健康合格证明{shown(paper.issued_on)}出具，"
                f"已超过{months}个月有效期，请体检后上传新的证明。",
                required=months_after(rules.today, -months),
                **where,
            )


@check(
    "D15",
    L.TIMER,
    "",
    "{name}健康合格证明将于{date}到期。",
    articles.LOCAL,
    "staff",
    "health_certificate_months certificate_warning_days",
)
def health_certificates_run_out(dossier: Dossier, rules: Rules):
    months = int(rules.number("health_certificate_months"))
    ends = [
        (months_after(paper.issued_on, months), person)
        for person, paper in health_certificates(dossier)
    ]
    running = [(end, person) for end, person in ends if end >= rules.today]
    if not running:
        yield skipped("没有仍在有效期内的健康合格证明。")
    for end, person in running:
        if expires_soon(end, rules):
            yield fails(
                f"{quoted(person.label)}健康合格证明将于{shown(end)}到期，请提前安排体检。",
                found=end,
                target=person.target,
                field="issued_on",
            )


@check(
    "D16",
    L.ADVICE,
    "",
    "请登记{name}违法犯罪记录查询日期（入职及每年一次）。",
    f"{articles.MINORS}第六十二条",
    "staff",
    "crime_check_months",
)
def records_are_looked_up_yearly(dossier: Dossier, rules: Rules):
    months = int(rules.number("crime_check_months"))
    oldest = months_after(rules.today, -months)
    if not dossier.staff:
        yield NOBODY
    for person in dossier.staff:
        on = person.crime_check_on
        where = {"found": on, "required": oldest, "target": person.target}
        if on is None:
            yield fails(
                f"请登记{quoted(person.label)}违法犯罪记录查询日期（入职及每年一次），"
                "只填日期和结果，不要上传查询内容。",
                field="crime_check_on",
                **where,
            )
        elif not oldest <= on <= rules.today:
            yield fails(
                f"{quoted(person.label)}的违法犯罪记录查询日期是{shown(on)}，"
                f"应在最近{months}个月之内，请重新查询后登记。",
                field="crime_check_on",
                **where,
            )


@check(
    "D17",
    L.SUBSTANCE,
    "",
    "存在法律规定的违法犯罪记录的人员不得录用。",
    f"{articles.MINORS}第六十二条",
    "staff",
)
def nobody_has_a_record(dossier: Dossier, rules: Rules):
    known = [person for person in dossier.staff if person.crime_check_clear is not None]
    if not known:
        yield skipped("还没有登记违法犯罪记录查询结果。")
    for person in known:
        if not person.crime_check_clear:
            yield fails(
                f"{quoted(person.label)}的查询结果为有相关记录，"
                "存在法律规定的违法犯罪记录的人员不得录用。",
                found="有",
                required="无",
                target=person.target,
                field="crime_check_clear",
            )


@check("D18", L.FORM, "", "人员证件号码重复。", articles.FORM, "staff")
def nobody_is_listed_twice(dossier: Dossier, rules: Rules):
    seen: dict[str, str] = {}
    if not dossier.staff:
        yield NOBODY
    for person in dossier.staff:
        number = person.identity_number.strip().upper()
        if not number:
            continue
        if number in seen:
            yield fails(
                f"{quoted(person.label)}与{quoted(seen[number])}的证件号码重复，"
                "一个人只登记一次，请核对。",
                target=person.target,
                field="identity_number",
            )
        seen.setdefault(number, person.label)


@check("D19", L.REVIEWER, "", "该人员同时在{other}备案为专职。", articles.FORM, "staff")
def nobody_is_full_time_twice(dossier: Dossier, rules: Rules):
    if dossier.register is None:
        yield skipped("这一项要与已有的备案比对，这里不判断。")
        return
    for person in dossier.staff:
        other = dossier.register.full_time_elsewhere.get(person.identity_number)
        if person.is_full_time and other is not None:
            yield fails(
                f"{quoted(person.label)}同时在“{quoted(other)}”备案为专职。",
                found=other,
                target=person.target,
                field="is_full_time",
            )


@check(
    "D20",
    L.SUBSTANCE,
    "",
    "工作人员应具有完全民事行为能力。",
    articles.QUALITY,
    "staff",
    "staff_min_age",
)
def everybody_is_of_age(dossier: Dossier, rules: Rules):
    least = rules.number("staff_min_age")
    people = [
        person for person in dossier.staff if person.birthday and person.role != StaffRole.PRINCIPAL
    ]
    if not people:
        yield skipped("还没有登记工作人员的出生日期。")
    for person in people:
        age = age_on(person.birthday, rules.today)
        if age < least:
            yield fails(
                f"{quoted(person.label)}按出生日期为{age}周岁，工作人员应年满{shown(least)}周岁，请核对。",
                found=age,
                required=least,
                target=person.target,
                field="born_on",
            )


@check(
    "D21",
    L.ADVICE,
    "",
    "请上传保育人员专业资格证明或说明相关经历。",
    f"{articles.FILING_RULES}第八条；{articles.SETTING}第十八条",
    "staff",
)
def carers_are_qualified(dossier: Dossier, rules: Rules):
    carers = dossier.of_role(StaffRole.CARER)
    if not carers:
        yield skipped("还没有登记保育人员。")
    for person in carers:
        if not person.papers(DocumentKind.QUALIFICATION) and not person.qualification_note.strip():
            yield fails(
                f"请上传{quoted(person.label)}的专业资格证明，或者说明相关专业和经历。",
                target=person.target,
                field="qualification_note",
            )


@check(
    "D22",
    L.ADVICE,
    Section.SAFETY,
    "建议投保托育机构责任类保险。",
    f"{articles.QUALITY}9.7.1",
    "has_liability_insurance",
)
def the_site_is_insured(dossier: Dossier, rules: Rules):
    if dossier.has_liability_insurance is None:
        yield skipped("没有填写是否投保。")
    elif not dossier.has_liability_insurance:
        yield fails(found=False, required=True)


CHECKS = gathered(globals())
