"""What the words of the search box mean: each word is a substring of what a facility shows."""

import unicodedata

from django.db.models import Q

MAX_WORDS = 5
MAX_WORD_LENGTH = 20


def normalise(text: str) -> str:
    """Full width to half, lower case, so that writer and searcher meet."""
    return unicodedata.normalize("NFKC", text).replace("\x00", "").casefold().strip()


def words_of(query: str) -> list[str]:
    """The words that count (检索词): at most five of twenty characters."""
    return [word[:MAX_WORD_LENGTH] for word in normalise(query).split()[:MAX_WORDS]]


def matching(query: str) -> Q:
    """Facilities in whose text every word occurs."""
    condition = Q()
    for word in words_of(query):
        condition &= Q(search_text__contains=word)
    return condition


def text_of(*fields: str) -> str:
    """The text that is searched (检索文字), one field a line."""
    return "\n".join(normalise(field) for field in fields if field)
