"""Counting working days: the notices of the State Council, and what must hold of any count."""

from datetime import date, timedelta
from io import StringIO

import chinese_calendar
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from departments.choices import DayKind, HolidayKind
from departments.models import Holiday
from departments.services.calendar import (
    Calendar,
    Deadline,
    add_working_days,
    explain,
    is_working_day,
    known_years,
    load_calendar,
    save_year,
    time_left,
    working_days_between,
)
from tests.departments.factories import make_user
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.django_db

MAKE_UP_DAYS_OF_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def every_day(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def test_every_day_from_2024_to_2026_agrees_with_an_independent_calendar(holidays):
    calendar = load_calendar()

    differing = [
        day
        for day in every_day(date(2024, 1, 1), date(2026, 12, 31))
        if calendar.is_working_day(day) != chinese_calendar.is_workday(day)
    ]

    assert differing == []


def test_2026_has_six_make_up_days(holidays):
    days = Holiday.objects.of_year(2026).filter(kind=HolidayKind.WORKDAY)

    assert [f"{row.date:%m-%d}" for row in days.order_by("date")] == MAKE_UP_DAYS_OF_2026


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-11-23", 15, "2026-12-14"),
        ("2026-09-28", 5, "2026-10-10"),
        ("2026-09-28", 15, "2026-10-23"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-10-10", -1, "2026-10-09"),
        ("2026-10-08", -5, "2026-09-23"),
        ("2026-10-03", 0, "2026-10-03"),
    ],
)
def test_the_nth_working_day(holidays, start, days, due):
    deadline = add_working_days(date.fromisoformat(start), days)

    assert deadline == Deadline(date.fromisoformat(due))


def test_a_count_into_a_year_without_calendar_is_an_estimate_by_the_plain_week(holidays):
    deadline = add_working_days(date(2026, 12, 11), 15)

    assert deadline == Deadline(date(2027, 1, 1), True, (2027,))


def test_a_year_is_known_only_with_its_new_years_day(holidays):
    Holiday.objects.create(date=date(2027, 10, 1), kind=HolidayKind.HOLIDAY, name="国庆节")

    assert known_years() == [2024, 2025, 2026]
    assert is_working_day(date(2027, 10, 1))


def test_each_day_of_a_count_has_its_reason(holidays):
    days = explain(date(2026, 9, 18), date(2026, 9, 28))

    assert [(f"{day.date:%m-%d}", day.number, day.kind, day.reason) for day in days] == [
        ("09-18", None, DayKind.START, "收到当日，从下一个工作日起算"),
        ("09-19", None, DayKind.WEEKEND, "星期六，周末"),
        ("09-20", 1, DayKind.MAKE_UP, "星期日，国庆节调休上班"),
        ("09-21", 2, DayKind.WORKDAY, "星期一，工作日"),
        ("09-22", 3, DayKind.WORKDAY, "星期二，工作日"),
        ("09-23", 4, DayKind.WORKDAY, "星期三，工作日"),
        ("09-24", 5, DayKind.WORKDAY, "星期四，工作日"),
        ("09-25", None, DayKind.HOLIDAY, "中秋节放假"),
        ("09-26", None, DayKind.HOLIDAY, "中秋节放假"),
        ("09-27", None, DayKind.HOLIDAY, "中秋节放假"),
        ("09-28", 6, DayKind.WORKDAY, "星期一，工作日"),
    ]


def test_days_of_an_unknown_year_say_that_they_are_provisional(holidays):
    day = explain(date(2026, 12, 31), date(2027, 1, 1))[-1]

    assert (day.kind, day.reason) == (
        DayKind.ESTIMATE,
        "星期五，2027 年放假安排未公布，暂按工作日计",
    )


@pytest.mark.parametrize(
    ("due", "words", "tone", "days"),
    [
        (Deadline(date(2026, 10, 9)), "超期 1 天", "bad", -1),
        (Deadline(date(2026, 10, 10)), "今天到期", "wait", 0),
        (Deadline(date(2026, 10, 12)), "还有 1 天", "info", 1),
        (Deadline(date(2026, 10, 15)), "还有 4 天", "plain", 4),
        (Deadline(date(2026, 9, 30)), "超期 3 天", "bad", -3),
        (Deadline(date(2026, 10, 1), True, (2027,)), "暂估 10月1日", "plain", None),
    ],
)
def test_time_left_is_told_in_working_days_and_an_estimate_is_never_late(
    holidays, due, words, tone, days
):
    left = time_left(due, date(2026, 10, 10))

    assert (left.words, left.tone, left.days) == (words, tone, days)


def test_the_calendar_is_one_query(holidays, django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar = load_calendar()
        add_working_days(date(2026, 9, 28), 15, calendar)
        explain(date(2026, 9, 28), date(2026, 10, 23), calendar)
        working_days_between(date(2026, 9, 28), date(2026, 10, 23), calendar)


DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))
CALENDARS = st.builds(
    lambda days: Calendar(
        {day: (kind, "某节") for day, kind in days.items()}, frozenset({2024, 2025, 2026})
    ),
    st.dictionaries(
        st.dates(date(2024, 1, 1), date(2026, 12, 31)),
        st.sampled_from([HolidayKind.HOLIDAY.value, HolidayKind.WORKDAY.value]),
        max_size=60,
    ),
)


@settings(max_examples=60, deadline=None)
@given(CALENDARS, DAYS, st.integers(1, 40))
def test_a_deadline_lands_on_a_working_day_that_counting_finds_again(calendar, start, days):
    due = add_working_days(start, days, calendar).on

    assert calendar.is_working_day(due)
    assert working_days_between(start, due, calendar) == days


@settings(max_examples=60, deadline=None)
@given(CALENDARS, DAYS, st.integers(1, 20), st.integers(1, 20))
def test_counts_add_up(calendar, start, first, second):
    halfway = add_working_days(start, first, calendar).on

    assert add_working_days(halfway, second, calendar) == add_working_days(
        start, first + second, calendar
    )


@settings(max_examples=60, deadline=None)
@given(CALENDARS, DAYS, DAYS, st.integers(1, 30))
def test_a_later_start_is_never_due_earlier(calendar, one, other, days):
    early, late = sorted([one, other])

    assert add_working_days(early, days, calendar).on <= add_working_days(late, days, calendar).on


@settings(max_examples=60, deadline=None)
@given(CALENDARS, DAYS, st.integers(1, 30))
def test_counting_back_from_a_working_day_returns_to_it(calendar, start, days):
    start = add_working_days(start, 1, calendar).on
    due = add_working_days(start, days, calendar).on

    assert add_working_days(due, -days, calendar).on == start


def of_2027(*more):
    return [(date(2027, 1, 1), HolidayKind.HOLIDAY, "元旦"), *more]


def test_saving_a_year_makes_it_known_and_names_who_entered_it(holidays):
    administrator = make_user()

    save_year(2027, of_2027(), actor=administrator)

    assert 2027 in known_years()
    row = Holiday.objects.get(date=date(2027, 1, 1))
    assert row.edited_at is not None
    assert row.history.get().history_user == administrator


def test_saving_a_year_again_replaces_it_and_leaves_other_years(holidays):
    save_year(2027, of_2027((date(2027, 5, 1), HolidayKind.HOLIDAY, "劳动节")), actor=None)

    changed = save_year(
        2027, of_2027((date(2027, 5, 3), HolidayKind.HOLIDAY, "劳动节")), actor=None
    )

    assert changed == 2
    assert [f"{row.date}" for row in Holiday.objects.of_year(2027)] == ["2027-01-01", "2027-05-03"]
    assert known_years() == [2024, 2025, 2026, 2027]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "元旦"),
        (of_2027((date(2026, 5, 1), HolidayKind.HOLIDAY, "劳动节")), "不属于 2027 年"),
        (of_2027((date(2027, 1, 1), HolidayKind.HOLIDAY, "春节")), "填写了两次"),
        (of_2027((date(2027, 1, 4), HolidayKind.WORKDAY, "元旦")), "本来就是工作日"),
        (of_2027((date(2027, 1, 2), HolidayKind.HOLIDAY, " ")), "填写节日名称"),
    ],
)
def test_a_year_that_cannot_be_right_is_refused(holidays, rows, sentence):
    with pytest.raises(DomainError, match=sentence):
        save_year(2027, rows, actor=None)

    assert known_years() == [2024, 2025, 2026]


def working_day(*arguments):
    out, err = StringIO(), StringIO()
    call_command("working_day", *arguments, stdout=out, stderr=err)
    return out.getvalue()


def test_the_command_prints_the_day(holidays):
    assert working_day("2026-11-23", "5") == "2026-11-30\n"


def test_the_command_prints_a_line_for_every_day_of_a_range(holidays):
    assert working_day("2026-09-28", "5", "--to", "2026-10-01") == (
        "2026-09-28 2026-10-10\n"
        "2026-09-29 2026-10-12\n"
        "2026-09-30 2026-10-13\n"
        "2026-10-01 2026-10-13\n"
    )


def test_the_command_explains_each_day(holidays):
    assert working_day("2026-10-08", "2", "--explain").splitlines() == [
        "2026-10-10",
        "  2026-10-08 - 起算日 收到当日，从下一个工作日起算",
        "  2026-10-09 1 工作日 星期五，工作日",
        "  2026-10-10 2 调休上班 星期六，国庆节调休上班",
    ]


def test_the_command_names_the_year_that_is_missing(holidays):
    with pytest.raises(CommandError, match="2027") as refusal:
        working_day("2026-12-11", "15")

    assert refusal.value.returncode == 1
