"""What units say while a filing is corrected, and whom the resubmission asks again."""

from datetime import date

import pytest

from departments.models import Department, Reminder
from registry.choices import DocumentKind, FilingStatus, ReviewAnswer, Section
from registry.models import Event, Notice
from registry.services.correction import (
    extend_correction,
)
from registry.services.editing import save_section
from registry.services.keys import correction_key
from registry.services.submission import answer_item
from tests.departments.factories import at
from tests.registry.acts import answer, fresh
from tests.registry.factories import (
    make_filing,
    make_officer,
    representative_of,
    send_for_correction,
    submit,
)
from tests.registry.test_correction_rules import corrected, refuse, return_
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

NO, FIX, YES = ReviewAnswer.INCONSISTENT, ReviewAnswer.NEEDS_CORRECTION, ReviewAnswer.CONSISTENT


def test_a_receipt_gate_no_of_a_later_round_may_be_told_too():
    filing = corrected(send_for_correction(make_filing()))
    answer(filing, "fire", NO)

    filing = return_(filing)

    assert filing.items.refused().get().document.kind == DocumentKind.FIRE_ACCEPTANCE


def test_a_late_word_of_a_unit_joins_the_notice_once_and_restarts_the_days():
    filing = send_for_correction(make_filing())

    with at(date(2026, 3, 6)):
        answer(filing, "fire", FIX, note="缺少附页。")
    filing = fresh(filing)
    with at(date(2026, 3, 9)):
        answer(filing, "fire", NO, note="地址也不一致。")

    assert filing.status == FilingStatus.RETURNED
    assert filing.correction_due_on == date(2026, 3, 20)
    assert fresh(filing).correction_due_on == date(2026, 3, 20)
    editions = Notice.objects.filter(filing=filing, kind="correction").order_by("edition")
    assert [notice.edition for notice in editions] == [1, 2]
    tags = [p.get("tag") for part in editions[1].content["parts"] for p in part["points"]]
    assert sorted(tag or "" for tag in tags) == ["", "新增"]
    assert Reminder.objects.get(key=correction_key(filing)).due_on == date(2026, 3, 20)


def test_the_notice_of_a_later_round_counts_its_own_editions():
    filing = send_for_correction(make_filing())
    with at(date(2026, 3, 6)):
        answer(filing, "fire", FIX, note="缺少附页。")
    with at(date(2026, 3, 9)):
        filing = corrected(fresh(filing))
    with at(date(2026, 3, 10)):
        filing = send_for_correction(filing)
    with at(date(2026, 3, 11)):
        answer(filing, "fire", FIX, note="还缺一页。")

    notices = Notice.objects.filter(filing=filing, kind="correction").order_by("id")
    assert [notice.edition for notice in notices] == [1, 2, 1, 2]
    numbers = [notice.content["number"] for notice in notices]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_a_late_word_about_a_paper_the_officer_refused_keeps_both_reasons():
    filing = send_for_correction(make_filing(), refused=(DocumentKind.FIRE_ACCEPTANCE,))

    answer(filing, "fire", FIX, note="缺少附页。")

    reason = filing.items.refused().get().reason
    assert "请换一份清楚的。" in reason
    assert "缺少附页。" in reason
    assert Notice.objects.filter(filing=filing, kind="correction").count() == 2


def test_a_unit_that_finds_nothing_wrong_while_the_operator_corrects_adds_nothing():
    filing = send_for_correction(make_filing())

    answer(filing, "fire", YES)

    assert filing.items.get(document__kind=DocumentKind.FIRE_ACCEPTANCE).verdict == "accepted"
    assert Notice.objects.filter(filing=filing, kind="correction").count() == 1


def test_a_late_word_after_an_extension_never_takes_days_away():
    filing = extend_correction(
        send_for_correction(make_filing()), actor=make_officer(), note="检测报告要等两周"
    )
    assert filing.correction_due_on == date(2026, 3, 30)

    answer(filing, "fire", FIX)

    assert fresh(filing).correction_due_on == date(2026, 3, 30)
    with pytest.raises(DomainError, match="已经延长过一次"):
        extend_correction(fresh(filing), actor=make_officer(), note="再延长")


def test_an_explanation_brings_the_item_back_and_the_unit_is_asked_again():
    filing = make_filing()
    answer(filing, "fire", NO)
    filing = return_(filing)
    item = filing.items.refused().get()
    answer_item(item, actor=representative_of(filing), answer="地址是新门牌号，附证明。")

    filing = submit(fresh(filing))

    review = filing.reviews.get(subject="fire")
    assert (review.status, review.answer, review.round) == ("open", "", 2)
    assert filing.items.pending().get(document__kind=DocumentKind.FIRE_ACCEPTANCE).previous == item
    assert Event.objects.filter(review=review).order_by("id").last().action == "reopen"


def test_units_whose_paper_and_facts_did_not_change_are_not_asked_again():
    filing = make_filing()
    for subject in ("registration", "fire", "food", "security"):
        answer(filing, subject, YES)
    refuse(filing, section=Section.SAFETY)
    filing = return_(filing)
    item = filing.items.refused().get()
    answer_item(item, actor=representative_of(filing), answer="监控已覆盖，见平面图。")

    filing = submit(fresh(filing))

    answered = filing.reviews.answered().values_list("subject", flat=True)
    assert set(answered) == {"registration", "fire", "food", "security"}


def test_a_site_that_lies_elsewhere_after_all_is_asked_about_there_alone():
    filing = make_filing()
    first, second = Department.objects.townships()[:2]
    answer(filing, "fire", YES)
    filing = send_for_correction(filing, refused=(Section.IDENTITY,))
    save_section(
        filing, Section.IDENTITY, actor=representative_of(filing), values={"township_id": second.pk}
    )

    filing = submit(fresh(filing))

    asked = filing.reviews.filter(subject="township").order_by("opened_at")
    assert [(each.department, each.status) for each in asked] == [
        (first, "not_needed"),
        (second, "open"),
    ]
    assert filing.reviews.get(subject="fire").answer == YES
