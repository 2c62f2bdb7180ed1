"""Who is offered which act, in each state (角色与动作)."""

import pytest

from departments.choices import MemberRole
from inspections.choices import (
    InspectionAction as IA,
)
from inspections.choices import (
    InspectionStatus,
    RectificationStatus,
)
from inspections.choices import (
    RectificationAction as RA,
)
from inspections.models import Inspection, Rectification
from inspections.permissions import can_inspect, can_visit
from inspections.services.inspection import cancel_inspection, tell_result
from inspections.services.rectification import verify_rectification
from inspections.workflow import (
    available_inspection_actions,
    available_rectification_actions,
)
from tests.departments.factories import make_member
from tests.inspections import factories as make
from wuqing_tuoyu import clock

pytestmark = pytest.mark.usefixtures("spring")


@pytest.mark.parametrize(
    ("code", "role", "inspects", "visits"),
    [
        ("scj", MemberRole.OFFICER, True, True),
        ("scj", MemberRole.DIRECTOR, True, True),
        ("scj", MemberRole.LIAISON, False, False),
        ("wjw", MemberRole.OFFICER, True, True),
        ("jyj", MemberRole.OFFICER, True, True),
        ("czj", MemberRole.OFFICER, False, True),
        ("flh", MemberRole.DIRECTOR, False, True),
        ("120114001", MemberRole.OFFICER, False, True),
        ("lxh", MemberRole.OFFICER, False, False),
        ("lxh", MemberRole.DIRECTOR, False, False),
    ],
)
def test_units_with_power_inspect_and_all_but_the_conference_office_visit(
    code, role, inspects, visits
):
    user = make_member(code, role).user

    assert (can_inspect(user), can_visit(user)) == (inspects, visits)


def test_an_operator_neither_inspects_nor_visits():
    user = make.operator(make.make_place())

    assert (can_inspect(user), can_visit(user)) == (False, False)


def in_state(status) -> Inspection:
    if status == InspectionStatus.PLANNED:
        return make.plan()
    if status == InspectionStatus.CANCELLED:
        return cancel_inspection(make.plan(), actor=make.officer(), note="停业")
    if status == InspectionStatus.UNDER_WAY:
        return make.begin(make.plan())
    if status == InspectionStatus.CONCLUDED:
        return make.concluded()
    if status == InspectionStatus.CLOSED:
        return tell_result(make.concluded(), actor=make.officer(), told_on=clock.today())
    return Inspection.objects.get(pk=make.ordered().inspection_id)


@pytest.mark.parametrize(
    ("status", "officer"),
    [
        (InspectionStatus.PLANNED, [IA.BEGIN, IA.CANCEL]),
        (InspectionStatus.UNDER_WAY, [IA.CONCLUDE, IA.CANCEL]),
        (InspectionStatus.CONCLUDED, [IA.TELL]),
        (InspectionStatus.TOLD, [IA.CLOSE, IA.PUBLISH]),
        (InspectionStatus.CLOSED, [IA.PUBLISH]),
        (InspectionStatus.CANCELLED, []),
    ],
)
def test_each_role_is_offered_exactly_these_acts_on_an_inspection(status, officer):
    inspection = in_state(status)

    def offered(user):
        return available_inspection_actions(inspection, user)

    assert inspection.status == status
    assert offered(make.officer()) == officer
    withdraws = [IA.WITHDRAW, IA.TAKE_DOWN] if IA.PUBLISH in officer else []
    assert offered(make.director()) == officer + withdraws
    strangers = [
        make.officer("xfz"),
        make.officer("wjw"),
        make_member("scj", MemberRole.LIAISON).user,
        make_member("lxh").user,
        make_member("120114001").user,
    ]
    assert [offered(user) for user in strangers] == [[]] * len(strangers)
    answers = [IA.RESPOND, IA.RETRACT] if IA.PUBLISH in officer else []
    assert offered(make.operator(inspection)) == answers


def rectification_in(status) -> Rectification:
    rectification = make.ordered()
    if status == RectificationStatus.ORDERED:
        return rectification
    rectification = make.submit(rectification)
    if status == RectificationStatus.SUBMITTED:
        return rectification
    return verify_rectification(make.verdicts(rectification), actor=make.officer())


@pytest.mark.parametrize(
    ("status", "operator", "officer", "director"),
    [
        (RectificationStatus.ORDERED, [RA.SUBMIT], [RA.VERIFY], [RA.EXTEND, RA.VERIFY]),
        (RectificationStatus.SUBMITTED, [], [RA.RETURN, RA.VERIFY], [RA.RETURN, RA.VERIFY]),
        (RectificationStatus.CLOSED, [], [], []),
    ],
)
def test_each_role_is_offered_exactly_these_acts_on_a_rectification(
    status, operator, officer, director
):
    rectification = rectification_in(status)

    def offered(user):
        return available_rectification_actions(rectification, user)

    assert offered(make.operator(rectification)) == operator
    assert offered(make.officer()) == officer
    assert offered(make.director()) == director
    strangers = [
        make.officer("xfz"),
        make_member("lxh").user,
        make_member("120114001").user,
        make.operator(make.make_place()),
    ]
    assert [offered(user) for user in strangers] == [[]] * len(strangers)
