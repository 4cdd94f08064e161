"""The gate that every change of a plan passes: rooms follow walls, measures follow sides, and what cannot be is refused."""

from __future__ import annotations

from dataclasses import replace

from app.plans.check import check_plan
from app.plans.editing.closing import close_rooms
from app.plans.editing.following import follow_measures, refuse_walls_in_holes
from app.plans.editing.refused import refusal
from app.plans.plan import Plan
from app.plans.regions import MEETING


def finish(before: Plan, after: Plan) -> Plan:
    """Return a changed plan with its rooms closed anew; raise PlanError when it cannot be. It may have no rooms yet."""
    for wall in after.walls:
        if wall.length < MEETING:
            raise refusal(before, f"walls.{wall.id}", "wall_without_length")
    closed = close_rooms(before, after)
    if closed.surveys:
        closed = replace(closed, surveys=follow_measures(before, closed))
    check_plan(closed, before.id, draft=True)
    refuse_walls_in_holes(before, closed)
    return closed
