"""Random queries (随机检索), such as people type: parts of what is there, and what is not."""

from random import Random

from opencc import OpenCC

from benchmarks.register import HAN

TRADITIONAL = OpenCC("s2t")
SIGNS = ("%", "_", "\\", "'", '"', "(", "-", "*", "号", "😀", "ﷺ", "u0025", "AND", "NOT", "园*")


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def part_of(random: Random, text: str, longest: int) -> str:
    length = random.randint(1, longest)
    start = random.randrange(max(len(text) - length, 0) + 1)
    return text[start : start + length]


def random_query(random: Random, texts: list[str]) -> str:
    """One to three words; most of them hit something, some nothing."""
    words = []
    for _ in range(random.choice((1, 1, 1, 2, 2, 3))):
        lines = random.choice(texts).split("\n")
        kind = random.random()
        if kind < 0.80:
            word = part_of(random, random.choice(lines), 6)
        elif kind < 0.88:
            word = random.choice(lines)
        elif kind < 0.94:
            word = "".join(random.choices(HAN, k=random.randint(1, 4)))
        else:
            word = random.choice(SIGNS) + part_of(random, random.choice(lines), 3)
        words.append(random.choice((str, str, str.upper, TRADITIONAL.convert, full_width))(word))
    return " ".join(words)
