"""The library at the left: families as cards with pictures by room, the samples of an opened family, and a search over all of them.

The library is read in the background once the window is there; until then the panel says so. A press that moves becomes a drag of the
sample into the room.
"""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.records import DataError
from app.ui.answers import Answers, Understood, warm
from app.ui.card_list import CardList
from app.ui.cards import Card, CardModel, CardPainter, Heading, Row, family_card, sample_card
from app.ui.family_head import FamilyHead
from app.ui.fields import label
from app.ui.flow import FlowLayout
from app.ui.offers import FamilyOffer, Offer, Shelf, read_plan
from app.ui.picture_folder import library_cache
from app.ui.reading_line import ReadingLine
from app.ui.session import Session
from app.ui.stocking import read_ahead, stock
from app.ui.theme import RESOURCES, icon
from app.ui.thumbnails import Thumbnails
from app.ui.work import Work
from app.words import catalogue

FIRST = 100  # ms, so that the window is painted before the library is read
PAUSE = 140  # ms without a letter after which the search begins
SHELF = "panel.shelf"  # the file of what the panel knows of the families
AGAIN = 3000  # ms after which a library that could not be read is tried again
LIBRARY = RESOURCES / "theme" / "library.toml"


class SearchBox(QLineEdit):
    """The search; Down and Enter go on to the cards, Escape empties it."""

    onward = Signal(bool)  # True: take the first card at once

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.onward.emit(key != Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class LibraryPanel(QWidget):
    """All that can be placed. `shelf` is None until the library has been read."""

    picked = Signal(object)  # an Offer
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint)
    stocked = Signal()  # the library has been read

    def __init__(self, session: Session, pictures: bool = True) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("library")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.shelf: Shelf | None = None
        self.family = ""  # the one that is opened
        self.room = ""
        self.chips: dict[str, QPushButton] = {}
        self._answers: Answers | None = None
        self._problem = ""
        self._came_from = 0  # where the families were scrolled to
        self._work: Work | None = None
        self._ahead = threading.Event()  # set: families need not be read ahead any more
        self._plan = read_plan(LIBRARY)
        self.thumbnails = Thumbnails(session.catalog, pictures)
        self.model = CardModel(session)
        self.painter = CardPainter(self.model, self.thumbnails)
        self.cards = CardList(self.model, self.painter)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN)
        self._again.timeout.connect(self.read)
        self._lay_out()
        self._connect()
        self.retranslate()
        QTimer.singleShot(FIRST, self.read)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 14, 2, 6)
        layout.setSpacing(10)
        self.title = label("heading")
        self.search = SearchBox()
        self.search.setObjectName("searchBox")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "ink_faint"), QLineEdit.ActionPosition.LeadingPosition)
        self.reading = ReadingLine(self.session)
        self.head = FamilyHead(self.session)
        self.chip_row = QWidget()
        self._chip_flow = FlowLayout(self.chip_row, gap=6)
        above = QVBoxLayout()
        above.setContentsMargins(4, 0, 12, 0)
        above.setSpacing(10)
        for widget in (self.title, self.search, self.reading, self.chip_row, self.head):
            above.addWidget(widget)
        layout.addLayout(above)
        self.nothing = label("soft", wrap=True)
        self.nothing.setContentsMargins(4, 6, 12, 6)
        layout.addWidget(self.nothing)
        layout.addWidget(self.cards, 1)

    def _connect(self) -> None:
        session, cards = self.session, self.cards
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.onward.connect(self._onward)
        cards.picked.connect(lambda card: self.picked.emit(card.offer))
        cards.dragged.connect(lambda card, at: self.dragged.emit(card.offer, at))
        cards.dropped.connect(lambda card, at: self.dropped.emit(card.offer, at))
        cards.opened.connect(lambda card: self.open_family(card.family.id))
        cards.left.connect(self._leave_cards)
        cards.typed.connect(self._type_on)
        cards.looked_at.connect(self._picture_those_in_sight)
        self.head.left.connect(self.close_family)
        self.head.narrowed.connect(self.refresh)
        self.thumbnails.made.connect(cards.viewport().update)
        session.languageChanged.connect(self.retranslate)
        session.toolChanged.connect(cards.viewport().update)
        session.libraryChanged.connect(self.change_library)

    # --- the library -------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the library in the background; the cards come when it is there."""
        if self._work is not None:
            self._work.stop()
        catalog, plan = self.session.catalog, self._plan
        self._work = Work(self).in_thread(lambda tell: warm(catalog, stock(catalog, plan, library_cache() / SHELF)))
        self._work.finished.connect(self._stocked)
        self._work.failed.connect(self._not_stocked)

    def _stocked(self, answers: Answers) -> None:
        if answers.catalog is not self.session.catalog:
            return  # the library has changed since
        self._answers, self.shelf, self._problem = answers, answers.shelf, ""
        if self.shelf.family(self.family) is None:
            self.family = ""
        self._make_chips()
        self.refresh(keep=True)
        self.stocked.emit()
        self._ahead.set()
        ahead, catalog = threading.Event(), self.session.catalog
        self._ahead = ahead
        self._work = Work(self).in_thread(lambda tell: read_ahead(catalog, ahead.is_set))

    def _not_stocked(self, sentence: str) -> None:
        self._problem = sentence
        self.refresh(keep=True)
        self._again.start()  # a file may have been written just then

    def change_library(self) -> None:
        """Show another library; what is shown stays until the new one has been read."""
        self.thumbnails.use(self.session.catalog)
        self.model.forget()
        self.read()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def _make_chips(self) -> None:
        assert self.shelf is not None
        for chip in self.chips.values():
            self._chip_flow.removeWidget(chip)
            chip.deleteLater()
        self.chips = {}
        if self.room not in self.shelf.rooms:
            self.room = ""
        for room in ("", *self.shelf.rooms):
            chip = QPushButton(self._room_name(room))
            chip.setObjectName(f"category:{room}")
            chip.setProperty("chip", "true")
            chip.setCheckable(True)
            chip.setChecked(room == self.room)
            chip.clicked.connect(partial(self.show_room, room))
            self._chip_flow.addWidget(chip)
            self.chips[room] = chip

    def show_room(self, room: str, *_: object) -> None:
        """Show the families of one room, "" for all."""
        self.room = room
        for key, chip in self.chips.items():
            chip.setChecked(key == room)
        self.refresh()

    def open_family(self, family: str) -> None:
        """Show the samples of a family."""
        offer = self.shelf.family(family) if self.shelf else None
        if offer is None:
            return
        if not self.family:
            self._came_from = self.cards.verticalScrollBar().value()
        self.family = family
        self.head.show_family(offer)
        self.refresh()

    def close_family(self) -> None:
        """Go back to where the family was opened."""
        if not self.family:
            return
        family, self.family = self.family, ""
        self.refresh()
        self.cards.setCurrentIndex(self.model.find(f"family:{family}"))
        self.cards.verticalScrollBar().setValue(self._came_from)

    def refresh(self, keep: bool = False) -> None:
        """Show what is searched for, else the opened family, else the families of the room; `keep` stays where it is scrolled."""
        self._pause.stop()
        words, bar = self.search.text().strip(), self.cards.verticalScrollBar()
        scrolled = bar.value()
        rows, reading = self._rows(words)
        self.model.show(rows)
        self.reading.show_reading(reading)
        opened = self.shelf.family(self.family) if self.shelf else None
        self.head.setVisible(opened is not None and not words)
        self.chip_row.setVisible(bool(self.chips) and not words and opened is None)
        self.nothing.setText(self._problem or self.session.say(f"ui.library.{'nothing' if self.shelf else 'reading'}"))
        self.nothing.setVisible(not rows)
        bar.setValue(scrolled if keep else 0)

    @property
    def searching(self) -> bool:
        """Whether what is typed has not been answered yet."""
        return self._pause.isActive()

    def _rows(self, words: str) -> tuple[tuple[Row, ...], Understood]:
        if self.shelf is None or self._answers is None:
            return (), Understood()
        if words:
            try:
                return self._answers.find(words)
            except DataError as problem:
                self.session.said.emit("error", str(problem))
                return (), Understood()
        opened = self.shelf.family(self.family)
        if opened is not None:
            return tuple(sample_card(sample) for sample in opened.picked(self.head.chosen)), Understood()
        return self._families(self.shelf.of_room(self.room)), Understood()

    def _families(self, families: tuple[FamilyOffer, ...]) -> tuple[Row, ...]:
        rows: list[Row] = []
        before = None
        for family in families:
            if family.category != before:
                rows.append(Heading(self._word("category", family.category)))
                before = family.category
            rows.append(family_card(family))
        return tuple(rows)

    # --- words -------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        say = self.session.say
        self.title.setText(say("ui.library.title"))
        self.search.setPlaceholderText(say("ui.library.search"))
        for room, chip in self.chips.items():
            chip.setText(self._room_name(room))
        self.head.retranslate()
        self.refresh(keep=True)

    def _room_name(self, room: str) -> str:
        return self._word("shelf", room or "all")

    def _word(self, kind: str, name: str) -> str:
        key = f"ui.{kind}.{name}"  # a store's own category is shown by the word in its files
        return self.session.say(key) if key in catalogue(self.session.language, "ui") else name

    # --- keys and pictures -------------------------------------------------------------------------------------------

    def _onward(self, at_once: bool) -> None:
        if self._pause.isActive():
            self.refresh()
        first = next((row for row in self.model.rows if isinstance(row, Card)), None)
        if at_once and first is not None and self.search.text().strip():
            self.picked.emit(first.offer)
        else:
            self.cards.take_keyboard()

    def _leave_cards(self) -> None:
        if self.family and not self.search.text().strip():
            self.close_family()
        else:
            self.search.setFocus()

    def _type_on(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def _picture_those_in_sight(self) -> None:
        self.thumbnails.want(card.offer for card in self.cards.in_sight())
        if self.shelf is not None:
            self.thumbnails.later(Offer(family.usual.id) for family in self.shelf.families)

    def close_pictures(self) -> None:
        """End what goes on in the background."""
        self.thumbnails.close()
        self._again.stop()
        self._ahead.set()
        if self._work is not None:
            self._work.stop()
