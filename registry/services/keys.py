"""Keys of the reminders (提醒标识) that acts of the register open and close."""

from datetime import date

from registry.models import (
    Facility,
    Filing,
    Import,
    Pause,
    Registration,
    Representative,
    Review,
)


def draft_key(filing: Filing) -> str:
    return f"filing:{filing.pk}:draft"


def receipt_key(filing: Filing) -> str:
    return f"filing:{filing.pk}:receipt"


def decision_key(filing: Filing) -> str:
    return f"filing:{filing.pk}:decision"


def correction_key(filing: Filing) -> str:
    return f"filing:{filing.pk}:correction"


def review_key(review: Review) -> str:
    return f"review:{review.pk}"


def late_no_key(review: Review) -> str:
    return f"review:{review.pk}:no"


def facility_verification_key(facility: Facility) -> str:
    return f"facility:{facility.pk}:verification"


def finding_key(facility: Facility) -> str:
    return f"facility:{facility.pk}:finding"


def correct_by_key(facility: Facility) -> str:
    return f"facility:{facility.pk}:correct_by"


def follow_up_key(facility: Facility) -> str:
    """The step from a nonconformity to what a floor above makes of it."""
    return f"facility:{facility.pk}:follow_up"


def unfiled_key(facility: Facility, code: str = "") -> str:
    """Without a code, the prefix of the reminders of all units."""
    return f"facility:{facility.pk}:unfiled:{code}"


def unfiled_registration_key(registration: Registration, code: str = "") -> str:
    """Without a code, the prefix of the reminders of all units."""
    return f"registration:{registration.pk}:unfiled:{code}"


def ended_key(facility: Facility, registration: Registration, code: str = "") -> str:
    """Its registration ended: for the operator, or for the unit with this code."""
    return f"{ended_prefix(facility)}{registration.pk}:{code}"


def ended_prefix(facility: Facility) -> str:
    return f"facility:{facility.pk}:ended:"


def changed_key(facility: Facility, registration: Registration) -> str:
    """Its registration changed: for the operator."""
    return f"{changed_prefix(facility)}{registration.pk}"


def changed_prefix(facility: Facility) -> str:
    return f"facility:{facility.pk}:changed:"


def pause_key(pause: Pause) -> str:
    return f"pause:{pause.pk}"


def expiry_key(facility: Facility, day: date | None = None) -> str:
    """Without a day, the prefix of all of a facility's expiring papers."""
    return f"facility:{facility.pk}:expiry:{day or ''}"


def fire_test_key(facility: Facility, day: date | None = None) -> str:
    """Without a day, the prefix of every year's advice."""
    return f"facility:{facility.pk}:fire_test:{day or ''}"


def representative_key(representative: Representative) -> str:
    return f"representative:{representative.pk}"


def authorization_key(representative: Representative) -> str:
    return f"representative:{representative.pk}:authorization"


def import_key(source: Import) -> str:
    return f"import:{source.pk}"
