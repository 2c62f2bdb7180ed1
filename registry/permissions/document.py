"""Who opens a paper (备案材料)."""

from django.db.models import Q

from accounts.models import User
from departments.choices import HEALTH_COMMISSION
from departments.permissions import departments_of, is_of
from registry.choices import FilingStatus, Standing
from registry.models import Document, FilingItem, Review
from registry.permissions.facility import can_act_for_facility
from registry.permissions.review import is_readable_review


def can_open_document(user: User, document: Document) -> bool:
    """Operator and commission; a unit the papers it is asked about, and for thirty days after."""
    if is_of(user, HEALTH_COMMISSION):
        return was_handed_in(document)
    if can_act_for_facility(user, document.facility):
        return True
    asked = Review.objects.filter(department__in=departments_of(user), document=document)
    return any(is_readable_review(review) for review in asked)


def was_handed_in(document: Document) -> bool:
    """Papers of a draft or of a correction not yet sent stay the operator's own."""
    if FilingItem.objects.filter(Q(document=document) | Q(certificates=document)).exists():
        return True
    if document.accepted_at is not None or document.reviews.exists():
        return True
    facility = document.facility
    being_written = facility.filings.filter(
        status__in=(FilingStatus.DRAFT, FilingStatus.RETURNED), created_at__lte=document.created_at
    )
    return facility.standing != Standing.UNRECORDED and not being_written.exists()
