"""Before something becomes public (公开前检查): whose names must not slip into it."""

from collections.abc import Iterable

from registry.models import Facility
from registry.validators import personal_traits, traits_in_words
from wuqing_tuoyu.exceptions import DomainError


def names_of(facility: Facility, *also: str) -> list[str]:
    """People a facility's filing names: its staff, its legal representative, its contact.

    `also` are names known from elsewhere: who complained, about whom.
    """
    names = [*facility.staff.values_list("name", flat=True), *also]
    if declaration := facility.declaration:
        names += [declaration.legal_representative, declaration.contact_name]
    return [name for name in names if name]


def demand_public_safe(texts: Iterable[str], names: Iterable[str], *, is_checked: bool) -> None:
    """Nothing that looks like personal data is published before a person has looked at it."""
    traits = personal_traits("\n".join(texts), names)
    if traits and not is_checked:
        raise DomainError(traits_in_words(traits))
