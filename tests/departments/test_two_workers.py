"""Two workers at one ladder: each reminder is told by one of them."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from accounts.models import Message
from departments.models import Holiday, Reminder, ReminderStep
from departments.services.ladder import run_ladders
from tests.departments.factories import at, make_ladder, make_member, make_reminder

DAY = date(2026, 11, 24)


def stage():
    make_ladder()
    make_member("zjw")
    Holiday.objects.create(date=date(2026, 1, 1), kind="holiday", name="元旦")
    with at(date(2026, 11, 20)):
        return [make_reminder(date(2026, 11, 25)) for _ in range(2)]


def in_another_connection(act):
    outcome = []

    def run():
        try:
            outcome.append(act())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    return outcome


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_one_worker_holds_the_other_leaves_and_does_not_wait_for():
    held, free = stage()

    with transaction.atomic():
        Reminder.objects.select_for_update().get(pk=held.pk)
        [tellings] = in_another_connection(lambda: run_ladders(DAY))

    assert [telling.reminder for telling in tellings] == [free]
    assert [telling.reminder for telling in run_ladders(DAY)] == [held]
    assert (Message.objects.count(), ReminderStep.objects.count()) == (2, 2)


@pytest.mark.django_db
def test_a_step_the_ledger_knows_is_never_a_second_message():
    """As after a restored backup, or a worker that died between the rows and the mark."""
    reminder, _ = stage()
    run_ladders(DAY)
    Reminder.objects.filter(pk=reminder.pk).update(stepped_on=None, next_step_on=DAY)

    run_ladders(DAY)

    assert (Message.objects.count(), ReminderStep.objects.count()) == (2, 2)
