"""Who is told about a unit's review (部门核验)."""

from collections.abc import Callable

from registry.choices import FilingStatus, ReviewAction
from registry.models import Event
from registry.notifications.people import (
    answerers_of,
    commission_directors,
    officer_or_all,
)
from registry.notifications.telling import Telling, before, tell

# Where a *no* concerns the director at once: it lies before them, or the receipt is out.
DIRECTORS_STATUSES = (FilingStatus.PROPOSED, FilingStatus.RECORDED)


def tellings_of_review(event: Event) -> list[Telling]:
    """Who is told what about one event of a review."""
    event.filing.facility = event.facility
    event.review.filing = event.filing
    teller = TELLERS.get(ReviewAction(event.action))
    return teller(event) if teller else []


def _answered(event: Event) -> list[Telling]:
    """A *yes* is read on the page; a *no* is told."""
    review, filing = event.review, event.filing
    if not review.is_negative:
        return []
    people = officer_or_all(filing.officer)
    late = filing.status == FilingStatus.RECORDED
    if filing.status in DIRECTORS_STATUSES:
        people = list(dict.fromkeys([*people, *commission_directors()]))
    when = "（回执发出后）" if late else ""
    answer = review.get_answer_display()
    todo = "请在告知补正时列入，或者拟办时写明不采纳的理由。"
    if filing.status == FilingStatus.PROPOSED:
        todo = "签发前请先处理这项答复：告知补正，或者退回经办。"
    elif filing.status == FilingStatus.RETURNED:
        todo = "已并入补正告知，机构会另行收到通知。" if review.document_id else ""
    elif late:
        todo = "请在现场核实时重点查看，或者由签发人决定不采纳并写明理由。"
    return tell(
        people,
        f"{event.facility}：{review.department.name}{when}答复"
        f"“{review.get_subject_display()}{answer}”",
        "说明写在申请页面的部门核验里。",
        todo,
        url=filing.get_absolute_url(),
        but=event.actor,
    )


def _handed_over(event: Event) -> list[Telling]:
    review = event.review
    if review.handler is None:
        return []
    return tell(
        [review.handler],
        f"{event.facility}：请核验{review.get_subject_display()}",
        f"{event.actor}把这项核验转给您办理。请在 "
        f"{before(review.due_on, review.due_is_estimate)}答复。",
        f"附言：{event.note}" if event.note else "",
        url=review.get_absolute_url(),
        but=event.actor,
    )


def _reopened(event: Event) -> list[Telling]:
    review = event.review
    return tell(
        answerers_of(review),
        f"{event.facility}：请重新核验{review.get_subject_display()}",
        "机构补正后，这项材料或者申报内容有变化，原来的答复不再有效。",
        f"请在 {before(review.due_on, review.due_is_estimate)}答复。",
        url=review.get_absolute_url(),
    )


def _cancelled(event: Event) -> list[Telling]:
    review = event.review
    return tell(
        answerers_of(review),
        f"{event.facility}：{review.get_subject_display()}无需再核验",
        f"原因：{event.note}。" if event.note else "",
        "这项核验已经结束，您不需要再答复，也不会再提醒。",
        url=review.get_absolute_url(),
    )


def _overruled(event: Event) -> list[Telling]:
    review = event.review
    if review.answered_by is None:
        return []
    return tell(
        [review.answered_by],
        f"{event.facility}：{review.get_subject_display()}的核验意见未被采纳",
        f"理由：{event.note}",
        "您的答复和这个理由都留在档案里。发现新的情况，请联系区卫生健康委。",
        url=review.get_absolute_url(),
        but=event.actor,
    )


TELLERS: dict[ReviewAction, Callable[[Event], list[Telling]]] = {
    ReviewAction.ANSWER: _answered,
    ReviewAction.HAND_OVER: _handed_over,
    ReviewAction.REOPEN: _reopened,
    ReviewAction.CANCEL: _cancelled,
    ReviewAction.OVERRULE: _overruled,
}
