"""What boards can bear and hinges can hold: shelves that would sag (domain.md 2.4), doors too wide for their hinges (domain.md 2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from math import cbrt

from app.components.parts import Panel
from app.fit.situation import Draft, Situation, draft

GRAVITY = 9.81  # m/s2
STIFFNESS = 1000.0  # N/mm2, particleboard loaded for years; domain.md 2.4
BOOKS, DISHES = 100.0, 50.0  # kg/m2 on a shelf; domain.md 2.4
BOOK_CATEGORIES = ("bookcase",)
BACKED = 1.15  # a fixed shelf held by the back bears a longer span; domain.md 2.4
DOOR_WIDTH = 600.0  # mm, the widest leaf; domain.md 2.5
NOISE = 0.01  # mm


def shelf_span(situation: Situation) -> Iterator[Draft]:
    """Yield the units with a shelf that would bend by more than 1/200 of its span under what stands on it: one finding a unit."""
    for index, thing in situation.own():
        load = BOOKS if thing.component.category in BOOK_CATEGORIES else DISHES
        long = [
            (panel, allowed(panel, load))
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


def allowed(panel: Panel, load: float) -> float:
    """Return the longest span of a shelf under a load in kg/m2, mm: t * cbrt(32 E / (1000 p)) for a sag of span / 200 (domain.md 2.4)."""
    pressure = load * GRAVITY / 1e6  # N/mm2
    span = panel.thickness * cbrt(32.0 * STIFFNESS / (1000.0 * pressure))
    return span * BACKED if panel.role == "shelf_fix" else span


def door_shape(situation: Situation) -> Iterator[Draft]:
    """Yield the units with a hinged door wider than 600 mm or wider than it is high: its hinges would not hold it for long."""
    for index, thing in situation.own():
        panels = {panel.id: panel for panel in thing.component.panels}
        for swing in thing.component.swings:
            door = panels.get(swing.id)
            if swing.kind != "hinged" or door is None:
                continue
            width, _, height = swing.box.size
            limit = min(DOOR_WIDTH, height)
            if width > limit + NOISE:
                yield draft("warning", "door_shape", (thing,), situation.middle(index), width, limit, door=door.name)
                break
