"""Whose rows a person may know of (可见范围): asked by every noun of supervision."""

from django.db.models import Q

from departments.choices import CONFERENCE_OFFICE
from departments.permissions import departments_of
from registry.models import Facility


def of_units(user) -> Q | None:
    """A unit's own rows, and for a township all on its ground; None for who is in no unit."""
    units = departments_of(user)
    if not units:
        return None
    units = [unit for unit in units if unit.code != CONFERENCE_OFFICE]
    own = Q(department__in=units)
    if townships := [unit for unit in units if unit.is_township]:
        own |= Q(facility__in=Facility.objects.filter(township__in=townships))
    return own
