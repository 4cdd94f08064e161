"""The window of a journey, the hand on it, and where in the window things are. Plan axes, mm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.design.design import Unit
from app.fit.finding import Finding
from app.ui.cards import Card
from app.ui.main_window import MainWindow

from .hand import Hand, spot

CORNER, WALL = 100.0, 8800.0  # mm: where the kitchen's north wall begins, and where it is
EXACT = 0.01  # mm


class Day:
    """The window, the hand, and where in the window things are."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.session, self.view = window, window.session, window.viewport
        self.hand, self.qtbot = Hand(qtbot), qtbot

    def until(self, what: Callable[[], object], seconds: float = 10) -> None:
        """Run the event loop until something holds."""
        self.qtbot.waitUntil(lambda: bool(what()), timeout=round(seconds * 1000))

    def named(self, name: str, inside: QWidget | None = None) -> QWidget:
        """Return the shown widget of an object name."""
        found = [w for w in (inside or self.window).findChildren(QWidget, name) if w.isVisible()]
        assert len(found) == 1, f"{len(found)} widgets are called {name}"
        return found[0]

    def click(self, name: str, inside: QWidget | None = None) -> None:
        """Click a widget by its name."""
        self.hand.click(spot(self.named(name, inside)))

    def at(self, x: float, y: float, z: float = 0.0) -> QPoint:
        """Return where on the screen a point of the plan is, mm."""
        point = self.view.project((x, y, z))
        assert point is not None and self.view.rect().contains(point.toPoint())
        return spot(self.view, point)

    def front(self, unit: Unit, width: float, aside: float = 0.0) -> QPoint:
        """Return where on the screen the middle of a unit's front is, shifted along the wall, mm."""
        return self.at(unit.frame.x + width / 2 + aside, WALL - 560.0, 400.0)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of the open design."""
        assert self.session.design is not None
        return self.session.design.units

    @property
    def overlaps(self) -> list[Finding]:
        """The overlaps that the fit check finds."""
        return [finding for finding in self.session.findings if finding.rule == "overlap"]

    def choose_plan(self, plan_id: str) -> None:
        """Click the card of a house type on the first page."""
        cards = self.window.chooser.cards
        place = cards.place(plan_id)
        assert place is not None, f"{plan_id} is not shown"
        self.hand.click(spot(cards.viewport(), place))

    def find_sample(self, code: str, sample: str) -> QPoint:
        """Type a code into the library's search and return where on the screen the card of a sample is."""
        self._search(code)
        return self._card(sample)

    def find_family(self, family: str) -> QPoint:
        """Type the id of a family into the library's search and return where its card, or that of its only sample, is."""
        self._search(family)
        rows = self.window.library.model.rows
        cards = [row for row in rows if isinstance(row, Card)]
        whole = [card.id for card in cards if card.family is not None and card.family.id == family]
        own = [c.id for c in cards if self.session.catalog.sample(c.offer.sample).family == family]
        assert own, f"{family!r} is not found"
        return self._card((whole or own)[0])

    def _search(self, words: str) -> None:
        library = self.window.library
        self.click("searchBox")
        self.hand.key("ctrl+a")
        self.hand.type(words)
        self.until(lambda: library.search.text() == words and not library.searching)
        self.qtbot.wait(100)  # the cards take their places

    def _card(self, name: str) -> QPoint:
        library = self.window.library
        index = library.model.find(name)
        assert index.isValid(), f"{name} is not found"
        library.cards.scrollTo(index)
        return spot(library.cards.viewport(), library.cards.visualRect(index).center())

    def words(self) -> list[str]:
        """Return all that labels, buttons and menus of the window say, but for what passes and for the other language's name."""
        shown = [w for w in self.window.findChildren(QLabel) if w.isVisible() and w is not self.window.toast]
        buttons = [
            w for w in self.window.findChildren(QAbstractButton) if w.isVisible() and w.objectName() != "language"
        ]
        menus = [action.text() for menu in self.window.chrome.menus.values() for action in menu.actions()]
        return [text for text in (*(w.text() for w in shown), *(w.text() for w in buttons), *menus) if text]

    def speaks(self, language: str) -> Callable[[], bool]:
        """Return the question whether the window speaks a language by now."""
        return lambda: self.session.language == language

    def enter(self, field: QWidget, text: str) -> None:
        """Type over what a field holds; Chinese comes in as from an input method, for no keyboard of a test types it."""
        assert isinstance(field, QLineEdit)
        self.hand.click(spot(field))
        self.hand.key("ctrl+a")
        if text.isascii():
            self.hand.type(text)
        else:
            field.insert(text)
        self.until(lambda: field.text() == text)

    def choose(self, combo: QComboBox, data: object) -> None:
        """Choose an entry of a list by two clicks."""
        self.hand.click(spot(combo))
        view = combo.view()
        self.until(view.isVisible)
        index = combo.model().index(combo.findData(data), 0)
        self.hand.click(spot(view.viewport(), view.visualRect(index).center()))
        self.until(lambda: combo.currentData() == data and not view.isVisible())

    def click_menu(self, menu: str, action: str) -> None:
        """Choose from a menu with the mouse."""
        bar, chrome = self.window.menuBar(), self.window.chrome
        shown = chrome.menus[menu]
        self.hand.click(spot(bar, bar.actionGeometry(shown.menuAction()).center()))
        self.until(shown.isVisible)
        self.hand.click(spot(shown, shown.actionGeometry(chrome.actions[action]).center()))

    def modal[D: QDialog](self, kind: type[D]) -> D:
        """Return the dialog of a kind that is open, once it is."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), kind), 20)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        return dialog

    def take_keyboard(self) -> None:
        """Give the window the keyboard back after a dialog, as a window manager does; the bare screen of a test has none."""
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def when_open(self, kind: type[QDialog], do: Callable[[QDialog], None]) -> list[QDialog]:
        """Do something as soon as a dialog of a kind that keeps its caller waiting is shown; return the list it is put on."""
        seen: list[QDialog] = []
        timer = QTimer(self.window)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, kind) and dialog.isVisible():
                timer.stop()
                seen.append(dialog)
                try:
                    do(dialog)
                except BaseException:
                    dialog.reject()  # else it would wait for ever
                    raise

        timer.timeout.connect(look)
        timer.start(40)
        return seen

    def stands(self, unit: Unit, x: float) -> None:
        """Assert that a unit stands with its back to the north wall at x, exactly."""
        frame = unit.frame
        assert (frame.x, frame.y, frame.z) == pytest.approx((x, WALL, 0.0), abs=EXACT)
        assert frame.turn == pytest.approx(0.0, abs=1e-6)
