"""Reviews handed over, overruled, cancelled, and closed to the unit after thirty days."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from departments.choices import MemberRole
from departments.models import Reminder
from registry.choices import (
    ReviewAnswer,
    ReviewStatus,
)
from registry.models import Event, Filing
from registry.services.correction import withdraw_filing
from registry.services.keys import review_key
from registry.services.review import answer_review, hand_over_review, overrule_review
from registry.services.verification import points_to_verify
from registry.workflow import available_review_actions
from tests.departments.factories import make_member
from tests.registry.factories import (
    make_director,
    make_facility,
    make_filing,
    make_officer,
    propose_outcome,
    representative_of,
    sign,
)
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

YES, NO, FIX = ReviewAnswer.CONSISTENT, ReviewAnswer.INCONSISTENT, ReviewAnswer.NEEDS_CORRECTION


def the_review(filing, subject="fire"):
    return filing.reviews.select_related("department").get(subject=subject)


def answer(review, word, note="地址与申报的不一致。", *, actor=None):
    actor = actor or make_officer(review.department.code)
    version = type(review).objects.get(pk=review.pk).version
    said = "" if word == YES else note
    return answer_review(review, actor=actor, answer=word, note=said, version=version)


def doubts(facility):
    return [point.review for point in points_to_verify(facility) if point.review]


def test_the_director_hands_over_within_the_unit_only():
    review = the_review(make_filing())
    director, colleague = make_director("zjw"), make_officer("zjw")
    liaison = make_member("zjw", MemberRole.LIAISON).user

    for stranger in (liaison, make_officer("gaj")):
        with pytest.raises(DomainError, match="不是区住房建设委的经办人"):
            hand_over_review(review, actor=director, to=stranger)
    hand_over_review(review, actor=director, to=colleague)

    assert the_review(review.filing).handler == colleague
    assert Reminder.objects.get(key=review_key(review)).handler == colleague
    with pytest.raises(PermissionDenied):
        hand_over_review(review, actor=colleague, to=director)


def test_a_no_is_overruled_with_a_reason_after_the_receipt_only():
    filing = make_filing()
    early = answer(the_review(filing), NO)
    late = answer(the_review(make_facility().filings.get()), NO)
    director = make_director()

    with pytest.raises(DomainError, match="应在拟办时提出"):
        overrule_review(early, actor=director, reason="不成立")
    with pytest.raises(DomainError, match="请写明不采纳的理由"):
        overrule_review(late, actor=director, reason=" ")
    with pytest.raises(PermissionDenied):
        overrule_review(late, actor=make_officer(), reason="不成立")
    overruled = overrule_review(late, actor=director, reason="文号已向市住建委核实")

    assert not overruled.is_negative
    assert doubts(late.filing.facility) == []


def test_a_withdrawn_filing_needs_no_answer():
    filing = make_filing()
    reviews = filing.reviews.count()

    withdraw_filing(filing, actor=representative_of(filing))

    assert filing.reviews.filter(status=ReviewStatus.NOT_NEEDED).count() == reviews
    assert Event.objects.filter(filing=filing, action="cancel").count() == reviews


@pytest.mark.parametrize(
    ("state", "officer", "director", "liaison", "commission", "signer"),
    [
        ("open", ["answer"], ["answer", "hand_over"], [], [], []),
        ("yes", ["answer"], ["answer"], [], [], []),
        ("no", ["answer"], ["answer"], [], [], []),
        ("late_no", ["answer"], ["answer"], [], [], ["overrule"]),
        ("not_needed", [], [], [], [], []),
    ],
)
def test_each_role_is_offered_exactly_these_acts(
    state, officer, director, liaison, commission, signer
):
    filing = make_filing()
    review = the_review(filing)
    if state in ("yes", "no"):
        review = answer(review, YES if state == "yes" else NO)
    if state == "late_no":
        sign(propose_outcome(filing))
        answer(the_review(filing), NO)
    if state == "not_needed":
        withdraw_filing(filing, actor=representative_of(filing))
    review = the_review(Filing.objects.get(pk=filing.pk))

    assert available_review_actions(review, make_officer("zjw")) == officer
    assert available_review_actions(review, make_director("zjw")) == director
    assert available_review_actions(review, make_member("zjw", MemberRole.LIAISON).user) == liaison
    assert available_review_actions(review, make_officer()) == commission
    assert available_review_actions(review, make_director()) == signer
    assert available_review_actions(review, make_officer("gaj")) == []
    assert available_review_actions(review, representative_of(filing)) == []


def test_documents_close_to_the_unit_thirty_days_after_its_answer():
    from registry.permissions import can_open_document

    review = answer(the_review(make_facility().filings.get()), YES)
    colleague = make_officer("zjw")

    assert can_open_document(colleague, review.document)
    with clock.travel(clock.now() + timedelta(days=31)):
        assert not can_open_document(colleague, review.document)
    assert not can_open_document(make_officer("gaj"), review.document)
