"""Group A, first part: who the facility is and where (机构基本情况)."""

import unicodedata

from registry.checks import articles
from registry.checks.dossier import Dossier, TwinFacts
from registry.checks.result import check, fails, gathered, skipped
from registry.checks.rules import Rules
from registry.checks.wording import contains_any, plain_address, quoted, same_address, shown
from registry.choices import FacilityForm, FilingKind, MaterialAudience, Section
from registry.choices.check import CheckLevel as L

NOT_LOOKED_UP = skipped("这一项要与已有的备案比对，这里不判断。")


@check(
    "A01",
    L.FORM,
    Section.IDENTITY,
    "请填写与登记证照一致的机构名称。",
    f"{articles.FILING_RULES}第八条",
    "name",
    "name_length_min name_length_max",
)
def name_is_given(dossier: Dossier, rules: Rules):
    name = dossier.name.strip()
    least, most = rules.number("name_length_min"), rules.number("name_length_max")
    where = {"found": dossier.name, "required": f"{shown(least)}—{shown(most)}个字"}
    if not name:
        yield fails("请填写与登记证照一致的机构名称。", **where)
    elif any(unicodedata.category(character) == "Cc" for character in name):
        yield fails("机构名称中有看不见的控制字符，请删除后重新填写。", **where)
    elif not least <= len(name) <= most:
        yield fails(
            f"机构名称填了 {len(name)} 个字，应为 {shown(least)} 到 {shown(most)} 个字，"
            "请填写与登记证照一致的名称。",
            **where,
        )


@check(
    "A02",
    L.SUBSTANCE,
    Section.IDENTITY,
    "家庭托育点名称中应当注明“{name_word}”字样。",
    f"{articles.FAMILY}第四条",
    "name",
    "name_word",
    audience=MaterialAudience.FAMILY,
)
def family_name_says_so(dossier: Dossier, rules: Rules):
    if not dossier.name.strip():
        yield skipped("还没有填写机构名称。")
    elif not contains_any(dossier.name, rules.words("name_word")):
        word = "、".join(rules.words("name_word"))
        yield fails(
            f"家庭托育点名称中应当注明“{word}”字样，现在填的是“{quoted(dossier.name)}”，"
            "请先办理名称变更登记。",
            found=dossier.name,
            required=word,
        )


@check(
    "A03",
    L.REVIEWER,
    Section.IDENTITY,
    "名称未含“{name_word}”字样（办法规定为“可包含”，不作为退回理由）。",
    f"{articles.FILING_RULES}第五条",
    "name",
    "name_word",
    audience=MaterialAudience.CENTRES,
)
def name_may_say_so(dossier: Dossier, rules: Rules):
    if not dossier.name.strip():
        yield skipped("还没有填写机构名称。")
    elif not contains_any(dossier.name, rules.words("name_word")):
        yield fails(found=dossier.name, required="、".join(rules.words("name_word")))


@check(
    "A09",
    L.FORM,
    Section.IDENTITY,
    "该机构在本地址已有有效备案或在办申请（{no}）。",
    articles.FORM,
    "credit_code address",
)
def not_filed_at_this_address(dossier: Dossier, rules: Rules):
    if dossier.filing_kind != FilingKind.INITIAL:
        yield skipped("只在首次备案时比对。")
    elif dossier.register is None:
        yield NOT_LOOKED_UP
    elif not plain_address(dossier.address):
        yield skipped("还没有填写托育场所地址。")
    else:
        for twin in dossier.register.twins:
            if same_address(twin.address, dossier.address):
                yield fails(
                    f"这家法人在本地址已有有效备案或在办申请（{twin.number or '在办申请'}），"
                    "请在原有备案上办理变更，不要重复申报。",
                    found=twin.number or "在办申请",
                )
                return


@check(
    "A10",
    L.ADVICE,
    Section.IDENTITY,
    "迁址或设立分支机构应当重新办理备案，请确认。",
    articles.LOCAL,
    "credit_code address",
)
def moving_means_filing_anew(dossier: Dossier, rules: Rules):
    if dossier.filing_kind != FilingKind.INITIAL:
        yield skipped("只在首次备案时比对。")
    elif dossier.register is None:
        yield NOT_LOOKED_UP
    elif not plain_address(dossier.address):
        yield skipped("还没有填写托育场所地址。")
    else:
        others = [t for t in dossier.register.twins if not same_address(t.address, dossier.address)]
        if others:
            yield fails(
                f"这家法人在{_place_of(others[0])}已有备案或在办申请，"
                "迁址或设立分支机构应当重新办理备案，请确认这是新的场所。",
                found=others[0].number or None,
            )


def _place_of(twin: TwinFacts) -> str:
    """The address of what is on public record; nobody learns where an application is from."""
    return f"“{quoted(twin.address)}”（{twin.number}）" if twin.number else "另一处"


@check(
    "A17",
    L.FORM,
    Section.IDENTITY,
    "请选择武清区所辖镇街。",
    articles.DISTRICT_CODES,
    "township",
)
def township_is_of_the_district(dossier: Dossier, rules: Rules):
    if dossier.township not in rules.townships:
        yield fails(found=dossier.township, required=f"{len(rules.townships)}个镇街之一")


@check(
    "A18",
    L.REVIEWER,
    Section.IDENTITY,
    "定位点不在武清区范围内，请核对。",
    articles.LOCAL,
    "latitude longitude",
    "district_latitude_min district_latitude_max district_longitude_min district_longitude_max",
)
def point_is_in_the_district(dossier: Dossier, rules: Rules):
    if dossier.latitude is None or dossier.longitude is None:
        yield skipped("没有在地图上标出位置。")
        return
    south, north = rules.number("district_latitude_min"), rules.number("district_latitude_max")
    west, east = rules.number("district_longitude_min"), rules.number("district_longitude_max")
    if not (south <= dossier.latitude <= north and west <= dossier.longitude <= east):
        yield fails(
            f"地图上标的位置（{shown(dossier.latitude)}，{shown(dossier.longitude)}）"
            "不在武清区范围内，请核对。",
            found=f"{shown(dossier.latitude)},{shown(dossier.longitude)}",
            required=f"{shown(south)}—{shown(north)},{shown(west)}—{shown(east)}",
        )


@check("A19", L.FORM, Section.IDENTITY, "请选择机构形态。", articles.FORM, "form")
def form_is_chosen(dossier: Dossier, rules: Rules):
    if dossier.form not in FacilityForm.values:
        yield fails(found=dossier.form, required="、".join(FacilityForm.labels))


CHECKS = gathered(globals())
