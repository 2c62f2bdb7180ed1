"""What follows an event of supervision (告知): messages once, marked told in the same step."""

import structlog
from celery import shared_task
from django.db import transaction

from accounts.services.message import send_message
from inspections.choices import Life
from inspections.models import Event
from inspections.notifications.inspection import tellings_of_inspection, tellings_of_visit
from inspections.notifications.rectification import tellings_of_rectification
from inspections.notifications.referral import tellings_of_referral
from registry.notifications.telling import Telling
from wuqing_tuoyu import clock

MOST_TRIED = 500

event_log = structlog.get_logger(__name__)

TELLINGS = {
    Life.INSPECTION: tellings_of_inspection,
    Life.VISIT: tellings_of_visit,
    Life.RECTIFICATION: tellings_of_rectification,
    Life.REFERRAL: tellings_of_referral,
}


@shared_task(ignore_result=True)
def tell_event(event_id: int) -> None:
    """Tell the people concerned about one event. A second run finds nothing to do."""
    with transaction.atomic():
        event = (
            Event.objects.untold()
            .select_for_update(skip_locked=True, of=("self",))
            .filter(pk=event_id)
            .first()
        )
        if event is None:
            return
        for telling in tellings_of(event):
            send_message(
                telling.recipient,
                key=f"supervision-event:{event.pk}",
                title=telling.title,
                body=telling.body,
                url=telling.url,
                channels=telling.channels,
            )
        event.told_at = clock.now()
        event.save(update_fields=["told_at"])


def tellings_of(event: Event) -> list[Telling]:
    """Who is told what about an event; the first thing said to a person is the one they hear."""
    return TELLINGS[Life(event.life)](event)


def tell_untold(limit: int = 100) -> int:
    """After each commit, and every minute from beat: tell what was not told (补告知).

    An event that cannot be told is logged and tried again later; it holds up no other.
    """
    told = 0
    for event_id in list(Event.objects.untold().values_list("pk", flat=True)[:MOST_TRIED]):
        if told == limit:
            break
        try:
            tell_event(event_id)
        except Exception:
            event_log.exception("event_not_told", event_id=event_id)
        else:
            told += 1
    return told
