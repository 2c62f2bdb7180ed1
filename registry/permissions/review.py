"""Who answers for a unit that is asked (部门核验), and who reads what."""

from datetime import timedelta

from accounts.models import User
from departments.choices import HEALTH_COMMISSION
from departments.permissions import (
    active_member,
    is_commission_director,
    is_director_of,
    is_member_of,
    is_of,
    is_officer_of,
)
from registry.choices import ReviewStatus
from registry.models import Review
from wuqing_tuoyu import clock

DOCUMENTS_STAY_OPEN = timedelta(days=30)


def can_answer_review(user: User, review: Review) -> bool:
    return is_officer_of(user, review.department)


def can_hand_over_review(user: User, review: Review) -> bool:
    return is_director_of(user, review.department)


def can_overrule_review(user: User, review: Review) -> bool:
    return is_commission_director(user)


def can_list_reviews(user: User) -> bool:
    """Staff of any unit; the conference office reads states only."""
    return active_member(user) is not None


def can_read_review(user: User, review: Review) -> bool:
    """What was asked and said: the commission and the unit itself."""
    return is_of(user, HEALTH_COMMISSION) or is_member_of(user, review.department)


def can_read_review_papers(user: User, review: Review) -> bool:
    """Facts and papers: the commission always, the unit while it is asked and thirty days on."""
    if is_of(user, HEALTH_COMMISSION):
        return True
    return is_member_of(user, review.department) and is_readable_review(review)


def is_readable_review(review: Review) -> bool:
    """Papers stay open to the unit while it is asked, and thirty days after its answer."""
    if review.status == ReviewStatus.OPEN:
        return True
    if review.status == ReviewStatus.ANSWERED:
        return clock.now() - review.answered_at <= DOCUMENTS_STAY_OPEN
    return False
