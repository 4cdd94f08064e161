"""Where the pointer is meant to be: on corners, wall faces, centre lines, their extensions, underlay points, straight angles. mm.

Everything within REACH pixels draws the point to itself, the stronger first: corners, points of the underlay, crossings of two guides,
then centre lines and faces, then extensions of walls and what is level with a corner.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from app.geometry.frame import Point2, cos_sin
from app.plans.editing.joints import crossing, direction
from app.plans.plan import Plan, Wall
from app.plans.underlay import Underlay

REACH = 10.0  # pixels within which a point is drawn to something
STEP = 15.0  # degrees; free lines take a multiple of it when they come near
NEAR_STEP = 3.0  # degrees; how near
GRID = 10.0  # mm; a length that nothing else decides is a whole multiple of it ...
FINE = 1.0  # ... or of this, when a grid step is more than a few pixels
MOST_POINTS = 50_000  # of an underlay

type Line = tuple[Point2, Point2]


@dataclass(frozen=True, slots=True)
class Snapped:
    """A point with what it was drawn to ("corner", "underlay", "crossing", "wall", "level", "angle" or ""), and guides to show."""

    point: Point2
    kind: str = ""
    guides: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that draws points to itself; `strong` ones are walls, the others their extensions and levels."""

    a: Point2
    b: Point2
    strong: bool
    reach: float  # how far beyond its ends it goes on, mm

    def foot(self, point: Point2) -> Point2 | None:
        """Return the nearest point of the guide, None beyond its reach."""
        length = math.dist(self.a, self.b)
        ux, uy = (self.b[0] - self.a[0]) / length, (self.b[1] - self.a[1]) / length
        at = (point[0] - self.a[0]) * ux + (point[1] - self.a[1]) * uy
        if not -self.reach <= at <= length + self.reach:
            return None
        return (self.a[0] + ux * at, self.a[1] + uy * at)

    def even(self, foot: Point2, scale: float) -> Point2:
        """Return the point of the guide an even length from where it begins that is nearest to one of its points."""
        length, far = math.dist(self.a, self.b), math.dist(self.a, foot)
        along = (foot[0] - self.a[0]) * (self.b[0] - self.a[0]) + (foot[1] - self.a[1]) * (self.b[1] - self.a[1])
        share = math.copysign(even(far, scale), along) / length
        return (self.a[0] + (self.b[0] - self.a[0]) * share, self.a[1] + (self.b[1] - self.a[1]) * share)


class Snapper:
    """What a plan and its underlay draw points to."""

    def __init__(self, plan: Plan, underlay: Underlay | None = None) -> None:
        self.corners = tuple(dict.fromkeys(_corners(plan)))
        self.drawn = tuple(dict.fromkeys(_points(underlay))) if underlay else ()
        self._grid = _cells(self.drawn)
        self.guides = tuple(_guides(plan))

    def snap(self, point: Point2, scale: float, origin: Point2 | None = None, free: bool = False) -> Snapped:
        """Return where a point is meant to be; with an `origin`, lines from it run along the axes unless `free`."""
        reach = REACH * scale
        spot = self._spot(point, reach)
        if origin is None:
            return spot or self._on_guides(point, reach, scale) or Snapped(rounded(point, scale))
        if spot is not None and (free or not _off_axes(origin, spot.point, reach)):
            return spot
        way = self._way(point, origin, free)
        if way is None:
            return spot or self._on_guides(point, reach, scale) or Snapped(_even(origin, point, scale), "")
        return self._along(point, origin, way, reach, scale)

    def _spot(self, point: Point2, reach: float) -> Snapped | None:
        near = _nearest(point, self.corners, reach)
        if near is not None:
            return Snapped(near, "corner")
        near = _nearest(point, self._around(point, reach), reach)
        return Snapped(near, "underlay") if near is not None else None

    def _around(self, point: Point2, reach: float) -> Iterable[Point2]:
        if not self._grid:
            return ()
        span = min(math.ceil(reach / _CELL), 40)
        i, j = _cell(point)
        return (
            p
            for x in range(i - span, i + span + 1)
            for y in range(j - span, j + span + 1)
            for p in self._grid.get((x, y), ())
        )

    def _on_guides(self, point: Point2, reach: float, scale: float) -> Snapped | None:
        close = []
        for guide in self.guides:
            foot = guide.foot(point)
            if foot is not None and math.dist(foot, point) <= reach:
                close.append((not guide.strong, math.dist(foot, point), guide, foot))
        close.sort(key=lambda row: row[:2])
        for i, (_, _, one, _) in enumerate(close[:8]):
            for _, _, other, _ in close[i + 1 : 8]:
                meet = crossing(one.a, _unit(one), other.a, _unit(other))
                if meet is not None and math.dist(meet, point) <= reach:
                    return Snapped(clean(meet), "crossing", ((one.a, meet), (other.a, meet)))
        if not close:
            return None
        weak, _, guide, foot = close[0]
        foot = guide.even(foot, scale)
        return Snapped(clean(foot), "level" if weak else "wall", ((guide.a, foot),) if weak else ())

    def _way(self, point: Point2, origin: Point2, free: bool) -> Point2 | None:
        """Return the direction a line from `origin` takes: an axis, a step of 15 degrees; None when it is free and near none."""
        dx, dy = point[0] - origin[0], point[1] - origin[1]
        if dx == 0 and dy == 0:
            return (1.0, 0.0)
        if not free:
            return (math.copysign(1.0, dx), 0.0) if abs(dx) >= abs(dy) else (0.0, math.copysign(1.0, dy))
        angle = math.degrees(math.atan2(dy, dx))
        step = round(angle / STEP) * STEP
        return cos_sin(step) if abs(angle - step) <= NEAR_STEP else None

    def _along(self, point: Point2, origin: Point2, way: Point2, reach: float, scale: float) -> Snapped:
        """Return the point on a line from `origin`: where it meets a guide or is level with a corner, else an even length."""
        far = max(0.0, (point[0] - origin[0]) * way[0] + (point[1] - origin[1]) * way[1])
        found = []
        for guide in self.guides:
            meet = crossing(origin, way, guide.a, _unit(guide))
            if meet is not None and guide.foot(meet) is not None:
                at = (meet[0] - origin[0]) * way[0] + (meet[1] - origin[1]) * way[1]
                if at > 1.0 and abs(at - far) <= reach:
                    found.append((not guide.strong, abs(at - far), clean(meet), guide))
        if found:
            _, _, meet, guide = min(found, key=lambda row: row[:2])
            return Snapped(meet, "wall" if guide.strong else "level", ((guide.a, meet),))
        length = even(far, scale)
        return Snapped(clean((origin[0] + way[0] * length, origin[1] + way[1] * length)), "angle")


def rounded(point: Point2, scale: float) -> Point2:
    """Return a point on the grid that fits the zoom."""
    return (even(point[0], scale), even(point[1], scale))


def even(length: float, scale: float) -> float:
    """Return a length as a whole multiple of 10 mm, of 1 mm when the view is near."""
    step = FINE if scale < 1.0 else GRID
    return round(length / step) * step + 0.0


def clean(point: Point2) -> Point2:
    """Return a point without the noise of sums."""
    return (round(point[0], 6) + 0.0, round(point[1], 6) + 0.0)


def _even(origin: Point2, point: Point2, scale: float) -> Point2:
    length = math.dist(origin, point)
    share = even(length, scale) / length if length else 0.0
    return clean((origin[0] + (point[0] - origin[0]) * share, origin[1] + (point[1] - origin[1]) * share))


def _off_axes(origin: Point2, point: Point2, reach: float) -> bool:
    """Return whether a line to a point is farther off both axes than a hand is unsteady."""
    return min(abs(point[0] - origin[0]), abs(point[1] - origin[1])) > reach * 1e-3


def _nearest(point: Point2, points: Iterable[Point2], reach: float) -> Point2 | None:
    best = min(points, key=lambda one: math.dist(one, point), default=None)
    return best if best is not None and math.dist(best, point) <= reach else None


def _unit(guide: Guide) -> Point2:
    length = math.dist(guide.a, guide.b)
    return ((guide.b[0] - guide.a[0]) / length, (guide.b[1] - guide.a[1]) / length)


def _corners(plan: Plan) -> Iterable[Point2]:
    chords = {name for curve in plan.curves for name in curve.walls}
    ends = {curve.walls[0]: "start" for curve in plan.curves} | {curve.walls[-1]: "end" for curve in plan.curves}
    for wall in plan.walls:
        if wall.id not in chords or ends.get(wall.id) == "start":
            yield wall.start
        if wall.id not in chords or ends.get(wall.id) == "end":
            yield wall.end
    for room in plan.rooms:
        yield from room.outline


def _guides(plan: Plan) -> Iterable[Guide]:
    for wall in plan.walls:
        if wall.length < 1.0:
            continue
        ux, uy = direction(wall)
        for off in (0.0, wall.thickness / 2, -wall.thickness / 2):
            a = (wall.start[0] - uy * off, wall.start[1] + ux * off)
            b = (wall.end[0] - uy * off, wall.end[1] + ux * off)
            yield Guide(a, b, True, wall.thickness / 2)
            if off == 0.0:
                yield Guide(a, b, False, _FAR)
    for x, y in dict.fromkeys(_corners(plan)):
        yield Guide((x, y), (x + 1.0, y), False, _FAR)
        yield Guide((x, y), (x, y + 1.0), False, _FAR)


_FAR = 1e5  # mm; how far extensions reach
_CELL = 500.0  # mm


def _points(underlay: Underlay) -> Iterable[Point2]:
    count = 0
    for line in underlay.lines:
        for point in line.points:
            count += 1
            if count > MOST_POINTS:
                return
            yield point


def _cell(point: Point2) -> tuple[int, int]:
    return (math.floor(point[0] / _CELL), math.floor(point[1] / _CELL))


def _cells(points: Iterable[Point2]) -> dict[tuple[int, int], list[Point2]]:
    found: dict[tuple[int, int], list[Point2]] = {}
    for point in points:
        found.setdefault(_cell(point), []).append(point)
    return found


def wall_near(plan: Plan, point: Point2, reach: float) -> Wall | None:
    """Return the wall whose band a point lies in or is nearest to, within `reach` mm of its faces."""
    best, least = None, reach
    for wall in plan.walls:
        ux, uy = direction(wall)
        x, y = point[0] - wall.start[0], point[1] - wall.start[1]
        beyond = max(0.0, -(x * ux + y * uy), x * ux + y * uy - wall.length)
        off = math.hypot(max(0.0, abs(y * ux - x * uy) - wall.thickness / 2), beyond)
        if off < least or (off == least and best is None):
            best, least = wall, off
    return best
