"""An inspection (行政检查): who, by which list, how often, and when it is over."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from departments.choices import MemberRole
from departments.models import Department, Member
from inspections.choices import InspectionKind, InspectionStatus
from inspections.models import Checklist, Inspection
from inspections.services.checklist import publish_checklist, revise_checklist
from inspections.services.closing import close_when_settled
from inspections.services.finding import correct_on_the_spot
from inspections.services.inspection import (
    cancel_inspection,
    close_inspection,
    plan_inspection,
    tell_result,
)
from tests.departments.factories import make_member
from tests.inspections import factories as make
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("spring")

WITHOUT_POWER = ["czj", "zwb", "flh", "lxh", "120114001"]


@pytest.mark.parametrize("code", WITHOUT_POWER)
def test_a_unit_without_power_cannot_plan_an_inspection(code):
    member = make_member(code, enforcement_certificate="12011401")

    with pytest.raises(PermissionDenied):
        plan_inspection(
            make.make_place(),
            actor=member.user,
            department=member.department,
            kind=InspectionKind.ROUTINE,
            checklist=Checklist.objects.get(code="ZX"),
            held_on=clock.today(),
            source="巡查",
        )

    assert Inspection.objects.count() == 0


def test_an_officer_cannot_plan_for_another_unit():
    officer = make.officer("scj")

    with pytest.raises(PermissionDenied):
        plan_inspection(
            make.make_place(),
            actor=officer,
            department=Department.objects.get(code="xfz"),
            kind=InspectionKind.ROUTINE,
            checklist=Checklist.objects.get(code="XF"),
            held_on=clock.today(),
            source="年度检查计划",
        )


def test_an_inspection_takes_every_item_of_the_published_list():
    inspection = make.plan()

    assert [item.code for item in inspection.items.with_subjects()] == [
        f"SC{number:02d}" for number in range(1, 15)
    ]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (lambda two: [], "行政检查人员不得少于2人，且须填写执法证号。"),
        (lambda two: two[:1], "行政检查人员不得少于2人，且须填写执法证号。"),
        (lambda two: [two[0], two[0]], "行政检查人员不得少于2人，且须填写执法证号。"),
        (
            lambda two: [two[0], make_member("scj")],
            "在检查当天没有本单位有效的执法证号，不能作为检查人员。",
        ),
        (
            lambda two: [
                two[0],
                make_member(
                    "scj",
                    enforcement_certificate="1",
                    certificate_until=clock.today() - timedelta(days=1),
                ),
            ],
            "在检查当天没有本单位有效的执法证号，不能作为检查人员。",
        ),
        (
            lambda two: [two[0], make_member("xfz", enforcement_certificate="1")],
            "在检查当天没有本单位有效的执法证号，不能作为检查人员。",
        ),
    ],
)
def test_an_inspection_begins_only_with_two_certified_officers(chosen, sentence):
    inspection = make.plan()

    with pytest.raises(DomainError, match=sentence):
        make.begin_inspection(
            inspection,
            actor=make.officer(),
            officers=chosen(make.officers()),
            approval_number="审〔2026〕1号",
            notice_number="通〔2026〕1号",
        )

    inspection.refresh_from_db()
    assert inspection.status == InspectionStatus.PLANNED


@pytest.mark.parametrize(
    "numbers",
    [
        {"approval_number": "", "notice_number": "通1"},
        {"approval_number": "审1", "notice_number": ""},
        {"approval_number": "  ", "notice_number": "", "notice_exemption": "核查投诉"},
    ],
)
def test_approval_and_notice_numbers_are_demanded(numbers):
    with pytest.raises(DomainError, match="请填写检查审批表和通知书编号。"):
        make.begin(make.plan(), **numbers)


def test_a_notice_may_be_left_out_with_a_reason():
    inspection = make.begin(make.plan(), notice_number="", notice_exemption="投诉举报核查")

    assert inspection.status == InspectionStatus.UNDER_WAY


def test_the_certificate_stays_as_it_was_on_the_day():
    inspection = make.begin(make.plan())
    before = [each.certificate for each in inspection.inspectors.all()]

    Member.objects.update(enforcement_certificate="")

    assert [each.certificate for each in inspection.inspectors.all()] == before


def test_a_clean_inspection_closes_when_the_result_is_told():
    inspection = tell_result(make.concluded(), actor=make.officer(), told_on=clock.today())

    assert inspection.status == InspectionStatus.CLOSED


def test_the_result_is_told_only_when_every_finding_is_dealt_with():
    inspection = make.concluded(failed=(1,))

    with pytest.raises(DomainError, match="还有 1 个问题没有处理"):
        tell_result(inspection, actor=make.officer(), told_on=clock.today())


@pytest.mark.parametrize("days", [-1, 1])
def test_the_result_is_told_between_the_inspection_and_today(days):
    with pytest.raises(DomainError, match="结果告知日期应当在检查当天至今天之间。"):
        tell_result(
            make.concluded(),
            actor=make.officer(),
            told_on=clock.today() + timedelta(days=days),
        )


def test_what_is_corrected_on_the_spot_holds_nothing_up():
    inspection = make.concluded(failed=(1,))
    correct_on_the_spot(inspection.findings.get(), actor=make.officer(), note="当场更换")

    inspection = tell_result(inspection, actor=make.officer(), told_on=clock.today())

    assert inspection.status == InspectionStatus.CLOSED


def test_an_inspection_cannot_close_while_an_item_is_open():
    rectification = make.ordered(failed=(1,))
    inspection = rectification.inspection

    with pytest.raises(DomainError, match="还有 1 个问题没有了结，不能办结。"):
        close_inspection(inspection, actor=make.officer())
    assert close_when_settled(inspection).status == InspectionStatus.TOLD


def test_a_list_revised_meanwhile_leaves_the_inspection_its_version():
    inspection = make.begin(make.plan())
    draft = revise_checklist(inspection.checklist, actor=make.officer())
    publish_checklist(draft, actor=make.director())

    inspection.refresh_from_db()
    assert (inspection.checklist.version, inspection.checklist.status) == (1, "retired")
    assert make.conclude(inspection).status == InspectionStatus.CONCLUDED
    assert make.plan().checklist.version == 2


def test_a_list_that_is_no_longer_published_starts_no_inspection():
    old = Checklist.objects.get(code="SC")
    publish_checklist(revise_checklist(old, actor=make.officer()), actor=make.director())
    old.refresh_from_db()

    with pytest.raises(DomainError, match="检查事项未公布，不得实施。"):
        plan_inspection(
            make.make_place(),
            actor=make.officer(),
            department=old.department,
            kind=InspectionKind.ROUTINE,
            checklist=old,
            held_on=clock.today(),
            source="年度检查计划",
        )


def test_a_liaison_reads_and_does_not_act():
    liaison = make_member("scj", MemberRole.LIAISON, enforcement_certificate="1").user

    with pytest.raises(PermissionDenied):
        cancel_inspection(make.plan(), actor=liaison, note="不去了")
