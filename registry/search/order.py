"""How the list is sorted (排序): in stretches, each of which one index hands over in order."""

from django.db.models import F, Q

from registry.choices import PublicSort

Stretch = tuple[Q, list]


def newest() -> list:
    """Newest on the register first; never ties. Who is listed has a date, so none comes last."""
    return [F("filed_on").desc(), F("id").desc()]


def most_free(places: str = "vacancies") -> list:
    """By free places, of all ages or of one (空余多的在前)."""
    return [F(places).desc(), *newest()]


def stretches_of(sort: str) -> list[Stretch]:
    """Conditions, and the order among those that meet each."""
    if sort == PublicSort.NAME:
        return [(Q(), [F("name_pinyin").asc(), F("name").asc(), F("id").desc()])]
    if sort == PublicSort.FEE:
        return [
            (Q(monthly_fee__isnull=False), [F("monthly_fee").asc(), *newest()]),
            (Q(monthly_fee__isnull=True), newest()),
        ]
    return [(Q(), newest())]


def nearness(word: str, name: str) -> int:
    """A name that begins with the word, then one that has it, then the rest (相关程度)."""
    return {0: 0, -1: 2}.get(name.casefold().find(word), 1)
