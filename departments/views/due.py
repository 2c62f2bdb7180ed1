"""What is due (到期日历): a unit's month at a glance, and what falls on each of its days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from departments.choices import DayKind, StepRecipient
from departments.models import Department, Reminder
from departments.permissions import (
    can_read_reminders,
    departments_of,
    is_conference_office,
)
from departments.services.calendar import Day, explain, load_calendar
from departments.views.workbench import Entry, entry_of
from wuqing_tuoyu import clock, sheet
from wuqing_tuoyu.templatetags.words import weekday

MOST = 300
OFF = (DayKind.WEEKEND, DayKind.HOLIDAY)
COLUMNS = ["期限", "星期", "期限是否暂估", "单位", "类别", "事项", "说明", "承办人", "链接"]


@dataclass(frozen=True)
class Cell:
    """One day of the month: how much is due, and whether offices work."""

    day: Day
    count: int
    is_chosen: bool
    is_today: bool

    @property
    def on(self):
        return self.day.date

    @property
    def is_off(self):
        return self.day.kind in OFF


@dataclass(frozen=True)
class Asked:
    """Which unit, which month, perhaps which day of it."""

    unit: Department | None
    first: date
    day: date | None

    @property
    def last(self):
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def before(self):
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self):
        return self.last + timedelta(days=1)

    def narrow(self, reminders):
        """What falls on the day, or into the month."""
        if self.day:
            return reminders.filter(due_on=self.day)
        return reminders.filter(due_on__gte=self.first, due_on__lte=self.last)


def asked_in(request):
    """What makes no sense is left out: then it is this month, and every unit of one's own."""
    code = request.GET.get("department", "")
    unit = units_of(request.user).filter(code=code).first() if code.isalnum() else None
    day = _date(request.GET.get("day", ""))
    month = _date(f"{request.GET.get('month', '')}-01") or day or clock.today()
    first = month.replace(day=1)
    return Asked(unit, first, day if day and day.replace(day=1) == first else None)


def _date(text):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None


def units_of(user):
    """The units whose days this person may look at; the conference office those of all."""
    units = Department.objects.active()
    if is_conference_office(user):
        return units
    return units.filter(pk__in=[unit.pk for unit in departments_of(user)])


def reminders_for(request, asked):
    if not can_read_reminders(request.user):
        raise PermissionDenied
    rows = Reminder.objects.visible_to(request.user).open()
    if asked.unit:
        rows = rows.of(asked.unit)
    return rows


@require_safe
def due_list(request):
    user, today, calendar = request.user, clock.today(), load_calendar()
    asked = asked_in(request)
    rows = reminders_for(request, asked)
    found = asked.narrow(rows).select_related("department", "handler")
    found = found.prefetch_related("addressees").by_due_date()
    units = units_of(user)
    context = {
        "asked": asked,
        "today": today,
        "weeks": weeks_of(asked, rows, calendar, today),
        "entries": entries_of(found[:MOST], user, today, calendar),
        "total": found.count(),
        "most": MOST,
        "late": rows.overdue(today).count(),
        "undated": rows.filter(due_on=None).count(),
        "units": units if is_conference_office(user) else [],
        "whose": str(asked.unit or "、".join(str(unit) for unit in departments_of(user))),
    }
    return render(request, "departments/reminder/due.html", context)


class EntryOfOthers(Entry):
    """What another unit has to do: the conference office cannot open it, but can urge."""

    @property
    def url(self):
        return reverse("departments:reminder_urge", args=[self.reminder.pk])

    @property
    def act(self):
        return "催办"


def entries_of(reminders, user, today, calendar):
    """Lines of the queue; what is another unit's is not the reader's turn."""
    own = departments_of(user)
    entries = [entry_of(reminder, user, today, calendar) for reminder in reminders]
    return [
        EntryOfOthers(
            reminder=entry.reminder,
            time_left=entry.time_left,
            holder=str(entry.reminder.handler or entry.reminder.department),
            is_mine=False,
            reader=entry.reader,
        )
        if entry.reminder.department and entry.reminder.department not in own
        else entry
        for entry in entries
    ]


def weeks_of(asked, rows, calendar, today):
    """The month from Monday to Sunday; days of other months stay empty."""
    month = rows.filter(due_on__gte=asked.first, due_on__lte=asked.last)
    counts = dict(month.order_by().values_list("due_on").annotate(Count("pk")))
    days = explain(asked.first - timedelta(days=1), asked.last, calendar)[1:]
    cells = [
        Cell(day, counts.get(day.date, 0), day.date == asked.day, day.date == today) for day in days
    ]
    padded = [None] * asked.first.weekday() + cells
    return [padded[n : n + 7] for n in range(0, len(padded), 7)]


@require_safe
def due_sheet(request):
    """The same month, or day, as a sheet."""
    asked = asked_in(request)
    found = asked.narrow(reminders_for(request, asked)).select_related("department", "handler")
    rows = (
        [
            each.due_on.isoformat(),
            weekday(each.due_on),
            "暂估" if each.due_is_estimate else "",
            str(each.department or "个人"),
            each.get_kind_display(),
            each.title,
            each.body_for(StepRecipient.OFFICER),
            str(each.handler or ""),
            each.link,
        ]
        for each in found.by_due_date()
    )
    return sheet.download(COLUMNS, rows, title="到期日历", name="due")
