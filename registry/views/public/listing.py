"""Search the public register (公开名录), by list or by township."""

from itertools import groupby
from urllib.parse import urlencode

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.choices import PublicSort, PublicStanding, PublicView, ServiceForm, Standing
from registry.filters.age import month_in_words
from registry.filters.found import FoundPages
from registry.filters.public import PublicFacilityFilter
from registry.services.honour import honours_of
from registry.services.published import findings_of
from registry.services.register import public_row, rows_of
from registry.services.vacancy import free_at_age
from registry.views.public.entry import entry_of
from registry.views.public.filter_panel import panel_of
from wuqing_tuoyu import clock

PAGE_SIZE = 20
MOST_AT_ONCE = 500
TILE_HOSTS = "https://*.tianditu.gov.cn"
TILES = (
    "https://t{{s}}.tianditu.gov.cn/{{layer}}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER={{layer}}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
    "&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)


@login_not_required
@require_safe
def facility_list(request):
    """Search the register, by list or by township."""
    wanted = PublicFacilityFilter(request.GET, today=clock.today())
    request.GET = wanted.data  # links repeat what is looked for, and no endless words
    found = wanted.found
    faults = list(wanted.faults.values())
    context = {
        "wanted": wanted,
        "total": found.total,
        "closed": found.closed,
        "faults": faults,
        "chips": chips_of(wanted),
        "sorts": choices_of(wanted, "sort", PublicSort, PublicSort.RELEVANCE),
        "views": choices_of(wanted, "view", PublicView, PublicView.LIST),
        "closed_address": address(wanted.given, standing=PublicStanding.CLOSED.value, view=None),
        "panel": panel_of(wanted),
        "services": ServiceForm,
        "file_query": urlencode(without(wanted.given, "view")),
        "most": MOST_AT_ONCE,
        "today": clock.today(),
        "groups": None,
        "is_by_distance": False,
        "page": None,
    }
    if wanted.asked.get("view") == PublicView.MAP:
        return map_page(request, context | {"groups": by_township(wanted)})
    if wanted.asked.get("sort") == PublicSort.DISTANCE:
        context |= {"is_by_distance": True, "places": places(wanted, all_rows(wanted))}
    else:
        page, fault = page_of(found, request.GET.get("page"))
        faults.extend(fault)
        context |= {"page": page, "places": places(wanted, rows_of(page.object_list))}
    return render(request, "registry/public/list.html", context)


def map_page(request, context):
    """The same on a map; the policy is opened for the provider of tiles, if there is one."""
    tiles = TILES.format(key=settings.TIANDITU_KEY) if settings.TIANDITU_KEY else ""
    context |= {"tiles": tiles, "centres": centres_of(context["wanted"])}
    answer = render(request, "registry/public/list.html", context)
    return csp_update({"img-src": TILE_HOSTS})(lambda: answer)() if tiles else answer


def centres_of(wanted):
    """Names and centres of the townships, as the map writes them on its ground."""
    return [
        {"name": township.short_name, "point": wanted.centres[township.code]}
        for township in wanted.townships
        if township.code in wanted.centres
    ]


def all_rows(wanted):
    """What is shown on one page: a device can only sort what it holds."""
    return rows_of(wanted.found.part(0, MOST_AT_ONCE))


def by_township(wanted):
    """All that was found, township by township in the district's order."""
    position = {township.code: place for place, township in enumerate(wanted.townships)}
    entries = places(wanted, all_rows(wanted))
    entries.sort(key=lambda entry: position.get(entry.township_code, len(position)))
    grouped = groupby(entries, key=lambda entry: entry.township or "镇街未填")
    return [(township, list(group)) for township, group in grouped]


def page_of(found, number):
    """The page asked for, and a sentence where there is none of that number."""
    paginator = FoundPages(found, PAGE_SIZE)
    try:
        return paginator.page(number or 1), []
    except PageNotAnInteger:
        return paginator.page(1), [f"“页码”（page）应当是从 1 开始的整数，不能是“{number[:20]}”。"]
    except EmptyPage:
        last = paginator.num_pages
        return paginator.page(last), [f"没有第 {number[:20]} 页，这是最后一页（第 {last} 页）。"]


def places(wanted, rows):
    """The lines of a list with what belongs to them: two more queries, three for a child's age."""
    keys = [row["id"] for row in rows]
    honours, free = honours_of(keys, wanted.today), {}
    if wanted.months is not None:
        free = free_at_age(keys, wanted.months, wanted.stated_since)
    findings = findings_of([row["id"] for row in rows if row["standing"] == Standing.NONCONFORMING])
    return [
        entry_of(
            public_row(row, honours.get(row["id"], ())),
            finding=findings.get(row["id"]),
            stated_since=wanted.stated_since,
            centres=wanted.centres,
            honours=honours.get(row["id"], ()),
            knows_age=wanted.months is not None,
            free_at_age=free.get(row["id"]),
        )
        for row in rows
    ]


# Addresses: the filters stay in them, what is not known falls out


def without(given, *names):
    return [(name, value) for name, value in given if name not in names]


def address(given, **changes):
    """The same search with some parameters changed, or left out with None."""
    kept = without(given, *changes)
    kept += [(name, value) for name, value in changes.items() if value]
    return f"?{urlencode(kept)}" if kept else "?"


def choices_of(wanted, name, choices, default):
    chosen = wanted.asked.get(name) or default
    return [
        {
            "label": choice.label,
            "address": address(wanted.given, **{name: None if choice == default else choice.value}),
            "is_chosen": choice == chosen,
        }
        for choice in choices
    ]


def chips_of(wanted):
    """Every filter that is set, each with the address without it."""
    words = {
        "inclusive": "普惠机构",
        "demonstration": "示范机构",
        "closed": "连同已注销的",
        "vacancy": "有空余托位",
        "born": "{}出生",
        "age": "{} 个月",
    }
    chips = []
    for pair in without(wanted.given, "q", "sort", "view"):
        name, value = pair
        if name in ("inclusive", "demonstration", "vacancy", "closed") and value != "1":
            continue
        told = month_in_words(value) if name == "born" else value
        label = words.get(name, "").format(told)
        if not label:
            label = dict(wanted.filters[name].extra["choices"])[value]
        rest = [each for each in wanted.given if each != pair]
        chips.append({"label": label, "address": address(rest)})
    return chips
