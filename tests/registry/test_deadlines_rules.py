"""Due dates are what events and calendar say, after every act, and again when a year is entered."""

from datetime import date

import pytest
from django.core.management import call_command

from departments.models import Holiday, Reminder
from registry.choices import FilingStatus, ReviewAnswer
from registry.models import Filing
from registry.services.correction import extend_correction, lapse_filing
from registry.services.deadlines import recompute_deadlines
from registry.services.decision import decline_filing
from registry.services.digest import digest_of_filing
from registry.services.handling import send_back
from registry.services.keys import receipt_key
from tests.departments.factories import at
from tests.registry.acts import (
    again,
    answer,
    find,
    fresh,
    record_change,
    replace_refused,
    verify,
)
from tests.registry.factories import (
    make_director,
    make_filing,
    make_officer,
    propose_outcome,
    send_for_correction,
    sign,
    submit,
)
from wuqing_tuoyu.exceptions import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


def no_drift():
    return recompute_deadlines(check=True) == []


def test_no_act_leaves_a_drift_behind():
    filing = make_filing()
    assert no_drift()
    with at(date(2026, 3, 4)):
        filing = send_for_correction(filing)
        assert no_drift()
    with at(date(2026, 3, 5)):
        filing = extend_correction(filing, actor=make_officer(), note="检测要两周")
        assert no_drift()
    with at(date(2026, 3, 6)):
        answer(filing, "fire", ReviewAnswer.NEEDS_CORRECTION)
        assert no_drift()
    with at(date(2026, 3, 9)):
        replace_refused(fresh(filing))
        filing = submit(fresh(filing))
        answer(filing, "fire", ReviewAnswer.CONSISTENT)
        filing = propose_outcome(filing)
        assert no_drift()
        filing = send_back(
            filing, actor=make_director(), note="再看", digest=digest_of_filing(filing)
        )
        filing = propose_outcome(filing)
        assert no_drift()
    with at(date(2026, 3, 10)):
        filing = sign(filing)
        assert no_drift()
    with at(date(2026, 3, 12)):
        verify(filing.facility)
        assert no_drift()
    with at(date(2026, 3, 20)):
        record_change(filing.facility)
        assert again(filing.facility).standing == "recorded"
        assert no_drift()
    with at(date(2026, 3, 24)):
        find(filing.facility)
        record_change(filing.facility, video_days=150)
        assert no_drift()


@pytest.mark.parametrize(
    "status", [FilingStatus.WITHDRAWN, FilingStatus.LAPSED, FilingStatus.DECLINED]
)
def test_what_is_over_has_no_due_date(status):
    filing = make_filing(status)

    assert (filing.due_on, filing.verification_due_on) == (None, None)
    assert no_drift()


def test_a_stored_date_that_is_not_what_the_events_say_is_named_and_replaced():
    filing = make_filing()
    Filing.objects.filter(pk=filing.pk).update(receipt_due_on=date(2026, 3, 20))

    [drift] = recompute_deadlines(check=True)
    assert "2026-03-20 → 2026-03-09" in drift
    assert fresh(filing).receipt_due_on == date(2026, 3, 20)
    recompute_deadlines()

    assert fresh(filing).receipt_due_on == date(2026, 3, 9)
    assert no_drift()


def test_days_are_counted_by_the_calendar_of_the_year():
    with at(date(2026, 9, 28)):
        filing = make_filing()

    # 1 to 7 October are days off; 20 September and 10 October are worked
    assert filing.receipt_due_on == date(2026, 10, 10)
    assert not filing.receipt_due_is_estimate


def test_a_year_without_calendar_stops_nobody_and_is_replaced_when_it_is_entered():
    with at(date(2026, 12, 30)):
        filing = make_filing()
        assert filing.receipt_due_on == date(2027, 1, 6)
        assert filing.receipt_due_is_estimate
        returned = send_for_correction(make_filing(name="武清区杨村街道春芽托育园"))
        assert returned.correction_due_is_estimate
        with at(date(2027, 3, 1)):
            with pytest.raises(DomainError, match="补正期限还没有届满"):
                lapse_filing(returned, actor=make_officer())
            assert not Filing.objects.overdue(date(2027, 3, 1)).exists()

        days_off = [date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5)]
        Holiday.objects.bulk_create(
            Holiday(date=day, kind="holiday", name="元旦") for day in days_off
        )
        assert not no_drift()
        call_command("recompute_deadlines", verbosity=0)

        filing = fresh(filing)
        assert (filing.receipt_due_on, filing.receipt_due_is_estimate) == (
            date(2027, 1, 11),
            False,
        )
        reminder = Reminder.objects.get(key=receipt_key(filing))
        assert (reminder.due_on, reminder.due_is_estimate) == (date(2027, 1, 11), False)
        assert no_drift()


def test_declining_late_is_possible_and_the_filing_was_overdue():
    filing = propose_outcome(
        make_filing(), outcome="decline", ground="outside_district", note="不在武清区。"
    )

    with at(date(2026, 3, 10)):
        assert list(Filing.objects.overdue(date(2026, 3, 10))) == [filing]
        decline_filing(filing, actor=make_director(), digest=digest_of_filing(filing))
        assert not Filing.objects.overdue(date(2026, 3, 10)).exists()
