"""Two people at once about what is public: the second waits for the first (PostgreSQL)."""

from functools import partial

import pytest
from django.core.management import call_command

from departments.models import Reminder
from inspections.models import Event, Response
from inspections.services.keys import publication_key
from inspections.services.publication import (
    proposed_body,
    publish_result,
    published_record,
    withdraw_result,
)
from inspections.services.published import digest_of_record
from inspections.services.response import respond
from tests.concurrency import second_while_first_is_open
from tests.inspections import factories as make
from tests.inspections.published import told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def units(transactional_db):
    call_command("load_reference", verbosity=0)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def publishing(inspection, body=None):
    return partial(
        publish_result,
        fresh(inspection),
        actor=make.officer(),
        body=proposed_body(inspection) if body is None else body,
        reply="",
        is_checked=False,
    )


def withdrawing(inspection):
    return partial(withdraw_result, fresh(inspection), actor=make.director(), note="项数写错")


def answering(inspection, words="当天就换了。"):
    return partial(
        respond,
        fresh(inspection),
        actor=make.operator(inspection),
        words=words,
        is_checked=False,
        seen=digest_of_record(published_record(inspection)),
    )


def test_a_result_withdrawn_first_is_public_again_only_by_a_new_word():
    inspection = told(failed=(1,))
    publishing(inspection)()

    outcome = second_while_first_is_open(
        withdrawing(inspection), publishing(inspection, "更正过。")
    )

    assert outcome.body == "更正过。"
    assert published_record(inspection).body == "更正过。"
    assert not Reminder.objects.open().filter(key=publication_key(inspection)).exists()


def test_a_result_published_first_is_withdrawn_by_who_comes_second():
    inspection = told(failed=(1,))
    publishing(inspection)()

    second_while_first_is_open(publishing(inspection, "更正过。"), withdrawing(inspection))

    assert published_record(inspection) is None
    assert Reminder.objects.open().filter(key=publication_key(inspection)).count() == 1


def test_two_who_withdraw_one_result_do_it_once():
    inspection = told()
    publishing(inspection)()

    outcome = second_while_first_is_open(withdrawing(inspection), withdrawing(inspection))

    assert str(outcome) == "这次检查的结果现在没有公开。"
    assert Event.objects.filter(inspection=inspection, action="withdraw").count() == 1


def test_an_answer_to_a_result_that_is_withdrawn_meanwhile_is_refused():
    inspection = told(failed=(1,))
    publishing(inspection)()

    outcome = second_while_first_is_open(withdrawing(inspection), answering(inspection))

    assert str(outcome) == "检查结果现在没有公开，不能公开回应。结果公开时会告诉您。"
    assert Response.objects.count() == 0


def test_an_answer_to_words_that_change_meanwhile_is_refused():
    inspection = told(failed=(1,))
    publishing(inspection)()

    outcome = second_while_first_is_open(publishing(inspection, "更正过。"), answering(inspection))

    assert str(outcome) == "公开的检查结果刚刚有变化，请看过最新内容后再公开回应。"


def test_an_answer_that_is_first_falls_with_the_result():
    inspection = told(failed=(1,))
    publishing(inspection)()

    second_while_first_is_open(answering(inspection), withdrawing(inspection))

    assert Response.objects.current().count() == 0
    assert Response.objects.get().withdraw_note == "检查结果已撤下"


def test_of_two_answers_at_once_one_is_public():
    inspection = told(failed=(1,))
    publishing(inspection)()

    second_while_first_is_open(
        answering(inspection, "先说的话。"), answering(inspection, "后说的话。")
    )

    assert [each.words for each in Response.objects.current()] == ["后说的话。"]
    assert published_record(inspection).response == "后说的话。"
