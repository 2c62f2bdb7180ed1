"""How often a facility is inspected (检查频次), and who else is about to go."""

from datetime import timedelta

import pytest

from departments.models import Department
from inspections.choices import InspectionKind, InspectionStatus
from inspections.models import Inspection
from inspections.services.frequency import joint_hints
from inspections.services.inspection import (
    cancel_inspection,
)
from tests.departments.factories import at
from tests.inspections import factories as make
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("spring")


def test_the_third_inspection_of_a_year_is_one_too_many():
    facility = make.make_place()
    make.plan(facility)
    make.plan(facility)

    with pytest.raises(DomainError, match="本年度对该机构的检查已达上限2次。"):
        make.plan(facility)


@pytest.mark.parametrize("kind", [InspectionKind.CASE])
def test_cases_are_not_counted_and_not_stopped_by_the_cap(kind):
    facility = make.make_place()
    make.plan(facility, kind=kind)
    make.plan(facility)
    make.plan(facility)

    assert make.plan(facility, kind=kind).status == InspectionStatus.PLANNED


def test_another_unit_another_place_and_another_year_have_a_cap_of_their_own(spring):
    facility = make.make_place()
    make.plan(facility)
    make.plan(facility)

    make.plan(facility, "xfz")
    make.plan()
    with at(make.next_year()):
        make.plan(facility)

    assert Inspection.objects.count() == 5


def test_a_cancelled_inspection_is_not_counted():
    facility = make.make_place()
    make.plan(facility)
    cancel_inspection(make.plan(facility), actor=make.officer(), note="机构当天停业")

    assert make.plan(facility).status == InspectionStatus.PLANNED


@pytest.mark.parametrize(("days", "hinted"), [(0, True), (30, True), (31, False)])
def test_a_joint_inspection_is_suggested_when_another_unit_goes_within_thirty_days(days, hinted):
    facility = make.make_place()
    make.plan(facility, "xfz", held_on=clock.today() + timedelta(days=days))
    market = Department.objects.get(code="scj")

    hints = joint_hints(facility, market, clock.today())

    expected = ["区消防救援支队近期已安排检查，建议实施联合检查。"] if hinted else []
    assert hints == expected


def test_own_inspections_and_those_of_other_places_suggest_nothing():
    facility = make.make_place()
    make.plan(facility)
    make.plan(None, "xfz")

    assert joint_hints(facility, Department.objects.get(code="scj"), clock.today()) == []
