"""Rooms whose walls do not close, as drawings leave them: their outline goes along where it lies on the face of a wall that moves. mm."""

from __future__ import annotations

import math
from dataclasses import replace

from app.geometry.frame import Point2
from app.geometry.polygon import is_simple, signed_area, tidy
from app.plans.editing.joints import across, along, by_id, crossing, direction
from app.plans.editing.parting import cleaned
from app.plans.plan import Plan, Room, Wall

NEAR = 30.0  # mm; an edge this near to a wall's face lies on it, as in sides.py
PARALLEL = math.sin(math.radians(1.0))
LEAST = 0.05e6  # mm²; a room that is smaller than this has gone

type Line = tuple[Point2, Point2]  # a point and a unit direction


def lead_room(before: Plan, after: Plan, room: Room) -> Room | None:
    """Return a room with those edges moved that lay on a wall that has moved; None when nothing of it is left."""
    now, ring = by_id(after.walls), room.outline
    lines: list[Line] = []
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        wall = _behind(before, a, b)
        new = now.get(wall.id) if wall else None
        lines.append(_moved(wall, new, a, b) if wall and new and new != wall else (a, _unit(a, b)))
    points: list[Point2] = []
    for i, point in enumerate(ring):
        points += _corner(lines[i - 1], lines[i], point)
    outline = cleaned(tidy(points))
    if len(outline) < 3 or not is_simple(outline) or signed_area(points) < LEAST:
        return None
    return room if set(outline) == set(tidy(ring)) else replace(room, outline=outline)


def _unit(a: Point2, b: Point2) -> Point2:
    length = math.dist(a, b)
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length)


def _behind(plan: Plan, a: Point2, b: Point2) -> Wall | None:
    """Return the wall on whose face most of an edge lies."""
    best, most = None, 1.0
    ux, uy = _unit(a, b)
    for wall in plan.walls:
        vx, vy = direction(wall)
        if abs(ux * vy - uy * vx) > PARALLEL or abs(abs(across(wall, a)) - wall.thickness / 2) > NEAR:
            continue
        low, high = sorted((along(wall, a), along(wall, b)))
        over = min(high, wall.length) - max(low, 0.0)
        if over > most:
            best, most = wall, over
    return best


def _moved(old: Wall, new: Wall, a: Point2, b: Point2) -> Line:
    """Return the line of an edge that keeps its distance from the face of a wall."""
    side = math.copysign(1.0, across(old, a))
    off = side * (abs(across(old, a)) - old.thickness / 2 + new.thickness / 2)
    (ux, uy), (ox, oy), (ex, ey) = direction(new), direction(old), _unit(a, b)
    sign = math.copysign(1.0, ex * ox + ey * oy)
    return (new.start[0] - uy * off, new.start[1] + ux * off), (ux * sign, uy * sign)


def _corner(one: Line, other: Line, was: Point2) -> list[Point2]:
    """Return where two edges meet now; where they run the same way, the corner on each."""
    (p, u), (q, v) = one, other
    meet = crossing(p, u, q, v) if abs(u[0] * v[1] - u[1] * v[0]) > PARALLEL else None
    return [meet] if meet else [_foot(p, u, was), _foot(q, v, was)]


def _foot(p: Point2, u: Point2, point: Point2) -> Point2:
    far = (point[0] - p[0]) * u[0] + (point[1] - p[1]) * u[1]
    return (p[0] + u[0] * far, p[1] + u[1] * far)
