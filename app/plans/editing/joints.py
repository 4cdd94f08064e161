"""How walls meet: ends that lie together, ends that run into another wall's body. Plan axes, mm.

Walls hold no links to each other: where they meet is told by where they are, as regions.py fills it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from app.geometry.frame import Point2
from app.plans.plan import Wall
from app.plans.regions import MEETING

FLAT = math.sin(
    math.radians(15.0)
)  # walls that meet at less than this run into each other too far off to be moved along
STRAIGHT = 1e-4  # sine of the angle below which two walls run the same way
DECIMALS = 6  # of a mm kept: a nanometre, so that a wall moved there and back is where it was

type Which = Literal["start", "end"]
type Held = Literal["start", "end", "middle"]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a wall."""

    wall: Wall
    which: Which

    @property
    def at(self) -> Point2:
        """Where it is."""
        return self.wall.start if self.which == "start" else self.wall.end


def tidy(point: Point2) -> Point2:
    """Return a point without the noise of sums."""
    return (round(point[0], DECIMALS) + 0.0, round(point[1], DECIMALS) + 0.0)


def direction(wall: Wall) -> Point2:
    """Return the unit vector from start to end."""
    length = wall.length
    return ((wall.end[0] - wall.start[0]) / length, (wall.end[1] - wall.start[1]) / length)


def along(wall: Wall, point: Point2) -> float:
    """Return how far along the wall's line a point lies, mm from its start."""
    ux, uy = direction(wall)
    return (point[0] - wall.start[0]) * ux + (point[1] - wall.start[1]) * uy


def across(wall: Wall, point: Point2) -> float:
    """Return how far to the left of the wall's line a point lies, mm."""
    ux, uy = direction(wall)
    return (point[1] - wall.start[1]) * ux - (point[0] - wall.start[0]) * uy


def sine(a: Wall, b: Wall) -> float:
    """Return the sine of the angle between two walls, 0 to 1."""
    (ax, ay), (bx, by) = direction(a), direction(b)
    return abs(ax * by - ay * bx)


def crossing(p: Point2, u: Point2, q: Point2, v: Point2) -> Point2 | None:
    """Return where two lines through points and along directions meet, None where they run the same way."""
    turn = u[0] * v[1] - u[1] * v[0]
    if abs(turn) < 1e-9:
        return None
    share = ((q[0] - p[0]) * v[1] - (q[1] - p[1]) * v[0]) / turn
    return (p[0] + u[0] * share, p[1] + u[1] * share)


def ends(walls: Iterable[Wall]) -> list[End]:
    """Return all ends of walls, in order."""
    return [End(wall, which) for wall in walls for which in _BOTH]


_BOTH: tuple[Which, Which] = ("start", "end")


def meeting(walls: Iterable[Wall], point: Point2) -> list[End]:
    """Return the wall ends that lie together at a point."""
    return [end for end in ends(walls) if math.dist(end.at, point) <= MEETING]


def on_body(wall: Wall, point: Point2) -> bool:
    """Return whether a point lies in a wall's band and not at its ends, so that a wall ending there runs into it."""
    if not in_band(wall, point):
        return False
    return min(math.dist(point, wall.start), math.dist(point, wall.end)) > MEETING


def runs_into(end: End, wall: Wall) -> bool:
    """Return whether a wall's end lies in another one's body, at an angle at which it can follow it.

    Beside an end of the other wall that itself lies in this one's body, it is the other that runs into this one.
    """
    if not on_body(wall, end.at) or sine(end.wall, wall) < FLAT:
        return False
    far = along(wall, end.at)
    if MEETING < far < wall.length - MEETING:
        return True
    return not in_band(end.wall, wall.start if far < wall.length / 2 else wall.end)


def in_band(wall: Wall, point: Point2) -> bool:
    """Return whether a wall that ends at a point has contact with this one, at its end or along its body."""
    half = wall.thickness / 2 + MEETING
    return -MEETING <= along(wall, point) <= wall.length + MEETING and abs(across(wall, point)) <= half


def with_end(wall: Wall, which: Which, point: Point2) -> Wall:
    """Return the wall with one end somewhere else."""
    return replace(wall, start=tidy(point)) if which == "start" else replace(wall, end=tidy(point))


def turned_over(old: Wall, new: Wall) -> bool:
    """Return whether a stretched wall now runs the other way."""
    (ax, ay) = direction(old)
    return (new.end[0] - new.start[0]) * ax + (new.end[1] - new.start[1]) * ay < -MEETING


def by_id(walls: Iterable[Wall]) -> Mapping[str, Wall]:
    """Return walls by their ids."""
    return {wall.id: wall for wall in walls}
