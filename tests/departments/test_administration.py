"""Administration of units, ladders and parameters, and what permissions say of people."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from departments.choices import MemberRole
from departments.models import Department, Parameter, Reminder, ReminderLadder
from departments.permissions import (
    active_member,
    is_administrator,
    is_commission_director,
    is_commission_officer,
    is_conference_office,
    is_director_of,
    is_of,
    is_officer_of,
)
from departments.services.activity import quarter_of, record_activity
from departments.services.parameter import parameter, parameters
from tests.departments.factories import (
    at,
    make_department,
    make_ladder,
    make_member,
    make_reminder,
    make_user,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = make_user("管理", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    "name",
    [
        "department",
        "member",
        "duty",
        "plantask",
        "population",
        "reminderladder",
        "parameter",
        "holiday",
    ],
)
def test_the_administrator_finds_each_list_and_its_history(client, administrator, reference, name):
    make_member("wjw")

    assert client.get(f"/admin/departments/{name}/").status_code == 200


def test_what_an_administrator_edits_is_marked_as_edited(client, administrator, reference):
    row = Parameter.objects.get(key="correction_days")
    form = {
        name: getattr(row, name)
        for name in ("key", "title", "value_type", "unit", "source", "effective_from")
    }

    answer = client.post(f"/admin/departments/parameter/{row.pk}/change/", form | {"value": "12"})

    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.value, row.edited_at is not None) == ("12", True)
    assert row.history.first().history_user == administrator


def test_a_parameter_that_is_no_number_is_refused(client, administrator, reference):
    row = Parameter.objects.get(key="correction_days")
    form = {
        name: getattr(row, name)
        for name in ("key", "title", "value_type", "unit", "source", "effective_from")
    }

    answer = client.post(f"/admin/departments/parameter/{row.pk}/change/", form | {"value": "十"})

    assert "请填写数字" in answer.content.decode()


def test_changing_a_ladder_moves_the_next_step_of_open_reminders(client, administrator, holidays):
    make_ladder()
    with at(date(2026, 11, 20)):
        reminder = make_reminder(date(2026, 11, 25))
    step = ReminderLadder.objects.get(offset=-1)
    form = {"kind": step.kind, "offset": -2, "recipient": step.recipient}

    client.post(f"/admin/departments/reminderladder/{step.pk}/change/", form)

    assert Reminder.objects.get(pk=reminder.pk).next_step_on == date(2026, 11, 23)


def test_a_parameter_is_the_newest_edition_begun_by_that_day(reference):
    row = Parameter.objects.get(key="correction_days")
    row.pk, row.value, row.effective_from = None, "15", date(2027, 1, 1)
    row.save()

    assert parameter("correction_days", date(2026, 12, 31)) == 10
    assert parameter("correction_days", date(2027, 1, 1)) == 15
    assert parameter("correction_days", date(2000, 1, 1)) == 10
    assert parameter("declined_public", date(2026, 1, 1)) is False
    assert parameter("inclusive_fee_cap", date(2026, 1, 1)) is None


def test_all_parameters_are_one_query(reference, django_assert_num_queries):
    with django_assert_num_queries(1):
        values = parameters(date(2026, 11, 23))

    assert (values["class_size_infant"], values["ratio_mixed"], values["lease_years"]) == (10, 5, 3)


@pytest.mark.parametrize(
    ("code", "role", "held"),
    [
        ("wjw", MemberRole.DIRECTOR, {"officer", "director", "commission", "signs"}),
        ("wjw", MemberRole.OFFICER, {"officer", "commission"}),
        ("wjw", MemberRole.LIAISON, set()),
        ("lxh", MemberRole.OFFICER, {"officer", "office"}),
        ("zjw", MemberRole.DIRECTOR, {"officer", "director"}),
    ],
)
def test_what_each_role_is(code, role, held):
    user, unit = make_member(code, role).user, make_department(code)

    answers = {
        "officer": is_officer_of(user, unit),
        "director": is_director_of(user, unit),
        "commission": is_commission_officer(user),
        "signs": is_commission_director(user),
        "office": is_conference_office(user),
        "administrator": is_administrator(user),
    }
    assert {name for name, answer in answers.items() if answer} == held
    assert is_of(user, code)
    assert not is_of(user, "mzj")


def test_a_role_begins_and_ends_on_its_days():
    user = make_user()
    days = {"active_from": date(2026, 11, 20), "active_until": date(2026, 11, 23)}
    make_member("wjw", MemberRole.DIRECTOR, user, **days)

    held = {}
    for number in (19, 20, 23, 24):
        with at(date(2026, 11, number)):
            held[number] = is_commission_director(user)

    assert held == {19: False, 20: True, 23: True, 24: False}


def test_acting_for_a_director_stands_above_the_own_role():
    member = make_member("wjw")
    days = {"active_from": date(2020, 1, 1), "active_until": date(2099, 1, 1)}
    make_member("wjw", MemberRole.DIRECTOR, member.user, **days)

    assert active_member(member.user).role == MemberRole.DIRECTOR


def test_a_stranger_is_nobody():
    assert active_member(AnonymousUser()) is None
    assert not is_administrator(AnonymousUser())


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "x", "may_inspect": True},
        {"code": "x", "has_annex_duties": True},
        {"code": "x", "kind": "office", "may_inspect": True, "inspection_scope": "全部"},
        {"code": "x", "kind": "township", "is_council_member": True},
    ],
)
def test_the_database_refuses_a_unit_that_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Department.objects.create(name="某单位", short_name="某", **wrong)


def test_an_activity_stands_under_the_units_own_duty_and_once(reference):
    fire, food = Department.objects.get(code="xfz"), Department.objects.get(code="scj")
    facts = {"key": "a", "done_on": date(2026, 11, 20), "title": "检查"}

    with pytest.raises(DomainError, match="不是区消防救援支队的职责条款"):
        record_activity(fire, duty=food.duties.first(), **facts)
    record_activity(fire, duty=fire.duties.first(), **facts)
    record_activity(fire, duty=fire.duties.first(), **facts | {"title": "检查两处"})

    assert [row.title for row in fire.activities.all()] == ["检查两处"]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2026-11-23", "2026-10-01", "2026-12-31"),
        ("2026-03-31", "2026-01-01", "2026-03-31"),
        ("2024-02-29", "2024-01-01", "2024-03-31"),
    ],
)
def test_a_quarter_has_its_days(day, first, last):
    assert [f"{each}" for each in quarter_of(date.fromisoformat(day))] == [first, last]
