"""A unit's review (部门核验): answered, handed over, overruled."""

from django.db import transaction

from accounts.models import User
from departments.choices import ReminderKind
from departments.models import Department, Member
from departments.services.activity import record_activity
from departments.services.reminder import close_reminder, hand_over_reminder, open_reminder
from registry.choices import (
    RECEIVED_STATUSES,
    FilingStatus,
    ItemVerdict,
    ReviewAction,
    ReviewAnswer,
    ReviewGate,
    ReviewStatus,
)
from registry.models import FilingItem, Review
from registry.services.correction import add_to_notice
from registry.services.items import judge
from registry.services.keys import late_no_key, review_key
from registry.workflow import begin_review, finish_review
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


@transaction.atomic
def answer_review(
    review: Review, *, actor: User, answer: str, note: str = "", version: int
) -> Review:
    """A unit answers (答复). On a paper, the answer is the verdict on that item."""
    review = begin_review(review, ReviewAction.ANSWER, actor)
    if is_same_answer(review, actor, answer, note):
        return review  # a second press, or sent again after a silence
    if version != review.version:
        raise DomainError("同事刚刚更新了这项核验，请看过最新内容再答复。")
    if answer not in ReviewAnswer.values:
        raise DomainError("请选择核验意见：核验一致、核验不一致或需补正。")
    note = note.strip()
    if answer != ReviewAnswer.CONSISTENT and not note:
        raise DomainError("答复“不一致”或“需补正”时，请写明原因，机构要照着它来改。")
    now = clock.now()
    review = finish_review(
        review,
        ReviewAction.ANSWER,
        actor,
        event_note=note,
        note=note,
        answer=answer,
        answered_at=now,
        answered_by=actor,
        overruling_requested="",
        overruled_at=None,
        overruled_by=None,
        overruling_reason="",
        handler=review.handler or actor,
    )
    close_reminder(review_key(review), note=f"已答复：{review.get_answer_display()}")
    _judge_paper(review, actor)
    _record_duty(review, actor)
    if review.is_negative and review.filing.status == FilingStatus.RECORDED:
        _remind_of_late_no(review)
    elif not review.is_negative:
        close_reminder(late_no_key(review), note="该单位已改为核验一致")
    return review


def is_same_answer(review: Review, actor: User, answer: str, note: str) -> bool:
    """Whether this person's word stands already, letter for letter (重复提交)."""
    stands = (review.status, review.answered_by_id, review.answer, review.note)
    return stands == (ReviewStatus.ANSWERED, actor.pk, answer, note.strip())


def _judge_paper(review: Review, actor: User) -> None:
    """The unit's word on its paper is the verdict on the item, until the receipt is out."""
    if review.gate != ReviewGate.RECEIPT or review.document_id is None:
        return
    filing = review.filing
    if filing.status not in RECEIVED_STATUSES:
        return
    item = filing.items.current().filter(document=review.document).first()
    was_refused = item is not None and item.verdict == ItemVerdict.REFUSED
    is_told = filing.status == FilingStatus.RETURNED
    if not review.is_negative:
        # What the operator was told to correct stays open until it answers.
        if item is not None and not (is_told and was_refused):
            judge(item, ItemVerdict.ACCEPTED, by=actor, reason="")
        return
    # A change carries only new papers; one in force that a unit refuses is judged from then on.
    item = item or FilingItem.objects.create(
        filing=filing, document=review.document, round=filing.round
    )
    words = f"{review.department.name}核验：{review.note}"
    if not (is_told and was_refused):
        judge(item, ItemVerdict.REFUSED, by=actor, reason=words[:500])
    elif review.department.name not in item.reason:
        judge(item, ItemVerdict.REFUSED, by=actor, reason=f"{item.reason}\n{words}"[:500])
    else:
        return
    if is_told:
        add_to_notice(filing, item)


def _record_duty(review: Review, actor: User) -> None:
    record_activity(
        review.department,
        duty=review.duty,
        key=f"review:{review.pk}:{review.round}",
        done_on=clock.today(),
        title=f"核验{review.filing.facility}的{review.get_subject_display()}：{review.get_answer_display()}",
        link=review.get_absolute_url(),
        actor=actor,
    )


def _remind_of_late_no(review: Review) -> None:
    """A *no* after the receipt: officer and director learn of it at once."""
    commission = Department.objects.commission()
    open_reminder(
        late_no_key(review),
        kind=ReminderKind.LATE_NO,
        title=f"{review.filing.facility}",
        body=f"回执发出后，{review.department.name}答复“{review.get_answer_display()}”",
        link=review.filing.get_absolute_url(),
        department=commission,
        handler=review.filing.officer,
    )


@transaction.atomic
def hand_over_review(review: Review, *, actor: User, to: User, note: str = "") -> Review:
    """The unit's director gives a review to another member of the unit (转办)."""
    review = begin_review(review, ReviewAction.HAND_OVER, actor)
    members = Member.objects.active(clock.today()).filter(department=review.department, user=to)
    if not any(member.may_act for member in members):
        raise DomainError(f"{to}不是{review.department.name}的经办人，不能转办。")
    review = finish_review(review, ReviewAction.HAND_OVER, actor, event_note=note, handler=to)
    hand_over_reminder(review_key(review), to)
    return review


@transaction.atomic
def overrule_review(review: Review, *, actor: User, reason: str) -> Review:
    """The commission's director does not follow a *no* (不采纳), with a reason on record."""
    review = begin_review(review, ReviewAction.OVERRULE, actor)
    demand_overrulable(review)
    return perform_overruling(review, actor=actor, reason=reason)


def demand_overrulable(review: Review) -> None:
    """Only a *no*, and at its own address only once the receipt is out."""
    if not review.is_negative:
        raise DomainError("这项答复不是“不一致”或“需补正”，不需要决定不采纳。")
    if review.filing.status != FilingStatus.RECORDED:
        raise DomainError("回执发出前不采纳核验意见，应在拟办时提出，由签发人签发时一并决定。")


def perform_overruling(review: Review, *, actor: User, reason: str) -> Review:
    """Write the overruling and accept the item it was about. Inside an act that has begun."""
    reason = reason.strip()
    if not reason:
        raise DomainError("请写明不采纳的理由，理由会存入档案。")
    review = finish_review(
        review,
        ReviewAction.OVERRULE,
        actor,
        event_note=reason,
        overruled_at=clock.now(),
        overruled_by=actor,
        overruling_reason=reason[:500],
    )
    close_reminder(late_no_key(review), note="已决定不采纳")
    if review.document_id:
        item = review.filing.items.current().filter(document=review.document).first()
        if item is not None and item.verdict == ItemVerdict.REFUSED:
            judge(item, ItemVerdict.ACCEPTED, by=actor, reason="")
    return review
