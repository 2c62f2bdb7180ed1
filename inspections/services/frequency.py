"""How often a facility is inspected (检查频次): the yearly cap, and who else is about to go."""

from datetime import date, timedelta

from departments.models import Department
from departments.services.parameter import parameter
from inspections.choices import UNCAPPED_KINDS
from inspections.models import Inspection
from registry.models import Facility
from wuqing_tuoyu.exceptions import DomainError


def demand_within_cap(
    facility: Facility,
    department: Department,
    kind: str,
    on: date,
    *,
    but: Inspection | None = None,
) -> None:
    """Refuse one inspection too many in a year (年度频次上限); 个案 and 复查 are not counted."""
    if kind in UNCAPPED_KINDS:
        return
    cap = parameter("inspection_yearly_cap", on)
    if cap is None:
        return
    counted = Inspection.objects.counted(on.year).filter(facility=facility, department=department)
    if but is not None:
        counted = counted.exclude(pk=but.pk)
    if counted.count() >= cap:
        raise DomainError(f"本年度对该机构的检查已达上限{cap:.0f}次。")


def neighbours_of(facility: Facility, department: Department | None, on: date) -> list[Inspection]:
    """Inspections of other units held or planned around that day (建议实施联合检查)."""
    span = timedelta(days=int(parameter("inspection_joint_days", on) or 0))
    near = Inspection.objects.near(on, span).filter(facility=facility)
    if department is not None:
        near = near.exclude(department=department)
    return list(near.select_related("department").order_by("held_on"))


def joint_hints(facility: Facility, department: Department | None, on: date) -> list[str]:
    """One sentence for each other unit that was there or plans to go."""
    units = dict.fromkeys(each.department for each in neighbours_of(facility, department, on))
    return [f"{unit}近期已安排检查，建议实施联合检查。" for unit in units]
