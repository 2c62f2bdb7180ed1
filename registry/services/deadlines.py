"""Due dates (办理时限) of filings, reviews, facilities: a function of events and the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from departments.services.calendar import (
    Calendar,
    Deadline,
    add_working_days,
    load_calendar,
)
from departments.services.parameter import parameter
from departments.services.reminder import move_reminder
from registry.choices import (
    FilingAction,
    FilingStatus,
    Life,
    ReviewStatus,
    Standing,
    StandingAction,
)
from registry.models import Event, Facility, Filing, Review
from registry.services.keys import (
    correction_key,
    decision_key,
    facility_verification_key,
    receipt_key,
    review_key,
)
from wuqing_tuoyu import clock


def due(start: datetime, days: int, calendar: Calendar | None = None) -> Deadline:
    """So many working days after the day of an instant; that day itself is not counted."""
    return add_working_days(clock.on(start), days, calendar)


def receipt_due(received_at: datetime, calendar: Calendar | None = None) -> Deadline:
    """The receipt is due in five working days (《办法》第九条)."""
    return due(received_at, _days("receipt_days", received_at), calendar)


def verification_due(start: datetime, calendar: Calendar | None = None) -> Deadline:
    """Verification on site is due in fifteen working days (《办法》第九条)."""
    return due(start, _days("verification_days", start), calendar)


def correction_due(
    start: datetime, *, extended: bool = False, calendar: Calendar | None = None
) -> Deadline:
    """Correction is due in the days of the parameter; one extension adds the extension's days."""
    days = _days("correction_days", start)
    if extended:
        days += _days("correction_extension_days", start)
    return due(start, days, calendar)


def _days(key: str, start: datetime) -> int:
    return int(parameter(key, clock.on(start)))


def correction_started_at(filing: Filing) -> datetime:
    """When the operator was told: a second edition of the notice starts the days anew."""
    last = (
        filing.events.filter(life=Life.FILING, action=FilingAction.RETURN).order_by("-id").first()
    )
    return last.created_at


def verification_started_at(facility: Facility) -> datetime:
    """The event that made a facility wait for verification: the filing's receipt, or the import."""
    since = (
        Event.objects.filter(facility=facility, life=Life.STANDING)
        .filter(action__in=(StandingAction.RECORD, StandingAction.REOPEN))
        .exclude(from_state=Standing.RECORDED)
        .select_related("filing")
        .order_by("-id")
        .first()
    )
    return since.filing.received_at if since.filing else since.created_at


@dataclass(frozen=True)
class Drift:
    """A stored due date that is not what the events say (漂移)."""

    subject: Filing | Facility | Review
    field: str
    key: str
    stored: Deadline
    right: Deadline

    def __str__(self):
        return f"{self.subject}：{self.field} {_words(self.stored)} → {_words(self.right)}"


def _words(deadline: Deadline) -> str:
    return f"{deadline.on:%Y-%m-%d}{'（暂估）' if deadline.is_estimate else ''}"


def _drifts(calendar: Calendar) -> Iterator[Drift]:
    with_commission = (FilingStatus.SUBMITTED, FilingStatus.PROPOSED)
    for filing in Filing.objects.received().select_related("facility"):
        if filing.status in with_commission:
            right = receipt_due(filing.received_at, calendar)
            yield _drift(filing, "receipt_due", receipt_key(filing), right)
            if filing.verification_due_on:
                right = verification_due(filing.received_at, calendar)
                yield _drift(filing, "verification_due", "", right)
        if filing.status == FilingStatus.RETURNED:
            right = correction_due(
                correction_started_at(filing),
                extended=filing.correction_extended,
                calendar=calendar,
            )
            yield _drift(filing, "correction_due", correction_key(filing), right)
    for facility in Facility.objects.awaiting_verification():
        right = verification_due(verification_started_at(facility), calendar)
        yield _drift(facility, "verification_due", facility_verification_key(facility), right)
    reviews = Review.objects.filter(status=ReviewStatus.OPEN).select_related("department")
    for review in reviews.iterator(chunk_size=500):
        yield _drift(
            review, "due", review_key(review), due(review.opened_at, review.days, calendar)
        )


def _drift(subject, name: str, key: str, right: Deadline) -> Drift:
    stored = Deadline(getattr(subject, f"{name}_on"), getattr(subject, f"{name}_is_estimate"))
    return Drift(subject, f"{name}_on", key, stored, right)


@transaction.atomic
def recompute_deadlines(*, check: bool = False) -> list[str]:
    """Replace every stored due date by what events and calendar say now; name what differed."""
    calendar = load_calendar()
    found = []
    for drift in list(_drifts(calendar)):
        if (drift.stored.on, drift.stored.is_estimate) == (
            drift.right.on,
            drift.right.is_estimate,
        ):
            continue
        found.append(str(drift))
        if check:
            continue
        name = drift.field.removesuffix("_on")
        subject = drift.subject
        # Somebody may act at the same moment: only the date that was read is replaced.
        replaced = type(subject).objects.filter(pk=subject.pk, **as_stored(name, drift.stored))
        if not replaced.update(**as_stored(name, drift.right)):
            continue
        if drift.key:
            move_reminder(drift.key, due=drift.right, calendar=calendar)
            if drift.field == "receipt_due_on":
                move_reminder(decision_key(subject), due=drift.right, calendar=calendar)
    return found


def as_stored(name: str, deadline: Deadline) -> dict[str, date | bool]:
    """The two columns a due date is kept in."""
    return {f"{name}_on": deadline.on, f"{name}_is_estimate": deadline.is_estimate}
