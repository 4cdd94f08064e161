"""Walls as the picture shows them: stretches between the same two rooms, with the openings cut out, a sawn top and a low stub.

A stretch is drawn in its wall's own axes: x along the wall from its start, y to its left, z up (mm). What belongs to a stretch (windows,
doors, shadows) carries the stretch's key and rooms, so a view hides or lowers all of it together.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from app.geometry.frame import Frame, Point2, Pose
from app.plans.plan import Opening, Plan, Wall

from .dress import CUT, PAINT, SHADE, STUB
from .forms import block, rectangle
from .scene import Item, Key, Look, Shape, Slab

STUB_HEIGHT = 60.0
STUB_INSET = 1.5  # so that a stub's end does not lie in the face of a wall that stands
CUT_HEIGHT = 2.0
SHADE_LIFT = 2.0  # between a surface and the shadow lying on it
REACH = 60.0  # how far beyond a wall's face its room is looked for
SHORTEST = 350.0  # a shorter stretch with fewer rooms than its neighbour (a corner) joins it


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of wall between the same two rooms, from `start` to `end` mm along its wall; rooms are "" outside."""

    wall: Wall
    number: int
    start: float
    end: float
    left: str
    right: str
    openings: tuple[Opening, ...]

    @property
    def key(self) -> Key:
        """The beginning of the keys of all that belongs to it."""
        return ("wall", self.wall.id, str(self.number))

    @property
    def rooms(self) -> tuple[str, str]:
        """The rooms on its left and its right."""
        return (self.left, self.right)

    @property
    def frame(self) -> Frame:
        """The wall's own axes in the plan."""
        return wall_frame(self.wall)


def wall_frame(wall: Wall) -> Frame:
    """Return a wall's own axes: x from start to end, y to the left."""
    dx, dy = wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]
    turn = math.degrees(math.atan2(dy, dx))
    exact = round(turn / 90.0) * 90.0
    return Frame(*wall.start, 0.0, (exact if abs(turn - exact) < 1e-9 else turn) % 360.0)


def inside(outline: tuple[Point2, ...], point: Point2) -> bool:
    """Return whether a plan point lies in a polygon (even-odd)."""
    x, y = point
    odd = False
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            odd = not odd
    return odd


def room_at(plan: Plan, point: Point2) -> str:
    """Return the id of the room that holds a plan point, "" outside all rooms."""
    return next((room.id for room in plan.rooms if inside(room.outline, point)), "")


def stretches(plan: Plan) -> tuple[Stretch, ...]:
    """Return all walls of a plan cut into stretches."""
    return tuple(piece for wall in plan.walls if wall.length > 0.0 for piece in _stretches(plan, wall))


def _stretches(plan: Plan, wall: Wall) -> list[Stretch]:
    frame = wall_frame(wall)
    edges = _merge(_rooms_along(plan, wall, frame))
    first, last = _overlap(plan, wall, wall.start), _overlap(plan, wall, wall.end)
    edges[0] = (edges[0][0] - first, *edges[0][1:])
    edges[-1] = (edges[-1][0], edges[-1][1] + last, *edges[-1][2:])
    own = [o for o in plan.openings if o.wall == wall.id]
    found = []
    for number, (start, end, left, right) in enumerate(edges):
        openings = tuple(o for o in own if start <= o.offset + o.width / 2 < end)
        found.append(Stretch(wall, number, start, end, left, right, openings))
    return found


def _rooms_along(plan: Plan, wall: Wall, frame: Frame) -> list[tuple[float, float, str, str]]:
    near = wall.thickness / 2 + REACH
    cuts = {0.0, wall.length}
    for room in plan.rooms:
        for corner in room.outline:
            x, y, _ = frame.into((*corner, 0.0))
            if 1.0 < x < wall.length - 1.0 and abs(y) <= near:
                cuts.add(x)
    ends = sorted(cuts)
    found = []
    for start, end in itertools.pairwise(ends):
        middle = (start + end) / 2
        found.append(
            (start, end, room_at(plan, frame.out2((middle, near))), room_at(plan, frame.out2((middle, -near))))
        )
    return found


def _merge(parts: list[tuple[float, float, str, str]]) -> list[tuple[float, float, str, str]]:
    merged: list[tuple[float, float, str, str]] = []
    for start, end, left, right in parts:
        if merged:
            was = merged[-1]
            same = was[2:] == (left, right)
            short = min(end - start, was[1] - was[0]) < SHORTEST and _fits((left, right), was[2:])
            if same or short:
                merged[-1] = (was[0], end, was[2] or left, was[3] or right)
                continue
        merged.append((start, end, left, right))
    return merged


def _fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(not a or not b or a == b for a, b in zip(one, other, strict=True))


def _overlap(plan: Plan, wall: Wall, end: Point2) -> float:
    """How far a wall must run beyond its end so that a corner with another wall's end is closed."""
    dx, dy = wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]
    found: list[float] = []
    for other in plan.walls:
        if other.id == wall.id or other.length == 0.0:
            continue
        if min(math.dist(end, other.start), math.dist(end, other.end)) > max(wall.thickness, other.thickness) / 2:
            continue
        sine = abs(dx * (other.end[1] - other.start[1]) - dy * (other.end[0] - other.start[0])) / (
            wall.length * other.length
        )
        if sine > 0.3:
            found.append(other.thickness / 2)
    return min(found, default=0.0)  # a thicker one closes the rest of the corner itself


def wall_items(stretch: Stretch) -> list[Item]:
    """Return a stretch's body, sawn top, low stub and the shadows on both faces."""
    half = stretch.wall.thickness / 2
    height = stretch.wall.height
    spans = solid_spans(stretch, stretch.start, stretch.end)
    body = tuple(block((x0, -half, z0), (x1, half, z1)) for x0, x1, z0, z1 in spans)
    top = [(x0, x1) for x0, x1, _, z1 in spans if z1 == height]
    cut = tuple(block((x0, -half, height), (x1, half, height + CUT_HEIGHT)) for x0, x1 in top)
    thin, first, last = half - STUB_INSET, stretch.start + STUB_INSET, stretch.end - STUB_INSET
    low = tuple(
        block((max(x0, first), -thin, 0.0), (min(x1, last), thin, min(z1, STUB_HEIGHT)))
        for x0, x1, z0, z1 in spans
        if z0 == 0.0 and z1 > 0.0
    )
    items = [_item(stretch, "body", body, PAINT), _item(stretch, "cut", cut, CUT), _item(stretch, "low", low, STUB)]
    items += [_item(stretch, f"shade_{side}", _shade(stretch, side), SHADE) for side in ("left", "right")]
    return [item for item in items if item.shape.slabs]


def _item(stretch: Stretch, part: str, slabs: tuple[Slab, ...], look: Look) -> Item:
    return Item((*stretch.key, part), Shape(slabs), look, stretch.frame, "room", None, stretch.rooms)


def solid_spans(stretch: Stretch, start: float, end: float) -> list[tuple[float, float, float, float]]:
    """Return the solid rectangles (x0, x1, z0, z1) of a stretch seen from the side, openings left out."""
    height = stretch.wall.height
    spans: list[tuple[float, float, float, float]] = []
    at = start
    for opening in sorted(stretch.openings, key=lambda o: o.offset):
        x0, x1 = max(opening.offset, at), min(opening.offset + opening.width, end)
        if x1 <= x0:
            continue
        spans.append((at, x0, 0.0, height))
        spans.append((x0, x1, 0.0, min(opening.sill, height)))
        spans.append((x0, x1, min(opening.head, height), height))
        at = x1
    spans.append((at, end, 0.0, height))
    return [span for span in spans if span[1] - span[0] > 0.01 and span[3] - span[2] > 0.01]


def _shade(stretch: Stretch, side: str) -> tuple[Slab, ...]:
    if not (stretch.left if side == "left" else stretch.right):
        return ()
    y = stretch.wall.thickness / 2 + SHADE_LIFT
    start, end = max(stretch.start, 0.0), min(stretch.end, stretch.wall.length)
    spans = solid_spans(stretch, start, end)
    if side == "left":
        pose = Pose((0.0, y, 0.0), (-1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
        return tuple(Slab(pose, rectangle(-x1, z0, -x0, z1), 0.0) for x0, x1, z0, z1 in spans)
    pose = Pose((0.0, -y, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    return tuple(Slab(pose, rectangle(x0, z0, x1, z1), 0.0) for x0, x1, z0, z1 in spans)
