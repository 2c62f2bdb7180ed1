"""The list of rectifications (整改): what is due first, and everything as a sheet."""

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.permissions import active_member
from departments.services.calendar import Deadline, TimeLeft, load_calendar, time_left
from inspections.choices import ItemStatus, RectificationStatus
from inspections.filters.rectification import RectificationFilter
from inspections.models import Rectification
from inspections.permissions import can_list_inspections
from inspections.views.listing import Entry, active_filters, filtered, page_of, whose
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.templatetags.words import day

COLUMNS = [
    "机构",
    "镇街",
    "责令单位",
    "责令日期",
    "整改期限",
    "期限已延长",
    "状态",
    "逾期天数",
    "整改事项数",
    "已改好",
    "销号日期",
]
NOTHING_FOUND = ("没有符合条件的整改。", "可以放宽条件，或清除筛选再看。")
NOTHING_YET = ("没有整改。", "责令限期改正后会列在这里，逐项整改、逐项核查。")


def _filtered(request):
    if not can_list_inspections(request.user):
        raise PermissionDenied
    rows = Rectification.objects.visible_to(request.user).select_related(
        "facility__township", "department"
    )
    return filtered(request, RectificationFilter, open_first(rows))


def open_first(rows):
    """Open ones by due day, then the closed ones, the newest first."""
    is_closed = Case(
        When(status=RectificationStatus.CLOSED, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    return rows.order_by(is_closed, "due_on", "-ordered_at")


def _counts(rectifications):
    """Items and those put right, of each on the page, in one query."""
    rows = (
        Rectification.objects.filter(pk__in=[each.pk for each in rectifications])
        .order_by()
        .annotate(
            all_items=Count("items"),
            accepted=Count("items", filter=Q(items__status=ItemStatus.ACCEPTED)),
        )
    )
    return {each.pk: (each.all_items, each.accepted) for each in rows}


@require_safe
def rectification_list(request):
    chosen = _filtered(request)
    page, today, calendar = page_of(request, chosen.qs), clock.today(), load_calendar()
    counts = _counts(page)
    visible = Rectification.objects.visible_to(request.user)
    waiting, late = visible.open().count(), visible.overdue(today).count()
    active = active_filters(request, chosen)
    is_staff = active_member(request.user) is not None
    context = {
        "form": chosen.form,
        "page": page,
        "entries": [_entry(each, counts[each.pk], is_staff, today, calendar) for each in page],
        "heading": f"还有 {waiting} 件整改没有销号" if waiting else "没有未销号的整改",
        "late": late,
        "whose": whose(request.user) if is_staff else "您代表的机构",
        "unit": "件",
        "active_filters": active,
        "empty": NOTHING_FOUND if active else NOTHING_YET,
        "is_staff": is_staff,
    }
    return render(request, "inspections/rectification/list.html", context)


def _entry(rectification, counted, is_staff, today, calendar):
    items, accepted = counted
    status = rectification.status_choice
    mark = TimeLeft(status.label, status.tone)
    if status == RectificationStatus.ORDERED:
        mark = time_left(Deadline(rectification.due_on), today, calendar)
    turns = {
        RectificationStatus.ORDERED: ("举办者", "查看" if is_staff else "去整改"),
        RectificationStatus.SUBMITTED: (str(rectification.department), "去核查"),
    }
    holder, act = turns.get(status, ("", "查看"))
    if not is_staff and status == RectificationStatus.SUBMITTED:
        act = "查看"
    parts = [
        str(rectification.department),
        f"{day(rectification.ordered_at)}责令",
        f"{items} 项，已改好 {accepted} 项",
    ]
    if late := rectification.days_overdue(today):
        parts.append(f"整改逾期 {late} 日，请复查" if is_staff else f"已逾期 {late} 日")
    return Entry(
        str(rectification.facility),
        rectification.get_absolute_url(),
        mark,
        "　·　".join(parts),
        holder,
        act,
        is_mine=act in ("去整改", "去核查"),
    )


@require_safe
def rectification_sheet(request):
    """整改台账: under the same filters."""
    today, found = clock.today(), list(_filtered(request).qs)
    counts = _counts(found)
    rows = (
        [
            str(each.facility),
            str(each.facility.township or ""),
            str(each.department),
            clock.on(each.ordered_at).isoformat(),
            each.due_on.isoformat(),
            "是" if each.is_extended else "",
            each.get_status_display(),
            each.days_overdue(today) or "",
            *counts[each.pk],
            clock.on(each.closed_at).isoformat() if each.closed_at else "",
        ]
        for each in found
    )
    return sheet.download(COLUMNS, rows, title="整改台账", name="rectifications")
