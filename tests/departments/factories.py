"""People, units and reminders for tests of this floor and of those above it."""

from datetime import date, datetime, time
from itertools import count

from accounts.models import User
from departments.choices import DepartmentKind, MemberRole, ReminderKind
from departments.models import Department, Member, ReminderLadder
from departments.services.calendar import Deadline
from departments.services.reminder import open_reminder
from wuqing_tuoyu import clock

PASSWORD = "a-long-enough-pass"
_numbers = count(1)

RECEIPT_GATE = [(-1, "officer"), (0, "officer"), (1, "director"), (2, "conference_office")]


def make_user(name="", **fields):
    number = next(_numbers)
    return User.objects.create_user(
        username=f"person{number}",
        email=fields.pop("email", f"person{number}@example.com"),
        password=PASSWORD,
        name=name or f"某人{number}",
        **fields,
    )


def make_department(code="zjw", **fields):
    kinds = {"lxh": DepartmentKind.OFFICE}
    kind = DepartmentKind.TOWNSHIP if code.isdigit() else kinds.get(code, DepartmentKind.DISTRICT)
    fields = {"name": f"单位{code}", "short_name": code, "kind": kind} | fields
    return Department.objects.get_or_create(code=code, defaults=fields)[0]


def make_member(code="zjw", role=MemberRole.OFFICER, user=None, **fields):
    return Member.objects.create(
        user=user or make_user(),
        department=make_department(code),
        role=role,
        **({"active_from": date(2020, 12, 3)} | fields),
    )


def make_ladder(kind=ReminderKind.REVIEW_RECEIPT, steps=RECEIPT_GATE):
    for offset, recipient in steps:
        ReminderLadder.objects.get_or_create(kind=kind, offset=offset, recipient=recipient)


def make_reminder(due=date(2026, 11, 25), *, estimate=False, code="zjw", **fields):
    fields = {"kind": ReminderKind.REVIEW_RECEIPT, "title": "核对消防文书"} | fields
    if not fields.get("addressees") and code:
        fields["department"] = make_department(code)
    deadline = None if due is None else Deadline(due, estimate)
    key = fields.pop("key", f"test:{next(_numbers)}")
    return open_reminder(key, due=deadline, **fields)


def at(day, hour=9):
    """The present moved to a day, as demonstration data does it."""
    return clock.travel(datetime.combine(day, time(hour), tzinfo=clock.SHANGHAI))
