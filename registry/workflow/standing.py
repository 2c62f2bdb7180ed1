"""What stands about a facility (备案状态): one table, and the only code that writes standing."""

from accounts.models import User
from accounts.services.outbox import announce
from departments.permissions import is_commission_director
from registry.choices import LIVING_STANDINGS as LIVING
from registry.choices import Life
from registry.choices import Standing as S
from registry.choices import StandingAction as A
from registry.models import Event, Facility, Filing
from registry.permissions import (
    can_close_facility,
    can_extend_correction,
    can_find_nonconforming,
    can_pause_facility,
    can_resume_facility,
    can_verify_facility,
)
from registry.workflow.publication import publish_changes
from registry.workflow.transition import (
    Transition,
    demand_moment,
    demand_person,
    lock_facility,
)
from wuqing_tuoyu import clock

STANDING_TRANSITIONS: dict[A, Transition] = {
    A.RECORD: Transition((S.UNRECORDED,), S.RECORDED, "签发备案回执时；存量导入确认时", None, True),
    A.REOPEN: Transition(
        (S.RECORDED, S.VERIFIED), S.RECORDED, "签发涉及场所、安全、托位的变更回执时", None, True
    ),
    A.VERIFY: Transition(
        (S.RECORDED, S.NONCONFORMING),
        S.VERIFIED,
        "经办人；由核实不符合转回时为签发人",
        can_verify_facility,
        verb="认定核实符合",
    ),
    A.FIND_NONCONFORMING: Transition(
        LIVING,
        S.NONCONFORMING,
        "签发人",
        can_find_nonconforming,
        verb="认定核实不符合",
    ),
    A.EXTEND: Transition((S.NONCONFORMING,), None, "签发人，一次", can_extend_correction),
    A.PAUSE: Transition(LIVING, None, "举办者；依决定停止的为签发人", can_pause_facility),
    A.RESUME: Transition(LIVING, None, "举办者；依决定停止的为签发人", can_resume_facility),
    A.CLOSE: Transition(
        LIVING, S.CLOSED, "系统（注销日、迁址后）；签发人", can_close_facility, by_system=True
    ),
}


def check_facility(facility: Facility, action: A, actor: User | None) -> None:
    """Refuse what the table does not allow: first the person, then the moment."""
    transition = STANDING_TRANSITIONS[action]
    demand_person(transition, actor, facility)
    demand_moment(transition, facility.standing, facility.get_standing_display(), action.label)


def available_standing_actions(facility: Facility, user: User) -> list[A]:
    """The buttons this person has on this facility now."""
    pause = facility.open_pause
    hidden = {A.RESUME} if pause is None else {A.PAUSE}
    if pause is not None and not pause.is_ordered and is_commission_director(user):
        hidden.remove(A.PAUSE)
    if facility.correct_by_extended:
        hidden.add(A.EXTEND)
    return [
        action
        for action, transition in STANDING_TRANSITIONS.items()
        if action not in hidden
        and facility.standing in transition.sources
        and transition.permits is not None
        and transition.permits(user, facility)
    ]


def begin_facility(facility: Facility, action: A, actor: User | None) -> Facility:
    """Lock the facility, read afresh, then check. Call inside a transaction, before any rule."""
    facility = lock_facility(facility.pk)
    check_facility(facility, action, actor)
    return facility


def finish_standing(
    facility: Facility,
    action: A,
    actor: User | None,
    *,
    note: str = "",
    filing: Filing | None = None,
    target: S | None = None,
    **changes: object,
) -> Facility:
    """Write the new standing, its companions and the event, as one.

    `target` is given only for an import of a facility whose file says it was verified.
    """
    from_state = facility.standing
    facility.standing = target or STANDING_TRANSITIONS[action].target or from_state
    for name, value in changes.items():
        setattr(facility, name, value)
    facility.save(update_fields=["standing", *changes])
    Event.objects.create(
        facility=facility,
        filing=filing,
        life=Life.STANDING,
        action=action,
        from_state=from_state,
        to_state=facility.standing,
        actor=actor,
        note=note,
        created_at=clock.now(),
    )
    announce()
    publish_changes()
    return facility
