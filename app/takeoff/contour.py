"""The contour of a panel: its true area, how much of it each edge takes, and what is cut before banding. Lengths mm.

An outline runs counter-clockwise, so each of its segments faces outwards to one of the four edges of the cut list: the
band of an edge covers every segment that faces its way, the steps of a notch and a sloped side included. Sums are exact
decimals of the numbers given.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from app.components.parts import Edge, Panel
from app.geometry.frame import Point2

type EdgeName = Literal["L1", "L2", "W1", "W2"]
EDGE_NAMES: tuple[EdgeName, ...] = ("L1", "L2", "W1", "W2")


def exact(value: float) -> Decimal:
    """Return the decimal number that a float is written as: 0.1 is a tenth."""
    return Decimal(repr(float(value)))


def edge(panel: Panel, name: EdgeName) -> Edge:
    """Return one of the four edges by its name."""
    found: Edge = getattr(panel.edges, name)
    return found


def segments(outline: tuple[Point2, ...]) -> Iterator[tuple[Point2, Point2]]:
    """Yield the sides of an outline in order."""
    return zip(outline, (*outline[1:], *outline[:1]), strict=True)


def facing(start: Point2, end: Point2) -> EdgeName:
    """Return the edge that a segment of a counter-clockwise outline faces most."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    if abs(dx) >= abs(dy):
        return "L1" if dx > 0 else "L2"
    return "W2" if dy > 0 else "W1"


def area_mm2(outline: tuple[Point2, ...]) -> Decimal:
    """Return the exact area of an outline in mm2; negative when it runs clockwise."""
    twice = Decimal(0)
    for (x0, y0), (x1, y1) in segments(outline):
        twice += exact(x0) * exact(y1) - exact(x1) * exact(y0)
    return twice / 2


def edge_mm(panel: Panel, name: EdgeName) -> Decimal:
    """Return the finished length of all segments that face edge `name`."""
    total = Decimal(0)
    for start, end in segments(panel.outline):
        if facing(start, end) == name:
            dx, dy = abs(exact(end[0]) - exact(start[0])), abs(exact(end[1]) - exact(start[1]))
            total += dx + dy if not dx or not dy else exact(round(math.hypot(dx, dy), 6))
    return total


def insets(panel: Panel) -> dict[EdgeName, float]:
    """Return how far the cut contour lies inside the finished one at each edge: band less pre-milling (domain.md 4.2).

    What cut and finished size differ by beyond the bands is pre-milling, shared by the banded edges of that axis.
    """
    found: dict[EdgeName, float] = {}
    for names, finished, cut in (
        (("W1", "W2"), panel.length, panel.cut_length),
        (("L1", "L2"), panel.width, panel.cut_width),
    ):
        bands = [exact(edge(panel, name).thickness) for name in names]  # type: ignore[arg-type]
        rest = exact(finished) - exact(cut) - sum(bands)
        takers = [band > 0 for band in bands] if any(bands) else [True, True]
        share = rest / sum(takers)
        for name, band, takes in zip(names, bands, takers, strict=True):
            found[name] = float(band + (share if takes else 0))  # type: ignore[index]
    return found


def cut_outline(panel: Panel) -> tuple[Point2, ...]:
    """Return the contour that is cut before banding, with the lower left corner of its bounding box at (0, 0)."""
    inset = insets(panel)
    corners: list[Point2] = []
    sides = list(segments(panel.outline))
    for before, after in zip((sides[-1], *sides[:-1]), sides, strict=True):
        corners += _corner(before, after, inset[facing(*before)], inset[facing(*after)])
    x0, y0 = cut_origin(panel)
    return tuple((exact_shift(x, x0), exact_shift(y, y0)) for x, y in corners)


def cut_origin(panel: Panel) -> Point2:
    """Return where the lower left corner of the cut board lies in finished-part coordinates."""
    inset = insets(panel)
    return (inset["W1"], inset["L1"])


def exact_shift(value: float, origin: float) -> float:
    """Return value - origin without the dust of binary fractions."""
    return float(exact(value) - exact(origin))


def _corner(before: tuple[Point2, Point2], after: tuple[Point2, Point2], first: float, second: float) -> list[Point2]:
    """Return the corner of two sides moved inwards by `first` and `second`: two points where they run on straight."""
    (ax, ay), (bx, by) = before
    (_, _), (cx, cy) = after
    ux, uy, u = bx - ax, by - ay, math.dist(*before)
    vx, vy, v = cx - bx, cy - by, math.dist(*after)
    turn = (ux * vy - uy * vx) / (u * v)
    p = (bx - uy / u * first, by + ux / u * first)
    q = (bx - vy / v * second, by + vx / v * second)
    if abs(turn) < 1e-9:
        return [p] if first == second else [p, q]
    along = ((q[0] - p[0]) * vy / v - (q[1] - p[1]) * vx / v) / turn
    return [(round(p[0] + ux / u * along, 6), round(p[1] + uy / u * along, 6))]
