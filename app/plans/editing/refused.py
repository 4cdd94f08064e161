"""Why a change to a plan cannot be, in both languages; and the gate that every change passes."""

from __future__ import annotations

from app.plans.check import check_plan
from app.plans.closing import close_rooms
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


def finish(before: Plan, after: Plan) -> Plan:
    """Return a changed plan with its rooms closed anew; raise PlanError when it cannot be."""
    for wall in after.walls:
        if wall.length < 1.0:
            raise refusal(before, f"walls.{wall.id}", "wall_without_length", wall=wall.id)
    closed = close_rooms(before, after)
    check_plan(closed, before.id, draft=True)
    return closed
