"""Group A, second part: registration as a legal entity (登记信息)."""

from registry.checks import articles
from registry.checks.dossier import Dossier
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import alike_addresses, contains_any, plain_address, quoted, shown
from registry.choices import FacilityForm, LegalNature, MaterialAudience, Section
from registry.choices.check import CheckLevel as L
from registry.validators import is_credit_code, is_credit_code_shape

ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def code_of(dossier: Dossier) -> str:
    return dossier.credit_code.strip().upper()


@check(
    "A04",
    L.FORM,
    Section.REGISTRATION,
    "统一社会信用代码应为18位，且不含字母I、O、S、V、Z。",
    articles.CREDIT_CODE,
    "credit_code",
)
def credit_code_has_its_shape(dossier: Dossier, rules: Rules):
    code = code_of(dossier)
    where = {"found": dossier.credit_code, "required": "18位数字和大写字母"}
    if not code:
        yield fails("请填写统一社会信用代码，共18位，见登记证照。", **where)
    elif not is_credit_code_shape(code):
        yield fails(
            f"统一社会信用代码应为18位，且不含字母I、O、S、V、Z，"
            f"现在填的是“{quoted(code)}”（{len(code)}位），请对照登记证照改正。",
            **where,
        )


@check(
    "A05",
    L.FORM,
    Section.REGISTRATION,
    "统一社会信用代码校验位不正确，请核对登记证照。",
    articles.CREDIT_CODE,
    "credit_code",
)
def credit_code_check_digit(dossier: Dossier, rules: Rules):
    code = code_of(dossier)
    if not is_credit_code_shape(code):
        yield skipped("统一社会信用代码还没有填对，先不核对校验位。")
    elif not is_credit_code(code):
        yield fails(
            f"统一社会信用代码“{code}”的最后一位与前17位对不上，请对照登记证照逐位核对。",
            found=code,
        )


@check(
    "A06",
    L.ADVICE,
    Section.REGISTRATION,
    "代码中的主体标识码校验不通过，请核对。",
    articles.ORGANISATION_CODE,
    "credit_code",
)
def organisation_code_check_digit(dossier: Dossier, rules: Rules):
    code = code_of(dossier)
    if not is_credit_code_shape(code):
        yield skipped("统一社会信用代码还没有填对，先不核对主体标识码。")
        return
    body, given = code[8:16], code[16]
    total = sum(
        ORGANISATION_ALPHABET.index(character) * weight
        for character, weight in zip(body, ORGANISATION_WEIGHTS, strict=True)
    )
    wanted = {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
    if given != wanted:
        yield fails(
            f"统一社会信用代码第9到17位（主体标识码）“{code[8:17]}”校验不通过，请对照登记证照核对。",
            found=given,
            required=wanted,
        )


@check(
    "A07",
    L.ADVICE,
    Section.REGISTRATION,
    "统一社会信用代码类别（{code}）与所选机构性质“{nature}”不一致，请核对。",
    f"{articles.CREDIT_CODE}；{articles.FILING_RULES}第四条",
    "credit_code legal_nature",
    "code_prefix_public_institution code_prefix_social_service code_prefix_for_profit",
)
def credit_code_matches_nature(dossier: Dossier, rules: Rules):
    code, nature = code_of(dossier), dossier.legal_nature
    if not is_credit_code_shape(code) or nature not in LegalNature.values:
        yield skipped("统一社会信用代码或机构性质还没有填好。")
        return
    wanted = rules.words(f"code_prefix_{nature}")
    if code[:2] not in wanted:
        yield fails(
            f"统一社会信用代码以“{code[:2]}”开头，而“{LegalNature(nature).label}”的代码"
            f"应以{'、'.join(wanted)}开头，请核对代码和机构性质。",
            found=code[:2],
            required="、".join(wanted),
        )


@check(
    "A08",
    L.REVIEWER,
    Section.REGISTRATION,
    "登记机关区划为{code}，非武清区（含原武清县），请核对登记机关。",
    articles.DISTRICT_CODES,
    "credit_code",
    "district_codes",
)
def credit_code_is_of_the_district(dossier: Dossier, rules: Rules):
    code = code_of(dossier)
    if not is_credit_code_shape(code):
        yield skipped("统一社会信用代码还没有填对。")
    elif code[2:8] not in rules.words("district_codes"):
        yield fails(
            f"登记机关区划为{code[2:8]}，非武清区（含原武清县），请核对登记机关。",
            found=code[2:8],
            required="、".join(rules.words("district_codes")),
        )


@check(
    "A11",
    L.ADVICE,
    Section.REGISTRATION,
    "登记机关与机构性质不匹配：{nature}应由{authority}登记。",
    f"{articles.FILING_RULES}第四条",
    "registrar legal_nature",
    "registrar_public_institution registrar_social_service registrar_for_profit",
)
def registrar_matches_nature(dossier: Dossier, rules: Rules):
    nature = dossier.legal_nature
    if not dossier.registrar.strip() or nature not in LegalNature.values:
        yield skipped("登记机关或机构性质还没有填好。")
        return
    wanted = rules.words(f"registrar_{nature}")
    if not contains_any(dossier.registrar, wanted):
        yield fails(
            f"登记机关填的是“{quoted(dossier.registrar)}”，“{LegalNature(nature).label}”一般由"
            f"{'、'.join(wanted)}部门登记，请对照登记证照核对。",
            found=dossier.registrar,
            required="、".join(wanted),
        )


@check(
    "A12",
    L.SUBSTANCE,
    Section.REGISTRATION,
    "登记证照的经营（业务）范围未载明托育服务，请先办理变更登记。",
    f"{articles.FILING_RULES}第五条；{articles.QUALITY}",
    "business_scope",
    "scope_words",
)
def scope_names_childcare(dossier: Dossier, rules: Rules):
    wanted = "”或“".join(rules.words("scope_words"))
    yield from scope_contains(dossier, rules.words("scope_words"), f"没有写明“{wanted}”")


@check(
    "A13",
    L.SUBSTANCE,
    Section.REGISTRATION,
    "经营范围应明确“{family_scope_words}”。",
    f"{articles.FAMILY}第四条",
    "business_scope",
    "family_scope_words",
    audience=MaterialAudience.FAMILY,
)
def family_scope_names_it(dossier: Dossier, rules: Rules):
    words = rules.words("family_scope_words")
    yield from scope_contains(dossier, words, f"没有明确“{'”或“'.join(words)}”")


def scope_contains(dossier: Dossier, words: tuple[str, ...], lacking: str):
    scope = "".join(dossier.business_scope.split())
    if not scope:
        yield skipped("还没有填写业务（经营）范围。")
    elif not contains_any(scope, words):
        yield fails(
            f"登记证照的业务（经营）范围{lacking}，请先到登记机关办理变更登记。",
            found=quoted(dossier.business_scope),
            required="、".join(words),
        )


@check(
    "A14",
    L.SUBSTANCE,
    Section.REGISTRATION,
    "登记证照已过期（{date}）。",
    f"{articles.FILING_RULES}第八条",
    "licence_valid_until",
)
def licence_is_valid(dossier: Dossier, rules: Rules):
    until = dossier.licence_valid_until
    if until is not None and until < rules.today:
        yield fails(
            f"登记证照的有效期到{shown(until)}为止，已经过期，请先换领新的证照。",
            found=until,
            required=rules.today,
        )


@check(
    "A15",
    L.FORM,
    Section.REGISTRATION,
    "成立日期不能晚于今天。",
    articles.FORM,
    "established_on",
)
def founded_by_now(dossier: Dossier, rules: Rules):
    if dossier.established_on is None:
        yield skipped("没有填写成立日期。")
    elif dossier.established_on > rules.today:
        yield fails(
            f"成立日期填的是{shown(dossier.established_on)}，不能晚于今天，请对照登记证照改正。",
            found=dossier.established_on,
            required=rules.today,
        )


@check(
    "A16",
    L.ADVICE,
    Section.REGISTRATION,
    "证照住所与实际托育场所不一致，请说明并上传场地证明。",
    articles.LOCAL,
    "licence_address address",
)
def licence_names_the_premises(dossier: Dossier, rules: Rules):
    licence, address = dossier.licence_address, dossier.address
    if not plain_address(licence) or not plain_address(address):
        yield skipped("登记证照上的住所或托育场所地址还没有填写。")
    elif not alike_addresses(licence, address):
        yield fails(
            f"登记证照上的住所“{quoted(licence)}”与托育场所“{quoted(address)}”不一致，"
            "请在场地证明中说明实际场所。",
            found=licence,
            required=address,
        )


@check(
    "A20",
    L.ADVICE,
    Section.REGISTRATION,
    "请补充幼儿园办学许可证信息。",
    articles.LOCAL,
    "kindergarten_permit",
)
def kindergarten_has_its_permit(dossier: Dossier, rules: Rules):
    if dossier.form != FacilityForm.KINDERGARTEN:
        yield skipped("只适用于幼儿园托班。")
    elif not dossier.kindergarten_permit.strip():
        yield fails("幼儿园托班请补充幼儿园办学许可证号，见幼儿园的办学许可证。")


CHECKS = gathered(globals())
