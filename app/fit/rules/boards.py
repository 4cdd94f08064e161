"""What boards can bear and hinges can hold: shelves that would sag (domain.md 2.4), doors too wide for their hinges (domain.md 2.5).

The loads, the stiffness and the widest door are the profile's.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cbrt

from app.components.parts import Panel
from app.components.profile import Limits
from app.fit.situation import Draft, Situation, draft

GRAVITY = 9.81  # m/s2
NOISE = 0.01  # mm


def shelf_span(situation: Situation) -> Iterator[Draft]:
    """Yield the units with a shelf that would bend too far under what stands on it: one finding a unit."""
    limits = situation.profile.limits
    for index, thing in situation.own():
        load = limits.shelf_loads.get(thing.component.category, limits.shelf_load)
        long = [
            (panel, allowed(panel, load, limits))
            for panel in thing.component.panels
            if panel.role in ("shelf_adj", "shelf_fix")
        ]
        over = [(panel, limit) for panel, limit in long if panel.length > limit + NOISE]
        if over:
            panel, limit = max(over, key=lambda found: found[0].length - found[1])
            yield draft(
                "warning", "shelf_span", (thing,), situation.middle(index), panel.length, limit,
                shelf=panel.name, thickness=panel.thickness, load=load,
            )  # fmt: skip


def allowed(panel: Panel, load: float, limits: Limits) -> float:
    """Return the longest span of a shelf under a load in kg/m2, mm: t * cbrt(32 E / (5 p s)) for a sag of span / s (domain.md 2.4)."""
    pressure = load * GRAVITY / 1e6  # N/mm2
    span = panel.thickness * cbrt(32.0 * limits.stiffness / (5.0 * pressure * limits.sag))
    return span * limits.backed if panel.role == "shelf_fix" else span


def door_shape(situation: Situation) -> Iterator[Draft]:
    """Yield the units with a hinged door wider than the profile's widest or than it is high: its hinges would not hold it for long."""
    widest = situation.profile.numbers["door_width_most"]
    for index, thing in situation.own():
        panels = {panel.id: panel for panel in thing.component.panels}
        for swing in thing.component.swings:
            door = panels.get(swing.id)
            if swing.kind != "hinged" or door is None:
                continue
            width, _, height = swing.box.size
            limit = min(widest, height)
            if width > limit + NOISE:
                yield draft("warning", "door_shape", (thing,), situation.middle(index), width, limit, door=door.name)
                break
