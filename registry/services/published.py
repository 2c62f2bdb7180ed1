"""What is published about facilities beyond their columns: classes, fees, reasons, safety."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from registry.choices import (
    LISTED_STANDINGS,
    ClassKind,
    FeeUnit,
    PublicRecordKind,
    ServiceForm,
    Standing,
    VerificationResult,
    Weekday,
)
from registry.models import (
    ClassGroup,
    Facility,
    Fee,
    Nonconformity,
    OpeningHours,
    Pause,
    PublicRecord,
    Vacancy,
)
from registry.services.inspected import inspected_by_year, inspection_in_words
from wuqing_tuoyu.prepared import Keys, prepared
from wuqing_tuoyu.templatetags.words import day, money

CHECKED = "区卫生健康委核对"
DECLARED = "机构申报"


@dataclass(frozen=True)
class PublishedClass:
    """One class (班级) with its places; the free ones only where they were stated."""

    name: str
    kind: ClassKind
    min_age: int
    max_age: int
    places: int
    free: int | None
    stated_on: date | None


@dataclass(frozen=True)
class Statement:
    """One true sentence, and whose word it is (信息来源)."""

    sentence: str
    source: str


@dataclass(frozen=True)
class Finding:
    """Why a facility was found nonconforming (核实不符合的理由), as published."""

    visited_on: date
    reasons: tuple[tuple[str, str], ...]


def classes_of(facility: Facility) -> list[PublishedClass]:
    """Classes of the declaration in force, with the free places stated for each."""
    free = {row.class_no: row for row in _current_vacancies(facility.pk)}
    return [
        PublishedClass(
            name=group.name,
            kind=ClassKind(group.kind),
            min_age=group.min_age,
            max_age=group.max_age,
            places=group.places,
            free=free[group.class_no].places if group.class_no in free else None,
            stated_on=free[group.class_no].stated_on if group.class_no in free else None,
        )
        for group in _class_groups(facility.declaration_id)
    ]


@prepared
def _class_groups(declaration: int) -> QuerySet[ClassGroup]:
    return ClassGroup.objects.filter(declaration=declaration).order_by("class_no")


@prepared
def _current_vacancies(facility: int) -> QuerySet[Vacancy]:
    return Vacancy.objects.current().filter(facility=facility)


def fees_of(facility: Facility, today: date) -> list[Fee]:
    return _current_fees(facility.pk, today)


@prepared
def _current_fees(facility: int, today: date) -> QuerySet[Fee]:
    return Fee.objects.current(today).filter(facility=facility).order_by("is_meal", "id")


def fee_in_words(fee: Fee) -> str:
    """全日托 1,680 元/月."""
    return f"{fee_item(fee)} {fee_amount(fee)}"


def fee_amount(fee: Fee) -> str:
    return f"{money(fee.amount)} {FeeUnit(fee.unit).label}"


def fee_item(fee: Fee) -> str:
    """What is paid for (收费项目), with the form of service where the name leaves it open."""
    what = ServiceForm(fee.service_form).label if fee.service_form else ""
    item = fee.item if not what or what in fee.item else f"{what}（{fee.item}）"
    if what and fee.item.removesuffix(f"（{what}）") in ("保育费", "托育费", "服务费"):
        item = what
    return item


def hours_in_words(facility: Facility) -> list[str]:
    """周一至周五 7:30—18:00, days with the same hours together."""
    spans: list[list] = []
    for row in _current_hours(facility.pk):
        times = f"{_time(row.opens)}—{_time(row.closes)}"
        if spans and spans[-1][2] == times and spans[-1][1] == row.weekday - 1:
            spans[-1][1] = row.weekday
        else:
            spans.append([row.weekday, row.weekday, times])
    return [f"{_days(first, last)} {times}" for first, last, times in spans]


@prepared
def _current_hours(facility: int) -> QuerySet[OpeningHours]:
    return OpeningHours.objects.current().filter(facility=facility).order_by("weekday")


def _days(first: int, last: int) -> str:
    if first == last:
        return Weekday(first).label
    joint = "、" if last - first == 1 else "至"
    return f"{Weekday(first).label}{joint}{Weekday(last).label}"


def _time(at) -> str:
    return f"{at.hour}:{at.minute:02d}"


def source_of_site(facility: Facility) -> str:
    """Whose word the facts of the site are: seen on site, or declared (信息来源)."""
    if facility.standing == Standing.VERIFIED:
        return f"{day(facility.verified_on)}现场核实"
    return DECLARED


def safety_of(facility: Facility, today: date) -> list[Statement]:
    """What is true about safety (安全), each with whose word it is; nothing is said of a no."""
    source = source_of_site(facility)
    video = "监控覆盖婴幼儿生活、活动区域和出入口"
    if facility.video_days:
        video += f"，录像保存 {facility.video_days} 天"
    told = [
        (facility.has_closed_management, "实行封闭式管理"),
        (facility.has_guard, "收托时间有保安人员在岗"),
        (facility.has_full_video, video),
        (facility.has_panic_alarm, "装有一键式报警装置"),
        (facility.has_intrusion_alarm, "装有防入侵报警设备"),
    ]
    statements = [Statement(sentence, source) for is_true, sentence in told if is_true]
    if facility.standing != Standing.CLOSED and _everybody_is_certified(facility, today):
        statements.append(Statement("登记的工作人员，健康合格证明都在有效期内", CHECKED))
    return statements


def _everybody_is_certified(facility: Facility, today: date) -> bool:
    """Has everybody who works here an accepted health certificate that is still valid?"""
    return facility.certified_until is not None and facility.certified_until >= today


def finding_of(facility: Facility) -> Finding | None:
    """Why this one was found nonconforming, if it was."""
    if facility.standing != Standing.NONCONFORMING:
        return None
    return findings_of([facility.pk]).get(facility.pk)


def findings_of(facilities: Keys) -> dict[int, Finding]:
    """The latest finding of each nonconforming facility, in one query (核实不符合的理由)."""
    latest: dict[int, int] = {}
    found: dict[int, Finding] = {}
    for facility, verification, visited_on, sentence, article in _nonconformities(facilities):
        if latest.setdefault(facility, verification) != verification:
            continue
        before = found[facility].reasons if facility in found else ()
        found[facility] = Finding(visited_on, (*before, (sentence, article)))
    return found


@prepared
def _nonconformities(facilities: Keys) -> QuerySet[Nonconformity, tuple]:
    return (
        Nonconformity.objects.filter(
            verification__facility__pk__in=facilities,
            verification__facility__standing=Standing.NONCONFORMING,
            verification__result=VerificationResult.NONCONFORMING,
        )
        .order_by("verification__facility", "-verification__recorded_at", "position")
        .values_list(
            "verification__facility", "verification", "verification__visited_on",
            "sentence", "article",
        )
    )  # fmt: skip


def records_of(facility: Facility, today: date) -> list[PublicRecord]:
    """What was published, newest first (公开记录)."""
    return _published_records(facility.pk, today)


@prepared
def _published_records(facility: int, today: date) -> QuerySet[PublicRecord]:
    records = PublicRecord.objects.published(today).filter(facility=facility)
    return records.select_related("department").order_by("-happened_on", "-id")


def pause_of(facility: Facility) -> Pause | None:
    """The pause that is open (暂停服务)."""
    return _open_pauses.first(facility.pk)


@prepared
def _open_pauses(facility: int) -> QuerySet[Pause]:
    return Pause.objects.open().filter(facility=facility)


@dataclass(frozen=True)
class PublishedInspection:
    """One inspection (检查), counted in words beside its published record."""

    record: PublicRecord
    sentence: str


@dataclass(frozen=True)
class PublishedInspections:
    """What inspections found at a facility: a sentence a year, then one after the other."""

    years: list[str]
    entries: list[PublishedInspection]


def inspections_among(records: list[PublicRecord], today: date) -> PublishedInspections:
    """The inspections among the published records (检查情况)."""
    found = [record for record in records if record.kind == PublicRecordKind.INSPECTION]
    return PublishedInspections(
        years=inspected_by_year(found, today),
        entries=[
            PublishedInspection(record, inspection_in_words(record, today)) for record in found
        ],
    )


def successor_of(facility: Facility) -> Facility | None:
    """Where it moved (迁往), once that place is on the register too."""
    return _moved_from.first(facility.pk)


@prepared
def _moved_from(facility: int) -> QuerySet[Facility]:
    return Facility.objects.listed().filter(moved_from=facility).only("public_id", "name")


def predecessor_of(facility: Facility) -> Facility | None:
    """Where it came from (迁自)."""
    before = facility.moved_from
    return before if before is not None and before.standing in LISTED_STANDINGS else None
