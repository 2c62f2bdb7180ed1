"""The ladder of reminders: who is told on which day, once, and when it falls silent."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Message
from departments import tasks
from departments.choices import HolidayKind, ReminderKind
from departments.models import Reminder, ReminderStep
from departments.services.calendar import Deadline, save_year
from departments.services.deadlines import recompute_deadlines
from departments.services.ladder import run_ladders
from departments.services.reminder import (
    close_reminder,
    close_reminders,
    move_reminder,
    open_reminder,
    silence_reminder,
    wake_reminder,
)
from tests.departments.factories import at, make_reminder

pytestmark = pytest.mark.django_db

DUE = date(2026, 11, 25)  # 星期三
OPENED = date(2026, 11, 20)


def opened(**fields):
    with at(OPENED):
        return make_reminder(DUE, **fields)


def told_on(*days):
    return {
        f"{day:%m-%d}": [(f"{telling.recipient}", telling.words) for telling in run_ladders(day)]
        for day in days
    }


def november(*numbers):
    return [date(2026, 11, number) for number in numbers]


def test_each_step_reaches_the_one_it_is_for(unit):
    opened()

    assert told_on(*november(23, 24, 25, 26, 27, 30)) == {
        "11-23": [],
        "11-24": [("经办", "还有 1 天")],
        "11-25": [("经办", "今天到期")],
        "11-26": [("负责", "超期 1 天")],
        "11-27": [("联席", "超期 2 天")],
        "11-30": [],
    }


def test_each_step_is_a_message_with_the_words_of_the_day(unit):
    opened(link="/reviews/1/", body="童画托育的消防文书")

    run_ladders(date(2026, 11, 26))

    message = Message.objects.get(recipient=unit["director"])
    assert message.title == "核对消防文书：超期 1 天"
    assert message.url == "/reviews/1/"
    assert message.body.splitlines() == [
        "童画托育的消防文书",
        "期限：2026年11月25日，超期 1 天。",
        "经办人尚未办结，请您督促办理。",
    ]


def test_a_second_pass_on_the_same_day_tells_nobody(unit):
    opened()
    run_ladders(date(2026, 11, 24))

    assert run_ladders(date(2026, 11, 24)) == []
    assert Message.objects.count() == 1


def test_missed_runs_are_made_up_for_with_one_message_a_person(unit):
    opened()

    tellings = run_ladders(date(2026, 11, 27))

    assert [(f"{t.recipient}", [offset for offset, _ in t.steps]) for t in tellings] == [
        ("经办", [-1, 0]),
        ("负责", [1]),
        ("联席", [2]),
    ]
    assert ReminderStep.objects.count() == 4
    assert Message.objects.count() == 3


def test_nobody_is_told_on_a_day_off_and_the_next_working_day_makes_up(unit):
    with at(date(2026, 9, 28)):
        make_reminder(date(2026, 9, 30))

    holiday = [date(2026, 10, number) for number in range(1, 8)]
    assert told_on(date(2026, 9, 29)) == {"09-29": [("经办", "还有 1 天")]}
    assert [run_ladders(day) for day in holiday] == [[]] * 7
    assert told_on(date(2026, 10, 8)) == {
        "10-08": [("经办", "超期 1 天"), ("负责", "超期 1 天")],
    }


def test_a_saturday_on_which_offices_work_is_a_working_day_of_the_ladder(unit):
    with at(date(2026, 10, 8)):
        make_reminder(date(2026, 10, 12))

    assert told_on(date(2026, 10, 10)) == {"10-10": [("经办", "还有 1 天")]}


def test_a_due_date_on_a_day_off_is_told_on_the_working_day_before(unit):
    with at(OPENED):
        make_reminder(date(2026, 11, 29))

    assert told_on(*november(26, 27, 30)) == {
        "11-26": [("经办", "还有 1 天")],
        "11-27": [("经办", "还有 1 天")],
        "11-30": [("负责", "超期 1 天")],
    }


def test_an_answer_in_between_stops_the_ladder_at_once(unit):
    reminder = opened()
    run_ladders(date(2026, 11, 25))

    close_reminder(reminder.key, note="已答复")

    assert told_on(*november(26, 27)) == {"11-26": [], "11-27": []}
    reminder.refresh_from_db()
    assert (reminder.closed_at is not None, reminder.close_note) == (True, "已答复")


def test_a_silent_reminder_waits_and_speaks_again_from_its_new_date(unit):
    reminder = opened()
    silence_reminder(reminder.key)

    assert told_on(*november(24, 25, 26)) == {"11-24": [], "11-25": [], "11-26": []}

    with at(date(2026, 11, 26)):
        wake_reminder(reminder.key, Deadline(date(2026, 12, 1)))
    assert told_on(date(2026, 11, 30)) == {"11-30": [("经办", "还有 1 天")]}


def test_a_later_date_starts_the_ladder_anew(unit):
    reminder = opened()
    run_ladders(date(2026, 11, 24))

    with at(date(2026, 11, 24)):
        move_reminder(reminder.key, due=Deadline(date(2026, 11, 30)))

    assert told_on(*november(25, 27)) == {"11-25": [], "11-27": [("经办", "还有 1 天")]}


def test_opening_the_same_key_again_is_the_same_reminder(unit):
    first = opened(key="review:1")
    run_ladders(date(2026, 11, 24))
    close_reminder("review:1")

    with at(date(2026, 11, 30)):
        again = make_reminder(date(2026, 12, 3), key="review:1")

    assert again.pk == first.pk
    assert again.closed_at is None
    assert told_on(date(2026, 12, 2)) == {"12-02": [("经办", "还有 1 天")]}


def test_reopening_with_the_same_date_repeats_no_step(unit):
    reminder = opened(key="review:1")
    run_ladders(date(2026, 11, 24))
    close_reminder("review:1")

    with at(date(2026, 11, 24)):
        make_reminder(DUE, key="review:1")

    assert run_ladders(date(2026, 11, 24)) == []
    assert Reminder.objects.get(pk=reminder.pk).next_step_on == DUE


def test_an_estimated_date_warns_ahead_but_is_never_due(unit):
    with at(date(2026, 12, 28)):
        make_reminder(date(2027, 1, 4), estimate=True)

    assert told_on(date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 6)) == {
        "01-01": [("经办", "暂估 1月4日")],
        "01-04": [],
        "01-06": [],
    }
    assert list(Reminder.objects.overdue(date(2027, 3, 1))) == []


def test_saving_the_missing_year_moves_the_next_step(unit):
    with at(date(2026, 12, 28)):
        reminder = make_reminder(date(2027, 1, 4), estimate=True)
    rows = [(date(2027, 1, number), HolidayKind.HOLIDAY, "元旦") for number in (1, 2, 3)]
    save_year(2027, rows, actor=None)

    assert recompute_deadlines(check=True) == ["核对消防文书：下次催办 2027-01-01 → 2026-12-31"]
    recompute_deadlines()

    assert recompute_deadlines(check=True) == []
    reminder.refresh_from_db()
    assert reminder.next_step_on == date(2026, 12, 31)


def test_all_reminders_of_one_thing_close_together(unit):
    for key in ("filing:1:receipt", "filing:1:verification", "filing:11:receipt"):
        opened(key=key)

    assert close_reminders("filing:1:") == 2
    assert [row.key for row in Reminder.objects.open()] == ["filing:11:receipt"]


def test_a_closed_reminder_keeps_no_next_step(unit):
    reminder = opened()
    assert reminder.next_step_on == date(2026, 11, 24)

    close_reminder(reminder.key)

    reminder.refresh_from_db()
    assert reminder.next_step_on is None


def test_many_reminders_are_taken_in_batches_and_each_is_told_once(unit):
    with at(OPENED):
        for _ in range(7):
            make_reminder(DUE)

    assert len(run_ladders(date(2026, 11, 24), batch=3)) == 7
    assert Message.objects.count() == 7


@pytest.mark.parametrize("number", [1, 3])
def test_finding_who_is_to_be_told_takes_the_same_queries_for_one_and_for_three(
    unit, django_assert_num_queries, number
):
    with at(OPENED):
        for _ in range(number):
            make_reminder(DUE)

    with django_assert_num_queries(8):
        tellings = run_ladders(date(2026, 11, 24), dry_run=True)

    assert len(tellings) == number


def remind(*arguments):
    out = StringIO()
    call_command("remind", *arguments, stdout=out)
    return out.getvalue()


def test_a_dry_run_lists_who_would_be_told_and_tells_nobody(unit):
    opened()

    text = remind("--as-of", "2026-11-24", "--dry-run")

    assert text == (
        f"{unit['officer'].username} 经办　核对消防文书　还有 1 天"
        "（部门核验（回执前），第 -1 步）\n"
        "2026-11-24 将告知 1 人次。\n"
    )
    assert Message.objects.count() == 0
    assert remind("--as-of", "2026-11-24").endswith("已告知 1 人次。\n")
    assert Message.objects.count() == 1


def test_the_command_is_silent_on_a_day_off(unit):
    assert remind("--as-of", "2026-11-22") == "2026-11-22 不是工作日，不提醒。\n"


def test_the_clock_task_tells_what_is_due_today(unit):
    opened()

    with at(date(2026, 11, 24)):
        tasks.run_ladders()
        tasks.run_ladders()

    assert [message.recipient for message in Message.objects.all()] == [unit["officer"]]


def test_a_unit_is_asked_again_in_the_same_words_only_if_the_act_says_so(unit):
    reminder = open_reminder(
        "import:1", kind=ReminderKind.IMPORT, title="确认存量导入", addressees=[unit["director"]]
    )

    assert reminder.is_personal
    assert (reminder.due_on, reminder.next_step_on) == (None, None)
