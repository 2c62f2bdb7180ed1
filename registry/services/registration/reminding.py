"""What follows from a registration (登记信息的后续): go and see, file the change, close the filing.

A registration is asked about once for each piece of news: `asked_on` says so, and goes with the
next news. What has settled itself is closed here, or in the act that settled it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction

from accounts.models import User
from departments.choices import HEALTH_COMMISSION, ReminderKind
from departments.models import Department, Reminder
from departments.services.calendar import Deadline, add_working_days
from departments.services.parameter import parameter
from departments.services.reminder import close_reminder, close_reminders, open_reminder
from registry.models import Facility, Registration
from registry.notifications.people import operators_people
from registry.services.keys import changed_key, ended_key, unfiled_registration_key
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.words import day as written

FILED = "已提交备案申请"
SETTLED = "登记信息或者备案已经更新"


def unfiled_too_long(today: date) -> Iterable[Registration]:
    """Pushed so many days ago, and still nothing filed (登记后未备案的核查期限)."""
    days = parameter("registration_unfiled_days", today)
    if days is None:
        return Registration.objects.none()
    since = datetime.combine(today - timedelta(days=int(days) - 1), time(), clock.SHANGHAI)
    waiting = Registration.objects.unfiled().unasked().filter(received_at__lt=since)
    return waiting.select_related("registrar", "township").oldest_first()


@transaction.atomic
def remind_of_unfiled_registration(registration: Registration) -> None:
    """The commission and the township of the site go and see (已登记未备案，请走访)."""
    if not _ask_once(registration):
        return
    received_on = clock.on(registration.received_at)
    days = int(parameter("registration_unfiled_days", clock.today()))
    units = [Department.objects.commission(), registration.township]
    for unit in filter(None, units):
        open_reminder(
            unfiled_registration_key(registration, unit.code),
            kind=ReminderKind.UNFILED,
            title=registration.name,
            body=f"{registration.registrar} {written(received_on, 'year')}推送登记信息，"
            f"满 {days} 日尚未备案，请核实",
            link=registration.get_absolute_url(),
            due=Deadline(received_on + timedelta(days=days)),
            department=unit,
            makes_up=True,
        )


def ended_and_filed() -> Iterable[Registration]:
    """No registration left, the filing still stands."""
    return Registration.objects.ended().unasked().select_related("registrar").oldest_first()


@transaction.atomic
def remind_of_ended_registration(registration: Registration) -> None:
    """The operator cancels its filing; the commission sees that it happens (请办理备案注销)."""
    if not _ask_once(registration):
        return
    days = int(parameter("registration_ended_days", clock.today()) or 0)
    due = add_working_days(clock.today(), days)
    commission = Department.objects.commission()
    for facility in Facility.objects.living().filter(credit_code=registration.credit_code):
        for unit, people in ((None, operators_people(facility)), (commission, ())):
            open_reminder(
                ended_key(facility, registration, unit.code if unit else ""),
                kind=ReminderKind.REGISTRATION,
                title=f"{facility}",
                body=f"{registration.registrar}的登记已于"
                f"{written(registration.happened_on, 'year')}注销，请办理备案注销",
                link=facility.get_absolute_url(),
                due=due,
                department=unit,
                addressees=people,
                makes_up=True,
            )


def changed_too_long(today: date) -> Iterable[Registration]:
    """Changed at the registrar so many days ago, and no change filed since (登记变更)."""
    days = parameter("registration_change_days", today)
    if days is None:
        return Registration.objects.none()
    last = today - timedelta(days=int(days))
    waiting = Registration.objects.changed_without_filing().unasked().filter(happened_on__lte=last)
    return waiting.select_related("registrar").oldest_first()


@transaction.atomic
def remind_of_changed_registration(registration: Registration) -> None:
    """The operator files the change (请及时变更备案信息)."""
    if not _ask_once(registration):
        return
    for facility in Facility.objects.living().filter(credit_code=registration.credit_code):
        open_reminder(
            changed_key(facility, registration),
            kind=ReminderKind.REGISTRATION,
            title=f"{facility}",
            body=f"登记事项已于{written(registration.happened_on, 'year')}变更"
            f"（登记名称：{registration.name}），请及时变更备案信息；"
            "备案的内容没有变化的，在提醒里说明",
            link=facility.get_absolute_url(),
            due=Deadline(clock.today()),
            addressees=operators_people(facility),
            makes_up=True,
        )


def _ask_once(registration: Registration) -> bool:
    """Mark it as asked about; False where somebody was faster."""
    return (
        Registration.objects.unasked().filter(pk=registration.pk).update(asked_on=clock.today())
        == 1
    )


def close_unfiled_reminders(credit_code: str, *, note: str = FILED) -> None:
    """A filing is in hand: nobody has to go and see any more."""
    for registration in Registration.objects.filter(credit_code=credit_code).exclude(asked_on=None):
        close_reminders(unfiled_registration_key(registration), note=note)


def visits_to(registrations: Sequence[Registration], user: User) -> dict[int, list[str]]:
    """What those who went and saw wrote (走访情况), as far as this reader may know of it."""
    asked = {}
    for registration in registrations:
        codes = (HEALTH_COMMISSION, registration.township and registration.township.code)
        for code in filter(None, codes):
            asked[unfiled_registration_key(registration, code)] = registration.pk
    said = Reminder.objects.visible_to(user).closed().filter(key__in=asked)
    visits = defaultdict(list)
    for reminder in said.select_related("department").order_by("closed_at", "pk"):
        day = written(clock.on(reminder.closed_at))
        visits[asked[reminder.key]].append(f"{day}　{reminder.department} {reminder.close_note}")
    return dict(visits)


def close_settled_reminders() -> None:
    """Close what later news, an import or another act has settled."""
    asked = {
        kind: _registrations_asked_about(start, mark)
        for kind, start, mark in (
            ("unfiled", "registration:", ":unfiled:"),
            ("ended", "facility:", ":ended:"),
            ("changed", "facility:", ":changed:"),
        )
    }
    registrations = Registration.objects
    still = {
        "unfiled": registrations.unfiled(),
        "ended": registrations.ended(),
        "changed": registrations.changed_without_filing(),
    }
    for kind, keys in asked.items():
        if not keys:
            continue
        open_ones = set(still[kind].filter(pk__in=keys.values()).values_list("pk", flat=True))
        for key, pk in keys.items():
            if pk not in open_ones:
                close_reminder(key, note=SETTLED)


def _registrations_asked_about(start: str, mark: str) -> dict[str, int]:
    """Open reminders by key, each with the registration it is about."""
    kinds = (ReminderKind.UNFILED, ReminderKind.REGISTRATION)
    rows = Reminder.objects.open().filter(kind__in=kinds, key__startswith=start, key__contains=mark)
    is_first = start == "registration:"
    return {
        key: int(key.split(":")[1 if is_first else 3]) for key in rows.values_list("key", flat=True)
    }
