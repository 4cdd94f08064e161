"""CSV and XLSX: what is read back is the job; no text can run as a formula; the same job is the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from app.components.parts import Fitting
from app.records import Text
from app.takeoff.job import Job
from app.takeoff.nest import nest
from app.takeoff.take_off import take_off
from app.words import say
from exporters.bom_csv import write_bom, write_cut_list, written
from exporters.bom_xlsx import both, write_workbook
from exporters.bundle import Bundle
from exporters.tables import COLUMNS, tables
from tests.takeoff.factory import Materials, base600, layout, panel, unit

JOB = nest(take_off(layout(base600(), base600()), Materials()))
BUNDLE = Bundle(JOB, JOB.layout.design)
HOSTILE = ("=1+2", "+cmd|' /C calc'!A0", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")')


def rows_of(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def hostile_job() -> Job:
    parts = [replace(panel(f"p{i}", 500 + i, 300), name=Text(name, name)) for i, name in enumerate(HOSTILE)]
    fittings = tuple(Fitting(f"f{i}", Text(name, name), 1) for i, name in enumerate(HOSTILE))
    return take_off(layout(unit(*parts, fittings=fittings)), Materials())


def test_the_cut_list_read_back_equals_the_job() -> None:
    files = dict(write_cut_list(BUNDLE))
    rows = rows_of(files["bom/cut_list.csv"])
    assert [tuple(row) for row in rows[:1]] == [COLUMNS["cut_list"]]
    for row, line in zip(rows, JOB.cut_list, strict=True):
        assert (int(row["line"]), int(row["qty"])) == (line.number, line.qty)
        for key in ("length", "width", "thickness", "cut_length", "cut_width"):
            assert float(row[key]) == getattr(line.panel, key)
        assert [float(row[name]) for name in ("L1", "L2", "W1", "W2")] == [
            getattr(line.panel.edges, name).thickness for name in ("L1", "L2", "W1", "W2")
        ]
        assert row["codes"].split() == list(line.codes)
        assert row["name_zh"] == line.panel.name.zh


def test_every_physical_panel_has_a_row_with_its_drawings_and_its_sheet() -> None:
    rows = rows_of(dict(write_cut_list(BUNDLE))["bom/panels.csv"])
    assert [row["code"] for row in rows] == [one.code for one in JOB.panels]
    assert all(row["programs"] and row["sheet"] for row in rows)
    places = {part.code: part for sheet in JOB.sheets for part in sheet.parts}
    for row in rows:
        part = places[row["code"]]
        assert (float(row["x"]), float(row["y"]), row["turned"]) == (part.x, part.y, str(int(part.turned)))


def test_the_bill_read_back_equals_the_job() -> None:
    files = {name: rows_of(data) for name, data in write_bom(BUNDLE)}
    assert [(r["board"], r["decor"], float(r["area_m2"]), int(r["sheets"])) for r in files["bom/boards.csv"]] == [
        (line.board.id, line.decor, line.area_m2, line.sheets) for line in JOB.boards
    ]
    assert [(r["band"], float(r["net_m"]), float(r["order_m"])) for r in files["bom/bands.csv"]] == [
        (line.band, line.net_m, line.order_m) for line in JOB.bands
    ]
    assert [(r["article"], int(r["qty"])) for r in files["bom/fittings.csv"]] == [("hinge", 8), ("leg", 8)]


def test_no_text_in_a_csv_can_run() -> None:
    job = hostile_job()
    for name, data in (*write_cut_list(Bundle(job, job.layout.design)), *write_bom(Bundle(job, job.layout.design))):
        for row in rows_of(data):
            numbers = {"x", "y", "turned"}
            assert not any(
                value.startswith(("=", "+", "-", "@", "\t", "\r")) for key, value in row.items() if key not in numbers
            ), name
    fittings = rows_of(dict(write_bom(Bundle(job, job.layout.design)))["bom/fittings.csv"])
    assert [row["name_zh"].removeprefix("'") for row in fittings] == list(HOSTILE)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (699.0, "699"),
        (318.5, "318.5"),
        (0.0, "0"),
        (1.52447, "1.52447"),
        (1e-7, "0.0000001"),
        (12, "12"),
        (-1.5, "-1.5"),
        (1000.0, "1000"),
    ],
)
def test_numbers_are_written_exactly(cell: float, text: str) -> None:
    assert written(cell) == text


def workbook(bundle: Bundle) -> bytes:
    ((name, data),) = write_workbook(bundle)
    assert name == "bom/bom.xlsx"
    return data


def test_the_workbook_read_back_equals_the_tables() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(BUNDLE)))
    assert book.sheetnames == [both(f"export.table.{table.name}") for table in tables(BUNDLE)]
    for table in tables(BUNDLE):
        sheet = book[both(f"export.table.{table.name}")]
        assert [cell.value for cell in sheet[1]] == [both(f"export.column.{key}") for key in table.columns]
        read = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        assert read == [[row[key] if row[key] != "" else None for key in table.columns] for row in table.rows]


def test_no_text_in_a_workbook_is_a_formula() -> None:
    job = hostile_job()
    book = openpyxl.load_workbook(io.BytesIO(workbook(Bundle(job, job.layout.design))))
    sheet = book[both("export.table.fittings")]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row}
    assert kinds == {"s", "n"}
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} >= {"=1+2", "@SUM(A1)", "-1"}
    with zipfile.ZipFile(io.BytesIO(workbook(Bundle(job, job.layout.design)))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not any(b"<f>" in data or b"<hyperlink" in data for data in sheets)


def test_the_workbook_is_the_same_bytes_every_time() -> None:
    assert workbook(BUNDLE) == workbook(Bundle(JOB, JOB.layout.design))
    with zipfile.ZipFile(io.BytesIO(workbook(BUNDLE))) as archive:
        assert {(entry.date_time, entry.compress_type) for entry in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
        }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_column_and_table_has_a_name(language: str) -> None:
    for name, columns in COLUMNS.items():
        assert say(f"export.table.{name}", language)
        assert all(say(f"export.column.{column}", language) for column in columns)
