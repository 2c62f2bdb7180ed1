"""A unit's review (部门核验): one table, and the only code that writes its status."""

from accounts.models import User
from accounts.services.outbox import announce
from registry.choices import DECIDED_STATUSES, FilingStatus, Life, Standing, StandingAction
from registry.choices import ReviewAction as A
from registry.choices import ReviewStatus as S
from registry.models import Event, Filing, Review
from registry.permissions import (
    can_answer_review,
    can_hand_over_review,
    can_overrule_review,
)
from registry.workflow.transition import (
    Transition,
    demand_moment,
    demand_person,
    lock_facility,
)
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

REVIEW_TRANSITIONS: dict[A, Transition] = {
    A.ANSWER: Transition(
        (S.OPEN, S.ANSWERED), S.ANSWERED, "被征询单位的经办人、负责人", can_answer_review
    ),
    A.HAND_OVER: Transition((S.OPEN,), None, "被征询单位的负责人", can_hand_over_review),
    A.REOPEN: Transition((S.ANSWERED,), S.OPEN, "系统（重新提交时）", None, by_system=True),
    A.OVERRULE: Transition(
        (S.ANSWERED,), None, "区卫生健康委签发人", can_overrule_review, by_system=False
    ),
    A.CANCEL: Transition((S.OPEN,), S.NOT_NEEDED, "系统", None, by_system=True),
}


def check_review(review: Review, action: A, actor: User | None) -> None:
    """Refuse what the table does not allow: first the person, then the moment."""
    transition = REVIEW_TRANSITIONS[action]
    demand_person(transition, actor, review)
    demand_moment(transition, review.status, review.get_status_display(), action.label)
    if action == A.ANSWER and not is_answer_open(review):
        raise DomainError("这项核验已经办结，答复不能再改。请联系区卫生健康委。")


def is_answer_open(review: Review) -> bool:
    """An answer may be corrected until the facility is verified or the filing ends without it."""
    filing = review.filing
    if filing.status not in DECIDED_STATUSES:
        return True
    if filing.status != FilingStatus.RECORDED or filing.facility.standing == Standing.CLOSED:
        return False
    if filing.facility.standing != Standing.VERIFIED:
        return True
    # A small change of a verified facility is judged by the next VERIFY, not by the last one.
    return not Event.objects.filter(
        facility=filing.facility_id,
        life=Life.STANDING,
        action=StandingAction.VERIFY,
        created_at__gte=filing.decided_at,
    ).exists()


def is_overrulable(review: Review) -> bool:
    """Only a *no*, and at its own address only once the receipt is out."""
    return review.is_negative and review.filing.status == FilingStatus.RECORDED


def available_review_actions(review: Review, user: User) -> list[A]:
    """The buttons this person has on this review now."""
    actions = []
    for action, transition in REVIEW_TRANSITIONS.items():
        if review.status not in transition.sources or transition.permits is None:
            continue
        if action == A.ANSWER and not is_answer_open(review):
            continue
        if action == A.OVERRULE and not is_overrulable(review):
            continue
        if transition.permits(user, review):
            actions.append(action)
    return actions


def begin_review(review: Review, action: A, actor: User | None) -> Review:
    """Lock the facility, read afresh, then check. Call inside a transaction, before any rule."""
    facility = lock_facility(review.filing.facility_id)
    fresh = Review.objects.select_related("department", "document").get(pk=review.pk)
    fresh.filing = Filing.objects.select_related("declaration").get(pk=review.filing_id)
    fresh.filing.facility = facility
    check_review(fresh, action, actor)
    return fresh


def finish_review(
    review: Review, action: A, actor: User | None, *, event_note: str = "", **changes: object
) -> Review:
    """Write the new status, the fields that go with it, and the event, as one.

    `event_note` goes into the history; a `note` among the changes is the unit's own.
    """
    from_state = review.status
    review.status = REVIEW_TRANSITIONS[action].target or from_state
    for name, value in changes.items():
        setattr(review, name, value)
    review.version += 1
    review.save(update_fields=["status", "version", *changes])
    Event.objects.create(
        facility=review.filing.facility,
        filing=review.filing,
        review=review,
        life=Life.REVIEW,
        action=action,
        from_state=from_state,
        to_state=review.status,
        actor=actor,
        note=event_note,
        answer=review.answer if action == A.ANSWER else "",
        round=review.round,
        created_at=clock.now(),
    )
    announce()
    return review
