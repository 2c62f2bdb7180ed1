"""Public figures (公开数据): what the register holds today, by kind and by place."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from departments.models import Department
from registry.choices import (
    LISTED_STANDINGS,
    TAKING_STANDINGS,
    FacilityForm,
    LegalNature,
    ServiceForm,
)
from registry.models import Facility


@dataclass(frozen=True)
class Line:
    """One line of a table of figures (数据行)."""

    code: str
    label: str
    facilities: int
    places: int
    inclusive: int = 0
    free: int = 0


@dataclass(frozen=True)
class Figures:
    """The figures of one day; closed ones are counted nowhere but among the standings."""

    on: date
    stated_since: date
    total: Line
    by_standing: list[Line]
    paused: int
    by_form: list[Line]
    by_nature: list[Line]
    by_service: list[Line]
    by_township: list[Line]


def figures(today: date, stated_since: date) -> Figures:
    """All figures of the register, in eight queries however long it is."""
    living = Facility.objects.living()
    sums = _sums(stated_since)
    townships = {row["township"]: row for row in living.values("township").annotate(**sums)}
    return Figures(
        on=today,
        stated_since=stated_since,
        total=_line("", "合计", living.aggregate(**sums)),
        by_standing=_lines(Facility.objects.listed(), "standing", LISTED_STANDINGS, sums),
        paused=living.paused().count(),
        by_form=_lines(living, "form", FacilityForm, sums),
        by_nature=_lines(living, "legal_nature", LegalNature, sums),
        by_service=_by_service(living),
        by_township=[
            _line(township.code, township.name, townships.get(township.pk, {}))
            for township in Department.objects.active().townships()
        ],
    )


def _sums(stated_since: date) -> dict:
    return {
        "facilities": Count("pk"),
        "places": Sum("capacity"),
        "inclusive": Count("pk", filter=Q(is_inclusive=True)),
        "free": Sum("vacancies", filter=_fresh(stated_since)),
    }


def _fresh(stated_since: date) -> Q:
    return Q(vacancies_stated_on__gte=stated_since, standing__in=TAKING_STANDINGS)


def _lines(facilities: QuerySet, column: str, choices, sums: dict) -> list[Line]:
    found = {row[column]: row for row in facilities.values(column).annotate(**sums)}
    return [_line(choice.value, choice.label, found.get(choice.value, {})) for choice in choices]


def _by_service(facilities: QuerySet) -> list[Line]:
    """A facility that offers several forms counts in each."""
    sums = {}
    for form in ServiceForm:
        offers = Q(**{f"offers_{form.value}": True})
        sums[form.value] = Count("pk", filter=offers)
        sums[f"{form.value}_places"] = Sum("capacity", filter=offers)
    held = facilities.aggregate(**sums)
    return [
        Line(form.value, form.label, held[form.value], held[f"{form.value}_places"] or 0)
        for form in ServiceForm
    ]


def _line(code: str, label: str, sums: dict) -> Line:
    names = ("facilities", "places", "inclusive", "free")
    return Line(code, label, **{name: sums.get(name) or 0 for name in names})
