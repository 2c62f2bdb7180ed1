"""The timeline (经过) of a filing or a facility, in the words of who reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from registry.choices import (
    FilingAction,
    FilingKind,
    FilingStatus,
    Life,
    NoticeKind,
    ReviewAction,
    ReviewAnswer,
    Standing,
    StandingAction,
)
from registry.models import Event, Facility, Filing, Notice
from registry.permissions import can_read_everything

COMMISSION = "区卫生健康委"
TONES = {
    (Life.FILING, FilingAction.RETURN): "wait",
    (Life.FILING, FilingAction.ISSUE_RECEIPT): "ok",
    (Life.FILING, FilingAction.DECLINE): "bad",
    (Life.FILING, FilingAction.LAPSE): "bad",
    (Life.STANDING, StandingAction.VERIFY): "ok",
    (Life.STANDING, StandingAction.FIND_NONCONFORMING): "bad",
    (Life.STANDING, StandingAction.CLOSE): "bad",
}
# What the operator need not read: how the house works inside.
INTERNAL = {
    (Life.FILING, FilingAction.SEND_BACK),
    (Life.REVIEW, ReviewAction.HAND_OVER),
    (Life.REVIEW, ReviewAction.CANCEL),
    (Life.STANDING, StandingAction.RECORD),
    (Life.STANDING, StandingAction.REOPEN),
}
INTERNAL_NOTES = {
    (Life.FILING, FilingAction.RETURN),
    (Life.FILING, FilingAction.PROPOSE),
    (Life.REVIEW, ReviewAction.OVERRULE),
}
OPERATORS_ACTS = {FilingAction.SUBMIT, FilingAction.WITHDRAW}
PAPERS = {
    FilingAction.RETURN: (NoticeKind.CORRECTION,),
    FilingAction.ISSUE_RECEIPT: (NoticeKind.RECEIPT, NoticeKind.CANCELLATION_RECEIPT),
    FilingAction.DECLINE: (NoticeKind.DECLINE,),
    FilingAction.LAPSE: (NoticeKind.LAPSE,),
}


@dataclass(frozen=True)
class Entry:
    """One line of a timeline."""

    title: str
    when: datetime
    who: str
    tone: str = ""
    detail: str = ""
    url: str = ""
    link: str = ""


def timeline_of(filing: Filing, reader: User) -> list[Entry]:
    """What happened in a filing, newest first; the operator reads what concerns it."""
    events = filing.events.select_related("actor", "review__department").order_by("id")
    return _entries(events, list(filing.notices.order_by("id")), reader, filing.created_by_id)


def timeline_of_facility(facility: Facility, reader: User) -> list[Entry]:
    """What happened to a facility's standing, newest first."""
    events = (
        facility.events.filter(life=Life.STANDING)
        .select_related("actor", "review__department")
        .order_by("id")
    )
    return _entries(events, [], reader, None)


def timeline_of_filings(facility: Facility, filings: QuerySet[Filing], reader: User) -> list[Entry]:
    """What happened in several filings of one facility, newest first, in one go."""
    events = (
        facility.events.filter(filing__in=filings)
        .exclude(life=Life.STANDING)
        .select_related("actor", "filing", "review__department")
        .order_by("id")
    )
    notices = Notice.objects.filter(filing__in=filings).order_by("id")
    return _entries(events, list(notices), reader, None)


def _entries(
    events: Iterable[Event], notices: list[Notice], reader: User, creator_id: int | None
) -> list[Entry]:
    is_staff = can_read_everything(reader)
    waiting = {kind: [n for n in notices if n.kind == kind] for kind in NoticeKind}
    entries = []
    for event in events:
        key = (Life(event.life), event.action_choice)
        if not is_staff and key in INTERNAL:
            continue
        paper = _paper_for(event, waiting)
        entries.append(
            Entry(
                title=_title(event, is_staff),
                when=event.created_at,
                who=_who(event, is_staff, creator_id, reader),
                tone=_tone(event, key),
                detail=event.note if is_staff or key not in INTERNAL_NOTES else "",
                url=paper.get_absolute_url() if paper else "",
                link=paper.get_kind_display() if paper else "",
            )
        )
    return entries[::-1]


def _paper_for(event: Event, waiting: dict[NoticeKind, list[Notice]]) -> Notice | None:
    if event.life != Life.FILING:
        return None
    for kind in PAPERS.get(FilingAction(event.action), ()):
        if waiting[kind]:
            return waiting[kind].pop(0)
    return None


def _tone(event: Event, key: tuple) -> str:
    if key == (Life.REVIEW, ReviewAction.ANSWER):
        return ReviewAnswer(event.answer).tone if event.answer else ""
    return TONES.get(key, "")


def _title(event: Event, is_staff: bool) -> str:
    if event.life == Life.REVIEW:
        return _review_title(event)
    if event.life == Life.STANDING:
        if event.action == StandingAction.VERIFY and event.from_state == Standing.NONCONFORMING:
            return "整改后核实符合"
        return event.get_action_display()
    if event.action == FilingAction.SUBMIT:
        if event.from_state == FilingStatus.RETURNED:
            return "补正后重新提交"
        return "提交备案申请"
    if event.action == FilingAction.RETURN and event.actor_id is None:
        return "补充告知补正"
    if event.action == FilingAction.PROPOSE and not is_staff:
        return "核对完毕，等待签发"
    if event.action == FilingAction.ISSUE_RECEIPT:
        if event.filing and event.filing.kind == FilingKind.CANCELLATION:
            return "出具注销备案回执"
        return "出具备案回执"
    return event.get_action_display()


def _review_title(event: Event) -> str:
    unit, subject = event.review.department.name, event.review.get_subject_display()
    if event.action == ReviewAction.ANSWER:
        return f"{unit}：{subject}{event.get_answer_display() or '已答复'}"
    if event.action == ReviewAction.REOPEN:
        return f"请{unit}重新核验{subject}"
    return f"{unit}：{subject}{event.get_action_display()}"


def _who(event: Event, is_staff: bool, creator_id: int | None, reader: User) -> str:
    if event.actor_id is None:
        return "系统"
    if is_staff:
        return str(event.actor)
    if event.actor_id == reader.pk:
        return "您"
    if event.life == Life.REVIEW and event.action != ReviewAction.OVERRULE:
        return event.review.department.name
    if event.life == Life.FILING and event.action in OPERATORS_ACTS:
        return str(event.actor)
    if event.life == Life.STANDING and event.actor_id == creator_id:
        return str(event.actor)
    return COMMISSION
