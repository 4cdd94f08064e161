"""What a layout is made of: components standing in the plan. Plan axes, mm; see design/layout.py for how they come about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.components.parts import Component, Insert, Values
from app.design.design import Design, Unit
from app.geometry.frame import Frame, Point2


@dataclass(frozen=True, slots=True)
class Placed:
    """A component in the plan: `frame` holds its own origin (front left lower corner of the carcass).

    `unit` is what was asked for, None where it was derived over neighbours (`over` names their ids); `room` is "" outside all rooms.
    """

    id: str
    unit: Unit | None
    component: Component
    frame: Frame
    room: str
    over: tuple[str, ...] = ()

    @property
    def centre(self) -> Point2:
        """The middle of the body on the plan, mm."""
        low, high = self.component.body.low, self.component.body.high
        return self.frame.out2(((low[0] + high[0]) / 2, (low[1] + high[1]) / 2))


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything placed, in the order of the design, derived runs last."""

    design: Design
    placed: tuple[Placed, ...]

    def get(self, placed_id: str) -> Placed | None:
        """Return what was placed under an id, None when there is no such thing."""
        return next((placed for placed in self.placed if placed.id == placed_id), None)


class Builder(Protocol):
    """What a layout needs of a catalogue."""

    def build(
        self,
        sample: str,
        values: Values = (),
        finish: Values = (),
        inserts: tuple[Insert, ...] = (),
        profile: str = "RCP-18",
        seen: tuple[str, ...] = (),
    ) -> Component:
        """Return the component of a sample with the sides that nothing hides, sorted; LibraryError when it cannot be built."""
        ...
