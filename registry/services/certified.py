"""Until when everybody is certified (健康合格证明): a day the public may read, and no person."""

from datetime import date

from django.db.models import Max

from registry.choices import DocumentKind
from registry.models import Document, Facility, StaffMember


def certified_until(facility_id: int) -> date | None:
    """The first day on which somebody's certificate ends; none while one is missing."""
    staff = set(
        StaffMember.objects.active().filter(facility=facility_id).values_list("pk", flat=True)
    )
    valid = Document.objects.current().filter(
        facility=facility_id,
        kind=DocumentKind.HEALTH_CERTIFICATE,
        staff_member__in=staff,
        accepted_at__isnull=False,
        valid_until__isnull=False,
    )
    ends = dict(
        valid.values("staff_member")
        .annotate(end=Max("valid_until"))
        .values_list("staff_member", "end")
    )
    return min(ends.values()) if staff and staff == set(ends) else None


def restate_certified(facility_id: int) -> None:
    """Write it where the public reads; part of every act on the roster or a certificate."""
    Facility.objects.filter(pk=facility_id).update(certified_until=certified_until(facility_id))
