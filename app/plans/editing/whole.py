"""Changes of a plan as a whole: begin, take out, turn, mirror, shift, say where north is; what a change has touched. mm, degrees."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Literal

from app.geometry.frame import Frame, Point2, normal_turn
from app.geometry.ring import bounds
from app.plans.check import REACH
from app.plans.editing.finish import finish
from app.plans.editing.joints import tidy
from app.plans.editing.refused import refusal
from app.plans.plan import Obstacle, Plan, Room, Service, Wall
from app.records import Text

type Sort = Literal["rooms", "walls", "openings", "obstacles", "services", "curves"]
type Part = tuple[Sort, str]  # a thing of a plan: which tuple of Plan it stands in, and its id

SORTS: tuple[Sort, ...] = ("rooms", "walls", "openings", "obstacles", "services", "curves")


def empty_plan(plan_id: str = "drawn", name: Text | None = None) -> Plan:
    """Return a plan with nothing in it, to be drawn; check_plan refuses it until it has a room."""
    return Plan(plan_id, name or Text("手绘户型", "Drawn plan"), (), (), (), source="drawn")


def remove(plan: Plan, parts: Iterable[Part]) -> Plan:
    """Return the plan without those parts; a wall takes its openings along, an arc all its walls. PlanError for what is not there."""
    gone: dict[str, set[str]] = {sort: set() for sort in SORTS}
    for sort, name in parts:
        if all(record.id != name for record in getattr(plan, sort)):
            raise refusal(plan, f"{sort}.{name}", "no_thing", thing=name)
        gone[sort].add(name)
    for curve in plan.curves:
        if curve.id in gone["curves"] or gone["walls"] & set(curve.walls):
            gone["curves"].add(curve.id)
            gone["walls"].update(curve.walls)
    gone["openings"].update(opening.id for opening in plan.openings if opening.wall in gone["walls"])
    left: dict[str, Any] = {
        sort: tuple(one for one in getattr(plan, sort) if one.id not in gone[sort]) for sort in SORTS if gone[sort]
    }
    return finish(plan, replace(plan, **left)) if left else plan


def moved(before: Plan, after: Plan) -> tuple[Part, ...]:
    """Return the parts that a change touched: what is new, other than before, or gone."""
    found: list[Part] = []
    for sort in SORTS:
        old = {record.id: record for record in getattr(before, sort)}
        new = {record.id: record for record in getattr(after, sort)}
        found += [(sort, name) for name in {**old, **new} if old.get(name) != new.get(name)]
    return tuple(found)


def set_orientation(plan: Plan, degrees: float) -> Plan:
    """Return the plan with true north `degrees` counter-clockwise from plan north; any turn is taken within -180 to 180."""
    if not abs(degrees) <= 1e6:
        raise refusal(plan, "orientation", "too_far")
    turn = normal_turn(degrees)
    return replace(plan, orientation=turn - 360.0 if turn > 180.0 else turn)


def move_all(plan: Plan, by: Point2) -> Plan:
    """Return the plan shifted by (dx, dy)."""
    frame = Frame(by[0], by[1])
    return _mapped(plan, frame.out2, plan.orientation)


def turn_all(plan: Plan, degrees: float, about: Point2 | None = None) -> Plan:
    """Return the plan turned counter-clockwise about a point, its middle if none is given; true north stays where it is."""
    if not abs(degrees) <= 1e6:
        raise refusal(plan, "orientation", "too_far")
    x, y = about or middle(plan)
    frame = Frame(x, y, 0.0, degrees).then(Frame(-x, -y))
    turned = set_orientation(plan, plan.orientation - degrees)  # seen from the turned plan, north turned back
    return _mapped(plan, frame.out2, turned.orientation)


def mirror_all(plan: Plan, axis: Literal["x", "y"] = "x") -> Plan:
    """Return the plan as in a mirror: "x" changes east and west about its middle, "y" north and south.

    PlanError when it was measured: a room that stands is not mirrored.
    """
    if plan.surveys:
        raise refusal(plan, "surveys", "measured")
    cx, cy = middle(plan)

    def mirrored(point: Point2) -> Point2:
        return (2 * cx - point[0], point[1]) if axis == "x" else (point[0], 2 * cy - point[1])

    north = -plan.orientation if axis == "x" else 180.0 - plan.orientation
    flat = _mapped(plan, mirrored, set_orientation(plan, north).orientation)
    rooms = tuple(replace(room, outline=_reversed(room.outline)) for room in flat.rooms)
    things = tuple(replace(thing, outline=_reversed(thing.outline)) for thing in flat.obstacles)
    sides: dict[str, Literal["left", "right", ""]] = {"left": "right", "right": "left", "": ""}
    openings = tuple(replace(opening, side=sides[opening.side]) for opening in flat.openings)
    curves = tuple(replace(curve, sweep=-curve.sweep) for curve in flat.curves)
    return replace(flat, rooms=rooms, obstacles=things, openings=openings, curves=curves)


def middle(plan: Plan) -> Point2:
    """Return the middle of all that is drawn; (0, 0) when nothing is."""
    points = [point for wall in plan.walls for point in (wall.start, wall.end)]
    points += [point for room in plan.rooms for point in room.outline]
    if not points:
        return (0.0, 0.0)
    x0, y0, x1, y1 = bounds(points)
    return ((x0 + x1) / 2, (y0 + y1) / 2)


def _reversed(outline: tuple[Point2, ...]) -> tuple[Point2, ...]:
    return (outline[0], *reversed(outline[1:]))


def _mapped(plan: Plan, to: Callable[[Point2], Point2], orientation: float) -> Plan:
    def place(point: Point2) -> Point2:
        x, y = tidy(to(point))
        if not (abs(x) <= REACH and abs(y) <= REACH):
            raise refusal(plan, "walls", "too_far")
        return (x, y)

    def ring(outline: tuple[Point2, ...]) -> tuple[Point2, ...]:
        return tuple(place(point) for point in outline)

    rooms: tuple[Room, ...] = tuple(replace(room, outline=ring(room.outline)) for room in plan.rooms)
    walls: tuple[Wall, ...] = tuple(replace(wall, start=place(wall.start), end=place(wall.end)) for wall in plan.walls)
    things: tuple[Obstacle, ...] = tuple(replace(thing, outline=ring(thing.outline)) for thing in plan.obstacles)
    services: tuple[Service, ...] = tuple(replace(one, at=(*place(one.at[:2]), one.at[2])) for one in plan.services)
    return replace(
        plan,
        rooms=rooms,
        walls=walls,
        obstacles=things,
        services=services,
        orientation=orientation,
        surveys=tuple(
            replace(survey, levels=tuple(replace(one, at=place(one.at)) for one in survey.levels))
            for survey in plan.surveys
        ),
    )
