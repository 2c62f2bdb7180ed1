"""Guide, explanations and figures (办事指南、数据、开放数据): what the rows say, in plain words."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.services.parameter import parameters
from registry.choices import (
    FilingKind,
    LegalNature,
    MaterialAudience,
    MaterialCondition,
    ReviewSubject,
)
from registry.filters.public import PublicFacilityFilter, stated_since
from registry.models import MaterialRule, ReviewRoute
from registry.services.figures import figures
from registry.services.open_data import FORMATS
from registry.services.register import PUBLIC_COLUMNS
from wuqing_tuoyu import clock

# An example of the page; a test runs it
WALK = """\
import json, urllib.request

address = "{site}/api/v1/facilities/?page_size=200"
while address:
    with urllib.request.urlopen(address) as answer:
        page = json.load(answer)
    for facility in page["results"]:
        print(facility["number"], facility["name"], facility["standing_label"])
    address = page["next"]"""

# Working days, where the district's parameters are not loaded yet
DAYS = {"receipt_days": 5, "verification_days": 15, "correction_days": 10, "vacancy_fresh_days": 60}


@login_not_required
@require_safe
def guide(request):
    """Who files, with what, where and how long it takes (办事指南)."""
    today = clock.today()
    rules = list(rules_in_force(today))
    context = {
        "centres": papers_of(rules, FilingKind.INITIAL, MaterialAudience.CENTRES),
        "family": papers_of(rules, FilingKind.INITIAL, MaterialAudience.FAMILY),
        "change": papers_of(rules, FilingKind.CHANGE, None),
        "cancellation": papers_of(rules, FilingKind.CANCELLATION, None),
        "registrars": registrars(),
        "days": days_on(today),
        "most_megabytes": settings.UPLOAD_MAX_MB,
    }
    return render(request, "registry/guide/guide.html", context)


def rules_in_force(today):
    return MaterialRule.objects.filter(
        Q(effective_until=None) | Q(effective_until__gte=today), effective_from__lte=today
    )


def papers_of(rules, kind, audience):
    """The papers of one kind of filing: what is always needed first, then what only some need."""
    papers = [
        paper_of(rule)
        for rule in rules
        if rule.filing_kind == kind
        and (audience is None or rule.audience in (MaterialAudience.ALL, audience))
    ]
    return sorted(papers, key=lambda paper: not paper["is_needed"])


def paper_of(rule):
    conditions = []
    if rule.condition != MaterialCondition.ALWAYS:
        conditions.append(rule.get_condition_display())
    if rule.is_per_staff_member:
        who = f"每名{rule.get_staff_role_display()}" if rule.staff_role else "每名工作人员"
        conditions.append(f"{who}一份")
    return {
        "label": rule.get_document_kind_display(),
        "help": rule.help_text,
        "source": rule.source,
        "conditions": "，".join(conditions),
        "is_needed": rule.is_required,
    }


def registrars():
    """Which unit registers which nature, as the routes say (登记机关)."""
    routes = ReviewRoute.objects.filter(
        is_active=True, subject=ReviewSubject.REGISTRATION, department__isnull=False
    ).select_related("department")
    units = {route.nature: route.department for route in routes}
    return [(nature.label, units.get(nature.value)) for nature in LegalNature]


def days_on(today):
    held = parameters(today)
    return {key: int(held.get(key) or days) for key, days in DAYS.items()}


@login_not_required
@require_safe
def facility_missing(request):
    """Why a facility may not be found (查不到的机构)."""
    return render(request, "registry/guide/missing.html", {"days": days_on(clock.today())})


@login_not_required
@require_safe
def figure_list(request):
    """Public figures as tables (数据)."""
    today = clock.today()
    context = {"figures": figures(today, stated_since(today))}
    return render(request, "registry/guide/figures.html", context)


@login_not_required
@require_safe
def open_data(request):
    """What may be taken away, and how (开放数据)."""
    context = {
        "columns": PUBLIC_COLUMNS,
        "formats": FORMATS.values(),
        "walk": WALK.format(site=settings.SITE_URL),
        "parameters": [
            {
                "name": name,
                "label": each.label,
                "help": each.extra.get("help_text", ""),
                "choices": each.extra.get("choices", ()),
            }
            for name, each in PublicFacilityFilter.base_filters.items()
            if name != "view"
        ],
    }
    return render(request, "registry/guide/open_data.html", context)
