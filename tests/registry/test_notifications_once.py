"""What follows an event: once, whatever workers, brokers and rollbacks do."""

import pytest
from django.db import transaction

from accounts.models import Delivery, Message
from accounts.services import outbox
from registry.models import Event
from registry.notifications import tell_event, tell_untold
from registry.services.correction import withdraw_filing
from tests.concurrency import second_while_first_is_open
from tests.registry.factories import (
    make_draft,
    make_filing,
    make_officer,
    representative_of,
    submit,
)

pytestmark = pytest.mark.usefixtures("reference")


def submission_of(filing):
    return filing.events.get(action="submit")


def told_about(event):
    return Message.objects.filter(key=f"event:{event.pk}")


@pytest.mark.django_db
def test_an_event_tells_each_person_once():
    officer = make_officer("zjw")
    event = submission_of(make_filing())

    for _ in range(3):
        tell_event(event.pk)

    event.refresh_from_db()
    assert event.told_at is not None
    assert [message.recipient for message in told_about(event).filter(recipient=officer)] == [
        officer
    ]
    assert told_about(event).count() == 2


@pytest.mark.django_db
def test_a_unit_with_two_questions_hears_of_both_in_one_message():
    officer = make_officer("scj")
    event = submission_of(make_filing())

    tell_event(event.pk)

    message = told_about(event).get(recipient=officer)
    assert message.title == f"{event.facility}：请核验食品经营许可、登记证照"
    assert message.url == "/reviews/"


@pytest.mark.django_db
def test_an_act_that_is_taken_back_tells_nobody():
    filing = make_filing()
    tell_untold()
    before = Message.objects.count()

    with transaction.atomic():
        withdraw_filing(filing, actor=representative_of(filing))
        transaction.set_rollback(True)
    tell_untold()

    assert Message.objects.count() == before
    assert not Event.objects.untold().exists()


@pytest.mark.django_db
def test_messages_and_mark_are_one(monkeypatch):
    """Dying between the messages and the mark leaves neither; the sweep brings both."""
    event = submission_of(make_filing())

    def die(*args, **kwargs):
        raise RuntimeError("the worker is killed")

    with monkeypatch.context() as killed:
        killed.setattr(Event, "save", die)
        with pytest.raises(RuntimeError):
            tell_event(event.pk)
    assert told_about(event).count() == 0

    outbox.look()

    assert told_about(event).count() == 1


@pytest.mark.django_db
def test_one_event_in_trouble_keeps_no_other_waiting(monkeypatch):
    first, second = make_filing(), make_filing()
    withdraw_filing(second, actor=representative_of(second))
    monkeypatch.setattr("registry.notifications.TELLINGS", {"filing": broken_for(first)})

    tell_untold()

    untold = Event.objects.untold().filter(life="filing")
    assert {event.filing for event in untold} == {first}


def broken_for(filing):
    def tellings(event):
        if event.filing_id == filing.pk:
            raise ValueError("nobody understands this one")
        return []

    return tellings


@pytest.mark.django_db
def test_a_look_is_bounded():
    for _ in range(3):
        make_filing()

    assert tell_untold(limit=2) == 2
    assert Event.objects.untold().count() == 1


@pytest.mark.django_db
def test_a_dead_broker_costs_nothing(django_capture_on_commit_callbacks, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("celery.canvas.Signature.apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        filing = submit(make_draft())
    event = submission_of(filing)
    assert event.told_at is None

    outbox.look()

    assert told_about(event).get().recipient == representative_of(filing)


@pytest.mark.django_db
def test_after_the_commit_the_message_leaves_by_mail(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        filing = submit(make_draft())

    delivery = Delivery.objects.get(message__key=f"event:{submission_of(filing).pk}")
    assert (delivery.channel, delivery.status) == ("mail", "sent")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_second_worker_passes_by_what_the_first_is_telling():
    from threading import Thread

    from django.db import connection

    event = submission_of(make_filing())

    def second_worker():
        tell_event(event.pk)
        connection.close()

    with transaction.atomic():
        tell_event(event.pk)
        other = Thread(target=second_worker)
        other.start()
        other.join(10)
        assert not other.is_alive()

    assert told_about(event).count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_answers_to_one_question_wait_for_each_other():
    from registry.services.review import answer_review

    review = make_filing().reviews.get(subject="fire")
    one, other = make_officer("zjw"), make_officer("zjw")
    seen = review.version

    outcome = second_while_first_is_open(
        lambda: answer_review(review, actor=one, answer="consistent", version=seen),
        lambda: answer_review(review, actor=other, answer="consistent", version=seen),
    )

    assert str(outcome) == "同事刚刚更新了这项核验，请看过最新内容再答复。"
    assert review.events.filter(action="answer").count() == 1
