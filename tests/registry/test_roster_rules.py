"""People, fees, hours and free places: what changes without a filing."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from registry.choices import DocumentKind
from registry.models import AccessRecord, Fee, StaffMember
from registry.services.roster import (
    end_staff_member,
    reveal_identity,
    save_fees,
    save_opening_hours,
    save_staff_member,
    state_vacancies,
)
from tests.departments.factories import at, make_user
from tests.registry.factories import (
    make_draft,
    make_filing,
    make_identity_number,
    make_officer,
    representative_of,
    submit,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = pytest.mark.usefixtures("reference")


def person_values(**values):
    return {
        "name": "吴保育",
        "identity_document": "identity_card",
        "identity_number": make_identity_number(date(1995, 6, 1)),
        "role": "carer",
    } | values


def fee(**values):
    row = {"item": "保育费", "service_form": "full_day", "unit": "month", "is_meal": False}
    return row | {"amount": Decimal("1800")} | values


def recorded():
    return make_filing("recorded").facility


def test_a_person_is_added_with_the_birthday_their_number_says():
    filing = make_draft()

    person = save_staff_member(
        filing.facility, actor=representative_of(filing), values=person_values()
    )

    assert (person.born_on, person.version) == (date(1995, 6, 1), 1)


def test_the_same_number_is_refused_in_one_sentence():
    filing = make_draft()
    known = filing.facility.staff.first()

    with pytest.raises(DomainError, match="这个证件号码已在本机构登记，请勿重复添加。"):
        save_staff_member(
            filing.facility,
            actor=representative_of(filing),
            values=person_values(identity_number=known.identity_number),
        )


def test_nobody_changes_the_people_who_are_being_judged():
    filing = submit(make_draft())
    actor = representative_of(filing)

    with pytest.raises(DomainError, match="备案申请正在办理（待核对）"):
        save_staff_member(filing.facility, actor=actor, values=person_values())


def test_a_stranger_changes_nobody():
    with pytest.raises(PermissionDenied):
        save_staff_member(make_draft().facility, actor=make_user(), values=person_values())


def test_who_was_handed_in_leaves_with_a_date_and_who_was_not_simply_goes():
    filing = make_filing("recorded")
    actor, old = representative_of(filing), filing.facility.staff.first()
    new = save_staff_member(filing.facility, actor=actor, values=person_values())

    end_staff_member(old, actor=actor, left_on=date(2026, 1, 5))
    end_staff_member(new, actor=actor, left_on=date(2026, 1, 5))

    old.refresh_from_db()
    assert old.left_on == date(2026, 1, 5)
    assert not StaffMember.objects.filter(pk=new.pk).exists()
    assert old.documents.filter(kind=DocumentKind.HEALTH_CERTIFICATE).exists()


def test_an_officer_sees_the_whole_number_and_that_is_recorded():
    person = make_filing().facility.staff.first()
    officer = make_officer()

    number = reveal_identity(person, actor=officer)

    assert number == person.identity_number
    assert list(AccessRecord.objects.values_list("user", "staff_member")) == [
        (officer.pk, person.pk)
    ]
    with pytest.raises(PermissionDenied):
        reveal_identity(person, actor=representative_of(person.facility))


def test_a_new_price_ends_the_old_one_and_reaches_the_register():
    with at(date(2026, 3, 2)):
        facility = recorded()
        actor = representative_of(facility)
        old = facility.fees.get()
    with at(date(2026, 3, 9)):
        save_fees(
            facility,
            actor=actor,
            rows=[fee(id=old.pk), fee(item="膳食费", unit="day", is_meal=True, service_form="")],
        )

    facility.refresh_from_db()
    assert facility.monthly_fee == Decimal("1800")
    assert list(Fee.objects.order_by("id").values_list("amount", "valid_from", "valid_until")) == [
        (Decimal("1680"), date(2026, 3, 2), date(2026, 3, 8)),
        (Decimal("1800"), date(2026, 3, 9), None),
        (Decimal("1800"), date(2026, 3, 9), None),
    ]


def test_a_price_that_did_not_change_stays_as_it_is():
    facility = recorded()
    held = facility.fees.get()

    save_fees(
        facility,
        actor=representative_of(facility),
        rows=[fee(id=held.pk, amount=Decimal("1680"))],
    )

    assert list(facility.fees.values_list("pk", "valid_until")) == [(held.pk, None)]


def test_opening_hours_are_replaced_day_by_day():
    facility = make_draft().facility
    actor = representative_of(facility)
    days = {day: (time(8), time(17, 30)) for day in range(1, 6)}

    save_opening_hours(
        facility, actor=actor, days=days | {1: (time(7), time(18)), 5: None, 6: None}
    )

    assert [(row.weekday, row.opens, row.closes) for row in facility.opening_hours.current()] == [
        (1, time(7), time(18)),
        (2, time(8), time(17, 30)),
        (3, time(8), time(17, 30)),
        (4, time(8), time(17, 30)),
    ]


def test_free_places_are_stated_per_class_and_summed_for_the_public():
    facility = recorded()
    actor = representative_of(facility)

    state_vacancies(facility, actor=actor, places={1: 3, 2: 4})
    state_vacancies(facility, actor=actor, places={1: 2})

    facility.refresh_from_db()
    assert facility.vacancies == 6
    assert facility.vacancies_stated_on is not None
    assert sorted(facility.vacancy_rows.current().values_list("class_no", "places")) == [
        (1, 2),
        (2, 4),
    ]


@pytest.mark.parametrize(
    ("places", "sentence"),
    [({1: 16}, "空余应为 0 到 15 个"), ({1: -1}, "空余应为 0 到 15 个"), ({9: 1}, "没有这个班级")],
)
def test_free_places_keep_within_the_class(places, sentence):
    facility = recorded()

    with pytest.raises(DomainError, match=sentence):
        state_vacancies(facility, actor=representative_of(facility), places=places)

    facility.refresh_from_db()
    assert facility.vacancies is None


def test_free_places_are_not_asked_before_the_record():
    facility = make_draft().facility

    with pytest.raises(DomainError, match="备案之后才向家长公布空余托位，现在不用填报。"):
        state_vacancies(facility, actor=representative_of(facility), places={1: 1})
