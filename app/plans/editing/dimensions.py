"""The measures a plan shows, and what moves when one of them is typed. Lengths mm, plan axes.

Along each side of a room: its clear length, and where it has openings a chain from corner over jambs to corner. Besides: the sizes over
all, the thickness of walls, the radius of arcs. Ids stay as long as what they measure: "kitchen/2", "kitchen/2#door1", "wall#w3".
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from app.geometry.frame import Point2
from app.geometry.ring import bounds
from app.plans.check import REACH
from app.plans.curves import arc, curve_of
from app.plans.editing.arcs import curve_ends, set_curve
from app.plans.editing.joints import direction, ends, sine
from app.plans.editing.openings import change_opening, move_opening, opening_by_id
from app.plans.editing.refused import refusal
from app.plans.editing.sizes import set_thickness
from app.plans.editing.walls import move_corner, move_walls
from app.plans.plan import Plan, Side, SideOpening, Wall
from app.plans.regions import wall_bands
from app.plans.sides import along_wall, sides, wall_by_id, walls_behind

EXACT = 1e-3  # mm; a typed value is reached to this, or the change is refused
CAP = 5.0  # mm; how far the end of a wall may be from the middle of the side that it is
SHORT = 1.0  # mm; shorter pieces are not shown

type Kind = Literal["clear", "pier", "opening", "overall", "thickness", "radius"]
type Held = Literal["", "start", "end", "middle"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A measure from `a` to `b`; its line is drawn beside them to `out` (a unit vector), in `row` 0 nearest; `target` is what it is of."""

    id: str
    a: Point2
    b: Point2
    out: Point2
    value: float
    kind: Kind
    target: tuple[str, str]  # ("sides", "kitchen/2"), ("openings", id), ("walls", id), ("curves", id) or ("plan", "")
    row: int = 0


def dimensions(plan: Plan) -> tuple[Dimension, ...]:
    """Return all measures of a plan: rooms in order, then sizes over all, thicknesses, radii."""
    found: list[Dimension] = []
    for room in plan.rooms:
        for side in sides(plan, room.id):
            if side.length >= SHORT and not (side.wall and curve_of(plan, side.wall)):
                found += _of_side(side)
    return (
        *found,
        *_overall(plan),
        *(_thickness(wall) for wall in plan.walls if not curve_of(plan, wall.id)),
        *_radii(plan),
    )


def dimension_by_id(plan: Plan, dimension: str) -> Dimension:
    """Return a measure by its id; raise PlanError when the plan does not show it."""
    for one in dimensions(plan):
        if one.id == dimension:
            return one
    raise refusal(plan, "dimensions", "no_dimension")


def set_dimension(plan: Plan, dimension: str, value: float, held: Held = "") -> Plan:
    """Return the plan in which a measure is exactly `value`; raise PlanError when nothing can be moved so that it is.

    `held` is the end that stays: "start" is `a`. "" is the usual: of a clear length the wall at `b` moves, of a pier the opening,
    a wall thickens about its centre. What has moved is told by `moved(before, after)` of edits.py.
    """
    one = dimension_by_id(plan, dimension)
    if not 0.0 <= value <= REACH:
        raise refusal(plan, "dimensions", "out_of_limits", value=value, low=0.0, high=REACH)
    if one.kind == "thickness":
        faces: dict[Held, Literal["right", "left", "centre"]] = {"start": "right", "end": "left"}
        return set_thickness(plan, one.target[1], value, faces.get(held, "centre"))
    if one.kind == "radius":
        return set_curve(plan, one.target[1], radius=value)
    if one.kind == "overall":
        return _reached(_set_overall(plan, one, value, held), plan, one, value)
    side = _side(plan, one.id.partition("#")[0])
    if one.kind == "clear":
        return _reached(_set_clear(plan, side, value - one.value, held), plan, one, value)
    if one.kind == "opening":
        return _reached(_set_width(plan, side, one, value, held), plan, one, value)
    return _reached(_set_pier(plan, side, one, value - one.value, held), plan, one, value)


def _of_side(side: Side) -> Iterator[Dimension]:
    direction = ((side.right[0] - side.left[0]) / side.length, (side.right[1] - side.left[1]) / side.length)
    out = (direction[1], -direction[0])  # into the room, which is to the right of left -> right

    def at(x: float) -> Point2:
        return (side.left[0] + direction[0] * x, side.left[1] + direction[1] * x)

    rows = _rows(side.openings)
    for row, chain in enumerate(rows):
        last = 0.0
        for seen in chain:
            name = f"{side.id}#{seen.opening.id}"
            target = ("openings", seen.opening.id)
            if seen.start - last >= SHORT:
                yield Dimension(f"{name}<", at(last), at(seen.start), out, seen.start - last, "pier", target, row)
            width = seen.end - seen.start
            yield Dimension(name, at(seen.start), at(seen.end), out, width, "opening", target, row)
            last = seen.end
        if side.length - last >= SHORT:
            target = ("openings", chain[-1].opening.id)
            name = f"{side.id}#{chain[-1].opening.id}>"
            yield Dimension(name, at(last), side.right, out, side.length - last, "pier", target, row)
    yield Dimension(side.id, side.left, side.right, out, side.length, "clear", ("sides", side.id), len(rows))


def _rows(openings: tuple[SideOpening, ...]) -> list[list[SideOpening]]:
    """Return openings as chains that do not overlap; one above another goes to a chain of its own."""
    rows: list[list[SideOpening]] = []
    for seen in openings:
        for row in rows:
            if row[-1].end <= seen.start + SHORT / 2:
                row.append(seen)
                break
        else:
            rows.append([seen])
    return rows


def _overall(plan: Plan) -> Iterator[Dimension]:
    points = [point for ring in wall_bands(plan.walls) for point in ring]
    if not points:
        return
    x0, y0, x1, y1 = bounds(points)
    yield Dimension("overall#x", (x0, y0), (x1, y0), (0.0, -1.0), x1 - x0, "overall", ("plan", ""), 0)
    yield Dimension("overall#y", (x0, y0), (x0, y1), (-1.0, 0.0), y1 - y0, "overall", ("plan", ""), 0)


def _thickness(wall: Wall) -> Dimension:
    x, y = along_wall(wall, wall.length / 2)
    ux, uy = direction(wall)
    half = wall.thickness / 2
    a, b = (x + uy * half, y - ux * half), (x - uy * half, y + ux * half)
    return Dimension(f"wall#{wall.id}", a, b, (ux, uy), wall.thickness, "thickness", ("walls", wall.id), 0)


def _radii(plan: Plan) -> Iterator[Dimension]:
    for curve in plan.curves:
        whole = arc(*curve_ends(plan, curve.id), curve.sweep)
        middle = whole.at(0.5)
        out = ((middle[1] - whole.centre[1]) / whole.radius, -(middle[0] - whole.centre[0]) / whole.radius)
        target = ("curves", curve.id)
        yield Dimension(f"curve#{curve.id}", whole.centre, middle, out, whole.radius, "radius", target, 0)


def _side(plan: Plan, side_id: str) -> Side:
    return next(side for side in sides(plan, side_id.rpartition("/")[0]) if side.id == side_id)


def _set_clear(plan: Plan, side: Side, by: float, held: Held) -> Plan:
    at_left, at_right = {"end": (by, 0.0), "middle": (by / 2, by / 2)}.get(held, (0.0, by))
    plan = _push(plan, side, "right", at_right)
    return _push(plan, side, "left", at_left)


def _push(plan: Plan, side: Side, end: Literal["left", "right"], by: float) -> Plan:
    """Return the plan with the corner at an end of a side moved outwards: the walls across it there move, or the end of a stub."""
    if not by:
        return plan
    ring = sides(plan, side.room)
    number = next(i for i, one in enumerate(ring) if math.dist(one.left, side.left) < SHORT or one.id == side.id)
    neighbour = ring[(number + 1) % len(ring)] if end == "right" else ring[number - 1]
    sign = by if end == "right" else -by
    way = (sign * (side.right[0] - side.left[0]) / side.length, sign * (side.right[1] - side.left[1]) / side.length)
    walls = walls_behind(plan, neighbour)
    if walls:
        ux, uy = direction(walls[0])
        row = [wall.id for wall in walls if sine(wall, walls[0]) < 1e-4]
        return move_walls(plan, row, way[1] * ux - way[0] * uy)
    middle = ((neighbour.left[0] + neighbour.right[0]) / 2, (neighbour.left[1] + neighbour.right[1]) / 2)
    for one in ends(plan.walls):
        if math.dist(one.at, middle) <= CAP and not curve_of(plan, one.wall.id):
            return move_corner(plan, one.at, (one.at[0] + way[0], one.at[1] + way[1]))
    raise refusal(plan, "dimensions", "nothing_moves")


def _sign(plan: Plan, side: Side, opening: str) -> float:
    """Return 1 when the opening's wall runs as the side does, seen from inside, else -1."""
    ux, uy = direction(wall_by_id(plan, opening_by_id(plan, opening).wall))
    return 1.0 if ux * (side.right[0] - side.left[0]) + uy * (side.right[1] - side.left[1]) > 0 else -1.0


def _slide(plan: Plan, side: Side, opening: str, by: float) -> Plan:
    """Return the plan with an opening moved to the right by `by` mm, as seen from inside."""
    own = opening_by_id(plan, opening)
    return move_opening(plan, opening, own.offset + _sign(plan, side, opening) * by)


def _set_pier(plan: Plan, side: Side, one: Dimension, by: float, held: Held) -> Plan:
    opening = one.target[1]
    if one.id.endswith(">"):
        return _push(plan, side, "right", by) if held == "start" else _slide(plan, side, opening, -by)
    if held != "end":
        return _slide(plan, side, opening, by)
    chain = next(row for row in _rows(side.openings) if any(seen.opening.id == opening for seen in row))
    before = [a.opening.id for a, b in pairwise(chain) if b.opening.id == opening]
    return _slide(plan, side, before[0], -by) if before else _push(plan, side, "left", by)


def _set_width(plan: Plan, side: Side, one: Dimension, value: float, held: Held) -> Plan:
    own, sign = opening_by_id(plan, one.target[1]), _sign(plan, side, one.target[1])
    width = own.width + value - one.value  # a side may show only a part of an opening
    to_left = {"end": 1.0, "middle": 0.5}.get(
        held, 0.0
    )  # the share of the growth at the left jamb, as seen from inside
    share = to_left if sign > 0 else 1.0 - to_left
    return change_opening(plan, own.id, width=width, offset=own.offset - share * (value - one.value))


def _set_overall(plan: Plan, one: Dimension, value: float, held: Held) -> Plan:
    by = value - one.value
    low, high = {"end": (by, 0.0), "middle": (by / 2, by / 2)}.get(held, (0.0, by))
    axis = 0 if one.id.endswith("x") else 1
    plan = _push_edge(plan, axis, one.b[axis], high, 1.0)
    return _push_edge(plan, axis, one.a[axis], low, -1.0)


def _push_edge(plan: Plan, axis: int, edge: float, by: float, sign: float) -> Plan:
    """Return the plan with the walls whose outer faces lie at the edge of all moved outwards."""
    if not by:
        return plan
    found = []
    for wall in plan.walls:
        u = direction(wall)
        level = abs(u[axis]) < 1e-6 and abs(wall.start[axis] + sign * wall.thickness / 2 - edge) < SHORT
        found += [wall] if level and not curve_of(plan, wall.id) else []
    if not found:
        raise refusal(plan, "dimensions", "nothing_moves")
    ux, uy = direction(found[0])
    normal = (-uy, ux)[axis]
    return move_walls(plan, [wall.id for wall in found], by * sign * normal)


def _reached(after: Plan, before: Plan, one: Dimension, value: float) -> Plan:
    """Return the changed plan when the measure is now what was typed, else say what it would be."""
    now = [other for other in dimensions(after) if other.kind == one.kind and _same(other, one)]
    best = min((other.value for other in now), key=lambda got: abs(got - value), default=None)
    if best is None or abs(best - value) > EXACT:
        raise refusal(before, "dimensions", "not_reached", value=value, got=best if best is not None else one.value)
    return after


def _same(other: Dimension, one: Dimension) -> bool:
    """Return whether two measures are of the same thing; a side may have got another number in its room."""
    if one.kind == "clear":
        return other.id.rpartition("/")[0] == one.id.rpartition("/")[0] and _along(other, one)
    return other.id.partition("#")[2] == one.id.partition("#")[2] and other.target == one.target


def _along(other: Dimension, one: Dimension) -> bool:
    """Return whether two measures lie on about the same line and run the same way."""
    turn = abs(other.out[0] * one.out[1] - other.out[1] * one.out[0]) < 0.02
    way = other.out[0] * one.out[0] + other.out[1] * one.out[1] > 0
    off = abs((other.a[0] - one.a[0]) * one.out[0] + (other.a[1] - one.a[1]) * one.out[1])
    return turn and way and off < SHORT
