"""A sheet of drawings in plan axes (mm, y up) that is panned with the mouse and zoomed at the pointer; several may share one sight.

What is painted is any number of `Drawn`s, in order. A slow one is painted once and moved about as a picture until the hand rests.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPixmap, QTransform, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

type Box = tuple[float, float, float, float]  # low x, low y, high x, high y; mm

MARGIN = 1.1  # of what is fitted into the sheet
NOTCH = 1.2  # of zoom for each notch of the wheel
CLOSEST, FARTHEST = 100.0, 1e-6  # px a mm
QUICK = 0.03  # s; what is painted faster is painted anew at each step of the hand
REST = 90  # ms without a step until a slow sheet is painted anew
STEP = 0.1  # of the width, for each press of an arrow


class Drawn(Protocol):
    """Something on a sheet."""

    def bounds(self) -> Box | None:
        """Return what it covers, mm; None when it has no size to be fitted to."""
        ...

    def paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        """Paint with `transform` from mm to pixels, `scale` px a mm; `shown` is the part of the plan in sight, mm."""
        ...


class Sight(QObject):
    """Which part of a plan is in sight: the point in the middle, mm, and the scale, px a mm."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.middle, self.scale, self.fitted = (0.0, 0.0), 0.05, True

    def show(self, middle: tuple[float, float], scale: float, fitted: bool = False) -> None:
        """Look at another place or closer."""
        if not (math.isfinite(middle[0]) and math.isfinite(middle[1]) and math.isfinite(scale)):
            return
        self.middle, self.scale, self.fitted = middle, min(max(scale, FARTHEST), CLOSEST), fitted
        self.changed.emit()


class Sheet(QWidget):
    """Paints its drawings; drag pans, the wheel zooms, a double click or Home fits, arrows and plus and minus do the same by key."""

    pointed = Signal(object)  # the point under the mouse, mm; None when it left
    clicked = Signal(object)

    def __init__(self, sight: Sight | None = None) -> None:
        super().__init__()
        self.sight = sight or Sight()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 140)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._drawn: tuple[Drawn, ...] = ()
        self._picture: QPixmap | None = None
        self._pictured: tuple[tuple[float, float], float] | None = None  # the sight of the picture
        self._cost = 0.0  # s that the last picture took
        self._held: QPointF | None = None
        self._moved = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.refresh)
        self.sight.changed.connect(self._sight_changed)

    # --- what is on it -----------------------------------------------------------------------------------------------

    def show_drawn(self, drawn: Sequence[Drawn], fit: bool = True) -> None:
        """Put other drawings on the sheet, and fit them into it."""
        self._drawn = tuple(drawn)
        self.refresh()
        if fit:
            self.fit()

    def refresh(self) -> None:
        """Paint anew: what is drawn has changed its looks."""
        self._picture = None
        self.update()

    def fit(self) -> None:
        """Look at all of the first drawing that has a size."""
        box = next((box for one in self._drawn if (box := one.bounds()) is not None), None)
        if box is None or self.width() < 2 or self.height() < 2:
            return
        wide, high = max(box[2] - box[0], 1.0), max(box[3] - box[1], 1.0)
        scale = min(self.width() / (wide * MARGIN), self.height() / (high * MARGIN))
        self.sight.show(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), scale, True)

    # --- where things are --------------------------------------------------------------------------------------------

    def transform(self) -> QTransform:
        """Return the way from mm to pixels."""
        (x, y), scale = self.sight.middle, self.sight.scale
        return QTransform(scale, 0, 0, -scale, self.width() / 2 - scale * x, self.height() / 2 + scale * y)

    def at(self, pixel: QPointF) -> tuple[float, float]:
        """Return the point of the plan under a pixel, mm."""
        (x, y), scale = self.sight.middle, self.sight.scale
        return (x + (pixel.x() - self.width() / 2) / scale, y - (pixel.y() - self.height() / 2) / scale)

    def zoom(self, by: float, about: QPointF | None = None) -> None:
        """Zoom about a pixel, None for the middle."""
        at = about or QPointF(self.width() / 2, self.height() / 2)
        (px, py), (x, y) = self.at(at), self.sight.middle
        scale = min(max(self.sight.scale * by, FARTHEST), CLOSEST)
        share = self.sight.scale / scale
        self.sight.show((px + (x - px) * share, py + (y - py) * share), scale)

    # --- paint -------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(420, 360)

    def _sight_changed(self) -> None:
        if self._cost > QUICK:
            self._rest.start()
        else:
            self._picture = None
        self.update()

    def resizeEvent(self, event) -> None:
        self._picture = None
        if self.sight.fitted:
            self.fit()

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        if self._picture is None:
            self._take_picture()
        assert self._picture is not None and self._pictured is not None
        (x0, y0), scale0 = self._pictured
        (x, y), scale = self.sight.middle, self.sight.scale
        if (x0, y0, scale0) == (x, y, scale):
            painter.drawPixmap(0, 0, self._picture)
            return
        share = scale / scale0
        left = self.width() / 2 * (1 - share) + (x0 - x) * scale
        top = self.height() / 2 * (1 - share) - (y0 - y) * scale
        painter.drawPixmap(
            QRectF(left, top, self.width() * share, self.height() * share),
            self._picture,
            QRectF(self._picture.rect()),
        )

    def _take_picture(self) -> None:
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        began = time.perf_counter()
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (x0, y1), (x1, y0) = self.at(QPointF(0, 0)), self.at(QPointF(self.width(), self.height()))
        for one in self._drawn:
            one.paint(painter, self.transform(), self.sight.scale, QRectF(x0, y0, x1 - x0, y1 - y0))
        painter.end()
        self._cost = time.perf_counter() - began
        self._picture, self._pictured = made, (self.sight.middle, self.sight.scale)

    # --- hand and keys -----------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(NOTCH ** (event.angleDelta().y() / 120.0), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held, self._moved = event.position(), False
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            self.pointed.emit(self.at(event.position()))
            return
        by = event.position() - self._held
        if not self._moved and by.manhattanLength() < 4:
            return
        self._moved, self._held = True, event.position()
        (x, y), scale = self.sight.middle, self.sight.scale
        self.sight.show((x - by.x() / scale, y + by.y() / scale), scale)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and not self._moved and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.at(event.position()))
        self._held = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()

    def leaveEvent(self, event) -> None:
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, key = self.width() * STEP / self.sight.scale, Qt.Key(event.key())
        ways = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, step),
            Qt.Key.Key_Down: (0.0, -step),
        }
        if key in ways:
            (x, y), (dx, dy) = self.sight.middle, ways[key]
            self.sight.show((x + dx, y + dy), self.sight.scale)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / NOTCH if key == Qt.Key.Key_Minus else NOTCH)
        elif key == Qt.Key.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)
