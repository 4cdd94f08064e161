"""The contour that is cut before banding: the finished one moved inwards, side by side, by what its band adds. Lengths mm.

Each side of a panel is moved by its own band, so the contour of a notched part differs from its finished one by other amounts at the
notch than outside (domain.md 9.7, the L panel of 9.6).
"""

from __future__ import annotations

import math
from decimal import Decimal

from app.components.outline import EdgeName
from app.components.parts import Panel
from app.components.sides import Side, exact, sides
from app.geometry.frame import Point2

NOISE = Decimal("1e-6")
ACROSS: tuple[tuple[EdgeName, EdgeName], ...] = (("W1", "W2"), ("L1", "L2"))


def insets(panel: Panel) -> tuple[float, ...]:
    """Return how far the cut contour lies inside the finished one at each side: band less pre-milling (domain.md 4.2).

    What the cut size is larger than the bands leave is pre-milling, shared by the banded sides of that axis.
    """
    found = sides(panel)
    inset = [exact(side.band.thickness) for side in found]
    for pair, milled in zip(ACROSS, _milled(panel, found), strict=True):
        own = [i for i, side in enumerate(found) if side.faces in pair]
        banded = [i for i in own if found[i].band.thickness > 0]
        edges = len({found[i].faces for i in banded}) or 2
        for i in banded or own:
            inset[i] -= milled / edges
    return tuple(float(one) for one in inset)


def over_cut(panel: Panel) -> bool:
    """Return whether a panel's cut size is smaller than its bands leave, so that it would come out too small."""
    return any(milled < -NOISE for milled in _milled(panel, sides(panel)))


def _milled(panel: Panel, found: tuple[Side, ...]) -> tuple[Decimal, ...]:
    """Return what pre-milling takes off along the length and along the width, all of both ends."""
    sizes = ((panel.length, panel.cut_length), (panel.width, panel.cut_width))
    return tuple(
        exact(cut) - exact(finished) + sum(_outer_band(panel, found, name) for name in pair)
        for pair, (finished, cut) in zip(ACROSS, sizes, strict=True)
    )


def _outer_band(panel: Panel, found: tuple[Side, ...], name: EdgeName) -> Decimal:
    """Return the band at one end of the bounding box: of the sides that lie on it, else of those that face that way."""
    facing = [side for side in found if side.faces == name]
    axis, at = {"W1": (0, 0.0), "W2": (0, panel.length), "L1": (1, 0.0), "L2": (1, panel.width)}[name]
    outer = [side for side in facing if side.start[axis] == side.end[axis] == at] or facing
    return exact(max((side.band.thickness for side in outer), default=0.0))


def cut_outline(panel: Panel) -> tuple[Point2, ...]:
    """Return the contour that is cut before banding, with the lower left corner of its bounding box at (0, 0)."""
    moved = _moved(sides(panel), insets(panel))
    x0, y0 = _least(moved)
    return tuple((exact_shift(x, x0), exact_shift(y, y0)) for x, y in moved)


def cut_origin(panel: Panel) -> Point2:
    """Return where the lower left corner of the cut board lies in finished-part coordinates."""
    return _least(_moved(sides(panel), insets(panel)))


def exact_shift(value: float, origin: float) -> float:
    """Return value - origin without the dust of binary fractions."""
    return float(exact(value) - exact(origin))


def _least(points: list[Point2]) -> Point2:
    return (min(x for x, _ in points), min(y for _, y in points))


def _moved(found: tuple[Side, ...], by: tuple[float, ...]) -> list[Point2]:
    """Return the contour with each side moved inwards by its own amount."""
    corners: list[Point2] = []
    for i, side in enumerate(found):
        corners += _corner(found[i - 1], side, by[i - 1], by[i])
    return corners


def _corner(before: Side, after: Side, first: float, second: float) -> list[Point2]:
    """Return the corner of two sides moved inwards by `first` and `second`: two points where they run on straight."""
    (ax, ay), (bx, by), (cx, cy) = before.start, before.end, after.end
    ux, uy, u = bx - ax, by - ay, math.dist(before.start, before.end)
    vx, vy, v = cx - bx, cy - by, math.dist(after.start, after.end)
    turn = (ux * vy - uy * vx) / (u * v)
    p = (round(bx - uy / u * first, 6), round(by + ux / u * first, 6))
    q = (round(bx - vy / v * second, 6), round(by + vx / v * second, 6))
    if abs(turn) < 1e-9:
        return [p] if first == second else [p, q]
    along = ((q[0] - p[0]) * vy / v - (q[1] - p[1]) * vx / v) / turn
    return [(round(p[0] + ux / u * along, 6), round(p[1] + uy / u * along, 6))]
