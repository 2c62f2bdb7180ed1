"""Sheets: what goes out comes back, and nothing in them is executed."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wuqing_tuoyu import sheet
from wuqing_tuoyu.exceptions import DomainError

DANGEROUS = ["=1+1", "+86 22", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", " =HYPERLINK(A1)"]
BEHIND_BLANKS = ["\u3000=1", "\u200b=1", "\ufeff+1", "\xa0@A1", "﹦1+1", "﹫A1"]


@pytest.mark.parametrize("cell", [*DANGEROUS, "https://example.test/"])
def test_an_xlsx_cell_is_never_a_formula_or_a_link(cell):
    content = sheet.write(["名称"], [[cell]])

    with zipfile.ZipFile(BytesIO(content)) as packed:
        page = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert sheet.read(BytesIO(content)) == [["名称"], [cell.strip()]]


@pytest.mark.parametrize("cell", [*DANGEROUS, *BEHIND_BLANKS])
def test_a_csv_cell_never_starts_a_formula(cell):
    line = sheet.csv_text(["名称"], [[cell]]).splitlines()[1]

    assert line.lstrip('"').startswith("'")


def test_an_ordinary_csv_cell_is_left_alone():
    assert sheet.csv_text(["名称", "托位"], [["晨光", -3]]) == "\ufeff名称,托位\r\n晨光,-3\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_offices_use(encoding):
    content = "名称,托位\r\n\r\n晨光托育,30\r\n".encode(encoding)

    assert sheet.records(BytesIO(content)) == [{"名称": "晨光托育", "托位": "30"}]


def test_signs_nobody_sees_are_not_read():
    content = "\u200b晨\x0b光\u202e托育\x01".encode()

    assert sheet.read(BytesIO(content)) == [["晨光托育"]]


def test_numbers_and_dates_of_an_xlsx_become_plain_text():
    content = sheet.write(["代码", "日期", "面积"], [[911201140, date(2026, 3, 12), 360.5]])

    assert sheet.read(BytesIO(content))[1] == ["911201140", "2026-03-12", "360.5"]


def test_a_packed_bomb_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(sheet, "UNPACKED_CEILING", 100_000)
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000_000)

    with pytest.raises(DomainError, match="表格展开后过大"):
        sheet.read(BytesIO(target.getvalue()))


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\xff\xfe\x00\x00\xff"])
def test_what_is_no_sheet_is_refused_with_a_sentence(content):
    with pytest.raises(DomainError, match="另存"):
        sheet.read(BytesIO(content))


@given(st.binary(max_size=200))
def test_no_file_breaks_the_reader(content):
    try:
        rows = sheet.read(BytesIO(content))
    except DomainError:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row)
