"""The alarm about a year without a calendar (放假安排未录入), from the first of November."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.services.message import send_message
from departments.choices import ReminderKind
from departments.models import Member, Reminder
from departments.services.calendar import calendar_reminder_key, known_years
from departments.services.reminder import close_reminder, open_reminder

ALARM_MONTH = 11


def years_to_enter(today: date) -> list[int]:
    """Years whose days off must be entered by now: this one, and from November the next."""
    needed = [today.year, *([today.year + 1] if today.month >= ALARM_MONTH else [])]
    known = known_years()
    return [year for year in needed if year not in known]


@transaction.atomic
def remind_of_missing_years(today: date) -> list[int]:
    """Remind administrators and the commission's directors, each of them once a year."""
    missing = years_to_enter(today)
    for year in missing:
        _remind(year, _people_who_enter(today))
    for year in {today.year, today.year + 1} - set(missing):
        if year in known_years():
            close_reminder(calendar_reminder_key(year), note=f"{year} 年放假安排已录入。")
    return missing


def _people_who_enter(today: date) -> list[User]:
    directors = Member.objects.active(today).directors().of_commission()
    administrators = User.objects.filter(is_active=True, is_staff=True, is_superuser=True)
    signers = User.objects.filter(pk__in=directors.values("user"))
    return list((administrators | signers).distinct().order_by("pk"))


def _remind(year: int, people: list[User]) -> None:
    key = calendar_reminder_key(year)
    waiting = Reminder.objects.open().filter(due_is_estimate=True).count()
    title = f"{year} 年放假安排未录入"
    body = (
        f"{year} 年的放假和调休安排尚未录入，涉及的期限只能暂估，目前有 {waiting} 个期限待定。"
        "国务院办公厅公布后，请在日历页面一次录入全年。"
    )
    link = reverse("calendar_year", args=[year])
    open_reminder(
        key, kind=ReminderKind.CALENDAR, title=title, link=link, addressees=people, body=body
    )
    for person in people:
        send_message(person, key=key, title=title, body=body, url=link)
