"""The register as files (开放数据): CSV, GeoJSON and JSON, written part by part, with a schema."""

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from registry.models import Facility
from registry.search import newest
from registry.services.register import (
    PUBLIC_COLUMNS,
    PublicColumn,
    Row,
    public_rows,
    sheet_rows,
    with_labels,
)
from wuqing_tuoyu import clock, sheet

VERSION = "1"
TYPES = {"text": "string", "list": "array"}


@dataclass(frozen=True)
class OpenFormat:
    """One way to hand the register out (文件格式)."""

    name: str
    content_type: str
    caption: str
    parts: Callable[[Iterable[Row]], Iterator[str]]

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def path(self) -> Path:
        """Where the file of the day lies."""
        return Path(settings.OPEN_DATA_ROOT) / self.name


def csv_parts(rows: Iterable[Row], *, mark: bool = True) -> Iterator[str]:
    captions = [column.caption for column in PUBLIC_COLUMNS]
    return sheet.csv_lines(captions, sheet_rows(rows), mark=mark)


def csv_parts_without_mark(rows: Iterable[Row]) -> Iterator[str]:
    return csv_parts(rows, mark=False)


def geojson_parts(rows: Iterable[Row]) -> Iterator[str]:
    """A FeatureCollection, one feature after the other; no point, no geometry."""
    yield from _listed('{"type":"FeatureCollection","features":[', map(_feature, rows))


def json_parts(rows: Iterable[Row]) -> Iterator[str]:
    """The same rows the API tells, with the words of each code."""
    head = {"version": VERSION, "as_of": clock.today().isoformat(), "schema": _schema_address()}
    opening = json.dumps(head, ensure_ascii=False)[:-1] + ', "facilities": ['
    yield from _listed(opening, map(with_labels, rows))


def _listed(opening: str, things: Iterable[object]) -> Iterator[str]:
    yield opening
    comma = ""
    for thing in things:
        yield comma + json.dumps(thing, ensure_ascii=False, default=str)
        comma = ",\n"
    yield "]}"


def _feature(row: Row) -> dict:
    point = [row.pop("longitude"), row.pop("latitude")]
    return {
        "type": "Feature",
        "id": row["public_id"],
        "geometry": {"type": "Point", "coordinates": point} if None not in point else None,
        "properties": with_labels(row),
    }


CSV = OpenFormat("facilities.csv", "text/csv; charset=utf-8", "表格（CSV）", csv_parts)
CSV_WITHOUT_MARK = OpenFormat(
    "facilities-utf8.csv", "text/csv; charset=utf-8", "表格（CSV，无 BOM）", csv_parts_without_mark
)
GEOJSON = OpenFormat(
    "facilities.geojson",
    "application/geo+json; charset=utf-8",
    "地图数据（GeoJSON）",
    geojson_parts,
)
JSON = OpenFormat("facilities.json", "application/json; charset=utf-8", "JSON", json_parts)
FORMATS = {each.name: each for each in (CSV, CSV_WITHOUT_MARK, GEOJSON, JSON)}


def whole_register() -> list[QuerySet]:
    """Everything that was ever on the register, closed ones too."""
    return [Facility.objects.listed().order_by(*newest())]


def write_files_of_the_day() -> None:
    """One file of each format; a reader sees the old one whole or the new one whole (每日文件)."""
    Path(settings.OPEN_DATA_ROOT).mkdir(parents=True, exist_ok=True)
    for each in FORMATS.values():
        with tempfile.NamedTemporaryFile(
            "w", dir=settings.OPEN_DATA_ROOT, encoding="utf-8", newline="", delete=False
        ) as new:
            new.writelines(each.parts(public_rows(whole_register())))
        os.chmod(new.name, 0o644)
        os.replace(new.name, each.path)


def schema() -> dict:
    """What each column means and may hold, in the manner of a Table Schema (数据说明)."""
    return {
        "version": VERSION,
        "name": "facilities",
        "title": f"{settings.PORTAL_NAME}：机构名单",
        "primaryKey": "public_id",
        "missingValues": [""],
        "fields": [_field(column) for column in PUBLIC_COLUMNS],
    }


def _field(column: PublicColumn) -> dict:
    field: dict[str, object] = {
        "name": column.key,
        "title": column.caption,
        "type": TYPES.get(column.kind, column.kind),
    }
    if column.help:
        field["description"] = column.help
    if column.choices is not None:
        field["categories"] = [
            {"value": choice.value, "label": choice.label} for choice in column.choices
        ]
    return field


def _schema_address() -> str:
    return f"{settings.SITE_URL}/open-data/schema.json"
