"""Whom a step of the ladder reaches."""

from datetime import date

import pytest

from accounts.models import Message
from departments.choices import MemberRole, ReminderKind
from departments.models import Member
from departments.services.ladder import run_ladders
from departments.services.reminder import hand_over_reminder
from tests.departments.factories import at, make_ladder, make_member, make_reminder, make_user

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


def test_the_conference_office_is_led_to_the_list_because_it_reads_only_states(unit):
    opened(link="/reviews/1/")

    run_ladders(date(2026, 11, 27))

    assert Message.objects.get(recipient=unit["office"]).url == "/reminders/"


def test_the_handler_is_told_rather_than_every_officer(unit):
    handler = make_member("zjw", user=make_user("承办")).user
    reminder = opened()
    hand_over_reminder(reminder.key, handler)

    assert told_on(date(2026, 11, 24)) == {"11-24": [("承办", "还有 1 天")]}


def test_a_handler_who_left_the_unit_is_replaced_by_its_officers(unit):
    handler = make_member("zjw", user=make_user("承办")).user
    reminder = opened()
    hand_over_reminder(reminder.key, handler)
    Member.objects.filter(user=handler).update(active_until=date(2026, 11, 23))

    assert told_on(date(2026, 11, 24)) == {"11-24": [("经办", "还有 1 天")]}


def test_people_who_act_for_a_time_are_told_only_in_that_time(unit):
    acting = make_user("代行")
    days = {"active_from": date(2026, 11, 26), "active_until": date(2026, 11, 26)}
    make_member("zjw", MemberRole.DIRECTOR, acting, **days)
    opened()

    assert [f"{t.recipient}" for t in run_ladders(date(2026, 11, 26))] == ["经办", "负责", "代行"]


def test_a_unit_without_officers_is_told_through_its_director(unit):
    Member.objects.filter(user=unit["officer"]).update(active_until=date(2026, 11, 1))
    opened()

    assert told_on(date(2026, 11, 24)) == {"11-24": [("负责", "还有 1 天")]}


def test_an_operator_is_told_as_addressee(unit):
    operator = make_user("举办者")
    make_ladder(ReminderKind.CORRECTION, [(-5, "addressee"), (0, "addressee")])
    with at(date(2026, 11, 16)):
        make_reminder(DUE, kind=ReminderKind.CORRECTION, addressees=[operator])

    assert told_on(*november(18, 25)) == {
        "11-18": [("举办者", "还有 5 天")],
        "11-25": [("举办者", "今天到期")],
    }


def test_a_kind_without_a_ladder_is_told_to_nobody(unit):
    reminder = opened(kind=ReminderKind.UNFILED)

    assert reminder.next_step_on is None
    assert run_ladders(date(2026, 12, 31)) == []
