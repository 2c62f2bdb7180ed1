"""Content of receipts (备案回执、注销备案回执)."""

from registry.choices import FilingKind, NoticeKind, StaffRole
from registry.models import Declaration, Filing
from registry.services.notice.sheet import (
    FAMILY_RULES,
    RULES,
    Content,
    chinese_date,
    fact,
    sheet,
    telephone_note,
)


def receipt_content(filing: Filing) -> Content:
    """The receipt (备案回执) of a first filing or of a change: what was filed, to hang up."""
    declaration = filing.declaration
    rules = f"{FAMILY_RULES}和{RULES}" if declaration.is_family_site else RULES
    received = chinese_date(filing.received_at)
    if filing.kind == FilingKind.CHANGE:
        opening = (
            f"你单位 {received}报来的变更备案材料收悉，经核对材料齐全，"
            f"依据{rules}第十条，变更备案信息。变更后的备案信息如下："
        )
        closing = ["自出具之日起，本回执替换此前各版回执，请将旧版撤下。"]
    else:
        article = "" if declaration.is_family_site else "第九条"
        opening = (
            f"你单位 {received}报来的《托育机构备案书》等材料收悉，经核对材料齐全，"
            f"依据{rules}{article}，予以备案。备案信息如下："
        )
        closing = []
    if filing.kind == FilingKind.INITIAL:
        closing.append("我委将进行现场核实，核实情况向社会公开，扫描二维码即可查看。")
    return sheet(
        NoticeKind.RECEIPT,
        addressee=filing.facility.operator.name,
        opening=[opening],
        facts=facts_of(declaration),
        closing=closing,
        notes=[
            "扫码查看这家机构今天的备案状态",
            "本回执不代替行政许可",
            "请置于机构显著位置",
            telephone_note(),
        ],
        summary="材料齐全，已经备案。请打印后置于机构显著位置。",
    )


def facts_of(declaration: Declaration) -> list[dict]:
    """The filed facts a receipt prints; a family site shows its form and its limit."""
    places = f"{declaration.capacity or '—'} 个托位"
    if declaration.is_family_site:
        places = f"{declaration.capacity or '—'} 人（不得超过 5 人）"
    area = f"{declaration.gross_area.normalize():f} ㎡" if declaration.gross_area else ""
    ages = ""
    if declaration.min_age is not None and declaration.max_age is not None:
        ages = f"{declaration.min_age}—{declaration.max_age} 个月"
    return [
        fact("机构名称", declaration.name, is_strong=True),
        fact("机构住所", declaration.address),
        fact("机构形态", declaration.get_form_display(), is_short=True),
        fact("机构性质", declaration.get_legal_nature_display(), is_short=True),
        fact("登记机关", declaration.registrar),
        fact("统一社会信用代码", declaration.credit_code),
        fact("服务范围", "、".join(form.label for form in declaration.service_forms)),
        fact("收托规模", places, is_short=True),
        fact("收托月龄", ages, is_short=True),
        fact("建筑面积", area, is_short=True),
        fact("负责人", principal_of(declaration), is_short=True),
    ]


def principal_of(declaration: Declaration) -> str:
    """The principal (负责人) on the roster, otherwise the legal representative."""
    principal = declaration.facility.staff.active().filter(role=StaffRole.PRINCIPAL).first()
    return principal.name if principal else declaration.legal_representative


def cancellation_receipt_content(filing: Filing) -> Content:
    """The receipt of a cancellation (注销备案回执): from which day the filing ends."""
    facility = filing.facility
    closing_on = chinese_date(facility.closes_on or filing.requested_closing_on)
    return sheet(
        NoticeKind.CANCELLATION_RECEIPT,
        addressee=facility.operator.name,
        opening=[
            f"你单位 {chinese_date(filing.received_at)}报来的注销备案申请等材料收悉，"
            f"经核对材料齐全，依据{RULES}第十条，注销下列机构的备案："
        ],
        facts=[
            fact("机构名称", facility.name, is_strong=True),
            fact("机构住所", facility.address),
            fact("统一社会信用代码", facility.credit_code),
            fact("备案编号", facility.number),
            fact("备案日期", chinese_date(facility.filed_on), is_short=True),
            fact("注销日期", closing_on, is_short=True),
            fact("停止服务原因", filing.closing_reason),
        ],
        closing=[
            f"自 {closing_on}起备案注销，原备案回执同时失效，请撤下。"
            "此后不得再以该机构名义收托婴幼儿；在托婴幼儿和工作人员，请按报送的方案妥善安置。",
            "再次提供托育服务的，应当重新备案。",
        ],
        notes=["注销情况在门户公开名单中查询", telephone_note()],
        summary=f"备案自 {closing_on}起注销。",
    )
