"""Two people at once: the second act runs while the first has not committed yet (PostgreSQL)."""

import time
from collections.abc import Callable
from threading import Event, Thread

from django.db import connection, transaction

PATIENCE = 20


class Act(Thread):
    """One person's act in a connection of its own; `outcome` is its answer or its refusal."""

    def __init__(self, act: Callable):
        super().__init__(daemon=True)
        self.act, self.outcome, self.backend = act, None, None

    def run(self):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = cursor.fetchone()[0]
            self.outcome = self.perform()
        except Exception as refusal:
            self.outcome = refusal
        finally:
            connection.close()

    def perform(self):
        return self.act()


class HeldAct(Act):
    """An act that is done, and whose transaction stays open until it is let go."""

    def __init__(self, act: Callable):
        super().__init__(act)
        self.done, self.let_go = Event(), Event()

    def perform(self):
        try:
            with transaction.atomic():
                answer = self.act()
                self.done.set()
                assert self.let_go.wait(PATIENCE), "nobody let the first act go"
        finally:
            self.done.set()
        return answer


def second_while_first_is_open(first: Callable, second: Callable) -> object:
    """What the second act answers, or how it is refused; fails if it did not wait."""
    held, late = HeldAct(first), Act(second)
    held.start()
    assert held.done.wait(PATIENCE), "the first act did not end"
    assert held.outcome is None, f"the first act was refused: {held.outcome!r}"

    late.start()
    try:
        waited = waits_for_a_lock(late)
    finally:
        held.let_go.set()
        held.join(PATIENCE)
        late.join(PATIENCE)
    if isinstance(held.outcome, Exception):
        raise held.outcome
    assert waited, f"the second act did not wait for the first: {late.outcome!r}"
    assert not late.is_alive(), "the second act still waits"
    return late.outcome


def waits_for_a_lock(act: Act) -> bool:
    """Whether the database itself says that this act's connection stands behind a lock."""
    until = time.monotonic() + PATIENCE
    while act.is_alive() and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity WHERE pid = %s AND wait_event_type = 'Lock'",
                [act.backend],
            )
            if cursor.fetchone():
                return True
        time.sleep(0.02)
    return False
