"""The list of inspections (检查): what is due first seen, and everything as a sheet."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.services.calendar import Deadline, TimeLeft, load_calendar, time_left
from inspections.choices import InspectionStatus
from inspections.filters.inspection import InspectionFilter
from inspections.models import Inspection
from inspections.permissions import can_inspect, can_list_inspections
from inspections.views.listing import Entry, active_filters, filtered, page_of, whose
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.templatetags.words import day

COLUMNS = [
    "机构",
    "备案编号",
    "镇街",
    "检查单位",
    "检查类型",
    "检查日期",
    "状态",
    "任务来源",
    "检查审批表编号",
    "检查通知书编号",
    "检查项数",
    "不符合项数",
    "结果告知日期",
    "是否计入频次",
]
ACTS = {
    InspectionStatus.PLANNED: "去检查",
    InspectionStatus.UNDER_WAY: "继续检查",
    InspectionStatus.CONCLUDED: "处理和告知",
}
NOTHING_FOUND = ("没有符合条件的检查。", "可以放宽条件，或清除筛选再看。")
NOTHING_YET = ("还没有检查记录。", "计划检查后，会按日期列在这里。")


def _filtered(request):
    if not can_list_inspections(request.user):
        raise PermissionDenied
    rows = Inspection.objects.visible_to(request.user).select_related(
        "facility__township", "department"
    )
    return filtered(request, InspectionFilter, rows)


@require_safe
def inspection_list(request):
    chosen = _filtered(request)
    page, today, calendar = page_of(request, chosen.qs), clock.today(), load_calendar()
    active = active_filters(request, chosen)
    waiting = Inspection.objects.visible_to(request.user).open().count()
    context = {
        "form": chosen.form,
        "page": page,
        "entries": [_entry(each, request.user, today, calendar) for each in page],
        "heading": f"还有 {waiting} 次检查没有办结" if waiting else "没有未办结的检查",
        "whose": whose(request.user),
        "unit": "次",
        "active_filters": active,
        "empty": NOTHING_FOUND if active else NOTHING_YET,
        "may_inspect": can_inspect(request.user),
    }
    return render(request, "inspections/inspection/list.html", context)


def _entry(inspection, user, today, calendar):
    status = inspection.status_choice
    mark = TimeLeft(status.label, status.tone)
    if status == InspectionStatus.PLANNED:
        mark = time_left(Deadline(inspection.held_on), today, calendar)
    parts = [
        inspection.get_kind_display(),
        f"{day(inspection.held_on)}{'计划' if status == InspectionStatus.PLANNED else ''}",
        str(inspection.facility.township or ""),
    ]
    if inspection.failed_count is not None:
        parts.append(
            f"{inspection.checked_count} 项中 {inspection.failed_count} 项不符合"
            if inspection.failed_count
            else f"{inspection.checked_count} 项全部符合"
        )
    return Entry(
        str(inspection.facility),
        inspection.get_absolute_url(),
        mark,
        "　·　".join(part for part in parts if part),
        str(inspection.department),
        ACTS.get(status, "查看"),
        is_mine=status in ACTS,
    )


@require_safe
def inspection_sheet(request):
    """检查台账: under the same filters."""
    rows = (_row(each) for each in _filtered(request).qs.iterator(chunk_size=2000))
    return sheet.download(COLUMNS, rows, title="检查台账", name="inspections")


def _row(inspection):
    return [
        str(inspection.facility),
        inspection.facility.number or "",
        str(inspection.facility.township or ""),
        str(inspection.department),
        inspection.get_kind_display(),
        inspection.held_on.isoformat(),
        inspection.get_status_display(),
        inspection.source,
        inspection.approval_number,
        inspection.notice_number or inspection.notice_exemption,
        "" if inspection.checked_count is None else inspection.checked_count,
        "" if inspection.failed_count is None else inspection.failed_count,
        inspection.told_on.isoformat() if inspection.told_on else "",
        "否" if inspection.is_uncapped else "是",
    ]
