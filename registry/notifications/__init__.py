"""What follows an event (告知): read it, write the messages, mark it told, as one."""

import structlog
from celery import shared_task
from django.db import transaction

from accounts.services.message import send_message
from registry.choices import Life
from registry.models import Event
from registry.notifications.filing import tellings_of_filing
from registry.notifications.review import tellings_of_review
from registry.notifications.standing import tellings_of_standing
from registry.notifications.telling import Telling
from wuqing_tuoyu import clock

MOST_TRIED = 500

event_log = structlog.get_logger(__name__)

TELLINGS = {
    Life.FILING: tellings_of_filing,
    Life.STANDING: tellings_of_standing,
    Life.REVIEW: tellings_of_review,
}


@shared_task(ignore_result=True)
def tell_event(event_id: int) -> None:
    """Tell the people concerned about one event. A second run finds nothing to do."""
    with transaction.atomic():
        event = (
            Event.objects.untold()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("facility__operator", "filing__officer", "review__department", "actor")
            .filter(pk=event_id)
            .first()
        )
        if event is None:
            return
        for telling in tellings_of(event):
            send_message(
                telling.recipient,
                key=f"event:{event.pk}",
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
