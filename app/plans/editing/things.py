"""Changes of what stands in rooms and of rooms themselves: obstacles, service points, names. plan -> plan; PlanError tells why not. mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.geometry.frame import Point2
from app.geometry.polygon import is_simple, signed_area
from app.plans.check import HEIGHT, KINDS, REACH
from app.plans.editing.closing import numbered, space_at
from app.plans.editing.finish import finish
from app.plans.editing.ids import fresh_id
from app.plans.editing.joints import tidy
from app.plans.editing.kinds import ROOM_NAMES, drawing
from app.plans.editing.refused import refusal
from app.plans.plan import Obstacle, Plan, Room, Service
from app.plans.sides import room_by_id, room_of
from app.records import Text


def rectangle(a: Point2, b: Point2) -> tuple[Point2, ...]:
    """Return the outline of a rectangle along the axes by two opposite corners, counter-clockwise from the south-west."""
    (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def add_obstacle(
    plan: Plan, kind: str, outline: Sequence[Point2], bottom: float | None = None, top: float | None = None
) -> Plan:
    """Return the plan with a body in the way; two points are opposite corners of a rectangle. Heights not given: kinds.py."""
    ring = _ring(plan, outline)
    room = room_of(plan, _middle(ring))
    ceiling = room.ceiling if room else drawing().wall.ceiling
    known = drawing().obstacles.get(kind)
    low, high = known.span(ceiling) if known else (0.0, ceiling)
    thing = Obstacle(
        fresh_id(plan.obstacles, kind), kind, ring, low if bottom is None else bottom, high if top is None else top
    )
    _check_span(plan, thing)
    return finish(plan, replace(plan, obstacles=(*plan.obstacles, thing)))


def obstacle_by_id(plan: Plan, thing: str) -> Obstacle:
    """Return an obstacle by its id; raise PlanError when there is none."""
    for one in plan.obstacles:
        if one.id == thing:
            return one
    raise refusal(plan, "obstacles", "no_thing", thing=thing)


def move_obstacle(plan: Plan, thing: str, by: Point2) -> Plan:
    """Return the plan with an obstacle moved by (dx, dy)."""
    own = obstacle_by_id(plan, thing)
    return change_obstacle(plan, thing, outline=tuple((x + by[0], y + by[1]) for x, y in own.outline))


def change_obstacle(plan: Plan, thing: str, **changes: Any) -> Plan:
    """Return the plan with other values of an obstacle: kind, outline, bottom, top. TypeError for an unknown value."""
    new = replace(obstacle_by_id(plan, thing), **changes)
    new = replace(new, outline=_ring(plan, new.outline))
    _check_span(plan, new)
    return finish(plan, replace(plan, obstacles=tuple(new if one.id == thing else one for one in plan.obstacles)))


def _ring(plan: Plan, outline: Sequence[Point2]) -> tuple[Point2, ...]:
    if not all(abs(value) <= REACH for point in outline for value in point):
        raise refusal(plan, "obstacles", "too_far")
    ring = rectangle(outline[0], outline[1]) if len(outline) == 2 else tuple(outline)
    ring = tuple(tidy(point) for point in ring)
    if len(ring) < 3 or any(math.dist(ring[i - 1], point) < 1.0 for i, point in enumerate(ring)) or not is_simple(ring):
        raise refusal(plan, "obstacles", "no_outline")
    return ring if signed_area(ring) > 0 else (ring[0], *reversed(ring[1:]))


def _check_span(plan: Plan, thing: Obstacle) -> None:
    if not 0.0 <= thing.bottom < thing.top <= HEIGHT[1]:
        raise refusal(plan, f"obstacles.{thing.id}", "top_under_bottom", top=thing.top, bottom=thing.bottom)


def _middle(ring: Sequence[Point2]) -> Point2:
    return (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))


def add_service(plan: Plan, kind: str, at: Point2, height: float | None = None) -> Plan:
    """Return the plan with a service point; without a height it sits as high as its kind does in that room (kinds.py)."""
    room = room_of(plan, at)
    known = drawing().services.get(kind)
    level = known.level(room.kind if room else "") if known else 0.0
    x, y = tidy(at)
    service = Service(fresh_id(plan.services, kind), kind, (x, y, level if height is None else height))
    return finish(plan, replace(plan, services=(*plan.services, service)))


def service_by_id(plan: Plan, service: str) -> Service:
    """Return a service point by its id; raise PlanError when there is none."""
    for one in plan.services:
        if one.id == service:
            return one
    raise refusal(plan, "services", "no_thing", thing=service)


def move_service(plan: Plan, service: str, by: Point2) -> Plan:
    """Return the plan with a service point moved by (dx, dy) on its level."""
    x, y, z = service_by_id(plan, service).at
    return change_service(plan, service, at=(x + by[0], y + by[1], z))


def change_service(plan: Plan, service: str, **changes: Any) -> Plan:
    """Return the plan with other values of a service point: kind, at (x, y, z). TypeError for an unknown value."""
    new = replace(service_by_id(plan, service), **changes)
    x, y = tidy(new.at[:2])
    new = replace(new, at=(x, y, new.at[2]))
    return finish(plan, replace(plan, services=tuple(new if one.id == service else one for one in plan.services)))


def rename_room(
    plan: Plan, room: str, name: Text | None = None, kind: str | None = None, ceiling: float | None = None
) -> Plan:
    """Return the plan with a room's name, kind or ceiling told; with a new kind alone, a name nobody chose follows it."""
    own = room_by_id(plan, room)
    if kind is not None and kind not in KINDS:
        raise refusal(plan, f"rooms.{room}", "no_kind", kind=kind)
    if name is not None and not (name.zh.strip() and name.en.strip()):
        raise refusal(plan, f"rooms.{room}", "no_name")
    if ceiling is not None and not 1000.0 <= ceiling <= HEIGHT[1]:
        raise refusal(plan, f"rooms.{room}", "out_of_limits", value=ceiling, low=1000.0, high=HEIGHT[1])
    if name is None and kind is not None and _unnamed(own):
        name = _usual_name(plan, own, kind)
    new = replace(own, name=name or own.name, kind=kind or own.kind, ceiling=ceiling or own.ceiling)
    return finish(plan, replace(plan, rooms=tuple(new if one.id == room else one for one in plan.rooms)))


def _unnamed(room: Room) -> bool:
    usual = ROOM_NAMES[room.kind]
    zh, en = room.name.zh.removeprefix(usual.zh).strip(), room.name.en.removeprefix(usual.en).strip()
    return (zh == "" or zh.isdigit()) and (en == "" or en.isdigit())


def _usual_name(plan: Plan, room: Room, kind: str) -> Text:
    taken = {other.name for other in plan.rooms if other.id != room.id}
    names = [ROOM_NAMES[kind], *(numbered(kind, n) for n in range(2, len(plan.rooms) + 2))]
    return next(name for name in names if name not in taken)


def add_room(plan: Plan, at: Point2) -> Plan:
    """Return the plan with the space around a point as a room; PlanError when walls do not close it in, or it is one already."""
    there = room_of(plan, at)
    if there is not None:
        raise refusal(plan, f"rooms.{there.id}", "is_room", room=there.name)
    outline = space_at(plan, at)
    room_id = fresh_id(plan.rooms, "room")
    number = int(room_id.removeprefix("room"))
    heights = [room.ceiling for room in plan.rooms]
    ceiling = max(heights, key=heights.count, default=drawing().wall.ceiling)
    return finish(
        plan, replace(plan, rooms=(*plan.rooms, Room(room_id, numbered("other", number), "other", outline, ceiling)))
    )
