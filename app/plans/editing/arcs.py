"""Changes of arcs: draw, move, bend. An arc's walls are its chords and always change together. Plan axes, mm, degrees."""

from __future__ import annotations

import math
from dataclasses import replace

from app.geometry.frame import Point2
from app.plans.check import REACH
from app.plans.curves import FLATTEST, FULLEST, sweep_of_radius, sweep_through
from app.plans.editing.change import Change, chord_walls
from app.plans.editing.finish import finish
from app.plans.editing.ids import fresh_id
from app.plans.editing.joints import meeting, tidy
from app.plans.editing.kinds import drawing
from app.plans.editing.refused import refusal
from app.plans.plan import Curve, Plan
from app.plans.regions import MEETING
from app.plans.sides import room_of, wall_by_id


def add_curve(
    plan: Plan,
    start: Point2,
    end: Point2,
    sweep: float = 0.0,
    third: Point2 | None = None,
    thickness: float = 0.0,
    height: float = 0.0,
) -> Plan:
    """Return the plan with an arc wall from `start` to `end` over `sweep` degrees, or through a `third` point."""
    start, end = tidy(start), tidy(end)
    points = (start, end) if third is None else (start, end, third)
    if not all(abs(value) <= REACH for point in points for value in point):
        raise refusal(plan, "curves", "too_far")
    sweep = sweep_through(start, end, third) if third is not None else sweep
    if math.dist(start, end) < MEETING or not FLATTEST <= abs(sweep) <= FULLEST:
        raise refusal(plan, "curves", "no_arc")
    usual = drawing().wall
    thickness = thickness or (usual.partition if third and room_of(plan, third) else usual.outer)
    name = fresh_id(plan.curves, "arc")
    walls = chord_walls(plan, name, start, end, sweep, thickness, height or usual.height)
    curve = Curve(name, tuple(wall.id for wall in walls), sweep)
    return finish(plan, replace(plan, walls=(*plan.walls, *walls), curves=(*plan.curves, curve)))


def curve_by_id(plan: Plan, curve: str) -> Curve:
    """Return an arc by its id; raise PlanError when there is none."""
    for one in plan.curves:
        if one.id == curve:
            return one
    raise refusal(plan, f"curves.{curve}", "no_curve", curve=curve)


def curve_ends(plan: Plan, curve: str) -> tuple[Point2, Point2]:
    """Return where an arc starts and ends."""
    own = curve_by_id(plan, curve)
    return wall_by_id(plan, own.walls[0]).start, wall_by_id(plan, own.walls[-1]).end


def move_curve(plan: Plan, curve: str, by: Point2) -> Plan:
    """Return the plan with an arc and all its chords moved by (dx, dy); walls that meet its ends come along, and may turn."""
    own = curve_by_id(plan, curve)
    if not all(abs(value) <= REACH for value in by):
        raise refusal(plan, f"curves.{curve}", "too_far")
    change = Change(plan)
    change.free.update(own.walls)
    for point in curve_ends(plan, curve):
        for end in meeting(plan.walls, point):
            change.put(end, (point[0] + by[0], point[1] + by[1]))
            change.free.add(end.wall.id)
    return change.done() if any(by) else plan


def set_curve(plan: Plan, curve: str, sweep: float = 0.0, radius: float = 0.0) -> Plan:
    """Return the plan with an arc bent anew between its ends: to a sweep, or to a radius on the side it bulges to."""
    own = curve_by_id(plan, curve)
    start, end = curve_ends(plan, curve)
    if radius:
        side = "left" if own.sweep < 0 else "right"
        try:
            sweep = sweep_of_radius(start, end, radius, side, abs(own.sweep) > 180.0)
        except ValueError as problem:
            raise refusal(plan, f"curves.{curve}", "no_arc") from problem
    if not FLATTEST <= abs(sweep) <= FULLEST:
        raise refusal(plan, f"curves.{curve}", "no_arc")
    change = Change(plan)
    change.bend(own, sweep)
    return change.done()
