"""A room seen from inside: its straight sides, the walls behind them, their openings, the doors that swing in. mm.

Sides are numbered from 1, clockwise from the outline's first point (its most south-western corner where the outline was
derived), so a side's right end is the left end of the next: in a rectangular room 1 is west, 2 north, 3 east, 4 south.
"""

from __future__ import annotations

import math
from collections import OrderedDict

from app.geometry.frame import Point2, normal_turn
from app.geometry.polygon import Outline, area, contains, merge, outlines, sector, shape
from app.plans.plan import Opening, Plan, PlanError, Room, Side, SideOpening, Wall

PARALLEL = math.sin(math.radians(1.0))  # a wall within a degree of a side is behind it ...
NEAR = 30.0  # ... when its face is within this many mm of the side
LEAST = 1.0  # mm; what counts as being behind a side or opening into it
COMPASS: dict[str, float] = {"n": 90.0, "e": 0.0, "s": 270.0, "w": 180.0}  # direction a wall lies in, degrees from east
COMPASS_WORDS = {"north": "n", "east": "e", "south": "s", "west": "w", "北": "n", "东": "e", "南": "s", "西": "w"}
KEPT_PLANS = 16

_kept: OrderedDict[int, tuple[Plan, dict[str, tuple[Side, ...]]]] = OrderedDict()


def sides(plan: Plan, room_id: str) -> tuple[Side, ...]:
    """Return the sides of a room, clockwise; cached for each plan object. Raise PlanError for an unknown room."""
    kept = _kept.get(id(plan))
    if kept is None or kept[0] is not plan:  # the plan is held here, so its id cannot pass to another
        kept = _kept[id(plan)] = (plan, {})
        while len(_kept) > KEPT_PLANS:
            _kept.popitem(last=False)
    found = kept[1].get(room_id)
    if found is None:
        found = kept[1][room_id] = _sides(plan, room_by_id(plan, room_id))
    return found


def room_by_id(plan: Plan, room_id: str) -> Room:
    """Return a room by its id; raise PlanError naming the rooms there are."""
    for room in plan.rooms:
        if room.id == room_id:
            return room
    raise PlanError(plan.id, "rooms", f"no room {room_id!r}; there are {', '.join(room.id for room in plan.rooms)}")


def wall_by_id(plan: Plan, wall_id: str) -> Wall:
    """Return a wall by its id; raise PlanError when there is none."""
    for wall in plan.walls:
        if wall.id == wall_id:
            return wall
    raise PlanError(plan.id, "walls", f"no wall {wall_id!r}")


def room_of(plan: Plan, point: Point2) -> Room | None:
    """Return the room that a point of the plan lies in, the smallest where several do; None outside all rooms."""
    found = [room for room in plan.rooms if contains(room.outline, point)]
    return min(found, key=lambda room: area(room.outline), default=None)


def floor_of(plan: Plan, room_id: str) -> tuple[Outline, ...]:
    """Return the free floor of a room, largest piece first: its outline less the obstacles that stand on the floor."""
    room = room_by_id(plan, room_id)
    standing = merge(thing.outline for thing in plan.obstacles if thing.bottom < LEAST)
    return outlines(shape(room.outline).difference(standing))


def _sides(plan: Plan, room: Room) -> tuple[Side, ...]:
    ring = (room.outline[0], *reversed(room.outline[1:]))  # clockwise from the first point
    found = []
    for number, (left, right) in enumerate(zip(ring, (*ring[1:], ring[0]), strict=True), start=1):
        behind = [(length, wall) for wall in plan.walls if (length := _behind(wall, left, right)) > LEAST]
        behind.sort(key=lambda pair: (-pair[0], pair[1].id))
        openings = [
            seen
            for _, wall in behind
            for opening in plan.openings
            if opening.wall == wall.id and (seen := _seen(opening, wall, left, right)) is not None
        ]
        openings.sort(key=lambda seen: (seen.start, seen.opening.id))
        wall_id = behind[0][1].id if behind else ""
        found.append(Side(f"{room.id}/{number}", room.id, wall_id, left, right, tuple(openings)))
    return tuple(found)


def walls_behind(plan: Plan, side: Side) -> tuple[Wall, ...]:
    """Return the walls whose faces a side is, the one that is most of it first."""
    found = [(length, wall) for wall in plan.walls if (length := _behind(wall, side.left, side.right)) > LEAST]
    return tuple(wall for _, wall in sorted(found, key=lambda pair: (-pair[0], pair[1].id)))


def _behind(wall: Wall, left: Point2, right: Point2) -> float:
    """Return over how many mm a wall's face is this side; 0 when it is not behind it."""
    length = math.dist(left, right)
    ux, uy = (right[0] - left[0]) / length, (right[1] - left[1]) / length
    wx, wy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
    if abs(ux * wy - uy * wx) > PARALLEL:
        return 0.0
    middle = ((wall.start[0] + wall.end[0]) / 2, (wall.start[1] + wall.end[1]) / 2)
    away = -uy * (middle[0] - left[0]) + ux * (middle[1] - left[1])  # into the wall is to the left of left -> right
    if abs(away - wall.thickness / 2) > NEAR:
        return 0.0
    a, b = sorted(_along(point, left, (ux, uy)) for point in (wall.start, wall.end))
    return max(0.0, min(b, length) - max(a, 0.0))


def _seen(opening: Opening, wall: Wall, left: Point2, right: Point2) -> SideOpening | None:
    length = math.dist(left, right)
    direction = ((right[0] - left[0]) / length, (right[1] - left[1]) / length)
    jambs = (along_wall(wall, opening.offset), along_wall(wall, opening.offset + opening.width))
    start, end = sorted(_along(point, left, direction) for point in jambs)
    start, end = max(start, 0.0), min(end, length)
    return SideOpening(opening, round(start, 6) + 0.0, round(end, 6)) if end - start > LEAST else None


def _along(point: Point2, left: Point2, direction: Point2) -> float:
    return (point[0] - left[0]) * direction[0] + (point[1] - left[1]) * direction[1]


def along_wall(wall: Wall, distance: float) -> Point2:
    """Return the point of a wall's centre line `distance` mm from its start."""
    share = distance / wall.length
    return (
        wall.start[0] + (wall.end[0] - wall.start[0]) * share,
        wall.start[1] + (wall.end[1] - wall.start[1]) * share,
    )


def find_side(plan: Plan, room_id: str, word: str) -> Side:
    """Return the side of a room that a word names: "2", "kitchen/2", a wall's id, or N, E, S, W.

    A compass letter means the longest side whose wall lies that way. Raise PlanError naming the sides there are.
    """
    found = sides(plan, room_id)
    word = word.strip()
    for side in found:
        if word in (side.id, side.id.rpartition("/")[2]):
            return side
    of_wall = [side for side in found if side.wall and side.wall == word]
    if of_wall:
        return max(of_wall, key=lambda side: side.length)
    letter = COMPASS_WORDS.get(word.lower(), word.lower())
    if letter in COMPASS:
        facing = [side for side in found if _off(side, COMPASS[letter]) <= 45.0]
        if facing:
            return max(facing, key=lambda side: (side.length, -_off(side, COMPASS[letter])))
    known = ", ".join(f"{side.id} ({side.wall})" if side.wall else side.id for side in found)
    raise PlanError(plan.id, f"rooms.{room_id}", f"no wall {word!r}; its sides are {known}, or N, E, S, W")


def _off(side: Side, direction: float) -> float:
    """Return by how many degrees the wall of a side lies off a direction, 0 to 180."""
    return abs((normal_turn(side.turn + 90.0) - direction + 180.0) % 360.0 - 180.0)


def side_at(plan: Plan, room_id: str, point: Point2) -> Side:
    """Return the side of a room nearest to a point; raise PlanError for an unknown room."""
    return min(sides(plan, room_id), key=lambda side: _distance(point, side))


def _distance(point: Point2, side: Side) -> float:
    length = side.length
    direction = ((side.right[0] - side.left[0]) / length, (side.right[1] - side.left[1]) / length)
    along = min(max(_along(point, side.left, direction), 0.0), length)
    return math.dist(point, (side.left[0] + direction[0] * along, side.left[1] + direction[1] * along))


def door_swing(plan: Plan, opening: Opening, open_angle: float = 90.0) -> tuple[Outline, ...]:
    """Return the floor that a door's leaves sweep, one sector a leaf; () for sliding doors, passages and windows.

    The radius is the hole's width (half of it for a double door): leaf, frame and handle together (domain.md 7.3).
    """
    if opening.kind != "door" or not opening.side or opening.leaf not in ("hinged", "double"):
        return ()
    wall = wall_by_id(plan, opening.wall)
    direction = math.degrees(math.atan2(wall.end[1] - wall.start[1], wall.end[0] - wall.start[0]))
    to_left = opening.side == "left"
    nx, ny = -(wall.end[1] - wall.start[1]) / wall.length, (wall.end[0] - wall.start[0]) / wall.length
    reach = wall.thickness / 2 if to_left else -wall.thickness / 2
    radius = opening.width / 2 if opening.leaf == "double" else opening.width
    swings = []
    for jamb in ("start", "end") if opening.leaf == "double" else (opening.hinge,):
        x, y = along_wall(wall, opening.offset + (opening.width if jamb == "end" else 0.0))
        closed = direction if jamb == "start" else direction + 180.0
        turn = open_angle if to_left == (jamb == "start") else -open_angle
        swings.append(sector((x + nx * reach, y + ny * reach), radius, closed, turn))
    return tuple(swings)
