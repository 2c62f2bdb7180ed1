"""The point of a facility on the map (标点): set by whoever stands at its door."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from departments.services.parameter import parameters
from registry.choices import LIVING_STANDINGS
from registry.models import Declaration, Facility
from registry.models.facts import SitePoint
from registry.permissions import can_set_point
from registry.workflow.transition import lock_facility
from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

OUTSIDE = "这个位置不在武清区范围内。请到机构门口再取一次，或者核对经纬度。"


def is_in_the_district(point: SitePoint, on: date) -> bool:
    """Within the box the district lies in; a district without one takes any point."""
    held = parameters(on)
    edges = [
        held.get(f"district_{edge}")
        for edge in ("latitude_min", "latitude_max", "longitude_min", "longitude_max")
    ]
    if None in edges:
        return True
    south, north, west, east = edges
    return south <= point.latitude <= north and west <= point.longitude <= east


@transaction.atomic
def set_point(facility: Facility, *, actor: User, point: SitePoint) -> Facility:
    """Where it is, by its operator on the phone or by an officer (标出位置)."""
    facility = lock_facility(facility.pk)
    if not can_set_point(actor, facility):
        raise PermissionDenied
    if facility.standing not in LIVING_STANDINGS:
        raise DomainError("备案之后才在公开地图上标出位置；办理中的，请写在申报信息里。")
    if not is_in_the_district(point, clock.today()):
        raise DomainError(OUTSIDE)
    return write_point(facility, point)


def write_point(facility: Facility, point: SitePoint) -> Facility:
    """Call with the facility locked."""
    facility.latitude, facility.longitude = point.latitude, point.longitude
    facility.save(update_fields=["latitude", "longitude"])
    return facility


def keeps_its_point(before: Declaration, after: Declaration) -> bool:
    """A change that says nothing new about the site leaves a point set since where it is."""
    names = ("address", "latitude", "longitude")
    return all(getattr(before, name) == getattr(after, name) for name in names)
