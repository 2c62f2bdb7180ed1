"""Grams (字组): by characters, pairs and fours of digits an index finds any part of a text.

The database takes the texts apart, see `index.py`; here is what is asked for a word.
"""

import re

# Pairs of digits are everywhere: codes and numbers are told apart by four at a time, the last best
FOUR = re.compile(r"(?=([0-9]{4}))")
LAST_ASKED = 2


def asked_grams(word: str) -> set[str]:
    """Few grams that a text with this word must have."""
    fours = {four[1]: four.start() for four in FOUR.finditer(word)}
    told = max(fours.values()) + 3 if fours else 0
    pairs = {
        pair
        for at, pair in enumerate(map(str.__add__, word, word[1:]))
        if at >= told or not pair.isascii()
    }
    return pairs.union(list(fours)[-LAST_ASKED:]) or {word}
