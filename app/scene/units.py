"""Components as bodies: one shape for each look, shared by all units that are built alike. Unit axes, mm."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from app.components.parts import Component, Panel
from app.geometry.box import Box
from app.geometry.frame import Point3

from .dress import Decors, look_named
from .forms import Grain
from .scene import Look, Shape, Slab
from .solids import parts_of

FRONT_ROLES = frozenset({"door", "drw_face", "front", "flap", "false_front"})
SHELL_ROLES = FRONT_ROLES | {"side_l", "side_r", "top", "bottom", "back", "kick", "vis_end"}
INSIDE = "drw_"  # parts of drawer boxes, seen only where nothing closes the front
CLOSED_SHARE = 0.94  # fronts that cover this much of a carcass hide what is inside
TOUCH = 1.0
KEPT = 4096
GRAINS: dict[str, Grain] = {"length": "x", "width": "y", "none": "none"}


@dataclass(frozen=True, slots=True)
class Body:
    """A component ready to be placed: (part name, look, shape) for each look."""

    parts: tuple[tuple[str, Look, Shape], ...]


_bodies: OrderedDict[int, tuple[Component, Decors, Body]] = OrderedDict()  # by identity, the usual case
_equal: OrderedDict[Component, tuple[Decors, Body]] = OrderedDict()  # by value: a component built anew


def body_of(component: Component, decors: Decors) -> Body:
    """Return a component's body; equal components give the very same one. Raise DataError for an unknown decor."""
    kept = _bodies.get(id(component))
    if kept is not None and kept[0] is component and kept[1] is decors:
        return kept[2]
    same = _equal.get(component)
    body = same[1] if same is not None and same[0] is decors else _body(component, decors)
    _keep(_equal, component, (decors, body))
    _keep(_bodies, id(component), (component, decors, body))
    return body


def _keep[K, V](store: OrderedDict[K, V], key: K, value: V) -> None:
    store[key] = value
    store.move_to_end(key)
    if len(store) > KEPT:
        store.popitem(last=False)


def _body(component: Component, decors: Decors) -> Body:
    groups: dict[Look, list[Slab]] = {}
    for panel in visible_panels(component, decors):
        groups.setdefault(look_named(decors, panel.decor), []).append(slab_of(panel))
    for solid in component.solids:
        groups.setdefault(look_named(decors, solid.look), []).extend(parts_of(solid))
    return Body(tuple((str(i), look, Shape(tuple(slabs))) for i, (look, slabs) in enumerate(groups.items())))


def slab_of(panel: Panel) -> Slab:
    """Return a panel as a slab, grain along its length or width."""
    return Slab(panel.pose, panel.outline, panel.thickness, GRAINS[panel.grain])


def visible_panels(component: Component, decors: Decors) -> Iterable[Panel]:
    """Return the panels that can be seen: all, or without what stands behind closed fronts."""
    fronts = [panel for panel in component.panels if panel.role in FRONT_ROLES]
    size = component.body.size
    opaque = all(look_named(decors, panel.decor).opacity == 1.0 for panel in fronts)
    covered = sum(panel.length * panel.width for panel in fronts)
    low = min((panel_box(panel).low[2] for panel in component.panels), default=0.0)
    face = size[0] * max(component.body.high[2] - low, 1.0)
    if not fronts or not opaque or covered < CLOSED_SHARE * face:
        return component.panels
    return [panel for panel in component.panels if panel.role in SHELL_ROLES or _outside(panel, component.body)]


def panel_box(panel: Panel) -> Box:
    """Return the box round a panel in unit axes."""
    corners: list[Point3] = [panel.pose.out((x, y, z)) for x, y in panel.outline for z in (0.0, panel.thickness)]
    low = (min(c[0] for c in corners), min(c[1] for c in corners), min(c[2] for c in corners))
    return Box(low, (max(c[0] for c in corners), max(c[1] for c in corners), max(c[2] for c in corners)))


def _outside(panel: Panel, body: Box) -> bool:
    """Whether a panel that is no part of the shell shows on an outer face of the body or reaches out of it."""
    box = panel_box(panel)
    return not panel.role.startswith(INSIDE) and (
        box.low[0] <= body.low[0] + TOUCH
        or box.high[0] >= body.high[0] - TOUCH
        or box.high[2] >= body.high[2] - TOUCH
        or box.low[1] < body.low[1] - TOUCH
        or box.high[1] >= body.high[1] - TOUCH
    )
