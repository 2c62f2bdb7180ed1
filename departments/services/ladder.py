"""The ladder of reminders (催办阶梯): who is told what, how many working days from the due date."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse

from accounts.models import Message, User
from accounts.services.message import send_messages
from departments.choices import CALENDAR_DAY_KINDS, StepRecipient
from departments.models import Reminder, ReminderLadder, ReminderStep
from departments.services.calendar import (
    Calendar,
    Deadline,
    add_working_days,
    load_calendar,
    time_left,
)
from departments.services.recipient import people_of, recipients_of
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.words import day as written

BATCH = 2000

Ladder = list[tuple[int, str]]


@dataclass(frozen=True)
class Telling:
    """One person is told about one reminder (催办), for all steps that are due at once."""

    reminder: Reminder
    recipient: User
    steps: tuple[tuple[int, str], ...]
    words: str

    @property
    def key(self) -> str:
        return f"reminder:{self.reminder.pk}:{self.reminder.due_on}:{self.steps[-1][0]}"


def load_ladders() -> dict[str, Ladder]:
    """The steps of every kind of reminder, in one query."""
    ladders = defaultdict(list)
    rows = ReminderLadder.objects.order_by("kind", "offset", "recipient")
    for kind, offset, recipient in rows.values_list("kind", "offset", "recipient"):
        ladders[kind].append((offset, recipient))
    return dict(ladders)


def step_date(due_on: date, offset: int, calendar: Calendar, kind: str = "") -> date:
    """The day of a step; one on a due date that is a day off is taken on the working day before."""
    if kind in CALENDAR_DAY_KINDS:
        day = due_on + timedelta(days=offset)
        return day if calendar.is_working_day(day) else add_working_days(day, -1, calendar).on
    if offset <= 0 and not calendar.is_working_day(due_on):
        due_on = add_working_days(due_on, -1, calendar).on
    return add_working_days(due_on, offset, calendar).on


def pending_steps(
    reminder: Reminder, ladder: Ladder, calendar: Calendar
) -> list[tuple[date, int, str]]:
    """Steps not yet taken, in order. From an estimate nobody is told that anything is due."""
    if reminder.due_on is None:
        return []
    steps = [
        (step_date(reminder.due_on, offset, calendar, reminder.kind), offset, recipient)
        for offset, recipient in ladder
        if offset < 0 or not reminder.due_is_estimate
    ]
    return sorted(
        step for step in steps if reminder.stepped_on is None or step[0] > reminder.stepped_on
    )


def next_step_on(reminder: Reminder, ladder: Ladder, calendar: Calendar) -> date | None:
    """When the ladder has to look at a reminder next, or None once all steps are taken."""
    if reminder.closed_at is not None:
        return None
    return next((day for day, _, _ in pending_steps(reminder, ladder, calendar)), None)


def run_ladders(as_of: date, *, dry_run: bool = False, batch: int = BATCH) -> list[Telling]:
    """Take every step that is due by this day (催办). On a day off nobody is told anything."""
    if not Reminder.objects.to_step(as_of).exists():
        return []
    calendar = load_calendar()
    if not calendar.is_working_day(as_of):
        return []
    ladders, told, last_pk = load_ladders(), [], 0
    while True:
        with transaction.atomic():
            reminders = _next_batch(as_of, last_pk, batch, lock=not dry_run)
            if not reminders:
                return told
            last_pk = reminders[-1].pk
            tellings = _tellings(reminders, as_of, ladders, calendar)
            if not dry_run:
                _tell(tellings)
                _mark(reminders, as_of, ladders, calendar)
        told += tellings
        if len(reminders) < batch:
            return told


def _next_batch(as_of, last_pk, batch, *, lock):
    """A bounded number of reminders; those another worker holds are left to that worker."""
    rows = Reminder.objects.to_step(as_of).filter(pk__gt=last_pk).order_by("pk")
    if lock:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    named = Prefetch("addressees", User.objects.filter(is_active=True))
    return list(rows.select_related("department", "handler").prefetch_related(named)[:batch])


def _tellings(reminders, as_of, ladders, calendar):
    people = people_of({reminder.department_id for reminder in reminders}, as_of)
    tellings = []
    for reminder in reminders:
        steps_by_person = defaultdict(list)
        for day, offset, recipient in pending_steps(
            reminder, ladders.get(reminder.kind, []), calendar
        ):
            if day <= as_of:
                for person in recipients_of(reminder, recipient, people):
                    steps_by_person[person].append((offset, recipient))
        due = Deadline(reminder.due_on, reminder.due_is_estimate)
        words = time_left(due, as_of, calendar).words
        tellings += [
            Telling(reminder, person, tuple(steps), words)
            for person, steps in steps_by_person.items()
        ]
    return tellings


def _tell(tellings: list[Telling]) -> None:
    now = clock.now()
    ReminderStep.objects.bulk_create(
        [
            ReminderStep(
                reminder=telling.reminder,
                due_on=telling.reminder.due_on,
                offset=offset,
                recipient=telling.recipient,
                told_at=now,
            )
            for telling in tellings
            for offset in {offset for offset, _ in telling.steps}
        ],
        ignore_conflicts=True,
    )
    send_messages(
        Message(
            recipient=telling.recipient,
            key=telling.key,
            title=f"{telling.reminder.title}：{telling.words}",
            body=_body(telling),
            url=_link(telling),
        )
        for telling in tellings
    )


def _body(telling: Telling) -> str:
    """The reminder in plain words, and why this person is told."""
    reminder, (offset, recipient) = telling.reminder, telling.steps[-1]
    due = written(reminder.due_on, "year")
    when = f"{due}（暂估，以放假安排公布后为准）" if reminder.due_is_estimate else due
    lines = [reminder.body_for(recipient), f"期限：{when}，{telling.words}。"]
    late = "机构" if reminder.is_for_the_named else "经办人"
    if offset > 0 and recipient == StepRecipient.DIRECTOR:
        lines.append(f"{late}尚未办结，请您督促办理。")
    elif offset > 0 and recipient == StepRecipient.CONFERENCE_OFFICE:
        lines.append(f"{reminder.department}尚未办结，请联席会议办公室催办。")
    elif reminder.is_closed_by_hand:
        lines.append("办完后请在提醒页面填写办理情况，不再另行提醒。")
    else:
        lines.append("办结后自动停止提醒。")
    return "\n".join(line for line in lines if line)


def _link(telling: Telling) -> str:
    """The office reads states only, so it is led to the list of reminders."""
    if telling.steps[-1][1] == StepRecipient.CONFERENCE_OFFICE or not telling.reminder.link:
        return reverse("departments:reminder_list")
    return telling.reminder.link


def _mark(reminders, as_of, ladders, calendar):
    """Steps taken until today; one statement for all whose next step is on the same day."""
    by_day = defaultdict(list)
    for reminder in reminders:
        reminder.stepped_on = as_of
        reminder.next_step_on = next_step_on(reminder, ladders.get(reminder.kind, []), calendar)
        by_day[reminder.next_step_on].append(reminder.pk)
    for day, pks in by_day.items():
        Reminder.objects.filter(pk__in=pks).update(stepped_on=as_of, next_step_on=day)
