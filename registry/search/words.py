"""Words and the text they are looked for in: both are normalised the same way."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from django.db.models import Q
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

from registry.search.grams import asked_grams

MAX_WORDS = 5
MAX_WORD_LENGTH = 20
LONGEST_QUERY = 2000  # nobody types more; what normalising makes of it stays small


@cache
def _to_simplified():
    return OpenCC("t2s")


@lru_cache(maxsize=20_000)
def _simplified(character: str) -> str:
    return _to_simplified().convert(character)


def normalise(text: str) -> str:
    """Full width to half, traditional to simplified, lower case: writer and searcher meet.

    Each character by itself: a part of a name is spelled as it is within the name.
    """
    return "".join(map(_simplified, _plain(text))).strip()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\x00", "").casefold()


def _spoken(text: str) -> str:
    """A text as it is read aloud: which sound a character has, the phrase around it tells."""
    return _to_simplified().convert(_plain(text)).strip()


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


def first_word(query: str) -> str:
    """The word that weighs most (首个检索词); nothing where there is none."""
    return next(iter(read_words(query).words), "")


def matching(query: str) -> Q:
    """Facilities in whose text every word occurs."""
    condition = Q()
    for word in read_words(query).words:
        condition &= Q(search_text__holds=word)
    return condition


def indexed(query: str) -> Q:
    """The same question put to the index first; only what it leaves is read letter by letter."""
    words = read_words(query).words
    grams = set().union(*map(asked_grams, words))
    if not grams:
        return Q()
    return Q(search_text__has_grams=grams) & Q(
        *(Q(search_text__holds=word) for word in words if asked_grams(word) != {word})
    )


def pinyin_of(text: str) -> str:
    """How a text is spoken, in letters (拼音)."""
    return "".join(lazy_pinyin(_spoken(text))).replace(" ", "")


def initials_of(text: str) -> str:
    """First letters of how a text is spoken (拼音首字母)."""
    return "".join(lazy_pinyin(_spoken(text), style=Style.FIRST_LETTER)).replace(" ", "")


def text_of(*fields: str, spoken: tuple[str, ...] = ()) -> str:
    """The text that is searched (检索文字), one field a line; `spoken` also by its sound."""
    lines = [normalise(field) for field in (*fields, *spoken) if field]
    for field in spoken:
        if field:
            lines += [pinyin_of(field), initials_of(field)]
    return "\n".join(dict.fromkeys(lines))
