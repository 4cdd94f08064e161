"""Why a change to a plan cannot be, in both languages."""

from __future__ import annotations

from app.plans.plan import Plan, PlanError
from app.words import Argument, Message, message, say


class EditError(PlanError):
    """A change that cannot be: a PlanError whose reason is also a message in zh and en."""

    def __init__(self, plan: Plan, place: str, told: Message) -> None:
        self.told = told
        super().__init__(plan.id, place, say(told, "en"))


def refusal(plan: Plan, place: str, key: str, **args: Argument) -> EditError:
    """Return the error to raise: `key` is a sentence of the area "edits"."""
    return EditError(plan, place, message(f"edits.{key}", **args))
