"""Public disclosures (核实与注销情况): what is not in order, with reasons and dates."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import render
from django.views.decorators.http import require_safe

from departments.models import Department
from departments.services.parameter import parameters
from registry.choices import FilingKind, FilingStatus, Standing, VerificationResult
from registry.models import Facility, Filing, Verification
from registry.services.published import findings_of
from wuqing_tuoyu import clock

PAGE_SIZE = 20
MOST = 50  # on the page; the register lists them all, page by page


@login_not_required
@require_safe
def disclosure_list(request):
    today = clock.today()
    townships = list(Department.objects.active().townships().only("code", "name"))
    years = range(today.year, first_year(today) - 1, -1)
    township, year, faults = asked(request.GET, townships, years)
    found = Paginator(nonconforming(township, year), MOST).page(1)
    findings = findings_of([facility.pk for facility in found])
    closed = Paginator(closed_ones(township, year), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "today": today,
        "townships": townships,
        "years": years,
        "township": township,
        "year": year,
        "faults": faults,
        "found": found,
        "nonconforming": [(facility, findings.get(facility.pk)) for facility in found],
        "closed": closed,
        "shows_declined": bool(parameters(today).get("declined_public")),
    }
    if context["shows_declined"]:
        context["declined"] = declined(township, year)[:MOST]
    return render(request, "registry/public/disclosures.html", context)


def asked(given, townships, years):
    """Township and year, and a sentence for each that makes no sense."""
    faults = []
    code, year = given.get("township", ""), given.get("year", "")
    township = next((each for each in townships if each.code == code), None)
    if code and township is None:
        faults.append(f"没有代码为“{code[:20]}”的镇街，下面是全部镇街的。")
    known = {str(each): each for each in years}
    if year and year not in known:
        faults.append(f"没有“{year[:20]}”年的，下面是各年的。")
    return township, known.get(year), faults


def first_year(today):
    """The first year anything can have happened in."""
    first = Facility.objects.listed().order_by("filed_on").values_list("filed_on", flat=True)
    oldest = first.first()
    return min(oldest.year, today.year) if oldest else today.year


def nonconforming(township, year):
    visits = Verification.objects.filter(
        facility=OuterRef("pk"), result=VerificationResult.NONCONFORMING
    )
    newest = Subquery(visits.order_by("-recorded_at").values("visited_on")[:1])
    found = Facility.objects.nonconforming().annotate(found_on=newest)
    return narrowed(found, township, year and Q(found_on__year=year)).order_by("-found_on", "-id")


def closed_ones(township, year):
    closed = Facility.objects.listed().filter(standing=Standing.CLOSED)
    return narrowed(closed, township, year and Q(closed_on__year=year)).order_by(
        "-closed_on", "-id"
    )


def narrowed(facilities, township, in_year):
    facilities = facilities.select_related("township")
    if township is not None:
        facilities = facilities.filter(township=township)
    return facilities.filter(in_year) if in_year else facilities


def declined(township, year):
    """Declined filings of facilities not on the register: name, day and ground, nothing else."""
    filings = Filing.objects.filter(
        status=FilingStatus.DECLINED,
        kind=FilingKind.INITIAL,
        facility__standing=Standing.UNRECORDED,
    )
    if township is not None:
        filings = filings.filter(declaration__township=township)
    if year:
        filings = filings.filter(decided_at__year=year)
    return (
        filings.order_by("-decided_at")
        .select_related("declaration")
        .only("decided_at", "ground", "declaration__name")
    )
