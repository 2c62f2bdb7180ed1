"""Facilities side by side (对比): up to three, chosen by plain links, no account."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from registry.choices import LIVING_STANDINGS, Standing
from registry.filters.public import PublicFacilityFilter, stated_since
from registry.models import Facility
from registry.services.honour import honours_of
from registry.services.published import (
    classes_of,
    fee_in_words,
    fees_of,
    findings_of,
    hours_in_words,
    safety_of,
)
from registry.services.register import public_row, read_rows
from registry.views.public.entry import COLUMNS, entry_of, plain_line
from wuqing_tuoyu import clock
from wuqing_tuoyu.templatetags.words import age_range, day

MOST = 3
MOST_FOUND = 8


@login_not_required
@require_safe
def facility_compare(request):
    """Up to three facilities side by side, and the way to another one."""
    asked = [one.replace("\x00", "") for one in dict.fromkeys(request.GET.getlist("id"))]
    today = clock.today()
    chosen = chosen_of(asked[:MOST], today)
    context = {
        "chosen": chosen,
        "most": MOST,
        "facts": facts_of(chosen),
        "has_too_many": len(asked) > MOST,
        "unknown": len(asked[:MOST]) - len(chosen),
        "words": request.GET.get("q", "").replace("\x00", "")[:200],
        "today": today,
    }
    if context["words"] and len(chosen) < MOST:
        context["found"] = found_of(context["words"], chosen, today)
    return render(request, "registry/public/compare.html", context)


def chosen_of(ids, today):
    """The facilities asked for, in the order asked."""
    known = {
        each.public_id: each
        for each in Facility.objects.listed().filter(public_id__in=ids).select_related("township")
    }
    rows = {
        row["public_id"]: row
        for row in read_rows(Facility.objects.listed().filter(public_id__in=list(known)))
    }
    keys = [each.pk for each in known.values()]
    findings, honours = findings_of(keys), honours_of(keys, today)
    kept = [one for one in ids if one in known]
    return [
        {
            "facility": known[one],
            "is_paused": rows[one]["is_paused"],
            "columns": columns_of(
                known[one],
                public_row(rows[one], honours.get(known[one].pk, ())),
                findings.get(known[one].pk),
                today,
            ),
            "without": address_of([other for other in kept if other != one]),
        }
        for one in kept
    ]


def columns_of(facility, row, finding, today):
    """What is compared, by its caption: words, or several lines of them."""
    since = stated_since(today)
    entry = entry_of(row, finding=finding, stated_since=since, centres={})
    is_living = facility.standing in LIVING_STANDINGS
    is_taking = is_living and not row["is_paused"]
    classes = classes_of(facility)
    return {
        "备案状态": standing_in_words(facility, row, finding),
        "地址": [row["address"] or row["township"]],
        "年龄": [age_range(row["min_age"], row["max_age"])],
        "服务形式": [COLUMNS["service_forms"].label(row["service_forms"])],
        "空余托位": [entry.right, entry.right_detail],
        "班级": [class_in_words(each, since if is_taking else None) for each in classes],
        "费用": [fee_in_words(fee) for fee in fees_of(facility, today)] if is_living else [],
        "称号": ["普惠托育机构" if row["is_inclusive"] else "", *row["titles"]],
        "时间": hours_in_words(facility) if is_living else [],
        "供餐": [facility.get_meals_display()],
        "安全": [each.sentence for each in safety_of(facility, today)] if is_living else [],
        "检查情况": [row["inspections"]],
    }


def standing_in_words(facility, row, finding):
    """The official word, then what it means to a family."""
    standing = Standing(row["standing"])
    plain = plain_line(row, standing, finding) or standing.plain.rstrip("。")
    if standing == Standing.VERIFIED:
        plain = f"{day(row['verified_on'], 'year')}现场看过，符合条件"
    return [standing.label + ("，暂停服务" if row["is_paused"] else ""), plain]


def class_in_words(group, stated_since):
    """A class with its places; the free ones only where they were stated of late."""
    words = f"{age_range(group.min_age, group.max_age)}，{group.places} 个托位"
    if stated_since and group.stated_on and group.stated_on >= stated_since:
        words += f"，空余 {group.free} 个"
    return words


def facts_of(chosen):
    """Captions with what each of the chosen says; a caption nobody has words for is left out."""
    captions = chosen[0]["columns"] if chosen else ()
    lines = [(caption, [lines_of(each, caption) for each in chosen]) for caption in captions]
    return [(caption, cells) for caption, cells in lines if any(cells)]


def lines_of(each, caption):
    return [words for words in each["columns"][caption] if words]


def found_of(words, chosen, today):
    """Others that fit the words, each with the address that adds it."""
    ids = [each["facility"].public_id for each in chosen]
    wanted = PublicFacilityFilter(QueryDict(urlencode({"q": words})), today=today)
    keys = wanted.found.part(0, MOST_FOUND + len(ids))
    found = Facility.objects.select_related("township").in_bulk(keys)
    others = [found[key] for key in keys if found[key].public_id not in ids][:MOST_FOUND]
    return [(other, address_of([*ids, other.public_id])) for other in others]


def address_of(ids):
    compared = reverse("registry:facility_compare")
    return f"{compared}?{urlencode([('id', each) for each in ids])}"
