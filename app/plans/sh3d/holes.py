"""An opening on its way into a wall, and what comes of all of them: the records that walls, arcs and pieces of a home share. mm."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from app.geometry.frame import Point2
from app.plans.plan import Curve, Opening, Wall
from app.plans.sh3d.home import HomeWall

OFF = 60.0  # mm; how far beside a wall's faces the middle of an opening may lie
ASKEW = math.sin(math.radians(10.0))  # an opening may be turned from its wall by this

type Leaf = Literal["hinged", "double", "sliding", "none"]


@dataclass(frozen=True, slots=True)
class Hole:
    """The middle of what lies in the wall, the direction along it as a unit vector, and how a leaf hangs.

    `hinge` is the place of the leaf's axis, `swing` that of its end when it stands open; `piece` is its number in the home.
    """

    piece: int
    kind: Literal["door", "window", "passage"]
    at: Point2
    along: Point2
    width: float
    sill: float
    head: float
    leaf: Leaf = "none"
    hinge: Point2 | None = None
    swing: Point2 | None = None


@dataclass(slots=True)
class Built:
    """The walls, curves and openings of a plan. What was counted becomes doubts; `left` and `odd` stay in the underlay only."""

    walls: list[Wall] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    odd: list[HomeWall] = field(default_factory=list)
    left: list[Hole] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    off_arc: float = 0.0  # mm; the farthest that a straight wall of an opening stands off its arc
    slopes: list[float] = field(default_factory=list)  # the lower ends of walls with a sloping top

    def leave(self, hole: Hole, why: str) -> None:
        """Leave an opening out, to be told."""
        self.left.append(hole)
        self.counts[why] += 1


def across(wall: Wall, point: Point2) -> Point2:
    """Return (mm along a wall from its start, mm to the left of it) of a point."""
    ux, uy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
    dx, dy = point[0] - wall.start[0], point[1] - wall.start[1]
    return (dx * ux + dy * uy, dy * ux - dx * uy)


def share_in(wall: Wall, hole: Hole) -> float:
    """Return which share of an opening lies in a wall; 0 where it is beside it or askew."""
    dx, dy = wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]
    if abs(dx * hole.along[1] - dy * hole.along[0]) > ASKEW * wall.length:
        return 0.0
    u, v = across(wall, hole.at)
    if abs(v) > wall.thickness / 2 + OFF:
        return 0.0
    inside = min(u + hole.width / 2, wall.length) - max(u - hole.width / 2, 0.0)
    return max(0.0, inside / hole.width)
