"""Words and marks every page shares: tags, dates, ages, money, navigation. Loaded everywhere."""

import re
import sys
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html

from wuqing_tuoyu import clock, navigation

register = template.Library()

TONES = ("ok", "wait", "bad", "info", "plain")
WEEKDAYS = "一二三四五六日"


# Standing: a word first, a colour second


def tone_of(choice) -> str:
    """The tone of a choice: its own, or that in the `…_TONES` beside its class in choices.py."""
    if tone := getattr(choice, "tone", None):
        return tone
    kind = type(choice)
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).upper()
    tones = getattr(sys.modules[kind.__module__], f"{name}_TONES", {})
    return tones.get(choice, "plain")


@register.simple_tag
def tag(tone, text):
    """A word in one of the five tones."""
    if tone not in TONES:
        raise ValueError(f"{tone!r} is not one of the tones {', '.join(TONES)}")
    return format_html('<span class="tag {}">{}</span>', tone, text)


@register.simple_tag
def status_badge(choice):
    """The label of a choice in the tone that goes with it."""
    return tag(tone_of(choice), choice.label)


@register.simple_tag
def due(day_due, estimate=False):
    """How long there is until a date; an estimate is never late (期限)."""
    if day_due is None:
        return ""
    if estimate:
        return tag("plain", f"暂估 {day(day_due)}")
    left = (day_due - clock.today()).days
    if left < 0:
        return tag("bad", f"超期 {-left} 天")
    if left < 2:
        return tag("wait", "今天到期" if left == 0 else "明天到期")
    return tag("info" if left == 2 else "plain", f"还有 {left} 天")


# Dates, ages, money


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


# Parts of pages that decide something


@register.inclusion_tag("components/menu.html", takes_context=True)
def menu(context):
    """Navigation for whoever looks at the page, and their name, messages and way out."""
    viewer = context.get("viewer") or navigation.Viewer()
    return {
        "entries": navigation.entries_for(viewer, getattr(context.get("request"), "path", "")),
        "viewer": viewer,
        "is_large": is_large_text(context),
        "messages_address": navigation.served("/messages/"),
        "unread_count": context.get("unread_count"),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def address_if_served(address):
    """The address if a page answers there, otherwise nothing."""
    return navigation.served(address)


@register.simple_tag(takes_context=True)
def is_large_text(context):
    """Whether the reader asked for large text (大字)."""
    request = context.get("request")
    return request is not None and request.COOKIES.get("text_size") == "large"


@register.simple_tag
def office_telephone():
    """The office's number, also on pages that are rendered without a context."""
    return settings.OFFICE_TELEPHONE


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page, unit="条"):
    """Links to the other pages of a list, keeping its filters."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "unit": unit, "request": context["request"]}


def _lines_of(form):
    for message in form.non_field_errors():
        yield {"message": message, "field": "", "anchor": ""}
    for field in form:
        for message in field.errors:
            anchor = "" if field.is_hidden else field.id_for_label or f"{field.auto_id}_0"
            yield {"message": message, "field": field.label, "anchor": anchor}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """What is wrong in one or several forms or formsets, each line leading to its field."""
    lines = []
    for form in forms:
        if not form or not form.is_bound:
            continue
        if hasattr(form, "non_form_errors"):
            lines += [{"message": each} for each in form.non_form_errors()]
            lines += [line for each in form for line in _lines_of(each)]
        else:
            lines += _lines_of(form)
    return {"lines": lines}


@register.simple_block_tag
def filters(content, active=0, title="筛选"):
    """The filter form of a list: beside it on a screen, behind one button on a phone."""
    return render_to_string(
        "components/filters.html", {"content": content, "active": active, "title": title}
    )
