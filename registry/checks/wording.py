"""How a value is written in a sentence, and how days and addresses are counted and compared."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

# Quotations stay as somebody wrote them; a date is written without spaces inside.
KEPT = re.compile(r"(“[^”]*”|\d{1,4}年\d{1,2}月\d{1,2}日)")
CHINESE_BESIDE_LATIN = re.compile(
    r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])"
)
PLACEHOLDER = re.compile(r"\{(\w+)(%?)\}")
DISTRICT_PREFIX = re.compile(r"^(中国)?(天津市)?(武清区)?")
LONGEST_QUOTE = 40


def shown(value: object) -> str:
    """A value as it stands in a sentence: 12, 6.5, 2026年11月23日, 是."""
    if value is None or value == "":
        return "未填"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return str(int(value))
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return quoted(str(value))


def quoted(text: str) -> str:
    """What somebody wrote, short enough for a sentence and on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[:LONGEST_QUOTE] + "…"


def spaced(sentence: str) -> str:
    """A half-width space between Chinese and figures, as on every page; quotations stay."""
    spread = ""
    for at, piece in enumerate(KEPT.split(sentence)):
        is_kept = at % 2 == 1
        is_date = is_kept and piece[0].isdigit()
        if is_date and spread[-1:] >= "\u4e00" and spread[-1:] <= "\u9fff":
            spread += " "
        spread += piece if is_kept else CHINESE_BESIDE_LATIN.sub(" ", piece)
    return spread


def percent(ratio: Decimal) -> Decimal:
    return ratio * 100


def filled(text: str, values: Mapping[str, object]) -> str:
    """Put thresholds into a text; a name that is no threshold stays as it is."""

    def put(match: re.Match) -> str:
        value = values.get(match[1])
        if value is None or value == "":
            return match[0]
        if match[2] and isinstance(value, Decimal):
            return shown(percent(value)) + "%"
        return shown(value)

    return PLACEHOLDER.sub(put, text)


def months_after(day: date, months: int) -> date:
    """Calendar months later (or earlier); the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_after(day: date, days: int) -> date:
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def age_on(born: date, day: date) -> int:
    """Full years of age (周岁)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def ceil_div(amount: Decimal | int, per: Decimal) -> int:
    """How many are needed when one serves `per`; none where no rate is set."""
    if per <= 0 or amount <= 0:
        return 0
    whole, rest = divmod(Decimal(amount), per)
    return int(whole) + (rest > 0)


def plain_address(text: str) -> str:
    """An address without what people write in different ways: spaces, marks, the district."""
    kept = unicodedata.normalize("NFKC", text).lower()
    kept = re.sub(r"[\u2010-\u2015\u2212—~]", "-", kept)
    kept = "".join(c for c in kept if c == "-" or unicodedata.category(c)[0] in "LN")
    return DISTRICT_PREFIX.sub("", kept)


def same_address(one: str, other: str) -> bool:
    return plain_address(one) == plain_address(other)


def alike_addresses(one: str, other: str) -> bool:
    """The same place, though one paper may say more than the other (a room number)."""
    first, second = plain_address(one), plain_address(other)
    return bool(first and second) and (first in second or second in first)


def contains_any(text: str, words: tuple[str, ...]) -> bool:
    """Does any of these words occur?"""
    return any(word in text for word in words)
