"""Whom a step of the ladder reaches (告知谁): members active on that day, and people named."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from accounts.models import User
from departments.choices import CONFERENCE_OFFICE, MemberRole, StepRecipient
from departments.models import Member, Reminder


def people_of(department_ids: Iterable[int | None], as_of: date) -> dict:
    """Active officers and directors by unit, and the conference office, in one query."""
    people = defaultdict(list)
    members = Member.objects.active(as_of).select_related("user", "department").order_by("pk")
    for member in members.of_units(department_ids, CONFERENCE_OFFICE):
        people[member.department_id, member.role].append(member.user)
        if member.department.code == CONFERENCE_OFFICE:
            people[CONFERENCE_OFFICE].append(member.user)
    return people


def recipients_of(reminder: Reminder, recipient: str, people: dict) -> list[User]:
    """Who a step reaches; a unit without officers is told through its director."""
    officers = people[reminder.department_id, MemberRole.OFFICER]
    directors = people[reminder.department_id, MemberRole.DIRECTOR]
    handler = reminder.handler
    match recipient:
        case StepRecipient.ADDRESSEE:
            named = list(reminder.addressees.all())
            found = named or ([handler] if handler and handler.is_active else [])
        case StepRecipient.OFFICER if handler and _is_active_handler(reminder, people):
            found = [handler]
        case StepRecipient.OFFICER:
            found = officers or directors
        case StepRecipient.DIRECTOR:
            found = directors
        case _:
            found = people[CONFERENCE_OFFICE]
    return list(dict.fromkeys(found))


def _is_active_handler(reminder: Reminder, people: dict) -> bool:
    if reminder.department_id is None:
        return reminder.handler.is_active
    acting = [
        *people[reminder.department_id, MemberRole.OFFICER],
        *people[reminder.department_id, MemberRole.DIRECTOR],
    ]
    return reminder.handler in acting
