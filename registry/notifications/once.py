"""Telling once (只告知一次): read an event, write its messages, mark it told, as one."""

from collections.abc import Callable, Iterable

import structlog
from django.db import transaction
from django.db.models import Model, QuerySet

from accounts.services.message import send_message
from registry.notifications.telling import Telling
from wuqing_tuoyu import clock

MOST_TRIED = 500

event_log = structlog.get_logger(__name__)


def tell_once(
    untold: QuerySet,
    event_id: int,
    *,
    key: str,
    tellings_of: Callable[[Model], Iterable[Telling]],
) -> None:
    """Tell the people concerned about one event. A second run finds nothing to do.

    `key` names the kind of event in the messages' keys; with the event's own it is unique.
    """
    with transaction.atomic():
        events = untold.select_for_update(skip_locked=True, of=("self",))
        event = events.filter(pk=event_id).first()
        if event is None:
            return
        for telling in tellings_of(event):
            send_message(
                telling.recipient,
                key=f"{key}:{event.pk}",
                title=telling.title,
                body=telling.body,
                url=telling.url,
                channels=telling.channels,
            )
        event.told_at = clock.now()
        event.save(update_fields=["told_at"])


def tell_all(untold: QuerySet, tell_one: Callable[[int], None], limit: int) -> int:
    """Tell up to `limit` events that were not told (补告知); returns how many were.

    An event that cannot be told is logged and tried again later; it holds up no other.
    """
    told = 0
    for event_id in list(untold.values_list("pk", flat=True)[:MOST_TRIED]):
        if told == limit:
            break
        try:
            tell_one(event_id)
        except Exception:
            event_log.exception("event_not_told", model=untold.model.__name__, event_id=event_id)
        else:
            told += 1
    return told
