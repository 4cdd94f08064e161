"""What tests of the window do over and over: stand a unit on the wall, find a plan point in the picture, answer a question box."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app.design import edits
from app.design.layout import lay_out
from app.fit.placing import place_on_side
from app.plans.plan import Plan, Side
from app.plans.sides import sides
from app.ui.main_window import MainWindow
from app.ui.session import Session


def north(plan: Plan) -> Side:
    """Return the side a unit stands on with turn 0."""
    return next(side for side in sides(plan, plan.rooms[0].id) if side.turn == 0.0)


def stand(session: Session, sample: str, offset: float) -> str:
    """Stand a sample on the north side, `offset` mm from its left end; return the unit's id."""
    design = session.design
    assert design is not None
    layout = lay_out(design, session.catalog)
    frame = place_on_side(layout, session.catalog.build(sample), north(design.plan), offset, None)
    changed, unit_id = edits.place(design, sample, frame)
    session.commit(changed, "ui.step.place")
    return unit_id


def on_picture(window: MainWindow, x: float, y: float, z: float = 0.0) -> QPoint:
    """Return where a plan point is in the viewport, logical pixels."""
    point = window.viewport.project((x, y, z))
    assert point is not None
    return point.toPoint()


def answer(button: str) -> list[str]:
    """Press a button (by its text) of the next question box; the list gets the box's name and text when that happened."""
    seen: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, press)
            return
        seen.extend((box.objectName(), box.text()))
        next(b for b in box.buttons() if b.text() == button).click()

    QTimer.singleShot(20, press)
    return seen
