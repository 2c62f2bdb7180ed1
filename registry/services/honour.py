"""Public titles (称号) of facilities, as they hold on a day."""

from collections.abc import Collection
from datetime import date

from registry.models import Honour


def honours_of(facilities: Collection[int], today: date) -> dict[int, list[Honour]]:
    """The titles each facility holds, newest first, in one query."""
    held: dict[int, list[Honour]] = {}
    for honour in Honour.objects.current(today).filter(facility__in=facilities):
        held.setdefault(honour.facility_id, []).append(honour)
    return held
