"""The tables of a job as CSV: UTF-8 with a byte order mark (so spreadsheets read Chinese), CRLF, one heading row of column keys.

Numbers are written exactly, with a point. A text that a spreadsheet would run as a formula, one that starts with = + - @, a tab or a
carriage return, gets an apostrophe before it; a reader that wants the text itself takes it off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from app.components.sides import exact

from .bundle import Bundle, File
from .tables import Cell, Table, tables

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_cut_list(bundle: Bundle) -> Iterator[File]:
    """Yield the cut list and the list of physical panels."""
    yield from (_file(table) for table in tables(bundle) if table.name in ("cut_list", "panels"))


def write_bom(bundle: Bundle) -> Iterator[File]:
    """Yield boards, bands and fittings."""
    yield from (_file(table) for table in tables(bundle) if table.name in ("boards", "bands", "fittings"))


def _file(table: Table) -> File:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([written(row[column]) for column in table.columns])
    return f"bom/{table.name}.csv", stream.getvalue().encode("utf-8-sig")


def written(cell: Cell) -> str:
    """Return a cell as it stands in the file: numbers exact, texts unable to run."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
    if isinstance(cell, int):
        return str(cell)
    text = f"{exact(cell):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
