"""How the list is sorted (排序): in stretches, each of which one index hands over in order."""

from django.db.models import Case, F, IntegerField, Q, Value, When

from registry.choices import TAKING_STANDINGS, PublicSort
from registry.search.words import read_words

Stretch = tuple[Q, list]


def newest() -> list:
    """Newest on the register first; never ties. Who is listed has a date, so none comes last."""
    return [F("filed_on").desc(), F("id").desc()]


def nearest(word: str) -> list:
    """Nearest to a word first, the newest of the equally near (相关程度)."""
    return [_nearness(word).asc(), *newest()]


def stretches_of(sort: str, query: str, stated_since) -> list[Stretch]:
    """Conditions, and the order among those that meet each."""
    if sort == PublicSort.NAME:
        return [(Q(), [F("name_pinyin").asc(), F("name").asc(), F("id").desc()])]
    if sort == PublicSort.FEE:
        return [
            (Q(monthly_fee__isnull=False), [F("monthly_fee").asc(), *newest()]),
            (Q(monthly_fee__isnull=True), newest()),
        ]
    if sort == PublicSort.VACANCY:
        fresh = Q(vacancies_stated_on__gte=stated_since, standing__in=TAKING_STANDINGS)
        stale = Q(vacancies_stated_on=None) | Q(vacancies_stated_on__lt=stated_since)
        return [
            (fresh, [F("vacancies").desc(), *newest()]),
            (stale | ~Q(standing__in=TAKING_STANDINGS), newest()),
        ]
    words = read_words(query).words
    if sort == PublicSort.NEWEST or not words:
        return [(Q(), newest())]
    return [(Q(), nearest(words[0]))]


def _nearness(word: str) -> Case:
    """A name that begins with the word, then one that has it, then the rest."""
    return Case(
        When(name__istartswith=word, then=Value(0)),
        When(name__icontains=word, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
