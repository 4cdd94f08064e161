"""The plan of a flat: rooms, walls at free angles, openings, obstacles, service points. The record all importers fill.

Plan axes: x east, y north, z up from the finished floor; mm and degrees. A room's outline follows the inner faces of
its walls, counter-clockwise, not repeated at the end. A wall runs from `start` to `end` along its centre line; an opening's
`offset` is measured from `start` to its nearer jamb. "Left" of a wall is the left hand of a walker from start to end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from app.geometry.frame import Point2, Point3, normal_turn
from app.plans.surveys.measures import Survey
from app.records import DataError, Text

SAGITTA = 2.0  # mm; the farthest that the chords of a curve stand off it


class PlanError(DataError):
    """A plan that cannot be: names the file, the place in it and the cause."""


@dataclass(frozen=True, slots=True)
class Room:
    """One room; `kind` is living, dining, kitchen, bedroom, study, bath, balcony, entry, hall, storage or other."""

    id: str
    name: Text
    kind: str
    outline: tuple[Point2, ...]
    ceiling: float


@dataclass(frozen=True, slots=True)
class Wall:
    """A straight wall by its centre line; `height` is from the floor up; parapets are lower than the ceiling."""

    id: str
    start: Point2
    end: Point2
    thickness: float
    height: float

    @property
    def length(self) -> float:
        """Length of the centre line, mm."""
        return math.dist(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Curve:
    """An arc that walls follow as its chords: their ids in order from its start, and the degrees it sweeps, counter-clockwise positive.

    It starts where its first wall starts and ends where its last one ends; the chords keep within SAGITTA of the arc.
    """

    id: str
    walls: tuple[str, ...]
    sweep: float


@dataclass(frozen=True, slots=True)
class Opening:
    """A door, window or free passage in a wall; `sill` and `head` are above the floor.

    A hinged door's leaf hangs at the `hinge` jamb ("start" or "end" of the wall) and swings to the `side` ("left" or
    "right") of the wall; a double door has only a side; both are "" for windows, passages and sliding doors. `bay` is
    how far a bay window stands out, mm.
    """

    id: str
    kind: Literal["door", "window", "passage"]
    wall: str
    offset: float
    width: float
    sill: float
    head: float
    leaf: Literal["hinged", "double", "sliding", "none"] = "none"
    hinge: Literal["start", "end", ""] = ""
    side: Literal["left", "right", ""] = ""
    bay: float = 0.0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A body in the way: column, beam, flue, pipe, radiator, box, ... as an upright prism from `bottom` to `top`."""

    id: str
    kind: str
    outline: tuple[Point2, ...]
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Service:
    """A point where the house delivers: water, drain, gas, socket, switch, vent, meter; `at` is its place."""

    id: str
    kind: str
    at: Point3


@dataclass(frozen=True, slots=True)
class Plan:
    """A flat, as built or as drawn; everything else about a home hangs on it."""

    id: str
    name: Text
    rooms: tuple[Room, ...]
    walls: tuple[Wall, ...]
    openings: tuple[Opening, ...]
    obstacles: tuple[Obstacle, ...] = ()
    services: tuple[Service, ...] = ()
    orientation: float = 0.0  # degrees from plan north (y) to true north, counter-clockwise
    source: str = ""  # where it came from: "library:two_bed_75", "dxf:house.dxf"
    doubts: tuple[str, ...] = ()  # what an importer was not sure of, one sentence each
    curves: tuple[Curve, ...] = ()
    surveys: tuple[Survey, ...] = ()  # what was measured on site, oldest first; the last one counts


@dataclass(frozen=True, slots=True)
class SideOpening:
    """An opening as seen from inside a room: from `start` to `end` mm along the side, left to right facing the wall."""

    opening: Opening
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Side:
    """One straight side of a room, seen from inside facing it, from `left` to `right`.

    `turn` is the turn of a unit set against it. `id` is the room's id and the side's number from 1, as in "kitchen/2";
    `wall` is the id of the wall behind it, "" if none is known.
    """

    id: str
    room: str
    wall: str
    left: Point2
    right: Point2
    openings: tuple[SideOpening, ...]

    @property
    def length(self) -> float:
        """Clear length, mm."""
        return math.dist(self.left, self.right)

    @property
    def turn(self) -> float:
        """Degrees; a unit's x axis runs from left to right along the side."""
        dx, dy = self.right[0] - self.left[0], self.right[1] - self.left[1]
        if dy == 0:
            return 0.0 if dx > 0 else 180.0
        if dx == 0:
            return 90.0 if dy > 0 else 270.0
        return normal_turn(math.degrees(math.atan2(dy, dx)))
