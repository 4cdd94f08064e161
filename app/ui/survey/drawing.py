"""The survey on the plan: rooms as measured over those as drawn, and the wall that is being measured. Plan axes, mm."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF, QTransform

from app.plans.plan import Plan, Side
from app.plans.surveys.as_measured import as_measured
from app.ui.sheet import Box
from app.ui.theme import theme

END = 7.0  # px; the marks at the ends of the wall


class SurveyDrawing:
    """Paints the outlines that were measured, dashed, and the wall in hand; a `Drawn` of app/ui/sheet.py."""

    def __init__(self, plan: Plan, side: Side | None) -> None:
        actual = as_measured(plan)
        self._rooms = [
            QPolygonF([QPointF(*point) for point in (*new.outline, new.outline[0])])
            for old, new in zip(plan.rooms, actual.rooms, strict=True)
            if old.outline != new.outline
        ]
        self._side = side

    def bounds(self) -> Box | None:
        """Return None: it lies on a plan that has a size."""
        return None

    def paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        """Paint with `transform` from mm to pixels."""
        color = theme().color("measure")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1.6, Qt.PenStyle.DashLine))
        for outline in self._rooms:
            painter.drawPolyline(transform.map(outline))
        if self._side is None:
            return
        a, b = transform.map(QPointF(*self._side.left)), transform.map(QPointF(*self._side.right))
        painter.setPen(QPen(theme().color("wood"), 5.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(a, b)
        painter.setPen(QPen(theme().color("wood_dark"), 2.0))
        painter.setBrush(theme().color("card"))
        for end in (a, b):
            painter.drawEllipse(end, END, END)
