"""Surfaces: what the user set for the whole home goes over what a sample brings, and there is a way back to the sample's own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.fields import Choice
from app.ui.main_window import MainWindow
from tests.ui.doing import stand


def choice(window: MainWindow, slot: str) -> Choice:
    (found,) = window.inspector.area.widget().findChildren(Choice, f"finish:{slot}")
    return found


def fronts(window: MainWindow, unit: str) -> set[str]:
    return {panel.decor for panel in window.session.placed(unit).component.panels if panel.role == "door"}


def own_front(window: MainWindow) -> str:
    """The front that the sample brings by itself."""
    (decor,) = {p.decor for p in window.session.catalog.build("base_doors-600").panels if p.role == "door"}
    return decor


def test_where_nothing_is_set_the_home_names_no_decor(bench: MainWindow) -> None:
    unit = stand(bench.session, "base_doors-600", 500.0)
    bench.session.select(())
    assert choice(bench, "front").currentData() is None
    assert choice(bench, "front").currentText() == "各样品自带"
    assert fronts(bench, unit) == {own_front(bench)}


def test_what_is_set_for_the_home_is_shown_by_every_sample_until_it_is_taken_back(bench: MainWindow) -> None:
    session, own = bench.session, own_front(bench)
    unit = stand(session, "base_doors-600", 500.0)
    other = "walnut" if own != "walnut" else "graphite"
    session.select(())
    choice(bench, "front").chosen.emit(other)
    assert fronts(bench, unit) == {other}
    assert choice(bench, "front").currentData() == other
    steps = len(session.history.past)
    choice(bench, "front").chosen.emit(None)
    assert dict(session.design.finish) == {}
    assert fronts(bench, unit) == {own}
    assert len(session.history.past) == steps + 1


def test_a_unit_goes_back_to_the_finish_of_the_home(bench: MainWindow, qtbot: Any) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 500.0)
    session.set_design_finish("front", "walnut")
    session.select((unit,))

    def ways_back() -> list[QWidget]:
        rows = choice(bench, "front").parentWidget()
        return [button for button in rows.findChildren(QWidget, "reset") if button.isVisibleTo(bench)]

    assert ways_back() == []
    choice(bench, "front").chosen.emit("sage")
    assert fronts(bench, unit) == {"sage"}
    (back,) = ways_back()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert session.design.unit(unit).finish == ()
    assert fronts(bench, unit) == {"walnut"}
