"""The year's work of the units: what was counted at night and what came since make one number."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from departments.models import Department
from inspections.choices import BEGUN_INSPECTIONS, InspectionKind, InspectionStatus, Signature, Work
from inspections.models import Checklist, Inspection, Tally, Visit
from inspections.tasks import take_tallies
from tests.departments.factories import at
from tests.inspections import factories as make
from wuqing_tuoyu import clock
from wuqing_tuoyu.views.supervision import rows_on

pytestmark = pytest.mark.usefixtures("spring")

UNITS = ("scj", "xfz", "gaj")
FIRST, LAST = date(2026, 12, 20), date(2027, 1, 12)
S = InspectionStatus
# What may follow, and what a row then has to say; nothing follows the last
NEXT = {
    S.PLANNED: (S.UNDER_WAY, S.CANCELLED),
    S.UNDER_WAY: (S.CONCLUDED, S.CONCLUDED, S.CANCELLED),
    S.CONCLUDED: (S.TOLD,),
    S.TOLD: (S.CLOSED,),
}


class Year:
    """Units at work, day by day, as chance has it."""

    def __init__(self, seed):
        self.random = Random(seed)  # noqa: S311 - a test that repeats itself
        self.place, self.person = make.make_place(), make.officer()
        self.units = list(Department.objects.filter(code__in=UNITS))
        self.lists = {
            each.department_id: each
            for each in Checklist.objects.published().filter(department__in=self.units)
        }

    def pass_a_day(self):
        for _ in range(self.random.randint(0, 3)):
            self.plan()
        for inspection in Inspection.objects.filter(status__in=NEXT):
            if self.random.random() < 0.4:
                self.go_on(inspection)
        for _ in range(self.random.randint(0, 2)):
            self.visit()

    def plan(self):
        unit = self.random.choice(self.units)
        Inspection.objects.create(
            facility=self.place,
            department=unit,
            kind=InspectionKind.ROUTINE,
            checklist=self.lists[unit.pk],
            source="年度检查计划",
            approval_number="审〔2026〕1号",
            notice_number="通〔2026〕1号",
            held_on=clock.today() + timedelta(days=self.random.randint(0, 5)),
            created_at=clock.now(),
            created_by=self.person,
        )

    def go_on(self, inspection):
        now, today = clock.now(), clock.today()
        inspection.status = self.random.choice(NEXT[inspection.status])
        match inspection.status:
            case S.UNDER_WAY:
                inspection.begun_at, inspection.held_on = now, today
            case S.CONCLUDED:
                inspection.concluded_at, inspection.signature = now, Signature.SIGNED
                inspection.checked_count, inspection.failed_count = 14, 0
            case S.TOLD:
                inspection.told_on = today
            case S.CLOSED:
                inspection.closed_at = now
        inspection.save()

    def visit(self):
        """Some are written down long after they were made."""
        Visit.objects.create(
            facility=self.place,
            department=self.random.choice(self.units),
            kind="visit",
            visited_on=clock.today() - timedelta(days=self.random.choice((0, 0, 1, 30))),
            content="看了午睡室。",
            recorded_at=clock.now(),
            recorded_by=self.person,
        )


def shown():
    return {
        (row.unit.pk, work.value): getattr(row, work)
        for row in rows_on(clock.today())
        for work in Work
        if getattr(row, work)
    }


def counted_one_by_one():
    year = clock.today().year
    done = [
        (each.department_id, "inspections")
        for each in Inspection.objects.all()
        if each.status in BEGUN_INSPECTIONS and each.held_on.year == year
    ]
    made = [
        (each.department_id, "visits")
        for each in Visit.objects.all()
        if each.visited_on.year == year
    ]
    return Counter(done + made)


@pytest.mark.parametrize("nights", [1, 0.4, 0], ids=["every", "some", "no"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_numbers_are_right_on_every_day_whatever_nights_were_counted(seed, nights):
    with at(FIRST):
        year = Year(seed)
    day = FIRST
    while day <= LAST:
        with at(day, hour=0):
            if year.random.random() < nights:
                take_tallies()
        with at(day):
            year.pass_a_day()
        with at(day, hour=18):
            assert shown() == counted_one_by_one()
        day += timedelta(days=1)

    with at(LAST):
        assert counted_one_by_one()
    assert Tally.objects.exists() == bool(nights)


def test_what_was_counted_at_night_is_not_read_again():
    """Otherwise the page would be right, and as slow as before."""
    with at(FIRST):
        year = Year(seed=3)
        year.visit()
    with at(FIRST + timedelta(days=1)):
        take_tallies()
        Visit.objects.all().delete()

        assert sum(shown().values()) == 1


def test_counting_twice_counts_once():
    with at(FIRST):
        Year(seed=4).visit()
    with at(FIRST + timedelta(days=1)):
        take_tallies()
        take_tallies()

        [tally] = Tally.objects.all()
        assert (tally.work, tally.number, tally.year) == (Work.VISITS, 1, FIRST.year)
        assert clock.on(tally.counted_until) == clock.today()
        assert shown() == counted_one_by_one()


def test_rows_that_came_with_a_past_are_counted_by_the_next_night():
    """An import, or a copy put back: what is dated before the last count is found by the next."""
    with at(FIRST + timedelta(days=1)):
        Year(seed=5).visit()
        take_tallies()
    with at(FIRST):
        Year(seed=6).visit()

    with at(FIRST + timedelta(days=2)):
        take_tallies()

        assert shown() == counted_one_by_one()
