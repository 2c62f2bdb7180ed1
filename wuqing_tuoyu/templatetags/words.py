"""Dates, ages, money and telephone numbers as the pages write them. Loaded everywhere."""

import re
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join

from wuqing_tuoyu import clock

register = template.Library()

WEEKDAYS = "一二三四五六日"
BETWEEN_FACTS = "　·　"


def _district_date(when) -> date:
    return clock.on(when) if isinstance(when, datetime) else when


@register.filter
def day(when, always_year=None):
    """3月12日, with the year where it is not this one, or always with `:"year"`."""
    if not when:
        return ""
    on = _district_date(when)
    year = f"{on.year}年" if always_year or on.year != clock.today().year else ""
    return f"{year}{on.month}月{on.day}日"


@register.filter
def moment(when):
    """3月11日 16:20; a date without a time is only the day."""
    if not isinstance(when, datetime):
        return day(when)
    return f"{day(when)} {when.astimezone(clock.SHANGHAI):%H:%M}"


@register.filter
def weekday(when):
    """周一 to 周日."""
    return f"周{WEEKDAYS[_district_date(when).weekday()]}" if when else ""


@register.filter
def machine_time(when):
    """What `<time datetime>` wants."""
    if isinstance(when, datetime):
        return when.astimezone(clock.SHANGHAI).isoformat(timespec="minutes")
    return when.isoformat() if when else ""


@register.filter
def age(months):
    """6 个月, 1 岁, 1 岁半, 3 岁."""
    if months is None or months == "":
        return ""
    years, rest = divmod(int(months), 12)
    if not years:
        return f"{rest} 个月"
    return f"{years} 岁" + {0: "", 6: "半"}.get(rest, f" {rest} 个月")


@register.filter
def age_range(youngest, oldest):
    """6 个月到 3 岁, from two numbers of months; one of them may be missing."""
    if age(youngest) and age(oldest):
        return f"{age(youngest)}到 {age(oldest)}"
    if age(youngest):
        return f"{age(youngest)}以上"
    return f"{age(oldest)}以下" if age(oldest) else ""


@register.filter
def money(amount):
    """1,680; fen only where there are any."""
    if amount is None or amount == "":
        return ""
    amount = Decimal(str(amount))
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


@register.filter
def dialled(telephone):
    """A telephone number as `tel:` wants it."""
    return re.sub(r"[^\d+,;]", "", str(telephone or "").replace("转", ","))


@register.filter
def facts(line):
    """Facts joined by points, as the parts of `.dotted`: no line begins with a point."""
    return format_html_join(" ", "<span>{}</span>", ((fact,) for fact in line.split(BETWEEN_FACTS)))


@register.filter
def with_urgent_calls(sentence):
    """110, 119 and 120 in a sentence, to be called by a touch."""
    parts = re.split(r"(?<!\d)(110|119|120)(?!\d)", sentence)
    called = (
        format_html('<a href="tel:{0}">{0}</a>', part) if number % 2 else part
        for number, part in enumerate(parts)
    )
    return format_html_join("", "{}", ((part,) for part in called))
