"""What inspections found (检查情况): the one sentence of card, page, file and API."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from registry.models import PublicRecord
from wuqing_tuoyu.prepared import Keys, prepared

COUNTED = ("facility", "happened_on", "items_unmet", "items_corrected", "correct_by")


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


def inspected_of(facilities: Keys, today: date) -> dict[int, Inspected]:
    """What the inspections of this year found, by facility, in one query."""
    records: dict[int, list[PublicRecord]] = {}
    for record in _inspections_since(facilities, today.replace(month=1, day=1), today):
        records.setdefault(record.facility_id, []).append(record)
    return {key: inspected(some, today.year, today) for key, some in records.items()}


@prepared
def _inspections_since(facilities: Keys, since: date, today: date) -> QuerySet[PublicRecord]:
    inspections = PublicRecord.objects.published(today).inspections()
    return inspections.filter(facility__pk__in=facilities, happened_on__gte=since).only(*COUNTED)
