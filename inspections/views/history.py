"""The course (经过) of one thing, in the words of who reads it."""

from dataclasses import dataclass
from datetime import datetime

from departments.permissions import active_member

# What the operator reads of the unit's side: who did it stays within the unit.
OPERATORS_ACTS = ("submit", "respond", "retract")


@dataclass(frozen=True)
class Line:
    title: str
    when: datetime
    who: str
    detail: str = ""
    tone: str = ""


def history_of(subject, user, department):
    """Newest first; operators read the unit, staff the person."""
    is_staff = active_member(user) is not None
    lines = []
    for event in subject.events.select_related("actor").order_by("-id"):
        if event.actor is None:
            who = "系统"
        elif event.action in OPERATORS_ACTS:
            who = str(event.actor) if not is_staff else f"举办者 {event.actor}"
        else:
            who = f"{department} {event.actor}" if is_staff else str(department)
        lines.append(Line(event.get_action_display(), event.created_at, who, event.note))
    return lines
