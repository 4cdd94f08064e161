"""The tables of a job as plain rows, shared by CSV and XLSX: one row a line, a dict from column key to text or number.

Columns are the words of a 开料清单 (domain.md 5.6): their keys head the CSV files, resources/locale/*/export.po names them for people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from app.components.materials import Board
from app.components.parts import Panel
from app.components.sides import EDGE_NAMES, edge, exact, is_rectangle
from app.takeoff.job import Job

from .bundle import Bundle, sheet_path
from .panel_dxf import programs

type Cell = str | int | float
type Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name; every row has the same keys."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


SIZES = ("length", "width", "thickness", "cut_length", "cut_width", "grain", "L1", "L2", "W1", "W2")
COLUMNS: dict[str, tuple[str, ...]] = {
    "cut_list": (
        "line", "qty", "name_zh", "name_en", "role", "board", "board_zh", "decor", *SIZES,
        "holes", "grooves", "pockets", "cutouts", "shape", "route", "side_bands", "match", "programs", "codes",
    ),
    "panels": (
        "code", "line", "room_zh", "room_en", "unit", "unit_zh", "unit_en", "panel", "name_zh", "name_en", "board", "decor",
        *SIZES, "shape", "match", "match_at", "programs", "sheet", "x", "y", "turned",
    ),
    "boards": ("board", "board_zh", "board_en", "decor", "thickness", "panels", "shaped", "cut_through", "area_m2", "sheets", "sheet_size"),
    "bands": ("band", "decor", "thickness", "height", "net_m", "order_m"),
    "fittings": ("article", "name_zh", "name_en", "size", "qty"),
}  # fmt: skip


def tables(bundle: Bundle) -> tuple[Table, ...]:
    """Return all tables of a job, the cut list first."""
    makers = {
        "cut_list": cut_list_rows,
        "panels": panel_rows,
        "boards": board_rows,
        "bands": band_rows,
        "fittings": fitting_rows,
    }
    return tuple(Table(name, COLUMNS[name], tuple(make(bundle.job))) for name, make in makers.items())


def cut_list_rows(job: Job) -> Iterator[Row]:
    """Yield one row per cut-list line.

    A board that is no rectangle has the band of each side of its outline, from its lower left point on, and a route of its own
    ("separate": router, or saw and jigsaw; domain.md 5.5, 9.7).
    """
    for line in job.cut_list:
        panel = line.panel
        yield {
            "line": line.number,
            "qty": line.qty,
            "name_zh": panel.name.zh,
            "name_en": panel.name.en,
            "role": panel.role,
            "board": line.board.id,
            "board_zh": line.board.name.zh,
            "decor": panel.decor,
            **_sizes(panel, line.grain),
            "holes": len(panel.holes),
            "grooves": len(panel.grooves),
            "pockets": len(panel.pockets),
            "cutouts": len(panel.cutouts),
            "shape": _shape(panel),
            "route": "" if is_rectangle(panel) else "separate",
            "side_bands": " ".join(_number(band.thickness) for band in panel.bands),
            "match": " ".join(line.strips),
            "programs": " ".join(programs(line, job)),
            "codes": " ".join(line.codes),
        }


def panel_rows(job: Job) -> Iterator[Row]:
    """Yield one row per physical panel: where it belongs, its programs, where it lies on its sheet."""
    lines = {code: line for line in job.cut_list for code in line.codes}
    places = {part.code: (sheet, part) for sheet in job.sheets for part in sheet.parts}
    for one in job.panels:
        line = lines[one.code]
        sheet, part = places.get(one.code, (None, None))
        yield {
            "code": one.code,
            "line": line.number,
            "room_zh": one.room_name.zh,
            "room_en": one.room_name.en,
            "unit": one.unit,
            "unit_zh": one.unit_name.zh,
            "unit_en": one.unit_name.en,
            "panel": one.panel.id,
            "name_zh": one.panel.name.zh,
            "name_en": one.panel.name.en,
            "board": one.board.id,
            "decor": one.panel.decor,
            **_sizes(one.panel, one.grain),
            "shape": _shape(one.panel),
            "match": one.match,
            "match_at": one.panel.match_at + 1 if one.match else "",
            "programs": " ".join(programs(line, job)),
            "sheet": sheet_path(sheet.number, job) if sheet else "",
            "x": part.x if part else "",
            "y": part.y if part else "",
            "turned": int(part.turned) if part else "",
        }


def board_rows(job: Job) -> Iterator[Row]:
    """Yield one row per board and decor: how many of its panels are no rectangles, and how many have something cut through them."""
    for line in job.boards:
        own = [p.panel for p in job.panels if (p.board.id, p.panel.decor) == (line.board.id, line.decor)]
        yield {
            "board": line.board.id,
            "board_zh": line.board.name.zh,
            "board_en": line.board.name.en,
            "decor": line.decor,
            "thickness": line.board.thickness,
            "panels": line.panels,
            "shaped": sum(not is_rectangle(panel) for panel in own),
            "cut_through": sum(bool(panel.cutouts) for panel in own),
            "area_m2": line.area_m2,
            "sheets": line.sheets,
            "sheet_size": _sheet_size(line.board),
        }


def band_rows(job: Job) -> Iterator[Row]:
    """Yield one row per edge band."""
    for line in job.bands:
        yield {
            "band": line.band,
            "decor": line.decor,
            "thickness": line.thickness,
            "height": line.height,
            "net_m": line.net_m,
            "order_m": line.order_m,
        }


def fitting_rows(job: Job) -> Iterator[Row]:
    """Yield one row per bought article and size: a length, or height x width, as it is ordered."""
    for line in job.fittings:
        size = " x ".join(map(_number, line.size))
        yield {"article": line.article, "name_zh": line.name.zh, "name_en": line.name.en, "size": size, "qty": line.qty}


def _sizes(panel: Panel, grain: str) -> Row:
    band = partial(edge, panel)
    return {
        "length": panel.length,
        "width": panel.width,
        "thickness": panel.thickness,
        "cut_length": panel.cut_length,
        "cut_width": panel.cut_width,
        "grain": grain,
        **{name: band(name).thickness for name in EDGE_NAMES},
    }


def _shape(panel: Panel) -> str:
    return "rectangle" if is_rectangle(panel) else "contour"


def _number(value: float) -> str:
    text = f"{exact(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sheet_size(board: Board) -> str:
    return f"{board.length:g} x {board.width:g}"
