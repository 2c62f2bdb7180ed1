"""Closing and pausing: on the day, by ground, by order; what is open ends with the facility."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from departments.models import Reminder
from registry.choices import FilingStatus, ReviewAnswer, Standing
from registry.models import Declaration, Event, Filing, Notice, PublicRecord
from registry.services.closing import close_facility
from registry.services.keys import late_no_key
from registry.services.pause import pause_facility, resume_facility
from registry.tasks import close_due_facilities, remind_of_ended_pauses
from tests.departments.factories import at
from tests.registry.acts import again, answer, find, fresh, record_cancellation, start_change
from tests.registry.factories import (
    make_director,
    make_facility,
    make_officer,
    propose_outcome,
    representative_of,
    send_for_correction,
    submit,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

ORDER = {
    "order_number": "津武卫医罚〔2026〕3 号",
    "order_organ": "武清区卫生健康委",
    "order_on": date(2026, 3, 2),
}


def close(facility, *, actor=None, ground="service_ended", note="经查已停止服务。"):
    return close_facility(facility, actor=actor or make_director(), ground=ground, note=note)


def pause(facility, *, actor=None, **said):
    said = {"from_on": date(2026, 3, 3), "until_on": date(2026, 3, 20), "reason": "检修"} | said
    return pause_facility(facility, actor=actor or representative_of(facility), **said)


def test_a_cancelled_facility_closes_by_itself_on_its_day_and_not_before():
    facility = make_facility()
    record_cancellation(facility, date(2026, 4, 1))

    with at(date(2026, 3, 31)):
        close_due_facilities()
    assert again(facility).standing == Standing.RECORDED
    with at(date(2026, 4, 2)):
        close_due_facilities()
        close_due_facilities()

    facility = again(facility)
    assert (facility.standing, facility.closed_on) == (Standing.CLOSED, date(2026, 4, 2))
    assert Event.objects.filter(facility=facility, action="close", actor=None).count() == 1


def test_the_director_closes_on_a_listed_ground_with_a_paper():
    facility = make_facility()

    with pytest.raises(DomainError, match="请选择注销的理由"):
        close(facility, ground="disliked")
    with pytest.raises(DomainError, match="请写明事实和依据"):
        close(facility, note=" ")
    with pytest.raises(PermissionDenied):
        close(facility, actor=make_officer())
    close(facility)

    facility = again(facility)
    assert facility.standing == Standing.CLOSED
    assert facility.number is not None
    assert Notice.objects.filter(facility=facility, kind="closure").count() == 1
    assert PublicRecord.objects.filter(facility=facility, kind="closed").count() == 1


@pytest.mark.parametrize("status", ["draft", "submitted", "returned", "proposed"])
def test_closing_ends_an_open_filing_wherever_it_lies(status):
    facility = make_facility()
    filing = start_change(facility)
    if status != "draft":
        filing = submit(filing)
    if status == "returned":
        filing = send_for_correction(filing, refused=("safety",))
    if status == "proposed":
        filing = propose_outcome(filing)

    close(facility)

    if status == "draft":
        assert not Filing.objects.filter(pk=filing.pk).exists()
        assert not Declaration.objects.filter(pk=filing.declaration_id).exists()
    else:
        assert fresh(filing).status == FilingStatus.WITHDRAWN
        assert not Event.objects.filter(filing=filing, action="withdraw").exclude(actor=None)
    assert again(facility).standing == Standing.CLOSED


def test_nothing_is_left_to_do_about_a_closed_facility():
    facility = make_facility()
    review = answer(facility.filings.get(), "fire", ReviewAnswer.INCONSISTENT)
    find(facility)
    pause(facility)

    close(facility)

    about = Reminder.objects.open().filter(key__contains=str(facility.pk))
    assert not about.filter(key__startswith=f"facility:{facility.pk}:").exists()
    assert not Reminder.objects.open().filter(key=late_no_key(review)).exists()
    assert not Reminder.objects.open().filter(key__startswith="review:").exists()
    assert again(facility).open_pause is None
    assert again(facility).correct_by is None


def test_a_pause_stands_beside_the_standing_and_stops_no_clock():
    facility = make_facility()
    due_on = again(facility).verification_due_on

    pause(facility)

    facility = again(facility)
    assert (facility.standing, facility.verification_due_on) == (Standing.RECORDED, due_on)
    assert facility.open_pause.until_on == date(2026, 3, 20)
    with pytest.raises(DomainError, match="已经暂停服务"):
        pause(facility)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"until_on": None}, "请填写暂停到哪一天"),
        ({"until_on": date(2026, 3, 1)}, "不能早于起始日期和今天"),
        ({"reason": " "}, "请写明暂停服务的原因"),
    ],
)
def test_an_operator_says_from_until_and_why(said, sentence):
    with pytest.raises(DomainError, match=sentence):
        pause(make_facility(), **said)


def test_a_stop_by_order_names_number_organ_and_day_and_only_a_director_lifts_it():
    facility, director = make_facility(), make_director()

    with pytest.raises(DomainError, match="请写明决定机关、文号和日期"):
        pause(facility, actor=director, until_on=None)
    pause(facility, actor=director, until_on=None, **ORDER)

    with pytest.raises(PermissionDenied):
        resume_facility(facility, actor=representative_of(facility))
    resume_facility(facility, actor=director)
    assert again(facility).open_pause is None


def test_an_order_takes_the_place_of_the_operators_own_pause():
    facility = make_facility()
    own = pause(facility)

    ordered = pause(facility, actor=make_director(), until_on=None, **ORDER)

    own.refresh_from_db()
    assert own.ended_on == date(2026, 3, 2)
    assert again(facility).open_pause == ordered
    with pytest.raises(PermissionDenied):
        resume_facility(facility, actor=representative_of(facility))


def test_the_operators_own_pause_is_ended_by_the_operator():
    facility = make_facility()
    pause(facility)

    with pytest.raises(PermissionDenied):
        resume_facility(facility, actor=make_director())
    resume_facility(facility, actor=representative_of(facility))

    records = PublicRecord.objects.filter(facility=facility).values_list("kind", flat=True)
    assert {"paused", "resumed"} <= set(records)


def test_past_its_end_somebody_is_asked_once():
    facility = make_facility()
    row = pause(facility)

    for day in (date(2026, 3, 21), date(2026, 3, 22)):
        with at(day):
            remind_of_ended_pauses()

    reminder = Reminder.objects.get(key=f"pause:{row.pk}")
    assert list(reminder.addressees.all()) == [representative_of(facility)]
    resume_facility(facility, actor=representative_of(facility))
    reminder.refresh_from_db()
    assert reminder.closed_at is not None
