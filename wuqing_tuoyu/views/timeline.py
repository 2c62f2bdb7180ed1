"""A facility's whole timeline (机构全程记录): filings, inspections, visits, complaints, as one.

Each reader finds what each floor lets them know of, in that floor's own words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db import models
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from departments.permissions import active_member, is_conference_office
from registry.models import Facility, Filing
from registry.permissions import can_read_everything, represents
from registry.services.published import records_of
from registry.services.timeline import timeline_of_facility, timeline_of_filings
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.templatetags.words import day

COLUMNS = ["日期", "类别", "事项", "说明", "单位或人员"]
MOST = 500


class Kind(models.TextChoices):
    """What a line of the timeline is about (类别)."""

    FILING = "filing", "备案"
    STANDING = "standing", "备案状态"
    INSPECTION = "inspection", "检查"
    RECTIFICATION = "rectification", "整改"
    VISIT = "visit", "走访"
    COMPLAINT = "complaint", "投诉举报"


@dataclass(frozen=True)
class Line:
    """One line: when, what, by whom, and where more of it is."""

    kind: Kind
    when: date | datetime
    title: str
    who: str = ""
    detail: str = ""
    tone: str = ""
    url: str = ""
    link: str = ""
    key: str = ""  # of the public record that tells the same

    @property
    def on(self):
        return clock.on(self.when) if isinstance(self.when, datetime) else self.when


@require_safe
def facility_timeline(request, public_id):
    facility, lines = _asked(request, public_id)
    asked = request.GET.get("kind", "")
    chosen = Kind(asked) if asked in Kind.values else None
    kinds = [kind for kind in Kind if any(line.kind == kind for line in lines)]
    shown = [line for line in lines if chosen in (None, line.kind)]
    context = {
        "facility": facility,
        "lines": shown[:MOST],
        "total": len(shown),
        "most": MOST,
        "kinds": kinds,
        "chosen": chosen,
        "counts": counts_for_the_office(facility, request.user),
    }
    return render(request, "registry/facility/timeline.html", context)


@require_safe
def facility_timeline_sheet(request, public_id):
    _, lines = _asked(request, public_id)
    rows = (
        [line.on.isoformat(), line.kind.label, line.title, line.detail, line.who] for line in lines
    )
    return sheet.download(COLUMNS, rows, title="全程记录", name="timeline")


def _asked(request, public_id):
    """The facility, if this person may know of it, and what they may read about it."""
    facilities = Facility.objects.visible_to(request.user).select_related("operator", "township")
    facility = get_object_or_404(facilities, public_id=public_id)
    lines = []
    if apps.is_installed("inspections"):
        lines += of_supervision(facility, request.user)
    told = {line.key for line in lines if line.key}
    lines += [line for line in of_the_register(facility, request.user) if line.key not in told]
    return facility, sorted(lines, key=_moment, reverse=True)


def _moment(line):
    """Days before instants of the same day, so that order does not depend on the kind."""
    at = line.when.timestamp() if isinstance(line.when, datetime) else 0.0
    return line.on, at


# The register


def of_the_register(facility, user) -> Iterator[Line]:
    """The commission and the operator read the course; others what is public, and states."""
    filings = Filing.objects.visible_to(user).filter(facility=facility)
    is_own = active_member(user) is None and represents(user, facility.operator)
    if can_read_everything(user) or is_own:
        for entry in timeline_of_filings(facility, filings, user):
            yield _line(Kind.FILING, entry)
        for entry in timeline_of_facility(facility, user):
            yield _line(Kind.STANDING, entry)
        return
    for filing in filings.order_by("submitted_at"):
        yield Line(
            Kind.FILING,
            filing.submitted_at,
            f"{filing.get_kind_display()}：{filing.get_status_display()}",
            detail=f"期限 {day(filing.due_on, 'year')}" if filing.due_on else "",
        )
    for record in records_of(facility, clock.today()):
        is_inspection = record.items_checked is not None
        yield Line(
            Kind.INSPECTION if is_inspection else Kind.STANDING,
            record.happened_on,
            f"{record.title}（已公开）" if is_inspection else record.title,
            who=str(record.department),
            detail=record.follow_up or record.body,
            tone=record.tone,
            key=record.key,
        )


def _line(kind, entry):
    return Line(
        kind,
        entry.when,
        entry.title,
        who=entry.who,
        detail=entry.detail,
        tone=entry.tone,
        url=entry.url,
        link=entry.link,
    )


# Supervision


def of_supervision(facility, user) -> Iterator[Line]:
    """What each noun of the upper floor shows this reader."""
    from inspections.models import Complaint, Inspection, Rectification, Visit
    from inspections.services.keys import publication_key

    own = {"facility": facility}
    for each in Inspection.objects.visible_to(user).filter(**own).select_related("department"):
        yield Line(
            Kind.INSPECTION,
            each.held_on,
            each.get_kind_display(),
            who=str(each.department),
            detail=_result(each),
            tone=each.status_choice.tone,
            url=each.get_absolute_url(),
            link="看检查",
            key=publication_key(each),
        )
    orders = Rectification.objects.visible_to(user).filter(**own)
    for each in orders.select_related("department"):
        closed = f"，{day(each.closed_at, 'year')}销号" if each.closed_at else ""
        yield Line(
            Kind.RECTIFICATION,
            each.ordered_at,
            "责令限期改正",
            who=str(each.department),
            detail=f"{each.get_status_display()}，限 {day(each.due_on, 'year')}前改好{closed}",
            tone=each.status_choice.tone,
            url=each.get_absolute_url(),
            link="看整改",
        )
    for each in Visit.objects.visible_to(user).filter(**own).select_related("department"):
        yield Line(
            Kind.VISIT,
            each.visited_on,
            each.get_kind_display(),
            who=str(each.department),
            detail=f"建议：{each.suggestions}" if each.suggestions else "",
            url=each.get_absolute_url(),
            link="看走访",
        )
    for each in Complaint.objects.visible_to(user).filter(**own).select_related("department"):
        yield Line(
            Kind.COMPLAINT,
            each.received_at,
            f"投诉举报：{each.get_kind_display()}",
            who=str(each.department),
            detail=each.get_outcome_display() or each.get_status_display(),
            url=each.get_absolute_url(),
            link="看办理",
        )


def _result(inspection):
    if inspection.checked_count is None:
        return inspection.get_status_display()
    unmet = f"{inspection.failed_count} 项不符合" if inspection.failed_count else "全部符合"
    found = f"检查 {inspection.checked_count} 项，{unmet}"
    return f"{found}；{inspection.get_status_display()}"


def counts_for_the_office(facility, user):
    """The conference office reads how many there are, and none of them (只看数量)."""
    if not is_conference_office(user) or not apps.is_installed("inspections"):
        return []
    from inspections.models import Complaint, Inspection, Rectification, Visit

    nouns = (
        ("检查", Inspection),
        ("整改", Rectification),
        ("走访", Visit),
        ("投诉举报", Complaint),
    )
    return [(label, model.objects.filter(facility=facility).count()) for label, model in nouns]
