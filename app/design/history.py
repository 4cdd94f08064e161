"""Undo and redo as a value: three piles of designs that share all they have in common. One gesture is one step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.design.design import Design

LIMIT = 200  # steps kept; the oldest is forgotten first


@dataclass(frozen=True, slots=True)
class Step:
    """A design that can be gone back (or forward) to; `label` is the message key of the gesture between it and its neighbour."""

    label: str
    design: Design


@dataclass(frozen=True, slots=True)
class History:
    """The life of a document: `past` oldest first, `present`, `future` next first."""

    present: Design
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    limit: int = LIMIT

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to make again."""
        return bool(self.future)

    @property
    def undo_label(self) -> str:
        """The message key of what undo would take back, "" when there is nothing."""
        return self.past[-1].label if self.past else ""

    @property
    def redo_label(self) -> str:
        """The message key of what redo would make again, "" when there is nothing."""
        return self.future[0].label if self.future else ""

    def commit(self, design: Design, label: str) -> History:
        """Return the history with `design` as its present; a gesture that changed nothing is no step."""
        if design == self.present:
            return self
        past = (*self.past, Step(label, self.present))
        return History(design, past[max(0, len(past) - self.limit) :], (), self.limit)

    def undo(self) -> History:
        """Return the history one step back; itself when there is none."""
        if not self.past:
            return self
        step = self.past[-1]
        return replace(
            self, past=self.past[:-1], present=step.design, future=(Step(step.label, self.present), *self.future)
        )

    def redo(self) -> History:
        """Return the history one step forward; itself when there is none."""
        if not self.future:
            return self
        step = self.future[0]
        return replace(
            self, past=(*self.past, Step(step.label, self.present)), present=step.design, future=self.future[1:]
        )
