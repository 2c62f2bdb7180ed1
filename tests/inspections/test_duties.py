"""Inspections and visits are written down under the duty they discharge; the matrix shows it."""

import pytest

from departments.models import Activity, Department
from inspections.models import Checklist
from inspections.services.checklist import publish_checklist, revise_checklist
from inspections.services.visit import record_visit
from tests.departments.factories import make_member
from tests.inspections import factories as make
from wuqing_tuoyu import clock

pytestmark = pytest.mark.usefixtures("spring")


def visited(code, facility=None, **said):
    member = make_member(code)
    return record_visit(
        facility or make.make_place(),
        actor=member.user,
        department=member.department,
        kind="visit",
        visited_on=clock.today(),
        people=[member],
        content="看了活动室和厨房",
        **said,
    )


def under(activity):
    return activity.duty and (activity.duty.department.code, activity.duty.position)


def test_every_list_of_a_unit_names_a_clause_of_that_unit():
    lists = Checklist.objects.exclude(duty=None).select_related("duty")

    assert {each.code for each in lists if each.duty.department_id != each.department_id} == set()
    assert {each.code for each in Checklist.objects.filter(duty=None)} == {"GZ", "ZX"}


@pytest.mark.parametrize(("code", "position"), [("scj", 2), ("xfz", 1), ("wjw", 5), ("gaj", 1)])
def test_an_inspection_counts_for_the_clause_of_its_list(code, position):
    inspection = make.concluded(code=code)

    activity = Activity.objects.get(key=f"inspection:{inspection.pk}")
    assert under(activity) == (code, position)
    assert activity.done_on == inspection.held_on


def test_a_planned_or_cancelled_inspection_counts_for_nothing():
    make.plan()

    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("code", "clause"), [("mzj", ("mzj", 1)), ("flh", None), ("120114001", None)]
)
def test_a_visit_counts_for_the_units_clause_or_as_other_work(client, code, clause):
    visit = visited(code)

    activity = Activity.objects.get(key=f"visit:{visit.pk}")
    assert under(activity) == clause
    client.force_login(visit.recorded_by)
    page = client.get(Department.objects.get(code=code).get_absolute_url()).text
    assert activity.title in page
    assert ("本季度其他工作" in page) == (clause is None)


def test_a_new_version_of_a_list_discharges_the_same_clause():
    held = Checklist.objects.published().get(code="XF")

    draft = revise_checklist(held, actor=make.director("xfz"))
    publish_checklist(draft, actor=make.director("xfz"))

    assert Checklist.objects.published().get(code="XF").duty == held.duty


def test_the_matrix_no_longer_names_a_clause_that_was_discharged(client):
    make.concluded(code="xfz")
    client.force_login(make_member("mzj").user)

    idle = dict(client.get("/departments/").context["idle"])

    fire = Department.objects.get(code="xfz")
    assert [duty.position for duty in idle[fire]] == [2]
