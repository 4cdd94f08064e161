"""A change of walls in the making: ends are put elsewhere, arcs get new chords, what ran into a moved wall follows it, openings keep
their place in the plan, and what cannot be is refused. Plan axes, mm.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from app.geometry.frame import Point2
from app.plans.curves import chords
from app.plans.editing.finish import finish
from app.plans.editing.joints import (
    FLAT,
    STRAIGHT,
    End,
    across,
    along,
    crossing,
    direction,
    ends,
    in_band,
    runs_into,
    sine,
    tidy,
    turned_over,
    with_end,
)
from app.plans.editing.refused import refusal
from app.plans.plan import Curve, Opening, Plan, Service, Wall
from app.plans.regions import MEETING

ON_FACE = 30.0  # mm; a service point this near to a wall's face is mounted on it and moves with it


class Change:
    """Walls on their way from one plan to the next; `done` gives the next plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.old = {wall.id: wall for wall in plan.walls}
        self.walls = dict(self.old)
        self.curves = {curve.id: curve for curve in plan.curves}
        self._chord = {name: curve for curve in plan.curves for name in curve.walls}
        self._ends: dict[str, dict[str, Point2]] = {}  # curve -> new places of its ends
        self._chains: dict[str, tuple[Wall, ...]] = {}  # old chord -> the chords that stand for it now
        self._set: set[tuple[str, str]] = set()
        self.free: set[str] = set()  # walls that were moved by hand and may end anywhere
        self.carrying: set[str] = set()  # walls that take along what is mounted on them

    def put(self, end: End, point: Point2) -> None:
        """Put a wall's end somewhere else; the end of an arc takes the arc along."""
        curve = self._chord.get(end.wall.id)
        if curve is None:
            self.walls[end.wall.id] = with_end(self.walls[end.wall.id], end.which, point)
            self._set.add((end.wall.id, end.which))
        elif (end.wall.id, end.which) == (curve.walls[0], "start"):
            self._ends.setdefault(curve.id, {})["start"] = point
        elif (end.wall.id, end.which) == (curve.walls[-1], "end"):
            self._ends.setdefault(curve.id, {})["end"] = point
        else:
            raise refusal(self.plan, f"curves.{curve.id}", "inside_arc", curve=curve.id)

    def bend(self, curve: Curve, sweep: float) -> None:
        """Give an arc another sweep between its ends."""
        self.curves[curve.id] = replace(curve, sweep=sweep)
        self._ends.setdefault(curve.id, {})

    def is_chord(self, wall_id: str) -> bool:
        """Return whether a wall is a piece of an arc."""
        return wall_id in self._chord

    def done(self) -> Plan:
        """Return the plan after the change; raise PlanError with the reason when it cannot be."""
        self._pull_arcs()
        for curve_id, places in self._ends.items():
            self._rechord(self.curves[curve_id], places)
        self._follow()
        openings = self._openings()
        self._take_away({opening.wall for opening in openings})
        self._refuse_loose()
        walls = tuple(self.walls.values())
        curves = tuple(self.curves.values())
        services = self.plan.services if not self.carrying else self._services()
        after = replace(self.plan, walls=walls, openings=openings, curves=curves, services=services)
        return finish(self.plan, after)

    def _pull_arcs(self) -> None:
        """The ends of arcs that run into a moved wall's body go along with it, straight across that wall."""
        moved = [wall for wall in self._changed() if not self.is_chord(wall.id)]
        for curve in self.plan.curves:
            for end in (End(self.old[curve.walls[0]], "start"), End(self.old[curve.walls[-1]], "end")):
                body = next((wall for wall in moved if runs_into(end, wall)), None)
                if body is None or end.which in self._ends.get(curve.id, {}):
                    continue
                new, (ux, uy) = self.walls[body.id], direction(body)
                by = across(body, end.at) - across(new, end.at)
                if abs(by) > 1e-6 and sine(body, new) < STRAIGHT:
                    self._ends.setdefault(curve.id, {})[end.which] = (end.at[0] - uy * by, end.at[1] + ux * by)

    def _rechord(self, curve: Curve, places: dict[str, Point2]) -> None:
        """Replace an arc's chords by those between its new ends; they keep their ids as far as there are as many."""
        old = [self.old[name] for name in curve.walls]
        start, end = tidy(places.get("start", old[0].start)), tidy(places.get("end", old[-1].end))
        walls = chord_walls(self.plan, curve.id, start, end, curve.sweep, old[0].thickness, old[0].height)
        names = list(self.walls)
        at = names.index(curve.walls[0])
        kept = {name: wall for name, wall in self.walls.items() if name not in curve.walls}
        row = list(kept.items())
        row[at:at] = [(wall.id, wall) for wall in walls]
        self.walls = dict(row)
        self.curves[curve.id] = replace(curve, walls=tuple(wall.id for wall in walls))
        for i, chord in enumerate(old):
            share = len(walls) / len(old)
            low, high = math.floor(i * share), math.ceil((i + 1) * share)
            self._chains[chord.id] = walls[max(0, low - 1) : high + 1]

    def _now(self, wall_id: str) -> tuple[Wall, ...]:
        """Return what stands for an old wall now."""
        if wall_id in self._chains:
            return self._chains[wall_id]
        return (self.walls[wall_id],) if wall_id in self.walls else ()

    def _changed(self) -> list[Wall]:
        return [wall for wall in self.old.values() if self._now(wall.id) != (wall,)]

    def _follow(self) -> None:
        """Walls that ran into a changed wall's body run into it still: each grows or shrinks along its own line."""
        changed = self._changed()
        still = [wall for wall in self.old.values() if wall not in changed]
        for end in ends(self.old.values()):
            if (end.wall.id, end.which) in self._set or self.is_chord(end.wall.id):
                continue
            bodies = [wall for wall in changed if wall.id != end.wall.id and runs_into(end, wall)]
            if not bodies:
                continue
            body = min(bodies, key=lambda wall: abs(across(wall, end.at)))
            off = abs(across(body, end.at)) - MEETING
            if any(
                wall.id != end.wall.id and runs_into(end, wall) and abs(across(wall, end.at)) < off for wall in still
            ):
                continue  # another wall holds it
            point = self._pulled(end, body)
            if point is not None:
                self.walls[end.wall.id] = with_end(self.walls[end.wall.id], end.which, point)

    def _pulled(self, end: End, body: Wall) -> Point2 | None:
        """Return where a wall now ends that ran into `body`; None when that wall's line is where it was."""
        off, u = across(body, end.at), direction(end.wall)
        found = []
        for new in self._now(body.id):
            if new.length < MEETING:
                continue
            if body.id not in self._chains and max(abs(across(body, new.start)), abs(across(body, new.end))) < 1e-6:
                return None
            if sine(new, end.wall) < FLAT:
                continue
            vx, vy = direction(new)
            point = crossing(end.at, u, (new.start[0] - vy * off, new.start[1] + vx * off), (vx, vy))
            if point is not None:
                found.append((not in_band(new, point), math.dist(point, end.at), point))
        if not found:
            raise refusal(self.plan, f"walls.{end.wall.id}", "too_flat", wall=end.wall.id, other=body.id)
        return min(found)[2]

    def _openings(self) -> tuple[Opening, ...]:
        """Return the openings where they were in the plan; on a wall that turned, as far from its end that stayed."""
        found = []
        for opening in self.plan.openings:
            new = self._now(opening.wall)
            if new != (self.old[opening.wall],):
                opening = self._moved(opening, self.old[opening.wall], new)
            found.append(opening)
        return tuple(found)

    def _moved(self, opening: Opening, old: Wall, now: tuple[Wall, ...]) -> Opening:
        if len(now) == 1 and sine(old, now[0]) < STRAIGHT:
            new = now[0]
            offset = along(new, _at(old, opening.offset))
        else:
            middle = _at(old, opening.offset + opening.width / 2)
            new = min(now, key=lambda wall: abs(along(wall, middle) - wall.length / 2))
            from_end = len(now) == 1 and old.end == new.end and old.start != new.start
            offset = new.length - old.length + opening.offset if from_end else opening.offset
            offset = along(new, middle) - opening.width / 2 if len(now) > 1 else offset
        offset = round(offset, 6) + 0.0
        if offset < 0.0 or offset + opening.width > new.length:
            if offset < -1e-3 or offset + opening.width > new.length + 1e-3:
                raise refusal(
                    self.plan, f"openings.{opening.id}", "off_wall", opening=opening.id, wall=new.id, length=new.length
                )
            offset = max(0.0, min(offset, new.length - opening.width))
        return replace(opening, offset=offset, wall=new.id)

    def _take_away(self, needed: set[str]) -> None:
        """Drop walls that shrank to nothing, refuse those that would turn over."""
        for wall in self._changed():
            for new in self._now(wall.id) if wall.id not in self._chains else ():
                if new.length >= MEETING and turned_over(wall, new):
                    raise refusal(self.plan, f"walls.{wall.id}", "turned_over", wall=wall.id)
                if new.length < MEETING:
                    if wall.id in needed:
                        raise refusal(self.plan, f"walls.{wall.id}", "wall_without_length")
                    del self.walls[wall.id]

    def _refuse_loose(self) -> None:
        """Refuse a wall that had contact with another and would end in the air."""
        changed = self._changed()
        moved = {wall.id for wall in changed}
        now = list(self.walls.values())
        for end in ends(self.old.values()):
            wall = end.wall
            if wall.id in self.free or wall.id not in self.walls or self.is_chord(wall.id):
                continue
            others: Iterable[Wall] = self.old.values() if wall.id in moved else changed
            had = [other.id for other in others if other.id != wall.id and in_band(other, end.at)]
            point = End(self.walls[wall.id], end.which).at
            if had and not any(other.id != wall.id and in_band(other, point) for other in now):
                raise refusal(self.plan, f"walls.{wall.id}", "comes_off", wall=wall.id, other=had[0])

    def _services(self) -> tuple[Service, ...]:
        """Return the service points, those mounted on a carried wall moved with it."""
        found = []
        for service in self.plan.services:
            at = service.at[:2]
            old = min(self.old.values(), key=lambda wall: _off_face(wall, at), default=None)
            new = self.walls.get(old.id) if old is not None and old.id in self.carrying else None
            if old is not None and new is not None and _off_face(old, at) <= ON_FACE:
                by, (ux, uy) = -across(new, old.start), direction(old)
                x, y = tidy((at[0] - uy * by, at[1] + ux * by))
                service = replace(service, at=(x, y, service.at[2]))
            found.append(service)
        return tuple(found)


def _off_face(wall: Wall, point: Point2) -> float:
    """Return how far a point is from the nearer face of a wall, mm; infinite beside its ends."""
    if not 0.0 <= along(wall, point) <= wall.length:
        return math.inf
    return abs(abs(across(wall, point)) - wall.thickness / 2)


def _at(wall: Wall, distance: float) -> Point2:
    ux, uy = direction(wall)
    return (wall.start[0] + ux * distance, wall.start[1] + uy * distance)


def chord_walls(
    plan: Plan, curve: str, start: Point2, end: Point2, sweep: float, thickness: float, height: float
) -> tuple[Wall, ...]:
    """Return the walls of an arc, named after it; raise PlanError when there is no such arc."""
    try:
        points = chords(start, end, sweep)
    except ValueError as problem:
        raise refusal(plan, f"curves.{curve}", "no_arc") from problem
    return tuple(Wall(f"{curve}.{i}", a, b, thickness, height) for i, (a, b) in enumerate(pairwise(points), 1))
