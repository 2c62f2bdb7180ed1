"""One long walk step by step: returned three times, recorded, seen, changed and closed."""

import pytest

from registry.choices import Standing
from tests.registry.test_walks_through_three_lives import Walk


@pytest.mark.django_db
def test_three_times_returned_and_then_recorded_seen_changed_and_closed(reference):
    walk = Walk()
    walk.begin()
    try:
        for replaces in (True, False, True):
            walk.return_for_correction()
            walk.the_whole_stays_true()
            walk.a_unit_answers("fire", "needs_correction")
            walk.the_whole_stays_true()
            walk.days_pass(2)
            walk.hand_in(replaces=replaces)
            walk.the_whole_stays_true()
        walk.a_unit_answers("fire", "consistent")
        for act in (
            walk.propose_the_receipt,
            lambda: walk.decide(signs=False),
            walk.propose_the_receipt,
            lambda: walk.decide(signs=True),
            lambda: walk.go_and_see(conforms=False),
            lambda: walk.begin_again("change"),
            lambda: walk.hand_in(replaces=False),
            walk.propose_the_receipt,
            lambda: walk.decide(signs=True),
            lambda: walk.days_pass(1),
            lambda: walk.go_and_see(conforms=True),
            lambda: walk.begin_again("cancellation"),
            lambda: walk.hand_in(replaces=False),
            walk.propose_the_receipt,
            lambda: walk.decide(signs=True),
            lambda: walk.days_pass(4),
            lambda: walk.days_pass(4),
            lambda: walk.days_pass(4),
        ):
            act()
            walk.the_whole_stays_true()

        assert walk.returns == 3
        assert walk.facility.standing == Standing.CLOSED
        assert walk.facility.filings.count() == 3
    finally:
        walk.teardown()
