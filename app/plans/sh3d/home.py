"""A home of Sweet Home 3D as plain records, whichever way its file was written: Home.xml or the Java stream of old versions.

Already in plan axes: mm, y north (the program itself works in cm, y down). Angles of pieces are degrees, counter-clockwise;
sashes keep the program's own way: shares of the piece's width and depth from its back left corner, angles in degrees.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from app.geometry.frame import Point2, cos_sin
from app.plans.check import REACH
from app.words import Message

CM = 10.0  # mm
FLOOR_HEIGHT = 2500.0  # mm; the program's own height of walls where a home gives none

type Fail = Callable[[str, str], Exception]  # (place, cause) -> the error to raise


@dataclass(frozen=True, slots=True)
class Level:
    """A storey; `elevation` is its floor above the ground, `height` that of its walls."""

    id: str
    name: str
    elevation: float
    height: float


@dataclass(frozen=True, slots=True)
class HomeWall:
    """A wall by its centre line; `height_at_end` slopes it; `sweep` is the angle of its arc, counter-clockwise, 0 when it is straight."""

    level: str
    start: Point2
    end: Point2
    thickness: float
    height: float | None
    height_at_end: float | None = None
    sweep: float = 0.0


@dataclass(frozen=True, slots=True)
class HomeRoom:
    """A floor, a ceiling or both, as drawn by hand or found by the program."""

    level: str
    name: str
    points: tuple[Point2, ...]
    floor: bool = True


@dataclass(frozen=True, slots=True)
class Sash:
    """A leaf: its axis, its width as a share of the piece's width, and the angles between which it turns."""

    x: float
    y: float
    width: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Furniture, or a door or window (`is_opening`); `at` is its middle, `elevation` its lower side above the level's floor.

    `hole` tells which part of a door's body lies in the wall, as shares: left, width, top, height, back, thickness.
    """

    level: str
    name: str
    catalog: str
    at: Point2
    angle: float
    width: float
    depth: float
    height: float
    elevation: float
    mirrored: bool = False
    is_opening: bool = False
    hole: tuple[float, float, float, float, float, float] = (0.0, 1.0, 0.0, 1.0, 0.0, 1.0)
    sashes: tuple[Sash, ...] = ()

    def out(self, x: float, y: float) -> Point2:
        """Return the plan point of a point of the piece, told in shares of its width and depth from its back left corner."""
        across = (x - 0.5) * self.width * (-1.0 if self.mirrored else 1.0)
        forward = (y - 0.5) * self.depth
        cos, sin = cos_sin(self.angle)
        return (self.at[0] + cos * across + sin * forward, self.at[1] + sin * across - cos * forward)

    def outline(self) -> tuple[Point2, ...]:
        """Return its rectangle in plan, counter-clockwise."""
        ring = (self.out(0.0, 1.0), self.out(1.0, 1.0), self.out(1.0, 0.0), self.out(0.0, 0.0))
        return tuple(reversed(ring)) if self.mirrored else ring


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line that is only drawn: `layer` is dimensions or polylines."""

    level: str
    layer: str
    points: tuple[Point2, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text."""

    level: str
    text: str
    at: Point2


@dataclass(frozen=True, slots=True)
class Home:
    """All of a home that a plan is made of; level "" is the only one where the home has none."""

    name: str
    wall_height: float
    north: float  # degrees from plan north to true north, counter-clockwise
    levels: tuple[Level, ...]
    walls: tuple[HomeWall, ...]
    rooms: tuple[HomeRoom, ...]
    pieces: tuple[Piece, ...]
    drawn: tuple[Drawn, ...] = ()
    labels: tuple[Label, ...] = ()
    doubts: tuple[Message, ...] = ()  # what its reader was not sure of


def length(cm: float, place: str, fail: Fail) -> float:
    """Return a length in mm; raise what `fail` makes when it is no number or beyond any home."""
    mm = round(cm * CM, 3) + 0.0 if math.isfinite(cm) else cm
    if not abs(mm) <= REACH:
        raise fail(place, f"{cm:g} is not a length of a home, cm")
    return mm


def point(x: float, y: float, place: str, fail: Fail) -> Point2:
    """Return a point of the program's plan (cm, y down) in plan axes."""
    return (length(x, f"{place}.x", fail), length(-y, f"{place}.y", fail))


def turn(radians: float, place: str, fail: Fail) -> float:
    """Return an angle of the program (radians, clockwise on the plan) as degrees counter-clockwise, whole where it is nearly so."""
    if not abs(radians) <= 1e4:
        raise fail(place, f"{radians:g} is not an angle")
    degrees = -math.degrees(radians)
    near = round(degrees)
    return (float(near) if abs(degrees - near) < 1e-4 else degrees) + 0.0
