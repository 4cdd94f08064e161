"""The bill of materials as a workbook: cut list, panels, boards, bands, fittings; headings in both languages, totals as numbers.

Every text is written as a text, whatever it starts with: nothing in a workbook of ours is a formula. The same job makes the same bytes.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from app.words import say

from .archive import zip_bytes
from .bundle import Bundle, File
from .tables import Table, tables

CREATED = datetime.datetime(2000, 1, 1)
WIDEST = 40


def write_workbook(bundle: Bundle) -> Iterator[File]:
    """Yield the workbook."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": bundle.design.name, "created": CREATED})
    heading = book.add_format({"bold": True, "bg_color": "#F1EDE6", "bottom": 1, "text_wrap": True, "valign": "top"})
    for table in tables(bundle):
        _add_table(book.add_worksheet(both(f"export.table.{table.name}")), table, heading)
    book.close()
    yield "bom/bom.xlsx", _canonical(stream.getvalue())


def both(key: str) -> str:
    """Return a heading in both languages, Chinese first."""
    return f"{say(key, 'zh')} {say(key, 'en')}"


def _add_table(sheet: Any, table: Table, heading: Any) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, key in enumerate(table.columns):
        sheet.write_string(0, column, both(f"export.column.{key}"), heading)
        cells = [row[key] for row in table.rows]
        widest = max((_breadth(str(cell)) for cell in cells), default=0)
        sheet.set_column(column, column, max(7, min(WIDEST, widest + 1)))
        for number, cell in enumerate(cells, start=1):
            if cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            else:
                sheet.write_number(number, column, cell)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _breadth(text: str) -> int:
    """Return how many columns of type a text takes: Chinese takes two a character."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _canonical(data: bytes) -> bytes:
    """Return the workbook's archive in our canonical form, so that it does not depend on a compressor."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zip_bytes({name: archive.read(name) for name in archive.namelist()})
