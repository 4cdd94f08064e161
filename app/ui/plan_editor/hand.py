"""The hand on the paper: mouse and keys go to the tool in hand, and what the tool answers is shown or becomes a step of the design.

The tools (app/tools/drawing) are pure: they know points in mm and words, no pixels and no Qt. Shift lifts their constraints.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from app.geometry.frame import Point2
from app.plans.editing.edits import Part
from app.plans.editing.lines import Line
from app.plans.plan import Plan
from app.tools.drawing.curves import CurveTool
from app.tools.drawing.picking import Pick, PickSort
from app.tools.drawing.select import SelectTool
from app.tools.drawing.tool import Cancelled, Commit, DrawingTool, Outcome, Shown
from app.tools.drawing.tools import make_tool
from app.tools.drawing.walls import WallTool
from app.ui.plan_editor.keeping import Keeper
from app.ui.plan_editor.over import paint_shown
from app.ui.plan_editor.paper import Paper
from app.ui.plan_editor.room_tool import RoomTool
from app.ui.plan_editor.sizes import Sizes
from app.ui.plan_editor.steps import Steps
from app.ui.plan_editor.tool_table import TOOLS
from app.ui.plan_editor.two_points import TwoPoints
from app.ui.session import Session
from app.words import message

PICKED: dict[str, PickSort] = {
    "rooms": "room",
    "walls": "wall",
    "curves": "curve",
    "openings": "opening",
    "obstacles": "obstacle",
    "services": "service",
}
KEYS = {
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Delete: "Delete",
}
NUMBER = "0123456789.-"
PLAIN = str.maketrans(
    "０１２３４５６７８９．。，,－", "0123456789....-"
)  # what a Chinese keyboard types for digits, a point and a minus
SHORTCUTS = {entry.shortcut: entry.key for entry in TOOLS if entry.shortcut}
FLIPS = ("F", "R")  # a selected door: to its other jamb, to the other side
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # while something is drawn, all of them mean the tool
STILL = 4  # pixels; a hand that rests
CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Hand(Steps):
    """What the user does on the paper; `chosen` tells which tool is in hand."""

    chosen = Signal(str)
    fit_wanted = Signal()
    naming = Signal()  # a room was pointed at to be named

    def __init__(self, session: Session, paper: Paper, keeper: Keeper) -> None:
        super().__init__(session)
        self.paper, self.keeper = paper, keeper
        self.sizes = Sizes(self)
        self.tool_key = "select"
        self.tool: DrawingTool | TwoPoints | None = None
        self.new_wall = (0.0, 0.0)  # thickness and height of walls to be drawn, mm; 0 for the usual
        self.new_line: Line = "centre"  # which line of them is drawn
        self.shown = Shown()
        self._at: QPointF | None = None
        self._cancelled = False
        self._done: QPointF | None = None  # where the last step was done

    # --- tools -------------------------------------------------------------------------------------------------------

    def take(self, key: str) -> None:
        """Take a tool in hand; what was in hand is dropped."""
        plan = self.plan
        if plan is None:
            return
        self.tool_key = key
        tool = RoomTool(plan) if key == "room" else make_tool(key, plan, self.keeper.underlay)
        if isinstance(tool, WallTool | CurveTool):
            tool.thickness, tool.height = self.new_wall
        if isinstance(tool, WallTool):
            tool.line = self.new_line
        self.hold(tool)

    def hold(self, tool: DrawingTool | TwoPoints) -> None:
        """Take this very tool in hand."""
        self.tool, self.shown, self._cancelled = tool, Shown(), False
        self.sizes.close()
        if isinstance(tool, TwoPoints):
            self.tool_key = "select"
        if self.tool_key != "select":
            self.select(None)
        self.chosen.emit(self.tool_key)
        at_rest = self.tool_key == "select" and not isinstance(tool, TwoPoints)
        self.paper.cursor_at_rest = Qt.CursorShape.ArrowCursor if at_rest else Qt.CursorShape.CrossCursor
        self.paper.rest()
        plan = self.plan
        first = tool.rebase(plan) if plan is not None else None
        if isinstance(first, Shown):
            self.shown = Shown(hint=first.hint)  # the pointer may be elsewhere: only what to do
        self._again()

    def draw_walls_of(self, thickness: float, height: float, line: Line) -> None:
        """Draw walls of another thickness and height from now on, mm, 0 for the usual ones of a place, and by another of their lines."""
        self.new_wall, self.new_line = (thickness, height), line
        if isinstance(self.tool, WallTool | CurveTool):
            self.tool.thickness, self.tool.height = self.new_wall
        if isinstance(self.tool, WallTool):
            self.tool.line = line
        self._again()

    def choose(self, part: Part) -> None:
        """Select a part of the plan from elsewhere: a list."""
        self.take("select")
        if isinstance(self.tool, SelectTool):
            self._answer(self.tool.choose(Pick(PICKED[part[0]], part[1])))

    def show_plan(self, plan: Plan) -> None:
        """Go on from another plan: undo, a change in the properties, another design."""
        if self.part is not None and all(one.id != self.part[1] for one in getattr(plan, self.part[0])):
            self.select(None)
        self.sizes.show_plan(plan)
        if self.tool is None:
            self.take("select")
        else:
            self._answer(self.tool.rebase(plan))
            self._again()

    def _again(self) -> None:
        """Let the tool answer the mouse where it is, as if it had moved."""
        if self.tool is not None and self._at is not None and self.paper.underMouse():
            self._answer(self.tool.move(self._point(self._at), self._scale))
        else:
            self.paper.update()

    def _answer(self, outcome: Outcome) -> None:
        tool = self.tool
        if isinstance(outcome, Commit):
            self.shown, self._done = Shown(), self._at
            part = outcome.chosen[0] if outcome.chosen else None
            if self.put(outcome.plan, outcome.label, outcome.remarks):
                self.select(part if part is None or self._is(part) else None)
            elif tool is not None and self.plan is not None:
                self._answer(tool.rebase(self.plan))
        elif isinstance(outcome, Cancelled):
            self.shown = Shown()
            if self._cancelled and self.tool_key != "select":
                self.take("select")
            elif self.tool_key == "select":
                self.select(None)
            self._cancelled = True
        else:
            self.shown = Shown(hint=outcome.hint) if outcome.refused and self._rests(outcome) else outcome
            if outcome.chosen:
                self.select(outcome.chosen[0])
            elif self.tool_key == "select" and not isinstance(tool, TwoPoints):
                self.select(None)
        if isinstance(tool, WallTool) and tool.line != self.new_line:
            self.new_line = tool.line  # by its own key
            self.chosen.emit(self.tool_key)
        if isinstance(tool, TwoPoints) and tool.done and self.tool is tool:
            self.take("select")
        self.paper.update()

    def _rests(self, shown: Shown) -> bool:
        """Return whether the mouse is still where a step was done, and nothing is typed: that it cannot be done twice is no news."""
        if self._at is None or self._done is None or any(reading.typing for reading in shown.readings):
            return False
        return (self._at - self._done).manhattanLength() <= STILL

    def _is(self, part: Part) -> bool:
        return self.plan is not None and any(one.id == part[1] for one in getattr(self.plan, part[0]))

    # --- mouse -------------------------------------------------------------------------------------------------------

    @property
    def _scale(self) -> float:
        return 1.0 / self.paper.sight.scale

    def _point(self, at: QPointF) -> Point2:
        return self.paper.at(at)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The mouse moved."""
        self._at = at
        if self.tool is not None:
            self._answer(self.tool.move(self._point(at), self._scale, _free(modifiers)))
        self.sizes.hover(at if self.tool_key == "select" else None)

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The left button went down."""
        self._at, self._cancelled, self._done = at, False, None
        if self.tool_key == "select" and not isinstance(self.tool, TwoPoints) and self.sizes.press(at):
            return
        self.sizes.close()
        self._on_tool(lambda tool: tool.press(self._point(at), self._scale, _free(modifiers)))

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The left button came up."""
        self._at = at
        if not self.sizes.editing:
            self._on_tool(lambda tool: tool.release(self._point(at), self._scale, _free(modifiers)))
        if isinstance(self.tool, RoomTool) and self.part is not None:
            self.naming.emit()

    def double(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """A double click: its second press, then its name."""
        self.press(at, modifiers)
        if not self.sizes.editing:
            self.key("Double")

    def leave(self) -> None:
        """The mouse has left the paper."""
        self._at = None
        self.paper.update()

    def _on_tool(self, what: Callable[[DrawingTool | TwoPoints], Outcome]) -> None:
        tool = self.tool
        outcome = what(tool) if tool is not None else None
        if outcome is not None and self.tool is tool:  # else it was put away, and what it shows is of the past
            self._answer(outcome)

    # --- keys --------------------------------------------------------------------------------------------------------

    def key(self, name: str) -> None:
        """A key of the tools."""
        if name != "Escape":
            self._cancelled, self._done = False, None
        self._on_tool(lambda tool: tool.key(name))

    def wants(self, event: QKeyEvent) -> bool:
        """Return whether a key is for the paper and not for the menus."""
        if event.modifiers() & CONTROL:
            return False
        text = event.text().translate(PLAIN)
        busy = self.tool_key != "select" or self.part is not None or isinstance(self.tool, TwoPoints)
        return Qt.Key(event.key()) in KEYS or (
            bool(text) and ((text in NUMBER and busy) or text.upper() in self._letters())
        )

    def _letters(self) -> Collection[str]:
        """Return the letters that mean something now."""
        if self.tool_key != "select":
            return LETTERS
        return (*SHORTCUTS, *FLIPS) if self.part is not None and self.part[0] == "openings" else SHORTCUTS

    def pressed_key(self, event: QKeyEvent) -> bool:
        """Take a key; return whether it meant something."""
        if not self.wants(event):
            return False
        name, text = KEYS.get(Qt.Key(event.key())), event.text().translate(PLAIN)
        if name:
            self.key(name)
        elif text in NUMBER or text.upper() not in SHORTCUTS or any(one.typing for one in self.shown.readings):
            self._cancelled = False
            self._on_tool(lambda tool: tool.type(text))
        else:
            self.take(SHORTCUTS[text.upper()])
        return True

    def delete(self) -> None:
        """Take what is selected out of the plan."""
        if self.tool_key == "select":
            self.key("Delete")

    # --- what it shows -----------------------------------------------------------------------------------------------

    def middle(self) -> Point2:
        """Return the point in the middle of the paper, mm."""
        return self.paper.at(QPointF(self.paper.width() / 2, self.paper.height() / 2))

    def show_all(self) -> None:
        """Fit everything into the paper."""
        self.fit_wanted.emit()

    def paint(self, painter: QPainter) -> None:
        """Paint sizes, marks, measures and what to do next over the paper."""
        self.sizes.paint(painter)
        shown, hint = self.shown, message("plan_editor.hint.size") if self.sizes.editing else None
        opening = self.part is not None and self.part[0] == "openings" and self.tool_key == "select"
        if opening and shown.plan is None and not any(reading.typing for reading in shown.readings):
            shown = replace(shown, readings=())  # its sizes are there to be clicked
        paint_shown(painter, self.paper, shown, self._at, self.session, hint)


def _free(modifiers: Qt.KeyboardModifier) -> bool:
    return bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
