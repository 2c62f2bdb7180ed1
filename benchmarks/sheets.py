"""Sheets: reading an XLSX against the plain reading of the same rows as CSV."""

import csv
from io import BytesIO, StringIO

from benchmarks.measure import compare
from wuqing_tuoyu import sheet

ROWS = 5000
COLUMNS = ["名称", "统一社会信用代码", "地址", "托位"]


def run():
    rows = [[f"托育机构{i}", f"9112011{i:011}", f"武清区和平路{i}号", i % 150] for i in range(ROWS)]
    book = sheet.write(COLUMNS, rows)
    text = sheet.csv_text(COLUMNS, rows)

    compare(
        "sheet_read_xlsx",
        lambda: sheet.read(BytesIO(book)),
        lambda: list(csv.reader(StringIO(text))),
        times=3,
        rows=ROWS,
    )
    compare(
        "sheet_write_csv",
        lambda: sheet.csv_text(COLUMNS, rows),
        lambda: csv.writer(StringIO()).writerows(rows),
        times=3,
        rows=ROWS,
    )
