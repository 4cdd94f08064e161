"""Sizes of walls: length, thickness, height. plan -> plan with rooms closed anew; PlanError tells why it cannot be. Lengths mm."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from app.plans.check import HEIGHT, REACH, THICKNESS
from app.plans.curves import curve_of
from app.plans.editing.finish import finish
from app.plans.editing.joints import FLAT, STRAIGHT, End, Held, across, direction, meeting, on_body, sine
from app.plans.editing.refused import refusal
from app.plans.editing.walls import check_between, move_corner, move_wall, move_walls
from app.plans.plan import Plan, Wall
from app.plans.regions import MEETING
from app.plans.sides import wall_by_id

type Face = Literal["left", "right", "centre"]


def set_wall_length(plan: Plan, wall: str, length: float, held: Held = "start") -> Plan:
    """Return the plan with a wall's centre line that long; the wall at its other end moves, `held` says which end stays."""
    own = wall_by_id(plan, wall)
    if curve_of(plan, wall):
        raise refusal(plan, f"walls.{wall}", "inside_arc", curve=wall)
    if not MEETING <= length <= REACH:
        raise refusal(plan, f"walls.{wall}", "out_of_limits", value=length, low=MEETING, high=REACH)
    by = length - own.length
    shares = {"start": (0.0, by), "end": (by, 0.0), "middle": (by / 2, by / 2)}[held]
    plan = _push_end(plan, End(own, "start"), shares[0])
    plan = _push_end(plan, End(wall_by_id(plan, wall), "end"), shares[1])
    got = wall_by_id(plan, wall).length
    if abs(got - length) > 1e-4:
        raise refusal(plan, f"walls.{wall}", "not_reached", value=length, got=got)
    return plan


def _push_end(plan: Plan, end: End, by: float) -> Plan:
    """Return the plan with a wall's end moved outwards along the wall; the wall that stops it there moves along."""
    if not by:
        return plan
    wall = end.wall
    ux, uy = direction(wall)
    sign = by if end.which == "end" else -by
    point = (end.at[0] + ux * sign, end.at[1] + uy * sign)
    node = [other.wall for other in meeting(plan.walls, end.at) if other.wall.id != wall.id]
    stops = [other for other in node if sine(other, wall) >= FLAT] or [
        other for other in plan.walls if other not in node and other.id != wall.id and on_body(other, end.at)
    ]
    if not stops:
        return move_corner(plan, end.at, point) if not node else _refuse_straight(plan, wall, node[0])
    stop = max(stops, key=lambda other: sine(other, wall))
    row = [other.id for other in stops if sine(other, stop) < STRAIGHT and other.id != stop.id]
    return move_walls(plan, (stop.id, *row), across(stop, point) - across(stop, end.at))


def _refuse_straight(plan: Plan, wall: Wall, other: Wall) -> Plan:
    raise refusal(plan, f"walls.{wall.id}", "runs_on", wall=wall.id, other=other.id)


def set_thickness(plan: Plan, wall: str, thickness: float, held: Face = "centre") -> Plan:
    """Return the plan with a wall that thick; its centre line stays, or the face on its left or right does. All of an arc thickens."""
    own = wall_by_id(plan, wall)
    check_between(plan, f"walls.{wall}.thickness", thickness, THICKNESS)
    by = {"centre": 0.0, "left": (own.thickness - thickness) / 2, "right": (thickness - own.thickness) / 2}[held]
    curve = curve_of(plan, wall)
    if curve is not None and by:
        raise refusal(plan, f"walls.{wall}", "arc_by_centre", curve=curve.id)
    if by:
        plan = move_wall(plan, wall, by)
    names = curve.walls if curve else (wall,)
    walls = tuple(replace(one, thickness=thickness) if one.id in names else one for one in plan.walls)
    return finish(plan, replace(plan, walls=walls))


def set_height(plan: Plan, wall: str, height: float) -> Plan:
    """Return the plan with a wall that high; its openings must stay below. All of an arc changes."""
    wall_by_id(plan, wall)
    check_between(plan, f"walls.{wall}.height", height, HEIGHT)
    curve = curve_of(plan, wall)
    names = curve.walls if curve else (wall,)
    for opening in plan.openings:
        if opening.wall in names and opening.head > height:
            raise refusal(
                plan, f"walls.{wall}.height", "above_wall", opening=opening.id, head=opening.head, height=height
            )
    return finish(
        plan, replace(plan, walls=tuple(replace(one, height=height) if one.id in names else one for one in plan.walls))
    )
