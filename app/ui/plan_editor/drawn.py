"""What lies on the sheet of the plan editor, from the bottom up: grid, underlay, plan, furniture. Plan axes, mm.

Each is a `Drawn` of app/ui/sheet.py: prepared once for a plan, painted as often as the sheet asks, only what is in sight.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from app.design.layout import Layout
from app.geometry.frame import Point2
from app.geometry.ring import bounds
from app.plans.plan import Plan
from app.plans.preview import LOOKS, Fill, Label, Mark, Stroke, draw_plan
from app.ui.plan_picture import WARM
from app.ui.sheet import Box
from app.ui.theme import icon, theme
from app.words import written

THINNEST = 0.8  # px; no line of a plan is painted thinner
SEAM = 0.7  # px
GRID = (10.0, 50.0, 100.0, 500.0, 1000.0, 5000.0, 10000.0, 50000.0)  # mm between two lines of the grid
GRID_APART = 14.0  # px that lines of the grid are apart at least
LEGIBLE = 0.09  # px a mm from which service points are painted as pictures
SIGN = 14  # px; their size
SIGNS = ("water", "drain", "gas", "gas_meter", "socket", "switch")  # the kinds that have a picture of their own


class Grid:
    """A faint grid whose step follows the zoom; every fifth or tenth line is firmer."""

    def bounds(self) -> Box | None:
        return None

    def paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        painter.fillRect(transform.mapRect(shown).adjusted(-2, -2, 2, 2), theme().color("card"))
        steps = [step for step in GRID if step * scale >= GRID_APART]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for step, alpha in zip(steps[:2], (70, 150), strict=False):
            painter.setPen(QPen(theme().color("line", alpha), 1.0))
            painter.drawLines(_lines(step, shown, transform))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _lines(step: float, shown: QRectF, transform: QTransform) -> list[QPointF]:
    """Return the ends of the lines of a grid, two points each, px."""
    ends = []
    x = math.ceil(shown.left() / step) * step
    while x <= shown.right():
        ends += [QPointF(x, shown.top()), QPointF(x, shown.bottom())]
        x += step
    y = math.ceil(shown.top() / step) * step
    while y <= shown.bottom():
        ends += [QPointF(shown.left(), y), QPointF(shown.right(), y)]
        y += step
    return [transform.map(end) for end in ends]


class PlanDrawing:
    """A plan with its service points, names and areas; `faint` thins the floors out so that an underlay shows through."""

    def __init__(self, plan: Plan, language: str, faint: bool = False) -> None:
        self._language, self._faint = language, faint
        self._marks = prepared(draw_plan(plan, services=True))
        self._services = plan.services
        self._labels = [mark for mark in draw_plan(plan) if isinstance(mark, Label)]
        boxes = [box for _, _, box in self._marks]
        self._box = around(boxes)

    def bounds(self) -> Box | None:
        return self._box

    def paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        paint_marks(painter, self._marks, transform, scale, shown, self._faint)
        if scale >= LEGIBLE:
            self._paint_services(painter, transform, shown)
        for mark in self._labels:
            if shown.contains(QPointF(*mark.at)):
                paint_label(painter, mark, transform, scale, self._language)

    def _paint_services(self, painter: QPainter, transform: QTransform, shown: QRectF) -> None:
        """Paint the pictures of service points over their dots, once there is room for them."""
        look, half = theme(), QPointF(SIGN / 2, SIGN / 2)
        for service in self._services:
            if service.kind not in SIGNS or not shown.contains(QPointF(*service.at[:2])):
                continue  # a kind without a picture keeps its dot
            middle = transform.map(QPointF(*service.at[:2]))
            painter.setPen(QPen(look.color("line_firm"), 1.0))
            painter.setBrush(look.color("card"))
            painter.drawEllipse(middle, SIGN / 2 + 2, SIGN / 2 + 2)
            icon(service.kind, "ink", SIGN).paint(painter, QRectF(0, 0, SIGN, SIGN).translated(middle - half).toRect())


type Prepared = tuple[Fill | Stroke, QPolygonF, Box]


def prepared(marks: Iterable[Mark]) -> list[Prepared]:
    """Return marks with their polygons and boxes, mm."""
    found: list[Prepared] = []
    for mark in marks:
        if not isinstance(mark, Label):
            found.append((mark, QPolygonF([QPointF(x, y) for x, y in mark.points]), bounds(mark.points)))
    return found


def paint_marks(
    painter: QPainter,
    marks: Iterable[Prepared],
    transform: QTransform,
    scale: float,
    shown: QRectF,
    faint: bool = False,
) -> None:
    """Paint the marks that are in sight."""
    x0, y0, x1, y1 = shown.left(), shown.top(), shown.right(), shown.bottom()
    for mark, polygon, box in marks:
        if box[2] < x0 or box[0] > x1 or box[3] < y0 or box[1] > y1:
            continue
        ink = LOOKS[mark.look]
        color = QColor(WARM[mark.look]) if mark.look in WARM else QColor(*ink.color)
        if isinstance(mark, Fill):
            if faint and mark.look.startswith("floor"):
                color.setAlpha(70)
            elif faint and mark.look.startswith("wall"):
                color.setAlpha(190)
            # walls are bands side by side: a fine edge of their own colour closes the seams between them
            painter.setPen(QPen(color, SEAM) if mark.look.startswith("wall") else Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawPolygon(transform.map(polygon))
        else:
            style = Qt.PenStyle.DashLine if ink.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(color, max(THINNEST, ink.width * scale), style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(transform.map(polygon))


def paint_label(painter: QPainter, mark: Label, transform: QTransform, scale: float, language: str) -> None:
    """Paint a room's name with its area below, in letters that do not grow with the zoom."""
    if mark.size * scale < 6.0:
        return
    look, at = theme(), transform.map(QPointF(*mark.at))
    lines = ((mark.name(language), 10.0, "ink"), (f"{written(round(mark.area_m2, 2), language)} m²", 9.0, "ink_soft"))
    for number, (text, points, color) in enumerate(lines):
        font = look.font(points, bold=number == 0)
        width = QFontMetricsF(font).horizontalAdvance(text) + 12
        painter.setFont(font)
        painter.setPen(look.color(color))
        box = QRectF(at.x() - width / 2, at.y() - 18 + 18 * number, width, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def around(boxes: Sequence[Box]) -> Box | None:
    """Return the box around boxes; None for none."""
    if not boxes:
        return None
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return (min(x0), min(y0), max(x1), max(y1))


class FurnitureDrawing:
    """The cabinets of the design as faint outlines from above."""

    def __init__(self, layout: Layout) -> None:
        self._rings: list[tuple[Point2, ...]] = []
        for placed in layout.placed:
            if placed.unit is not None:
                self._rings.append(tuple(placed.component.hull.corners2(placed.frame)))
        self._polygons = [QPolygonF([QPointF(x, y) for x, y in ring]) for ring in self._rings]

    def bounds(self) -> Box | None:
        return around([bounds(ring) for ring in self._rings])

    def paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        look = theme()
        painter.setPen(QPen(look.color("wood", 120), 1.0))
        painter.setBrush(look.color("wood_light", 26))
        for polygon in self._polygons:
            painter.drawPolygon(transform.map(polygon))
