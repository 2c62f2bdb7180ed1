"""Supervision at a glance (监督概览), for the office and the commission: counts by unit and age."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.choices import HEALTH_COMMISSION
from departments.models import Department
from departments.permissions import is_conference_office, is_of
from inspections.models import Complaint, Finding, Inspection, Rectification, Visit
from wuqing_tuoyu import clock, sheet

# Up to so many days old; older ones stand in the last column
AGES = (7, 15, 30, 60)
LABELS = ("7 天以内", "8—15 天", "16—30 天", "31—60 天", "60 天以上")
COLUMNS = [
    "单位",
    *(f"未了结问题（{label}）" for label in LABELS),
    "未了结问题合计",
    "最早发现",
    "整改逾期",
    "投诉未办结",
    "投诉超期",
    "本年检查",
    "本年走访",
]


@dataclass
class Row:
    """One unit in numbers."""

    unit: Department
    ages: list[int] = field(default_factory=lambda: [0] * len(LABELS))
    oldest: object = None
    overdue: int = 0
    complaints: int = 0
    late_complaints: int = 0
    inspections: int = 0
    visits: int = 0

    @property
    def open_findings(self):
        return sum(self.ages)

    @property
    def is_empty(self):
        work = (self.overdue, self.complaints, self.inspections, self.visits)
        return not (self.open_findings or any(work))


def _demand_overview(request):
    if not (is_conference_office(request.user) or is_of(request.user, HEALTH_COMMISSION)):
        raise PermissionDenied


@require_safe
def supervision(request):
    _demand_overview(request)
    rows = rows_on(clock.today())
    context = {
        "rows": [row for row in rows if row.open_findings],
        "work": [row for row in rows if not row.is_empty],
        "labels": LABELS,
        "totals": [sum(row.ages[n] for row in rows) for n in range(len(LABELS))],
        "open_findings": sum(row.open_findings for row in rows),
        "overdue": sum(row.overdue for row in rows),
        "late_complaints": sum(row.late_complaints for row in rows),
        "year": clock.today().year,
    }
    return render(request, "inspections/overview.html", context)


@require_safe
def supervision_sheet(request):
    _demand_overview(request)
    rows = (
        [
            str(row.unit),
            *row.ages,
            row.open_findings,
            row.oldest.isoformat() if row.oldest else "",
            row.overdue,
            row.complaints,
            row.late_complaints,
            row.inspections,
            row.visits,
        ]
        for row in rows_on(clock.today())
        if not row.is_empty
    )
    return sheet.download(COLUMNS, rows, title="监督概览", name="supervision")


def rows_on(today):
    """Every unit in its order, counted by five queries however much there is."""
    rows = {unit.pk: Row(unit) for unit in Department.objects.active()}
    for found in open_findings_by_age(today):
        if row := rows.get(found.pop("department")):
            row.oldest = found.pop("oldest")
            row.ages = [found[f"age{n}"] for n in range(len(LABELS))]
    this_year = today.year
    counted = (
        ("overdue", Rectification.objects.overdue(today)),
        ("complaints", Complaint.objects.open()),
        ("late_complaints", Complaint.objects.overdue(today)),
        ("inspections", Inspection.objects.begun().filter(held_on__year=this_year)),
        ("visits", Visit.objects.filter(visited_on__year=this_year)),
    )
    for name, things in counted:
        counts = things.order_by().values("department").annotate(times=Count("pk"))
        for department, times in counts.values_list("department", "times"):
            if row := rows.get(department):
                setattr(row, name, times)
    return list(rows.values())


def open_findings_by_age(today):
    """Findings nobody has settled yet, by unit, in columns of age."""
    days = [today - timedelta(days=age) for age in AGES]
    newer = [today + timedelta(days=1), *days]
    spans = [Q(found_on__gte=last) for last in days] + [Q()]
    columns = {
        f"age{n}": Count("pk", filter=span & (Q(found_on__lt=newer[n]) if n else Q()))
        for n, span in enumerate(spans)
    }
    unsettled = Finding.objects.unsettled().order_by().values("department")
    return unsettled.annotate(oldest=Min("found_on"), **columns)
