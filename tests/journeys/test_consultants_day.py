"""A consultant's day with real mouse and keys: plan, cabinets, an exact gap, an overlap, undo, the fix, save, export, submit, the order.

The kitchen of two_bed_75: its north wall is the line y = 8800 from x = 100 (corner) to x = 3250, seen from inside left to right. mm.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QTableWidget,
)
from pytestqt.qtbot import QtBot

import main
from app.design.design import Unit
from app.design.files import read_design
from app.orders.order_book import OrderBook
from app.ui.export_dialog import ExportDialog
from app.ui.main_window import MainWindow
from app.ui.orders_dialog import OrdersDialog

from .day import CORNER, EXACT, WALL, Day
from .hand import spot

GAP = 602.5  # mm that the dishwasher wants
FIRST, SECOND = ("BD-600", "base_doors-600", 600.0), ("BW-800", "base_drawers-800", 800.0)  # code, sample, width in mm
CUSTOMER = "Chen Lan"
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def day(window: MainWindow, qtbot: QtBot) -> Day:
    """A day at the window."""
    return Day(window, qtbot)


@pytest.mark.xcb
@pytest.mark.timeout(240)
def test_consultants_day(day: Day, home: Path, shoot: Callable[..., Path]) -> None:
    """From the first page to the order in the book; the design, the files and the book say whether it went well."""
    choose_plan(day, shoot)
    second = place_two(day, shoot)
    overlap_and_undo(day, second, shoot)
    overlap_and_fix(day, shoot)
    switch_language(day, shoot)
    design = save(day, home, shoot)
    package = export(day, design, shoot)
    number = submit(day, shoot)
    find_order(day, number, package, shoot)


def choose_plan(day: Day, shoot: Callable[..., Path]) -> None:
    """Choose the 75 m² flat on the first page and its kitchen over the picture."""
    assert not day.window.at_work
    day.choose_plan("two_bed_75")
    shoot("journey-1-plan")
    day.hand.click(spot(day.window.chooser.start))
    day.until(lambda: day.window.at_work and day.view.frames)
    assert day.session.design is not None and day.session.design.plan.id == "two_bed_75"
    day.click("room:kitchen")
    day.until(lambda: day.view.room == "kitchen")
    day.click("design:customer")
    day.hand.type(CUSTOMER)
    day.hand.key("Return")
    day.until(lambda: day.session.design is not None and day.session.design.customer.name == CUSTOMER)


def place_two(day: Day, shoot: Callable[..., Path]) -> Unit:
    """Drag a cabinet into the corner; drag another and type its distance while it hangs on the mouse."""
    code, sample, width = FIRST
    card = day.find_sample(code, sample)
    day.hand.drag(card, day.at(CORNER + width / 2 + 30, WALL - 300))
    day.until(lambda: len(day.units) == 1)
    day.stands(day.units[0], CORNER)
    assert day.session.selection == (day.units[0].id,)

    card = day.find_sample(SECOND[0], SECOND[1])
    target = day.at(CORNER + width + 1000, WALL - 300)

    def type_gap() -> None:
        day.hand.type(str(GAP))
        preview = day.session.preview
        assert preview is not None and len(day.units) == 1
        left = next(one for one in preview.dimensions if one.name == "left")
        assert left.typing == str(GAP) and left.value == pytest.approx(GAP, abs=EXACT)
        shoot("journey-2-exact", target)

    day.hand.drag(card, target, type_gap)
    day.until(lambda: len(day.units) == 2)
    first, second = day.units
    assert (first.sample, second.sample) == (FIRST[1], SECOND[1])
    day.stands(first, CORNER)
    day.stands(second, CORNER + width + GAP)
    assert not [f for f in day.session.findings if f.level == "error"]
    shoot("journey-3-placed")
    return second


def overlap_and_undo(day: Day, second: Unit, shoot: Callable[..., Path]) -> None:
    """Without snapping the hand pushes the second cabinet into the first: a finding. Ctrl+Z takes the push back."""
    day.hand.key("s")
    day.until(lambda: not day.session.snapping)
    start, end = day.front(second, SECOND[2]), day.front(second, SECOND[2], -GAP - 220)
    day.hand.drag(start, end)
    day.until(lambda: day.overlaps)
    (found,) = day.overlaps
    assert found.level == "error" and found.measured is not None and 150 < found.measured < 300
    assert set(found.units) == {unit.id for unit in day.units}
    (card,) = [card for card in day.window.findings.cards if card.finding is found]
    assert card.isVisible()
    shoot("journey-4-overlap")
    day.hand.key("ctrl+z")
    day.until(lambda: not day.overlaps)
    day.stands(day.units[1], second.frame.x)
    day.hand.key("s")
    day.until(lambda: day.session.snapping)


def overlap_and_fix(day: Day, shoot: Callable[..., Path]) -> None:
    """A minus typed by mistake makes the next overlap, by exactly the number; the finding's button mends it."""
    second = day.units[1]
    start = day.front(second, SECOND[2])
    day.hand.drag(start, start + QPoint(-60, 20), lambda: day.hand.type("-150"))
    day.until(lambda: day.overlaps)
    (found,) = day.overlaps
    assert found.measured == pytest.approx(150.0, abs=EXACT)
    day.stands(day.units[1], CORNER + FIRST[2] - 150.0)
    (card,) = [card for card in day.window.findings.cards if card.finding is found]
    day.hand.move(spot(card.fixes[0]))
    shoot("journey-5-fix", spot(card.fixes[0]))
    day.hand.click(spot(card.fixes[0]))
    day.until(lambda: not day.overlaps)
    assert not [f for f in day.session.findings if f.level == "error"]
    day.stands(day.units[0], CORNER)
    day.stands(day.units[1], CORNER + FIRST[2])


def switch_language(day: Day, shoot: Callable[..., Path]) -> None:
    """Switch the language of the window and back; no word of the other language stays."""
    own = day.session.language
    other = "en" if own == "zh" else "zh"
    before = day.words()
    for language in (other, own):
        day.click("language")
        day.until(day.speaks(language))
        words = day.words()
        assert len(words) > 40
        if language == "en":
            assert not [text for text in words if CHINESE.search(text)]
        else:
            assert len([text for text in words if CHINESE.search(text)]) > 40
        if language == other:
            shoot("journey-6-language")
    assert day.words() == before


def save(day: Day, home: Path, shoot: Callable[..., Path]) -> Path:
    """Save with Ctrl+S under a typed name."""
    path = home / "kitchen.json"

    def answer(dialog: QDialog) -> None:
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert field is not None
        day.hand.click(spot(field))
        day.hand.key("ctrl+a")
        day.hand.type(str(path))
        day.until(lambda: field.text() == str(path))
        shoot("journey-save", keep=False)
        day.hand.key("Return")
        day.until(lambda: not dialog.isVisible())

    asked = day.when_open(QFileDialog, answer)
    day.hand.key("ctrl+s")
    day.until(lambda: asked and path.exists(), 20)
    day.until(lambda: not day.session.dirty)
    assert read_design(path) == day.session.design
    return path


def export(day: Day, design: Path, shoot: Callable[..., Path]) -> Path:
    """Export beside the design; the package holds what it should."""
    day.take_keyboard()
    day.hand.key("ctrl+e")
    day.until(lambda: isinstance(QApplication.activeModalWidget(), ExportDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    package = design.with_suffix(".zip")
    assert dialog.target.text() == str(package)
    assert not dialog.submit_button.isEnabled()
    day.click("primary", dialog)
    day.until(lambda: dialog.package == package and dialog.submit_button.isEnabled(), 90)
    assert main.verify_package(package, main.catalog()) == ()
    shoot("journey-7-export")
    return package


def submit(day: Day, shoot: Callable[..., Path]) -> str:
    """Submit from the export dialog; it shows the order's number."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    day.click("submitOrder", dialog)
    book = OrderBook(main.order_book_url())
    day.until(lambda: dialog.export_button.isEnabled() and not dialog.progress.isVisible(), 60)
    (order,) = book.list()
    assert order.number in dialog.outcome.text()
    shoot("journey-8-submitted")
    day.hand.click(spot(dialog.close_button))
    day.until(lambda: QApplication.activeModalWidget() is None)
    return order.number


def find_order(day: Day, number: str, package: Path, shoot: Callable[..., Path]) -> None:
    """Find the order in the list."""
    day.take_keyboard()
    day.hand.key("ctrl+l")
    day.until(lambda: isinstance(QApplication.activeModalWidget(), OrdersDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, OrdersDialog)
    table = dialog.findChild(QTableWidget, "orderTable")
    assert table is not None
    day.until(lambda: table.rowCount() == 1)
    model = table.model()
    row = [str(model.index(0, column).data()) for column in range(table.columnCount())]
    assert row[0] == number and CUSTOMER in row
    day.hand.click(spot(table.viewport(), table.visualRect(model.index(0, 0)).center()))
    day.until(lambda: dialog.head.text() == number)
    shoot("journey-9-order")
