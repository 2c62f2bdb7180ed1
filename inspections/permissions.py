"""Who may do what in supervision: one question a function, no request, no writes."""

from accounts.models import User
from departments.choices import CONFERENCE_OFFICE, HEALTH_COMMISSION, DepartmentKind
from departments.models import Department
from departments.permissions import (
    acting_departments,
    active_member,
    departments_of,
    is_administrator,
    is_director_of,
    is_member_of,
    is_of,
    is_officer_of,
)
from inspections.models import Checklist, Complaint, Inspection, Rectification, Referral
from registry.models import Facility
from registry.permissions import represents


def inspecting_departments(user: User) -> list[Department]:
    """The units with power to inspect (有检查权) for which this person acts."""
    return [unit for unit in acting_departments(user) if unit.may_inspect]


def visiting_departments(user: User) -> list[Department]:
    """The units for which this person may log a visit: all but the conference office."""
    return [unit for unit in acting_departments(user) if unit.code != CONFERENCE_OFFICE]


def can_inspect(user: User) -> bool:
    """Only units with power inspect; the others log visits."""
    return bool(inspecting_departments(user))


def can_inspect_for(user: User, department: Department) -> bool:
    return department.may_inspect and is_officer_of(user, department)


def can_handle_inspection(user: User, inspection: Inspection) -> bool:
    return can_inspect_for(user, inspection.department)


def can_withdraw_publication(user: User, inspection: Inspection) -> bool:
    """Whoever decides for the unit takes back what was made public."""
    return inspection.department.may_inspect and is_director_of(user, inspection.department)


def can_respond(user: User, inspection: Inspection) -> bool:
    """Only its operator answers in public for a facility (机构回应)."""
    return active_member(user) is None and represents(user, inspection.facility.operator)


def can_list_inspections(user: User) -> bool:
    """Staff of every unit but the conference office; an operator its own, once told."""
    member = active_member(user)
    return member is None or member.department.code != CONFERENCE_OFFICE


def can_visit(user: User) -> bool:
    return bool(visiting_departments(user))


def can_refer_for(user: User, department: Department) -> bool:
    """Whoever acts for a unit may hand on what is not its own to settle."""
    return department.code != CONFERENCE_OFFICE and is_officer_of(user, department)


def can_answer_referral(user: User, referral: Referral) -> bool:
    return is_officer_of(user, referral.to_department)


def can_order(user: User, inspection: Inspection) -> bool:
    """An order rests on an inspection by a unit with power; none follows from a visit."""
    return can_handle_inspection(user, inspection)


def can_order_from_verification(user: User, facility: Facility) -> bool:
    """What the commission found on site is the commission's to have put right."""
    return any(
        unit.code == HEALTH_COMMISSION and unit.may_inspect for unit in acting_departments(user)
    )


def can_answer_rectification(user: User, rectification: Rectification) -> bool:
    """Only its operator says what was put right."""
    return active_member(user) is None and represents(user, rectification.facility.operator)


def can_handle_rectification(user: User, rectification: Rectification) -> bool:
    return can_inspect_for(user, rectification.department)


def can_extend_rectification(user: User, rectification: Rectification) -> bool:
    """More time is the director's to give."""
    return rectification.department.may_inspect and is_director_of(user, rectification.department)


def can_edit_checklist(user: User, checklist: Checklist) -> bool:
    """A unit edits its own list, the commission the townships' one, an administrator each."""
    if is_administrator(user):
        return True
    if checklist.department is None:
        return any(unit.code == HEALTH_COMMISSION for unit in acting_departments(user))
    return is_officer_of(user, checklist.department)


def can_publish_checklist(user: User, checklist: Checklist) -> bool:
    """A new version is put into use by whoever decides for the unit, whoever wrote it."""
    if checklist.department is None:
        return is_director_of(user, Department.objects.commission())
    return is_director_of(user, checklist.department)


def can_list_checklists(user: User) -> bool:
    """Staff of every unit, and administrators."""
    return active_member(user) is not None or is_administrator(user)


def can_read_evidence(user: User, department: Department, facility: Facility) -> bool:
    """Photographs: the commission, the unit itself, the township of the site and the operator."""
    if is_of(user, HEALTH_COMMISSION) or represents(user, facility.operator):
        return True
    return any(
        unit in (department, facility.township) and unit.kind != DepartmentKind.OFFICE
        for unit in acting_departments(user)
    )


def can_list_complaints(user: User) -> bool:
    """Staff of every unit but the conference office, which reads counts only."""
    return any(unit.code != CONFERENCE_OFFICE for unit in departments_of(user))


def can_handle_complaint(user: User, complaint: Complaint) -> bool:
    """Whoever acts for the unit that is asked now."""
    return is_officer_of(user, complaint.department)


def can_read_complaint(user: User, complaint: Complaint) -> bool:
    """What was reported, with its photographs: the unit that is asked now, nobody else."""
    return is_member_of(user, complaint.department)


def can_read_reporter(user: User, complaint: Complaint) -> bool:
    """Who reported it: only those who look into it."""
    return can_handle_complaint(user, complaint)
