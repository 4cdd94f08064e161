"""A plan's drawing (app/plans/preview.py) painted with Qt: for the cards of the plan chooser and the import dialog."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF, QTransform

from app.plans.plan import Plan
from app.plans.preview import LOOKS, Fill, Label, Stroke, draw_plan, extent
from app.ui.theme import theme
from app.words import written

WARM = {"floor.dry": "#f5e9d6", "gap": "#fffdfa", "wall": "#57504a"}  # over LOOKS, to go with the wood of the window


def plan_pixmap(plan: Plan, size: QSize, language: str, names: bool) -> QPixmap:
    """Return a picture of a plan, `size` logical pixels; with the rooms' names and areas where they fit."""
    made = QPixmap(size * 2)
    made.setDevicePixelRatio(2.0)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_plan(painter, plan, QRectF(0, 0, size.width(), size.height()), language, names)
    painter.end()
    return made


def paint_plan(painter: QPainter, plan: Plan, box: QRectF, language: str, names: bool) -> None:
    """Paint a plan to fill a box, centred, its north up."""
    marks = draw_plan(plan)
    if not any(not isinstance(mark, Label) for mark in marks):
        return
    x0, y0, x1, y1 = extent(marks)
    scale = min(box.width() / max(x1 - x0, 1.0), box.height() / max(y1 - y0, 1.0)) * 0.96
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    transform = QTransform(
        scale, 0, 0, -scale, box.center().x() - scale * middle[0], box.center().y() + scale * middle[1]
    )
    for mark in marks:
        if isinstance(mark, Label):
            if names:
                _paint_label(painter, mark, transform, scale, language)
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
            painter.setPen(QPen(color, max(0.7, ink.width * scale), style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(polygon)


def _paint_label(painter: QPainter, mark: Label, transform: QTransform, scale: float, language: str) -> None:
    look = theme()
    at = transform.map(QPointF(*mark.at))
    name, area = mark.name(language), f"{written(round(mark.area_m2, 1), language)} m²"
    big = mark.size * scale > 8.5
    font = look.font(8.5 if big else 7.5)
    width = max(QFontMetricsF(font).horizontalAdvance(name), 20.0) + 20
    painter.setFont(font)
    painter.setPen(look.color("ink"))
    painter.drawText(
        QRectF(at.x() - width / 2, at.y() - (15 if big else 8), width, 16), Qt.AlignmentFlag.AlignCenter, name
    )
    if big:
        painter.setFont(look.font(7.5))
        painter.setPen(look.color("ink_soft"))
        painter.drawText(QRectF(at.x() - width / 2, at.y(), width, 14), Qt.AlignmentFlag.AlignCenter, area)
