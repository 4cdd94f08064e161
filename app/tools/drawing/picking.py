"""What of a plan a point is on: the smallest thing first. Plan axes, mm."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from app.geometry.frame import Point2
from app.geometry.ring import contains
from app.plans.curves import curve_of
from app.plans.editing.edits import Part
from app.plans.editing.joints import across, along, ends
from app.plans.plan import Plan
from app.plans.regions import wall_bands
from app.plans.sides import along_wall, room_of, wall_by_id
from app.tools.drawing.snapping import wall_near

CLOSE = 8.0  # pixels; a thing smaller than this is picked from this far
DOT = 55.0  # mm; a service point as drawn (preview.py)

type PickSort = Literal["corner", "wall", "curve", "opening", "obstacle", "service", "room"]


@dataclass(frozen=True, slots=True)
class Pick:
    """What was picked: a thing by its id, a corner by its place, a wall also with its id when it is an arc's chord (`chord`)."""

    sort: PickSort
    id: str = ""
    at: Point2 = (0.0, 0.0)
    chord: str = ""

    @property
    def part(self) -> Part | None:
        """The part of the plan that this is; None for a corner."""
        sorts: dict[str, str] = {
            "wall": "walls",
            "curve": "curves",
            "opening": "openings",
            "obstacle": "obstacles",
            "service": "services",
            "room": "rooms",
        }
        return (sorts[self.sort], self.id) if self.sort in sorts else None  # type: ignore[return-value]


def pick(plan: Plan, point: Point2, scale: float) -> Pick | None:
    """Return the smallest thing at a point: service point, opening, corner, obstacle, wall, room; None outside all."""
    close = CLOSE * scale
    return (
        _service(plan, point, max(close, DOT))
        or _corner(plan, point, close)
        or _opening(plan, point, close)
        or _obstacle(plan, point)
        or _wall(plan, point, close)
        or _room(plan, point)
    )


def _service(plan: Plan, point: Point2, reach: float) -> Pick | None:
    best = min(plan.services, key=lambda one: math.dist(one.at[:2], point), default=None)
    return Pick("service", best.id) if best and math.dist(best.at[:2], point) <= reach else None


def _corner(plan: Plan, point: Point2, reach: float) -> Pick | None:
    """Return a wall's end near a point; the joints within an arc are no corners."""
    inner = {(name, "end") for curve in plan.curves for name in curve.walls[:-1]}
    inner |= {(name, "start") for curve in plan.curves for name in curve.walls[1:]}
    spots = [end.at for end in ends(plan.walls) if (end.wall.id, end.which) not in inner]
    best = min(spots, key=lambda one: math.dist(one, point), default=None)
    return Pick("corner", at=best) if best is not None and math.dist(best, point) <= reach else None


def _opening(plan: Plan, point: Point2, reach: float) -> Pick | None:
    for opening in plan.openings:
        wall = wall_by_id(plan, opening.wall)
        within = opening.offset <= along(wall, point) <= opening.offset + opening.width
        if within and abs(across(wall, point)) <= max(wall.thickness / 2, reach):
            return Pick("opening", opening.id)
    return None


def _obstacle(plan: Plan, point: Point2) -> Pick | None:
    return next(
        (Pick("obstacle", thing.id) for thing in reversed(plan.obstacles) if contains(thing.outline, point)), None
    )


def _wall(plan: Plan, point: Point2, reach: float) -> Pick | None:
    wall = wall_near(plan, point, reach)
    if wall is None:
        return None
    curve = curve_of(plan, wall.id)
    return Pick("curve", curve.id, chord=wall.id) if curve else Pick("wall", wall.id)


def _room(plan: Plan, point: Point2) -> Pick | None:
    room = room_of(plan, point)
    return Pick("room", room.id) if room else None


def outline_of(plan: Plan, picked: Pick) -> tuple[tuple[Point2, ...], ...]:
    """Return the outlines that show what was picked; one point for corners and service points; () when it is gone."""
    if picked.sort == "corner":
        return ((picked.at,),)
    if picked.sort in ("wall", "curve"):
        names = next((curve.walls for curve in plan.curves if curve.id == picked.id), (picked.id,))
        return tuple(wall_bands([wall for wall in plan.walls if wall.id in names])[: len(names)])
    if picked.sort == "opening":
        return tuple(_hole(plan, opening.id) for opening in plan.openings if opening.id == picked.id)
    if picked.sort == "obstacle":
        return tuple(thing.outline for thing in plan.obstacles if thing.id == picked.id)
    if picked.sort == "service":
        return tuple((one.at[:2],) for one in plan.services if one.id == picked.id)
    return tuple(room.outline for room in plan.rooms if room.id == picked.id)


def _hole(plan: Plan, name: str) -> tuple[Point2, ...]:
    opening = next(one for one in plan.openings if one.id == name)
    wall = wall_by_id(plan, opening.wall)
    a, b = along_wall(wall, opening.offset), along_wall(wall, opening.offset + opening.width)
    nx = -(wall.end[1] - wall.start[1]) / wall.length * wall.thickness / 2
    ny = (wall.end[0] - wall.start[0]) / wall.length * wall.thickness / 2
    return ((a[0] - nx, a[1] - ny), (b[0] - nx, b[1] - ny), (b[0] + nx, b[1] + ny), (a[0] + nx, a[1] + ny))
