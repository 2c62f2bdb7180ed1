"""The life of a complaint (投诉举报): one table, and the only code that writes its status."""

from accounts.models import User
from accounts.services.outbox import announce
from inspections.choices.complaint import ComplaintAction as A
from inspections.choices.complaint import ComplaintStatus as S
from inspections.models import Complaint, ComplaintEvent
from inspections.permissions import can_handle_complaint
from registry.workflow.transition import (
    Transition,
    demand_moment,
    demand_person,
    lock_facility,
)
from wuqing_tuoyu import clock

OPEN = (S.RECEIVED, S.HANDLING)
COMPLAINT_TRANSITIONS: dict[A, Transition] = {
    A.SUBMIT: Transition((), S.RECEIVED, "任何人，可以匿名", None, by_system=True),
    A.ACCEPT: Transition((S.RECEIVED,), S.HANDLING, "办理单位的经办人", can_handle_complaint),
    A.HAND_OVER: Transition(
        OPEN, S.RECEIVED, "办理单位的经办人，转给另一单位", can_handle_complaint
    ),
    A.MERGE: Transition(OPEN, S.MERGED, "办理单位的经办人，并入同一件事", can_handle_complaint),
    A.ANSWER: Transition((S.HANDLING,), S.CLOSED, "办理单位的经办人", can_handle_complaint),
}


def check_complaint(complaint: Complaint, action: A, actor: User | None) -> None:
    """Refuse what the table does not allow: first the person, then the moment."""
    transition = COMPLAINT_TRANSITIONS[action]
    demand_person(transition, actor, complaint)
    demand_moment(transition, complaint.status, complaint.get_status_display(), action.label)


def available_complaint_actions(complaint: Complaint, user: User) -> list[A]:
    """The buttons this person has on this complaint now."""
    return [
        action
        for action, transition in COMPLAINT_TRANSITIONS.items()
        if complaint.status in transition.sources and transition.permits(user, complaint)
    ]


def begin_complaint(
    complaint: Complaint, action: A, actor: User | None, *, beside: Complaint | None = None
) -> Complaint:
    """Lock the facility, if there is one, and the complaints; read afresh, then check."""
    if complaint.facility_id:
        lock_facility(complaint.facility_id)
    wanted = [each.pk for each in (complaint, beside) if each is not None]
    rows = (
        Complaint.objects.select_for_update(of=("self",))
        .select_related("facility", "department", "handler")
        .filter(pk__in=wanted)
        .order_by("pk")
    )
    [fresh] = [row for row in rows if row.pk == complaint.pk]
    check_complaint(fresh, action, actor)
    return fresh


def finish_complaint(
    complaint: Complaint, action: A, actor: User | None, *, note: str = "", **changes: object
) -> Complaint:
    """Write the new status, the fields that go with it, and the event, as one."""
    is_new = action == A.SUBMIT
    from_status = "" if is_new else complaint.status
    complaint.status = COMPLAINT_TRANSITIONS[action].target
    for name, value in changes.items():
        setattr(complaint, name, value)
    if is_new:
        complaint.save(force_insert=True)
    else:
        complaint.version += 1
        complaint.save(update_fields=["status", "version", *changes])
    ComplaintEvent.objects.create(
        complaint=complaint,
        action=action,
        from_status=from_status,
        to_status=complaint.status,
        department=complaint.department,
        actor=actor,
        note=note,
        created_at=clock.now(),
    )
    announce()
    return complaint
