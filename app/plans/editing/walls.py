"""Changes of walls: draw, move, stretch, thicken, split. plan -> plan with rooms closed anew; PlanError tells why it cannot be. mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from app.geometry.frame import Point2
from app.plans.check import HEIGHT, REACH, THICKNESS
from app.plans.curves import curve_of
from app.plans.editing.arcs import move_curve
from app.plans.editing.change import Change
from app.plans.editing.finish import finish
from app.plans.editing.ids import fresh_id
from app.plans.editing.joints import (
    FLAT,
    STRAIGHT,
    End,
    across,
    along,
    crossing,
    direction,
    meeting,
    on_body,
    sine,
    tidy,
)
from app.plans.editing.kinds import drawing
from app.plans.editing.refused import refusal
from app.plans.plan import Plan, Wall
from app.plans.regions import MEETING
from app.plans.sides import along_wall, room_of, wall_by_id


def add_wall(plan: Plan, start: Point2, end: Point2, thickness: float = 0.0, height: float = 0.0) -> Plan:
    """Return the plan with one more wall; thickness and height 0 are the usual ones there (kinds.py)."""
    return add_walls(plan, (start, end), thickness, height)


def add_walls(
    plan: Plan, points: Sequence[Point2], thickness: float = 0.0, height: float = 0.0, closed: bool = False
) -> Plan:
    """Return the plan with a chain of walls through points along their centre lines; `closed` joins the last to the first."""
    chain = [tidy(point) for point in points]
    if closed and len(chain) > 2:
        chain.append(chain[0])
    if len(chain) < 2:
        raise refusal(plan, "walls", "two_points")
    walls = list(plan.walls)
    usual = thickness or usual_thickness(plan, chain[0], chain[1])
    for start, end in pairwise(chain):
        _check_sizes(plan, start, end, usual, height or drawing().wall.height)
        wall = Wall(fresh_id(walls, "w"), start, end, usual, height or drawing().wall.height)
        _refuse_double(plan, walls, wall)
        walls.append(wall)
    return finish(plan, replace(plan, walls=tuple(walls)))


def usual_thickness(plan: Plan, start: Point2, end: Point2) -> float:
    """Return how thick a wall is drawn between two points: a partition inside a room, else an outer wall."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    return drawing().wall.partition if room_of(plan, middle) else drawing().wall.outer


def _check_sizes(plan: Plan, start: Point2, end: Point2, thickness: float, height: float) -> None:
    if not all(abs(value) <= REACH for value in (*start, *end)):
        raise refusal(plan, "walls", "too_far")
    if math.dist(start, end) < MEETING:
        raise refusal(plan, "walls", "wall_without_length")
    check_between(plan, "thickness", thickness, THICKNESS)
    check_between(plan, "height", height, HEIGHT)


def check_between(plan: Plan, place: str, value: float, limits: tuple[float, float]) -> None:
    """Raise PlanError when a typed value is beyond its limits."""
    if not limits[0] <= value <= limits[1]:
        raise refusal(plan, place, "out_of_limits", value=value, low=limits[0], high=limits[1])


def _refuse_double(plan: Plan, walls: Sequence[Wall], new: Wall) -> None:
    for wall in walls:
        same = sine(wall, new) < STRAIGHT and abs(across(wall, new.start)) < MEETING
        if same and min(max(along(wall, new.start), along(wall, new.end)), wall.length) - MEETING > max(
            min(along(wall, new.start), along(wall, new.end)), 0.0
        ):
            raise refusal(plan, "walls", "on_another", other=wall.id)


def move_wall(plan: Plan, wall: str, by: float) -> Plan:
    """Return the plan with a wall moved to its left by `by` mm (negative: right); walls that meet it stretch, openings keep their place.

    A wall that runs straight on where it ended stays, and a short return joins the two. A piece of an arc moves the whole arc.
    """
    return move_walls(plan, (wall,), by)


def move_walls(plan: Plan, walls: Sequence[str], by: float) -> Plan:
    """Return the plan with walls that run the same way moved as one to the left of the first, as in move_wall."""
    chosen = [wall_by_id(plan, name) for name in dict.fromkeys(walls)]
    lead = chosen[0]
    if not abs(by) <= REACH:
        raise refusal(plan, f"walls.{lead.id}", "too_far")
    ux, uy = direction(lead)
    shift = (-uy * by, ux * by)
    curve = curve_of(plan, lead.id)
    if curve is not None:
        return move_curve(plan, curve.id, shift)
    for wall in chosen:
        if sine(lead, wall) > STRAIGHT or curve_of(plan, wall.id):
            raise refusal(plan, f"walls.{wall.id}", "not_parallel", wall=wall.id, other=lead.id)
    return _Move(plan, chosen, shift).done() if by else plan


class _Move:
    """Parallel walls on their way; node by node it is settled where they end now and who follows."""

    def __init__(self, plan: Plan, chosen: Sequence[Wall], shift: Point2) -> None:
        self.change, self.plan, self.lead = Change(plan), plan, chosen[0]
        self.ids = {wall.id for wall in chosen}
        self.shift = shift
        self.change.carrying = set(self.ids)
        settled: list[Point2] = []
        for end in (End(wall, which) for wall in chosen for which in ("start", "end")):
            if all(math.dist(end.at, point) > MEETING for point in settled):
                settled.append(end.at)
                self._settle(end.at)

    def done(self) -> Plan:
        return self.change.done()

    def _settle(self, point: Point2) -> None:
        node = meeting(self.plan.walls, point)
        others = [end for end in node if end.wall.id not in self.ids]
        around = {end.wall.id for end in node}
        bodies = [wall for wall in self.plan.walls if wall.id not in around and on_body(wall, point)]
        target, pulled = self._target(point, others, [wall for wall in bodies if sine(wall, self.lead) >= FLAT])
        for end in (*(end for end in node if end.wall.id in self.ids), *pulled):
            self.change.put(end, target)
        if not pulled and not bodies:
            self._return(point, target)

    def _target(self, point: Point2, others: list[End], bodies: list[Wall]) -> tuple[Point2, list[End]]:
        """Return where the moved walls end now, and which other ends come along."""
        shifted, u = (point[0] + self.shift[0], point[1] + self.shift[1]), direction(self.lead)
        arcs = [end for end in others if self.change.is_chord(end.wall.id)]
        steep = [end for end in others if end not in arcs and sine(end.wall, self.lead) >= FLAT]
        if not steep and bodies:
            body = max(bodies, key=lambda wall: sine(wall, self.lead))
            return crossing(shifted, u, point, direction(body)) or shifted, []
        if not steep:
            return shifted, arcs
        lead = max(steep, key=lambda end: sine(end.wall, self.lead)).wall
        target = crossing(shifted, u, point, direction(lead)) or shifted
        if all(sine(end.wall, lead) < STRAIGHT for end in others):
            return target, others
        row = [end for end in steep if sine(end.wall, lead) < STRAIGHT]
        if any(self._ahead(end, point, target) for end in row):
            return target, arcs
        return target, [row[0], *arcs]

    @staticmethod
    def _ahead(end: End, point: Point2, target: Point2) -> bool:
        """Return whether a wall runs from a node over the place where the moved walls end now."""
        sign = 1.0 if end.which == "start" else -1.0
        ux, uy = direction(end.wall)
        way = sign * ((target[0] - point[0]) * ux + (target[1] - point[1]) * uy)
        return 0.0 <= way <= end.wall.length

    def _return(self, point: Point2, target: Point2) -> None:
        """Join a wall that ran straight on, and stays, by a short wall across."""
        for end in meeting_straight(self.plan, self.lead, point, self.ids):
            gap = abs(across(self.lead, target) - across(self.lead, end.at))
            thin = min(end.wall.thickness, self.lead.thickness)
            if gap > thin / 2:  # nearer, each still ends within the other
                walls = self.change.walls
                wall = Wall(fresh_id(walls.values(), "w"), tidy(end.at), tidy(target), thin, self.lead.height)
                walls[wall.id] = wall
            return


def meeting_straight(plan: Plan, wall: Wall, point: Point2, but: set[str]) -> list[End]:
    """Return ends of other walls that face an end of this one, band to band, and run on the same way."""
    found = []
    for other in plan.walls:
        if other.id in but or sine(other, wall) >= FLAT or curve_of(plan, other.id):
            continue
        for end in (End(other, "start"), End(other, "end")):
            level = abs(along(wall, end.at) - along(wall, point)) <= MEETING
            if level and abs(across(wall, end.at)) <= (wall.thickness + other.thickness) / 2:
                found.append(end)
    return found


def move_corner(plan: Plan, at: Point2, to: Point2) -> Plan:
    """Return the plan with all wall ends at a point put to another; openings keep their distance from the ends that stay.

    Walls that run into the walls of the corner follow them. The end of an arc takes the arc along.
    """
    node = meeting(plan.walls, at)
    if not node:
        raise refusal(plan, "walls", "no_corner", x=at[0], y=at[1])
    if not all(abs(value) <= REACH for value in to):
        raise refusal(plan, "walls", "too_far")
    change = Change(plan)
    for end in node:
        change.put(end, to)
        change.free.add(end.wall.id)
    return change.done()


def split_wall(plan: Plan, wall: str, at: float) -> Plan:
    """Return the plan with a wall cut in two `at` mm from its start; the second piece gets an id of its own. No room changes."""
    own = wall_by_id(plan, wall)
    if curve_of(plan, wall):
        raise refusal(plan, f"walls.{wall}", "inside_arc", curve=wall)
    if not MEETING < at < own.length - MEETING:
        raise refusal(plan, f"walls.{wall}", "out_of_limits", value=at, low=0.0, high=own.length)
    point = tidy(along_wall(own, at))
    second = replace(own, id=fresh_id(plan.walls, "w"), start=point)
    openings = []
    for opening in plan.openings:
        if opening.wall == wall and opening.offset < at < opening.offset + opening.width:
            raise refusal(plan, f"openings.{opening.id}", "in_opening", opening=opening.id)
        beyond = opening.wall == wall and opening.offset >= at
        openings.append(replace(opening, wall=second.id, offset=max(0.0, opening.offset - at)) if beyond else opening)
    walls: list[Wall] = []
    for one in plan.walls:
        walls += [replace(own, end=point), second] if one.id == wall else [one]
    return finish(plan, replace(plan, walls=tuple(walls), openings=tuple(openings)))
