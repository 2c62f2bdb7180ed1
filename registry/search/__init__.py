"""What the words of the search box mean: each word is a substring of what a facility shows."""

from registry.search.grams import asked_grams
from registry.search.index import build_index, drop_index
from registry.search.lookups import HasGrams, Holds
from registry.search.order import most_free, nearness, newest, stretches_of
from registry.search.words import (
    SearchWords,
    first_word,
    indexed,
    initials_of,
    matching,
    normalise,
    pinyin_of,
    read_words,
    text_of,
)

__all__ = [
    "HasGrams",
    "Holds",
    "SearchWords",
    "asked_grams",
    "build_index",
    "drop_index",
    "first_word",
    "indexed",
    "initials_of",
    "matching",
    "most_free",
    "nearness",
    "newest",
    "normalise",
    "pinyin_of",
    "read_words",
    "stretches_of",
    "text_of",
]
