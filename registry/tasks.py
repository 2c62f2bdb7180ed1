"""Clock work of the register: a bounded choice of rows, one service a row, each by itself."""

from collections.abc import Callable, Iterable

import structlog
from celery import shared_task

from registry.models import Facility, Pause
from registry.services.closing import close_by_system
from registry.services.deadline_alarm import alarm_of_drift
from registry.services.expiry import (
    facilities_with_expiring_papers,
    remind_of_expiring_papers,
)
from registry.services.fire_test import advise_of_fire_test, facilities_with_old_fire_papers
from registry.services.follow import leave, unconfirmed_too_long
from registry.services.open_data import write_files_of_the_day
from registry.services.pause import remind_of_ended_pause
from registry.services.registration.reminding import (
    changed_too_long,
    close_settled_reminders,
    ended_and_filed,
    remind_of_changed_registration,
    remind_of_ended_registration,
    remind_of_unfiled_registration,
    unfiled_too_long,
)
from wuqing_tuoyu import clock

LIMIT = 500

task_log = structlog.get_logger(__name__)


def each(rows: Iterable, act: Callable[[object], object]) -> None:
    """One act a row, in a transaction of its own; a row in trouble keeps no other waiting."""
    for row in rows:
        try:
            act(row)
        except Exception:
            task_log.exception("row_left_for_next_time", row=str(row.pk), act=act.__name__)


@shared_task(ignore_result=True)
def close_due_facilities(limit: int = LIMIT) -> None:
    """Close the facilities whose day has come (注销日已到)."""

    def close(facility: Facility) -> None:
        close_by_system(facility, note="机构申请注销备案，注销日已到")

    each(Facility.objects.closing(clock.today()).order_by("closes_on", "pk")[:limit], close)


@shared_task(ignore_result=True)
def remind_of_ended_pauses(limit: int = LIMIT) -> None:
    """Ask what comes after a pause that is past its end (暂停到期), the newest first."""
    pauses = Pause.objects.past_their_end(clock.today()).order_by("-until_on", "-pk")
    each(pauses[:limit], remind_of_ended_pause)


@shared_task(ignore_result=True)
def remind_of_expiring_documents(limit: int = LIMIT) -> None:
    """Remind operators of papers that expire (材料到期)."""
    today = clock.today()

    def remind(facility: Facility) -> None:
        remind_of_expiring_papers(facility, today)

    last = 0
    while pks := facilities_with_expiring_papers(today, limit, after=last):
        each(Facility.objects.filter(pk__in=pks).order_by("pk"), remind)
        last = pks[-1]


@shared_task(ignore_result=True)
def advise_of_fire_tests(limit: int = LIMIT) -> None:
    """Advise operators whose fire paper is more than a year old (消防年度检测)."""
    today = clock.today()

    def advise(facility: Facility) -> None:
        advise_of_fire_test(facility, today)

    last = 0
    while pks := facilities_with_old_fire_papers(today, limit, after=last):
        each(Facility.objects.filter(pk__in=pks).order_by("pk"), advise)
        last = pks[-1]


@shared_task(ignore_result=True)
def remind_of_registrations(limit: int = LIMIT) -> None:
    """Registered and not filed, changed, ended (登记信息的后续); what has settled is closed."""
    today = clock.today()
    close_settled_reminders()
    each(unfiled_too_long(today)[:limit], remind_of_unfiled_registration)
    each(changed_too_long(today)[:limit], remind_of_changed_registration)
    each(ended_and_filed()[:limit], remind_of_ended_registration)


@shared_task(ignore_result=True)
def forget_unconfirmed_follows(limit: int = LIMIT) -> None:
    """Addresses that nobody confirmed are not kept (关注未确认)."""
    each(unconfirmed_too_long(clock.now())[:limit], leave)


@shared_task(ignore_result=True)
def write_open_data() -> None:
    """Every night: the whole register as files (每日文件)."""
    write_files_of_the_day()


@shared_task(ignore_result=True)
def check_deadlines() -> None:
    """Weekly: stored due dates against events and calendar (期限核对)."""
    alarm_of_drift(clock.today())
