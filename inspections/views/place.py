"""Which facility something new is about (找机构): by its address, or by a word."""

from django.shortcuts import get_object_or_404

from registry.choices import Standing
from registry.models import Facility

MOST_FOUND = 20


def chosen_facility(request):
    """The facility named in the address, if this person may know of it; None when none is named."""
    public_id = request.GET.get("facility", "")
    if not public_id:
        return None
    facilities = Facility.objects.visible_to(request.user).select_related("township", "operator")
    return get_object_or_404(facilities, public_id=public_id)


def found_facilities(request):
    """Those that fit the word, for whoever has to choose one."""
    words = request.GET.get("q", "").strip()[:100]
    if not words:
        return []
    facilities = Facility.objects.visible_to(request.user).exclude(standing=Standing.CLOSED)
    return list(facilities.search(words).select_related("township").order_by("name")[:MOST_FOUND])
