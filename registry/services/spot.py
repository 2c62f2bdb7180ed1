"""Where a facility is drawn on the public map (标点): at its point, or roughly."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.choices import FacilityForm

AT_THE_CENTRE = "位置约在镇街中心"
ROUGHLY = "家庭托育点，位置只精确到约 500 米"


@dataclass(frozen=True)
class Spot:
    """A place on the map, with a note where it is not exact."""

    latitude: float
    longitude: float
    note: str = ""


def spot_of(row: Mapping[str, object], centres: Mapping[str, tuple[float, float]]) -> Spot | None:
    """The spot of a public row; without a point, the centre of its township."""
    if row["latitude"] is not None:
        note = ROUGHLY if row["form"] == FacilityForm.FAMILY else ""
        return Spot(row["latitude"], row["longitude"], note)
    if centre := centres.get(row["township_code"]):
        return Spot(*centre, AT_THE_CENTRE)
    return None
