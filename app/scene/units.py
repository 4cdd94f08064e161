"""Components as bodies: one shape for each look, shared by all units that are built alike. Unit axes, mm."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from app.components.parts import Component, Cutout, Panel, Pocket
from app.geometry.frame import Point3
from app.geometry.polygon import contains

from .dress import Decors, look_named, solid_look
from .forms import Grain, rounded
from .hidden import visible_panels
from .scene import Look, Recess, Shape, Slab
from .solids import parts_of

LIP = 0.1  # mm left of a rim that a recess runs out over
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
        groups.setdefault(solid_look(decors, solid), []).extend(parts_of(solid))
    return Body(tuple((str(i), look, Shape(tuple(slabs))) for i, (look, slabs) in enumerate(groups.items())))


def slab_of(panel: Panel) -> Slab:
    """Return a panel as a slab, grain along its length or width, with its recesses and openings; matched grain runs on."""
    grain = GRAINS[panel.grain]
    if not (panel.pockets or panel.cutouts or panel.match):
        return Slab(panel.pose, panel.outline, panel.thickness, grain)
    pose = panel.pose
    running = (_along(pose.at, pose.x), _along(pose.at, pose.y)) if panel.match else None
    return Slab(pose, panel.outline, panel.thickness, grain, recesses_of(panel), running)


def recesses_of(panel: Panel) -> tuple[Recess, ...]:
    """Return what is milled into a panel, as far as it can be drawn: inside its outline, and recesses of a face apart from each other.

    A recess that runs out over the rim is drawn with a lip as thin as a line.
    """
    holes = [(one, Recess(rounded(one.low, one.high, one.radius), panel.thickness)) for one in panel.cutouts]
    found: list[tuple[Pocket | Cutout, Recess]] = [pair for pair in holes if _lies_in(pair[1], panel)]
    for pocket in panel.pockets:
        low = (max(pocket.low[0], LIP), max(pocket.low[1], LIP))
        high = (min(pocket.high[0], panel.length - LIP), min(pocket.high[1], panel.width - LIP))
        recess = Recess(rounded(low, high, pocket.radius), pocket.depth, pocket.face == "A")
        if _lies_in(recess, panel) and all(_together(pocket, one) for one, _ in found):
            found.append((pocket, recess))
    return tuple(recess for _, recess in found)


def _lies_in(recess: Recess, panel: Panel) -> bool:
    """Whether a recess lies inside its panel and no corner of a notch inside it."""
    xs, ys = zip(*recess.outline, strict=True)
    return all(contains(panel.outline, point) for point in recess.outline) and not any(
        min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys) for x, y in panel.outline
    )


def _together(pocket: Pocket, other: Pocket | Cutout) -> bool:
    """Whether a recess can be drawn with another: apart from it, on the other face not as deep, or with the opening inside it."""
    apart = any(pocket.high[axis] < other.low[axis] or other.high[axis] < pocket.low[axis] for axis in (0, 1))
    if apart:
        return True
    if isinstance(other, Pocket):
        return pocket.face != other.face
    return all(pocket.low[axis] < other.low[axis] and other.high[axis] < pocket.high[axis] for axis in (0, 1))


def _along(at: Point3, axis: Point3) -> float:
    return sum(a * b for a, b in zip(at, axis, strict=True))
