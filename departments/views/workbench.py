"""The workbench (工作台): what waits for me, by deadline; what I sent and who has it."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Message
from departments.choices import REVIEW_KINDS, StepRecipient
from departments.models import Reminder
from departments.permissions import (
    acting_departments,
    active_member,
    can_edit_calendar,
    can_read_reminders,
    is_administrator,
    is_commission_officer,
    is_conference_office,
    is_director_of,
)
from departments.services.calendar import Deadline, TimeLeft, load_calendar, time_left
from wuqing_tuoyu import clock

SHOWN = 20
BESIDE = 5
SOON = 3
NAMED = "机构"


@dataclass
class Entry:
    """A reminder as a line of the queue."""

    reminder: Reminder
    time_left: TimeLeft | None
    holder: str
    is_mine: bool
    reader: str = StepRecipient.ADDRESSEE

    @property
    def title(self):
        return self.reminder.title

    @property
    def url(self):
        return self.reminder.link or f"/reminders/#reminder-{self.reminder.pk}"

    @property
    def due_on(self):
        return self.reminder.due_on

    @property
    def act(self):
        return self.reminder.next_step

    @property
    def detail(self):
        words = [self.reminder.get_kind_display(), self.reminder.body_for(self.reader)]
        if self.time_left and self.time_left.explanation:
            words.append(self.time_left.explanation)
        return "　·　".join(word for word in words if word)

    @property
    def is_pressing(self):
        """Due within three working days, or late."""
        days = self.time_left.days if self.time_left else None
        return days is not None and days <= SOON

    @property
    def is_with_the_named(self):
        """Whoever is named has the turn: their unit takes it up once they are late."""
        return self.holder == NAMED


@require_safe
def workbench(request):
    user, today, calendar = request.user, clock.today(), load_calendar()
    member = active_member(user)
    waiting = Reminder.objects.waiting_for(user, acting_departments(user)).by_due_date()
    waiting = waiting.select_related("department", "handler").prefetch_related("addressees")
    entries = [entry_of(reminder, user, today, calendar) for reminder in waiting]
    mine = [entry for entry in entries if entry.is_mine]
    others = [entry for entry in entries if not entry.is_mine]
    with_the_named = [entry for entry in others if entry.is_with_the_named]
    with_colleagues = [entry for entry in others if not entry.is_with_the_named]
    pressing = [entry for entry in mine if entry.is_pressing]
    context = {
        "member": member,
        "today": today,
        "heading": heading_of(pressing, mine),
        "mine": mine[:SHOWN],
        "mine_count": len(mine),
        "due_today": sum(entry.time_left.days == 0 for entry in pressing),
        "late": sum(entry.time_left.is_late for entry in pressing),
        "with_the_named": with_the_named[:BESIDE],
        "with_the_named_count": len(with_the_named),
        "with_colleagues": with_colleagues[:BESIDE],
        "with_colleagues_count": len(with_colleagues),
        "unread": Message.objects.visible_to(user).unread().order_by("-created_at")[:BESIDE],
        "sent": sent_by(user, today, calendar),
        "sent_heading": "各单位超期" if is_conference_office(user) else "已发出，待答复",
        "is_operator": member is None and not is_administrator(user),
        "is_administrator": is_administrator(user),
        "edits_calendar": can_edit_calendar(user),
        "takes_next": is_commission_officer(user),
        "reads_reminders": can_read_reminders(user),
    }
    return render(request, "departments/workbench/workbench.html", context)


def entry_of(reminder, user, today, calendar):
    due = Deadline(reminder.due_on, reminder.due_is_estimate) if reminder.due_on else None
    named = {person.pk for person in reminder.addressees.all()}
    left = time_left(due, today, calendar) if due else None
    is_named, is_late = user.pk in named, left is not None and left.is_late
    is_mine = is_named or (
        reminder.handler_id == user.pk
        if reminder.handler_id
        else reminder.department_id is not None and not named
    )
    if reminder.is_for_the_named and not is_named and not is_late:
        is_mine, holder = False, NAMED
    elif is_mine:
        holder = "您"
    else:
        holder = str(reminder.handler or reminder.department or "")
    return Entry(reminder, left, holder, is_mine, reader_of(reminder, user, is_named))


def reader_of(reminder, user, is_named):
    """In which role a person reads a reminder: who has to act, their unit, or who decides."""
    if is_named or reminder.department is None:
        return StepRecipient.ADDRESSEE
    if is_director_of(user, reminder.department):
        return StepRecipient.DIRECTOR
    return StepRecipient.OFFICER


def heading_of(pressing, mine):
    if pressing:
        return f"今天先办这 {len(pressing)} 件"
    if mine:
        return "今天没有要赶的事"
    return "现在没有等您处理的事"


def sent_by(user, today, calendar):
    """What others have to answer first: reviews for the commission, all units for the office."""
    if is_commission_officer(user):
        open_reviews = Reminder.objects.open().filter(kind__in=REVIEW_KINDS, is_silent=False)
    elif is_conference_office(user):
        open_reviews = Reminder.objects.overdue(today).filter(department__isnull=False)
    else:
        return []
    own = acting_departments(user)
    rows = open_reviews.exclude(department__in=own).select_related("department").by_due_date()
    return [
        (row, time_left(Deadline(row.due_on, row.due_is_estimate), today, calendar))
        for row in rows.filter(due_on__isnull=False)[:BESIDE]
    ]
