"""The queue of complaints (投诉举报): by due date, open ones first, and the ledger as a sheet."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.choices import HEALTH_COMMISSION
from departments.permissions import departments_of, is_of
from departments.services.calendar import (
    Deadline,
    TimeLeft,
    load_calendar,
    time_left,
    working_days_between,
)
from inspections.filters.complaint import ComplaintFilter
from inspections.models import Complaint
from inspections.permissions import can_handle_complaint, can_list_complaints
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.templatetags.words import day

PAGE = 30
FILTERS = ("status", "overdue", "kind", "outcome", "township", "department", "q")
COLUMNS = [
    "收到日期",
    "反映的事项",
    "机构或场所",
    "场所地址",
    "镇街",
    "办理单位",
    "状态",
    "承办人",
    "期限",
    "办理结果",
    "答复",
    "答复日期",
    "用时（工作日）",
]
NOTHING_FOUND = ("没有符合条件的投诉举报。", "可以放宽条件，或清除筛选再看。")
NOTHING_ASKED = (
    "还没有请本单位办理的投诉举报。",
    "群众反映的问题按事项分给有关单位，分到本单位的会列在这里，同时发消息和邮件。",
)


@dataclass(frozen=True)
class Entry:
    """A complaint as a line of the queue."""

    complaint: Complaint
    time_left: TimeLeft
    holder: str
    detail: str
    act: str
    is_mine: bool

    @property
    def title(self):
        return self.complaint.place

    @property
    def url(self):
        return self.complaint.get_absolute_url()


def _filtered(request):
    """The complaints this person may know of, under the filters of the address."""
    if not can_list_complaints(request.user):
        raise PermissionDenied
    rows = Complaint.objects.visible_to(request.user).select_related(
        "facility", "township", "department", "handler"
    )
    chosen = ComplaintFilter(request.GET, rows.open_first(), request=request)
    if not _sees_all(request.user):
        del chosen.filters["department"]  # all they may see is their own units'
    return chosen


def _sees_all(user):
    return is_of(user, HEALTH_COMMISSION)


@require_safe
def complaint_list(request):
    chosen, user = _filtered(request), request.user
    page = Paginator(chosen.qs, PAGE).get_page(request.GET.get("page"))
    today, calendar = clock.today(), load_calendar()
    own = Complaint.objects.filter(department__in=departments_of(user))
    active_filters = sum(bool(request.GET.get(name)) for name in FILTERS)
    context = {
        "form": chosen.form,
        "page": page,
        "entries": [_entry(each, user, today, calendar) for each in page],
        "waiting": own.open().count(),
        "late": own.overdue(today).count(),
        "whose": "、".join(map(str, departments_of(user))),
        "unit": "件",
        "active_filters": active_filters,
        "empty": NOTHING_FOUND if active_filters else NOTHING_ASKED,
    }
    return render(request, "inspections/complaint/list.html", context)


def _entry(complaint, user, today, calendar):
    may_act = complaint.is_open and can_handle_complaint(user, complaint)
    parts = [
        complaint.get_kind_display(),
        str(complaint.township or ""),
        f"{day(complaint.received_at)}收到",
    ]
    return Entry(
        complaint,
        _tag(complaint, today, calendar),
        _holder(complaint, user, may_act),
        "　·　".join(part for part in parts if part),
        "去办理" if may_act else "查看",
        may_act and complaint.handler_id in (None, user.pk),
    )


def _tag(complaint, today, calendar):
    if complaint.is_open:
        return time_left(Deadline(complaint.due_on, complaint.due_is_estimate), today, calendar)
    if complaint.outcome_choice:
        return TimeLeft(complaint.outcome_choice.label, "plain")
    return TimeLeft(complaint.get_status_display(), "plain")


def _holder(complaint, user, may_act):
    if complaint.handler_id == user.pk:
        return "您"
    if complaint.handler and may_act:
        return str(complaint.handler)
    return complaint.department.name


@require_safe
def complaint_sheet(request):
    """The ledger: who reported it and what was written stay on the page."""
    chosen, calendar = _filtered(request), load_calendar()
    rows = (_row(complaint, calendar) for complaint in chosen.qs)
    return sheet.download(COLUMNS, rows, title="投诉举报台账", name="complaints")


def _row(complaint, calendar):
    received_on, closed_on, taken = clock.on(complaint.received_at), "", ""
    if complaint.closed_at:
        closed_on = clock.on(complaint.closed_at)
        taken = working_days_between(received_on, closed_on, calendar)
    return [
        received_on.isoformat(),
        complaint.get_kind_display(),
        complaint.place,
        complaint.facility.address if complaint.facility else complaint.place_address,
        str(complaint.township or ""),
        str(complaint.department),
        complaint.get_status_display(),
        str(complaint.handler or ""),
        complaint.due_on.isoformat() + ("（暂估）" if complaint.due_is_estimate else ""),
        complaint.get_outcome_display(),
        complaint.reply,
        closed_on and closed_on.isoformat(),
        taken,
    ]
