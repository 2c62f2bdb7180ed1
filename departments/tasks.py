"""Clock work of the units' floor: the ladder of reminders and the alarm about the calendar."""

from celery import shared_task

from departments.services import calendar_alarm, ladder
from wuqing_tuoyu import clock


@shared_task(ignore_result=True)
def run_ladders() -> None:
    """Several times each morning: what was missed is told at the next run, never twice."""
    ladder.run_ladders(clock.today())


@shared_task(ignore_result=True)
def remind_of_missing_years() -> None:
    """Daily: a year without a calendar is asked for once."""
    calendar_alarm.remind_of_missing_years(clock.today())
