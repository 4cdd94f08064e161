"""What lies under a view ray: numpy against boxes, first the hull of each unit, then its panels and fittings. Plan axes, mm."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.components.parts import Component
from app.design.layout import Layout, Placed
from app.geometry.frame import Point3, cos_sin

type Array = NDArray[np.float64]

KEPT = 512


@dataclass(frozen=True, slots=True)
class Picked:
    """What the ray meets first: the id of what is placed, of its panel or solid, the point, and how far it is (mm)."""

    id: str
    part: str
    point: Point3
    distance: float


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """The parts of a component as boxes in their own axes: turns `(n, 3, 3)`, origins `(n, 3)`, corners `(n, 3)`."""

    ids: tuple[str, ...]
    turns: Array
    at: Array
    low: Array
    high: Array


@dataclass(frozen=True, slots=True, eq=False)
class _Hulls:
    """The hulls of a layout: origins `(n, 3)`, cosines and sines `(n,)`, corners `(n, 3)`."""

    at: Array
    cos: Array
    sin: Array
    low: Array
    high: Array


_parts: OrderedDict[int, tuple[Component, _Parts]] = OrderedDict()
_last: list[tuple[Layout, _Hulls]] = []


def pick(layout: Layout, origin: Point3, direction: Point3, room: str = "") -> str:
    """Return the id of what is placed where a ray first meets it, "" for nothing; `room` leaves all other rooms out."""
    found = pick_part(layout, origin, direction, room)
    return found.id if found else ""


def pick_part(layout: Layout, origin: Point3, direction: Point3, room: str = "") -> Picked | None:
    """Return the panel or solid that a ray meets first, None for nothing."""
    if not layout.placed:
        return None
    hulls = _hulls_of(layout)
    near = _meet_hulls(hulls, np.array(origin), np.array(direction))
    best: Picked | None = None
    for index in np.argsort(near):
        if not np.isfinite(near[index]) or (best is not None and near[index] > best.distance):
            break
        placed = layout.placed[int(index)]
        if room and placed.room and placed.room != room:
            continue
        hit = _meet_parts(placed, origin, direction)
        if hit is not None and (best is None or hit[1] < best.distance):
            point = tuple(o + d * hit[1] for o, d in zip(origin, direction, strict=True))
            best = Picked(placed.id, hit[0], (point[0], point[1], point[2]), hit[1])
    return best


def _hulls_of(layout: Layout) -> _Hulls:
    if _last and _last[0][0] is layout:
        return _last[0][1]
    frames = [placed.frame for placed in layout.placed]
    turns = np.array([cos_sin(frame.turn) for frame in frames])
    hulls = _Hulls(
        np.array([(frame.x, frame.y, frame.z) for frame in frames]),
        turns[:, 0],
        turns[:, 1],
        np.array([placed.component.hull.low for placed in layout.placed]),
        np.array([placed.component.hull.high for placed in layout.placed]),
    )
    _last[:] = [(layout, hulls)]
    return hulls


def _meet_hulls(hulls: _Hulls, origin: Array, direction: Array) -> Array:
    """How far along the ray each hull begins, infinite where it is missed."""
    start = origin - hulls.at
    local = np.stack(
        [
            hulls.cos * start[:, 0] + hulls.sin * start[:, 1],
            hulls.cos * start[:, 1] - hulls.sin * start[:, 0],
            start[:, 2],
        ],
        1,
    )
    way = np.stack(
        [
            hulls.cos * direction[0] + hulls.sin * direction[1],
            hulls.cos * direction[1] - hulls.sin * direction[0],
            np.full(len(start), direction[2]),
        ],
        1,
    )
    return _slabs(local, way, hulls.low, hulls.high)


def _slabs(start: Array, way: Array, low: Array, high: Array) -> Array:
    """Where rays `(n, 3)` enter boxes `(n, 3)`; infinite where they miss or the box lies behind."""
    safe = np.where(np.abs(way) < 1e-12, 1e-12, way)
    one, two = (low - start) / safe, (high - start) / safe
    enter = np.minimum(one, two).max(axis=1)
    leave = np.maximum(one, two).min(axis=1)
    return np.where((enter <= leave) & (leave >= 0.0), np.maximum(enter, 0.0), np.inf)


def _meet_parts(placed: Placed, origin: Point3, direction: Point3) -> tuple[str, float] | None:
    parts = _parts_of(placed.component)
    if not parts.ids:
        return None
    start = np.array(placed.frame.into(origin))
    zero = placed.frame.into((0.0, 0.0, 0.0))
    way = np.array(placed.frame.into(direction)) - np.array(zero)
    local = np.einsum("nij,nj->ni", parts.turns, start - parts.at)
    far = _slabs(local, np.einsum("nij,j->ni", parts.turns, way), parts.low, parts.high)
    best = int(np.argmin(far))
    return (parts.ids[best], float(far[best])) if np.isfinite(far[best]) else None


def _parts_of(component: Component) -> _Parts:
    kept = _parts.get(id(component))
    if kept is not None and kept[0] is component:
        return kept[1]
    ids, turns, at, low, high = [], [], [], [], []
    for panel in component.panels:
        outline = np.array(panel.outline)
        ids.append(panel.id)
        turns.append((panel.pose.x, panel.pose.y, panel.pose.z))
        at.append(panel.pose.at)
        low.append((*outline.min(axis=0), 0.0))
        high.append((*outline.max(axis=0), panel.thickness))
    for solid in component.solids:
        ids.append(solid.id)
        turns.append(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
        at.append((0.0, 0.0, 0.0))
        low.append(solid.box.low)
        high.append(solid.box.high)
    made = _Parts(tuple(ids), *(np.array(values, dtype=np.float64) for values in (turns, at, low, high)))
    _parts[id(component)] = (component, made)
    if len(_parts) > KEPT:
        _parts.popitem(last=False)
    return made
