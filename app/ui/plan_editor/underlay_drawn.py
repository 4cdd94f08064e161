"""The underlay on the sheet: lines and notes of the drawing that a plan came from, pictures to trace. Faint, or coloured by sort.

Lines are gathered into paths of some hundred, so that a large drawing is painted in few calls and only where it is in sight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap, QTransform

from app.geometry.frame import Point2
from app.geometry.ring import bounds
from app.plans.underlay import Line, Picture, Underlay
from app.ui.plan_editor.drawn import around
from app.ui.sheet import Box
from app.ui.theme import theme

TOGETHER = 300  # lines in one path
SMALLEST = 64  # px; a picture is not kept in smaller copies than this
LEGIBLE = 0.02  # px a mm from which notes can be read
FINE = 60_000  # points up to which lines are painted smooth
NOTES = 400  # notes painted at a time; more of them cover the drawing


class UnderlayDrawing:
    """All that lies under the plan; `opacity` 0 to 1, `coloured` tells the sorts of lines apart, `hidden` sorts are left out."""

    def __init__(self, underlay: Underlay, images: Mapping[str, QImage]) -> None:
        self.underlay = underlay
        self.opacity, self.coloured = 0.5, False
        self.hidden: frozenset[str] = frozenset()
        self._paths = list(_paths(underlay.lines))
        self._points = sum(len(line.points) for line in underlay.lines)
        self._picture = QPixmap()
        self._pictured: object = None  # what the picture shows
        self._pictures = [
            (picture, _levels(images[picture.file]), corners(picture, images[picture.file]))
            for picture in underlay.pictures
            if picture.file in images
        ]

    def bounds(self) -> Box | None:
        boxes = [box for _, _, box in self._paths]
        return around([*boxes, *(bounds(ring) for _, _, ring in self._pictures)])

    def paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        """Paint it, or the picture of it while neither the sight nor its looks change: an edit of the plan does not wait for it."""
        device = painter.device()
        looks = (self.opacity, self.coloured, self.hidden)
        pictured = (device.width(), device.height(), device.devicePixelRatioF(), transform, looks)
        if pictured != self._pictured:
            ratio = device.devicePixelRatioF()
            self._picture = QPixmap(device.width(), device.height())
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._picture)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing, self._points <= FINE)
            self._paint(inner, transform, scale, shown)
            inner.end()
            self._pictured = pictured
        painter.drawPixmap(0, 0, self._picture)

    def _paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        painter.save()
        painter.setOpacity(self.opacity)
        for picture, levels, ring in self._pictures:
            if _meets(bounds(ring), shown):
                _paint_picture(painter, picture, levels, transform, scale)
        painter.setWorldTransform(transform, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for sort, path, box in self._paths:
            if sort not in self.hidden and _meets(box, shown):
                painter.setPen(self._pen(sort))
                painter.drawPath(path)
        painter.restore()
        if scale >= LEGIBLE:
            self._notes(painter, transform, shown)

    def _pen(self, sort: str) -> QPen:
        color = theme().color(f"sort_{sort or 'unknown'}") if self.coloured else QColor(70, 90, 120)
        pen = QPen(color, 1.2 if self.coloured else 1.0)
        pen.setCosmetic(True)
        return pen

    def _notes(self, painter: QPainter, transform: QTransform, shown: QRectF) -> None:
        painter.save()
        painter.setOpacity(self.opacity)
        painter.setFont(theme().font(8.0))
        painter.setPen(theme().color("sort_text" if self.coloured else "ink_soft"))
        seen = (note for note in self.underlay.notes if shown.contains(QPointF(*note.at)))
        for _, note in zip(range(NOTES), seen, strict=False):
            painter.drawText(transform.map(QPointF(*note.at)), note.text[:60])
        painter.restore()


def corners(picture: Picture, image: QImage) -> tuple[Point2, ...]:
    """Return the corners of a picture in the plan, from its lower left on, mm."""
    turn, size = math.radians(picture.turn), picture.mm_per_pixel
    wide, high = image.width() * size, image.height() * size
    ends = ((0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high))
    cos, sin = math.cos(turn), math.sin(turn)
    return tuple((picture.at[0] + x * cos - y * sin, picture.at[1] + x * sin + y * cos) for x, y in ends)


def _paths(lines: tuple[Line, ...]) -> Iterator[tuple[str, QPainterPath, Box]]:
    by_sort: dict[str, list[Line]] = {}
    for line in lines:
        if line.points:
            by_sort.setdefault(line.sort, []).append(line)
    for sort, those in by_sort.items():
        for first in range(0, len(those), TOGETHER):
            path = QPainterPath()
            points: list[Point2] = []
            for line in those[first : first + TOGETHER]:
                path.moveTo(*line.points[0])
                for point in line.points[1:]:
                    path.lineTo(*point)
                if line.closed:
                    path.closeSubpath()
                points += line.points
            yield sort, path, bounds(points)


def _meets(box: Box, shown: QRectF) -> bool:
    return not (box[2] < shown.left() or box[0] > shown.right() or box[3] < shown.top() or box[1] > shown.bottom())


def _levels(image: QImage) -> list[QImage]:
    """Return a picture and its copies of half the size each: zoomed out, a small copy is smoother and sooner painted."""
    levels = [image]
    while min(levels[-1].width(), levels[-1].height()) > 2 * SMALLEST:
        half = levels[-1].size() / 2
        smooth = Qt.TransformationMode.SmoothTransformation
        levels.append(levels[-1].scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    return levels


def _paint_picture(
    painter: QPainter, picture: Picture, levels: list[QImage], transform: QTransform, scale: float
) -> None:
    on_screen = picture.mm_per_pixel * scale  # px of the screen for one of the picture
    level = min(len(levels) - 1, max(0, math.floor(-math.log2(max(on_screen, 1e-9)))))
    image, whole = levels[level], levels[0]
    way = QTransform.fromTranslate(*picture.at)
    way.rotate(picture.turn)
    way.scale(picture.mm_per_pixel, -picture.mm_per_pixel)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setWorldTransform(way * transform, True)
    painter.drawImage(QRectF(0, -whole.height(), whole.width(), whole.height()), image)
    painter.restore()
