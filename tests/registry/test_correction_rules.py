"""One notice of everything, answered item by item; extended once, added to once, or lapsed."""

from datetime import date, timedelta

import pytest

from departments.choices import ReminderKind
from departments.models import Reminder
from registry.choices import DocumentKind, FilingStatus, ReviewAnswer, Section
from registry.models import Notice
from registry.services.correction import (
    extend_correction,
    lapse_filing,
    return_filing,
    withdraw_filing,
)
from registry.services.digest import digest_of_filing
from registry.services.drafts import start_filing
from registry.services.handling import propose
from registry.services.judging import refuse_item
from registry.services.keys import correction_key, receipt_key, review_key, unfiled_key
from registry.services.submission import answer_item
from tests.departments.factories import at
from tests.registry.acts import answer, fresh, replace_refused
from tests.registry.factories import (
    judge_all,
    make_director,
    make_filing,
    make_officer,
    propose_outcome,
    representative_of,
    send_for_correction,
    sign,
    submit,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

NO, FIX, YES = ReviewAnswer.INCONSISTENT, ReviewAnswer.NEEDS_CORRECTION, ReviewAnswer.CONSISTENT
DUE = date(2026, 3, 16)


def return_(filing, *, actor=None, not_waiting="期限将到。"):
    filing = fresh(filing)
    return return_filing(
        filing,
        actor=actor or make_officer(),
        digest=digest_of_filing(filing),
        not_waiting=not_waiting,
    )


def refuse(filing, *, actor=None, **which):
    item = filing.items.current().select_related("filing").get(**which)
    return refuse_item(
        item, actor=actor or make_officer(), version=item.version, reason="请换一份清楚的。"
    )


def corrected(filing):
    """The operator replaces what was refused and hands in again."""
    replace_refused(filing)
    return submit(fresh(filing))


def test_all_refused_items_stand_in_one_notice_and_only_they_open():
    filing = send_for_correction(make_filing(), refused=(DocumentKind.PREMISES, Section.CLASSES))

    notice = Notice.objects.get(filing=filing, kind="correction")
    points = [point for part in notice.content["parts"] for point in part["points"]]
    assert {point["title"] for point in points} == {"场地证明", "班级与托位"}
    assert (notice.edition, filing.correction_due_on) == (1, DUE)
    assert (filing.receipt_due_on, filing.verification_due_on) == (None, None)
    assert Reminder.objects.get(key=receipt_key(filing)).closed_at is not None
    reminder = Reminder.objects.get(key=correction_key(filing))
    assert (reminder.due_on, list(reminder.addressees.all())) == (DUE, [representative_of(filing)])


def test_what_was_submitted_stays_as_it_was_and_the_correction_works_on_a_clone():
    filing = make_filing()
    handed_in = filing.declaration

    filing = send_for_correction(filing)

    assert filing.declaration.version == handed_in.version + 1
    assert (filing.declaration.is_frozen, handed_in.is_frozen) == (False, True)
    numbers = list(handed_in.class_groups.values_list("class_no", flat=True))
    assert list(filing.declaration.class_groups.values_list("class_no", flat=True)) == numbers


def test_nothing_refused_is_nothing_to_return():
    filing = make_filing()
    judge_all(filing, actor=make_officer())

    with pytest.raises(DomainError, match="还没有不通过的项目"):
        return_(filing)


def test_units_that_may_still_answer_are_waited_for_or_the_officer_says_why_not():
    filing = make_filing()
    refuse(filing, document__kind=DocumentKind.PREMISES)

    with pytest.raises(DomainError, match=r"核验还没有到期.*请等待答复，或者写明不等待的理由"):
        return_(filing, not_waiting=" ")
    with at(date(2026, 3, 5)):
        assert return_(filing, not_waiting="").status == FilingStatus.RETURNED


def test_the_director_returns_what_lies_before_them_and_the_officer_does_not():
    filing = propose_outcome(make_filing())
    answer(filing, "fire", NO)

    filing = return_(filing, actor=make_director())

    assert filing.status == FilingStatus.RETURNED
    assert (filing.proposed_by, filing.proposed_at, filing.proposed_outcome) == (None, None, "")
    assert not filing.reviews.exclude(overruling_requested="").exists()


def test_a_later_round_may_only_return_what_was_not_cured_or_has_changed():
    filing = corrected(send_for_correction(make_filing()))
    refuse(filing, document__kind=DocumentKind.FLOOR_PLAN)

    with pytest.raises(DomainError, match="“场所平面布局图”在上一次告知时没有提出"):
        return_(filing)


def test_what_was_cured_in_the_second_round_cannot_be_refused_in_the_third():
    both = (DocumentKind.PREMISES, DocumentKind.FLOOR_PLAN)
    filing = corrected(send_for_correction(make_filing(), refused=both))
    filing = corrected(send_for_correction(filing, refused=(DocumentKind.PREMISES,)))
    refuse(filing, document__kind=DocumentKind.FLOOR_PLAN)

    with pytest.raises(DomainError, match="“场所平面布局图”在上一次告知时没有提出"):
        return_(filing)


def test_what_was_not_cured_may_be_returned_again_and_again():
    filing = make_filing()
    for round_ in (1, 2, 3):
        filing = send_for_correction(filing)
        assert filing.items.refused().get().round == round_
        filing = corrected(filing)

    assert (filing.round, filing.items.refused().count()) == (4, 0)
    assert Notice.objects.filter(filing=filing, kind="correction").count() == 3
    assert filing.items.filter(document__kind=DocumentKind.PREMISES).count() == 4


def test_extending_needs_a_reason_and_happens_once():
    filing = send_for_correction(make_filing())

    with pytest.raises(DomainError, match="请写明延长补正期限的理由"):
        extend_correction(filing, actor=make_officer(), note=" ")
    filing = extend_correction(filing, actor=make_officer(), note="检测报告要等两周")

    assert (filing.correction_due_on, filing.correction_extended) == (date(2026, 3, 30), True)
    with pytest.raises(DomainError, match="已经延长过一次"):
        extend_correction(filing, actor=make_officer(), note="再延长")


def test_lapsing_waits_until_the_day_is_over():
    filing = send_for_correction(make_filing())

    with at(DUE), pytest.raises(DomainError, match="补正期限还没有届满"):
        lapse_filing(filing, actor=make_officer())
    with at(DUE + timedelta(days=1)):
        filing = lapse_filing(filing, actor=make_officer())

    assert filing.status == FilingStatus.LAPSED
    assert Notice.objects.filter(filing=filing, kind="lapse").count() == 1
    assert not filing.reviews.open().exists()
    assert Reminder.objects.get(key=correction_key(filing)).closed_at is not None


@pytest.mark.parametrize(
    "status", [FilingStatus.DECLINED, FilingStatus.WITHDRAWN, FilingStatus.LAPSED]
)
def test_what_ended_without_receipt_is_registered_and_not_filed_until_filed_anew(status):
    filing = make_filing(status)
    facility = filing.facility
    reminders = Reminder.objects.filter(key__startswith=unfiled_key(facility))

    assert {r.department.code for r in reminders.open()} == {"wjw", "120114001"}
    assert {r.kind for r in reminders} == {ReminderKind.UNFILED}

    accepted = set(facility.documents.exclude(accepted_at=None).values_list("pk", flat=True))
    new = start_filing(facility.operator, actor=representative_of(filing), facility=facility)
    assert new.declaration.name == filing.declaration.name
    assert new.declaration.class_groups.count() == filing.declaration.class_groups.count()
    new = submit(new)

    assert not reminders.open().exists()
    carried = new.items.filter(document__in=accepted)
    assert set(carried.values_list("verdict", flat=True)) <= {"accepted"}
    assert carried.count() == facility.documents.filter(pk__in=accepted, staff_member=None).count()
    assert new.items.filter(staff_member=None).exclude(section="").count() == len(Section)
    assert sign(propose_outcome(new)).status == FilingStatus.RECORDED


def test_withdrawing_ends_what_was_asked_of_everybody():
    filing = withdraw_filing(make_filing(), actor=None)

    assert filing.decided_at is not None
    assert not filing.reviews.open().exists()
    keys = [receipt_key(filing), *(review_key(review) for review in filing.reviews.all())]
    assert not Reminder.objects.open().filter(key__in=keys).exists()


def test_what_is_proposed_cannot_be_withdrawn():
    filing = propose_outcome(make_filing())

    with pytest.raises(DomainError, match="当前状态为“待签发”，不能撤回。"):
        withdraw_filing(filing, actor=representative_of(filing))


def test_only_a_refused_item_of_a_returned_filing_is_explained():
    filing = send_for_correction(make_filing())
    accepted = filing.items.accepted().first()

    with pytest.raises(DomainError, match="现在不需要说明"):
        answer_item(accepted, actor=representative_of(filing), answer="说明")


def test_still_incomplete_after_correction_is_a_ground_to_decline():
    filing = corrected(send_for_correction(make_filing()))
    judge_all(filing, actor=make_officer(), refused=(DocumentKind.PREMISES,))
    said = {"outcome": "decline", "ground": "still_incomplete", "note": "合同仍缺签字页。"}

    filing = fresh(filing)
    filing = propose(filing, actor=make_officer(), digest=digest_of_filing(filing), **said)

    assert filing.status == FilingStatus.PROPOSED
