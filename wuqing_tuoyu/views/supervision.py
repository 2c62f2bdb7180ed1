"""Supervision at a glance (监督概览), for the office and the commission: counts by unit and age."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, DateField, Min, Value, When
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.choices import HEALTH_COMMISSION
from departments.models import Department
from departments.permissions import is_conference_office, is_of
from inspections.models import Complaint, Finding, Rectification, Tally
from inspections.services.tally import work_since
from wuqing_tuoyu import clock, sheet

# Up to so many days old; older ones stand in the last column
AGES = (7, 15, 30, 60)
LABELS = ("7 天以内", "8—15 天", "16—30 天", "31—60 天", "60 天以上")
FINDINGS = [f"findings{n}" for n in range(len(LABELS))]
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

    def add(self, what, number, oldest):
        """One count of the unit; findings come by age, the others by the name of their field."""
        if what in FINDINGS:
            self.ages[FINDINGS.index(what)] = number
            self.oldest = min(filter(None, (self.oldest, oldest)))
        else:
            setattr(self, what, getattr(self, what) + number)

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
    """Every unit in its order, counted by three queries however much there is."""
    rows = {unit.pk: Row(unit) for unit in Department.objects.active()}
    tallies = list(Tally.objects.of_year(today.year))
    counted = [(tally.department_id, tally.work, tally.number, None) for tally in tallies]
    for unit, what, number, oldest in [*counted, *counts_on(today, tallies)]:
        if unit in rows:
            rows[unit].add(what, number, oldest)
    return list(rows.values())


def counts_on(today, tallies):
    """Unit, what is counted, how many and since when: one statement for all of it."""
    findings = counted(Finding.objects.unsettled(), age_on(today), oldest=Min("found_on"))
    others = (
        ("overdue", Rectification.objects.overdue(today), Count("*")),
        ("complaints", Complaint.objects.open(), Count("*")),
        ("late_complaints", Complaint.objects.overdue(today), Count("*")),
        *work_since(tallies, today.year),
    )
    return findings.union(
        *(counted(things, Value(what), number) for what, things, number in others), all=True
    )


def counted(things, what, number=Count("*"), oldest=Value(None, DateField())):  # noqa: B008
    things = things.order_by().annotate(what=what).values("department", "what")
    counts = things.annotate(number=number, oldest=oldest)
    return counts.values_list("department", "what", "number", "oldest")


def age_on(today):
    """The column of age a finding stands in."""
    days = (today - timedelta(days=age) for age in AGES)
    columns = (When(found_on__gte=day, then=Value(FINDINGS[n])) for n, day in enumerate(days))
    return Case(*columns, default=Value(FINDINGS[-1]))
