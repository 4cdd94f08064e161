"""Reads a panel drawing back into the features it stands for, by its layer names alone, as a machine's import does. Lengths mm.

The way back of panel_dxf: what is read from the drawings of both faces is what the panel has. A stranger's drawing may hold anything.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.components.parts import Cutout, Groove, Hole, Pocket
from app.geometry.frame import Point2

from . import layers
from .milling import of_contour

VERTICAL = re.compile(r"DRILL_V_D([0-9_]+)_Z([0-9_]+)")
EDGE = re.compile(r"DRILL_H_(XP|XM|YP|YM)_D([0-9_]+)_Z([0-9_]+)_H([0-9_]+)")
GROOVE = re.compile(r"GROOVE_([AB])_W([0-9_]+)_Z([0-9_]+)")
POCKET = re.compile(r"POCKET_([AB])_Z([0-9_]+)")
CUTOUT = re.compile(r"CUTOUT_T([0-9_]+)")
OUTLINE = re.compile(r"OUTLINE_T([0-9_]+)")
EDGES = {drive: name for name, drive in layers.DRIVES.items()}
DIGITS = 4


class DrawingError(ValueError):
    """A drawing that is none of ours: what is wrong with it, in a few words."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one drawing says of its face, in panel coordinates; kinds are not drawn, so they are "" here."""

    thickness: float
    outline: tuple[Point2, ...]
    holes: tuple[Hole, ...]
    grooves: tuple[Groove, ...]
    pockets: tuple[Pocket, ...]
    cutouts: tuple[Cutout, ...]


def read_drawing(data: bytes, face: str) -> Drawn:
    """Return the features of the drawing of face "A" or "B"; raise DrawingError when it holds what no panel drawing holds."""
    import ezdxf

    try:
        space = ezdxf.read(io.StringIO(data.decode("ascii"))).modelspace()
        return _read(list(space), face)
    except DrawingError:
        raise
    except (ezdxf.DXFError, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as problem:
        raise DrawingError(f"cannot be opened as DXF: {problem}") from problem


def _read(entities: list[Any], face: str) -> Drawn:
    contours = [(found, one) for one in entities if (found := OUTLINE.fullmatch(one.dxf.layer))]
    if len(contours) != 1 or contours[0][1].dxftype() != "LWPOLYLINE" or not contours[0][1].closed:
        raise DrawingError(f"has {len(contours)} outlines, not one closed contour")
    thickness = _length(contours[0][0][1])
    seen = tuple((round(float(x), DIGITS), round(float(y), DIGITS)) for x, y in contours[0][1].get_points("xy"))
    reader = _Face(face, max(x for x, _ in seen), thickness)
    for one in entities:
        reader.take(one)
    outline = tuple(reader.at(point) for point in seen)
    return Drawn(
        thickness, outline, tuple(reader.holes), tuple(reader.grooves), tuple(reader.pockets), tuple(reader.cutouts)
    )


class _Face:
    """Collects what the entities of one drawing stand for; from B everything is turned back over."""

    def __init__(self, face: str, length: float, thickness: float) -> None:
        self.face, self.length, self.thickness = face, length, thickness
        self.holes: list[Hole] = []
        self.grooves: list[Groove] = []
        self.pockets: list[Pocket] = []
        self.cutouts: list[Cutout] = []

    def at(self, point: Any) -> Point2:
        """Return a point of the drawing in panel coordinates."""
        x, y = float(point[0]), float(point[1])
        return (round(x if self.face == "A" else self.length - x, DIGITS), round(y, DIGITS))

    def take(self, one: Any) -> None:
        """Take an entity in; raise DrawingError for one on a layer that means nothing, or of a kind that its layer does not hold."""
        layer, kind = one.dxf.layer, one.dxftype()
        if layer == layers.LABEL or OUTLINE.fullmatch(layer):
            return
        for pattern, wanted, read in (
            (VERTICAL, ("CIRCLE",), self._bore),
            (EDGE, ("LINE",), self._edge_bore),
            (GROOVE, ("LWPOLYLINE",), self._groove),
            (POCKET, ("LWPOLYLINE",), self._pocket),
            (CUTOUT, ("LWPOLYLINE", "CIRCLE"), self._cutout),
        ):
            found = pattern.fullmatch(layer)
            if found:
                if kind not in wanted or (kind == "LWPOLYLINE" and not one.closed):
                    raise DrawingError(f"has a {kind} on layer {layer}")
                read(one, found)
                return
        raise DrawingError(f"has a {kind} on layer {layer[:60]!r}, which means nothing")

    def _bore(self, one: Any, found: re.Match[str]) -> None:
        x, y = self.at(one.dxf.center)
        z = self.thickness if self.face == "A" else 0.0
        if abs(2 * one.dxf.radius - _length(found[1])) > 1e-6:
            raise DrawingError(f"has a circle of {2 * one.dxf.radius:g} on layer {found[0]}")
        self.holes.append(Hole("", "A" if self.face == "A" else "B", x, y, z, _length(found[1]), _length(found[2])))

    def _edge_bore(self, one: Any, found: re.Match[str]) -> None:
        x, y = self.at(one.dxf.start)
        edge: Any = EDGES[found[1]]
        self.holes.append(Hole("", edge, x, y, _length(found[4]), _length(found[2]), _length(found[3])))

    def _groove(self, one: Any, found: re.Match[str]) -> None:
        corners = [self.at(point) for point in one.get_points("xy")]
        if len(corners) != 4 or found[1] != self.face:
            raise DrawingError(f"has a contour of {len(corners)} points on layer {found[0]}")
        start, end = _between(corners[0], corners[3]), _between(corners[1], corners[2])
        face: Any = found[1]
        self.grooves.append(Groove("", face, start, end, _length(found[2]), _length(found[3])))

    def _pocket(self, one: Any, found: re.Match[str]) -> None:
        if found[1] != self.face:
            raise DrawingError(f"has layer {found[0]} on the drawing of face {self.face}")
        low, high, radius = self._contour(one)
        face: Any = found[1]
        self.pockets.append(Pocket("", face, low, high, _length(found[2]), radius))

    def _cutout(self, one: Any, found: re.Match[str]) -> None:
        if _length(found[1]) != self.thickness:
            raise DrawingError(f"has layer {found[0]} in a board of {self.thickness:g}")
        if one.dxftype() == "CIRCLE":
            (x, y), radius = self.at(one.dxf.center), round(one.dxf.radius, DIGITS)
            low, high = (
                (round(x - radius, DIGITS), round(y - radius, DIGITS)),
                (round(x + radius, DIGITS), round(y + radius, DIGITS)),
            )
        else:
            low, high, radius = self._contour(one)
        self.cutouts.append(Cutout("", low, high, radius))

    def _contour(self, one: Any) -> tuple[Point2, Point2, float]:
        try:
            low, high, radius = of_contour([(float(x), float(y), float(b)) for x, y, b in one.get_points("xyb")])
        except ValueError as problem:
            raise DrawingError(f"layer {one.dxf.layer} {problem}") from problem
        (x0, y0), (x1, y1) = self.at(low), self.at(high)
        return (min(x0, x1), y0), (max(x0, x1), y1), radius


def features(drawn: Drawn) -> Iterator[tuple[str, int]]:
    """Yield how many of each kind of feature a drawing has, by the columns of the cut list."""
    for name in ("holes", "grooves", "pockets", "cutouts"):
        yield name, len(getattr(drawn, name))


def _length(digits: str) -> float:
    return float(digits.replace("_", "."))


def _between(a: Point2, b: Point2) -> Point2:
    return (round((a[0] + b[0]) / 2, DIGITS), round((a[1] + b[1]) / 2, DIGITS))
