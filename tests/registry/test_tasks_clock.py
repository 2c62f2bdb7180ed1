"""Clock work: closing on the day, pauses past their end, papers that expire, drift."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Message, User
from departments.choices import ReminderKind
from departments.models import Reminder
from departments.services.ladder import run_ladders
from departments.services.reminder import close_reminder
from registry import tasks
from registry.choices import DocumentKind, Standing
from registry.models import Document, Event, Filing
from registry.services.keys import expiry_key, pause_key
from registry.services.pause import pause_facility, resume_facility
from tests.departments.factories import at, make_user
from tests.registry.factories import (
    make_document,
    make_facility,
    make_filing,
    make_officer,
    propose_outcome,
    representative_of,
    sign,
    start_cancellation,
    submit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

FILED = date(2026, 3, 6)


@pytest.fixture
def facility():
    with at(FILED):
        return make_facility()


def test_a_facility_closes_on_the_day_it_named(facility):
    last_day = date(2026, 4, 30)
    with at(date(2026, 3, 20)):
        sign(propose_outcome(submit(start_cancellation(facility, closing_on=last_day))))

    with at(last_day - timedelta(days=1)):
        tasks.close_due_facilities()
        facility.refresh_from_db()
        assert facility.standing == Standing.RECORDED
    for _ in range(2):
        with at(last_day):
            tasks.close_due_facilities()

    facility.refresh_from_db()
    assert (facility.standing, facility.closed_on) == (Standing.CLOSED, last_day)
    assert Event.objects.filter(facility=facility, action="close").count() == 1


def test_a_day_missed_is_made_up_for(facility):
    with at(date(2026, 3, 20)):
        filing = submit(start_cancellation(facility, closing_on=date(2026, 4, 30)))
        sign(propose_outcome(filing))

    with at(date(2026, 6, 1)):
        tasks.close_due_facilities()

    facility.refresh_from_db()
    assert facility.standing == Standing.CLOSED


def test_one_facility_in_trouble_keeps_no_other_open(monkeypatch):
    with at(FILED):
        first, second = make_facility(), make_facility()
    for facility in (first, second):
        facility.closes_on = date(2026, 4, 1)
        facility.save(update_fields=["closes_on"])
    close = tasks.close_by_system

    def refuse_the_first(facility, **options):
        if facility == first:
            raise ValueError("in trouble")
        return close(facility, **options)

    monkeypatch.setattr(tasks, "close_by_system", refuse_the_first)
    with at(date(2026, 4, 2)):
        tasks.close_due_facilities()

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.standing, second.standing) == (Standing.RECORDED, Standing.CLOSED)


def test_a_pause_past_its_end_is_asked_about_once(facility):
    operator = representative_of(facility)
    with at(date(2026, 3, 20)):
        pause = pause_facility(
            facility,
            actor=operator,
            from_on=date(2026, 3, 20),
            until_on=date(2026, 4, 17),
            reason="装修",
        )
    with at(date(2026, 4, 17)):
        tasks.remind_of_ended_pauses()
        assert not Reminder.objects.filter(key=pause_key(pause)).exists()

    with at(date(2026, 4, 20)):
        for _ in range(2):
            tasks.remind_of_ended_pauses()

    reminder = Reminder.objects.open().get(key=pause_key(pause))
    assert reminder.kind == ReminderKind.PAUSE
    assert reminder.department.code == "wjw"
    assert list(reminder.addressees.all()) == [operator]
    close_reminder(reminder.key, note="已电话联系")
    with at(date(2026, 4, 21)):
        tasks.remind_of_ended_pauses()
        assert not Reminder.objects.open().filter(key=pause_key(pause)).exists()


def test_a_facility_that_serves_again_is_not_asked(facility):
    operator = representative_of(facility)
    with at(date(2026, 3, 20)):
        pause_facility(
            facility,
            actor=operator,
            from_on=date(2026, 3, 20),
            until_on=date(2026, 4, 17),
            reason="装修",
        )
    with at(date(2026, 4, 16)):
        resume_facility(facility, actor=operator)

    with at(date(2026, 4, 20)):
        tasks.remind_of_ended_pauses()

    assert not Reminder.objects.filter(kind=ReminderKind.PAUSE).exists()


ENDS = date(2026, 9, 30)


@pytest.fixture
def papers(facility):
    """Two certificates and one licence that end on the same day, nothing else soon."""
    Document.objects.exclude(valid_until=None).update(valid_until=date(2029, 1, 1))
    with at(FILED):
        for number in range(2):
            make_document(facility, DocumentKind.AIR_TEST, valid_until=ENDS, number=f"气{number}")
        make_document(facility, DocumentKind.FOOD_LICENSE, valid_until=ENDS)
    return facility


def pass_day(day):
    """What beat does in a day."""
    with at(day):
        tasks.remind_of_expiring_documents()
        return [telling.recipient for telling in run_ladders(day)]


def expiry_messages():
    return Message.objects.filter(key__startswith="reminder:")


def test_papers_that_expire_are_named_sixty_thirty_and_seven_days_before(papers):
    operator, told = representative_of(papers), []
    looked_at = [date(2026, 7, 29), date(2026, 7, 30), date(2026, 7, 31), date(2026, 8, 28)]
    looked_at += [date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 21), date(2026, 9, 22)]
    looked_at += [date(2026, 9, 23), date(2026, 9, 29), date(2026, 9, 30)]

    for day in looked_at:
        told += [(ENDS - day).days for recipient in pass_day(day) if recipient == operator]

    # Sixty days before is a Saturday: it is told on the Friday.
    assert told == [61, 30, 7, 0]
    reminder = Reminder.objects.get(key=expiry_key(papers, ENDS))
    assert reminder.is_personal
    assert reminder.body == (
        "室内空气质量检测报告 2 份、食品经营许可证 1 份，有效期到 2026年9月30日，请换发后更换"
    )


def test_a_renewed_paper_is_not_asked_for_any_more(papers):
    pass_day(date(2026, 8, 31))
    Document.objects.filter(valid_until=ENDS).update(removed_at="2026-09-01T00:00:00Z")

    pass_day(date(2026, 9, 2))

    assert Reminder.objects.get(key=expiry_key(papers, ENDS)).close_note == "材料已更换"


def test_two_months_without_beat_are_one_message(papers):
    pass_day(date(2026, 7, 31))

    pass_day(date(2026, 9, 28))

    told = expiry_messages().filter(recipient=representative_of(papers))
    assert told.count() == 2


def test_papers_of_a_closed_facility_expire_in_peace(papers):
    papers.closes_on = date(2026, 8, 1)
    papers.save(update_fields=["closes_on"])
    with at(date(2026, 8, 3)):
        tasks.close_due_facilities()

    pass_day(date(2026, 8, 31))

    assert not Reminder.objects.open().filter(kind=ReminderKind.EXPIRY).exists()


def test_drift_is_told_to_the_administrators_and_repaired_by_the_command(facility):
    administrator = User.objects.create_superuser("admin2", "admin2@example.com", "x-long-pass")
    make_user()
    with at(FILED):
        filing = make_filing()
    tasks.check_deadlines()
    assert not Message.objects.filter(recipient=administrator).exists()
    right = filing.receipt_due_on
    Filing.objects.filter(pk=filing.pk).update(receipt_due_on=date(2026, 3, 20))

    with at(date(2026, 3, 9)):
        tasks.check_deadlines()
        tasks.check_deadlines()
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("recompute_deadlines", check=True, stdout=out)

    assert stopped.value.code == 1
    message = Message.objects.get(recipient=administrator)
    assert message.title == "1 个期限与办理记录不一致"
    assert "2026-03-20 → 2026-03-13" in message.body
    assert message.body.splitlines()[0] in out.getvalue()
    call_command("recompute_deadlines", stdout=out)
    call_command("recompute_deadlines", check=True, stdout=out)
    assert Filing.objects.get(pk=filing.pk).receipt_due_on == right
    assert out.getvalue().endswith("期限与办理记录、日历一致。\n")


def test_the_workflow_begins_with_the_three_tables_of_the_register():
    out = StringIO()

    call_command("print_workflow", stdout=out)

    text = out.getvalue()
    assert [line for line in text.splitlines() if line.startswith("###")][:3] == [
        "### 备案申请",
        "### 备案状态",
        "### 部门核验",
    ]
    assert "| `RETURN` | 一次性补正告知 | 待核对、待签发 → 待补正 |" in text
    assert "| `ANSWER` | 答复 | 待答复、已答复 → 已答复 | 被征询单位的经办人、负责人 |" in text


def test_the_officer_of_the_pause_is_that_of_the_last_filing():
    officer = make_officer()
    with at(FILED):
        facility = make_facility(officer=officer)
        pause = pause_facility(
            facility,
            actor=representative_of(facility),
            from_on=FILED,
            until_on=date(2026, 3, 20),
            reason="装修",
        )

    with at(date(2026, 3, 23)):
        tasks.remind_of_ended_pauses()

    assert Reminder.objects.get(key=pause_key(pause)).handler == officer
