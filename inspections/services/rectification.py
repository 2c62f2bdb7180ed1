"""Rectification (整改) as the unit handles it: accepted or refused by item, returned, closed."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from departments.services.calendar import Deadline
from departments.services.reminder import move_reminder
from inspections.choices import (
    AnswerVerdict,
    ItemStatus,
    RectificationAction,
    RectificationStatus,
)
from inspections.models import Rectification, RectificationItem
from inspections.permissions import can_handle_rectification
from inspections.services.keys import rectification_key
from inspections.services.paper import issue_extension
from inspections.services.publication import refresh_publication
from inspections.services.recheck import finish_verified, give_back
from inspections.services.reminder import tell_what_is_left
from inspections.workflow import (
    begin_rectification,
    finish_rectification,
    mark_item,
    read_rectification,
)
from registry.services.notice.sheet import chinese_date
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

STALE = "这一项刚刚有了变化，请看过最新内容后再决定。"


def accept_answer(item: RectificationItem, *, actor: User, version: int | None) -> None:
    """What the operator shows is enough (认可)."""
    _judge(item, AnswerVerdict.ACCEPTED, "", actor, version)


def refuse_answer(item: RectificationItem, *, actor: User, version: int | None, note: str) -> None:
    """It is not put right (不认可), and why."""
    _judge(item, AnswerVerdict.REFUSED, note.strip(), actor, version)


@transaction.atomic
def _judge(
    item: RectificationItem, verdict: AnswerVerdict, note: str, actor: User, version: int | None
) -> None:
    rectification = read_rectification(item.rectification)
    if not can_handle_rectification(actor, rectification):
        raise PermissionDenied
    item = rectification.items.get(pk=item.pk)
    if rectification.status != RectificationStatus.SUBMITTED:
        raise DomainError(f"当前状态为“{rectification.get_status_display()}”，不能核查整改情况。")
    if version != item.version:
        raise DomainError(STALE)
    answer = item.answers.order_by("-round").first()
    # A recheck may have left an answer of an earlier round unlooked at; it still waits.
    is_waiting = item.status == ItemStatus.ANSWERED
    if answer is None or not (is_waiting or answer.round == rectification.round):
        raise DomainError("这一项在本次整改里没有要核查的内容。")
    if verdict == AnswerVerdict.REFUSED and not note:
        raise DomainError("请写明哪里没有改好，让机构知道怎么改。")
    answer.verdict, answer.verdict_note = verdict, note
    answer.verdict_at, answer.verdict_by = clock.now(), actor
    answer.save(update_fields=["verdict", "verdict_note", "verdict_at", "verdict_by"])
    is_accepted = verdict == AnswerVerdict.ACCEPTED
    mark_item(item, ItemStatus.ACCEPTED if is_accepted else ItemStatus.REFUSED)
    tell_what_is_left(rectification)


def _demand_all_judged(rectification: Rectification) -> None:
    if waiting := rectification.items.answered().count():
        raise DomainError(f"还有 {waiting} 项没有核查，请逐项认可或者不认可。")


@transaction.atomic
def return_rectification(rectification: Rectification, *, actor: User) -> Rectification:
    """Give the refused items back in one go (退回继续整改)."""
    rectification = begin_rectification(rectification, RectificationAction.RETURN, actor)
    _demand_all_judged(rectification)
    refused = rectification.items.refused().count()
    if not refused:
        raise DomainError("各项都已认可，请销号。")
    return give_back(rectification, actor, note=f"{refused} 项没有改好")


@transaction.atomic
def verify_rectification(rectification: Rectification, *, actor: User) -> Rectification:
    """Every item is put right (销号). It cannot close while one is open."""
    rectification = begin_rectification(rectification, RectificationAction.VERIFY, actor)
    if unaccepted := rectification.items.unaccepted().count():
        raise DomainError(f"还有 {unaccepted} 项没有改好，不能销号。")
    return finish_verified(rectification, actor)


@transaction.atomic
def extend_rectification(
    rectification: Rectification, *, actor: User, due_on: date, note: str
) -> Rectification:
    """Give more time, once, with a reason (延长整改期限)."""
    rectification = begin_rectification(rectification, RectificationAction.EXTEND, actor)
    if rectification.is_extended:
        raise DomainError("整改期限已经延长过一次，不能再延长。")
    if not note.strip():
        raise DomainError("请写明延长整改期限的理由。")
    if due_on <= max(rectification.due_on, clock.today()):
        raise DomainError(
            f"新的整改期限应当晚于原来的 {chinese_date(rectification.due_on)}和今天。"
        )
    before = rectification.due_on
    rectification = finish_rectification(
        rectification,
        RectificationAction.EXTEND,
        actor,
        note=note.strip(),
        due_on=due_on,
        is_extended=True,
    )
    issue_extension(rectification, before=before, reason=note.strip())
    move_reminder(rectification_key(rectification), due=Deadline(due_on))
    if rectification.inspection_id:
        refresh_publication(rectification.inspection)
    return rectification
