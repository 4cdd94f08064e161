"""The layout as a scene: the flat, then everything placed in it. Remembers the last answers, so a moved unit costs a new frame only."""

from __future__ import annotations

from collections import OrderedDict

from app.components.parts import Component
from app.design.layout import Layout, Placed
from app.geometry.frame import Frame
from app.plans.plan import Plan

from .dress import Decors, tint_of
from .openings import opening_items
from .rooms import room_items
from .scene import Item, Key, Marks, Scene
from .units import body_of
from .walls import stretches, wall_items

KEPT_PLANS = 8
KEPT_UNITS = 20_000
NO_MARKS = Marks()

type Tint = tuple[int, int, int] | None

_plans: OrderedDict[int, tuple[Plan, dict[Key, Item]]] = OrderedDict()
_units: dict[str, tuple[Component, Frame, Decors, Tint, bool, str, tuple[Item, ...]]] = {}


def compose(layout: Layout, catalog: Decors, marks: Marks = NO_MARKS) -> Scene:
    """Return the picture of a layout; raise DataError when a decor is not in the catalog.

    What has not changed since an earlier call is the same Item, so `diff` skips it by identity.
    """
    items = dict(plan_items(layout.design.plan))
    plain = marks == NO_MARKS
    for placed in layout.placed:
        if not plain and placed.id in marks.hidden:
            continue
        tint = None if plain else tint_of(marks, placed.id)
        ghost = not plain and placed.id in marks.ghosts
        for item in unit_items(placed, catalog, tint, ghost):
            items[item.key] = item
    return Scene(items)


def plan_items(plan: Plan) -> dict[Key, Item]:
    """Return the items of an empty flat by key; remembered for each plan object."""
    kept = _plans.get(id(plan))
    if kept is not None and kept[0] is plan:
        return kept[1]
    walls = stretches(plan)
    found = room_items(plan, walls)
    for stretch in walls:
        found += wall_items(stretch)
        found += opening_items(stretch)
    items = {item.key: item for item in found}
    _plans[id(plan)] = (plan, items)
    if len(_plans) > KEPT_PLANS:
        _plans.popitem(last=False)
    return items


def unit_items(placed: Placed, catalog: Decors, tint: Tint = None, ghost: bool = False) -> tuple[Item, ...]:
    """Return the items of one placed component, the same ones as last time when nothing changed."""
    kept = _units.get(placed.id)
    if (
        kept is not None
        and kept[0] is placed.component
        and (kept[1] is placed.frame or kept[1] == placed.frame)
        and kept[2] is catalog
        and kept[3] == tint
        and kept[4] == ghost
        and kept[5] == placed.room
    ):
        return kept[6]
    rooms = (placed.room,) if placed.room else ()
    items = tuple(
        Item(("unit", placed.id, part), shape, look, placed.frame, "ghost" if ghost else "unit", tint, rooms)
        for part, look, shape in body_of(placed.component, catalog).parts
    )
    if len(_units) > KEPT_UNITS:
        _units.clear()
    _units[placed.id] = (placed.component, placed.frame, catalog, tint, ghost, placed.room, items)
    return items
