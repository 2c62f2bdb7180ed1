"""Sheets in and out: XLSX and CSV, as text that no spreadsheet will execute."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import chain, islice
from typing import BinaryIO

import xlsxwriter
from django.http import HttpResponse
from python_calamine import CalamineError, CalamineWorkbook

from wuqing_tuoyu import clock
from wuqing_tuoyu.exceptions import DomainError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

PACKED_CEILING = 20 * 1024 * 1024
TOO_LARGE = "表格文件超过 20 MB，请分成几个文件后再上传。"
UNPACKED_CEILING = 300 * 1024 * 1024
# What spreadsheets take for a formula, also behind blanks and signs without width
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
FORMULA = re.compile(
    r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[ \u3000\xa0]*[\t\r\n]"
)


def read(file: BinaryIO) -> list[list[str]]:
    """The rows of the first sheet as trimmed text, empty ones left out; XLSX or CSV."""
    content = file.read(PACKED_CEILING + 1)
    if len(content) > PACKED_CEILING:
        raise DomainError(TOO_LARGE)
    rows = _xlsx_rows(content) if content.startswith(b"PK") else _csv_rows(content)
    texts = ([_text(cell) for cell in row] for row in rows)
    return [row for row in texts if any(row)]


def records(file: BinaryIO) -> list[dict[str, str]]:
    """The rows below the heading, each by the words of the heading."""
    heading, *rows = read(file) or [[]]
    return [dict(zip(heading, row, strict=False)) for row in rows]


def write(columns: Sequence[str], rows: Iterable[Sequence], *, title: str = "表") -> bytes:
    """An XLSX with a fixed heading; text stays text, whatever it begins with."""
    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "remove_timezone": True,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet(title)
        page.write_row(0, 0, columns, book.add_format({"bold": True}))
        page.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            page.write_row(number, 0, row)
    return target.getvalue()


def download(
    columns: Sequence[str], rows: Iterable[Sequence], *, title: str, name: str
) -> HttpResponse:
    """An XLSX to take away, named for the day it was made (下载表格)."""
    response = HttpResponse(write(columns, rows, title=title), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.today()}.xlsx"'
    return response


def csv_text(columns: Sequence[str], rows: Iterable[Sequence]) -> str:
    """A CSV that spreadsheets open as UTF-8 and that starts no formula."""
    return "".join(csv_lines(columns, rows))


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence], *, mark: bool = True
) -> Iterator[str]:
    """The same a hundred lines at a time; without the mark for programs, which know it is UTF-8."""
    if mark:
        yield "\ufeff"
    lines = chain([columns], rows)
    while some := list(islice(lines, 100)):
        target = StringIO()
        csv.writer(target).writerows([_harmless(cell) for cell in row] for row in some)
        yield target.getvalue()


def _harmless(cell):
    if isinstance(cell, str) and FORMULA.match(cell):
        return f"'{cell}"
    return cell


def _xlsx_rows(content: bytes) -> list[list]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > UNPACKED_CEILING:
            raise DomainError("表格展开后过大，请删去多余的工作表或分成几个文件后再上传。")
        return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    except (zipfile.BadZipFile, CalamineError) as failure:
        raise DomainError("文件打不开。请用表格软件另存为 XLSX 或 CSV 后再上传。") from failure


def _csv_rows(content: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return list(csv.reader(StringIO(text, newline="")))
    raise DomainError("文件既不是 XLSX，也不是 UTF-8 或 GB18030 编码的 CSV，请另存后再上传。")


def _text(cell) -> str:
    if isinstance(cell, str):
        return UNSEEN.sub("", cell).strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()
