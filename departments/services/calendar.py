"""Working days (工作日): the only implementation of counting them, and the year's calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from departments.choices import DayKind, HolidayKind
from departments.models import Holiday, Reminder
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError
from wuqing_tuoyu.templatetags.words import day as written

ONE_DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
SOON = 2


@dataclass(frozen=True)
class Deadline:
    """A due date (期限). It is an estimate where a year's calendar was missing."""

    on: date
    is_estimate: bool = False
    missing_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Day:
    """One day of a count with its reason; `number` is None on days that do not count."""

    date: date
    number: int | None
    reason: str
    kind: DayKind


@dataclass(frozen=True)
class Calendar:
    """The days that differ from the plain week, read once and passed down."""

    special: dict[date, tuple[str, str]]
    years: frozenset[int]

    def knows(self, day: date) -> bool:
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        """Working or not; Monday to Friday where the year's calendar is missing."""
        if self.knows(day) and day in self.special:
            return self.special[day][0] == HolidayKind.WORKDAY
        return day.weekday() < 5


@dataclass(frozen=True)
class TimeLeft:
    """A due date as a tag: words, tone, an explanation, and the working days left."""

    words: str
    tone: str
    explanation: str = ""
    days: int | None = None

    @property
    def is_late(self) -> bool:
        """Past the day; an estimate never is."""
        return self.days is not None and self.days < 0


def load_calendar() -> Calendar:
    """All days off and make-up days, in one query. A year is known from its New Year's Day on."""
    rows = {
        day: (kind, name) for day, kind, name in Holiday.objects.values_list("date", "kind", "name")
    }
    years = frozenset(
        day.year
        for day, (kind, _) in rows.items()
        if (day.month, day.day) == (1, 1) and kind == HolidayKind.HOLIDAY
    )
    return Calendar(rows, years)


def known_years() -> list[int]:
    """The years whose days off were entered (已录入的年份), oldest first."""
    return sorted(load_calendar().years)


def is_working_day(day: date, calendar: Calendar | None = None) -> bool:
    """Whether offices work on this day (工作日)."""
    return (calendar or load_calendar()).is_working_day(day)


def add_working_days(start: date, days: int, calendar: Calendar | None = None) -> Deadline:
    """The N-th working day after a date, which itself is day 0; before it if N is negative."""
    calendar = calendar or load_calendar()
    step = ONE_DAY if days >= 0 else -ONE_DAY
    day, left, missing = start, abs(days), set()
    while left:
        day += step
        if not calendar.knows(day):
            missing.add(day.year)
        if calendar.is_working_day(day):
            left -= 1
    return Deadline(day, bool(missing), tuple(sorted(missing)))


def working_days_between(first: date, last: date, calendar: Calendar | None = None) -> int:
    """How many working days lie after `first` up to and with `last`; negative backwards."""
    if last < first:
        return -working_days_between(last, first, calendar)
    calendar = calendar or load_calendar()
    days = (first + ONE_DAY * number for number in range(1, (last - first).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def explain(start: date, until: date, calendar: Calendar | None = None) -> list[Day]:
    """Each day of a count with its reason (逐日说明). Day 0 is the day of receipt."""
    calendar = calendar or load_calendar()
    days = [Day(start, None, "收到当日，从下一个工作日起算", DayKind.START)]
    number, day = 0, start
    while day < until:
        day += ONE_DAY
        kind, reason = _reason(day, calendar)
        counts = calendar.is_working_day(day)
        number += counts
        days.append(Day(day, number if counts else None, reason, kind))
    return days


def _reason(day: date, calendar: Calendar) -> tuple[DayKind, str]:
    weekday = f"星期{WEEKDAYS[day.weekday()]}"
    if not calendar.knows(day):
        if day.weekday() < 5:
            return DayKind.ESTIMATE, f"{weekday}，{day.year} 年放假安排未公布，暂按工作日计"
        return DayKind.WEEKEND, f"{weekday}，{day.year} 年放假安排未公布，暂按周末计"
    kind, name = calendar.special.get(day, ("", ""))
    if kind == HolidayKind.HOLIDAY:
        return DayKind.HOLIDAY, f"{name}放假"
    if kind == HolidayKind.WORKDAY:
        return DayKind.MAKE_UP, f"{weekday}，{name}调休上班"
    if day.weekday() < 5:
        return DayKind.WORKDAY, f"{weekday}，工作日"
    return DayKind.WEEKEND, f"{weekday}，周末"


def time_left(due: Deadline, today: date, calendar: Calendar | None = None) -> TimeLeft:
    """A due date in words (还有 N 天、今天到期、超期 N 天). An estimate is never late."""
    if due.is_estimate:
        years = "、".join(str(year) for year in due.missing_years) or str(due.on.year)
        return TimeLeft(
            f"暂估 {due.on.month}月{due.on.day}日", "plain", f"期限待 {years} 年放假安排公布后确定"
        )
    left = working_days_between(today, due.on, calendar)
    if due.on == today:
        return TimeLeft("今天到期", "wait", "", 0)
    if due.on < today:
        return TimeLeft(f"超期 {max(-left, 1)} 天", "bad", "", min(left, -1))
    return TimeLeft(
        f"还有 {max(left, 1)} 天", "info" if left <= SOON else "plain", "", max(left, 1)
    )


def calendar_reminder_key(year: int) -> str:
    """One reminder a year asks for its days off (录入放假安排)."""
    return f"calendar:{year}"


@transaction.atomic
def save_year(year: int, rows: list[tuple[date, str, str]], *, actor: User | None) -> int:
    """Replace a year's days off and make-up days (放假安排); each row is (date, kind, name)."""
    _demand_sensible_year(year, rows)
    last_december = Q(date__year=year - 1, date__in=[day for day, _, _ in rows])
    stored = Holiday.objects.select_for_update(of=("self",))
    held = {row.date: row for row in stored.filter(Q(date__year=year) | last_december)}
    changed, now = 0, clock.now()
    for day, kind, name in rows:
        row = held.pop(day, None) or Holiday(date=day)
        if (row.kind, row.name) == (kind, name):
            continue
        row.kind, row.name, row.edited_at, row._history_user = kind, name, now, actor
        row.save()
        changed += 1
    for row in held.values():
        row._history_user = actor
        row.delete()
    Reminder.objects.open().filter(key=calendar_reminder_key(year)).update(
        closed_at=now, close_note=f"{year} 年放假安排已录入。", next_step_on=None
    )
    return changed + len(held)


def _demand_sensible_year(year: int, rows: list[tuple[date, str, str]]) -> None:
    days = [day for day, _, _ in rows]
    if twice := sorted({day for day in days if days.count(day) > 1}):
        raise DomainError(f"{written(twice[0], always_year=True)}填写了两次，请只保留一处。")
    for day, kind, name in rows:
        if day.year != year and (day.year, day.month) != (year - 1, 12):
            raise DomainError(
                f"{written(day, always_year=True)}不属于 {year} 年的放假安排，请核对年份。"
            )
        if not name.strip():
            raise DomainError(f"请为 {written(day, always_year=True)}填写节日名称，例如“国庆节”。")
        if kind == HolidayKind.WORKDAY and day.weekday() < 5:
            raise DomainError(
                f"{written(day, always_year=True)}本来就是工作日，不需要填写调休上班。"
            )
    if (date(year, 1, 1), HolidayKind.HOLIDAY) not in [(day, kind) for day, kind, _ in rows]:
        raise DomainError(f"请把 {year} 年 1月1日（元旦）列入放假日期，全年安排才算录入。")
