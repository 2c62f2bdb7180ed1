"""The life of a referral (移送): one table, and the only code that writes its status."""

from accounts.models import User
from inspections.choices import ReferralAction as A
from inspections.choices import ReferralStatus as S
from inspections.models import Referral
from inspections.permissions import can_answer_referral
from inspections.workflow.event import leave_event
from registry.workflow.transition import (
    Transition,
    demand_moment,
    demand_person,
    lock_facility,
)
from wuqing_tuoyu import clock

RECEIVER = "接收单位的经办人、负责人"

REFERRAL_TRANSITIONS: dict[A, Transition] = {
    A.REFER: Transition((), S.OPEN, "走访、检查或者整改单位的经办人、负责人", None),
    A.ACCEPT: Transition((S.OPEN,), S.ACCEPTED, RECEIVER, can_answer_referral),
    A.RETURN: Transition((S.OPEN,), S.RETURNED, RECEIVER, can_answer_referral),
}


def check_referral(referral: Referral, action: A, actor: User | None) -> None:
    """Refuse what the table does not allow: first the person, then the moment."""
    transition = REFERRAL_TRANSITIONS[action]
    demand_person(transition, actor, referral)
    demand_moment(transition, referral.status, referral.get_status_display(), action.label)


def available_referral_actions(referral: Referral, user: User) -> list[A]:
    """The buttons this person has on this referral now."""
    return [
        action
        for action, transition in REFERRAL_TRANSITIONS.items()
        if referral.status in transition.sources
        and transition.permits is not None
        and transition.permits(user, referral)
    ]


def begin_referral(referral: Referral, action: A, actor: User | None) -> Referral:
    """Lock the facility, read afresh, then check. Call inside a transaction, before any rule."""
    facility = lock_facility(referral.facility_id)
    fresh = Referral.objects.select_related("from_department", "to_department").get(pk=referral.pk)
    fresh.facility = facility
    check_referral(fresh, action, actor)
    return fresh


def open_referral(referral: Referral, actor: User) -> Referral:
    """Write a new referral (移送) with its first event."""
    referral.status = REFERRAL_TRANSITIONS[A.REFER].target
    referral.save(force_insert=True)
    leave_event(referral, A.REFER, actor, note=referral.note)
    return referral


def finish_referral(referral: Referral, action: A, actor: User, *, note: str = "") -> Referral:
    """Write the answer and the event, as one."""
    from_state, referral.status = referral.status, REFERRAL_TRANSITIONS[action].target
    referral.answered_at, referral.answered_by = clock.now(), actor
    referral.answer_note = note
    referral.save(update_fields=["status", "answered_at", "answered_by", "answer_note"])
    leave_event(referral, action, actor, from_state=from_state, note=note)
    return referral
