"""The list of reminders, urging by the conference office, and closing by hand."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Message
from departments.choices import MemberRole, ReminderKind
from departments.models import Reminder
from departments.services.ladder import run_ladders
from departments.services.reminder import (
    close_reminder,
    close_reminder_by_hand,
    silence_reminder,
    urge,
)
from tests.departments.factories import at, make_ladder, make_member, make_reminder, make_user
from wuqing_tuoyu import sheet
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def today():
    with at(TODAY):
        yield


@pytest.fixture
def people(holidays):
    make_ladder()
    return {
        "officer": make_member("zjw", user=make_user("经办")).user,
        "director": make_member("zjw", MemberRole.DIRECTOR, make_user("负责")).user,
        "liaison": make_member("zjw", MemberRole.LIAISON, make_user("联络")).user,
        "neighbour": make_member("mzj", user=make_user("邻居")).user,
        "office": make_member("lxh", user=make_user("联席")).user,
        "commission": make_member("wjw", user=make_user("卫健")).user,
        "operator": make_user("举办者"),
    }


def titles(answer):
    return [row["reminder"].title for row in answer.context["rows"]]


def test_a_unit_sees_its_own_reminders_and_the_office_those_of_all(client, people):
    make_reminder(date(2026, 11, 25), title="住建的事")
    make_reminder(date(2026, 11, 26), title="民政的事", code="mzj")
    make_reminder(TODAY, title="举办者的事", addressees=[people["operator"]])
    seen = {}
    for name in ("officer", "liaison", "neighbour", "office", "commission"):
        client.force_login(people[name])
        seen[name] = titles(client.get("/reminders/"))

    assert seen == {
        "officer": ["住建的事"],
        "liaison": ["住建的事"],
        "neighbour": ["民政的事"],
        "office": ["住建的事", "民政的事"],
        "commission": [],
    }


def test_the_list_says_who_was_told_last(client, people):
    make_reminder(date(2026, 11, 25), title="住建的事", key="a")
    Reminder.objects.update(stepped_on=None, next_step_on=TODAY)
    run_ladders(TODAY)
    client.force_login(people["office"])

    page = client.get("/reminders/").content.decode()

    assert "超期 2 天" in page
    assert "已提醒 4 人次，最近一次 11月27日 告知 联席" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["晚了", "还早"]),
        ("state=late", ["晚了"]),
        ("state=closed", ["办完"]),
        ("state=", ["晚了", "办完", "还早"]),
        ("department=mzj", ["还早"]),
        ("kind=unfiled", []),
        ("q=早", ["还早"]),
        ("state=nonsense", ["晚了", "办完", "还早"]),
    ],
)
def test_the_list_can_be_narrowed_and_the_sheet_follows(client, people, query, found):
    make_reminder(date(2026, 11, 20), title="晚了")
    make_reminder(date(2026, 12, 20), title="还早", code="mzj")
    make_reminder(date(2026, 12, 1), title="办完", key="closed")
    close_reminder("closed", note="已答复")
    client.force_login(people["office"])

    listed = titles(client.get(f"/reminders/?{query}"))
    answer = client.get(f"/reminders.xlsx?{query}")

    assert listed == found
    _, *rows = sheet._xlsx_rows(answer.content) or [[]]
    assert [row[1] for row in rows] == found


def test_the_office_urges_in_its_own_name(client, people):
    reminder = make_reminder(date(2026, 11, 25), link="/reviews/1/")
    client.force_login(people["office"])

    answer = client.post(f"/reminders/{reminder.pk}/urge/", {"note": "请今天答复。"})

    assert answer.status_code == 302
    messages = Message.objects.order_by("recipient_id")
    assert [(m.recipient, m.title, m.url) for m in messages] == [
        (people[name], "联席会议办公室催办：核对消防文书", "/reviews/1/")
        for name in ("officer", "director")
    ]
    assert messages[0].body == "请今天答复。\n\n联席会议办公室　联席"


def test_urging_without_a_note_says_what_is_missing(client, people):
    reminder = make_reminder(date(2026, 11, 25))
    client.force_login(people["office"])

    answer = client.post(f"/reminders/{reminder.pk}/urge/", {"note": ""})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 403),
        ("director", 403),
        ("neighbour", 404),
        ("operator", 404),
        ("commission", 404),
    ],
)
def test_nobody_but_the_office_urges(client, people, who, status):
    reminder = make_reminder(date(2026, 11, 25))
    client.force_login(people[who])

    answer = client.post(f"/reminders/{reminder.pk}/urge/", {"note": "快"})

    assert answer.status_code == status
    with pytest.raises(PermissionDenied):
        urge(reminder, actor=people[who], note="快")
    assert Message.objects.count() == 0


def test_what_is_done_is_not_urged(people):
    reminder = make_reminder(date(2026, 11, 25))
    close_reminder(reminder.key)

    with pytest.raises(DomainError, match="已经办结，不需要催办"):
        urge(reminder, actor=people["office"], note="快")


def test_a_unit_closes_by_hand_what_no_act_closes(client, people):
    reminder = make_reminder(date(2026, 11, 30), kind=ReminderKind.UNFILED)
    client.force_login(people["officer"])

    answer = client.post(f"/reminders/{reminder.pk}/done/", {"note": "已上门，正在准备材料。"})

    assert answer.status_code == 302
    reminder.refresh_from_db()
    assert reminder.closed_at is not None
    assert reminder.close_note == "经办：已上门，正在准备材料。"


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        ("officer", ReminderKind.REVIEW_RECEIPT, 403),
        ("liaison", ReminderKind.UNFILED, 403),
        ("office", ReminderKind.UNFILED, 403),
        ("neighbour", ReminderKind.UNFILED, 404),
        ("operator", ReminderKind.UNFILED, 404),
    ],
)
def test_nobody_else_closes_it(client, people, who, kind, status):
    reminder = make_reminder(date(2026, 11, 30), kind=kind)
    client.force_login(people[who])

    assert client.get(f"/reminders/{reminder.pk}/done/").status_code == status
    assert client.post(f"/reminders/{reminder.pk}/done/", {"note": "办了"}).status_code == status
    reminder.refresh_from_db()
    assert reminder.closed_at is None


def test_closing_twice_is_refused_in_words(people):
    reminder = make_reminder(date(2026, 11, 30), kind=ReminderKind.UNFILED)
    close_reminder_by_hand(reminder, actor=people["officer"], note="已走访")

    with pytest.raises(DomainError, match="已经办结"):
        close_reminder_by_hand(reminder, actor=people["director"], note="再来")

    reminder.refresh_from_db()
    assert reminder.close_note == "经办：已走访"


def test_a_look_at_the_forms_changes_nothing(client, people):
    reminder = make_reminder(date(2026, 11, 30), kind=ReminderKind.UNFILED)
    client.force_login(people["office"])
    assert client.get(f"/reminders/{reminder.pk}/urge/").status_code == 200
    client.force_login(people["officer"])
    assert client.get(f"/reminders/{reminder.pk}/done/").status_code == 200

    reminder.refresh_from_db()
    assert (reminder.closed_at, Message.objects.count()) == (None, 0)


def test_who_waits_for_somebody_else_is_neither_late_nor_urged(client, people):
    reminder = make_reminder(date(2026, 11, 20), title="等机构补正")
    silence_reminder(reminder.key)

    client.force_login(people["office"])
    (row,) = client.get("/reminders/").context["rows"]
    client.force_login(people["officer"])
    workbench = client.get("/workbench/")

    assert (row["time_left"], row["may_urge"]) == (None, False)
    assert workbench.context["mine_count"] == 0
    assert not Reminder.objects.overdue(TODAY).exists()
