"""A unit as lay_out would place it, and what a tool says when a typed size cannot be built. mm."""

from __future__ import annotations

from dataclasses import replace

from app.components.catalog import Catalog
from app.components.parts import Component
from app.components.values import ParameterState
from app.design.design import Design, Unit
from app.design.layout import Placed, room_at
from app.fit.finding import Finding
from app.geometry.frame import Frame
from app.records import DataError
from app.words import message


def mount_of(catalog: Catalog, sample: str, profile: str) -> str:
    """Return how a sample wants to stand: "floor", "wall", "run" or "opening"; raise LibraryError for an unknown one."""
    return catalog.family(catalog.sample(sample).family, profile).mount


def standing(design: Design, unit: Unit, component: Component) -> Placed:
    """Return a unit with its component as lay_out would place it."""
    thing = Placed(unit.id, unit, component, unit.frame.then(Frame(0.0, -component.depth)), "")
    return replace(thing, room=room_at(design.plan, thing.centre))


def refused(problem: DataError, thing: Placed | None, states: tuple[ParameterState, ...] = ()) -> Finding:
    """Return a typed size that cannot be built as something to show: its limits when `states` tell them, else the library's words."""
    x, y = thing.centre if thing else (0.0, 0.0)
    words = message("tools.cannot_build", value=problem.place, cause=problem.cause)
    for state in states:
        if state.id == problem.place and state.min is not None and state.max is not None:
            words = message("tools.out_of_limits", name=state.name, low=float(state.min), high=float(state.max))
    return Finding("error", "size", (thing.id,) if thing else (), words, None, None, (x, y, 0.0))
