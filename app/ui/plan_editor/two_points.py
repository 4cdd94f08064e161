"""Two points clicked on the underlay, and their distance typed where it is asked for; a drawing tool that changes no plan."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

from app.geometry.frame import Point2
from app.plans.plan import Plan
from app.tools.drawing.tool import Cancelled, Mark, Outcome, Reading, Shown
from app.tools.drawing.typed import in_mm
from app.words import message

type Found = Callable[[Point2, Point2, float], None]


class TwoPoints:
    """Asks for two points to "scale" (then their distance, mm) or "level" a picture by; `found` gets them, and `done` is True then."""

    def __init__(self, what: Literal["scale", "level"], found: Found) -> None:
        self._what, self._found = what, found
        self._points: tuple[Point2, ...] = ()
        self._at: Point2 | None = None
        self._typed = ""
        self.done = False

    def rebase(self, plan: Plan) -> Outcome:
        """The points stay: they lie on the picture, not on the plan."""
        return self._shown()

    def move(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """The second point follows the pointer."""
        if len(self._points) < 2:
            self._at = point
        return self._shown()

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Take a point; the second must lie somewhere else."""
        if len(self._points) < 2 and (not self._points or math.dist(self._points[0], point) > 4 * scale):
            self._points = (*self._points, point)
            self._at = point
            if len(self._points) == 2 and self._what == "level":
                self._finish(math.dist(*self._points))
        return self._shown()

    def release(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """A drag from the first to the second point serves as two clicks."""
        if len(self._points) == 1 and math.dist(self._points[0], point) > 12 * scale:
            return self.press(point, scale, free)
        return self._shown()

    def type(self, text: str) -> Outcome:
        """Take a digit of the distance."""
        if text in ("m", "M"):
            self._typed = in_mm(self._typed)
        elif (
            len(self._points) == 2
            and len(self._typed) < 9
            and (text.isdigit() or (text == "." and "." not in self._typed))
        ):
            self._typed += text
        return self._shown()

    def key(self, name: str) -> Outcome:
        """Enter takes the distance, Backspace takes a digit or a point back, Escape drops all."""
        if name == "Escape":
            self.done = True
            return Cancelled()
        if name == "Backspace" and self._typed:
            self._typed = self._typed[:-1]
        elif name == "Backspace":
            self._points = self._points[:-1]
        elif name == "Enter" and len(self._points) == 2 and self._typed.strip("."):
            self._finish(float(self._typed))
        return self._shown()

    def _finish(self, length: float) -> None:
        self.done = True
        self._found(self._points[0], self._points[1], length)

    def _shown(self) -> Shown:
        step = len(self._points)
        hint = message(f"plan_editor.hint.{self._what}{min(step, 2) + 1}")
        if not step or self._at is None:
            return Shown(hint=hint)
        a = self._points[0]
        b = self._points[1] if step == 2 else self._at
        marks = (Mark((a, b), "line"), Mark((a,), "snap"), Mark((b,), "snap"))
        if self._what == "level" or step < 2:
            return Shown(marks=marks, hint=hint)
        length = Reading(a, b, math.dist(a, b), "length", typing=self._typed or " ")
        return Shown(marks=marks, readings=(length,), hint=hint)
