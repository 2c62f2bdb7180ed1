"""The life of an inspection (行政检查): one table, and the only code that writes its status."""

from accounts.models import User
from inspections.choices import InspectionAction as A
from inspections.choices import InspectionStatus as S
from inspections.models import Inspection
from inspections.permissions import (
    can_handle_inspection,
    can_respond,
    can_withdraw_publication,
)
from inspections.workflow.event import leave_event
from registry.workflow.transition import (
    Transition,
    demand_moment,
    demand_person,
    lock_facility,
)

OFFICER = "有检查权单位的经办人、负责人"

INSPECTION_TRANSITIONS: dict[A, Transition] = {
    A.PLAN: Transition((), S.PLANNED, OFFICER, None),
    A.BEGIN: Transition(
        (S.PLANNED,), S.UNDER_WAY, f"{OFFICER}；两名以上检查人员", can_handle_inspection
    ),
    A.CONCLUDE: Transition((S.UNDER_WAY,), S.CONCLUDED, OFFICER, can_handle_inspection),
    A.TELL: Transition((S.CONCLUDED,), S.TOLD, OFFICER, can_handle_inspection),
    A.CLOSE: Transition(
        (S.TOLD,),
        S.CLOSED,
        f"{OFFICER}；问题全部了结时为系统",
        can_handle_inspection,
        by_system=True,
    ),
    A.CANCEL: Transition((S.PLANNED, S.UNDER_WAY), S.CANCELLED, OFFICER, can_handle_inspection),
    A.PUBLISH: Transition(
        (S.TOLD, S.CLOSED), None, f"{OFFICER}；预览并确认以后", can_handle_inspection
    ),
    A.WITHDRAW: Transition(
        (S.TOLD, S.CLOSED), None, "有检查权单位的负责人，写明理由", can_withdraw_publication
    ),
    A.RESPOND: Transition((S.TOLD, S.CLOSED), None, "举办者，结果公开期间", can_respond),
    A.RETRACT: Transition(
        (S.TOLD, S.CLOSED), None, "举办者；结果撤下时为系统", can_respond, by_system=True
    ),
    A.TAKE_DOWN: Transition(
        (S.TOLD, S.CLOSED), None, "有检查权单位的负责人，写明理由", can_withdraw_publication
    ),
}


def check_inspection(inspection: Inspection, action: A, actor: User | None) -> None:
    """Refuse what the table does not allow: first the person, then the moment."""
    transition = INSPECTION_TRANSITIONS[action]
    demand_person(transition, actor, inspection)
    demand_moment(transition, inspection.status, inspection.get_status_display(), action.label)


def available_inspection_actions(inspection: Inspection, user: User) -> list[A]:
    """The buttons this person has on this inspection now."""
    return [
        action
        for action, transition in INSPECTION_TRANSITIONS.items()
        if inspection.status in transition.sources
        and transition.permits is not None
        and transition.permits(user, inspection)
    ]


def read_inspection(inspection: Inspection) -> Inspection:
    """Lock the facility, read afresh. Call inside a transaction, before any rule."""
    facility = lock_facility(inspection.facility_id)
    fresh = Inspection.objects.select_related("department", "checklist").get(pk=inspection.pk)
    fresh.facility = facility
    return fresh


def begin_inspection_act(inspection: Inspection, action: A, actor: User | None) -> Inspection:
    """Lock, read afresh, then check the person and the moment."""
    fresh = read_inspection(inspection)
    check_inspection(fresh, action, actor)
    return fresh


def open_inspection(inspection: Inspection, actor: User) -> Inspection:
    """Write a new inspection (计划检查) with its first event."""
    inspection.status = INSPECTION_TRANSITIONS[A.PLAN].target
    inspection.save(force_insert=True)
    leave_event(inspection, A.PLAN, actor)
    return inspection


def finish_inspection_act(
    inspection: Inspection, action: A, actor: User | None, *, note: str = "", **changes: object
) -> Inspection:
    """Write the new status, the fields that go with it, and the event, as one."""
    from_state = inspection.status
    inspection.status = INSPECTION_TRANSITIONS[action].target or from_state
    for name, value in changes.items():
        setattr(inspection, name, value)
    inspection.save(update_fields=["status", *changes])
    leave_event(inspection, action, actor, from_state=from_state, note=note)
    return inspection
