"""The sizes of the plan on the paper: each can be clicked and typed, and the wall or jamb at its end moves until it is exactly that.

Sizes over all are always there; those of a room are when the pointer is in it, it is selected, or all are asked for; a wall's thickness
and an arc's radius when they are selected. While a size is typed, Tab changes which end moves: the dot shows it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QLineEdit

from app.plans.curves import curve_of
from app.plans.editing.dimensions import Dimension, Held, dimensions, set_dimension
from app.plans.plan import Plan
from app.plans.sides import room_of
from app.ui.fields import parse_number
from app.ui.theme import theme
from app.words import written

if TYPE_CHECKING:
    from app.ui.plan_editor.hand import Hand

FIRST, ROW = 15.0, 18.0  # px from what is measured to the first line, and from line to line
OUTSIDE = 34.0  # px that sizes over all stand off the walls
LEAST = 30.0  # px; a shorter measure has no room for its number
HELD: tuple[Held, ...] = ("start", "end", "middle")
FIELD = (92, 28)  # px


class Sizes:
    """Paints the sizes while nothing is being drawn, and takes what is typed into one."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.all = False
        self._plan: Plan | None = None
        self._known: tuple[Dimension, ...] | None = None
        self._room = ""  # under the pointer
        self._boxes: list[tuple[QRectF, Dimension]] = []
        self._over: Dimension | None = None
        self._edited: Dimension | None = None
        self._held: Held = "start"
        self._picture = QPixmap()
        self._pictured: object = None
        self.field = SizeField(self)

    @property
    def editing(self) -> bool:
        """Whether a size is being typed."""
        return self._edited is not None

    def show_plan(self, plan: Plan) -> None:
        """Measure another plan, when it is asked for."""
        if plan is not self._plan:
            self._plan, self._known, self._over = plan, None, None
            self.close()

    def show_all(self, all_: bool) -> None:
        """Show the sizes of all rooms, or only of the one that the hand is in."""
        self.all = all_
        self.hand.paper.update()

    # --- which -------------------------------------------------------------------------------------------------------

    def _shown(self) -> list[Dimension]:
        """Return the sizes to show now."""
        if self._plan is None or self.hand.tool_key != "select" or self.hand.shown.plan is not None:
            return []
        if self._known is None:
            self._known = dimensions(self._plan)
        part = self.hand.part or ("", "")
        curve = curve_of(self._plan, part[1]) if part[0] == "walls" else None
        chosen = ("curves", curve.id) if curve else part
        return [one for one in self._known if one is self._edited or self._wanted(one, chosen)]

    def _wanted(self, one: Dimension, chosen: tuple[str, str]) -> bool:
        if one.kind == "overall":
            return True
        if one.kind in ("thickness", "radius"):
            return one.target == chosen
        if chosen[0] == "openings" and one.target == chosen:
            return True
        room = one.id.rpartition("#")[0] if "#" in one.id else one.id
        room = room.rpartition("/")[0]
        return self.all or room == self._room or (chosen[0] == "rooms" and room == chosen[1])

    def hover(self, at: QPointF | None) -> None:
        """Follow the pointer: the room it is in shows its sizes, the size it is on stands out."""
        room = room_of(self._plan, self.hand.paper.at(at)) if at is not None and self._plan is not None else None
        over = self._at(at) if at is not None else None
        if (room.id if room else "") != self._room or over is not self._over:
            self._room, self._over = room.id if room else "", over
            self.hand.paper.update()
        if self.hand.tool_key == "select":
            hands = Qt.CursorShape.PointingHandCursor if over else self.hand.paper.cursor_at_rest
            self.hand.paper.setCursor(hands)

    def _at(self, at: QPointF) -> Dimension | None:
        return next((one for box, one in reversed(self._boxes) if box.contains(at)), None)

    # --- typing ------------------------------------------------------------------------------------------------------

    def press(self, at: QPointF) -> bool:
        """Begin to type the size that is clicked; return whether there is one."""
        one = self._at(at)
        if one is None:
            return False
        self._edited, self._held = one, "start"
        box = next(box for box, other in self._boxes if other is one)
        width, height = FIELD
        self.field.setGeometry(round(box.center().x() - width / 2), round(box.center().y() - height / 2), width, height)
        self.field.setText(written(round(one.value, 2), "en"))
        self.field.selectAll()
        self.field.show()
        self.field.setFocus()
        self.hand.paper.update()
        return True

    def close(self) -> None:
        """Stop typing; nothing changes."""
        if self._edited is not None:
            self._edited = None
            self.field.hide()
            self.hand.paper.update()

    def turn(self) -> None:
        """Let another end move."""
        self._held = HELD[(HELD.index(self._held) + 1) % len(HELD)]
        self.hand.paper.update()

    def take(self, text: str) -> None:
        """Make the size what was typed; what cannot be is told, and the field stays."""
        one, value = self._edited, parse_number(text)
        if one is None:
            return
        if value is None:
            self.hand.session.tell("plan_editor.said.no_number", "error", text=text)
            return
        held: Held = "" if self._held == "start" and one.kind in ("pier", "thickness") else self._held
        if self.hand.edit(lambda plan: set_dimension(plan, one.id, value, held), "plan_editor.step.size"):
            self.close()
            self.hand.paper.setFocus()

    # --- paint -------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """Paint the sizes and remember where their numbers are; a picture of them serves until other sizes, or another part, are shown."""
        paper, shown = self.hand.paper, self._shown()
        ratio, size = paper.devicePixelRatioF(), paper.size()
        seen = (paper.sight.middle, paper.sight.scale, size.width(), size.height(), ratio)
        pictured = (seen, tuple(id(one) for one in shown), id(self._edited), self._held)
        if pictured != self._pictured:
            self._pictured, self._boxes = pictured, []
            self._picture = QPixmap(size * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._picture)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            for one in shown:
                self._boxes += self._paint(inner, one, False)
            inner.end()
        painter.drawPixmap(0, 0, self._picture)
        if self._over is not None and any(one is self._over for one in shown):
            self._paint(painter, self._over, True)

    def _paint(self, painter: QPainter, one: Dimension, over: bool) -> list[tuple[QRectF, Dimension]]:
        """Paint a size; return the box of its number, none where there is no room for it."""
        a, b, foot_a, foot_b = self._line(one)
        if math.dist((a.x(), a.y()), (b.x(), b.y())) < LEAST and one.kind not in ("thickness", "radius"):
            return []
        look = theme()
        edited = one is self._edited
        color = look.color("wood" if edited or over else "measure", 255 if edited or over else 170)
        painter.setPen(QPen(color, 1.1))
        painter.drawLine(a, b)
        for foot, end in ((foot_a, a), (foot_b, b)):
            painter.drawLine(foot, end + (end - foot) * 0.2)
        painter.setBrush(color)
        if edited:
            for end in {"start": (b,), "end": (a,), "middle": (a, b)}[self._held or "start"]:
                painter.drawEllipse(end, 4.5, 4.5)
        text = written(round(one.value, 1), "en")
        text = f"R {text}" if one.kind == "radius" else text
        ink = look.color("wood_dark" if over else "measure")
        return [(_paint_number(painter, a, b, one.kind == "thickness", text, ink, over), one)]

    def _line(self, one: Dimension) -> tuple[QPointF, QPointF, QPointF, QPointF]:
        """Return both ends of a size's line, px, and the points they measure."""
        to = self.hand.paper.transform()
        foot_a, foot_b = to.map(QPointF(*one.a)), to.map(QPointF(*one.b))
        off = {"overall": OUTSIDE, "thickness": 0.0, "radius": 0.0}.get(one.kind, FIRST + ROW * one.row)
        away = QPointF(one.out[0], -one.out[1]) * off
        return foot_a + away, foot_b + away, foot_a, foot_b


def _paint_number(
    painter: QPainter, a: QPointF, b: QPointF, beyond: bool, text: str, ink: QColor, over: bool
) -> QRectF:
    """Paint a number along its line, readable from below or from the right, on the line or beyond its end; return the box it takes."""
    font = theme().font(8.5, over)
    metrics = QFontMetricsF(font)
    wide, high = metrics.horizontalAdvance(text) + 8, metrics.height() + 1
    turn = math.degrees(math.atan2(b.y() - a.y(), b.x() - a.x()))
    turn = turn - 180.0 if turn > 90.001 else turn + 180.0 if turn <= -90.001 else turn
    if abs(turn - 90.0) < 1e-3:
        turn = -90.0
    long = math.dist((a.x(), a.y()), (b.x(), b.y())) or 1.0
    middle = b + (b - a) * ((wide / 2 + 6) / long) if beyond else (a + b) / 2
    box = QRectF(-wide / 2, -high / 2, wide, high)
    painter.save()
    painter.translate(middle)
    painter.rotate(turn)
    painter.setPen(QPen(theme().color("wood_light"), 1.2) if over else Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("card", 225))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return QTransform().translate(middle.x(), middle.y()).rotate(turn).mapRect(box)


class SizeField(QLineEdit):
    """The field over the size that is being typed."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__(sizes.hand.paper)
        self.setObjectName("sizeField")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sizes = sizes
        self.hide()

    def event(self, event) -> bool:
        if event.type() == QKeyEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._sizes.turn()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._sizes.take(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self._sizes.close()
            self._sizes.hand.paper.setFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self._sizes.close()
