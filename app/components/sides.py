"""The sides of a panel's outline: the edge of the cut list each faces, its band and length, and the area they enclose. Lengths mm.

An outline runs counter-clockwise, so each of its sides faces outwards to one of the four edges of the cut list. Sums are exact decimals
of the numbers given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from app.components.outline import EdgeName, facing, segments
from app.components.parts import Cutout, Edge, Panel
from app.geometry.frame import Point2

EDGE_NAMES: tuple[EdgeName, ...] = ("L1", "L2", "W1", "W2")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an outline, from point to point, with the edge it faces and the band it takes."""

    start: Point2
    end: Point2
    faces: EdgeName
    band: Edge

    @property
    def length(self) -> Decimal:
        """Its finished length: exact where it runs along an axis, else to a millionth of a millimetre."""
        dx, dy = abs(exact(self.end[0]) - exact(self.start[0])), abs(exact(self.end[1]) - exact(self.start[1]))
        return dx + dy if not dx or not dy else exact(round(math.hypot(dx, dy), 6))


def exact(value: float) -> Decimal:
    """Return the decimal number that a float is written as: 0.1 is a tenth."""
    return Decimal(repr(float(value)))


def sides(panel: Panel) -> tuple[Side, ...]:
    """Return the sides of a panel in the order of its outline.

    A side's band is its own where the panel says one for each side, else that of the edge it faces: the steps of a notch take the bands
    of the outer edges then. Raise ValueError when there are bands, but not one for each side.
    """
    found = []
    bands = panel.bands or (None,) * len(panel.outline)
    for (start, end), band in zip(segments(panel.outline), bands, strict=True):
        faces = facing(start, end)
        found.append(Side(start, end, faces, edge(panel, faces) if band is None else band))
    return tuple(found)


def edge(panel: Panel, name: EdgeName) -> Edge:
    """Return one of the four edges by its name."""
    found: Edge = getattr(panel.edges, name)
    return found


def is_rectangle(panel: Panel) -> bool:
    """Return whether a panel is a plain rectangle: all others go a way of their own through the factory (domain.md 5.5)."""
    corners = {(x, y) for x in (0.0, panel.length) for y in (0.0, panel.width)}
    return len(panel.outline) == 4 and set(panel.outline) == corners


def area_mm2(outline: tuple[Point2, ...]) -> Decimal:
    """Return the exact area of an outline in mm2; negative when it runs clockwise."""
    twice = Decimal(0)
    for (x0, y0), (x1, y1) in segments(outline):
        twice += exact(x0) * exact(y1) - exact(x1) * exact(y0)
    return twice / 2


def net_mm2(panel: Panel) -> Decimal:
    """Return the finished area of a panel in mm2: its contour less its cut-outs."""
    return area_mm2(panel.outline) - sum((_cut_mm2(one) for one in panel.cutouts), Decimal(0))


def _cut_mm2(cut: Cutout) -> Decimal:
    dx, dy = exact(cut.high[0]) - exact(cut.low[0]), exact(cut.high[1]) - exact(cut.low[1])
    return dx * dy - exact(round((4.0 - math.pi) * cut.radius**2, 6))
