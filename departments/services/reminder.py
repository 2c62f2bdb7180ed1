"""Reminders (提醒): opened, moved and closed inside the act they belong to."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.models import Message, User
from accounts.services.message import send_message
from departments.choices import ReminderKind
from departments.models import Department, Member, Reminder
from departments.permissions import can_close_reminder, can_urge_reminder
from departments.services.calendar import Calendar, Deadline, load_calendar
from departments.services.ladder import Telling, load_ladders, next_step_on, run_ladders
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

__all__ = [
    "Telling",
    "close_reminder",
    "close_reminder_by_hand",
    "close_reminders",
    "hand_over_reminder",
    "move_reminder",
    "open_reminder",
    "readdress_reminder",
    "reword_reminder",
    "run_ladders",
    "silence_reminder",
    "urge",
    "wake_reminder",
]


@transaction.atomic
def open_reminder(
    key: str,
    *,
    kind: ReminderKind,
    title: str,
    link: str = "",
    due: Deadline | None = None,
    department: Department | None = None,
    handler: User | None = None,
    addressees: Iterable[User] = (),
    body: str = "",
    officer_body: str = "",
    director_body: str = "",
    calendar: Calendar | None = None,
    makes_up: bool = False,
) -> Reminder:
    """Ask a unit, or the people named, to do something (提醒). A known key is opened anew.

    `body` speaks to who has to act; where that is the people named, `officer_body` and
    `director_body` say to their unit what is left to it. With `makes_up`, steps that lie
    before today are told at the next run, as one.
    """
    reminder = _find(key) or Reminder(key=key)
    was_open = reminder.pk is not None and reminder.closed_at is None
    reminder.kind, reminder.title, reminder.body, reminder.link = kind, title, body, link
    reminder.officer_body, reminder.director_body = officer_body, director_body
    reminder.department, reminder.handler = department, handler
    reminder.is_personal = department is None
    reminder.is_silent, reminder.closed_at, reminder.close_note = False, None, ""
    if not was_open:
        reminder.opened_at = clock.now()
    _set_due(reminder, due, calendar, makes_up=makes_up)
    reminder.save()
    reminder.addressees.set(addressees)
    return reminder


@transaction.atomic
def move_reminder(
    key: str, *, due: Deadline | None, calendar: Calendar | None = None
) -> Reminder | None:
    """Give an open reminder another due date; its ladder starts from there."""
    reminder = _find_open(key)
    if reminder is not None:
        _set_due(reminder, due, calendar)
        reminder.save(update_fields=_DUE_FIELDS)
    return reminder


@transaction.atomic
def close_reminder(key: str, *, note: str = "") -> bool:
    """It is done (办结): nobody is told about it any more."""
    return _close(Reminder.objects.filter(key=key), note) > 0


@transaction.atomic
def close_reminders(prefix: str, *, note: str = "") -> int:
    """All reminders whose key begins like this are done."""
    return _close(Reminder.objects.filter(key__startswith=prefix), note)


@transaction.atomic
def silence_reminder(key: str) -> None:
    """Keep a reminder open without telling anybody, while somebody else has the turn."""
    Reminder.objects.open().filter(key=key).update(is_silent=True)


@transaction.atomic
def wake_reminder(
    key: str, due: Deadline | None = None, *, calendar: Calendar | None = None
) -> Reminder | None:
    """Let the ladder speak again, from the old or a new due date."""
    reminder = _find_open(key)
    if reminder is not None:
        reminder.is_silent = False
        _set_due(reminder, due or _due_of(reminder), calendar)
        reminder.save(update_fields=["is_silent", *_DUE_FIELDS])
    return reminder


@transaction.atomic
def reword_reminder(
    key: str, *, body: str, officer_body: str = "", director_body: str = ""
) -> None:
    """Say what is left to do by now; whom it asks and by when stays."""
    words = {"body": body, "officer_body": officer_body, "director_body": director_body}
    Reminder.objects.open().filter(key=key).update(**words)


@transaction.atomic
def hand_over_reminder(key: str, handler: User | None) -> None:
    """Let another person of the unit handle it (转办)."""
    Reminder.objects.open().filter(key=key).update(handler=handler)


@transaction.atomic
def readdress_reminder(key: str, department: Department, *, handler: User | None) -> None:
    """Another unit has this to do from now on (移交)."""
    Reminder.objects.open().filter(key=key).update(department=department, handler=handler)


@transaction.atomic
def close_reminder_by_hand(reminder: Reminder, *, actor: User, note: str) -> Reminder:
    """Close what no act closes (办结), saying what was done."""
    reminder = Reminder.objects.select_for_update(of=("self",)).get(pk=reminder.pk)
    if not can_close_reminder(actor, reminder):
        raise PermissionDenied
    if reminder.closed_at is not None:
        raise DomainError("这条提醒已经办结，无需再次填写。")
    if not note.strip():
        raise DomainError("请写明办理情况，例如哪天走访、结果如何。")
    _close(Reminder.objects.filter(pk=reminder.pk), f"{actor}：{note.strip()}")
    reminder.refresh_from_db()
    return reminder


@transaction.atomic
def urge(reminder: Reminder, *, actor: User, note: str) -> list[Message]:
    """The conference office urges a unit (催办), in its own name; it decides nothing."""
    reminder = Reminder.objects.select_for_update(of=("self",)).get(pk=reminder.pk)
    if not can_urge_reminder(actor, reminder):
        raise PermissionDenied
    if reminder.closed_at is not None:
        raise DomainError("这件事已经办结，不需要催办。")
    if not note.strip():
        raise DomainError("请写明催办内容，让对方知道要做什么、为什么。")
    members = Member.objects.active(clock.today()).filter(department=reminder.department)
    people = {member.user for member in members.acting().select_related("user")}
    if not people:
        raise DomainError(f"{reminder.department}目前没有经办人或负责人账号，请电话联系。")
    now = clock.now()
    sent = [
        send_message(
            person,
            key=f"urge:{reminder.pk}:{now.isoformat()}",
            title=f"联席会议办公室催办：{reminder.title}",
            body=f"{note.strip()}\n\n联席会议办公室　{actor}",
            url=reminder.link or reverse("departments:reminder_list"),
        )
        for person in sorted(people, key=lambda person: person.pk)
    ]
    return [message for message in sent if message is not None]


_DUE_FIELDS = ["due_on", "due_is_estimate", "stepped_on", "next_step_on"]


def _find(key: str) -> Reminder | None:
    return Reminder.objects.select_for_update(of=("self",)).filter(key=key).first()


def _find_open(key: str) -> Reminder | None:
    return Reminder.objects.open().select_for_update(of=("self",)).filter(key=key).first()


def _due_of(reminder: Reminder) -> Deadline | None:
    if reminder.due_on is None:
        return None
    return Deadline(reminder.due_on, reminder.due_is_estimate)


def _set_due(
    reminder: Reminder,
    due: Deadline | None,
    calendar: Calendar | None,
    *,
    makes_up: bool = False,
) -> None:
    """Another due date starts the ladder anew; steps that lie before today are not told then."""
    if _due_of(reminder) != due:
        reminder.due_on = due.on if due else None
        reminder.due_is_estimate = bool(due and due.is_estimate)
        skips = due is not None and due.on >= clock.today() and not makes_up
        reminder.stepped_on = _yesterday() if skips else None
    if due is None:
        reminder.next_step_on = None
        return
    ladder = load_ladders().get(reminder.kind, [])
    reminder.next_step_on = (
        next_step_on(reminder, ladder, calendar or load_calendar()) if ladder else None
    )


def _yesterday() -> date:
    return clock.today() - timedelta(days=1)


def _close(reminders, note: str) -> int:
    return reminders.open().update(closed_at=clock.now(), close_note=note[:500], next_step_on=None)
