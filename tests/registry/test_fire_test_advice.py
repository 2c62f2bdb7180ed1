"""A fire paper that grows old (消防年度检测): its operator is advised once a year."""

from datetime import date

import pytest

from accounts.models import Message
from departments.models import Reminder
from departments.services.reminder import close_reminder_by_hand
from registry import tasks
from registry.choices import DocumentKind, FacilityForm
from registry.models import CheckSetting, Document, Facility
from tests.departments.factories import at, make_user
from tests.registry.factories import make_document, make_facility, representative_of
from wuqing_tuoyu import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

FILED = date(2026, 3, 6)
ISSUED = date(2026, 3, 2)
A_YEAR_LATER = date(2027, 3, 2)


@pytest.fixture
def facility():
    with at(FILED):
        facility = make_facility()
    fire = facility.documents.filter(kind=DocumentKind.FIRE_ACCEPTANCE)
    assert fire.exclude(fire_kind="").update(issued_on=ISSUED) == 1
    return facility


def pass_day(day):
    """What beat does in a day."""
    with at(day):
        tasks.advise_of_fire_tests()
    return list(Reminder.objects.open().filter(kind="fire_test").values_list("key", flat=True))


def advised(facility):
    messages = Message.objects.filter(recipient=representative_of(facility))
    return messages.filter(title__endswith="建议做消防年度检测").count()


def test_the_operator_is_advised_once_the_year_is_over_and_not_before(facility):
    assert pass_day(A_YEAR_LATER) == []

    for day in (date(2027, 3, 3), date(2027, 3, 4)):
        assert pass_day(day) == [f"facility:{facility.pk}:fire_test:{A_YEAR_LATER}"]

    reminder = Reminder.objects.get(kind="fire_test")
    assert list(reminder.addressees.all()) == [representative_of(facility)]
    assert reminder.body.startswith("消防文书2026年3月2日出具，已满一年。建议")
    assert advised(facility) == 1


def test_a_year_later_it_is_advised_anew_and_the_older_advice_is_gone(facility):
    pass_day(date(2027, 3, 3))

    assert pass_day(date(2028, 3, 3)) == [f"facility:{facility.pk}:fire_test:2028-03-02"]
    assert advised(facility) == 2


def test_what_the_operator_closed_with_a_note_is_not_said_again(facility):
    pass_day(date(2027, 3, 3))
    reminder = Reminder.objects.get(kind="fire_test")

    with at(date(2027, 3, 10)):
        close_reminder_by_hand(
            reminder, actor=representative_of(facility), note="3月9日检测，结果合格"
        )

    assert pass_day(date(2027, 3, 11)) == []
    assert advised(facility) == 1


def test_a_newer_paper_takes_the_advice_back(facility):
    pass_day(date(2027, 3, 3))
    old = facility.documents.get(kind=DocumentKind.FIRE_ACCEPTANCE)
    with at(date(2027, 3, 8)):
        make_document(facility, DocumentKind.FIRE_ACCEPTANCE, supersedes=old)

    assert pass_day(date(2027, 3, 9)) == []


@pytest.mark.parametrize(
    "changed",
    [
        lambda facility: Facility.objects.filter(pk=facility.pk).update(form=FacilityForm.FAMILY),
        lambda facility: Document.objects.filter(facility=facility).update(fire_kind=""),
        lambda facility: Document.objects.filter(facility=facility).update(issued_on=None),
    ],
    ids=["a family site", "a paper of no known kind", "a paper without a date"],
)
def test_nobody_else_is_advised(facility, changed):
    changed(facility)

    assert pass_day(date(2027, 3, 3)) == []


def test_a_rule_that_is_switched_off_advises_nobody(facility):
    with at(FILED):
        CheckSetting.objects.create(
            check_id="F17",
            is_active=False,
            reason="本区不作提示",
            set_at=clock.now(),
            set_by=make_user(),
        )

    assert pass_day(date(2027, 3, 3)) == []
