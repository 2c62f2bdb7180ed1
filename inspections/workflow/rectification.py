"""The life of a rectification (整改) and of its items: the only code that writes their status."""

from accounts.models import User
from inspections.choices import ItemStatus
from inspections.choices import RectificationAction as A
from inspections.choices import RectificationStatus as S
from inspections.models import Rectification, RectificationItem
from inspections.permissions import (
    can_answer_rectification,
    can_extend_rectification,
    can_handle_rectification,
)
from inspections.workflow.event import leave_event
from registry.workflow.transition import (
    Transition,
    demand_moment,
    demand_person,
    lock_facility,
)

OFFICER = "责令单位的经办人、负责人"

RECTIFICATION_TRANSITIONS: dict[A, Transition] = {
    A.ORDER: Transition((), S.ORDERED, OFFICER, None),
    A.SUBMIT: Transition((S.ORDERED,), S.SUBMITTED, "举办者", can_answer_rectification),
    A.RETURN: Transition(
        (S.SUBMITTED,),
        S.ORDERED,
        f"{OFFICER}；复查仍不符合时",
        can_handle_rectification,
    ),
    A.EXTEND: Transition(
        (S.ORDERED,), S.ORDERED, "责令单位的负责人，一次", can_extend_rectification
    ),
    A.HAND_OVER: Transition(
        (S.ORDERED, S.SUBMITTED), None, "接收单位接收移送时", None, by_system=True
    ),
    A.VERIFY: Transition(
        (S.ORDERED, S.SUBMITTED),
        S.CLOSED,
        f"{OFFICER}；复查全部符合时",
        can_handle_rectification,
    ),
}


def check_rectification(rectification: Rectification, action: A, actor: User | None) -> None:
    """Refuse what the table does not allow: first the person, then the moment."""
    transition = RECTIFICATION_TRANSITIONS[action]
    demand_person(transition, actor, rectification)
    demand_moment(
        transition, rectification.status, rectification.get_status_display(), action.label
    )


def available_rectification_actions(rectification: Rectification, user: User) -> list[A]:
    """The buttons this person has on this rectification now."""
    hidden = {A.EXTEND} if rectification.is_extended else set()
    return [
        action
        for action, transition in RECTIFICATION_TRANSITIONS.items()
        if action not in hidden
        and rectification.status in transition.sources
        and transition.permits is not None
        and transition.permits(user, rectification)
    ]


def read_rectification(rectification: Rectification) -> Rectification:
    """Lock the facility, read afresh. Call inside a transaction, before any rule."""
    facility = lock_facility(rectification.facility_id)
    fresh = Rectification.objects.select_related("department").get(pk=rectification.pk)
    fresh.facility = facility
    return fresh


def begin_rectification(
    rectification: Rectification, action: A, actor: User | None
) -> Rectification:
    """Lock, read afresh, then check the person and the moment."""
    fresh = read_rectification(rectification)
    check_rectification(fresh, action, actor)
    return fresh


def open_rectification(rectification: Rectification, actor: User) -> Rectification:
    """Write a new order (责令限期改正) with its first event."""
    rectification.status = RECTIFICATION_TRANSITIONS[A.ORDER].target
    rectification.save(force_insert=True)
    leave_event(rectification, A.ORDER, actor)
    return rectification


def finish_rectification(
    rectification: Rectification,
    action: A,
    actor: User | None,
    *,
    note: str = "",
    **changes: object,
) -> Rectification:
    """Write the new status, the fields that go with it, and the event, as one."""
    from_state = rectification.status
    rectification.status = RECTIFICATION_TRANSITIONS[action].target or from_state
    for name, value in changes.items():
        setattr(rectification, name, value)
    rectification.version += 1
    rectification.save(update_fields=["status", "version", *changes])
    leave_event(rectification, action, actor, from_state=from_state, note=note)
    return rectification


def mark_item(item: RectificationItem, status: ItemStatus) -> RectificationItem:
    """Where one item stands now; its version tells a stale screen from a fresh one."""
    item.status = status
    item.version += 1
    item.save(update_fields=["status", "version"])
    return item
