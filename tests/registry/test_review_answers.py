"""A unit's word: a verdict on its paper, corrected until the verification, late, overruled."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from departments.choices import ReminderKind
from departments.models import Activity, Reminder
from registry.choices import (
    DocumentKind,
    FilingStatus,
    ItemVerdict,
    NoticeKind,
    ReviewAnswer,
    ReviewStatus,
)
from registry.models import Document, Filing
from registry.services.digest import digest_of_facility
from registry.services.keys import correction_key, late_no_key, review_key
from registry.services.review import answer_review
from registry.services.standing import verify_facility
from registry.services.submission import answer_item
from registry.services.verification import points_to_verify, record_verification
from tests.departments.factories import at, make_member
from tests.registry.factories import (
    make_director,
    make_facility,
    make_filing,
    make_officer,
    representative_of,
    send_for_correction,
    submit,
)
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

YES, NO, FIX = ReviewAnswer.CONSISTENT, ReviewAnswer.INCONSISTENT, ReviewAnswer.NEEDS_CORRECTION


def the_review(filing, subject="fire"):
    return filing.reviews.select_related("department").get(subject=subject)


def the_item(filing, kind=DocumentKind.FIRE_ACCEPTANCE):
    return filing.items.current().get(document__kind=kind)


def answer(review, word, note="地址与申报的不一致。", *, actor=None):
    actor = actor or make_officer(review.department.code)
    version = type(review).objects.get(pk=review.pk).version
    said = "" if word == YES else note
    return answer_review(review, actor=actor, answer=word, note=said, version=version)


@pytest.mark.parametrize(
    ("word", "verdict"),
    [(YES, ItemVerdict.ACCEPTED), (NO, ItemVerdict.REFUSED), (FIX, ItemVerdict.REFUSED)],
)
def test_an_answer_on_its_paper_is_the_verdict_on_that_item(word, verdict):
    filing = make_filing()

    review = answer(the_review(filing), word)

    assert review.status == ReviewStatus.ANSWERED
    assert the_item(filing).verdict == verdict
    assert Reminder.objects.get(key=review_key(review)).closed_at is not None
    assert Activity.objects.get().title == (
        f"核验{filing.facility}的消防验收文书：{ReviewAnswer(word).label}"
    )


@pytest.mark.parametrize("word", [NO, FIX])
def test_a_no_says_why(word):
    review = the_review(make_filing())

    with pytest.raises(DomainError, match="请写明原因"):
        answer(review, word, note="  ")


def test_only_the_unit_that_was_asked_may_answer():
    review = the_review(make_filing())

    for stranger in (make_officer("gaj"), make_officer(), make_director()):
        with pytest.raises(PermissionDenied):
            answer(review, YES, actor=stranger)


def test_an_answer_to_an_older_screen_is_refused():
    review = the_review(make_filing())
    officer, seen = make_officer("zjw"), review.version
    answer_review(review, actor=officer, answer=YES, version=seen)

    with pytest.raises(DomainError, match="同事刚刚更新"):
        answer_review(review, actor=officer, answer=NO, note="改了", version=seen)


def test_an_answer_may_be_corrected_until_the_facility_is_verified():
    facility = make_facility()
    review = answer(the_review(facility.filings.get()), NO)
    officer = review.answered_by
    answer(review, YES, actor=officer)
    assert [event.answer for event in review.events.order_by("id")] == [NO, YES]

    verify(facility)

    with pytest.raises(DomainError, match="已经办结，答复不能再改"):
        answer(review, NO, actor=officer)


def verify(facility):
    """Two officers go and find everything in order."""
    members = [make_member("wjw", enforcement_certificate=f"津执{number}") for number in range(2)]
    verification = record_verification(
        facility,
        actor=members[0].user,
        visited_on=clock.today(),
        result="conforming",
        officers=members,
        items={point.key: (True, "") for point in points_to_verify(facility)},
    )
    facility.refresh_from_db()
    return verify_facility(
        facility,
        actor=members[0].user,
        verification=verification,
        digest=digest_of_facility(facility),
    )


def test_the_verification_ends_what_is_still_open():
    facility = make_facility()

    verify(facility)

    statuses = set(facility.filings.get().reviews.values_list("status", flat=True))
    assert statuses == {ReviewStatus.NOT_NEEDED}
    assert not Reminder.objects.open().filter(key__startswith="review:").exists()


def doubts(facility):
    return [point.review for point in points_to_verify(facility) if point.review]


def test_a_no_after_the_receipt_reminds_at_once():
    facility = make_facility()
    filing = facility.filings.get()

    review = answer(the_review(filing), NO)

    reminder = Reminder.objects.open().get(key=late_no_key(review))
    assert reminder.kind == ReminderKind.LATE_NO
    assert (reminder.department.code, reminder.handler) == ("wjw", filing.officer)
    assert doubts(facility) == [review]


def test_a_no_that_becomes_a_yes_closes_its_reminder():
    review = answer(the_review(make_facility().filings.get()), NO)

    answer(review, YES, actor=review.answered_by)

    assert Reminder.objects.get(key=late_no_key(review)).closed_at is not None


def test_a_late_no_joins_the_notice_once_and_restarts_the_days():
    with at(date(2026, 3, 2)):
        filing = send_for_correction(make_filing())
    review, before = the_review(filing), filing.correction_due_on

    with at(date(2026, 3, 9)):
        review = answer(review, FIX, "请换成验收意见书。")
        once = Filing.objects.get(pk=filing.pk).correction_due_on
    with at(date(2026, 3, 16)):
        answer(review, FIX, "请换成清楚的验收意见书。", actor=review.answered_by)

    filing = Filing.objects.get(pk=filing.pk)
    notices = filing.notices.filter(kind=NoticeKind.CORRECTION).order_by("edition")
    assert [notice.edition for notice in notices] == [1, 2]
    assert (before, once) == (date(2026, 3, 16), date(2026, 3, 23))
    assert filing.correction_due_on == once
    assert filing.status == FilingStatus.RETURNED
    assert Reminder.objects.get(key=correction_key(filing)).due_on == once


def resubmit(filing, kind=DocumentKind.PREMISES):
    """The operator puts new papers in the place of the refused ones and hands in again."""
    for item in filing.items.refused().with_subjects():
        old = item.document
        renewed = Document.objects.create(
            facility=filing.facility,
            kind=old.kind,
            supersedes=old,
            number="新",
            issuer=old.issuer,
            issued_on=old.issued_on,
            fire_kind=old.fire_kind,
            conclusion=old.conclusion,
            stated_name=old.stated_name,
            stated_address=old.stated_address,
            stated_area=old.stated_area,
            is_commitment=old.is_commitment,
            created_at=clock.now(),
        )
        renewed.pages.create(file=old.pages.first().file, position=1)
        answer_item(item, actor=representative_of(filing), answer="已更换。")
    return submit(Filing.objects.get(pk=filing.pk))


def test_only_units_whose_paper_changed_are_asked_again():
    filing = make_filing()
    refused = answer(the_review(filing, "fire"), NO)
    answer(the_review(filing, "registration"), YES)
    filing = resubmit(send_for_correction(filing, refused=()))

    states = {review.subject: review for review in filing.reviews.all()}

    assert states["registration"].status == ReviewStatus.ANSWERED
    again = states["fire"]
    assert (again.status, again.answer, again.round) == (ReviewStatus.OPEN, "", 2)
    assert again.document_id != refused.document_id
    assert again.document.number == "新"
