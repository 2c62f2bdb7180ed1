"""Supervision as it discharges duties (履职记录): under the clause of the list that was used."""

from departments.models import Department, Duty
from departments.services.activity import record_activity
from inspections.models import Checklist, Inspection, Visit


def duty_of(department: Department, checklist: Checklist | None) -> Duty | None:
    """The clause a list discharges; without a list, that of the unit's own published one."""
    used = checklist or Checklist.objects.published().of(department).first()
    if used is None or used.duty is None or used.duty.department_id != department.pk:
        return None
    return used.duty


def record_inspection(inspection: Inspection) -> None:
    """Written down with the end of the visit to the site, whatever was found."""
    record_activity(
        inspection.department,
        duty=duty_of(inspection.department, inspection.checklist),
        key=f"inspection:{inspection.pk}",
        done_on=inspection.held_on,
        title=f"{inspection.facility}：{inspection.get_kind_display()}",
        link=inspection.get_absolute_url(),
        actor=inspection.created_by,
    )


def record_visit_made(visit: Visit) -> None:
    """Written down with the visit itself."""
    record_activity(
        visit.department,
        duty=duty_of(visit.department, visit.checklist),
        key=f"visit:{visit.pk}",
        done_on=visit.visited_on,
        title=f"{visit.facility}：{visit.get_kind_display()}",
        link=visit.get_absolute_url(),
        actor=visit.recorded_by,
    )
