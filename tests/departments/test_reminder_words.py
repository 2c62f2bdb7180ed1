"""A reminder speaks to each reader in their role: who has to act, their unit, who decides."""

from datetime import date

import pytest

from accounts.models import Message
from departments.choices import MemberRole, ReminderKind
from departments.services.ladder import run_ladders
from tests.departments.factories import (
    at,
    make_department,
    make_ladder,
    make_member,
    make_reminder,
    make_user,
)

pytestmark = pytest.mark.django_db

OPENED, DUE, LATE = date(2026, 11, 20), date(2026, 11, 25), date(2026, 11, 26)
WORDS = {
    "body": "责令整改 2 项，请逐项改正",
    "officer_body": "责令机构整改 2 项，逾期请联系机构",
    "director_body": "责令机构整改 2 项，期限由您决定延长",
}


@pytest.fixture
def readers(holidays):
    with at(OPENED):
        people = {
            "operator": make_user("举办者"),
            "officer": make_member("scj", user=make_user("经办")).user,
            "director": make_member("scj", MemberRole.DIRECTOR, make_user("负责")).user,
            "office": make_member("lxh", user=make_user("联席办")).user,
        }
        steps = [(1, "addressee"), (1, "officer"), (1, "director"), (1, "conference_office")]
        make_ladder(ReminderKind.RECTIFICATION, steps)
        make_reminder(
            DUE,
            kind=ReminderKind.RECTIFICATION,
            title="童画托育园",
            department=make_department("scj"),
            handler=people["officer"],
            addressees=[people["operator"]],
            **WORDS,
        )
    return people


def workbench(client, user, day):
    client.force_login(user)
    with at(day):
        return client.get("/workbench/")


@pytest.mark.parametrize(
    ("who", "words"),
    [("operator", "body"), ("officer", "officer_body"), ("director", "director_body")],
)
def test_the_workbench_has_the_sentence_for_its_reader(client, readers, who, words):
    page = workbench(client, readers[who], OPENED).text

    assert [name for name, sentence in WORDS.items() if sentence in page] == [words]


def test_a_day_estimated_without_the_years_calendar_is_shown_and_never_late(client, readers):
    with at(OPENED):
        make_reminder(date(2027, 1, 4), estimate=True, code="scj", title="跨年的事")

    page = workbench(client, readers["officer"], date(2027, 1, 8))

    [estimated] = [entry for entry in page.context["mine"] if entry.title == "跨年的事"]
    assert not estimated.time_left.is_late
    assert "暂估 1月4日" in page.text
    assert "期限待 2027 年放假安排公布后确定" in page.text


def test_until_it_is_late_the_turn_is_the_operators(client, readers):
    before = workbench(client, readers["officer"], DUE)
    after = workbench(client, readers["officer"], LATE)

    assert before.context["mine"] == []
    assert [entry.holder for entry in before.context["with_the_named"]] == ["机构"]
    assert "机构在办 1 件" in before.text
    assert [entry.holder for entry in after.context["mine"]] == ["您"]
    assert after.context["with_the_named"] == []


def test_the_named_have_it_as_their_own_from_the_first_day(client, readers):
    mine = workbench(client, readers["operator"], OPENED).context["mine"]

    assert [(entry.holder, entry.title) for entry in mine] == [("您", "童画托育园")]


def test_each_step_of_the_ladder_speaks_to_whom_it_reaches(readers):
    with at(LATE):
        run_ladders(LATE)

    told = {
        who: Message.objects.get(recipient=person).body.splitlines()
        for who, person in readers.items()
    }
    assert {who: lines[0] for who, lines in told.items()} == {
        "operator": WORDS["body"],
        "officer": WORDS["officer_body"],
        "director": WORDS["director_body"],
        "office": WORDS["officer_body"],
    }
    assert told["director"][-1] == "机构尚未办结，请您督促办理。"


@pytest.mark.parametrize(("path", "words"), [("/due/", "officer_body"), ("/reminders/", "")])
def test_other_lists_of_the_unit_do_not_ask_it_to_correct_either(client, readers, path, words):
    client.force_login(readers["officer"])
    with at(OPENED):
        text = client.get(path, {"month": "2026-11"}).text

    assert [name for name, sentence in WORDS.items() if sentence in text] == [words] * bool(words)
