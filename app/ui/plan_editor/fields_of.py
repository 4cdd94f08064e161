"""Which fields the properties of a plan's parts have: what they show, in which unit, and the edit that takes what was typed. mm, degrees.

One table a sort of part; "plan_editor.field.<key>" is a field's name. An edit is (plan, id, value) -> plan, of app/plans/editing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.geometry.ring import bounds
from app.plans.check import HEIGHT, KINDS, REACH, THICKNESS
from app.plans.curves import FULLEST, arc
from app.plans.dxf.layers import room_kind
from app.plans.editing import edits
from app.plans.editing.kinds import ROOM_NAMES, drawing, kind_name
from app.plans.plan import Curve, Obstacle, Opening, Plan, Room, Service, Wall
from app.plans.sides import room_by_id, wall_by_id
from app.records import Text

type Show = Callable[[Plan, Any], Any]
type Take = Callable[[Plan, str, Any], Plan]
type Options = Callable[[Plan, Any], list[tuple[Any, Text | str]]]


@dataclass(frozen=True, slots=True)
class PartField:
    """One line of the properties: a number with limits, a text, or a choice where there are `options` (a Text, or a message key)."""

    key: str
    show: Show
    take: Take
    unit: str = "mm"
    limits: tuple[float, float] | None = None
    options: Options | None = None
    text: bool = False
    when: Callable[[Plan, Any], bool] = lambda plan, one: True


def _size(index: int) -> Show:
    return lambda plan, thing: bounds(thing.outline)[index + 2] - bounds(thing.outline)[index]


def _stretch(index: int) -> Take:
    """Return the edit that makes an obstacle so wide (0) or deep (1) about its middle."""

    def take(plan: Plan, name: str, value: float) -> Plan:
        outline = edits.obstacle_by_id(plan, name).outline
        low, high = bounds(outline)[index], bounds(outline)[index + 2]
        middle, share = (low + high) / 2, value / max(high - low, 1e-9)
        ring = tuple(
            tuple(middle + (v - middle) * share if i == index else v for i, v in enumerate(point)) for point in outline
        )
        return edits.change_obstacle(plan, name, outline=ring)

    return take


def _corner(index: int) -> Take:
    """Return the edit that moves an obstacle until its west (0) or south (1) edge is at a coordinate."""

    def take(plan: Plan, name: str, value: float) -> Plan:
        by = value - bounds(edits.obstacle_by_id(plan, name).outline)[index]
        return edits.move_obstacle(plan, name, (by, 0.0) if index == 0 else (0.0, by))

    return take


def _place(index: int) -> Take:
    def take(plan: Plan, name: str, value: float) -> Plan:
        at = list(edits.service_by_id(plan, name).at)
        at[index] = value
        return edits.change_service(plan, name, at=tuple(at))

    return take


def _opening(key: str) -> Take:
    return lambda plan, name, value: edits.change_opening(plan, name, **{key: value})


def _obstacle(key: str) -> Take:
    return lambda plan, name, value: edits.change_obstacle(plan, name, **{key: value})


def _rest(plan: Plan, opening: Opening) -> float:
    return wall_by_id(plan, opening.wall).length - opening.offset - opening.width


def _set_rest(plan: Plan, name: str, value: float) -> Plan:
    own = edits.opening_by_id(plan, name)
    return edits.move_opening(plan, name, wall_by_id(plan, own.wall).length - own.width - value)


def _rename(language: str) -> Take:
    """Return the edit that names a room in a language; a room of no kind yet becomes what its name says it is."""

    def take(plan: Plan, name: str, value: str) -> Plan:
        text, own = value.strip(), room_by_id(plan, name)
        if not text:
            return plan
        kind = room_kind(text) if own.kind == "other" else own.kind
        if kind != own.kind:
            plan = edits.rename_room(
                plan, name, kind=kind
            )  # a name that nobody chose follows, in the other language too
        return edits.rename_room(plan, name, replace(room_by_id(plan, name).name, **{language: text}))

    return take


def _radius(plan: Plan, curve: Curve) -> float:
    return arc(*edits.curve_ends(plan, curve.id), curve.sweep).radius


def _swings(plan: Plan, one: Opening) -> bool:
    return one.kind == "door" and one.leaf in ("hinged", "double")


def _of_curve(key: str) -> Callable[[Plan, Curve], float]:
    return lambda plan, curve: getattr(wall_by_id(plan, curve.walls[0]), key)


def _all_kinds(table: str) -> Options:
    def options(plan: Plan, one: Obstacle | Service) -> list[tuple[Any, Text | str]]:
        known = {kind: entry.name for kind, entry in getattr(drawing(), table).items()}
        return list(({one.kind: kind_name(one.kind)} | known).items())

    return options


def _words(*keys: str) -> Options:
    return lambda plan, one: [(key.rpartition(".")[2], f"plan_editor.{key}") for key in keys]


WALL: tuple[PartField, ...] = (
    PartField("length", lambda p, w: w.length, edits.set_wall_length, limits=(1.0, REACH)),
    PartField("thickness", lambda p, w: w.thickness, edits.set_thickness, limits=THICKNESS),
    PartField("height", lambda p, w: w.height, edits.set_height, limits=HEIGHT),
)
CURVE: tuple[PartField, ...] = (
    PartField("radius", _radius, lambda p, i, v: edits.set_curve(p, i, radius=v), limits=(1.0, REACH)),
    PartField("sweep", lambda p, c: c.sweep, lambda p, i, v: edits.set_curve(p, i, sweep=v), "°", (-FULLEST, FULLEST)),
    PartField(
        "thickness",
        _of_curve("thickness"),
        lambda p, i, v: edits.set_thickness(p, edits.curve_by_id(p, i).walls[0], v),
        limits=THICKNESS,
    ),
    PartField(
        "height",
        _of_curve("height"),
        lambda p, i, v: edits.set_height(p, edits.curve_by_id(p, i).walls[0], v),
        limits=HEIGHT,
    ),
)
OPENING: tuple[PartField, ...] = (
    PartField(
        "opening", lambda p, o: o.kind, _opening("kind"), options=_words("tool.door", "tool.window", "tool.passage")
    ),
    PartField("width", lambda p, o: o.width, _opening("width"), limits=(50.0, REACH)),
    PartField("sill", lambda p, o: o.sill, _opening("sill"), limits=(0.0, HEIGHT[1])),
    PartField("head", lambda p, o: o.head, _opening("head"), limits=(0.0, HEIGHT[1])),
    PartField("from_start", lambda p, o: o.offset, edits.move_opening, limits=(0.0, REACH)),
    PartField("from_end", _rest, _set_rest, limits=(0.0, REACH)),
    PartField(
        "leaf",
        lambda p, o: o.leaf,
        _opening("leaf"),
        options=_words("leaf.hinged", "leaf.double", "leaf.sliding", "leaf.none"),
        when=lambda p, o: o.kind == "door",
    ),
    PartField(
        "hinge",
        lambda p, o: o.hinge,
        _opening("hinge"),
        options=_words("hinge.start", "hinge.end"),
        when=lambda p, o: o.leaf == "hinged" and o.kind == "door",
    ),
    PartField("side", lambda p, o: o.side, _opening("side"), options=_words("side.left", "side.right"), when=_swings),
    PartField("bay", lambda p, o: o.bay, _opening("bay"), limits=(0.0, 3000.0), when=lambda p, o: o.kind == "window"),
)
OBSTACLE: tuple[PartField, ...] = (
    PartField("kind", lambda p, t: t.kind, _obstacle("kind"), options=_all_kinds("obstacles")),
    PartField("across", _size(0), _stretch(0), limits=(1.0, REACH)),
    PartField("deep", _size(1), _stretch(1), limits=(1.0, REACH)),
    PartField("bottom", lambda p, t: t.bottom, _obstacle("bottom"), limits=(0.0, HEIGHT[1])),
    PartField("top", lambda p, t: t.top, _obstacle("top"), limits=(0.0, HEIGHT[1])),
    PartField("x", lambda p, t: bounds(t.outline)[0], _corner(0), limits=(-REACH, REACH)),
    PartField("y", lambda p, t: bounds(t.outline)[1], _corner(1), limits=(-REACH, REACH)),
)
SERVICE: tuple[PartField, ...] = (
    PartField(
        "kind",
        lambda p, s: s.kind,
        lambda p, i, v: edits.change_service(p, i, kind=v),
        options=_all_kinds("services"),
    ),
    PartField("above", lambda p, s: s.at[2], _place(2), limits=(-1000.0, HEIGHT[1])),
    PartField("x", lambda p, s: s.at[0], _place(0), limits=(-REACH, REACH)),
    PartField("y", lambda p, s: s.at[1], _place(1), limits=(-REACH, REACH)),
)
ROOM: tuple[PartField, ...] = (
    PartField("name_zh", lambda p, r: r.name.zh, _rename("zh"), text=True),
    PartField("name_en", lambda p, r: r.name.en, _rename("en"), text=True),
    PartField(
        "room",
        lambda p, r: r.kind,
        lambda p, i, v: edits.rename_room(p, i, kind=v),
        options=lambda p, r: [(kind, ROOM_NAMES[kind]) for kind in KINDS],
    ),
    PartField(
        "ceiling",
        lambda p, r: r.ceiling,
        lambda p, i, v: edits.rename_room(p, i, ceiling=v),
        limits=(1000.0, HEIGHT[1]),
    ),
)
FIELDS: dict[str, tuple[PartField, ...]] = {
    "walls": WALL,
    "curves": CURVE,
    "openings": OPENING,
    "obstacles": OBSTACLE,
    "services": SERVICE,
    "rooms": ROOM,
}


def part_title(plan: Plan, sort: str, one: Wall | Curve | Opening | Obstacle | Service | Room) -> Text | str:
    """Return what a part is called: a name, or a message key."""
    if isinstance(one, Room):
        return one.name
    if isinstance(one, Obstacle | Service):
        return kind_name(one.kind)
    if isinstance(one, Opening):
        return f"plan_editor.tool.{one.kind}"
    return "plan_editor.tool.wall" if isinstance(one, Wall) else "plan_editor.tool.arc"


def finite(value: float) -> float:
    """Return a number to show, to hundredths."""
    return round(value, 2) if math.isfinite(value) else 0.0
