"""The director signs what somebody else proposed; what the receipt does, kind by kind."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from departments.models import Reminder
from registry.choices import (
    FilingStatus,
    Outcome,
    ReviewAnswer,
    Section,
    Standing,
)
from registry.models import Event, Filing, Notice, PublicRecord
from registry.services.decision import decline_filing, issue_receipt
from registry.services.digest import digest_of_filing
from registry.services.handling import propose
from registry.services.keys import facility_verification_key, late_no_key
from tests.departments.factories import at
from tests.registry.acts import (
    again,
    answer,
    find,
    fresh,
    start_change,
)
from tests.registry.factories import (
    judge_all,
    make_director,
    make_facility,
    make_filing,
    make_officer,
    propose_outcome,
    sign,
    submit,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

NO = ReviewAnswer.INCONSISTENT


def propose_decline(filing):
    return propose_outcome(
        filing, outcome=Outcome.DECLINE, ground="outside_district", note="场所不在武清区。"
    )


def test_number_and_standing_come_together_and_the_fifteen_days_move_to_the_facility():
    filing = propose_outcome(make_filing())
    due_on = filing.verification_due_on

    with at(date(2026, 3, 4)):
        filing = sign(filing)

    facility = again(filing.facility)
    assert facility.standing == Standing.RECORDED
    assert (facility.number, facility.filed_on) == ("120114-TY-2026-0001", date(2026, 3, 4))
    assert facility.verification_due_on == due_on == date(2026, 3, 23)
    assert (filing.verification_due_on, filing.receipt_due_on) == (None, None)
    assert facility.declaration == filing.declaration
    assert facility.name == filing.declaration.name
    assert {n.kind for n in Notice.objects.filter(filing=filing)} == {"receipt", "conditions"}
    assert PublicRecord.objects.get(facility=facility).title == "备案，编号 120114-TY-2026-0001"
    assert Reminder.objects.get(key=facility_verification_key(facility)).due_on == due_on


def test_the_proposer_cannot_sign_and_the_database_knows_it():
    director = make_director()
    filing = propose_outcome(make_filing(), actor=director)

    with pytest.raises(PermissionDenied):
        sign(filing, actor=director)
    sign(filing)

    refused = pytest.raises(IntegrityError, match="filing_decider_is_not_proposer")
    with refused, transaction.atomic():
        Filing.objects.filter(pk=filing.pk).update(decided_by=director)


def test_only_what_was_proposed_can_be_signed():
    receipt, decline = propose_outcome(make_filing()), propose_decline(make_filing(name="甲托育园"))
    director = make_director()

    with pytest.raises(DomainError, match="拟办的是出具回执，不能决定不予备案"):
        decline_filing(receipt, actor=director, digest=digest_of_filing(receipt))
    with pytest.raises(DomainError, match="拟办的是不予备案，不能签发回执"):
        issue_receipt(decline, actor=director, digest=digest_of_filing(decline))


def test_declining_says_why_in_a_paper_and_leaves_the_facility_unrecorded():
    filing = propose_decline(make_filing())

    filing = decline_filing(filing, actor=make_director(), digest=digest_of_filing(filing))

    assert filing.status == FilingStatus.DECLINED
    assert again(filing.facility).standing == Standing.UNRECORDED
    assert Notice.objects.get(filing=filing).kind == "decline"
    assert not filing.reviews.open().exists()


def test_a_no_while_proposed_stops_the_receipt_even_for_somebody_who_has_seen_it():
    filing = propose_outcome(make_filing())
    seen = digest_of_filing(filing)
    answer(filing, "fire", NO)
    director = make_director()

    with pytest.raises(DomainError, match="页面打开以后情况有变化"):
        issue_receipt(filing, actor=director, digest=seen)
    with pytest.raises(DomainError, match="“消防验收文书”没有通过"):
        sign(filing, actor=director)


def test_a_no_about_a_paper_in_force_stops_the_receipt_of_a_change_too():
    facility = make_facility()
    filing = submit(start_change(facility, Section.SERVICE, meals_note="改为两餐两点"))
    filing = propose_outcome(filing)
    assert not filing.items.exclude(document=None).exists()

    answer(filing, "food", NO)

    assert filing.items.refused().get().document.kind == "food_license"
    with pytest.raises(DomainError, match="没有通过"):
        sign(fresh(filing))


def test_the_receipt_performs_the_overruling_that_was_requested():
    filing, officer = make_filing(), make_officer()
    review = answer(filing, "fire", NO)
    judge_all(filing, actor=officer)
    filing = fresh(filing)
    reasons = {str(review.pk): "已向属地核实。"}
    filing = propose(
        filing, actor=officer, outcome="receipt", overrule=reasons, digest=digest_of_filing(filing)
    )
    director = make_director()

    filing = sign(filing, actor=director)

    review.refresh_from_db()
    assert (review.overruled_by, review.overruling_reason) == (director, "已向属地核实。")
    assert filing.status == FilingStatus.RECORDED
    assert Event.objects.filter(review=review, action="overrule").count() == 1


def test_an_open_receipt_gate_review_moves_to_the_verification_gate_and_its_ladder():
    filing = sign(propose_outcome(make_filing()))

    moved = filing.reviews.get(subject="fire")
    assert (moved.gate, moved.status, moved.due_on) == ("verification", "open", date(2026, 3, 5))
    assert Reminder.objects.get(key=f"review:{moved.pk}").kind == "review_verification"


def test_a_no_after_the_receipt_reminds_at_once_until_somebody_settles_it():
    filing = sign(propose_outcome(make_filing()))
    review = answer(filing, "fire", NO)
    reminder = Reminder.objects.get(key=late_no_key(review))
    assert (reminder.closed_at, reminder.department.code) == (None, "wjw")

    find(filing.facility)

    reminder.refresh_from_db()
    assert reminder.closed_at is not None
