"""Due dates of this floor (期限): a function of what happened and the calendar."""

from django.db import transaction

from departments.choices import ReminderKind
from departments.models import Reminder
from departments.services.calendar import Calendar, Deadline, load_calendar
from departments.services.reminder import move_reminder
from inspections.models import Complaint
from inspections.services.complaint import complaint_due, complaint_key
from inspections.services.publication import publication_due
from wuqing_tuoyu import clock


@transaction.atomic
def recompute_deadlines(*, check: bool = False) -> list[str]:
    """Replace every stored due date by what the calendar says now; name what differed."""
    calendar = load_calendar()
    return [*_complaints(calendar, check=check), *_publications(calendar, check=check)]


def _complaints(calendar: Calendar, *, check: bool) -> list[str]:
    found = []
    for complaint in Complaint.objects.open().select_related("facility"):
        stored = Deadline(complaint.due_on, complaint.due_is_estimate)
        right = complaint_due(complaint.received_at, complaint.days, calendar)
        if (stored.on, stored.is_estimate) == (right.on, right.is_estimate):
            continue
        found.append(f"投诉举报 {complaint.pk}：due_on {stored.on} → {right.on}")
        if check:
            continue
        # Somebody may act at the same moment: only the date that was read is replaced.
        row = Complaint.objects.filter(pk=complaint.pk, due_on=stored.on)
        if row.update(due_on=right.on, due_is_estimate=right.is_estimate):
            move_reminder(complaint_key(complaint), due=right, calendar=calendar)
    return found


def _publications(calendar: Calendar, *, check: bool) -> list[str]:
    """Days by which results are made public; counted from when the unit was asked."""
    found = []
    asked = Reminder.objects.open().filter(kind=ReminderKind.PUBLICATION, due_on__isnull=False)
    for reminder in asked.order_by("pk"):
        right = publication_due(clock.on(reminder.opened_at), calendar)
        if (reminder.due_on, reminder.due_is_estimate) == (right.on, right.is_estimate):
            continue
        found.append(f"{reminder.title}：公开检查结果 {reminder.due_on} → {right.on}")
        if not check:
            move_reminder(reminder.key, due=right, calendar=calendar)
    return found
