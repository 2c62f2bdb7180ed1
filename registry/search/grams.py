"""Grams (字组): single characters and adjacent pairs, by which an index finds any substring."""

import re

# Letters, digits and Chinese characters that every engine takes as they are
RUN = re.compile(r"[0-9a-z\u4e00-\u9fa5]+")
SIGN = re.compile(r"[^\s0-9a-z\u4e00-\u9fa5]")


def grams_of(text: str) -> str:
    """All grams of a searched text, once each, in order; pairs never reach across a line."""
    return " ".join(sorted(_singles_and_pairs(text)))


def _singles_and_pairs(text: str) -> set[str]:
    grams: set[str] = set()
    for run in RUN.findall(text):
        grams.update(run)
        grams.update(map(str.__add__, run, run[1:]))
    grams.update(map(_spelled, SIGN.findall(text)))
    return grams


def asked_grams(word: str) -> set[str]:
    """The fewest grams a text must have to hold this word; pairs say all their singles say."""
    grams = set(map(_spelled, SIGN.findall(word)))
    for run in RUN.findall(word):
        grams.update(map(str.__add__, run, run[1:]) if len(run) > 1 else run)
    return grams


def _spelled(sign: str) -> str:
    """A sign as a word of its own, longer than any pair: tokenizers drop signs."""
    return f"u{ord(sign):04x}"
