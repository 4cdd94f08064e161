"""The bill of materials: boards in m2, edge bands in m, fittings by the piece.

Summed in exact decimals, turned to floats at the end.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from app.components.materials import Board
from app.design.layout import Layout
from app.records import Text

from .contour import EDGE_NAMES, area_mm2, edge, edge_mm, exact
from .job import BandLine, BoardLine, FittingLine, JobPanel, Sheet
from .settings import BandSettings

MM2_PER_M2 = Decimal(1_000_000)
MM_PER_M = Decimal(1000)


def board_lines(panels: tuple[JobPanel, ...], sheets: tuple[Sheet, ...] = ()) -> tuple[BoardLine, ...]:
    """Return one line per board and decor, by id: number of panels, net finished area, and the sheets nested so far."""
    boards: dict[tuple[str, str], Board] = {}
    count: Counter[tuple[str, str]] = Counter()
    area: dict[tuple[str, str], Decimal] = {}
    for one in panels:
        key = (one.board.id, one.panel.decor)
        boards[key] = one.board
        count[key] += 1
        area[key] = area.get(key, Decimal(0)) + area_mm2(one.panel.outline)
    cut = Counter((sheet.board.id, sheet.decor) for sheet in sheets)
    return tuple(
        BoardLine(boards[key], key[1], count[key], float(area[key] / MM2_PER_M2), cut[key]) for key in sorted(boards)
    )


def band_lines(panels: tuple[JobPanel, ...], settings: BandSettings) -> tuple[BandLine, ...]:
    """Return one line per band, colour, thickness and height: net metres, and metres to order (domain.md 4.3)."""
    net: dict[tuple[str, str, float, float], Decimal] = {}
    edges: Counter[tuple[str, str, float, float]] = Counter()
    for one in panels:
        for name in EDGE_NAMES:
            band = edge(one.panel, name)
            if band.thickness <= 0:
                continue
            height = float(exact(one.panel.thickness) + exact(settings.height_over))
            key = (band.band, one.panel.decor, band.thickness, height)
            net[key] = net.get(key, Decimal(0)) + edge_mm(one.panel, name)
            edges[key] += 1
    lines = []
    for key in sorted(net):
        order = (net[key] + edges[key] * exact(settings.overhang)) * (1 + exact(settings.waste))
        lines.append(BandLine(*key, float(net[key] / MM_PER_M), float(order / MM_PER_M)))
    return tuple(lines)


def fitting_lines(layout: Layout) -> tuple[FittingLine, ...]:
    """Return the bought articles of all components summed, by article id."""
    total: Counter[str] = Counter()
    names: dict[str, Text] = {}
    for placed in layout.placed:
        for fitting in placed.component.fittings:
            total[fitting.article] += fitting.qty
            names.setdefault(fitting.article, fitting.name)
    return tuple(FittingLine(article, names[article], total[article]) for article in sorted(total) if total[article])
