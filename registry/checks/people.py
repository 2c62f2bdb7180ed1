"""Group B: the person in charge and how to reach them (负责人与联系方式)."""

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import quoted, shown
from registry.choices import (
    IdentityDocument,
    Section,
    StaffRole,
)
from registry.choices.check import CheckLevel as L
from registry.validators import MOBILE, PHONE, birth_date, is_identity_number


def uses_identity_card(person) -> bool:
    return person.identity_document == IdentityDocument.IDENTITY_CARD


@check(
    "B01",
    L.FORM,
    Section.REGISTRATION,
    "请填写负责人姓名。",
    articles.FORM,
    "legal_representative staff",
    "person_name_min person_name_max",
)
def people_in_charge_are_named(dossier: Dossier, rules: Rules):
    least, most = rules.number("person_name_min"), rules.number("person_name_max")
    span = f"{shown(least)}—{shown(most)}个字"
    name = dossier.legal_representative.strip()
    if not least <= len(name) <= most:
        yield fails(
            f"请填写法定代表人姓名，{span}，与登记证照一致。",
            found=dossier.legal_representative,
            required=span,
        )
    principals = dossier.of_role(StaffRole.PRINCIPAL)
    if not principals:
        yield fails(
            "请在工作人员中登记一名负责人，并填写姓名。",
            target="principal",
            field="staff",
            section="",
        )
    for person in principals:
        if not least <= len(person.name.strip()) <= most:
            yield fails(
                f"请填写负责人姓名，{span}。",
                found=person.name,
                required=span,
                target=person.target,
                field="name",
            )


@check(
    "B02",
    L.FORM,
    "",
    "身份证号码格式或出生日期不正确。",
    articles.IDENTITY_NUMBER,
    "staff",
)
def identity_numbers_have_their_shape(dossier: Dossier, rules: Rules):
    if not any(uses_identity_card(person) for person in dossier.staff):
        yield skipped("没有登记使用居民身份证的工作人员。")
    for person in dossier.staff:
        if not uses_identity_card(person):
            continue
        born = birth_date(person.identity_number.strip())
        if born is None or born > rules.today:
            yield fails(
                f"{quoted(person.label)}的身份证号码格式或出生日期不正确，"
                "应为18位，最后一位可以是大写X，请对照身份证改正。",
                found=len(person.identity_number.strip()),
                required="18位",
                target=person.target,
                field="identity_number",
            )


@check(
    "B03",
    L.FORM,
    "",
    "身份证号码校验位不正确。",
    articles.IDENTITY_NUMBER,
    "staff",
)
def identity_numbers_check_out(dossier: Dossier, rules: Rules):
    people = [
        person
        for person in dossier.staff
        if uses_identity_card(person) and birth_date(person.identity_number.strip())
    ]
    if not people:
        yield skipped("没有可以核对校验位的身份证号码。")
    for person in people:
        if not is_identity_number(person.identity_number.strip()):
            yield fails(
                f"{quoted(person.label)}的身份证号码最后一位与前17位对不上，请对照身份证逐位核对。",
                target=person.target,
                field="identity_number",
            )


@check(
    "B05",
    L.FORM,
    "",
    "请填写有效证件号码。",
    articles.FORM,
    "staff",
    "other_identity_min other_identity_max",
)
def other_papers_have_a_number(dossier: Dossier, rules: Rules):
    least, most = rules.number("other_identity_min"), rules.number("other_identity_max")
    people = [person for person in dossier.staff if not uses_identity_card(person)]
    if not people:
        yield skipped("工作人员都使用居民身份证。")
    for person in people:
        length = len(person.identity_number.strip())
        if not least <= length <= most:
            yield fails(
                f"请填写{quoted(person.label)}的有效证件号码，{shown(least)}到{shown(most)}个字符，"
                f"现在填了{length}个。",
                found=length,
                required=f"{shown(least)}—{shown(most)}",
                target=person.target,
                field="identity_number",
            )


@check("B06", L.FORM, Section.IDENTITY, "请输入11位手机号码。", articles.FORM, "contact_mobile")
def contact_has_a_mobile(dossier: Dossier, rules: Rules):
    if not MOBILE.match(dossier.contact_mobile.strip()):
        yield fails(
            "联系人手机请输入11位手机号码，区卫生健康委用它通知您。",
            found=len(dossier.contact_mobile.strip()),
            required="11位手机号码",
        )


@check(
    "B07",
    L.ADVICE,
    Section.IDENTITY,
    "机构对外电话将向社会公开，建议不使用个人手机号。",
    f"{articles.PRIVACY}第二十五条",
    "public_phone contact_mobile",
)
def public_phone_is_not_private(dossier: Dossier, rules: Rules):
    phone = dossier.public_phone.strip()
    if not phone:
        yield skipped("没有填写机构对外电话。")
    elif not PHONE.match(phone):
        yield fails(
            f"机构对外电话“{quoted(phone)}”不像电话号码，请填写手机号码，"
            "或带区号的固定电话，如022-82100000。",
            found=phone,
        )
    elif phone == dossier.contact_mobile.strip():
        yield fails(
            "机构对外电话将向社会公开，现在填的是联系人的个人手机号，建议改用机构的固定电话。",
        )


CHECKS = gathered(globals())
