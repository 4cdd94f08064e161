"""The construction profile in the window: chosen in the design's sheet, one step of undo, told; what cannot be made is not done."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from app.components.parts import Value
from app.design import edits
from app.geometry.frame import Frame
from app.ui.fields import Choice
from app.ui.main_window import MainWindow
from tests.ui.doing import stand


def field(window: MainWindow) -> Choice:
    (found,) = window.inspector.area.widget().findChildren(Choice, "design:profile")
    return found


def choose(window: MainWindow, profile: str) -> None:
    field(window).chosen.emit(profile)
    QApplication.processEvents()


def backs(window: MainWindow, unit: str) -> set[float]:
    return {panel.thickness for panel in window.session.placed(unit).component.panels if panel.role == "back"}


def test_a_profile_is_chosen_told_and_taken_back_in_one_step(bench: MainWindow) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 500.0)
    session.select(())
    design, steps = session.design, len(session.history.past)
    assert field(bench).currentText() == "RCP-18 标准工艺" and backs(bench, unit) == {5}
    choose(bench, "ECO-16")
    assert backs(bench, unit) == {9} and field(bench).currentData() == "ECO-16"
    assert len(session.history.past) == steps + 1
    assert bench.toast.isVisible() and "块尺寸改变" in bench.toast.text()
    session.undo()
    assert session.design is design and field(bench).currentData() == "RCP-18" and backs(bench, unit) == {5}


def test_a_profile_that_cannot_make_a_unit_is_told_and_not_taken(bench: MainWindow) -> None:
    session = bench.session
    session.set_language("en")
    states = session.catalog.parameters("cabinet_overtop")
    values: dict[str, Value] = {"doors_at": next(s.max for s in states if s.id == "doors_at" and s.max is not None)}
    changed, unit = edits.place(session.design, "cabinet_overtop", Frame(1000.0, 3000.0), values)
    session.commit(changed, "ui.step.place", ())
    design, steps = session.design, len(session.history.past)
    choose(bench, "ECO-16")
    assert session.design is design and len(session.history.past) == steps
    assert field(bench).currentData() == "RCP-18"
    assert unit in bench.toast.text() and "doors_at" in bench.toast.text()
    assert bench.toast.text().endswith("Nothing was changed")
