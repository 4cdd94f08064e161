"""Points at rooms: a click selects one, so that its name can be typed; a click on a closed space that is no room makes it one. Pure."""

from __future__ import annotations

from app.geometry.frame import Point2
from app.plans.editing.closing import space_at
from app.plans.editing.edits import EditError, add_room
from app.plans.plan import Plan, PlanError
from app.plans.sides import room_of
from app.tools.drawing.tool import Cancelled, Commit, Mark, Outcome, Shown
from app.words import message


class RoomTool:
    """A drawing tool that points at rooms."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def rebase(self, plan: Plan) -> Outcome:
        """Go on from another plan."""
        self._plan = plan
        return Shown(hint=message("plan_editor.hint.room"))

    def move(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Light up the room under the pointer, or the space that could be one."""
        room = room_of(self._plan, point)
        hint = message("plan_editor.hint.room")
        if room is not None:
            return Shown(marks=(Mark(room.outline, "hover", True),), hint=hint)
        try:
            return Shown(marks=(Mark(space_at(self._plan, point), "ghost", True),), hint=hint)
        except PlanError:
            return Shown(hint=hint)

    def press(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Select the room, or make the space one."""
        room = room_of(self._plan, point)
        if room is not None:
            return Shown(marks=(Mark(room.outline, "chosen", True),), chosen=(("rooms", room.id),))
        try:
            made = add_room(self._plan, point)
        except EditError as problem:
            return Shown(refused=problem.told)
        except PlanError:
            return Shown(refused=message("plan_editor.hint.open"))
        return Commit(made, "plan_editor.step.room", (), (("rooms", made.rooms[-1].id),))

    def release(self, point: Point2, scale: float, free: bool = False) -> Outcome:
        """Nothing is dragged."""
        return self.move(point, scale, free)

    def type(self, text: str) -> Outcome:
        """Nothing is typed here; the name is typed in its field."""
        return Shown(hint=message("plan_editor.hint.room"))

    def key(self, name: str) -> Outcome:
        """Escape puts the tool away."""
        return Cancelled() if name == "Escape" else Shown(hint=message("plan_editor.hint.room"))
