"""The public register (公开名录): the one list of public columns, and rows read by it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.enums import TextChoices

from registry.choices import (
    FacilityForm,
    LegalNature,
    MealProvision,
    ServiceForm,
    ServiceMode,
    Standing,
)
from registry.models import Facility, Honour, Pause
from registry.models.facts import public_address, rounded_coordinate
from registry.services.honour import honours_of
from registry.services.inspected import inspected_of
from wuqing_tuoyu import clock
from wuqing_tuoyu.prepared import Keys, prepared

Row = dict[str, object]


@dataclass(frozen=True)
class PublicColumn:
    """One column everybody may read (公开栏目): its name, its caption, what it is read from."""

    key: str
    caption: str
    kind: str = "text"
    choices: type[TextChoices] | None = None
    holds: type[TextChoices] | None = None  # what a list is of
    reads: tuple[str, ...] = ()
    read: Callable[[Row], object] | None = field(default=None, compare=False)
    help: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        return self.reads or (self.key,)

    def value(self, row: Row) -> object:
        if self.read is not None:
            return self.read(row)
        found = row[self.key]
        return float(found) if found is not None and self.kind == "number" else found

    def label(self, value: object) -> str:
        """The value in words, as a sheet shows it."""
        if value is None or value == "":
            return ""
        if self.kind == "list":
            return "、".join(self.holds(each).label if self.holds else each for each in value)
        if self.kind == "boolean":
            return "是" if value else "否"
        if self.choices is not None:
            return self.choices(value).label
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value)


def _address(row: Row) -> str:
    return public_address(row["address"], row["form"], row["township__name"] or "")


def _coordinate(name: str) -> Callable[[Row], float | None]:
    """A point on the map; that of a family site only roughly."""

    def read(row: Row) -> float | None:
        if row[name] is None:
            return None
        return rounded_coordinate(row[name]) if _is_family(row) else round(float(row[name]), 6)

    return read


def _is_family(row: Row) -> bool:
    return row["form"] == FacilityForm.FAMILY


def _service_forms(row: Row) -> list[str]:
    return [form.value for form in ServiceForm if row[f"offers_{form.value}"]]


# The national captions first, in their order, then what families ask about
PUBLIC_COLUMNS = (
    PublicColumn("name", "机构注册登记名称"),
    PublicColumn(
        "township",
        "所属区域",
        reads=("township__name",),
        read=lambda row: row["township__name"] or "",
        help="武清区的镇街",
    ),
    PublicColumn(
        "address",
        "机构住所",
        reads=("address", "form", "township__name"),
        read=_address,
        help="家庭托育点只写到道路或小区，不写门牌",
    ),
    PublicColumn("legal_nature", "机构性质", choices=LegalNature),
    PublicColumn("filed_on", "备案通过时间", kind="date"),
    PublicColumn("credit_code", "统一社会信用代码"),
    PublicColumn("number", "备案编号"),
    PublicColumn("standing", "备案状态", choices=Standing),
    PublicColumn("is_paused", "暂停服务", kind="boolean"),
    PublicColumn("verified_on", "现场核实日期", kind="date"),
    PublicColumn(
        "inspections",
        "本年度检查情况",
        reads=("id",),
        read=lambda row: row["inspections"],
        help="只算已经公开的检查；没有检查过的为空",
    ),
    PublicColumn("correct_by", "整改期限", kind="date", help="核实不符合的才有"),
    PublicColumn("closes_on", "拟停止服务日期", kind="date", help="已办理注销备案的才有"),
    PublicColumn("closed_on", "注销日期", kind="date"),
    PublicColumn(
        "township_code",
        "镇街代码",
        reads=("township__code",),
        read=lambda row: row["township__code"] or "",
    ),
    PublicColumn("form", "机构形态", choices=FacilityForm),
    PublicColumn("service_mode", "服务模式", choices=ServiceMode),
    PublicColumn(
        "service_forms",
        "服务形式",
        kind="list",
        holds=ServiceForm,
        reads=tuple(f"offers_{form.value}" for form in ServiceForm),
        read=_service_forms,
    ),
    PublicColumn("min_age", "最小月龄", kind="integer"),
    PublicColumn("max_age", "最大月龄", kind="integer"),
    PublicColumn("capacity", "托位数", kind="integer"),
    PublicColumn("vacancies", "空余托位", kind="integer", help="机构填报"),
    PublicColumn("vacancies_stated_on", "空余托位填报日期", kind="date"),
    PublicColumn("monthly_fee", "每月最低收费（元）", kind="number", help="不含膳食费"),
    PublicColumn("is_inclusive", "普惠托育机构", kind="boolean"),
    PublicColumn("meals", "供餐方式", choices=MealProvision),
    PublicColumn("public_phone", "机构电话"),
    PublicColumn(
        "longitude",
        "经度",
        kind="number",
        reads=("longitude", "form"),
        read=_coordinate("longitude"),
        help="度，WGS 84",
    ),
    PublicColumn(
        "latitude",
        "纬度",
        kind="number",
        reads=("latitude", "form"),
        read=_coordinate("latitude"),
        help="度，WGS 84；家庭托育点的经纬度只精确到约 500 米",
    ),
    PublicColumn("public_id", "公开标识", help="机构页面的地址里也是它"),
    PublicColumn(
        "titles",
        "称号",
        kind="list",
        reads=("id",),
        read=lambda row: row["titles"],
        help="现行有效的，例如示范托育机构；普惠另有一栏",
    ),
)

PUBLIC_FIELDS = tuple(dict.fromkeys(name for column in PUBLIC_COLUMNS for name in column.fields))


ROWS_AT_ONCE = 500


def read_rows(facilities: QuerySet, most: int | None = None) -> list[Row]:
    """The columns the public reads, and nothing else, straight from the table."""
    return _with_inspections(list(_read(facilities)[:most]))


def rows_of(keys: Keys) -> list[Row]:
    """The same of these facilities, in this order."""
    rows = {row["id"]: row for row in _with_inspections(_rows(keys))}
    return [rows[key] for key in keys if key in rows]


@prepared
def _rows(keys: Keys) -> QuerySet[Facility, Row]:
    return _read(Facility.objects.filter(pk__in=keys))


def _read(facilities: QuerySet) -> QuerySet[Facility, Row]:
    paused = Exists(Pause.objects.open().filter(facility=OuterRef("pk")))
    return facilities.annotate(is_paused=paused).values(*PUBLIC_FIELDS)


def _with_inspections(rows: list[Row]) -> list[Row]:
    """The sentence about this year's inspections to each, read in one query."""
    found = inspected_of([row["id"] for row in rows], clock.today())
    for row in rows:
        row["inspections"] = found[row["id"]].sentence if row["id"] in found else ""
    return rows


def public_row(row: Row, honours: Iterable[Honour]) -> Row:
    """One facility by the public columns (公开信息), with the titles it holds."""
    row = row | {"titles": [honour.title for honour in honours]}
    return {column.key: column.value(row) for column in PUBLIC_COLUMNS}


def public_part(rows: Sequence[Row]) -> list[Row]:
    """The facilities of a page, their titles read in one query."""
    honours = honours_of([row["id"] for row in rows], clock.today())
    return [public_row(row, honours.get(row["id"], ())) for row in rows]


def public_rows(stretches: Iterable[QuerySet]) -> Iterator[Row]:
    """Facilities one after the other, however many there are."""
    for facilities in stretches:
        rows = _read(facilities).iterator(chunk_size=ROWS_AT_ONCE)
        while part := list(islice(rows, ROWS_AT_ONCE)):
            yield from public_part(_with_inspections(part))


def with_labels(row: Row) -> Row:
    """The same with the words of each code beside it, as `…_label`."""
    told: Row = {}
    for column in PUBLIC_COLUMNS:
        if column.key in row:
            told[column.key] = row[column.key]
        if column.choices is not None:
            told[f"{column.key}_label"] = column.label(row[column.key])
    return told


def sheet_rows(rows: Iterable[Row]) -> Iterator[list[str]]:
    """The rows in words, as a sheet shows them."""
    for row in rows:
        yield [column.label(row[column.key]) for column in PUBLIC_COLUMNS]
