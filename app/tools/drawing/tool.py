"""Drawing a plan: a tool turns points, typed text and keys into a new plan; pure, without Qt. One gesture is one Commit, one undo step.

Points are plan axes, mm; `scale` is mm a pixel, so that what snaps within ten pixels does so at any zoom. `free` is True while the user
holds the key that lifts the constraints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.geometry.frame import Point2
from app.plans.editing.whole import Part
from app.plans.plan import Plan
from app.words import Message

LOOKS = ("wall", "ghost", "line", "guide", "snap", "chosen", "hover", "refused")
"""Inks of marks: walls to be, bodies to be, the line drawn, a dashed guide, a snapped point, the chosen, the pointed at, the impossible."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line or outline to paint over the plan; `look` is one of LOOKS; one point alone is a small cross or square of fixed size."""

    points: tuple[Point2, ...]
    look: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure to paint: between two points, or an angle at `a`; `typing` is the text in hand when it is the field being typed."""

    a: Point2
    b: Point2
    value: float
    name: str  # "length", "angle", "left", "right", "width", "radius", "sweep", "depth", "height", "distance"
    unit: str = "mm"  # or "deg"
    typing: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What to show now; `plan` is what would be if the button went down now, None when nothing would change.

    `refused` says why that cannot be. `hint` is what to do next. `chosen` is what is selected.
    """

    plan: Plan | None = None
    marks: tuple[Mark, ...] = ()
    readings: tuple[Reading, ...] = ()
    hint: Message | None = None
    refused: Message | None = None
    chosen: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Commit:
    """The gesture is done: the new plan, the key of its name in the undo menu, what to tell (rooms that came and went), what to select.

    The tool stays in hand and goes on from the new plan.
    """

    plan: Plan
    label: str
    remarks: tuple[Message, ...] = ()
    chosen: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The gesture is dropped; nothing changed. A second one in a row: the tool may be put away."""


type Outcome = Shown | Commit | Cancelled


class DrawingTool(Protocol):
    """The life of a drawing tool; each call returns what to show or do."""

    def rebase(self, plan: Plan) -> Outcome:
        """The plan is another now (undo, a change elsewhere): drop what was in hand and go on from it."""
        ...

    def move(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """The pointer moved."""
        ...

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """The button went down."""
        ...

    def release(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """The button came up."""
        ...

    def type(self, text: str) -> Outcome:
        """Characters were typed: digits, ".", "-"; other letters are keys of the tool."""
        ...

    def key(self, name: str) -> Outcome:
        """A key: "Enter", "Tab", "Escape", "Backspace", "Delete", "Space", or "Double" for a double click (after its presses)."""
        ...
