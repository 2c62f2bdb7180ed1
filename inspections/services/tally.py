"""The year's work of every unit (年度计数): counted each night for good, and live since then.

Only what can no longer change is counted for good: inspections that are closed, and visits, which
are recorded whole. What is in hand, and what was closed or recorded since, is counted when somebody
asks. So the answer is right at any moment, even if no night was counted; then it only takes longer.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from departments.models import Department
from inspections.choices import Work
from inspections.models import Inspection, Tally, Visit
from wuqing_tuoyu import clock


@transaction.atomic
def take_tallies(until: datetime) -> None:
    """Count anew, for every year, what stood for good before this moment (年度计数)."""
    list(Department.objects.select_for_update(of=("self",), no_key=True).order_by("pk"))
    Tally.objects.all().delete()
    Tally.objects.bulk_create(
        Tally(work=work, department_id=unit, year=year, number=number, counted_until=until)
        for work, done, day in (
            (Work.INSPECTIONS, Inspection.objects.closed_before(until), "held_on"),
            (Work.VISITS, Visit.objects.recorded_before(until), "visited_on"),
        )
        for unit, year, number in done.order_by()
        .values_list("department", ExtractYear(day))
        .annotate(number=Count("*"))
    )


def work_since(tallies: Sequence[Tally], year: int) -> list[tuple[Work, QuerySet, Count]]:
    """What the tallies of a year do not hold yet, and how it is counted; without any, all of it."""
    held, visited = Q(held_on__year=year), Q(visited_on__year=year)
    inspections, visits = Count("held_on", filter=held), Count("visited_on", filter=visited)
    if not tallies:
        return [
            (Work.INSPECTIONS, Inspection.objects.begun().filter(held), inspections),
            (Work.VISITS, Visit.objects.filter(visited), visits),
        ]
    # With both ends SQLite knows that these are few, and takes them from their index
    lately = tallies[0].counted_until, clock.now()
    return [
        (Work.INSPECTIONS, Inspection.objects.in_hand(), inspections),
        (Work.INSPECTIONS, Inspection.objects.closed_between(*lately), inspections),
        (Work.VISITS, Visit.objects.recorded_between(*lately), visits),
    ]
