"""Registered and not filed, changed, ended: who is asked, when, and when no more."""

from datetime import date, timedelta

import pytest

from departments.models import Reminder
from departments.services.reminder import run_ladders
from registry import tasks
from registry.models import Registration
from registry.services.imports import confirm_import, stage_import
from tests.departments.factories import at
from tests.registry import sheets
from tests.registry.acts import start_change
from tests.registry.factories import (
    make_director,
    make_draft,
    make_facility,
    make_filing,
    make_officer,
    representative_of,
    start_cancellation,
    submit,
)
from tests.registry.registrations import make_registration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

KINDS = ("unfiled", "registration")
RECEIVED = date(2026, 3, 2)
DUE = RECEIVED + timedelta(days=30)


def pass_day(day):
    """What beat does in a day: who is told."""
    with at(day):
        tasks.remind_of_registrations()
        told = run_ladders(day)
    return [each.recipient for each in told if each.reminder.kind in KINDS]


def open_reminders():
    rows = Reminder.objects.open().filter(kind__in=KINDS)
    return {(row.department.code if row.department else "", row.body) for row in rows}


def test_after_thirty_days_commission_and_township_are_asked_once():
    officer, township = make_officer(), make_officer("120114001")
    registration = make_registration()

    assert pass_day(DUE - timedelta(days=1)) == []
    told = pass_day(DUE)

    assert set(told) == {officer, township}
    body = "区市场监管局 2026年3月2日推送登记信息，满 30 日尚未备案，请核实"
    assert open_reminders() == {("wjw", body), ("120114001", body)}
    reminder = Reminder.objects.open().get(department__code="wjw")
    assert (reminder.title, reminder.due_on) == (registration.name, DUE)
    assert pass_day(DUE + timedelta(days=1)) == []


def test_who_files_is_not_asked_about_any_more():
    with at(date(2026, 2, 2)):
        draft = make_draft()
    make_registration(统一社会信用代码=draft.declaration.credit_code)
    pass_day(DUE)
    assert len(open_reminders()) == 2

    with at(DUE + timedelta(days=1)):
        submit(draft)

    assert open_reminders() == set()
    assert not Registration.objects.unfiled().exists()


def test_a_draft_is_nobodys_filing_yet():
    draft = make_draft()
    make_registration(统一社会信用代码=draft.declaration.credit_code)

    assert Registration.objects.unfiled().count() == 1


def test_what_is_filed_or_in_hand_is_never_asked_about():
    make_registration(统一社会信用代码=make_filing().declaration.credit_code)
    make_registration(统一社会信用代码=make_facility().credit_code)

    pass_day(DUE)

    assert open_reminders() == set()


def test_an_import_settles_what_it_brings_in():
    registration = make_registration()
    pass_day(DUE)

    with at(DUE + timedelta(days=1)):
        row = {"统一社会信用代码": registration.credit_code}
        source = stage_import(sheets.sheet_of(row), name="存量.xlsx", actor=make_officer())
        confirm_import(source, actor=make_director())

    assert open_reminders() == set()


def test_who_was_visited_and_does_not_care_for_children_is_left_in_peace():
    make_registration()
    pass_day(DUE)
    Reminder.objects.open().update(closed_at="2026-04-02T02:00:00Z", next_step_on=None)

    pass_day(DUE + timedelta(days=30))

    assert open_reminders() == set()


def test_a_registration_that_ends_needs_no_visit():
    record = make_registration()
    pass_day(DUE)

    with at(DUE + timedelta(days=2)):
        end(record)

    assert open_reminders() == set()


def end(registration, on=None):
    on = on or date(2026, 3, 2)
    return make_registration(
        登记记录号=registration.record_number,
        统一社会信用代码=registration.credit_code,
        登记日期=on.isoformat(),
        登记状态="注销",
    )


def test_when_the_registration_ends_the_operator_is_asked_to_close_the_filing():
    facility = make_facility()
    registration = make_registration(统一社会信用代码=facility.credit_code)

    end(registration)

    body = "区市场监管局的登记已于2026年3月2日注销，请办理备案注销"
    assert open_reminders() == {("", body), ("wjw", body)}
    own = Reminder.objects.open().get(department=None, kind="registration")
    assert list(own.addressees.all()) == [representative_of(facility)]
    assert own.due_on == date(2026, 3, 16)
    submit(start_cancellation(facility, closing_on=date(2026, 3, 31)))
    assert open_reminders() == set()


def test_an_end_taken_back_is_no_end():
    facility = make_facility()
    registration = make_registration(统一社会信用代码=facility.credit_code)
    end(registration)

    make_registration(
        登记记录号=registration.record_number,
        统一社会信用代码=registration.credit_code,
        登记日期="2026-03-02",
    )

    assert open_reminders() == set()


def test_whoever_is_registered_elsewhere_has_not_ended():
    facility = make_facility()
    registration = make_registration(统一社会信用代码=facility.credit_code)
    make_registration(统一社会信用代码=facility.credit_code)

    end(registration)

    assert open_reminders() == set()


def test_a_change_that_nobody_filed_is_asked_for_after_thirty_days():
    facility = make_facility()
    make_registration(统一社会信用代码=facility.credit_code, 登记日期="2026-03-02", 登记状态="变更")

    assert pass_day(DUE - timedelta(days=1)) == []
    assert representative_of(facility) in pass_day(DUE)

    assert [department for department, _ in open_reminders()] == [""]
    with at(DUE + timedelta(days=4)):
        submit(start_change(facility))
    assert open_reminders() == set()


def test_a_change_filed_in_time_is_not_asked_for():
    facility = make_facility()
    make_registration(统一社会信用代码=facility.credit_code, 登记日期="2026-03-02", 登记状态="变更")
    with at(date(2026, 3, 9)):
        submit(start_change(facility))

    pass_day(DUE)

    assert open_reminders() == set()
