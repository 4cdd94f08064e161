"""The cards of the library panel as rows of a model, and how one is painted. Only the cards in sight cost anything: sizes are worked
out, and pictures asked for, when a card is first painted. Pixels are logical.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.components.ranges import Sample
from app.records import DataError, Text
from app.ui.fields import paint_swatch
from app.ui.offers import AXES, FamilyOffer, Offer
from app.ui.sample_drawing import paint_component
from app.ui.session import Session
from app.ui.theme import pixmap, theme
from app.ui.thumbnails import Thumbnails
from app.words import written

ROW = Qt.ItemDataRole.UserRole
LEAST = 132  # px a card is wide at least
GAP = 4  # px around a card
TEXT = 68  # px below the picture
HEADING = 34  # px
NAME_LINES = 2
SIZES_KEPT = 5000

type Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Card:
    """A card: what it puts in hand, and the family it stands for, None for a card of one sample."""

    offer: Offer
    name: Text
    family: FamilyOffer | None = None
    filled: bool = False  # values or finish come from what was asked for

    @property
    def id(self) -> str:
        """The name a test or the keyboard finds it by."""
        return f"family:{self.family.id}" if self.family else self.offer.sample


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between cards: the message key of its words, or the words themselves."""

    words: str


type Row = Card | Heading


def family_card(family: FamilyOffer) -> Card:
    """Return the card of a family; one that has a single sample is shown as that sample."""
    if len(family.samples) == 1:
        return sample_card(family.usual)
    return Card(Offer(family.usual.id), family.name, family)


def sample_card(sample: Sample) -> Card:
    """Return the card of a sample."""
    return Card(Offer(sample.id), sample.name)


class CardModel(QAbstractListModel):
    """The rows shown now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.rows: tuple[Row, ...] = ()
        self._sizes: OrderedDict[Offer, str] = OrderedDict()

    def show(self, rows: tuple[Row, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def forget(self) -> None:
        """Forget all sizes: the library is another one."""
        self._sizes.clear()

    def card(self, index: Index) -> Card | None:
        """Return the card of an index; None for a heading or nothing."""
        row = self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None
        return row if isinstance(row, Card) else None

    def find(self, card_id: str) -> QModelIndex:
        """Return the index of the first card with an id; an invalid one when there is none."""
        for number, row in enumerate(self.rows):
            if isinstance(row, Card) and row.id == card_id:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if self.card(index) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self.card(index)
        if role == ROW:
            return self.rows[index.row()]
        if card is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.session.name(card.name)
        return self.tip(card) if role == Qt.ItemDataRole.ToolTipRole else None

    def tip(self, card: Card) -> str:
        """Return all that is known of a card, and what the hand can do with it."""
        say, name = self.session.say, self.session.name(card.name)
        if card.family is not None:
            what = self.session.counted("ui.library.samples", len(card.family.samples), count=len(card.family.samples))
            return f"{name}\n{self.below(card)}\n{what}\n{say('ui.library.how_family')}"
        code = self.session.guarded(lambda: self.session.catalog.sample(card.offer.sample).code) or card.offer.sample
        return "\n".join(filter(None, (name, code, self.below(card), say("ui.library.how"))))

    def below(self, card: Card) -> str:
        """Return the sizes of a card as people write them: one sample's, or from where to where its family goes."""
        if card.family is not None:
            spans = [span for span in card.family.spans if span is not None]
            return " × ".join(f"{low:g}" if low == high else f"{low:g}–{high:g}" for low, high in spans)
        if card.offer not in self._sizes:
            self._sizes[card.offer] = self._size(card.offer)
            if len(self._sizes) > SIZES_KEPT:
                self._sizes.popitem(last=False)
        return self._sizes[card.offer]

    def _size(self, offer: Offer) -> str:
        try:
            states = {s.id: s.value for s in self.session.catalog.parameters(offer.sample, offer.values)}
        except DataError:
            return ""
        sizes = [states[axis] for axis in AXES if isinstance(states.get(axis), int | float)]
        return " × ".join(written(float(size), "en") for size in sizes)


class CardPainter(QStyledItemDelegate):
    """Paints a card: picture, name, sizes; a family looks like a small stack with its number of samples."""

    def __init__(self, model: CardModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.model, self.session, self.thumbnails = model, model.session, thumbnails
        self.width = LEAST  # of a cell; the view sets it
        self.whole = 2 * LEAST  # of the view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(self.model.rows[index.row()], Heading):
            return QSize(self.whole, HEADING)
        return QSize(self.width, self.picture_height + TEXT + 2 * GAP)

    @property
    def picture_height(self) -> int:
        """Height of the picture of a card, px."""
        return round((self.width - 2 * GAP) * 0.8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self.model.rows[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if isinstance(row, Heading):
            self._heading(painter, rect, row)
        else:
            state = option.state  # type: ignore[attr-defined]
            hover = bool(state & QStyle.StateFlag.State_MouseOver)
            focus = bool(state & QStyle.StateFlag.State_Selected)
            self._card(painter, rect.adjusted(GAP, GAP, -GAP, -GAP), row, hover, focus)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRectF, row: Heading) -> None:
        look = theme()
        painter.setPen(look.color("ink_faint"))
        painter.setFont(look.font(9, True))
        inside = rect.adjusted(GAP, 6, -GAP, -2)
        words = painter.fontMetrics().elidedText(row.words, Qt.TextElideMode.ElideRight, int(inside.width()))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _card(self, painter: QPainter, box: QRectF, card: Card, hover: bool, focus: bool) -> None:
        look = theme()
        held = self.session.placing == card.offer.sample and not card.family
        edge = look.color("wood" if held or focus else "wood_light" if hover else "line")
        stack = card.family is not None and len(card.family.samples) > 1
        if stack:
            painter.setPen(QPen(edge, 1.0))
            painter.setBrush(look.color("paper"))
            painter.drawRoundedRect(box.adjusted(6, 8, -6, 0), 9, 9)
            box = box.adjusted(0, 0, 0, -4)
        painter.setPen(QPen(edge, 2.0 if held else 1.0))
        painter.setBrush(look.color("card"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        inside = QRectF(box.left() + 5, box.top() + 5, box.width() - 10, self.picture_height - 5)
        self._picture(painter, inside, card)
        if stack and card.family is not None:
            self._count(painter, inside, len(card.family.samples))
        self._finish(painter, inside, card)
        text = QRectF(box.left() + 9, inside.bottom() + 4, box.width() - 18, 34)
        painter.setPen(look.color("ink"))
        painter.setFont(look.font(9, True))
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, where, in_lines(self.session.name(card.name), painter.font(), text.width(), NAME_LINES))
        painter.setPen(look.color("wood_dark" if card.filled else "ink_soft"))
        painter.setFont(look.font(8, card.filled))
        line = QRectF(text.left(), text.bottom() + 2, text.width(), 18)
        painter.drawText(line, where, _shortened(self.model.below(card), painter, line.width()))

    def _picture(self, painter: QPainter, inside: QRectF, card: Card) -> None:
        look = theme()
        path = QPainterPath()
        path.addRoundedRect(inside, 7, 7)
        painter.fillPath(path, look.color("wood_mist"))
        picture = self.thumbnails.picture(card.offer)
        if picture is not None:
            painter.setClipPath(path)
            painter.drawPixmap(_covering(inside, picture), picture, QRectF(picture.rect()))
            painter.setClipping(False)
            return
        if self.thumbnails.working or not self._drawing(painter, inside, card):
            glyph = pixmap("shelf", "line_firm", 30)
            painter.drawPixmap(inside.center() - QPointF(15, 15), glyph)

    def _drawing(self, painter: QPainter, inside: QRectF, card: Card) -> bool:
        """Paint the plain front view where no pictures are made; False when the sample cannot be built by itself."""
        try:
            component = self.session.catalog.build(card.offer.sample, card.offer.values, card.offer.finish)
        except DataError:
            return False
        paint_component(painter, component, self.session.catalog, inside.adjusted(14, 10, -14, -10))
        return True

    def _count(self, painter: QPainter, inside: QRectF, number: int) -> None:
        look = theme()
        painter.setFont(look.font(8, True))
        width = painter.fontMetrics().horizontalAdvance(str(number)) + 12
        box = QRectF(inside.right() - width - 4, inside.top() + 4, width, 17)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("card", 225))
        painter.drawRoundedRect(box, 8.5, 8.5)
        painter.setPen(look.color("ink_soft"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

    def _finish(self, painter: QPainter, inside: QRectF, card: Card) -> None:
        """Paint the decors that were asked for as small swatches."""
        x = inside.left() + 6
        for _, decor_id in card.offer.finish:
            decor = self.session.catalog.decors.get(str(decor_id))
            if decor is not None:
                painter.setPen(QColor(theme().color("card")))
                paint_swatch(painter, decor, x, inside.bottom() - 20, 14)
                x += 18


def in_lines(words: str, font: QFont, width: float, most: int) -> str:
    """Return words broken into lines of a width (px), at most so many; the last ends with a sign when there are more."""
    layout = QTextLayout(words, font)
    rows: list[str] = []
    layout.beginLayout()
    while len(rows) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        rest = words[start:] if len(rows) == most - 1 else words[start : start + length]
        rows.append(QFontMetricsF(font).elidedText(rest.strip(), Qt.TextElideMode.ElideRight, width))
    layout.endLayout()
    return "\n".join(rows)


def _shortened(sizes: str, painter: QPainter, width: float) -> str:
    """Return sizes without the last of them where there is no room for all."""
    metrics = painter.fontMetrics()
    while " × " in sizes and metrics.horizontalAdvance(sizes) > width:
        sizes = sizes.rpartition(" × ")[0]
    return metrics.elidedText(sizes, Qt.TextElideMode.ElideRight, int(width))


def _covering(inside: QRectF, picture: QPixmap) -> QRectF:
    """Return where a picture fills a box, cut at two sides."""
    size = QSize(picture.size()).scaled(inside.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    target = QRectF(0, 0, size.width(), size.height())
    target.moveCenter(inside.center())
    return target
