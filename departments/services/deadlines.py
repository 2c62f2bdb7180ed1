"""Stored dates of this floor that follow from the calendar: the next step of each reminder."""

from departments.models import Reminder
from departments.services.calendar import load_calendar
from departments.services.ladder import load_ladders, next_step_on


def recompute_deadlines(*, check: bool = False) -> list[str]:
    """Set each open reminder's next step from its due date anew; say what differed."""
    calendar, ladders = load_calendar(), load_ladders()
    changed = []
    for reminder in Reminder.objects.open().filter(due_on__isnull=False).order_by("pk"):
        day = next_step_on(reminder, ladders.get(reminder.kind, []), calendar)
        if day != reminder.next_step_on:
            changed.append(
                (reminder, f"{reminder.title}：下次催办 {reminder.next_step_on} → {day}")
            )
            reminder.next_step_on = day
    if not check:
        Reminder.objects.bulk_update([row for row, _ in changed], ["next_step_on"], batch_size=500)
    return [sentence for _, sentence in changed]
