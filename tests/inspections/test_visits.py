"""Visits (走访) advise, referrals (移送) hand on: no order follows from a visit."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from departments.models import Department, Reminder
from inspections.choices import (
    Disposition,
    InspectionStatus,
    ItemResult,
    ReferralKind,
    ReferralStatus,
)
from inspections.models import Inspection, Rectification, Referral, Visit
from inspections.services.inspection import tell_result
from inspections.services.referral import accept_referral, refer, return_referral
from inspections.services.visit import checklist_for_visits, record_visit
from tests.departments.factories import make_member
from tests.inspections import factories as make
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("spring")


def unit(code):
    return Department.objects.get(code=code)


def visit(code="120114001", *, failed=(), member=None, **facts):
    member = member or make_member(code)
    checklist = checklist_for_visits(member.department)
    items = checklist.items.all() if checklist else []
    facts = {
        "kind": "patrol",
        "visited_on": clock.today(),
        "people": [member],
        "content": "看了通道和门卫",
        "checklist": checklist,
        "results": {
            item.pk: (ItemResult.FAILED, "通道堆物")
            if item.position in failed
            else (ItemResult.CONFORMING, "")
            for item in items
        },
    } | facts
    place = facts.pop("facility", None) or make.make_place()
    return record_visit(place, actor=member.user, department=member.department, **facts)


def hand(source, *, actor, to="xfz", kind=ReferralKind.FAILED_ITEMS, items=(), note="请处理"):
    return refer(source, actor=actor, kind=kind, to_department=unit(to), note=note, items=items)


def test_a_township_goes_by_the_townships_list():
    recorded = visit(failed=(4,))

    assert recorded.checklist.code == "ZX"
    assert [(item.checklist_item.code, item.note) for item in recorded.items.failed()] == [
        ("ZX04", "通道堆物")
    ]


def test_the_conference_office_logs_no_visit():
    with pytest.raises(PermissionDenied):
        visit("lxh")

    assert Visit.objects.count() == 0


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"visited_on": "tomorrow"}, "走访日期不能晚于今天。"),
        ({"people": []}, "请选择走访人员。"),
        ({"content": " "}, "请写明走访内容"),
    ],
)
def test_a_visit_says_when_who_and_what(facts, sentence):
    if facts.get("visited_on"):
        facts = {"visited_on": clock.today() + timedelta(days=1)}

    with pytest.raises(DomainError, match=sentence):
        visit(**facts)


def test_people_of_another_unit_are_refused():
    with pytest.raises(DomainError, match="走访人员应当是本单位的成员。"):
        visit(people=[make_member("scj")])


def test_what_failed_goes_to_a_unit_with_power_once():
    recorded = visit(failed=(4, 5))
    actor = recorded.recorded_by
    first, second = recorded.items.failed()

    referral = hand(recorded, actor=actor, items=[first.pk])

    assert (referral.from_department.code, referral.to_department.code) == ("120114001", "xfz")
    assert Reminder.objects.open().get(kind="referral").department.code == "xfz"
    with pytest.raises(DomainError, match="有的事项已经移送"):
        hand(recorded, actor=actor, items=[first.pk, second.pk])


def test_nothing_is_handed_to_a_unit_without_power():
    recorded = visit(failed=(4,))

    with pytest.raises(DomainError, match="没有检查权"):
        hand(
            recorded,
            actor=recorded.recorded_by,
            to="czj",
            items=[recorded.items.failed().get().pk],
        )


def test_abuse_goes_to_the_police_at_once_and_nowhere_else():
    recorded = visit()
    actor = recorded.recorded_by

    with pytest.raises(DomainError, match="应当立即移送公安武清分局"):
        hand(recorded, actor=actor, to="jyj", kind=ReferralKind.ABUSE)
    hand(recorded, actor=actor, to="gaj", kind=ReferralKind.ABUSE)

    reminder = Reminder.objects.open().get(kind="urgent_referral")
    assert (reminder.department.code, reminder.due_on) == ("gaj", clock.today())


def test_whoever_was_on_the_visit_is_not_the_only_one_who_may_refer_but_strangers_may_not():
    recorded = visit(failed=(4,))

    with pytest.raises(PermissionDenied):
        hand(recorded, actor=make.officer("scj"), items=[recorded.items.failed().get().pk])


def test_only_the_receiving_unit_answers_and_only_once():
    recorded = visit(failed=(4,))
    referral = hand(recorded, actor=recorded.recorded_by, items=[recorded.items.failed().get().pk])

    for stranger in (recorded.recorded_by, make.officer("scj"), make_member("lxh").user):
        with pytest.raises(PermissionDenied):
            accept_referral(referral, actor=stranger)
    accept_referral(referral, actor=make.officer("xfz"))
    with pytest.raises(DomainError, match="当前状态为“已接收”，不能退回。"):
        return_referral(referral, actor=make.officer("xfz"), note="不归我们管")


def test_what_is_returned_may_be_handed_to_somebody_else():
    recorded = visit(failed=(4,))
    item = recorded.items.failed().get()
    referral = hand(recorded, actor=recorded.recorded_by, items=[item.pk])

    with pytest.raises(DomainError, match="请写明退回的理由"):
        return_referral(referral, actor=make.officer("xfz"), note="")
    return_referral(referral, actor=make.officer("xfz"), note="应由住建处理")

    hand(recorded, actor=recorded.recorded_by, to="zjw", items=[item.pk])
    assert Referral.objects.filter(status=ReferralStatus.OPEN).count() == 1


def test_a_finding_that_is_taken_over_lets_the_inspection_close():
    inspection = make.concluded(failed=(1,))
    finding = inspection.findings.get()
    referral = hand(inspection, actor=make.officer(), items=[finding.pk])
    told = tell_result(inspection, actor=make.officer(), told_on=clock.today())
    assert told.status == InspectionStatus.TOLD

    accept_referral(referral, actor=make.officer("xfz"))

    assert Inspection.objects.get(pk=inspection.pk).status == InspectionStatus.CLOSED


def test_a_finding_that_comes_back_waits_again():
    inspection = make.concluded(failed=(1,))
    finding = inspection.findings.get()
    referral = hand(inspection, actor=make.officer(), items=[finding.pk])

    return_referral(referral, actor=make.officer("xfz"), note="不归我们管")

    finding.refresh_from_db()
    assert finding.disposition == Disposition.PENDING


def test_a_rectification_moves_with_its_reminders_when_the_other_unit_accepts():
    rectification = make.ordered()
    referral = hand(rectification, actor=make.officer(), to="jyj", kind=ReferralKind.OVER_THREES)
    assert Rectification.objects.get(pk=rectification.pk).department.code == "scj"

    accept_referral(referral, actor=make.officer("jyj"))

    rectification = Rectification.objects.get(pk=rectification.pk)
    reminder = Reminder.objects.open().get(kind="rectification")
    assert (rectification.department.code, reminder.department.code) == ("jyj", "jyj")
    rectification = make.verdicts(make.submit(rectification))
    assert rectification.items.unaccepted().count() == 0


def test_a_rectification_is_handed_to_one_unit_at_a_time():
    rectification = make.ordered()
    hand(rectification, actor=make.officer(), to="jyj", kind=ReferralKind.OVER_THREES)

    with pytest.raises(DomainError, match="正在等待其他单位接收"):
        hand(rectification, actor=make.officer(), to="xfz", kind=ReferralKind.OTHER)
