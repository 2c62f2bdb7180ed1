"""Handing in: complete, every known point confirmed, frozen, the clock started, units asked."""

from datetime import date, timedelta

import pytest

from departments.models import Reminder
from registry.checks import run_checks, to_confirm
from registry.choices import DocumentKind, FilingStatus, ReviewStatus, Section
from registry.models import Event, Filing
from registry.services.correction import withdraw_filing
from registry.services.drafts import start_filing
from registry.services.editing import save_section
from registry.services.keys import correction_key, receipt_key, unfiled_key
from registry.services.submission import answer_item, submit_filing
from tests.departments.factories import at
from tests.registry.acts import fresh, replace_refused, start_change
from tests.registry.factories import (
    FACILITY_PAPERS,
    make_draft,
    make_facility,
    make_filing,
    make_operator,
    make_staff,
    representative_of,
    send_for_correction,
    start_cancellation,
    submit,
)
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

# A health room of less than six square metres does not meet a rule of substance
SMALL_ROOM = {"health_room_area": 4}


def test_a_first_submission_starts_both_clocks_and_freezes_what_was_said():
    filing = submit(make_draft())

    assert filing.status == FilingStatus.SUBMITTED
    assert filing.submitted_at == filing.received_at == clock.now()
    assert filing.receipt_due_on == date(2026, 3, 9)
    assert filing.verification_due_on == date(2026, 3, 23)
    assert not filing.receipt_due_is_estimate
    assert filing.declaration.is_frozen
    assert (filing.round, filing.pledge_name) == (1, "李明")
    assert Reminder.objects.get(key=receipt_key(filing)).due_on == date(2026, 3, 9)


def test_submission_is_refused_by_name_of_the_missing_paper():
    papers = [kind for kind in FACILITY_PAPERS if kind != DocumentKind.FIRE_ACCEPTANCE]
    filing = make_draft(papers=papers)

    with pytest.raises(DomainError, match=r"还不能提交：.*消防"):
        submit(filing)

    assert fresh(filing).status == FilingStatus.DRAFT
    assert list(Event.objects.filter(filing=filing)) == []


def test_a_point_that_does_not_meet_a_rule_has_to_be_confirmed_and_then_may_be_handed_in():
    filing = make_draft(**SMALL_ROOM)

    points = to_confirm(run_checks(filing, clock.today()))
    others = {point.key for point in points if "保健观察室" not in point.sentence}
    who = {"actor": representative_of(filing), "pledge_name": "李明"}

    with pytest.raises(DomainError, match=r"有 1 处不符合规定的内容还没有逐项确认：.*保健观察室"):
        submit_filing(filing, confirmed=others, **who)
    filing = submit_filing(filing, confirmed={point.key for point in points}, **who)

    assert filing.confirmations.count() == len(points) > 1
    confirmation = filing.confirmations.get(sentence__contains="保健观察室")
    assert confirmation.confirmed_by == representative_of(filing)


def test_a_point_that_was_cured_in_a_correction_is_not_known_as_wanting_any_more():
    filing = send_for_correction(submit(make_draft(**SMALL_ROOM)), refused=(Section.SITE,))
    values = {"health_room_area": 10}
    save_section(filing, Section.SITE, actor=representative_of(filing), values=values)

    filing = submit(fresh(filing))

    assert not filing.confirmations.filter(sentence__contains="保健观察室").exists()
    assert filing.confirmations.exists()


def test_submission_without_a_name_under_the_pledge_is_refused():
    filing = make_draft()

    points = {point.key for point in to_confirm(run_checks(filing, clock.today()))}

    with pytest.raises(DomainError, match="承诺人姓名"):
        submit_filing(filing, actor=representative_of(filing), pledge_name="  ", confirmed=points)


def test_every_item_of_the_notice_has_to_be_answered():
    filing = send_for_correction(
        make_filing(), refused=(DocumentKind.PREMISES, DocumentKind.FLOOR_PLAN, Section.CLASSES)
    )
    items = {item.label: item for item in filing.items.refused().with_subjects()}
    answer_item(items["场地证明"], actor=representative_of(filing), answer="签字页在第 3 页。")

    with pytest.raises(
        DomainError, match=r"尚有 2 项补正内容未处理：“?班级与托位”?、“?场所平面布局图"
    ):
        submit(fresh(filing))

    assert fresh(filing).status == FilingStatus.RETURNED


def test_a_resubmission_starts_one_new_count_and_keeps_the_first_day():
    filing = send_for_correction(make_filing())
    first = filing.submitted_at
    replace_refused(filing)

    with at(date(2026, 3, 10)):
        filing = submit(fresh(filing))

    assert filing.submitted_at == first
    assert clock.on(filing.received_at) == date(2026, 3, 10)
    assert filing.receipt_due_on == date(2026, 3, 17)
    assert filing.verification_due_on == date(2026, 3, 31)
    assert (filing.correction_due_on, filing.correction_extended) == (None, False)
    assert filing.round == 2
    assert Reminder.objects.get(key=correction_key(filing)).closed_at is not None
    assert Reminder.objects.get(key=receipt_key(filing)).closed_at is None


def test_accepted_items_stay_and_refused_ones_come_again():
    filing = send_for_correction(make_filing())
    accepted = set(filing.items.accepted().values_list("pk", flat=True))
    refused = filing.items.refused().get()
    replace_refused(filing)

    filing = submit(fresh(filing))

    assert set(filing.items.accepted().values_list("pk", flat=True)) == accepted
    renewed = filing.items.get(previous=refused)
    assert (renewed.verdict, renewed.round) == ("pending", 2)
    assert renewed.document.supersedes == refused.document


def test_a_refused_person_who_left_needs_no_verdict_and_what_was_found_stays_on_record():
    filing = send_for_correction(make_filing(), refused=("staff",))
    people = list(filing.items.refused().with_subjects())
    guard = next(item.staff_member for item in people if item.staff_role == "guard")
    for item in people:
        answer_item(item, actor=representative_of(filing), answer="已更换")
    make_staff(filing.facility, "吴保安", "guard")
    guard.left_on = clock.today()
    guard.save()

    filing = submit(fresh(filing))

    dropped = filing.items.current().get(staff_member=guard)
    assert (dropped.verdict, dropped.reason) == ("dropped", "请换一份清楚的。")
    assert dropped.certificates.exclude(accepted_at=None).count() == 0
    assert filing.items.pending().filter(staff_member__name="吴保安").exists()


def test_units_are_asked_by_route_and_a_cancellation_asks_nobody():
    filing = make_filing()
    asked = set(filing.reviews.values_list("department__code", "subject", "gate"))
    facility = make_facility(name="武清区杨村街道春芽托育园")
    cancellation = submit(start_cancellation(facility, closing_on=date(2026, 4, 1)))

    assert asked == {
        ("scj", "registration", "receipt"),
        ("zjw", "fire", "receipt"),
        ("scj", "food", "receipt"),
        ("gaj", "security", "verification"),
        ("yjj", "production_safety", "verification"),
        ("120114001", "township", "verification"),
    }
    assert {r.status for r in filing.reviews.all()} == {ReviewStatus.OPEN}
    assert {r.due_on for r in filing.reviews.filter(gate="receipt")} == {date(2026, 3, 5)}
    assert {r.due_on for r in filing.reviews.filter(gate="verification")} == {date(2026, 3, 16)}
    assert not cancellation.reviews.exists()
    assert cancellation.verification_due_on is None


def test_the_same_filing_cannot_be_handed_in_twice():
    filing = submit(make_draft())

    with pytest.raises(DomainError, match="当前状态为“待核对”，不能提交。"):
        submit(fresh(filing))

    assert Event.objects.filter(filing=filing, action="submit").count() == 1


def test_a_new_submission_closes_the_reminder_that_the_facility_is_not_filed():
    filing = withdraw_filing(make_filing(), actor=None)
    reminders = Reminder.objects.filter(key__startswith=unfiled_key(filing.facility))
    assert {r.department.code for r in reminders.open()} == {"wjw", "120114001"}

    operator = filing.facility.operator
    draft = start_filing(operator, actor=representative_of(filing), facility=filing.facility)
    assert reminders.open().count() == 2
    submit(draft)

    assert reminders.open().count() == 0


def test_a_change_that_changes_nothing_is_refused():
    facility = make_facility()
    filing = start_change(facility, video_days=facility.video_days)

    with pytest.raises(DomainError, match="还没有改动任何内容"):
        submit(filing)


def test_a_change_has_five_days_and_fifteen_only_for_a_new_look():
    facility = make_facility()
    small = submit(start_change(facility, Section.SERVICE, offers_half_day=False, meals_note="无"))
    withdraw_filing(small, actor=representative_of(facility))
    big = submit(start_change(facility, Section.SAFETY, video_days=120))

    assert (small.receipt_due_on, small.verification_due_on) == (date(2026, 3, 9), None)
    assert big.verification_due_on == date(2026, 3, 23)


def test_one_facility_has_one_open_filing():
    facility = make_facility()
    start_change(facility)

    with pytest.raises(DomainError, match="已有办理中的备案申请"):
        start_change(facility)

    assert Filing.objects.filter(facility=facility).open().count() == 1


def test_a_pending_representative_may_hand_in_its_own_first_filing():
    operator = make_operator(status="pending")

    filing = submit(make_draft(operator))

    assert filing.status == FilingStatus.SUBMITTED
    assert filing.pledged_by == representative_of(operator)
    assert clock.today() - clock.on(filing.pledged_at) == timedelta(0)
