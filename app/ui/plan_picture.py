"""A plan's drawing (app/plans/preview.py) painted with Qt: for cards and dialogs, and as a PNG with north, scale and sizes. mm."""

from __future__ import annotations

import math
import os
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)

from app.geometry.polygon import contains
from app.plans.plan import Plan, PlanError
from app.plans.preview import LOOKS, Fill, Label, Mark, Stroke, draw_plan, extent
from app.records import write_whole
from app.ui.theme import lead_fonts, theme
from app.words import written

WARM = {"floor.dry": "#f5e9d6", "gap": "#fffdfa", "wall": "#57504a"}  # over LOOKS, to go with the wood of the window
PIXELS = (400, 20000)  # the least and the greatest long side of a PNG
BARS = (500.0, 1000.0, 2000.0, 5000.0, 10000.0, 20000.0, 50000.0)  # mm a scale bar may stand for
LEGIBLE = 3.0  # px a room's letters measure at least on a sheet, else its name is left out


def plan_pixmap(plan: Plan, size: QSize, language: str, names: bool, ratio: float = 2.0) -> QPixmap:
    """Return a picture of a plan, `size` logical pixels of `ratio` real ones; with the rooms' names and areas where they fit."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_plan(painter, plan, QRectF(0, 0, size.width(), size.height()), language, names)
    painter.end()
    return made


def paint_plan(painter: QPainter, plan: Plan, box: QRectF, language: str, names: bool) -> None:
    """Paint a plan to fill a box, centred, its plan north up."""
    marks = draw_plan(plan)
    if any(not isinstance(mark, Label) for mark in marks):
        transform, scale = fitting(extent(marks), box)
        paint_marks(painter, marks, transform, scale, language if names else "")


def fitting(around: tuple[float, float, float, float], box: QRectF) -> tuple[QTransform, float]:
    """Return the way from mm to pixels that fits an extent into a box, and its scale, px a mm."""
    x0, y0, x1, y1 = around
    scale = min(box.width() / max(x1 - x0, 1.0), box.height() / max(y1 - y0, 1.0)) * 0.96
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return QTransform(scale, 0, 0, -scale, box.center().x() - scale * x, box.center().y() + scale * y), scale


def paint_marks(
    painter: QPainter, marks: tuple[Mark, ...], transform: QTransform, scale: float, language: str, size: float = 1.0
) -> None:
    """Paint the marks of a drawing; without the rooms' names where `language` is "", with letters `size` times the usual."""
    taken: list[QRectF] = []
    for mark in marks:
        if isinstance(mark, Label):
            if language:
                _paint_label(painter, mark, transform, scale / size, language, size, taken)
            continue
        ink = LOOKS[mark.look]
        color = QColor(WARM[mark.look]) if mark.look in WARM else QColor(*ink.color)
        polygon = transform.map(QPolygonF([QPointF(x, y) for x, y in mark.points]))
        if isinstance(mark, Fill):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawPolygon(polygon)
        elif isinstance(mark, Stroke):
            style = Qt.PenStyle.DashLine if ink.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(color, max(0.7 * size, ink.width * scale), style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(polygon)


def _paint_label(
    painter: QPainter,
    mark: Label,
    transform: QTransform,
    scale: float,
    language: str,
    size: float,
    taken: list[QRectF],
) -> None:
    """Paint a room's name and area, none where another's name stands already."""
    look = theme()
    at = transform.map(QPointF(*mark.at))
    name, area = mark.name(language), f"{written(round(mark.area_m2, 2), language)} m²"
    big = mark.size * scale > 8.5
    font = look.font((8.5 if big else 7.5) * size)
    width = max(QFontMetricsF(font).horizontalAdvance(name), 20.0 * size) + 20 * size
    painter.setFont(font)
    painter.setPen(look.color("ink"))
    up, high = (15 if big else 8) * size, 16 * size
    place = QRectF(at.x() - width / 2 + 9 * size, at.y() - up + 2 * size, width - 18 * size, high - 4 * size)
    if any(place.intersects(other) for other in taken):
        return
    taken.append(place)
    painter.drawText(QRectF(at.x() - width / 2, at.y() - up, width, high), Qt.AlignmentFlag.AlignCenter, name)
    if big:
        painter.setFont(look.font(7.5 * size))
        painter.setPen(look.color("ink_soft"))
        box = QRectF(at.x() - width / 2, at.y(), width, 14 * size)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, area)


class DrawnPlan:
    """A plan on a sheet (sheet.py), with one of its rooms lit up."""

    def __init__(self, plan: Plan, language: str) -> None:
        self.plan, self.language = plan, language
        self.lit = ""  # the id of a room
        self._marks = draw_plan(plan)

    def bounds(self) -> tuple[float, float, float, float] | None:
        """Return what the plan covers, mm; None for an empty one."""
        return extent(self._marks) if any(not isinstance(mark, Label) for mark in self._marks) else None

    def room_at(self, point: tuple[float, float] | None) -> str:
        """Return the id of the room at a point, "" where there is none."""
        if point is None:
            return ""
        return next((room.id for room in self.plan.rooms if contains(room.outline, point)), "")

    def paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        """Paint the plan, room names while they can be read."""
        legible = any(isinstance(mark, Label) and mark.size * scale > LEGIBLE for mark in self._marks)
        paint_marks(painter, self._marks, transform, scale, self.language if legible else "")
        for room in self.plan.rooms:
            if room.id == self.lit:
                painter.setPen(QPen(theme().color("wood"), 2.0))
                painter.setBrush(theme().color("wood_light", 70))
                painter.drawPolygon(transform.map(QPolygonF([QPointF(x, y) for x, y in room.outline])))


class North:
    """The arrow to true north in the upper right corner of a sheet; `orientation` degrees counter-clockwise from up."""

    def __init__(self, orientation: float) -> None:
        self.orientation = orientation

    def bounds(self) -> None:
        """Return None: it is as large as it is at any scale."""
        return None

    def paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        """Paint the arrow."""
        corner = transform.map(QPointF(shown.right(), shown.bottom()))
        middle = corner + QPointF(-30, 34)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("card", 215))  # the plan may lie behind it
        painter.drawEllipse(middle, 29, 29)
        _north(painter, middle, self.orientation, 0.95)


# --- the PNG ---------------------------------------------------------------------------------------------------------


def plan_png(plan: Plan, path: Path, pixels: int = 2400, language: str = "zh") -> None:
    """Write a plan as a PNG whose long side is `pixels`: rooms with areas, overall sizes, a scale bar, the arrow to true north.

    Works without a window and without a screen; raises PlanError when the plan is empty or the file cannot be written.
    """
    if not PIXELS[0] <= pixels <= PIXELS[1]:
        raise PlanError(path, "pixels", f"{pixels} is not between {PIXELS[0]} and {PIXELS[1]}")
    marks = draw_plan(plan)
    if all(isinstance(mark, Label) for mark in marks):
        raise PlanError(path, "", "the plan is empty")
    _application()
    with lead_fonts(language):
        image = _image(plan, marks, pixels, language)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise PlanError(path, "", "the picture cannot be made")
    write_whole(path, bytes(data.data()), PlanError)


def _application() -> None:
    """Make sure that letters can be painted; where there is no window yet, without asking for a screen."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication(sys.argv[:1]))


_kept: list[QGuiApplication] = []  # an application lives as long as the program


def _image(plan: Plan, marks: tuple[Mark, ...], pixels: int, language: str) -> QImage:
    x0, y0, x1, y1 = extent(marks)
    ratio = (y1 - y0) / max(x1 - x0, 1.0)
    wide, high = (pixels, max(round(pixels * ratio), pixels // 3)) if ratio <= 1 else (round(pixels / ratio), pixels)
    wide = max(wide, pixels // 2)  # the head needs its width
    size = min(wide, high) / 700.0  # letters grow with the picture
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(3780)  # 96 dots an inch, which the letters are measured for
    image.setDotsPerMeterY(3780)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = 46 * size
    box = QRectF(edge, edge * 1.5, wide - 2 * edge, high - 3 * edge)
    transform, scale = fitting((x0, y0, x1, y1), box)
    paint_marks(painter, marks, transform, scale, language, size)
    _head(painter, plan, QRectF(edge, 0, wide - 2 * edge, edge * 1.3), language, size)
    corners = transform.map(QPointF(x0, y0)), transform.map(QPointF(x1, y1))
    _sizes(painter, corners, (x1 - x0, y1 - y0), size)
    _bar(painter, QPointF(edge, high - edge * 0.5), scale, size)
    _north(painter, QPointF(wide - edge, high - edge * 0.75), plan.orientation, size)
    painter.end()
    return image


def _head(painter: QPainter, plan: Plan, box: QRectF, language: str, size: float) -> None:
    look = theme()
    painter.setPen(look.color("ink"))
    painter.setFont(look.font(13 * size, True))
    metrics = QFontMetricsF(painter.font())
    name = metrics.elidedText(plan.name(language), Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)


def _sizes(painter: QPainter, corners: tuple[QPointF, QPointF], sizes: tuple[float, float], size: float) -> None:
    """Paint the overall width below and the overall depth on the right, whole mm."""
    look, (low, high) = theme(), corners
    painter.setPen(QPen(look.color("measure"), 1.2 * size))
    painter.setFont(look.font(8.5 * size))
    off, tick = 16 * size, 5 * size
    y, x = low.y() + off, high.x() + off
    for a, b, out in (
        (QPointF(low.x(), y), QPointF(high.x(), y), QPointF(0, tick)),
        (QPointF(x, low.y()), QPointF(x, high.y()), QPointF(tick, 0)),
    ):
        painter.drawLine(a, b)
        for end in (a, b):
            painter.drawLine(end - out, end + out)
    width, depth = (written(round(value, 1), "en") for value in sizes)
    row = QRectF(low.x(), y, high.x() - low.x(), 18 * size)
    painter.drawText(row, Qt.AlignmentFlag.AlignCenter, width)
    painter.save()
    painter.translate(x, (low.y() + high.y()) / 2)
    painter.rotate(-90)
    painter.drawText(QRectF(-200 * size, 0, 400 * size, 18 * size), Qt.AlignmentFlag.AlignCenter, depth)
    painter.restore()


def _bar(painter: QPainter, at: QPointF, scale: float, size: float) -> None:
    """Paint a scale bar from `at` to the right, of a round length that is about a fifth of the picture."""
    wanted = 160 * size / scale
    length = max((one for one in BARS if one <= wanted), default=BARS[0])
    long, thick = length * scale, 4 * size
    painter.setPen(QPen(theme().color("ink"), 0.8 * size))
    for i in range(4):
        painter.setBrush(theme().color("ink" if i % 2 == 0 else "card"))
        painter.drawRect(QRectF(at.x() + long * i / 4, at.y() - thick, long / 4, thick))
    painter.setFont(theme().font(8 * size))
    text = QRectF(at.x() + long + 6 * size, at.y() - 12 * size, 120 * size, 18 * size)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, f"{written(length / 1000.0, 'en')} m")


def _north(painter: QPainter, middle: QPointF, orientation: float, size: float) -> None:
    """Paint the arrow to true north, `orientation` degrees counter-clockwise from up."""
    radius, ink = 17 * size, theme().color("ink")
    turn = math.radians(orientation)
    up, across = QPointF(-math.sin(turn), -math.cos(turn)), QPointF(math.cos(turn), -math.sin(turn))
    painter.setPen(QPen(ink, 0.9 * size))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)
    painter.setBrush(ink)
    tip, foot = middle + up * radius, middle - up * radius * 0.45
    painter.drawPolygon(QPolygonF([tip, foot + across * radius * 0.42, middle, foot - across * radius * 0.42]))
    painter.setFont(theme().font(8 * size, True))
    at = middle + up * (radius + 9 * size)
    painter.drawText(
        QRectF(at.x() - 20 * size, at.y() - 9 * size, 40 * size, 18 * size), Qt.AlignmentFlag.AlignCenter, "N"
    )
