"""Facilities filed before the portal: number and date stay, numbers given here start above."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from departments.models import Reminder
from registry.choices import RepresentativeStatus, Standing
from registry.models import Event, Facility, NumberSequence
from registry.services.deadlines import recompute_deadlines
from registry.services.decision import issue_receipt
from registry.services.imports import confirm_import, discard_import, stage_import
from registry.services.keys import facility_verification_key, import_key
from registry.services.numbering import next_number, start_above
from registry.services.representative import request_representation
from tests.departments.factories import make_user
from tests.registry.factories import (
    make_director,
    make_filing,
    make_officer,
    propose_outcome,
    sign,
)
from tests.registry.sheets import sheet_of
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


def stage(*rows):
    return stage_import(sheet_of(*rows), name="存量.xlsx", actor=make_officer())


def test_rows_wait_until_the_director_confirms():
    source = stage()

    assert not Facility.objects.exists()
    assert Reminder.objects.open().filter(key=import_key(source)).exists()
    for user in (make_officer(), make_officer("zjw"), make_user()):
        with pytest.raises(PermissionDenied):
            confirm_import(source, actor=user)
    confirm_import(source, actor=make_director())

    facility = Facility.objects.get()
    assert (facility.number, facility.filed_on) == ("武卫托备〔2022〕00001 号", date(2022, 5, 10))
    assert facility.declaration.is_frozen
    assert not Reminder.objects.open().filter(key=import_key(source)).exists()


def test_what_was_not_seen_yet_waits_fifteen_days_from_the_confirmation():
    confirm_import(stage(), actor=make_director())

    facility = Facility.objects.get()
    assert facility.standing == Standing.RECORDED
    assert facility.verification_due_on == date(2026, 3, 23)
    assert Reminder.objects.open().filter(key=facility_verification_key(facility)).exists()
    assert Event.objects.get(facility=facility).action == "record"
    assert recompute_deadlines(check=True) == []


def test_what_was_seen_is_verified_as_the_file_says():
    confirm_import(stage({"核实日期": "2022-05-25"}), actor=make_director())

    facility = Facility.objects.get()
    assert (facility.standing, facility.verified_on) == (Standing.VERIFIED, date(2022, 5, 25))
    assert facility.verification_due_on is None


def test_numbers_given_here_start_above_the_imported_ones():
    confirm_import(
        stage({"备案编号": "120114-TY-2026-0041", "备案日期": "2026-02-03"}), actor=make_director()
    )

    facility = sign(propose_outcome(make_filing())).facility

    assert Facility.objects.get(pk=facility.pk).number == "120114-TY-2026-0042"


def test_a_number_in_use_stops_the_whole_import():
    sign(propose_outcome(make_filing()))
    taken = {"备案编号": "120114-TY-2026-0001", "备案日期": "2026-02-03"}
    other = {"备案编号": "120114-TY-2026-0009", "备案日期": "2026-02-03", "机构名称": "甲托育园"}

    with pytest.raises(DomainError):
        confirm_import(stage(other, taken), actor=make_director())

    assert Facility.objects.count() == 1


def test_an_import_is_settled_once():
    source = stage()
    discard_import(source, actor=make_director())

    with pytest.raises(DomainError, match="这次导入已放弃，不用再处理"):
        confirm_import(source, actor=make_director())
    assert not Facility.objects.exists()


def test_an_operator_claims_an_imported_facility_as_its_representative():
    confirm_import(stage(), actor=make_director())
    facility = Facility.objects.get()

    representative = request_representation(
        credit_code=facility.credit_code, operator_name="随便", actor=make_user()
    )

    assert representative.operator == facility.operator
    assert representative.status == RepresentativeStatus.PENDING


def test_each_year_counts_from_one_and_never_backwards():
    start_above("120114-TY-2026-0007")
    start_above("120114-TY-2026-0003")
    start_above("武卫托备〔2022〕00009 号")

    assert next_number(date(2026, 3, 2)) == "120114-TY-2026-0008"
    assert next_number(date(2027, 1, 4)) == "120114-TY-2027-0001"
    assert next_number(date(2026, 3, 2)) == "120114-TY-2026-0009"
    assert list(NumberSequence.objects.order_by("year").values_list("year", "last")) == [
        (2026, 9),
        (2027, 1),
    ]


def test_a_refused_receipt_takes_no_number():
    filing = propose_outcome(make_filing())

    with pytest.raises(DomainError):
        issue_receipt(filing, actor=make_director(), digest="")

    assert not NumberSequence.objects.exists()
