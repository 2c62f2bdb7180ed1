"""What follows an event of supervision (告知): messages once, marked told in the same step."""

from inspections.choices import Life
from inspections.models import Event
from inspections.notifications.inspection import tellings_of_inspection, tellings_of_visit
from inspections.notifications.rectification import tellings_of_rectification
from inspections.notifications.referral import tellings_of_referral
from registry.notifications.once import tell_all, tell_once
from registry.notifications.telling import Telling

TELLINGS = {
    Life.INSPECTION: tellings_of_inspection,
    Life.VISIT: tellings_of_visit,
    Life.RECTIFICATION: tellings_of_rectification,
    Life.REFERRAL: tellings_of_referral,
}


def tell_event(event_id: int) -> None:
    """Tell the people concerned about one event. A second run finds nothing to do."""
    tell_once(Event.objects.untold(), event_id, key="supervision-event", tellings_of=tellings_of)


def tellings_of(event: Event) -> list[Telling]:
    """Who is told what about an event; the first thing said to a person is the one they hear."""
    return TELLINGS[Life(event.life)](event)


def tell_untold(limit: int = 100) -> int:
    """After each commit, and every minute from beat: tell what was not told (补告知)."""
    return tell_all(Event.objects.untold(), tell_event, limit)
