"""What inspections found (检查情况): the one sentence of card, page, file and API."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Cast

from registry.models import PublicRecord

COUNTS = ("visits", "clean", "unmet", "corrected", "correcting")
READS = ("inspected_year", *(f"inspected_{name}" for name in COUNTS))


@dataclass(frozen=True)
class Inspected:
    """Published inspections of one facility in one year, counted; clean ones count too."""

    year: int
    visits: int = 0
    clean: int = 0
    unmet: int = 0
    corrected: int = 0
    correcting: int = 0  # not yet corrected, and the day for it has not passed

    @property
    def sentence(self) -> str:
        """2026 年检查 2 次：1 次全部符合，1 次有 1 项不符合（已整改）; empty if nobody went."""
        if not self.visits:
            return ""
        found = [f"{self.clean} 次全部符合"] if self.clean else []
        if faulty := self.visits - self.clean:
            every = "有" if faulty == 1 else "共有"
            found.append(f"{faulty} 次{every} {self.unmet} 项不符合（{self.since}）")
        return f"{self.year} 年检查 {self.visits} 次：{'，'.join(found)}"

    @property
    def since(self) -> str:
        """What became of the items not met, in words (整改情况)."""
        left = self.unmet - self.corrected - self.correcting
        parts = [
            (self.corrected, "已整改"),
            (self.correcting, "正在整改"),
            (left, "尚未整改"),
        ]
        told = [(count, word) for count, word in parts if count]
        if len(told) == 1:
            return told[0][1]
        return "，".join(f"{count} 项{word}" for count, word in told)


def inspection_in_words(record: PublicRecord, today: date) -> str:
    """One inspection: 检查 12 项，10 项符合，2 项不符合（已整改）."""
    checked, unmet = record.items_checked, record.items_unmet
    if not unmet:
        return f"检查 {checked} 项，全部符合"
    met = f"{checked - unmet} 项符合，" if checked > unmet else ""
    since = inspected([record], record.happened_on.year, today).since
    return f"检查 {checked} 项，{met}{unmet} 项不符合（{since}）"


def inspected(records: Iterable[PublicRecord], year: int, today: date) -> Inspected:
    """Counted from rows at hand."""
    rows = [each for each in records if each.happened_on.year == year]
    return Inspected(
        year=year,
        visits=len(rows),
        clean=sum(not each.items_unmet for each in rows),
        unmet=sum(each.items_unmet for each in rows),
        corrected=sum(each.items_corrected for each in rows),
        correcting=sum(
            each.items_unmet - each.items_corrected
            for each in rows
            if each.correct_by and each.correct_by >= today
        ),
    )


def inspected_by_year(records: list[PublicRecord], today: date) -> list[str]:
    """The sentence of each year in which somebody went, newest first."""
    years = sorted({record.happened_on.year for record in records}, reverse=True)
    return [inspected(records, year, today).sentence for year in years]


def inspected_annotations(year: int, today: date) -> dict[str, object]:
    """The same counts of this year, as columns of a query over facilities."""
    this_year = (
        PublicRecord.objects.published(today)
        .inspections()
        .filter(facility=OuterRef("pk"), happened_on__year=year)
        .order_by()
        .values("facility")
    )
    left = F("items_unmet") - F("items_corrected")
    counts = {
        "visits": Count("pk"),
        "clean": Count("pk", filter=Q(items_unmet=0)),
        "unmet": Sum("items_unmet"),
        "corrected": Sum("items_corrected"),
        "correcting": Sum(Case(When(correct_by__gte=today, then=left), default=0)),
    }
    found: dict[str, object] = {"inspected_year": Cast(year, IntegerField())}
    for name in COUNTS:
        counted = this_year.annotate(counted=counts[name]).values("counted")
        found[f"inspected_{name}"] = Subquery(counted, output_field=IntegerField())
    return found


def inspected_of_row(row: dict[str, object]) -> Inspected:
    """Read back from a row of that query."""
    counts = {name: row[f"inspected_{name}"] or 0 for name in COUNTS}
    return Inspected(year=row["inspected_year"], **counts)
