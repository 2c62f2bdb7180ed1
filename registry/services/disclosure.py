"""Before something becomes public (公开前检查): whose names must not slip into it."""

from registry.models import Facility


def names_of(facility: Facility) -> list[str]:
    """People a facility's filing names: its staff, its legal representative, its contact."""
    names = list(facility.staff.values_list("name", flat=True))
    if declaration := facility.declaration:
        names += [declaration.legal_representative, declaration.contact_name]
    return [name for name in names if name]
