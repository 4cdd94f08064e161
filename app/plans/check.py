"""What a plan must keep to before anything is built on it: told as a PlanError, never mended in silence. Lengths mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from app.geometry.frame import Point2
from app.geometry.ring import area, signed_area
from app.plans.curves import FULLEST, off_arc
from app.plans.plan import SAGITTA, Opening, Plan, PlanError, Wall

KINDS = ("living", "dining", "kitchen", "bedroom", "study", "bath", "balcony", "entry", "hall", "storage", "other")
REACH = 1e6  # mm; no plan of a home has a point farther out
THICKNESS = (20.0, 1000.0)
HEIGHT = (100.0, 20000.0)
SLACK = 0.01  # mm; an opening may reach past its wall by this, which only arithmetic can cause
JOINT = 1.0  # mm; the walls of a curve may miss each other and their arc by this
MOST = 20000  # records of one sort in a plan


def check_plan(plan: Plan, file: str | Path, draft: bool = False) -> None:
    """Raise PlanError, naming `file` and the place in it, when the plan cannot be a home; a `draft` may have no rooms yet."""
    at = _At(file)
    if not plan.rooms and not draft:
        at.fail("rooms", "no rooms")
    for sort in ("rooms", "walls", "openings", "obstacles", "services", "curves"):
        _check_ids(at, sort, [record.id for record in getattr(plan, sort)])
    _check_rooms(at, plan)
    _check_walls(at, plan)
    _check_curves(at, plan)
    _check_openings(at, plan)
    _check_things(at, plan)
    at.number("orientation", plan.orientation, -360.0, 360.0)


class _At:
    """Where the plan came from; turns a place and a cause into the error."""

    def __init__(self, file: str | Path) -> None:
        self.file = file

    def fail(self, place: str, cause: str) -> None:
        raise PlanError(self.file, place, cause)

    def number(self, place: str, value: float, low: float, high: float) -> None:
        if not low <= value <= high:  # NaN fails too
            self.fail(place, f"{value:g} is not between {low:g} and {high:g}")

    def points(self, place: str, points: Sequence[Point2]) -> None:
        for i, (x, y) in enumerate(points):
            self.number(f"{place}[{i}][0]", x, -REACH, REACH)
            self.number(f"{place}[{i}][1]", y, -REACH, REACH)

    def ring(self, place: str, outline: Sequence[Point2]) -> None:
        from app.geometry.polygon import is_simple  # it needs shapely, which loads when a plan is read

        if len(outline) < 3:
            self.fail(place, f"an outline needs at least 3 points, not {len(outline)}")
        self.points(place, outline)
        for i, point in enumerate(outline):
            if math.dist(outline[i - 1], point) < SLACK:
                self.fail(f"{place}[{i}]", "lies where the point before it is")
        if area(outline) < 1.0:
            self.fail(place, "the outline encloses no area")
        if not is_simple(outline):
            self.fail(place, "the outline crosses or touches itself")
        if signed_area(outline) < 0:
            self.fail(place, "the outline runs clockwise; it must run counter-clockwise")


def _check_ids(at: _At, sort: str, ids: Sequence[str]) -> None:
    if len(ids) > MOST:
        at.fail(sort, f"{len(ids)} records are more than {MOST}")
    seen: dict[str, int] = {}
    for i, name in enumerate(ids):
        if not name or len(name) > 64 or "/" in name or name != name.strip():
            at.fail(f"{sort}[{i}].id", f"{name[:70]!r} is no id: 1 to 64 characters, no '/', no blanks around it")
        if name in seen:
            at.fail(f"{sort}[{i}].id", f"{name!r} is already the id of {sort}[{seen[name]}]")
        seen[name] = i


def _check_rooms(at: _At, plan: Plan) -> None:
    for i, room in enumerate(plan.rooms):
        if room.kind not in KINDS:
            at.fail(f"rooms[{i}].kind", f"{room.kind!r} is none of {', '.join(KINDS)}")
        at.number(f"rooms[{i}].ceiling", room.ceiling, 1000.0, HEIGHT[1])
        at.ring(f"rooms[{i}].outline", room.outline)


def _check_walls(at: _At, plan: Plan) -> None:
    for i, wall in enumerate(plan.walls):
        at.points(f"walls[{i}]", (wall.start, wall.end))
        if wall.length < 1.0:
            at.fail(f"walls[{i}]", f"{wall.id!r} has no length")
        at.number(f"walls[{i}].thickness", wall.thickness, *THICKNESS)
        at.number(f"walls[{i}].height", wall.height, *HEIGHT)


def _check_curves(at: _At, plan: Plan) -> None:
    walls = {wall.id: wall for wall in plan.walls}
    taken: dict[str, str] = {}
    for i, curve in enumerate(plan.curves):
        place = f"curves[{i}]"
        if not curve.walls:
            at.fail(f"{place}.walls", f"{curve.id!r} has no walls")
        if not abs(curve.sweep) > 0.0:
            at.fail(f"{place}.sweep", f"{curve.sweep:g} is no arc")
        at.number(f"{place}.sweep", curve.sweep, -FULLEST, FULLEST)
        for name in curve.walls:
            if name not in walls:
                at.fail(f"{place}.walls", f"no wall {name!r}")
            if name in taken:
                at.fail(f"{place}.walls", f"wall {name!r} is already one of {taken[name]!r}")
            taken[name] = curve.id
        off = off_arc([walls[name] for name in curve.walls], curve.sweep)
        if not off <= SAGITTA + JOINT:
            at.fail(f"{place}.walls", f"the walls of {curve.id!r} leave its arc by {off:g} mm")


def _check_openings(at: _At, plan: Plan) -> None:
    walls = {wall.id: wall for wall in plan.walls}
    there: dict[str, list[Opening]] = {}
    for i, opening in enumerate(plan.openings):
        place = f"openings[{i}]"
        wall = walls.get(opening.wall)
        if wall is None:
            raise PlanError(at.file, f"{place}.wall", f"no wall {opening.wall!r}")
        _check_hole(at, place, opening, wall)
        _check_leaf(at, place, opening)
        for other in there.setdefault(wall.id, []):
            if _meet(opening, other):
                at.fail(f"{place}.offset", f"{opening.id!r} overlaps {other.id!r} in wall {wall.id!r}")
        there[wall.id].append(opening)


def _check_hole(at: _At, place: str, opening: Opening, wall: Wall) -> None:
    at.number(f"{place}.width", opening.width, 50.0, REACH)
    at.number(f"{place}.offset", opening.offset, -SLACK, REACH)
    if opening.offset + opening.width > wall.length + SLACK:
        end = opening.offset + opening.width
        at.fail(f"{place}.offset", f"{opening.id!r} ends at {end:g}, but wall {wall.id!r} is {wall.length:g} long")
    at.number(f"{place}.sill", opening.sill, 0.0, HEIGHT[1])
    if not opening.head > opening.sill:
        at.fail(f"{place}.head", f"{opening.head:g} is not above the sill {opening.sill:g}")
    if opening.head > wall.height + SLACK:
        at.fail(f"{place}.head", f"{opening.head:g} is above wall {wall.id!r}, which is {wall.height:g} high")


def _check_leaf(at: _At, place: str, opening: Opening) -> None:
    swings = opening.leaf in ("hinged", "double")
    if swings and opening.kind == "door":
        if opening.leaf == "hinged" and not opening.hinge:
            at.fail(f"{place}.hinge", "a hinged door needs the jamb its leaf hangs at: start or end")
        if not opening.side:
            at.fail(f"{place}.side", "a door that swings needs the side it swings to: left or right")
    elif opening.hinge or opening.side:
        at.fail(f"{place}.leaf", f"a {opening.kind} with leaf {opening.leaf!r} has neither hinge nor side")
    at.number(f"{place}.bay", opening.bay, 0.0, 3000.0)
    if opening.bay and opening.kind != "window":
        at.fail(f"{place}.bay", f"a {opening.kind} has no bay")


def _meet(a: Opening, b: Opening) -> bool:
    along = min(a.offset + a.width, b.offset + b.width) - max(a.offset, b.offset)
    upward = min(a.head, b.head) - max(a.sill, b.sill)
    return along > SLACK and upward > SLACK


def _check_things(at: _At, plan: Plan) -> None:
    for i, thing in enumerate(plan.obstacles):
        place = f"obstacles[{i}]"
        if not thing.kind:
            at.fail(f"{place}.kind", "an obstacle needs a kind")
        at.ring(f"{place}.outline", thing.outline)
        at.number(f"{place}.bottom", thing.bottom, 0.0, HEIGHT[1])
        if not (math.isfinite(thing.top) and thing.bottom < thing.top <= HEIGHT[1]):
            at.fail(f"{place}.top", f"{thing.top:g} is not above the bottom {thing.bottom:g}")
    for i, service in enumerate(plan.services):
        if not service.kind:
            at.fail(f"services[{i}].kind", "a service point needs a kind")
        at.points(f"services[{i}].at", (service.at[:2],))
        at.number(f"services[{i}].at[2]", service.at[2], -1000.0, HEIGHT[1])
