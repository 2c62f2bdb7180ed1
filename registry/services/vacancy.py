"""Free places (空余托位) as families ask for them: in the classes that take their child."""

from collections.abc import Collection
from datetime import date

from django.db.models import Sum

from registry.models import Vacancy


def free_at_age(facilities: Collection[int], months: int, stated_since: date) -> dict[int, int]:
    """Free places in the classes that take a child of this age (适龄班空余托位), stated of late."""
    rows = Vacancy.objects.at_age(months, stated_since).filter(facility__in=facilities)
    return dict(rows.values_list("facility").annotate(free=Sum("places")))
