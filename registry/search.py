"""What the words of the search box mean: each word is a substring of what a facility shows."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

from registry.choices import TAKING_STANDINGS, PublicSort

MAX_WORDS = 5
MAX_WORD_LENGTH = 20
LONGEST_QUERY = 2000  # nobody types more; what normalising makes of it stays small


@lru_cache(maxsize=1)
def _to_simplified():
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """Full width to half, traditional to simplified, lower case: writer and searcher meet."""
    text = unicodedata.normalize("NFKC", text).replace("\x00", "")
    return _to_simplified().convert(text).casefold().strip()


@dataclass(frozen=True)
class SearchWords:
    """The words that count (检索词), and what was left out of them."""

    words: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def read_words(query: str) -> SearchWords:
    """At most five words of twenty characters; the rest is dropped and named."""
    found = normalise(query[:LONGEST_QUERY]).split()
    kept = tuple(word[:MAX_WORD_LENGTH] for word in found[:MAX_WORDS])
    tails = tuple(word[MAX_WORD_LENGTH:] for word in found[:MAX_WORDS])
    dropped = tuple(each for each in (*tails, *found[MAX_WORDS:]) if each)
    return SearchWords(kept, dropped)


def matching(query: str) -> Q:
    """Facilities in whose text every word occurs."""
    condition = Q()
    for word in read_words(query).words:
        condition &= Q(search_text__contains=word)
    return condition


def pinyin_of(text: str) -> str:
    """How a text is spoken, in letters (拼音)."""
    return "".join(lazy_pinyin(normalise(text))).replace(" ", "")


def initials_of(text: str) -> str:
    """First letters of how a text is spoken (拼音首字母)."""
    return "".join(lazy_pinyin(normalise(text), style=Style.FIRST_LETTER)).replace(" ", "")


def text_of(*fields: str, spoken: tuple[str, ...] = ()) -> str:
    """The text that is searched (检索文字), one field a line; `spoken` also by its sound."""
    lines = [normalise(field) for field in (*fields, *spoken) if field]
    for field in spoken:
        if field:
            lines += [pinyin_of(field), initials_of(field)]
    return "\n".join(dict.fromkeys(lines))


def order_of(sort: str, query: str, stated_since) -> list:
    """How the list is sorted (排序); every order ends in one that never ties."""
    newest = [F("filed_on").desc(nulls_last=True), F("id").desc()]
    if sort == PublicSort.NAME:
        return [F("name_pinyin").asc(), F("name").asc(), F("id").desc()]
    if sort == PublicSort.FEE:
        return [F("monthly_fee").asc(nulls_last=True), *newest]
    if sort == PublicSort.VACANCY:
        fresh = Q(vacancies_stated_on__gte=stated_since, standing__in=TAKING_STANDINGS)
        free = Case(When(fresh, then=F("vacancies")), output_field=IntegerField())
        return [Coalesce(free, Value(-1)).desc(), *newest]
    words = read_words(query).words
    if sort == PublicSort.NEWEST or not words:
        return newest
    first = words[0]
    nearness = Case(
        When(name__istartswith=first, then=Value(0)),
        When(name__icontains=first, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return [nearness.asc(), *newest]
