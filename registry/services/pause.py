"""Pauses (暂停服务): by the operator or by order, ended, and asked about once past their end."""

from datetime import date

from django.db import transaction

from accounts.models import User
from departments.choices import ReminderKind
from departments.models import Department, Reminder
from departments.permissions import is_commission_director
from departments.services.calendar import Deadline
from departments.services.reminder import close_reminder, open_reminder
from registry.choices import PublicRecordKind, StandingAction
from registry.models import Facility, Filing, Pause
from registry.notifications.people import operators_people
from registry.services.keys import pause_key
from registry.services.notice.sheet import chinese_date
from registry.services.record import publish
from registry.workflow import begin_facility, finish_standing
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError


@transaction.atomic
def pause_facility(
    facility: Facility,
    *,
    actor: User,
    from_on: date,
    until_on: date | None,
    reason: str,
    order_number: str = "",
    order_organ: str = "",
    order_on: date | None = None,
) -> Pause:
    """Stop serving for a while (暂停服务); a stop by order names number, organ and date."""
    facility = begin_facility(facility, StandingAction.PAUSE, actor)
    is_ordered = is_commission_director(actor)
    running = facility.open_pause
    if running is not None and (running.is_ordered or not is_ordered):
        raise DomainError("该机构已经暂停服务，不用再登记。")
    if is_ordered and not (order_number.strip() and order_organ.strip() and order_on):
        raise DomainError("依决定停止服务的，请写明决定机关、文号和日期。")
    if not reason.strip():
        raise DomainError("请写明暂停服务的原因。")
    if until_on is None and not is_ordered:
        raise DomainError("请填写暂停到哪一天，到期前可以恢复。")
    if until_on is not None and until_on < max(from_on, clock.today()):
        raise DomainError("暂停的截止日期不能早于起始日期和今天。")
    if running is not None:
        # An ordered stop takes the place of the operator's own, which it could end by itself.
        end_pause(running, actor, note="改为依决定停止服务")
    pause = Pause.objects.create(
        facility=facility,
        from_on=from_on,
        until_on=until_on,
        reason=reason.strip(),
        is_ordered=is_ordered,
        order_number=order_number.strip(),
        order_organ=order_organ.strip(),
        order_on=order_on,
        opened_at=clock.now(),
        opened_by=actor,
    )
    finish_standing(facility, StandingAction.PAUSE, actor, note=pause.reason)
    what = "依决定停止服务" if is_ordered else "暂停服务"
    until = f"，到 {chinese_date(until_on)}" if until_on else ""
    publish(
        facility,
        key=f"pause:{pause.pk}",
        kind=PublicRecordKind.PAUSED,
        title=f"{what}，自 {chinese_date(from_on)}起{until}",
        happened_on=from_on,
    )
    return pause


@transaction.atomic
def resume_facility(facility: Facility, *, actor: User, note: str = "") -> Facility:
    """Serve again (恢复服务)."""
    facility = begin_facility(facility, StandingAction.RESUME, actor)
    pause = facility.open_pause
    if pause is None:
        raise DomainError("该机构现在没有暂停服务。")
    end_pause(pause, actor, note="已恢复服务")
    facility = finish_standing(facility, StandingAction.RESUME, actor, note=note.strip())
    publish(
        facility,
        key=f"pause:{pause.pk}:end",
        kind=PublicRecordKind.RESUMED,
        title="恢复服务",
    )
    return facility


def end_pause(pause: Pause, actor: User | None, *, note: str) -> None:
    """Write when a pause ended, and by whom; None is the system. Inside an act that has begun."""
    pause.ended_on, pause.ended_by = clock.today(), actor
    pause.save(update_fields=["ended_on", "ended_by"])
    close_reminder(pause_key(pause), note=note)


@transaction.atomic
def remind_of_ended_pause(pause: Pause) -> Reminder | None:
    """Ask once: serve again, state a new end, or close (暂停服务到期)."""
    facility = lock_facility(pause.facility_id)
    pause = Pause.objects.open().filter(pk=pause.pk).first()
    if pause is None or Reminder.objects.filter(key=pause_key(pause)).exists():
        return None
    last = Filing.objects.submitted().filter(facility=facility).order_by("-submitted_at").first()
    return open_reminder(
        pause_key(pause),
        kind=ReminderKind.PAUSE,
        title=f"{facility}",
        body=f"暂停服务到 {chinese_date(pause.until_on)}已满，请恢复服务，或者办理注销备案",
        officer_body=(
            f"暂停服务到 {chinese_date(pause.until_on)}已满，机构还没有恢复或者注销，请联系机构"
        ),
        link=facility.get_absolute_url(),
        due=Deadline(pause.until_on),
        department=Department.objects.commission(),
        handler=last.officer if last else None,
        addressees=operators_people(facility),
    )
