"""One side of a room as a line from 0 to its length: which stretches of it are taken, and where the gaps are. mm.

A side's own axes: x from its left end to its right one, y into the wall, so a unit of depth d against it lies in -d <= y <= 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from app.fit.footprint import TOUCH, Bodies, Boxes, Floats, Indexes
from app.fit.ground import Ground, RoomSpace
from app.geometry.frame import Frame, cos_sin
from app.plans.plan import Side

SLIVER = 1.0  # mm2
PARALLEL = 1e-6  # of |sin * cos|; boxes nearer to parallel than that are taken by their bounds
BESIDE_FRAME = 50.0  # mm a wall unit keeps from a window frame; domain.md 7.5
UNDER_SILL = 5.0  # mm; domain.md 7.5


@dataclass(frozen=True, slots=True)
class Span:
    """A taken stretch; `kind` is "unit", "wall" or "built" for what is solid, "opening" for what should stay free."""

    start: float
    end: float
    kind: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A free stretch between two spans or ends of the side."""

    start: float
    end: float


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A side of a room with what stands still along it."""

    side: Side
    space: RoomSpace
    ground: Ground
    bodies: Bodies

    @property
    def frame(self) -> Frame:
        """The side's own axes in the plan."""
        return Frame(self.side.left[0], self.side.left[1], 0.0, self.side.turn)

    def solid(self, depth: float, bottom: float, top: float) -> list[Span]:
        """Return what a body of `depth` between two heights cannot pass: bodies with closed doors, obstacles, the room's own corners."""
        strip = self._strip(depth)
        spans = list(self._units(depth, bottom, top))
        spans += self._spans(self._strip(depth, 0.0).difference(self.space.exact), "wall", "")
        for zone in self.ground.obstacles.near(strip.bounds, bottom, top):
            spans += self._spans(strip.intersection(zone.polygon), "built", zone.of.id)
        return sorted(spans, key=lambda span: (span.start, span.end, span.of))

    def open(self, depth: float, bottom: float, top: float, on_wall: bool) -> list[Span]:
        """Return what a body should leave free: doors, passages, windows it would rise before, the sweep of room doors."""
        spans = []
        for gap in self.side.openings:
            opening = gap.opening
            low = opening.sill - UNDER_SILL if opening.kind == "window" else opening.sill
            margin = BESIDE_FRAME if opening.kind == "window" and on_wall else 0.0
            if top > low + TOUCH and bottom < opening.head - TOUCH:
                spans.append(Span(gap.start - margin, gap.end + margin, "opening", opening.id))
        strip = self._strip(depth)
        for zone in self.ground.leaves.near(strip.bounds, bottom, top):
            spans += self._spans(strip.intersection(zone.polygon), "opening", zone.of.opening.id)
        return spans

    def edges_below(self, depth: float, bottom: float) -> list[float]:
        """Return the ends of bodies along the side that stand below a height: what a wall unit lines up with."""
        return [edge for span in self._units(depth, 0.0, bottom) for edge in (span.start, span.end)]

    def _strip(self, depth: float, shrink: float = TOUCH) -> Polygon:
        """Return the floor that a body of `depth` passes along the side, drawn in at the wall and in front."""
        length, frame = self.side.length, self.frame
        reach = max(depth - shrink, 2 * TOUCH)
        corners = ((0.0, -reach), (length, -reach), (length, -shrink), (0.0, -shrink))
        return Polygon([frame.out2(corner) for corner in corners])

    def _units(self, depth: float, bottom: float, top: float) -> Iterator[Span]:
        closed, placed = self.bodies.closed, self.bodies.placed
        strip = self._strip(depth)
        near = closed.near(strip.bounds, bottom, top)
        near = np.array([i for i in near.tolist() if placed[i].unit is not None], dtype=np.intp)
        if not len(near):
            return
        low, high, aligned = self._local(closed, near)
        for row, index in enumerate(near.tolist()):
            if not aligned[row]:
                common = Polygon(closed.corners(index)).intersection(strip)
                yield from self._spans(common, "unit", placed[index].id)
            elif (
                low[row, 1] < -TOUCH
                and high[row, 1] > -depth + TOUCH
                and _in(low[row, 0], high[row, 0], self.side.length)
            ):
                yield Span(float(low[row, 0]), float(high[row, 0]), "unit", placed[index].id)

    def _local(self, closed: Boxes, near: Indexes) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        """Return the bounds of boxes in the side's axes, low (m, 2) and high (m, 2), and whether they are parallel to it."""
        cos, sin = cos_sin(self.side.turn)
        away = closed.centre[near] - np.array(self.side.left)
        centre = np.stack((cos * away[:, 0] + sin * away[:, 1], -sin * away[:, 0] + cos * away[:, 1]), axis=1)
        c, s = (
            closed.axis[near, 0] * cos + closed.axis[near, 1] * sin,
            closed.axis[near, 1] * cos - closed.axis[near, 0] * sin,
        )
        half = closed.half[near]
        reach = np.stack(
            (np.abs(c) * half[:, 0] + np.abs(s) * half[:, 1], np.abs(s) * half[:, 0] + np.abs(c) * half[:, 1]), axis=1
        )
        low, high = np.round(centre - reach, 6), np.round(centre + reach, 6)
        return low, high, np.abs(c * s) < PARALLEL

    def _spans(self, common: BaseGeometry, kind: str, of: str) -> Iterator[Span]:
        for part in getattr(common, "geoms", (common,)):
            if isinstance(part, Polygon) and part.area > SLIVER:
                frame = self.frame
                along = [frame.into((x, y, 0.0))[0] for x, y in shapely.get_coordinates(part).tolist()]
                yield Span(round(min(along), 6), round(max(along), 6), kind, of)


def stretch_of(ground: Ground, bodies: Bodies, side: Side) -> Stretch:
    """Return a side with what stands still along it."""
    return Stretch(side, ground.rooms[side.room], ground, bodies)


def gaps(spans: Iterable[Span], length: float) -> list[Gap]:
    """Return the free stretches of a side of that length, left to right."""
    found, at = [], 0.0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start > at + TOUCH:
            found.append(Gap(at, min(span.start, length)))
        at = max(at, span.end)
    if at < length - TOUCH:
        found.append(Gap(at, length))
    return found


def between(spans: Iterable[Span], length: float, centre: float) -> Gap:
    """Return from where to where a body with its middle at `centre` has its clear distances: neighbours or the side's ends."""
    left, right = 0.0, length
    for span in spans:
        if (span.start + span.end) / 2.0 <= centre:
            left = max(left, span.end)
        else:
            right = min(right, span.start)
    return Gap(left, right)


def _in(low: float, high: float, length: float) -> bool:
    return bool(low < length - TOUCH and high > TOUCH)
