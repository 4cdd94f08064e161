"""Inspector, findings, library, plan chooser: what they show is so, and what is changed there happens, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from app.design.design import with_unit
from app.fit.finding import Finding, Fix
from app.plans.house_types.library import Entry
from app.ui.fields import Choice, NumberField, parse_number
from app.ui.findings_panel import FindingCard, numbers
from app.ui.inside import Inside
from app.ui.main_window import MainWindow
from app.ui.rows import Rows, limits
from app.ui.session import Session
from app.words import Message
from tests.ui.doing import stand

LEFT = Qt.MouseButton.LeftButton


def field(window: MainWindow, key: str, kind: type[Any] = NumberField, part: str = "value") -> Any:
    found = [w for w in window.inspector.area.widget().findChildren(kind, f"{part}:{key}")]
    assert len(found) == 1, key
    return found[0]


def type_into(qtbot: Any, widget: QLineEdit, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)
    qtbot.keyClick(widget, Qt.Key.Key_Return)


NUMBERS = {"612": 612.0, "612.5": 612.5, " 2501 mm": 2501.0, "612,25": 612.25}
NO_NUMBERS = ("0.125", "", "wide", "nan", "1e12")


@pytest.mark.parametrize(("text", "value"), [*NUMBERS.items(), *((text, None) for text in NO_NUMBERS)])
def test_a_typed_number_is_taken_as_it_stands_or_not_at_all(text: str, value: float | None) -> None:
    assert parse_number(text) == value


def test_a_width_is_edited_with_its_limits_and_is_one_step(bench: MainWindow, qtbot: Any) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 500.0)
    session.select((unit,))
    steps = len(session.history.past)
    state = next(s for s in session.catalog.parameters("base_doors-600") if s.id == "width")
    width = field(bench, "width")
    assert width.text() == "600"
    assert width.toolTip() == limits(session, state.min, state.max, "mm")
    type_into(qtbot, width, "612.5")
    assert dict(session.design.unit(unit).values)["width"] == 612.5
    assert len(session.history.past) == steps + 1
    assert "612.5" in bench.inspector.code.text()
    assert field(bench, "width") is width  # the field kept the cursor
    session.undo()
    assert width.text() == "600"


def test_a_number_out_of_limits_is_told_and_nothing_changes(bench: MainWindow, qtbot: Any) -> None:
    session = bench.session
    session.select((stand(session, "base_doors-600", 500.0),))
    before = session.design
    type_into(qtbot, field(bench, "width"), "99999")
    assert session.design is before
    assert field(bench, "width").text() == "600"
    complaint = next(rows.complaint for rows in bench.inspector.findChildren(Rows) if rows.complaint.isVisibleTo(bench))
    assert "99999" in complaint.text()
    assert "mm" in complaint.text()
    bench.inspector.area.widget().layout().activate()
    assert 0 < complaint.y() - field(bench, "width").geometry().bottom() < 20  # right below the field


def test_undo_in_a_number_field_takes_the_last_step_back(bench: MainWindow, qtbot: Any) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 500.0)
    session.select((unit,))
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow)
    width = field(bench, "width")
    type_into(qtbot, width, "700")
    qtbot.keyClick(width, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert width.text() == "600"
    assert session.design.unit(unit).values == ()
    qtbot.keyClicks(width, "5")  # what is being typed is the field's own to take back
    typed = width.text()
    qtbot.keyClick(width, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert width.text() != typed
    assert len(session.design.units) == 1


def test_the_way_back_to_the_default(bench: MainWindow, qtbot: Any) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 500.0)
    session.select((unit,))
    type_into(qtbot, field(bench, "width"), "700")
    rows = field(bench, "width").parent()
    back = [b for b in rows.findChildren(QWidget, "reset") if b.isVisibleTo(bench)]
    assert len(back) == 1
    qtbot.mouseClick(back[0], LEFT)
    assert session.design.unit(unit).values == ()


def test_several_units_are_edited_at_once_in_one_step(bench: MainWindow, qtbot: Any) -> None:
    session = bench.session
    one, two = stand(session, "base_doors-600", 0.0), stand(session, "base_doors-450", 1500.0)
    session.select((one, two))
    assert "2" in bench.inspector.title.text()
    assert field(bench, "width").text() == ""  # they differ
    steps = len(session.history.past)
    type_into(qtbot, field(bench, "height"), "700")
    assert [dict(unit.values)["height"] for unit in session.design.units] == [700.0, 700.0]
    assert len(session.history.past) == steps + 1


def test_offsets_from_both_ends_of_the_wall(bench: MainWindow, qtbot: Any) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 500.0)
    session.select((unit,))
    assert (field(bench, "left", part="place").text(), field(bench, "right", part="place").text()) == (
        "500",
        "2900",
    )  # 4000 mm of wall, 600 of cabinet
    type_into(qtbot, field(bench, "right", part="place"), "0")
    assert session.design.unit(unit).frame.x == 3400.0
    type_into(qtbot, field(bench, "left", part="place"), "12.5")
    assert session.design.unit(unit).frame.x == 12.5
    type_into(qtbot, field(bench, "elevation", part="place"), "50")
    assert session.design.unit(unit).frame.z == 50.0


def test_turning_by_the_list_keeps_the_middle(bench: MainWindow) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 500.0)
    session.select((unit,))
    middle = session.placed(unit).centre
    turn = field(bench, "turn", Choice, "place")
    turn.chosen.emit(180.0)
    assert session.design.unit(unit).frame.turn == 180.0
    assert session.placed(unit).centre == pytest.approx(middle)


def test_finish_of_a_unit_and_of_the_whole_design(bench: MainWindow) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 500.0)
    session.select(())
    field(bench, "carcass", Choice, "finish").chosen.emit("graphite")
    assert dict(session.design.finish)["carcass"] == "graphite"
    session.select((unit,))
    assert field(bench, "carcass", Choice, "finish").currentData() == "graphite"
    field(bench, "front", Choice, "finish").chosen.emit("sage")
    assert dict(session.design.unit(unit).finish) == {"front": "sage"}
    assert {p.decor for p in session.placed(unit).component.panels if p.role == "door"} == {"sage"}


def test_an_insert_goes_in_and_out(bench: MainWindow, qtbot: Any) -> None:
    session = bench.session
    wardrobe = next(s.id for s in session.catalog.samples if s.family == "wardrobe_hinged")
    unit = stand(session, wardrobe, 500.0)
    session.select((unit,))
    inside = bench.inspector.findChild(Inside)
    assert inside is not None
    opening = session.placed(unit).component.openings[0]
    menu = QMenu()
    inside.offer(menu, opening)
    panels = len(session.placed(unit).component.panels)
    next(action for action in menu.actions() if action.objectName() == "offer:shelf_insert").trigger()
    assert len(session.design.unit(unit).inserts) == 1
    assert session.insert == "i1"
    assert len(session.placed(unit).component.panels) > panels
    low, high = field(bench, "at", part="insert:i1").limits
    opening = session.placed(unit).component.openings[0].box.size[2]
    assert low == 60.0  # families/shelf_insert.toml
    assert opening - 100.0 < high < opening - 60.0  # a shelf's thickness less
    type_into(qtbot, field(bench, "at", part="insert:i1"), "412.5")
    assert dict(session.design.unit(unit).inserts[0].values) == {"at": 412.5}
    type_into(qtbot, field(bench, "at", part="insert:i1"), "99999")
    assert dict(session.design.unit(unit).inserts[0].values) == {"at": 412.5}
    away = next(
        w for w in bench.inspector.findChildren(QWidget) if w.objectName() == "removeInsert:i1" and w.isVisibleTo(bench)
    )
    qtbot.mouseClick(away, LEFT)
    assert session.design.unit(unit).inserts == ()


def test_name_and_customer_are_kept_in_the_design(bench: MainWindow, qtbot: Any) -> None:
    name = bench.inspector.findChild(QLineEdit, "design:customer")
    name.setText("王女士")  # QTest types ASCII only
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert bench.session.design.customer.name == "王女士"
    type_into(qtbot, bench.inspector.findChild(QLineEdit, "design:name"), "  ")
    assert bench.session.design.name == "一间房"  # a design keeps its name


def overlapping(session: Session) -> tuple[str, str]:
    return stand(session, "base_doors-600", 500.0), stand(session, "base_doors-600", 900.0)


def test_an_overlap_is_listed_clicked_and_mended(bench: MainWindow, qtbot: Any) -> None:
    session = bench.session
    pair = overlapping(session)
    session.select(())
    card = next(card for card in bench.findings.cards if card.finding.rule == "overlap")
    words = " ".join(text.text() for text in card.findChildren(QLabel))
    assert "200" in words  # 500 + 600 - 900
    before = bench.viewport.camera
    card.clicked.emit(card.finding)
    assert set(session.selection) == set(pair)
    assert bench.viewport.camera != before
    steps = len(session.history.past)
    qtbot.mouseClick(card.fixes[0], LEFT)
    assert not [finding for finding in session.findings if finding.rule == "overlap"]
    assert len(session.history.past) == steps + 1
    assert not any(isinstance(c, FindingCard) and c.finding.rule == "overlap" for c in bench.findings.cards)


def test_what_cannot_be_built_is_told_and_is_no_step(bench: MainWindow) -> None:
    session = bench.session
    unit = stand(session, "base_doors-600", 500.0)
    before, steps = session.design, len(session.history.past)
    impossible = replace(session.design.unit(unit), values=(("width", 5.0),))
    session.commit(with_unit(session.design, impossible), "ui.step.value")
    assert session.design is before
    assert len(session.history.past) == steps
    assert bench.toast.isVisible()
    assert "width" in bench.toast.text()
    way = Fix(Message("fit.no_room", (("unit", "A"),)), unit, impossible)
    assert not session.can_apply(way)
    found = Finding("error", "overlap", (unit,), way.message, 1.0, 0.0, (0.0, 0.0, 0.0), (way,))
    assert FindingCard(session, found).fixes == []


def test_a_long_list_of_findings_is_cut_and_says_so(bench: MainWindow) -> None:
    session, found = (
        bench.session,
        Finding("error", "overlap", (), Message("fit.no_room", (("unit", "A"),)), 1.0, 0.0, (0.0,) * 3),
    )
    session.findings = (found,) * 100
    bench.findings.refresh()
    assert len(bench.findings.cards) == 40
    assert any("60" in text.text() for text in bench.findings.area.widget().findChildren(QLabel))
    assert bench.findings.badge.text() == "100"


def test_the_findings_leave_the_inspector_what_they_do_not_need(bench: MainWindow, qtbot: Any) -> None:
    stand(bench.session, "base_doors-600", 500.0)
    qtbot.wait(20)
    low = bench.findings.height()
    overlapping(bench.session)
    qtbot.wait(20)
    assert bench.findings.height() > low
    assert bench.inspector.height() > bench.findings.height()


def test_an_angle_is_given_in_degrees_and_a_length_in_mm(bench: MainWindow) -> None:
    session = bench.session
    stand(session, "base_doors-600", 500.0)
    for message, words in (("fit.cabinet_door_swing", "实测 23.8°"), ("fit.overlap", "实测 23.8 mm")):
        found = Finding("error", "", (), Message(message), 23.8, 90.0, (0.0, 0.0, 0.0))
        assert numbers(session, found).startswith(words)


def test_a_pin_in_the_picture_selects_what_does_not_fit(bench: MainWindow, qtbot: Any) -> None:
    pair = overlapping(bench.session)
    bench.session.select(())
    bench.viewport.repaint()
    box, _ = bench.viewport.pins[0]
    qtbot.mouseClick(bench.viewport, LEFT, Qt.KeyboardModifier.NoModifier, box.center().toPoint())
    assert set(bench.session.selection) == set(pair)


def test_chooser_finds_by_words_and_size_and_begins(window: MainWindow, qtbot: Any) -> None:
    chooser = window.chooser

    def shown() -> tuple[Entry, ...]:
        return chooser.cards.plans.entries

    assert len(shown()) >= 12
    chooser.search.setText("三室")
    assert shown()
    assert all("三室" in entry.name.zh for entry in shown())
    chooser.search.setText("")
    qtbot.mouseClick(next(chip for chip in chooser.chips if chip.objectName() == "ui.plans.small"), LEFT)
    assert shown()
    assert all(entry.area_m2 < 60 for entry in shown())
    last = shown()[-1].id
    qtbot.mouseClick(chooser.cards.viewport(), LEFT, pos=chooser.cards.place(last))
    qtbot.mouseClick(chooser.findChild(QPushButton, "primary"), LEFT)
    assert window.session.design.plan == chooser.plan(last)
    assert window.at_work


def test_switches_and_lists_of_a_sample_are_there(bench: MainWindow) -> None:
    session = bench.session
    session.select((stand(session, "base_doors-600", 500.0),))
    for state in session.catalog.parameters("base_doors-600"):
        kind = Choice if state.choices else QCheckBox if state.kind == "bool" else NumberField
        assert field(bench, state.id, kind) is not None


def test_limits_are_written_without_rounding(session: Session) -> None:
    assert limits(session, 250.0, 1200.5, "mm") == "250 – 1200.5 mm"
    assert limits(session, None, 4.0, "") == "≤ 4"
