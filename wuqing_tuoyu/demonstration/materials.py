"""The papers a facility hands in (备案材料), with the numbers it declares."""

from datetime import timedelta

from registry.choices import (
    Conclusion,
    DocumentKind,
    FireDocumentKind,
    HygieneRegime,
    LegalNature,
    MealProvision,
)
from registry.models import Declaration
from wuqing_tuoyu import clock
from wuqing_tuoyu.demonstration.papers import facts_of_site
from wuqing_tuoyu.demonstration.plan import Plan


def papers_of(
    plan: Plan, declaration: Declaration, *, operator: str, serial: int
) -> dict[DocumentKind, dict]:
    """What each paper says, by kind."""
    today = clock.today()
    site = facts_of_site(declaration)
    month_ago, year = today - timedelta(days=30), today.year
    about = {
        "stated_name": declaration.name,
        "stated_address": declaration.address,
        "stated_area": declaration.gross_area,
    }
    papers: dict[DocumentKind, dict] = {
        DocumentKind.REGISTRATION_CERTIFICATE: {
            "title": "营业执照" if plan.nature == LegalNature.FOR_PROFIT else "法人登记证书",
            "number": declaration.credit_code,
            "issuer": declaration.registrar,
            "issued_on": declaration.established_on,
            "facts": [
                ("统一社会信用代码", declaration.credit_code),
                ("名称", operator),
                ("法定代表人", declaration.legal_representative),
                ("住所", declaration.licence_address),
                ("业务（经营）范围", declaration.business_scope),
            ],
        },
        DocumentKind.PREMISES: {
            "title": "房屋租赁合同",
            "number": f"租 {serial}",
            "issuer": "演示房屋出租方",
            "issued_on": declaration.lease_start,
            "valid_until": declaration.lease_end,
            "facts": [
                *site,
                ("租期", f"{declaration.lease_start:%Y-%m-%d} 至 {declaration.lease_end:%Y-%m-%d}"),
            ],
            "text": "双方约定房屋用于提供 3 岁以下婴幼儿托育服务，并约定安全管理职责。",
        },
    }
    if plan.is_family:
        papers[DocumentKind.NEIGHBOUR_CONSENT] = {
            "title": "业主一致同意书",
            "issuer": "本栋全体其他业主",
            "issued_on": month_ago,
            "facts": site,
            "text": "本栋建筑物内其他业主一致同意在上述地址设立家庭托育点。",
        }
        return papers
    papers |= {
        DocumentKind.HYGIENE_REPORT: {
            "title": "托育机构卫生评价自评表",
            "number": f"武卫评〔{year}〕{serial} 号",
            "issuer": declaration.name,
            "issued_on": month_ago,
            "conclusion": Conclusion.PASS,
            "hygiene_regime": HygieneRegime.SELF_ASSESSMENT,
            "facts": [*site, ("自评结果", "14 项均符合")],
            **about,
        },
        DocumentKind.FIRE_ACCEPTANCE: _fire_paper(declaration, site, serial, about),
        DocumentKind.AIR_TEST: {
            "title": "室内空气质量检测报告",
            "number": f"KQ{year}{serial}",
            "issuer": "演示检测机构",
            "issued_on": month_ago,
            "conclusion": Conclusion.PASS,
            "facts": [*site, ("甲醛", "0.04 mg/m³，合格"), ("结论", "合格")],
        },
        DocumentKind.FLOOR_PLAN: {
            "title": "场所平面布局图",
            "issuer": declaration.name,
            "issued_on": month_ago,
            "facts": [*site, ("班级", f"{len(plan.classes)} 个"), ("安全出口", "2 个")],
        },
        DocumentKind.EMERGENCY_PLAN: {
            "title": "突发事件应急预案",
            "issuer": declaration.name,
            "issued_on": month_ago,
            "facts": site,
            "text": "包括自然灾害、传染病、食物中毒、踩踏、火灾、暴力事件六类，每半年演练一次。",
        },
    }
    if plan.meals == MealProvision.OWN:
        papers[DocumentKind.FOOD_LICENSE] = {
            "title": "食品经营许可证",
            "number": f"JY31201140{serial}456",
            "issuer": "武清区市场监督管理局",
            "issued_on": month_ago,
            "valid_until": month_ago.replace(year=year + 5, day=1),
            "facts": [*site, ("经营项目", "热食类食品制售（托幼机构食堂）")],
            **about,
        }
    if plan.meals == MealProvision.DELIVERED:
        for kind, title in (
            (DocumentKind.SUPPLIER_LICENSE, "供餐单位食品经营许可证"),
            (DocumentKind.CATERING_CONTRACT, "供餐协议"),
        ):
            papers[kind] = {
                "title": title,
                "number": f"GC{serial}",
                "issuer": "演示供餐单位",
                "issued_on": month_ago,
                "facts": site,
            }
    return papers


def _fire_paper(declaration: Declaration, site: list, serial: int, about: dict) -> dict:
    today = clock.today()
    if declaration.gross_area > 1000:
        kind, conclusion = FireDocumentKind.SPECIAL_ACCEPTANCE, Conclusion.PASS
        text = "经审查和现场评定，该工程消防验收合格。"
    else:
        kind, conclusion = FireDocumentKind.FILING_VOUCHER, Conclusion.NONE
        text = "该工程消防验收备案材料齐全，未被确定为抽查对象。"
    return {
        "title": kind.label.split("（")[0],
        "number": f"津武建消备凭字〔{today.year}〕第 {serial:04d} 号",
        "issuer": "天津市武清区住房和建设委员会",
        "issued_on": today - timedelta(days=60),
        "conclusion": conclusion,
        "fire_kind": kind,
        "facts": site,
        "text": text,
        **about,
    }
