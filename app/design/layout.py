"""The design worked out: every unit built and placed, with the worktops and plinths that follow from their neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from app.components.parts import Component
from app.design.design import Design, Unit
from app.geometry.frame import Frame


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


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything placed, in the order of the design, derived runs last."""

    design: Design
    placed: tuple[Placed, ...]
