"""Grams (字组): single characters and adjacent pairs, by which an index finds any substring."""

import re

# Letters, digits and Chinese characters that every engine takes as they are
RUN = re.compile(r"[0-9a-z\u4e00-\u9fa5]+")
SIGN = re.compile(r"[^\s0-9a-z\u4e00-\u9fa5]")
# Pairs of digits are everywhere: codes and numbers are told apart by four at a time
DIGITS = re.compile(r"[0-9]{4,}")
FOUR = re.compile(r"(?=([0-9]{4}))")
LAST_ASKED = 2


def grams_of(text: str) -> str:
    """All grams of a searched text, once each, in order; none reaches across a line."""
    grams: set[str] = set(FOUR.findall(text))
    for run in RUN.findall(text):
        grams.update(run, _pairs(run))
    grams.update(map(_spelled, SIGN.findall(text)))
    return " ".join(sorted(grams))


def asked_grams(word: str) -> set[str]:
    """Few grams that a text with this word must have; the rarest digits of a number come last."""
    grams: set[str] = set()
    for digits in DIGITS.findall(word):
        grams.update(FOUR.findall(digits)[-LAST_ASKED:])
    for run in RUN.findall(word):
        grams.update(*map(_pairs, DIGITS.sub(_ends, run).split()), run if len(run) == 1 else "")
    return grams or set(map(_spelled, SIGN.findall(word)))


def _pairs(run: str) -> list[str]:
    return list(map(str.__add__, run, run[1:]))


def _ends(digits: re.Match) -> str:
    """Long digits are asked by fours; only how they join their neighbours is left to pairs."""
    return f"{digits[0][0]} {digits[0][-1]}"


def _spelled(sign: str) -> str:
    """A sign as a word of its own, longer than any pair: tokenizers drop signs."""
    return f"u{ord(sign):04x}"
