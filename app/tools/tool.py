"""A tool turns pointer and keys into a design: pure, without Qt or VTK. One gesture is one Commit, so one undo step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

from app.design.design import Design
from app.fit.finding import Finding
from app.geometry.box import Box
from app.geometry.frame import Frame, Point2, Point3


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is: the view ray in plan axes; `snap` is False while the user holds the key that switches snapping off."""

    origin: Point3
    direction: Point3
    snap: bool = True


@dataclass(frozen=True, slots=True)
class Dimension:
    """A measure to draw over the picture: between two points, its value in mm, and whether it is being typed."""

    start: Point3
    end: Point3
    value: float
    name: str  # "left", "right", "width", "height", ...
    typing: str = ""


type SpaceState = Literal["free", "aimed", "refused", "chosen"]


@dataclass(frozen=True, slots=True)
class Space:
    """An opening of a unit to show while an insert is in hand: its box in the axes of `frame`, and whether it takes what is in hand."""

    unit: str
    opening: str
    frame: Frame
    box: Box
    state: SpaceState


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be if the button were released now."""

    design: Design
    moving: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    guides: tuple[tuple[Point2, Point2], ...] = field(default=())
    spaces: tuple[Space, ...] = ()


@dataclass(frozen=True, slots=True)
class Commit:
    """The gesture is done: this is the new design, and the key of its name in the undo menu."""

    design: Design
    label: str
    selection: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancel:
    """The gesture is dropped; nothing changed."""


type Outcome = Preview | Commit | Cancel


class Tool(Protocol):
    """The life of a gesture; each call returns what to show or do."""

    def move(self, pointer: Pointer) -> Outcome:
        """The mouse moved."""
        ...

    def release(self, pointer: Pointer) -> Outcome:
        """The button was released (or clicked, for a placing that follows the mouse)."""
        ...

    def key(self, key: str) -> Outcome:
        """A key: a digit, ".", "-", "Backspace", "Tab", "Enter", "Escape", "R" (turn)."""
        ...
