"""Clock work of supervision: the night's count."""

from datetime import datetime, time

from celery import shared_task

from inspections.services import tally
from wuqing_tuoyu import clock


@shared_task(ignore_result=True)
def take_tallies() -> None:
    """Every night: what was done until midnight, so that no page counts a whole year (年度计数)."""
    tally.take_tallies(datetime.combine(clock.today(), time(), tzinfo=clock.SHANGHAI))
