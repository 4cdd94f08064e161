"""The document: what was asked for, and nothing that follows from it.

A unit is held by its back left lower corner: `Unit.frame` stands where that corner touches the wall and the floor (or the wall at its
elevation), x to the right along the wall, y into the wall. So a deeper cabinet grows into the room and its back stays on the wall.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.components.parts import Insert, Value, Values
from app.geometry.frame import Frame
from app.plans.plan import Plan
from app.records import DataError, to_plain

DESIGN_VERSION = 1


class DesignError(DataError):
    """A design that cannot be read or an edit that cannot be made: names the file, the place in it and the cause."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A placed sample; `values` and `finish` hold only what differs from the sample and from the design."""

    id: str
    sample: str
    frame: Frame
    values: Values = ()
    finish: Values = ()
    inserts: tuple[Insert, ...] = ()


@dataclass(frozen=True, slots=True)
class Customer:
    """Who the design is for; free words, never interpreted."""

    name: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Design:
    """A home with its furniture as asked for. `library` is the stamp of the component library it was made with."""

    name: str
    plan: Plan
    library: str
    units: tuple[Unit, ...] = ()
    finish: Values = ()  # slot -> decor for all units: carcass, front, worktop, plinth
    profile: str = "RCP-18"
    customer: Customer = Customer()
    notes: str = ""
    last_id: int = 0  # number of the youngest unit id ever given, so that no id names two cabinets in one design's life

    def unit(self, unit_id: str) -> Unit:
        """Return a unit by id; raise DesignError when there is none."""
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise DesignError(self.name, "units", f"no unit {unit_id!r}")


def as_plain(design: Design) -> dict[str, Any]:
    """Return a design as plain data; a plan without curves and surveys says nothing of them, as when the format was young."""
    plain: dict[str, Any] = to_plain(design)
    for key in ("curves", "surveys"):
        if not plain["plan"][key]:
            del plain["plan"][key]
    return plain


def as_values(values: dict[str, Value]) -> Values:
    """Return a mapping as sorted pairs."""
    return tuple(sorted(values.items()))


def with_unit(design: Design, unit: Unit) -> Design:
    """Return the design with `unit` in the place of the one with its id, or added at the end."""
    if any(old.id == unit.id for old in design.units):
        return replace(design, units=tuple(unit if old.id == unit.id else old for old in design.units))
    return replace(design, units=(*design.units, unit))
