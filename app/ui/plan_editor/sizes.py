"""The sizes of the plan on the paper: each can be clicked and typed, and the wall or jamb at its end moves until it is that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from app.plans.plan import Plan

if TYPE_CHECKING:
    from app.ui.plan_editor.hand import Hand


class Sizes:
    """Paints the sizes while nothing is being drawn."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.editing = False

    def show_plan(self, plan: Plan) -> None: ...
    def hover(self, at: QPointF | None) -> None: ...
    def press(self, at: QPointF) -> bool:
        return False

    def close(self) -> None: ...
    def paint(self, painter: QPainter) -> None: ...
