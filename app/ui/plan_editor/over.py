"""What a drawing tool shows, painted over the paper: walls to be, guides, snapped points, measures, the number being typed, the hint."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from app.tools.drawing.tool import Mark, Reading, Shown
from app.ui.overlays import paint_compass, paint_hint, paint_pill
from app.ui.session import Session
from app.ui.sheet import Sheet
from app.ui.theme import theme
from app.words import Message, written

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
LOW = 110.0  # px from the lower edge within which the hint makes room for the hand
BESIDE = 24.0  # px from a measured line to the middle of its number


def paint_shown(
    painter: QPainter, sheet: Sheet, shown: Shown, at: QPointF | None, session: Session, hint: Message | None = None
) -> None:
    """Paint all of it; `at` is where the mouse is, None when it is elsewhere; `hint` goes before the tool's own."""
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
        paint_compass(painter, QPointF(sheet.width() - 36, 36), -design.plan.orientation)
    sentence = shown.refused or hint or shown.hint
    if sentence is not None:
        text = folded(session.say(sentence), sheet.width() - 60)
        low = at is not None and at.y() > sheet.height() - LOW  # the hand works where the hint would be
        middle = 30.0 if low else sheet.height() - (30.0 if "\n" not in text else 38.0)
        paint_hint(painter, sheet.width(), middle, text, "error" if shown.refused else "")


def folded(text: str, width: float) -> str:
    """Return a sentence in two lines where it is wider than `width` px, parted where it may be nearest to its middle."""
    if QFontMetricsF(theme().font(10.0)).horizontalAdvance(text) <= width:
        return text
    breaks = [i + 1 for i, sign in enumerate(text) if sign in " ，；。、"]
    middle = min(breaks, key=lambda i: abs(i - len(text) / 2), default=len(text) // 2)
    return f"{text[:middle].rstrip()}\n{text[middle:].lstrip()}"


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
    middle = a + QPointF(0.0, -26.0) if reading.unit == "deg" else beside(a, b)
    paint_pill(
        painter, middle, measured(reading), look.color("measure"), look.color("card"), look.color("measure"), 9.0
    )


def beside(a: QPointF, b: QPointF) -> QPointF:
    """Return where the number of a measure stands: beside the middle of its line, above it or on its left."""
    long = math.dist((a.x(), a.y()), (b.x(), b.y()))
    if long < 1e-6:
        return a + QPointF(0.0, -BESIDE)
    away = QPointF((b.y() - a.y()) / long, (a.x() - b.x()) / long)
    if away.y() > 1e-9 or (abs(away.y()) <= 1e-9 and away.x() > 0):
        away = -away
    return (a + b) / 2 + away * (BESIDE + 12.0 * abs(away.x()))


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
