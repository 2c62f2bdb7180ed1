"""What follows an event of filing (告知): messages once, marked told in the same step."""

from registry.choices import Life
from registry.models import Event
from registry.notifications.filing import tellings_of_filing
from registry.notifications.once import tell_all, tell_once
from registry.notifications.review import tellings_of_review
from registry.notifications.standing import tellings_of_standing
from registry.notifications.telling import Telling

TELLINGS = {
    Life.FILING: tellings_of_filing,
    Life.STANDING: tellings_of_standing,
    Life.REVIEW: tellings_of_review,
}


def tell_event(event_id: int) -> None:
    """Tell the people concerned about one event. A second run finds nothing to do."""
    events = Event.objects.untold().select_related(
        "facility__operator", "filing__officer", "review__department", "actor"
    )
    tell_once(events, event_id, key="event", tellings_of=tellings_of)


def tellings_of(event: Event) -> list[Telling]:
    """Who is told what about an event; the first thing said to a person is the one they hear."""
    return TELLINGS[Life(event.life)](event)


def tell_untold(limit: int = 100) -> int:
    """After each commit, and every minute from beat: tell what was not told (补告知)."""
    return tell_all(Event.objects.untold(), tell_event, limit)
