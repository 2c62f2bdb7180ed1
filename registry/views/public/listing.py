"""Search the public register (公开名录), by list or by township."""

from itertools import groupby
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.choices import PublicSort, PublicStanding, PublicView, ServiceForm
from registry.filters.public import PublicFacilityFilter
from registry.services.published import findings_of
from registry.services.register import public_row, read_rows
from registry.views.public.entry import entry_of
from wuqing_tuoyu import clock

PAGE_SIZE = 20
MOST_BY_TOWNSHIP = 500


@login_not_required
@require_safe
def facility_list(request):
    """Search the register, by list or by township."""
    wanted = PublicFacilityFilter(request.GET, today=clock.today())
    total, closed = wanted.counts()
    faults = list(wanted.faults.values())
    context = {
        "wanted": wanted,
        "total": total,
        "closed": closed,
        "faults": faults,
        "chips": chips_of(wanted),
        "sorts": choices_of(wanted, "sort", PublicSort, PublicSort.RELEVANCE),
        "views": choices_of(wanted, "view", PublicView, PublicView.LIST),
        "closed_address": address(wanted.given, standing=PublicStanding.CLOSED.value, view=None),
        "services": ServiceForm,
        "standings": PublicStanding,
        "file_query": urlencode(without(wanted.given, "view")),
        "today": clock.today(),
    }
    if wanted.asked.get("view") == PublicView.MAP:
        context |= by_township(wanted)
    else:
        page, fault = page_of(wanted, total, request.GET.get("page"))
        faults.extend(fault)
        context |= {"page": page, "places": places(wanted, page.object_list)}
    return render(request, "registry/public/list.html", context)


def page_of(wanted, total, number):
    """The page asked for, and a sentence where there is none of that number."""
    paginator = Paginator(read_rows(wanted.shown, "id"), PAGE_SIZE)
    paginator.count = total
    try:
        return paginator.page(number or 1), []
    except PageNotAnInteger:
        return paginator.page(1), [f"“页码”（page）应当是从 1 开始的整数，不能是“{number[:20]}”。"]
    except EmptyPage:
        last = paginator.num_pages
        return paginator.page(last), [f"没有第 {number[:20]} 页，这是最后一页（第 {last} 页）。"]


def places(wanted, rows):
    """The lines of a list, with what belongs to them, in one more query."""
    rows = list(rows)
    keys = [row["id"] for row in rows]
    findings = findings_of(keys)
    return [
        entry_of(
            public_row(row),
            finding=findings.get(row["id"]),
            stated_since=wanted.stated_since,
        )
        for row in rows
    ]


def by_township(wanted):
    """All that was found, township by township in the district's order."""
    position = {township.code: place for place, township in enumerate(wanted.townships)}
    entries = places(wanted, read_rows(wanted.shown, "id")[:MOST_BY_TOWNSHIP])
    entries.sort(key=lambda entry: position.get(entry.township_code, len(position)))
    grouped = groupby(entries, key=lambda entry: entry.township or "镇街未填")
    return {
        "groups": [(township, list(group)) for township, group in grouped],
        "most": MOST_BY_TOWNSHIP,
    }


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
    words = {"inclusive": "普惠机构", "vacancy": "有空余托位", "born": "{} 出生", "age": "{} 个月"}
    chips = []
    for pair in without(wanted.given, "q", "sort", "view"):
        name, value = pair
        if name in ("inclusive", "vacancy") and value != "1":
            continue
        label = words.get(name, "").format(value)
        if not label:
            label = dict(wanted.filters[name].extra["choices"])[value]
        rest = [each for each in wanted.given if each != pair]
        chips.append({"label": label, "address": address(rest)})
    return chips
