"""Marks every page shares: tags, navigation, pagination, filters. Loaded everywhere."""

import re
import sys
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html

from wuqing_tuoyu import clock, navigation
from wuqing_tuoyu.templatetags.words import day

register = template.Library()

TONES = ("ok", "wait", "bad", "info", "plain")


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
    if not day_due:
        return ""
    if estimate:
        return tag("plain", f"暂估 {day(day_due)}")
    left = (day_due - clock.today()).days
    if left < 0:
        return tag("bad", f"超期 {-left} 天")
    if left < 2:
        return tag("wait", "今天到期" if left == 0 else "明天到期")
    return tag("info" if left == 2 else "plain", f"还有 {left} 天")


# Parts of pages drawn from their values alone


@register.simple_tag
def pure(template_name, **values):
    """Like `include … only`; what the same values have drawn before is not drawn again (纯组件).

    The values are compared, so they can be hashed, and the template asks neither clock nor person.
    """
    return _drawn(template_name, **values)


@lru_cache(maxsize=1000, typed=True)  # by type: what is marked safe equals what is not
def _drawn(template_name, **values):
    return render_to_string(template_name, values)


# Parts of pages that decide something


@register.simple_tag(takes_context=True)
def menu(context):
    """Navigation for whoever looks at the page, and their name, messages and way out."""
    viewer = context.get("viewer") or navigation.Viewer()
    path = getattr(context.get("request"), "path", "")
    shown = {
        "entries": navigation.entries_for(viewer, path),
        "is_large": is_large_text(context),
    }
    if not viewer.name:
        return pure("components/menu.html", **shown)
    own = {
        "viewer": viewer,
        "messages_address": navigation.served("/messages/"),
        "unread_count": context.get("unread_count"),
        "csrf_token": context.get("csrf_token"),
    }
    return render_to_string("components/menu.html", shown | own)


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
def checked(field):
    """What the rules say about a field, on forms that are checked while one types (边填边核对)."""
    points = getattr(field.form, "checked", None)
    if points is None:
        return ""
    return render_to_string(
        "components/checked.html",
        {"place": f"{field.auto_id}_checked", "points": points.get(field.name, [])},
    )


@register.simple_tag
def office_telephone():
    """The office's number, also on pages that are rendered without a context."""
    return settings.OFFICE_TELEPHONE


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page, unit="条"):
    """Links to the other pages of a list, keeping its filters."""
    if page.paginator.num_pages == 1:
        return {}
    asked = context["request"].GET.copy()

    def link_to(number):
        if number == page.number or not isinstance(number, int):
            return {"words": str(number), "is_here": number == page.number}
        asked["page"] = number
        return {"words": str(number), "address": f"?{asked.urlencode()}"}

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "links": [link_to(number) for number in numbers],
        "previous": page.has_previous() and link_to(page.number - 1)["address"],
        "next": page.has_next() and link_to(page.number + 1)["address"],
        "count": str(page.paginator.count),
        "unit": unit,
    }


@register.simple_block_tag
def filters(content, active=0, title="筛选"):
    """The filter form of a list: beside it on a screen, behind one button on a phone."""
    return render_to_string(
        "components/filters.html", {"content": content, "active": active, "title": title}
    )
