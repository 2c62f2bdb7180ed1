"""Pauses past their end (暂停到期): operator and officer are asked once what comes next."""

from django.db import transaction

from departments.choices import ReminderKind
from departments.models import Department, Reminder
from departments.services.calendar import Deadline
from departments.services.reminder import open_reminder
from registry.models import Filing, Pause
from registry.services.keys import pause_key
from registry.workflow.transition import lock_facility


@transaction.atomic
def remind_of_ended_pause(pause: Pause) -> Reminder | None:
    """Ask once: serve again, state a new end, or close (暂停服务到期)."""
    facility = lock_facility(pause.facility_id)
    pause = Pause.objects.open().filter(pk=pause.pk).first()
    if pause is None or Reminder.objects.filter(key=pause_key(pause)).exists():
        return None
    last = Filing.objects.submitted().filter(facility=facility).order_by("-submitted_at").first()
    people = facility.operator.representatives.confirmed().select_related("user")
    return open_reminder(
        pause_key(pause),
        kind=ReminderKind.PAUSE,
        title=f"{facility}",
        body=f"暂停服务到 {pause.until_on.month}月{pause.until_on.day}日已满，"
        "请恢复服务，或者办理注销备案",
        link=facility.get_absolute_url(),
        due=Deadline(pause.until_on),
        department=Department.objects.commission(),
        handler=last.officer if last else None,
        addressees=[row.user for row in people],
    )
