"""The bill of materials: boards in m2, edge bands in m, fittings by the piece.

Summed in exact decimals, turned to floats at the end.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from app.components.materials import Board
from app.components.sides import exact, net_mm2, sides
from app.design.layout import Layout
from app.records import Text

from .job import BandLine, BoardLine, FittingLine, JobPanel, Sheet
from .settings import BandSettings

MM2_PER_M2 = Decimal(1_000_000)
MM_PER_M = Decimal(1000)


def board_lines(panels: tuple[JobPanel, ...], sheets: tuple[Sheet, ...] = ()) -> tuple[BoardLine, ...]:
    """Return one line per board and decor, by id: number of panels, net finished area, and the sheets nested so far.

    The net area is that of the contour, notches and cut-outs taken off (domain.md 9.7).
    """
    boards: dict[tuple[str, str], Board] = {}
    count: Counter[tuple[str, str]] = Counter()
    area: dict[tuple[str, str], Decimal] = {}
    for one in panels:
        key = (one.board.id, one.panel.decor)
        boards[key] = one.board
        count[key] += 1
        area[key] = area.get(key, Decimal(0)) + net_mm2(one.panel)
    cut = Counter((sheet.board.id, sheet.decor) for sheet in sheets)
    return tuple(
        BoardLine(boards[key], key[1], count[key], float(area[key] / MM2_PER_M2), cut[key]) for key in sorted(boards)
    )


def band_lines(panels: tuple[JobPanel, ...], settings: BandSettings) -> tuple[BandLine, ...]:
    """Return one line per band, colour, thickness and height: net metres, and metres to order (domain.md 4.3).

    Summed over the true sides of each outline, so a notched board counts its notch in the notch's band and the shortened outer sides in
    theirs; each side is one pass of the machine, with an overhang of its own. So do the totals of the L corner, domain.md 9.6.
    """
    net: dict[tuple[str, str, float, float], Decimal] = {}
    edges: Counter[tuple[str, str, float, float]] = Counter()
    for one in panels:
        for side in sides(one.panel):
            band = side.band
            if band.thickness <= 0:
                continue
            height = float(exact(one.panel.thickness) + exact(settings.height_over))
            key = (band.band, one.panel.decor, band.thickness, height)
            net[key] = net.get(key, Decimal(0)) + side.length
            edges[key] += 1
    lines = []
    for key in sorted(net):
        order = (net[key] + edges[key] * exact(settings.overhang)) * (1 + exact(settings.waste))
        lines.append(BandLine(*key, float(net[key] / MM_PER_M), float(order / MM_PER_M)))
    return tuple(lines)


def fitting_lines(layout: Layout) -> tuple[FittingLine, ...]:
    """Return the bought articles of all components summed by article and size: rods of one length are one line."""
    total: Counter[tuple[str, tuple[float, ...]]] = Counter()
    names: dict[str, Text] = {}
    for placed in layout.placed:
        for fitting in placed.component.fittings:
            total[fitting.article, fitting.size] += fitting.qty
            names.setdefault(fitting.article, fitting.name)
    return tuple(FittingLine(key[0], names[key[0]], total[key], key[1]) for key in sorted(total) if total[key])
