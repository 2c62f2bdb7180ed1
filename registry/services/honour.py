"""Public titles (称号) of facilities, as they hold on a day."""

from datetime import date

from django.db.models import QuerySet

from registry.models import Honour
from wuqing_tuoyu.prepared import Keys, prepared


def honours_of(facilities: Keys, today: date) -> dict[int, list[Honour]]:
    """The titles each facility holds, newest first, in one query."""
    held: dict[int, list[Honour]] = {}
    for honour in _held(facilities, today):
        held.setdefault(honour.facility_id, []).append(honour)
    return held


@prepared
def _held(facilities: Keys, today: date) -> QuerySet[Honour]:
    return Honour.objects.current(today).filter(facility__pk__in=facilities)
