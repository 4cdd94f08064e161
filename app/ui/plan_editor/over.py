"""What a drawing tool shows, painted over the paper: walls to be, guides, snapped points, measures, the number being typed, the hint."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.tools.drawing.tool import Mark, Reading, Shown
from app.ui.overlays import paint_compass, paint_hint, paint_pill
from app.ui.session import Session
from app.ui.sheet import Sheet
from app.ui.theme import theme
from app.words import written

# look -> colour of the line, its width in px, dashed, alpha of the filling (0: none)
INKS: dict[str, tuple[str, float, bool, int]] = {
    "wall": ("wood_dark", 1.4, False, 120),
    "ghost": ("wood", 1.4, False, 60),
    "line": ("wood", 1.8, False, 0),
    "guide": ("measure", 1.0, True, 0),
    "snap": ("measure", 1.8, False, 255),
    "chosen": ("wood", 2.4, False, 46),
    "hover": ("wood_light", 2.0, False, 30),
    "refused": ("error", 1.6, False, 60),
}
POINT = 4.5  # px; half of the square that marks a point
NEAR = 54.0  # px; shorter measures have their value beside them


def paint_shown(painter: QPainter, sheet: Sheet, shown: Shown, at: QPointF | None, session: Session) -> None:
    """Paint all of it; `at` is where the mouse is, None when it is elsewhere."""
    for mark in sorted(shown.marks, key=lambda one: len(one.points) == 1):
        _paint_mark(painter, sheet, mark)
    typed = None
    for reading in shown.readings:
        if reading.typing:
            typed = reading
        else:
            _paint_reading(painter, sheet, reading)
    if typed is not None:
        _paint_typed(painter, sheet, typed, at, session)
    design = session.design
    if design is not None:
        paint_compass(painter, QPointF(38, sheet.height() - 38), -design.plan.orientation)
    sentence = shown.refused or shown.hint
    if sentence is not None:
        text = session.say(sentence)
        paint_hint(painter, sheet.width(), sheet.height() - 30, text, "error" if shown.refused else "")


def _paint_mark(painter: QPainter, sheet: Sheet, mark: Mark) -> None:
    name, width, dashed, alpha = INKS[mark.look]
    color = theme().color(name)
    points = [sheet.transform().map(QPointF(*point)) for point in mark.points]
    fill = QColor(color)
    fill.setAlpha(alpha)
    painter.setPen(QPen(color, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    painter.setBrush(fill if alpha and (mark.closed or len(points) == 1) else Qt.BrushStyle.NoBrush)
    if len(points) == 1:
        painter.setBrush(theme().color("card"))
        painter.drawRect(QRectF(points[0].x() - POINT, points[0].y() - POINT, 2 * POINT, 2 * POINT))
    elif mark.closed:
        painter.drawPolygon(QPolygonF(points))
    else:
        painter.drawPolyline(QPolygonF(points))


def _paint_reading(painter: QPainter, sheet: Sheet, reading: Reading) -> None:
    a, b = (sheet.transform().map(QPointF(*point)) for point in (reading.a, reading.b))
    look = theme()
    middle = (a + b) / 2
    if reading.unit == "deg":
        middle = a + QPointF(0.0, -26.0)
    elif math.dist((a.x(), a.y()), (b.x(), b.y())) < NEAR:
        middle += QPointF(0.0, -22.0)
    paint_pill(
        painter, middle, measured(reading), look.color("measure"), look.color("card"), look.color("measure"), 9.0
    )


def measured(reading: Reading) -> str:
    """Return the value of a measure as people read it."""
    number = written(round(reading.value, 1), "en")
    return f"{number}°" if reading.unit == "deg" else number


def _paint_typed(painter: QPainter, sheet: Sheet, reading: Reading, at: QPointF | None, session: Session) -> None:
    """Paint the number being typed in a field beside the pointer."""
    look = theme()
    a, b = (sheet.transform().map(QPointF(*point)) for point in (reading.a, reading.b))
    spot = (at + QPointF(64.0, 30.0)) if at is not None else (a + b) / 2
    spot = QPointF(min(max(spot.x(), 80.0), sheet.width() - 80.0), min(max(spot.y(), 20.0), sheet.height() - 70.0))
    unit = "°" if reading.unit == "deg" else " mm"
    text = f"{session.say(f'plan_editor.reading.{reading.name}')}  {reading.typing.strip()}▏{unit}"
    paint_pill(painter, spot, text, look.color("card"), look.color("wood"), look.color("wood_dark"), 10.0)
