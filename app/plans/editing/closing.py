"""Rooms follow walls: after walls have changed, the spaces they close in now are matched with the rooms that were there. Plan axes, mm.

A room keeps its id, name, kind and ceiling where its space overlaps most; one whose walls did not change keeps its outline to the bit.
Rooms that share one space without a wall between them (living and dining) stay parted along the line that parted them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, area, bounds, contains, enclosed, shape
from app.plans.editing.kinds import ROOM_NAMES, drawing
from app.plans.editing.leading import lead_room
from app.plans.editing.parting import cleaned, parted
from app.plans.plan import Plan, PlanError, Room, Wall
from app.plans.regions import wall_solid
from app.records import Text
from app.words import Message, message

LEAST = 0.05e6  # mm²; smaller spaces between walls are no rooms, as in regions.py
SAME = 1e-4  # mm; an outline that comes out this near to what it was is what it was
NOISE = 0.01  # mm; what sums may make of a face that did not move
REACH = 0.5  # mm beyond what changed at which a room still feels it
CORNER = 4.0  # thicknesses beyond its ends at which a wall's corners still change
MOST = 0.6  # of a room's area that lies in one space when walls close it in
ALIKE = 0.8  # of both areas together that a drawn room and a space share when they are the same
OWN = 0.3  # of a room's area in a space that is its own, be it with others
SHARE = 0.1  # of a room's area; less of it in a space is how it was drawn, not where it lies


type Box2 = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Closed:
    """A plan whose rooms follow its walls: ids of rooms that came, rooms that no longer close, rooms that are one with another."""

    plan: Plan
    came: tuple[str, ...] = ()
    opened: tuple[Room, ...] = ()
    joined: tuple[Room, ...] = ()

    @property
    def told(self) -> tuple[Message, ...]:
        """Return what the user should know, one sentence each."""
        names = {room.id: room.name for room in self.plan.rooms}
        return (
            *(message("edits.room_came", room=names[one]) for one in self.came),
            *(message("edits.room_opened", room=room.name) for room in self.opened),
            *(message("edits.room_joined", room=room.name) for room in self.joined),
        )


def close_rooms(before: Plan, after: Plan) -> Plan:
    """Return `after` with its rooms closed anew by its walls; `before` is the plan whose rooms it still has."""
    return closing(before, after).plan


def closing(before: Plan, after: Plan) -> Closed:
    """Return the plan with its rooms closed anew, and which rooms came and went."""
    dirty = _dirty(before.walls, after.walls)
    if dirty is None:
        return Closed(after)
    there = _around(before, after, dirty) or _Scope(before.walls, after.walls, after.rooms, dirty)
    felt, was = there.felt, there.was
    faces = parted(_solid(there.before), _solid(there.after), felt, there.spaces, _moved(before, after))
    loose = {room.id for room in felt if not _most_in(room, was)}
    pairs = _matched(felt, faces, loose)
    rooms: list[Room] = []
    opened: list[Room] = []
    joined: list[Room] = []
    for room in after.rooms:
        if room not in felt:
            rooms.append(room)
        elif room.id in pairs:
            rooms.append(_with_outline(room, faces[pairs[room.id]]))
        elif room.id in loose and (led := lead_room(before, after, room)) is not None:
            rooms.append(led)
        else:
            (joined if _lies_in(room, faces) else opened).append(room)
    taken = set(pairs.values())
    drawn = [room for room in rooms if room.id not in pairs]
    fresh = [face for i, face in enumerate(faces) if i not in taken and not _bare(face, before.rooms, drawn, was)]
    new = _new_rooms(after, felt, fresh)
    plan = replace(after, rooms=(*rooms, *new))
    return Closed(plan, tuple(room.id for room in new), tuple(opened), tuple(joined))


class _Scope:
    """Some walls of a plan as they were and are, the spaces among them that a change reaches, and the rooms that feel it."""

    def __init__(
        self, before: tuple[Wall, ...], after: tuple[Wall, ...], rooms: Sequence[Room], dirty: BaseGeometry
    ) -> None:
        self.before, self.after = before, after
        self.was, every = _spaces(before), _spaces(after)
        touched = [space for space in every if shape(space).intersects(dirty)]
        self.felt = [room for room in rooms if shape(room.outline).intersects(dirty) or _shares(room, touched)]
        self.spaces = [space for space in every if space in touched or _holds(space, self.felt)]

    def complete(self, box: Box2, dirty: BaseGeometry) -> bool:
        """Return whether nothing beyond a box, whose walls all are among these, could make a difference.

        The rooms that feel the change are closed in by walls here, before and after, and the change lies in them and in walls.
        """
        old = [space for space in self.was if any(_shared(room.outline, space) > 0.0 for room in self.felt)]
        rings = [*self.spaces, *old, *(room.outline for room in self.felt)]
        if not all(_inside(bounds(ring), box) for ring in rings):
            return False
        if not all(_most_in(room, old) and _most_in(room, self.spaces) for room in self.felt):
            return False
        known = shapely.union_all([_solid(self.before), *(shape(room.outline) for room in self.felt)])
        return bool(known.buffer(2 * REACH, join_style="mitre").covers(dirty))


def _around(before: Plan, after: Plan, dirty: BaseGeometry) -> _Scope | None:
    """Return the walls around the rooms near a change, None when a change may reach farther than they do."""
    if dirty.is_empty:
        return _Scope((), (), (), dirty)
    box: Box2 = dirty.bounds
    for room in after.rooms:
        edge = bounds(room.outline)
        box = _joined(box, edge) if _meet(edge, dirty.bounds) else box
    margin = CORNER * max(wall.thickness for wall in (*before.walls, *after.walls))
    wide = (box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)
    old, new = (tuple(wall for wall in walls if _meet(_box(wall), wide)) for walls in (before.walls, after.walls))
    scope = _Scope(old, new, [room for room in after.rooms if _meet(bounds(room.outline), box)], dirty)
    return scope if scope.complete((box[0] - 1.0, box[1] - 1.0, box[2] + 1.0, box[3] + 1.0), dirty) else None


def _box(wall: Wall) -> Box2:
    return bounds((wall.start, wall.end))


def _joined(a: Box2, b: Box2) -> Box2:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def _meet(a: Box2, b: Box2) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _inside(a: Box2, b: Box2) -> bool:
    return b[0] <= a[0] and b[1] <= a[1] and a[2] <= b[2] and a[3] <= b[3]


def space_at(plan: Plan, point: Point2) -> Outline:
    """Return the space that walls close in around a point; raise PlanError when it is open or within a wall."""
    found = [space for space in _spaces(plan.walls) if contains(space, point)]
    if not found:
        raise PlanError(plan.id, "walls", f"no walls close in the point {point[0]:g}, {point[1]:g}")
    return min(found, key=area)


@lru_cache(maxsize=16)
def _solid(walls: tuple[Wall, ...]) -> BaseGeometry:
    return wall_solid(walls)


@lru_cache(maxsize=16)
def _spaces(walls: tuple[Wall, ...]) -> tuple[Outline, ...]:
    return tuple(ring for found in enclosed(_solid(walls), LEAST) if (ring := cleaned(found))) if walls else ()


def _dirty(before: tuple[Wall, ...], after: tuple[Wall, ...]) -> BaseGeometry | None:
    """Return what walls filled or fill and no longer or newly do, with a little around it; None when no wall changed."""
    old, new = {_place(wall): wall for wall in before}, {_place(wall): wall for wall in after}
    changed = [old[place] for place in old.keys() - new.keys()] + [new[place] for place in new.keys() - old.keys()]
    if not changed:
        return None
    low_x, low_y, high_x, high_y = bounds([point for wall in changed for point in (wall.start, wall.end)])
    far = CORNER * max(wall.thickness for wall in (*before, *after))
    window = (low_x - far, low_y - far, high_x + far, high_y + far)
    wide = (window[0] - far, window[1] - far, window[2] + far, window[3] + far)
    parts = (tuple(wall for wall in walls if _meet(_box(wall), wide)) for walls in (before, after))
    was, now = (shapely.clip_by_rect(_solid(walls), *window) for walls in parts)
    return was.symmetric_difference(now).buffer(-NOISE).buffer(REACH)


def _moved(before: Plan, after: Plan) -> float:
    """Return how far the end of a wall has moved at most."""
    now = {wall.id: wall for wall in after.walls}
    pairs = [(wall, now[wall.id]) for wall in before.walls if wall.id in now]
    return max((max(math.dist(a.start, b.start), math.dist(a.end, b.end)) for a, b in pairs), default=0.0)


def _place(wall: Wall) -> tuple[Point2, Point2, float]:
    return (wall.start, wall.end, wall.thickness)


def _shares(room: Room, spaces: Sequence[Outline]) -> bool:
    """Return whether a room lies in one of the spaces, be it beside another."""
    return any(_shared(room.outline, space) > SHARE * area(room.outline) for space in spaces)


def _holds(space: Outline, rooms: Sequence[Room]) -> bool:
    """Return whether one of the rooms is most of a space: a room that another one runs around keeps its own."""
    return any(_shared(room.outline, space) > area(space) / 2 for room in rooms)


def _matched(rooms: Sequence[Room], faces: Sequence[Outline], loose: set[str]) -> dict[str, int]:
    """Return for each room the index of the space it is now: the most alike pair first, each space one room's.

    A loose room, which walls did not close in before, is only a space that is as good as its outline.
    """
    alike = []
    for r, room in enumerate(rooms):
        for f, face in enumerate(faces):
            shared = _shared(room.outline, face)
            share = _alike(room.outline, face)
            if shared > LEAST / 10 and (room.id not in loose or share > ALIKE):
                alike.append((share, -r, -f))
    found: dict[str, int] = {}
    for _, r, f in sorted(alike, reverse=True):
        if rooms[-r].id not in found and -f not in found.values():
            found[rooms[-r].id] = -f
    return found


def _alike(a: Outline, b: Outline) -> float:
    """Return the share of both areas together that two outlines have in common, 0 to 1."""
    shared = _shared(a, b)
    return shared / (area(a) + area(b) - shared)


def _shared(a: Outline, b: Outline) -> float:
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = bounds(a), bounds(b)
    if ax1 <= bx0 or bx1 <= ax0 or ay1 <= by0 or by1 <= ay0:
        return 0.0
    return float(shape(a).intersection(shape(b)).area)


def _with_outline(room: Room, outline: Outline) -> Room:
    """Return a room with a new outline whose corners are counted from the same one as before, where it still has as many."""
    old = room.outline
    if len(old) != len(outline):
        return replace(room, outline=outline)
    turns = [outline[i:] + outline[:i] for i in range(len(outline))]
    best = min(turns, key=lambda ring: sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in zip(ring, old, strict=True)))
    if all(abs(a[0] - b[0]) <= SAME and abs(a[1] - b[1]) <= SAME for a, b in zip(best, old, strict=True)):
        return room
    return replace(room, outline=best)


def _lies_in(room: Room, faces: Sequence[Outline]) -> bool:
    return any(_shared(room.outline, face) > area(room.outline) / 2 for face in faces)


def _most_in(room: Room, spaces: Sequence[Outline]) -> bool:
    """Return whether walls close a room in: most of it lies in one of the spaces."""
    return any(_shared(room.outline, space) > MOST * area(room.outline) for space in spaces)


def _bare(face: Outline, before: Sequence[Room], kept: Sequence[Room], was: Sequence[Outline]) -> bool:
    """Return whether a space is no new room: most of it was there and was no room, or lies in a room that stays as drawn."""
    if any(_shared(room.outline, face) > area(face) / 2 for room in kept):
        return True
    within = [space for space in was if _shared(space, face) > area(face) / 2]
    if within and not any(_shared(room.outline, within[0]) > OWN * area(room.outline) for room in before):
        return True
    body = shape(face)
    there = shapely.union_all([shape(space) for space in was if _shared(space, face)])
    rooms = shapely.union_all([shape(room.outline) for room in before if _shared(room.outline, face)])
    return float(body.intersection(there).difference(rooms).area) > area(face) / 2


def _new_rooms(plan: Plan, felt: Sequence[Room], faces: Sequence[Outline]) -> list[Room]:
    taken = {room.id for room in plan.rooms}
    found: list[Room] = []
    for face in faces:
        number = next(n for n in range(1, len(taken) + 2) if f"room{n}" not in taken)
        taken.add(f"room{number}")
        parent = max(felt, key=lambda room: _shared(room.outline, face), default=None)
        under = parent is not None and _shared(parent.outline, face) > LEAST / 10
        ceiling = parent.ceiling if parent is not None and under else _usual_ceiling(plan)
        found.append(Room(f"room{number}", numbered("other", number), "other", face, ceiling))
    return found


def _usual_ceiling(plan: Plan) -> float:
    heights = [room.ceiling for room in plan.rooms]
    return max(heights, key=heights.count, default=drawing().wall.ceiling)


def numbered(kind: str, number: int) -> Text:
    """Return the name of a room that nobody has named: "房间 3", "Room 3"."""
    name = ROOM_NAMES[kind]
    return Text(f"{name.zh} {number}", f"{name.en} {number}")
