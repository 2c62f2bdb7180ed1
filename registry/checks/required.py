"""Facts a first filing must state (必填内容) that no other form rule asks for by name."""

from collections.abc import Iterator

from registry.checks.dossier import Dossier
from registry.checks.labels import label_of
from registry.choices import FilingKind

EVERYBODY = (
    "legal_nature",
    "address",
    "contact_name",
    "registrar",
    "business_scope",
    "tenure",
    "lowest_floor",
    "highest_floor",
    "in_forbidden_building",
    "min_age",
    "max_age",
    "has_full_video",
    "video_days",
    "meals",
)
TENANTS = ("lease_start", "lease_end")
CENTRES = ("health_room_area", "observation_beds", "window_ratio")
CANCELLATION = ("requested_closing_on", "closing_reason")


def required_facts(dossier: Dossier) -> tuple[str, ...]:
    """Names of the plain fields this declaration must state."""
    if dossier.filing_kind == FilingKind.CANCELLATION:
        return CANCELLATION
    if dossier.filing_kind == FilingKind.CHANGE:
        return ()
    names = EVERYBODY
    if dossier.is_leased:
        names += TENANTS
    if not dossier.is_family_site:
        names += CENTRES
    return names


def missing_facts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Those that are empty, with their labels."""
    for name in required_facts(dossier):
        value = getattr(dossier, name)
        if value is None or (isinstance(value, str) and not value.strip()):
            yield name, label_of(name).replace("“", "‘").replace("”", "’")
