"""A recheck (复查) looks at exactly what still fails, and decides what follows."""

from datetime import timedelta

import pytest

from departments.models import Reminder
from inspections.choices import (
    InspectionKind,
    InspectionStatus,
    ItemResult,
    ItemStatus,
    RectificationStatus,
    Signature,
)
from inspections.services.answer import save_answer, submit_rectification
from inspections.services.inspection import conclude_inspection, plan_recheck, tell_result
from inspections.services.judging import Judgement, judge_items
from inspections.services.order import order_from_verification
from inspections.services.rectification import (
    accept_answer,
    return_rectification,
    verify_rectification,
)
from registry.choices import Standing
from registry.models import Facility, Verification
from tests.inspections import factories as make
from tests.registry import acts
from tests.registry.factories import make_director, make_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("spring")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def found_wanting():
    """A facility found nonconforming on site, and the record that says so."""
    facility = make_facility()
    acts.find(facility)
    return facility, Verification.objects.get(facility=facility)


def test_a_recheck_contains_exactly_what_was_not_accepted():
    rectification = make.verdicts(make.submit(make.ordered(failed=(1, 2, 3))), refused=(2,))
    return_rectification(rectification, actor=make.officer())
    rectification = make.submit(rectification)

    recheck = plan_recheck(rectification, actor=make.officer(), held_on=clock.today())

    assert recheck.kind == InspectionKind.RECHECK
    assert [item.rectification_item.position for item in recheck.items.with_subjects()] == [2]
    assert recheck.checklist == rectification.inspection.checklist


def test_a_recheck_that_finds_all_in_order_closes_both():
    rectification = make.submit(make.ordered())
    recheck = plan_recheck(rectification, actor=make.officer(), held_on=clock.today())

    recheck = make.conclude(make.begin(recheck))
    recheck = tell_result(recheck, actor=make.officer(), told_on=clock.today())

    assert fresh(rectification).status == RectificationStatus.CLOSED
    assert fresh(rectification.inspection).status == InspectionStatus.CLOSED
    assert recheck.status == InspectionStatus.CLOSED
    assert not recheck.findings.exists()


def test_a_recheck_that_finds_one_wanting_sends_that_one_back():
    rectification = make.submit(make.ordered())
    recheck = plan_recheck(rectification, actor=make.officer(), held_on=clock.today())

    make.conclude(make.begin(recheck), failed=(2,))

    rectification = fresh(rectification)
    assert rectification.status == RectificationStatus.ORDERED
    assert [(item.position, item.status) for item in rectification.items.all()] == [
        (1, ItemStatus.ACCEPTED),
        (2, ItemStatus.REFUSED),
    ]


def test_what_a_recheck_did_not_look_at_is_judged_from_the_answer_that_was_handed_in():
    rectification = make.submit(make.ordered(), words="已更换灭火器")
    recheck = make.begin(plan_recheck(rectification, actor=make.officer(), held_on=clock.today()))
    first, second = recheck.items.all()
    seen = [
        Judgement(first.pk, first.version, ItemResult.FAILED, make.NOTE),
        Judgement(second.pk, second.version, ItemResult.NOT_CHECKED),
    ]
    judge_items(recheck, seen, actor=make.officer())
    conclude_inspection(recheck, actor=make.officer(), signature=Signature.SIGNED)

    rectification = make.verdicts(make.submit(fresh(rectification)))

    assert fresh(verify_rectification(rectification, actor=make.officer())).closed_at
    assert list(rectification.items.get(position=2).answers.values_list("round", "verdict")) == [
        (1, "accepted")
    ]


def test_a_rectification_cannot_close_while_an_item_is_open():
    rectification = make.verdicts(make.submit(make.ordered()), refused=(1,))

    with pytest.raises(DomainError, match="还有 1 项没有改好，不能销号。"):
        verify_rectification(rectification, actor=make.officer())


def test_the_last_item_closes_the_inspection_it_came_from():
    rectification = make.verdicts(make.submit(make.ordered()))

    verify_rectification(rectification, actor=make.officer())

    assert fresh(rectification.inspection).status == InspectionStatus.CLOSED
    assert not Reminder.objects.open().filter(key__contains=str(rectification.pk)).exists()


def test_reasons_of_a_nonconformity_become_items_in_one_step_and_the_standing_stays():
    facility, verification = found_wanting()
    officer = make_director()
    assert Reminder.objects.open().filter(kind="follow_up").count() == 1

    rectification = order_from_verification(
        verification, actor=officer, due_on=clock.today() + timedelta(days=20)
    )

    assert [(item.sentence, item.basis) for item in rectification.items.all()] == acts.REASONS
    assert rectification.papers.count() == 1
    assert not Reminder.objects.open().filter(kind="follow_up").exists()
    with pytest.raises(DomainError, match="不用再办"):
        order_from_verification(
            verification, actor=officer, due_on=clock.today() + timedelta(days=20)
        )

    for item in rectification.items.all():
        save_answer(item, actor=make.operator(facility), words="已扩建")
    submit_rectification(rectification, actor=make.operator(facility))
    item = rectification.items.get()
    accept_answer(item, actor=officer, version=item.version)
    verify_rectification(rectification, actor=officer)

    assert Facility.objects.get(pk=facility.pk).standing == Standing.NONCONFORMING
    asked = Reminder.objects.open().get(kind="verification", department__code="wjw")
    assert asked.body == "整改事项已全部销号，请再次到现场核实；备案状态不会自动改变"
