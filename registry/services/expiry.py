"""Papers that expire (材料到期): one reminder for what a facility must renew by the same day."""

from collections import Counter
from datetime import date, timedelta

from django.db import transaction

from departments.choices import ReminderKind
from departments.models import Reminder
from departments.services.calendar import Calendar, Deadline, load_calendar
from departments.services.ladder import load_ladders, step_date
from departments.services.reminder import close_reminder, open_reminder
from registry.choices import DocumentKind
from registry.models import Document, Facility
from registry.notifications.people import operators_people
from registry.services.keys import expiry_key
from registry.workflow.transition import lock_facility
from wuqing_tuoyu.templatetags.words import day as written

# A step on a day off is taken before it: the longest holiday stretches the first step.
FARTHEST = timedelta(days=100)


def facilities_with_expiring_papers(today: date, limit: int, *, after: int = 0) -> list[int]:
    """Facilities whose papers expire soon, or that have an open reminder about it (将到期)."""
    soon = Document.objects.expiring(today, today + FARTHEST)
    reminded = {
        int(key.split(":")[1])
        for key in Reminder.objects.open()
        .filter(kind=ReminderKind.EXPIRY)
        .values_list("key", flat=True)
    }
    found = set(soon.values_list("facility", flat=True)) | reminded
    return sorted(pk for pk in found if pk > after)[:limit]


@transaction.atomic
def remind_of_expiring_papers(facility: Facility, today: date) -> None:
    """Open what is near, say anew what is in it, close what was renewed (材料到期提醒)."""
    facility = lock_facility(facility.pk)
    calendar, ladder = load_calendar(), load_ladders().get(ReminderKind.EXPIRY, [])
    first_offset = min((offset for offset, _ in ladder), default=0)
    papers = Document.objects.in_use().filter(facility=facility, valid_until__lte=today + FARTHEST)
    by_day: dict[date, Counter] = {}
    for kind, day in papers.values_list("kind", "valid_until"):
        by_day.setdefault(day, Counter())[DocumentKind(kind).label] += 1
    known = Reminder.objects.filter(key__startswith=expiry_key(facility))
    reminders = {reminder.key: reminder for reminder in known}
    for day, kinds in by_day.items():
        known_one = reminders.pop(expiry_key(facility, day), None)
        if known_one is None and not _is_near(day, today, first_offset, calendar):
            continue
        _say(facility, day, kinds, known_one, calendar)
    for key in reminders:
        close_reminder(key, note="材料已更换")


def _is_near(day: date, today: date, first_offset: int, calendar: Calendar) -> bool:
    return day >= today and step_date(day, first_offset, calendar, ReminderKind.EXPIRY) <= today


def _say(
    facility: Facility, day: date, kinds: Counter, known: Reminder | None, calendar: Calendar
) -> None:
    papers = "、".join(f"{label} {count} 份" for label, count in sorted(kinds.items()))
    body = f"{papers}，有效期到 {written(day, always_year=True)}，请换发后更换"
    if known is not None and known.is_open and known.body == body:
        return
    open_reminder(
        expiry_key(facility, day),
        kind=ReminderKind.EXPIRY,
        title=f"{facility}",
        body=body,
        link=facility.get_absolute_url(),
        due=Deadline(day),
        addressees=operators_people(facility),
        calendar=calendar,
        makes_up=True,
    )
