"""Papers of a rectification (执法文书): the order with how to object, and more time given."""

from datetime import date

from django.conf import settings

from accounts.models import User
from accounts.services.file import store_bytes
from departments.choices import HEALTH_COMMISSION
from departments.models import Department
from departments.permissions import active_member
from inspections.choices import PaperKind
from inspections.models import Paper, Rectification
from registry.services.notice.sheet import (
    POPULATION_LAW,
    STAYS_IN_FORCE,
    Content,
    chinese_date,
    contact,
    fact,
    online_note,
    part,
    point,
    remedy,
    sheet,
)
from registry.services.notice.standing import facility_facts
from wuqing_tuoyu import clock, pdf

TEMPLATE_VERSIONS = {PaperKind.ORDER: "2026-1", PaperKind.EXTENSION: "2026-1"}
MARKS = {PaperKind.ORDER: "责改", PaperKind.EXTENSION: "责延"}


def official_name(department: Department) -> str:
    """A unit as its papers name it (文书署名)."""
    if department.code == HEALTH_COMMISSION:
        return settings.OFFICE_NAME
    is_short = department.name.startswith("区")
    return f"天津市武清{department.name}" if is_short else department.name


def order_content(rectification: Rectification) -> Content:
    """Basis, items, deadline and remedy (依据、事项、期限和救济途径)."""
    facility, items = rectification.facility, list(rectification.items.all())
    until = chinese_date(rectification.due_on)
    content = sheet(
        PaperKind.ORDER,
        addressee=facility.operator.name,
        opening=[
            f"{_seen(rectification)}，发现 {len(items)} 项不符合规定。"
            "依据《中华人民共和国行政处罚法》第二十八条和下列各项依据，"
            f"现责令你单位于 {until}以前（含当日）改正。"
        ],
        facts=[*facility_facts(facility), fact("检查人员", _officers(rectification))],
        parts=[
            part("整改事项", points=[point(item.sentence, source=item.basis) for item in items]),
            part(
                "整改以后",
                f"请于 {until}以前改正，并在门户逐项填写整改情况、上传照片。"
                "本机关收到后逐项核查，需要时到现场复查。",
                "确有困难不能按期改正的，请在期限届满前说明理由，期限可以延长一次。",
                "逾期不改正的，依法处理；违反托育服务管理规定的，"
                f"依照{POPULATION_LAW}第四十一条等规定处理。",
            ),
            remedy(),
        ],
        closing=[STAYS_IN_FORCE],
        notes=[online_note()],
        summary=f"{len(items)} 项责令于 {until}以前改正。",
    )
    department = rectification.department
    return content | {"office": official_name(department), "contact": _contact(department)}


def _contact(department: Department) -> str:
    """Whom to ask: the unit that ordered it, never another one."""
    if department.code == HEALTH_COMMISSION:
        return contact()
    telephone = f"咨询电话 {department.phone}　·　" if department.phone else ""
    return f"{telephone}网上办理 {settings.SITE_URL}"


def _seen(rectification: Rectification) -> str:
    if rectification.inspection:
        inspection = rectification.inspection
        notice = f"（检查通知书 {inspection.notice_number}）" if inspection.notice_number else ""
        return f"本机关 {chinese_date(inspection.held_on)}对下列机构进行行政检查{notice}"
    return f"本机关 {chinese_date(rectification.verification.visited_on)}对下列机构进行现场核实"


def _officers(rectification: Rectification) -> str:
    source = rectification.inspection or rectification.verification
    rows = source.inspectors if rectification.inspection else source.officers
    return "、".join(
        f"{each.member.user}（执法证号 {each.certificate}）"
        for each in rows.select_related("member__user")
    )


def extension_content(rectification: Rectification, *, before: date, reason: str) -> Content:
    """Which order, until when now, why, and what is still to be put right (延期)."""
    until = chinese_date(rectification.due_on)
    left = rectification.items.unaccepted()
    content = sheet(
        PaperKind.EXTENSION,
        addressee=rectification.facility.operator.name,
        opening=[
            f"本机关 {chinese_date(rectification.ordered_at)}发出的"
            f"《{PaperKind.ORDER.label}》（{_number_of_order(rectification)}），"
            f"责令你单位于 {chinese_date(before)}以前改正。"
            f"经本机关负责人批准，现将整改期限延长到 {until}（含当日）。"
        ],
        facts=[
            *facility_facts(rectification.facility),
            fact("原定期限", chinese_date(before), is_short=True),
            fact("延长到", until, is_short=True, is_strong=True),
            fact("延长的理由", reason),
        ],
        parts=[
            part(
                "还要改正的事项",
                points=[point(item.sentence, source=item.basis) for item in left],
            ),
            part(
                "请留意",
                "除期限以外，原通知书的内容不变，已经认可的事项不用再改。",
                f"请于 {until}以前改正，并在门户逐项填写整改情况、上传照片。"
                "整改期限只能延长一次；逾期不改正的，依法处理。",
            ),
        ],
        notes=[online_note()],
        summary=f"整改期限由 {chinese_date(before)}延长到 {until}。",
    )
    department = rectification.department
    return content | {"office": official_name(department), "contact": _contact(department)}


def _number_of_order(rectification: Rectification) -> str:
    return rectification.papers.filter(kind=PaperKind.ORDER).values_list("number", flat=True)[0]


def issue_order(rectification: Rectification) -> Paper:
    """Print and store the order. Call inside the act's transaction, the facility being locked."""
    return _issue(rectification, PaperKind.ORDER, order_content(rectification))


def issue_extension(rectification: Rectification, *, before: date, reason: str) -> Paper:
    """Print and store that there is more time (延期通知), inside the act that gives it."""
    content = extension_content(rectification, before=before, reason=reason)
    return _issue(rectification, PaperKind.EXTENSION, content)


def _issue(rectification: Rectification, kind: PaperKind, content: Content) -> Paper:
    facility, issued_at = rectification.facility, clock.now()
    earlier = Paper.objects.filter(rectification__facility=facility, kind=kind).count()
    number = f"{MARKS[kind]}〔{clock.today().year}〕{facility.pk:04d}-{earlier + 1:02d}"
    content |= {
        "number_label": "文书编号",
        "number": number,
        "edition": 1,
        "edition_note": "",
        "issued_on": chinese_date(issued_at),
        "qr": "",
    }
    return Paper.objects.create(
        rectification=rectification,
        kind=kind,
        number=number,
        template_version=TEMPLATE_VERSIONS[kind],
        file=store_bytes(
            pdf.render(f"inspections/notice/{kind}.typ", content),
            name=f"{kind.label} {number}.pdf",
            content_type="application/pdf",
        ),
        issued_at=issued_at,
    )


def is_sealed(paper: Paper, reader: User) -> bool:
    """Not yet opened by whom it is for: reading it is an act of theirs (打开文书)."""
    return paper.first_opened_at is None and active_member(reader) is None


def open_paper(paper: Paper, *, actor: User) -> Paper:
    """Note when the operator first opens a paper (首次打开), not when staff do."""
    if is_sealed(paper, actor):
        Paper.objects.filter(pk=paper.pk, first_opened_at=None).update(first_opened_at=clock.now())
        paper.refresh_from_db(fields=["first_opened_at"])
    return paper
