"""Queues of the commission: to be verified on site, certificates about to end; the ledger."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.models import Department
from departments.services.calendar import Deadline, load_calendar, time_left
from registry.choices import DocumentKind
from registry.filters.filing import FilingFilter, by_due_day_first
from registry.models import Document, Facility, Filing
from registry.permissions import can_read_everything, can_record_verification
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.templatetags.words import day

A_PAGE = 30
WITHIN = (7, 30, 60)


def _demand_commission(request):
    if not can_read_everything(request.user):
        raise PermissionDenied


def _chosen_township(request):
    code = request.GET.get("township", "")
    return Department.objects.townships().filter(code=code).first() if code.isalnum() else None


# To be verified on site


def _to_verify(request):
    facilities = Facility.objects.awaiting_verification().select_related("township", "operator")
    if township := _chosen_township(request):
        facilities = facilities.filter(township=township)
    return facilities.order_by("verification_due_on", "filed_on", "pk")


@require_safe
def verification_queue(request):
    """待现场核实: recorded, and not yet seen; the nearest due day first."""
    _demand_commission(request)
    page = Paginator(_to_verify(request), A_PAGE).get_page(request.GET.get("page"))
    today, calendar = clock.today(), load_calendar()
    context = {
        "page": page,
        "entries": [_facility_entry(each, today, calendar) for each in page],
        "townships": Department.objects.townships(),
        "township": _chosen_township(request),
        "may_record": can_record_verification(request.user, None),
    }
    return render(request, "registry/facility/to_verify.html", context)


def _facility_entry(facility, today, calendar):
    due = Deadline(facility.verification_due_on, facility.verification_due_is_estimate)
    facts = [
        facility.township.name if facility.township else "",
        facility.address,
        f"{facility.capacity} 个托位" if facility.capacity else "",
        f"{day(facility.filed_on)}备案",
    ]
    return {
        "title": str(facility),
        "url": facility.get_absolute_url(),
        "time_left": time_left(due, today, calendar),
        "detail": "　·　".join(fact for fact in facts if fact),
        "holder": "区卫生健康委",
        "act": "安排现场核实",
        "is_mine": True,
    }


@require_safe
def verification_sheet(request):
    _demand_commission(request)
    columns = ["机构名称", "备案编号", "备案日期", "核实期限", "期限是否暂估", "镇街", "地址"]
    columns += ["托位数", "联系电话", "举办者"]
    rows = (
        [
            str(each),
            each.number,
            each.filed_on.isoformat(),
            each.verification_due_on.isoformat(),
            "暂估" if each.verification_due_is_estimate else "",
            str(each.township or ""),
            each.address,
            each.capacity,
            each.public_phone,
            str(each.operator),
        ]
        for each in _to_verify(request)
    )
    return sheet.download(columns, rows, title="待现场核实", name="to-verify")


# Certificates about to end


def _days_asked(request):
    asked = request.GET.get("days", "")
    return int(asked) if asked in {str(days) for days in WITHIN} else max(WITHIN)


def _ending(request, days):
    today = clock.today()
    papers = Document.objects.expiring(today, today + timedelta(days=days))
    if township := _chosen_township(request):
        papers = papers.filter(facility__township=township)
    return papers.select_related("facility__township", "staff_member").order_by(
        "valid_until", "facility", "pk"
    )


@require_safe
def document_expiring(request):
    """证件将到期: papers of recorded facilities that end within 7, 30 or 60 days."""
    _demand_commission(request)
    days = _days_asked(request)
    page = Paginator(_ending(request, days), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "entries": [_paper_entry(paper) for paper in page],
        "days": days,
        "counts": [(each, _ending(request, each).count()) for each in WITHIN],
        "townships": Department.objects.townships(),
        "township": _chosen_township(request),
    }
    return render(request, "registry/facility/expiring.html", context)


def _paper_entry(paper):
    facts = [
        str(paper.facility),
        paper.facility.township.name if paper.facility.township else "",
        f"编号 {paper.number}" if paper.number else "",
    ]
    return {
        "title": paper.label,
        "url": paper.facility.get_absolute_url(),
        "due_on": paper.valid_until,
        "detail": "　·　".join(fact for fact in facts if fact),
        "holder": "举办者",
        "act": "看机构",
        "is_mine": False,
    }


@require_safe
def document_expiring_sheet(request):
    _demand_commission(request)
    columns = ["机构名称", "备案编号", "镇街", "材料种类", "姓名", "编号", "有效期至", "还有几天"]
    today = clock.today()
    rows = (
        [
            str(paper.facility),
            paper.facility.number,
            str(paper.facility.township or ""),
            DocumentKind(paper.kind).label,
            paper.staff_member.name if paper.staff_member else "",
            paper.number,
            paper.valid_until.isoformat(),
            (paper.valid_until - today).days,
        ]
        for paper in _ending(request, _days_asked(request))
    )
    return sheet.download(columns, rows, title="证件将到期", name="expiring")


# The ledger of filings


@require_safe
def filing_sheet(request):
    """备案台账: the filings of the list, under the same filters."""
    _demand_commission(request)
    filings = Filing.objects.visible_to(request.user).select_related(
        "facility__operator", "declaration__township", "officer", "proposed_by", "decided_by"
    )
    found = FilingFilter(request.GET, by_due_day_first(filings), request=request).qs
    columns = ["机构名称", "举办者", "统一社会信用代码", "镇街", "备案种类", "办理状态", "提交次数"]
    columns += ["首次提交", "本轮收到", "期限", "期限是否暂估", "承办人", "拟办意见", "拟办人"]
    columns += ["签发人", "办结日期", "备案编号", "备案日期", "托位数"]
    return sheet.download(columns, map(_ledger_row, found), title="备案台账", name="filings")


def _ledger_row(filing):
    return [
        filing.declaration.name or str(filing.facility),
        str(filing.facility.operator),
        filing.declaration.credit_code,
        str(filing.declaration.township or ""),
        filing.get_kind_display(),
        filing.get_status_display(),
        filing.round,
        _date(clock.on(filing.submitted_at)),
        _date(clock.on(filing.received_at)),
        _date(filing.due_on),
        "暂估" if filing.due_on and filing.due_is_estimate else "",
        str(filing.officer or ""),
        filing.get_proposed_outcome_display(),
        str(filing.proposed_by or ""),
        str(filing.decided_by or ""),
        _date(clock.on(filing.decided_at)) if filing.decided_at else "",
        filing.facility.number or "",
        _date(filing.facility.filed_on),
        filing.declaration.capacity,
    ]


def _date(on):
    return on.isoformat() if on else ""
