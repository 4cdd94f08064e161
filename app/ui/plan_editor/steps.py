"""Changes of the plan as steps of the design: what can be is one step of undo, what cannot be is told in the window's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from app.design.edits import set_plan
from app.plans.editing.edits import EditError, Part
from app.plans.plan import Plan
from app.records import DataError
from app.ui.session import Session
from app.words import Message, message


class Steps(QObject):
    """What the properties and the tools do to the plan, and which part of it is selected."""

    selected = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.part: Part | None = None

    @property
    def plan(self) -> Plan | None:
        """The plan of the open design."""
        return self.session.design.plan if self.session.design else None

    def select(self, part: Part | None) -> None:
        """Select a part of the plan, None for nothing."""
        if part != self.part:
            self.part = part
            self.selected.emit()

    def edit(self, change: Callable[[Plan], Plan], label: str) -> bool:
        """Change the plan, one step named by the message key `label`; return whether it could be done."""
        plan = self.plan
        if plan is None:
            return False
        try:
            made = change(plan)
        except DataError as problem:
            self.refuse(problem)
            return False
        return self.put(made, label)

    def put(self, made: Plan, label: str, remarks: Iterable[Message] = ()) -> bool:
        """Make `made` the plan of the design; return whether it is. `remarks` say what became of rooms."""
        design = self.session.design
        if design is None:
            return False
        try:
            changed = set_plan(design, made)
        except DataError as problem:
            self.refuse(problem)
            return False
        self.session.commit(changed, label)
        if self.plan is not made:
            return False
        told = [self.session.say(sentence) for sentence in remarks]
        if told:
            self.session.said.emit("info", "\n".join(told))
        return True

    def refuse(self, problem: DataError) -> None:
        """Tell why something cannot be, in the language of the window where the reason is known in it."""
        told = problem.told if isinstance(problem, EditError) else message("edits.cannot", cause=problem.cause)
        self.session.said.emit("error", self.session.say(told))
        self.selected.emit()  # the fields show the old value again
