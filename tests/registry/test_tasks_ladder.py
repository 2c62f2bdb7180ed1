"""The ladder of a review: it stops with the answer, is silent in correction, makes up once."""

from datetime import date, timedelta

import pytest

from accounts.models import Message
from departments.choices import MemberRole
from departments.models import Reminder
from departments.services.ladder import run_ladders
from registry.models import Filing
from registry.services.keys import review_key
from registry.services.review import answer_review
from tests.departments.factories import at, make_member
from tests.registry.factories import (
    make_director,
    make_filing,
    make_officer,
    propose_outcome,
    send_for_correction,
    sign,
)
from tests.registry.test_review_answers import resubmit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

RECEIVED = date(2026, 3, 6)
DUE = date(2026, 3, 11)


@pytest.fixture
def people():
    return {
        make_officer("zjw"): "经办",
        make_director("zjw"): "负责",
        make_member("lxh", MemberRole.OFFICER).user: "联席",
    }


@pytest.fixture
def filing(people):
    with at(RECEIVED):
        return make_filing()


def fire(filing):
    return filing.reviews.get(subject="fire")


def steps(people, first, last):
    """Who of the unit is told on which day."""
    told, day = [], first
    while day <= last:
        with at(day):
            told += [
                (f"{day:%m-%d}", people[telling.recipient])
                for telling in run_ladders(day)
                if telling.reminder.kind.startswith("review") and telling.recipient in people
                if telling.reminder.department.code == "zjw"
            ]
        day += timedelta(days=1)
    return told


def test_the_ladder_of_the_receipt_gate(filing, people):
    assert steps(people, RECEIVED, date(2026, 3, 31)) == [
        ("03-10", "经办"),
        ("03-11", "经办"),
        ("03-12", "负责"),
        ("03-13", "联席"),
    ]


def test_the_ladder_stops_with_the_answer(filing, people):
    officer = next(iter(people))
    first = steps(people, RECEIVED, date(2026, 3, 10))

    with at(date(2026, 3, 10)):
        answer_review(
            fire(filing), actor=officer, answer="consistent", version=fire(filing).version
        )

    assert first == [("03-10", "经办")]
    assert steps(people, date(2026, 3, 10), date(2026, 3, 31)) == []


def test_the_ladder_is_silent_while_the_operator_corrects_and_wakes_with_a_new_day(filing, people):
    with at(date(2026, 3, 9)):
        filing = send_for_correction(filing)
    assert steps(people, date(2026, 3, 9), date(2026, 3, 17)) == []

    with at(date(2026, 3, 18)):
        filing = resubmit(Filing.objects.get(pk=filing.pk))

    review = fire(filing)
    assert (review.due_on, review.round) == (date(2026, 3, 23), 2)
    assert Reminder.objects.get(key=review_key(review)).due_on == review.due_on
    assert steps(people, date(2026, 3, 18), date(2026, 3, 23)) == [
        ("03-20", "经办"),
        ("03-23", "经办"),
    ]


def test_thirty_days_without_beat_are_one_message_a_person(filing, people):
    with at(date(2026, 4, 8)):
        run_ladders(date(2026, 4, 8))
        run_ladders(date(2026, 4, 8))

    reminder = Reminder.objects.get(key=review_key(fire(filing)))
    told = Message.objects.filter(key__startswith=f"reminder:{reminder.pk}:")
    assert sorted(people[message.recipient] for message in told) == ["经办", "联席", "负责"]


def test_after_the_receipt_the_question_keeps_its_day(filing, people):
    with at(date(2026, 3, 10)):
        sign(propose_outcome(Filing.objects.get(pk=filing.pk)))

    assert fire(filing).due_on == DUE
    assert steps(people, date(2026, 3, 11), date(2026, 3, 11)) == [("03-11", "经办")]
