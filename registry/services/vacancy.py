"""Free places (空余托位) as families ask for them: in the classes that take their child."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Sum

from registry.models import ClassGroup, Vacancy


def free_at_age(facilities: Collection[int], months: int, stated_since: date) -> dict[int, int]:
    """Free places in the classes that take a child of this age (适龄班空余托位), stated of late."""
    taking = ClassGroup.objects.filter(
        declaration=OuterRef("facility__declaration"),
        class_no=OuterRef("class_no"),
        min_age__lte=months,
        max_age__gte=months,
    )
    rows = Vacancy.objects.current().filter(
        Exists(taking), facility__in=facilities, stated_on__gte=stated_since
    )
    return dict(rows.values_list("facility").annotate(free=Sum("places")))
