"""The sweep of the ladder: a thousand reminders due of a million, against the same as plain SQL."""

from datetime import date, timedelta
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import Delivery, Message
from accounts.services import outbox
from benchmarks.database import tidy
from benchmarks.measure import best, judged, tell
from departments.choices import MemberRole
from departments.models import Department, Member, Reminder, ReminderStep
from departments.services.ladder import run_ladders
from wuqing_tuoyu import clock

ALL, DUE = 1_000_000, 1_000
DAY, EVE = date(2026, 3, 11), date(2026, 3, 10)
LATER = date(2026, 9, 1)
COUNTED = {
    "postgresql": "SELECT n FROM generate_series(1, %s) n",
    "sqlite": "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %s) "
    "SELECT n FROM c",
}
WRITE = """
INSERT INTO departments_reminder (id, key, kind, department_id, is_personal, title, body, link,
  officer_body, director_body, due_on, due_is_estimate, is_silent, opened_at, close_note,
  next_step_on)
SELECT n, {key}, 'review_receipt', {unit}, {no}, '核验登记证照', '首次备案', '/reviews/', '', '',
  CASE WHEN n <= %s THEN {due} ELSE {later} END, {no}, {no}, {now}, '',
  CASE WHEN n <= %s THEN {today} ELSE {later} END
FROM ({counted}) numbers
"""
# What the sweep writes, as a database would be asked for it at once
AT_ONCE = (
    """
INSERT INTO departments_reminderstep (reminder_id, due_on, "offset", recipient_id, told_at)
SELECT r.id, r.due_on, -1, m.user_id, {now} FROM departments_reminder r
JOIN departments_member m ON m.department_id = r.department_id
WHERE r.closed_at IS NULL AND NOT r.is_silent AND r.next_step_on <= {today}
ON CONFLICT DO NOTHING""",
    """
INSERT INTO accounts_message (recipient_id, address, key, title, body, url, created_at, leave_url,
  is_secret)
SELECT m.user_id, '', 'reminder:' || r.id, r.title || '：明天到期', r.body, r.link, {now}, '', {no}
FROM departments_reminder r JOIN departments_member m ON m.department_id = r.department_id
WHERE r.closed_at IS NULL AND NOT r.is_silent AND r.next_step_on <= {today}
ON CONFLICT DO NOTHING""",
    """
INSERT INTO accounts_delivery (message_id, channel, address, status, attempts, last_error,
  next_try_at)
SELECT m.id, 'mail', u.email, 'pending', 0, '', {now}
FROM accounts_message m JOIN accounts_user u ON u.id = m.recipient_id
WHERE m.key LIKE 'reminder:%%' ON CONFLICT DO NOTHING""",
    """
UPDATE departments_reminder SET stepped_on = {today}, next_step_on = {due}
WHERE closed_at IS NULL AND NOT is_silent AND next_step_on <= {today}""",
)


def run():
    call_command("load_reference", verbosity=0)
    units = people()
    write_reminders(units)
    tidy()
    with patch.object(outbox, "publish"):  # mail is another process's work
        sweep = best(lambda: run_ladders(EVE), put_back)
    told = Message.objects.count()
    floor = best(at_once, put_back)
    assert told == Message.objects.count() == DUE  # noqa: S101 - a figure of less is none
    nothing = best(lambda: run_ladders(EVE - timedelta(days=1)), put_back)
    tell(
        "reminders_sweep",
        value_ms=round(sweep * 1000, 1),
        floor_ms=round(floor * 1000, 1),
        ratio=round(sweep / floor, 2),
        **judged("reminders_sweep", sweep / floor, 1.1),
        due=DUE,
        reminders=ALL,
    )
    tell(
        "reminders_nothing_due",
        value_ms=round(nothing * 1000, 2),
        **judged("reminders_nothing_due", nothing * 1000, 2),
        reminders=ALL,
    )


def people() -> list[int]:
    """One officer a unit, so that each reminder tells one person."""
    units = list(Department.objects.active().exclude(code="lxh"))
    users = get_user_model().objects.bulk_create(
        get_user_model()(username=f"officer{unit.pk}", email=f"officer{unit.pk}@example.com")
        for unit in units
    )
    Member.objects.bulk_create(
        Member(user=user, department=unit, role=MemberRole.OFFICER, active_from=date(2020, 1, 1))
        for user, unit in zip(users, units, strict=True)
    )
    return [unit.pk for unit in units]


def words(**more) -> dict[str, str]:
    is_postgresql = connection.vendor == "postgresql"
    return {
        "no": "false" if is_postgresql else "0",
        "now": f"'{clock.now().isoformat(' ')}'" + ("::timestamptz" if is_postgresql else ""),
        **{
            name: f"DATE '{day}'" if is_postgresql else f"'{day}'"
            for name, day in (("today", EVE), ("due", DAY), ("later", LATER))
        },
        **more,
    }


def write_reminders(units: list[int]) -> None:
    cases = " ".join(f"WHEN {n} THEN {pk}" for n, pk in enumerate(units))
    statement = WRITE.format(
        **words(
            key="'benchmark:' || n",
            unit=f"CASE n %% {len(units)} {cases} END",
            counted=COUNTED[connection.vendor],
        )
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [DUE, DUE, ALL])


def put_back() -> None:
    """The thousand are due again, and nobody was told."""
    for model in (Delivery, Message, ReminderStep):
        model.objects.all().delete()
    Reminder.objects.filter(pk__lte=DUE).update(next_step_on=EVE, stepped_on=None)


def at_once() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in AT_ONCE:
            cursor.execute(statement.format(**words()), [])
