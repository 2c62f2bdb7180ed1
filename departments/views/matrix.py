"""The matrix of duties (职责分工): units with their clauses, tasks with their units."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from departments.choices import AssignmentRole, DepartmentKind
from departments.models import Activity, Department, Duty, PlanTask
from departments.permissions import can_read_activities
from departments.services.activity import quarter_of, with_times
from wuqing_tuoyu import clock, sheet

TOWNSHIPS = "属地镇街"
SHOWN = 20


@login_not_required
@require_safe
def matrix(request):
    first, last = quarter_of(clock.today())
    shows_activities = can_read_activities(request.user)
    duties = Duty.objects.all()
    if shows_activities:
        duties = with_times(duties, first, last)
    units = list(
        Department.objects.active()
        .exclude(kind=DepartmentKind.TOWNSHIP)
        .prefetch_related(Prefetch("duties", duties), "assignments")
    )
    tasks = list(PlanTask.objects.with_assignments())
    context = {
        "units": [unit for unit in units if unit.has_annex_duties],
        "other_units": [unit for unit in units if not unit.has_annex_duties],
        "townships": Department.objects.active().townships(),
        "tasks": tasks,
        "duty_count": sum(len(unit.duties.all()) for unit in units),
        "grid": grid_of(units, tasks),
        "shows_activities": shows_activities,
        "quarter": quarter_number(first),
        "idle": idle_duties(units) if shows_activities else [],
    }
    return render(request, "departments/matrix/list.html", context)


def quarter_number(first):
    return (first.month - 1) // 3 + 1


def idle_duties(units):
    """The duties that saw nothing this quarter, by unit (本季度没有记录的职责)."""
    idle = [(unit, [duty for duty in unit.duties.all() if not duty.times]) for unit in units]
    return [(unit, duties) for unit, duties in idle if duties]


@require_safe
def matrix_sheet(request):
    """Every clause with what was done under it this quarter; staff only."""
    if not can_read_activities(request.user):
        raise PermissionDenied
    first, last = quarter_of(clock.today())
    duties = with_times(Duty.objects.select_related("department"), first, last)
    rows = (
        [
            str(duty.department),
            duty.position,
            duty.text,
            duty.times,
            duty.last_done_on.isoformat() if duty.last_done_on else "",
            "" if duty.times else "本季度还没有记录",
        ]
        for duty in duties.order_by("department__annex_position", "position")
    )
    columns = ["单位", "条款序号", "条款原文", "本季度履职次数", "最近一次", "说明"]
    return sheet.download(columns, rows, title="职责履行情况", name="duties")


def grid_of(units, tasks):
    """One line a unit with its role in each task; townships stand together as in the notice."""
    lines = [
        (unit, [roles.get(task.pk, "") for task in tasks])
        for unit in units
        if (roles := {each.task_id: each.get_role_display() for each in unit.assignments.all()})
    ]
    return [*lines, (TOWNSHIPS, [task.get_township_role_display() for task in tasks])]


@login_not_required
@require_safe
def department(request, code):
    unit = get_object_or_404(Department.objects.active(), code=code)
    first, last = quarter_of(clock.today())
    shows_activities = can_read_activities(request.user)
    duties = Duty.objects.filter(department=unit)
    if shows_activities:
        done = Activity.objects.between(first, last).newest_first()[:SHOWN]
        duties = with_times(duties, first, last).prefetch_related(
            Prefetch("activities", done, to_attr="done_this_quarter")
        )
    context = {
        "unit": unit,
        "duties": duties,
        "tasks": tasks_of(unit),
        "population": unit.populations.latest_first().first() if unit.is_township else None,
        "shows_activities": shows_activities,
        "quarter": quarter_number(first),
        "other_activities": other_activities(unit, first, last) if shows_activities else [],
    }
    return render(request, "departments/matrix/detail.html", context)


def tasks_of(unit):
    """The tasks a unit takes part in, what it leads first."""
    tasks = PlanTask.objects.of(unit).with_assignments()
    roles = [(task, role_in(task, unit)) for task in tasks]
    return sorted(roles, key=lambda pair: pair[1] != AssignmentRole.LEAD)


def role_in(task, unit):
    if unit.is_township:
        return AssignmentRole(task.township_role)
    found = (each.role for each in task.assignments.all() if each.department_id == unit.pk)
    return AssignmentRole(next(found))


def other_activities(unit, first, last):
    """What the unit did this quarter that stands under no single clause."""
    done = Activity.objects.between(first, last).newest_first()
    return done.filter(department=unit, duty=None)[:SHOWN]
