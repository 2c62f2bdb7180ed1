"""What a receipt does, kind by kind: changes, cancellations, moves, family sites."""

from datetime import date

import pytest

from registry.choices import (
    FacilityForm,
    FilingKind,
    FilingStatus,
    ReviewAnswer,
    Section,
    Standing,
)
from registry.models import Event, Facility, Notice
from registry.services.correction import withdraw_filing
from registry.services.drafts import start_filing
from registry.services.routing import routes_of
from tests.departments.factories import at
from tests.registry.acts import (
    again,
    find,
    fresh,
    record_cancellation,
    record_change,
    start_change,
    verify,
)
from tests.registry.factories import (
    make_document,
    make_draft,
    make_facility,
    make_filing,
    propose_outcome,
    representative_of,
    sign,
    start_cancellation,
    submit,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

NO = ReviewAnswer.INCONSISTENT


def test_a_small_change_comes_into_force_and_a_verified_facility_stays_verified():
    facility = make_facility()
    verify(facility)

    filing = record_change(facility, Section.SERVICE, meals_note="改为两餐两点")

    facility = again(facility)
    assert facility.standing == Standing.VERIFIED
    assert facility.declaration == filing.declaration
    receipts = Notice.objects.receipts().filter(facility=facility).order_by("edition")
    assert [receipt.edition for receipt in receipts] == [1, 2]
    assert {review.subject for review in filing.reviews.all()} == {"food"}


def test_a_change_judges_only_what_it_touches():
    facility = make_facility()

    filing = submit(start_change(facility, Section.SAFETY, video_days=120))

    assert list(filing.items.values_list("section", "document", "staff_member")) == [
        ("safety", None, None)
    ]
    assert set(filing.reviews.values_list("subject", flat=True)) == {
        "security",
        "production_safety",
    }


@pytest.mark.parametrize(
    ("section", "values"),
    [
        (Section.SITE, {"outdoor_area": 130}),
        (Section.SAFETY, {"video_days": 120}),
        (Section.CLASSES, {"infant_note": "不收 6 个月以下婴幼儿"}),
    ],
)
def test_site_safety_and_capacity_ask_for_a_new_look(section, values):
    facility = make_facility()
    verify(facility)
    change = start_change(facility, section, **values)
    if section == Section.SITE:
        make_document(facility, "premises")
    with at(date(2026, 3, 3)):
        filing = propose_outcome(submit(change))
    with at(date(2026, 3, 5)):
        sign(filing)

    facility = again(facility)
    assert facility.standing == Standing.RECORDED
    assert facility.verification_due_on == date(2026, 3, 24)
    event = Event.objects.filter(facility=facility, life="standing").last()
    assert (event.action, event.from_state) == ("reopen", "verified")


def test_a_change_while_waiting_keeps_the_earlier_day():
    facility = make_facility()
    due_on = again(facility).verification_due_on

    with at(date(2026, 3, 4)):
        record_change(facility)

    facility = again(facility)
    assert (facility.standing, facility.verification_due_on) == (Standing.RECORDED, due_on)


def test_a_change_launders_nothing():
    facility = make_facility()
    find(facility)

    record_change(facility)

    facility = again(facility)
    assert facility.standing == Standing.NONCONFORMING
    assert facility.correct_by is not None


def test_a_cancellation_closes_on_the_day_it_names():
    facility = make_facility()

    record_cancellation(facility, date(2026, 4, 1))

    facility = again(facility)
    assert (facility.standing, facility.closes_on) == (Standing.RECORDED, date(2026, 4, 1))
    assert Notice.objects.filter(facility=facility, kind="cancellation_receipt").count() == 1


def test_a_cancellation_for_today_closes_at_once():
    facility = make_facility()

    record_cancellation(facility, date(2026, 3, 2))

    facility = again(facility)
    assert (facility.standing, facility.closed_on) == (Standing.CLOSED, date(2026, 3, 2))
    assert facility.filings.filter(status=FilingStatus.RECORDED).count() == 2


def test_a_move_is_a_new_facility_that_forgets_the_old_site():
    facility = make_facility()

    draft = start_filing(facility.operator, actor=representative_of(facility), moved_from=facility)

    assert draft.facility != facility
    assert (draft.facility.moved_from, draft.facility.standing) == (facility, "unrecorded")
    said = draft.declaration
    assert (said.name, said.address, said.gross_area) == (facility.name, "", None)
    assert (said.lowest_floor, said.hazards_nearby, said.saved_sections) == (None, "", "")
    with pytest.raises(DomainError, match="迁址备案已经开始"):
        start_filing(facility.operator, actor=representative_of(facility), moved_from=facility)


@pytest.mark.parametrize("is_closed_already", [False, True])
def test_the_receipt_of_a_move_closes_the_old_facility(is_closed_already):
    facility = make_facility()
    place = "天津市武清区杨村街道雍阳西道 9 号"
    new = make_filing(operator=facility.operator, address=place)
    Facility.objects.filter(pk=new.facility_id).update(moved_from=facility)
    if is_closed_already:
        record_cancellation(facility, date(2026, 3, 2))

    sign(propose_outcome(fresh(new)))

    facility = again(facility)
    assert facility.standing == Standing.CLOSED
    assert facility.moved_to.standing == Standing.RECORDED


def test_a_family_site_asks_the_registrar_the_township_and_the_police():
    filing = make_draft(papers=())
    declaration = filing.declaration
    declaration.form = FacilityForm.FAMILY

    asked = {route.subject for route in routes_of(filing)}

    assert asked == {"registration", "township", "security"}


def test_no_cancellation_before_the_facility_is_on_record_and_no_change_after_it_closed():
    draft = make_draft()
    operator, actor = draft.facility.operator, representative_of(draft)
    withdraw_filing(submit(draft), actor=actor)

    with pytest.raises(DomainError, match="当前为“未备案”，不能办理注销备案"):
        start_cancellation(again(draft.facility), closing_on=date(2026, 4, 1))
    with pytest.raises(DomainError, match="请选择要办理变更备案的机构"):
        start_filing(operator, actor=actor, kind=FilingKind.CHANGE)
