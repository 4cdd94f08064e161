"""The samples as cards with pictures: search, filter by kind, press and drag into the room, or click and place.

A press that moves becomes a drag of the sample; the window forwards where the mouse is, so no system drag-and-drop is involved.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.components.parts import Component
from app.components.ranges import Sample
from app.records import DataError
from app.ui.fields import label
from app.ui.flow import FlowLayout
from app.ui.sample_drawing import paint_component
from app.ui.session import Session, component_size
from app.ui.theme import icon, pixmap, theme
from app.ui.thumbnails import Thumbnails
from app.words import catalogue

CARD = QSize(130, 180)
BATCH = 60  # cards shown before the list is scrolled to its end
PICTURE = 104
CATEGORIES = ("base", "wall", "tall", "wardrobe", "bookcase", "entry", "tv", "dining", "bedroom")  # the order of chips
LAST = ("filler", "insert")  # after those a store may have added


class SampleCard(QFrame):
    """One sample: picture, name, size."""

    picked = Signal(str)
    dragged = Signal(str, QPoint)
    dropped = Signal(str, QPoint)

    def __init__(self, panel: LibraryPanel, sample: Sample) -> None:
        super().__init__()
        self.panel, self.sample = panel, sample
        self.setObjectName(f"sample:{sample.id}")
        self.setFixedSize(CARD)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._press: QPoint | None = None
        self._dragging = self._hover = False

    def enterEvent(self, event) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, event) -> None:
        self._hover = False
        self.update()

    def mousePressEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._dragging = event.position().toPoint(), False

    def mouseMoveEvent(self, event) -> None:
        if self._press is None:
            return
        far = (event.position().toPoint() - self._press).manhattanLength() >= QApplication.startDragDistance()
        self._dragging = self._dragging or far
        if self._dragging:
            self.dragged.emit(self.sample.id, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        dragging, self._press, self._dragging = self._dragging, None, False
        if dragging:
            self.dropped.emit(self.sample.id, event.globalPosition().toPoint())
        elif self.rect().contains(event.position().toPoint()):
            self.picked.emit(self.sample.id)

    def paintEvent(self, event) -> None:
        look, session = theme(), self.panel.session
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        held = session.placing == self.sample.id
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = "wood" if held else "wood_light" if self._hover else "line"
        painter.setPen(QPen(look.color(edge), 2.0 if held else 1.0))
        painter.setBrush(look.color("card"))
        painter.drawRoundedRect(box, 10, 10)
        inside = QRectF(5, 5, self.width() - 10, PICTURE)
        path = QPainterPath()
        path.addRoundedRect(inside, 7, 7)
        painter.fillPath(path, look.color("wood_mist"))
        component = self.panel.component(self.sample.id)
        picture = self.panel.thumbnails.picture(self.sample.id)
        if picture is not None:
            painter.setClipPath(path)
            size = QSize(picture.size()).scaled(inside.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(inside.center())
            painter.drawPixmap(target, picture, QRectF(picture.rect()))
            painter.setClipping(False)
        elif component is None:
            painter.drawPixmap(inside.center() - QPointF(18, 18), pixmap("shelf", "wood_light", 36))
        else:
            paint_component(painter, component, session.catalog, inside.adjusted(14, 10, -14, -10))
        painter.setPen(look.color("ink"))
        painter.setFont(look.font(9, True))
        text = QRectF(9, PICTURE + 9, self.width() - 18, 33)
        painter.drawText(
            text,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
            session.name(self.sample.name),
        )
        insert = session.mount(self.sample) == "opening"
        below = component_size(component) if component else session.say("ui.library.insert") if insert else ""
        painter.setPen(look.color("ink_soft"))
        painter.setFont(look.font(8))
        line = QRectF(9, text.bottom() + 3, text.width(), 18)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, below)


class LibraryPanel(QWidget):
    """All samples that can stand in a room; inserts are offered by the inspector, where there is an opening for them."""

    picked = Signal(str)
    dragged = Signal(str, QPoint)
    dropped = Signal(str, QPoint)

    def __init__(self, session: Session, pictures: bool = True) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("library")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.thumbnails = Thumbnails(session.catalog, pictures)
        self.thumbnails.made.connect(self._picture_made)
        self._components: dict[str, Component | None] = {}
        self.cards: dict[str, SampleCard] = {}
        self.chips: dict[str, QPushButton] = {}
        self._category = ""
        self._found: list[Sample] = []
        self._shown = 0
        self._waiting = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 4, 6)
        layout.setSpacing(10)
        self.title = label("heading")
        layout.addWidget(self.title)
        self.search = QLineEdit()
        self.search.setObjectName("searchBox")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "ink_faint"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._filter)
        search = QVBoxLayout()
        search.setContentsMargins(0, 0, 10, 0)
        search.addWidget(self.search)
        offered = [
            sample for sample in session.catalog.samples if session.mount(sample) != "run"
        ]  # runs are derived, never placed
        self.categories = in_order(sample.category for sample in offered)
        self.samples = tuple(sorted(offered, key=lambda sample: self.categories.index(sample.category)))
        search.setSpacing(10)
        search.addWidget(self._chip_row())
        layout.addLayout(search)
        self.nothing = label("soft", wrap=True)
        layout.addWidget(self.nothing)
        layout.addWidget(self._card_sheet(), 1)
        session.languageChanged.connect(self.retranslate)
        session.toolChanged.connect(self._repaint)
        self.retranslate()

    def component(self, sample: str) -> Component | None:
        """Return a sample as built by default, None for an insert, or when it cannot be built (the library check tells why)."""
        if sample not in self._components:
            try:
                self._components[sample] = self.session.catalog.build(sample)
            except DataError:
                self._components[sample] = None
        return self._components[sample]

    def _chip_row(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        for category in ("", *self.categories):
            chip = QPushButton()
            chip.setObjectName(f"category:{category}")
            chip.setProperty("chip", "true")
            chip.setCheckable(True)
            chip.setChecked(not category)
            chip.clicked.connect(lambda _=False, c=category: self.show_category(c))
            flow.addWidget(chip)
            self.chips[category] = chip
        return holder

    def _card_sheet(self) -> QScrollArea:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QWidget()
        sheet.setObjectName("sheet")
        self.flow = FlowLayout(sheet, gap=8)
        self.area.setWidget(sheet)
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        return self.area

    def _card(self, sample: Sample) -> SampleCard:
        card = SampleCard(self, sample)
        card.picked.connect(self.picked)
        card.dragged.connect(self.dragged)
        card.dropped.connect(self.dropped)
        card.setToolTip(self._tip(sample))
        self.flow.addWidget(card)
        return card

    def _scrolled(self, value: int) -> None:
        if value >= self.area.verticalScrollBar().maximum() - CARD.height() and self._shown < len(self._found):
            self._show_more()

    def retranslate(self) -> None:
        """Set every text in the language of the session."""
        say = self.session.say
        self.title.setText(say("ui.library.title"))
        self.search.setPlaceholderText(say("ui.library.search"))
        self.nothing.setText(say("ui.library.nothing"))
        for category, chip in self.chips.items():
            chip.setText(self._category_name(category or "all"))
        for card in self.cards.values():
            card.setToolTip(self._tip(card.sample))
        self._repaint()  # what is found stays: the search knows the names in both languages

    def showEvent(self, event) -> None:
        if self._waiting:
            self._filter()

    def _category_name(self, category: str) -> str:
        key = f"ui.category.{category}"  # a store's own category is shown by the word in its files
        return self.session.say(key) if key in catalogue(self.session.language, "ui") else category

    def _tip(self, sample: Sample) -> str:
        component = self.component(sample.id)
        code = component.code if component else sample.code
        return f"{self.session.name(sample.name)}\n{code}\n{self.session.say('ui.library.how')}"

    def show_category(self, category: str) -> None:
        """Show one kind of sample, "" for all."""
        self._category = category
        for key, chip in self.chips.items():
            chip.setChecked(key == category)
        self._filter()

    def _filter(self) -> None:
        self._waiting = not self.isVisible()  # no cards before they can be seen
        if self._waiting:
            return
        words = self.search.text().strip()
        asked = {sample.id for sample in self.session.catalog.search(words)} if words else None
        self._found = [
            s for s in self.samples if (asked is None or s.id in asked) and self._category in ("", s.category)
        ]
        self._shown = 0
        for card in self.cards.values():
            card.hide()
        self.area.verticalScrollBar().setValue(0)
        self.nothing.setVisible(not self._found)
        self._show_more()

    def _show_more(self) -> None:
        """Show the next cards of those found; they are made when first shown, because a library has many."""
        more = self._found[self._shown : self._shown + BATCH]
        self._shown += len(more)
        for card in self.cards.values():
            self.flow.removeWidget(card)
        for sample in self._found[: self._shown]:
            if sample.id not in self.cards:
                self.cards[sample.id] = self._card(sample)
            else:
                self.flow.addWidget(self.cards[sample.id])
            self.cards[sample.id].show()
        self.flow.invalidate()
        buildable = (s.id for s in more if self.component(s.id) is not None or self.session.mount(s) == "opening")
        self.thumbnails.want(tuple(buildable))

    def _picture_made(self, sample: str) -> None:
        if sample in self.cards:
            self.cards[sample].update()

    def _repaint(self) -> None:
        for card in self.cards.values():
            card.update()

    def close_pictures(self) -> None:
        """End the making of pictures."""
        self.thumbnails.close()


def in_order(categories: Iterable[str]) -> tuple[str, ...]:
    """Return the categories there are, the usual ones first, in their usual order."""
    found = dict.fromkeys(categories)
    others = [c for c in found if c not in CATEGORIES and c not in LAST]
    return (*(c for c in CATEGORIES if c in found), *others, *(c for c in LAST if c in found))
