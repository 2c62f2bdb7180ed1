"""Keys of reminders (提醒) of this floor: what opens one closes the same one."""

from inspections.models import Inspection, Rectification, Referral


def inspection_key(inspection: Inspection) -> str:
    return f"inspection:{inspection.pk}"


def rectification_key(rectification: Rectification) -> str:
    return f"rectification:{rectification.pk}"


def rectification_check_key(rectification: Rectification) -> str:
    return f"rectification-check:{rectification.pk}"


def referral_key(referral: Referral) -> str:
    return f"referral:{referral.pk}"


def publication_key(inspection: Inspection) -> str:
    """Of the reminder and of the public record alike."""
    return f"inspection:{inspection.pk}:publication"
