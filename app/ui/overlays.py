"""What is painted over the picture: measures with their values, guides, name tags, pins of findings, the compass, the hint.

Pure painting: `project` takes a point in plan axes (mm) to widget pixels, None when it lies behind the eye.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.fit.finding import Finding
from app.geometry.frame import Point2, Point3
from app.tools.tool import Dimension, Space
from app.ui.theme import theme
from app.words import written

type Project = Callable[[Point3], QPointF | None]


def paint_pill(
    painter: QPainter,
    centre: QPointF,
    text: str,
    ink: QColor,
    ground: QColor,
    border: QColor | None = None,
    points: float = 9.0,
    bold: bool = True,
) -> QRectF:
    """Paint a rounded label about `centre` and return its box."""
    font: QFont = theme().font(points, bold)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    lines = text.split("\n")
    width = max(metrics.horizontalAdvance(line) for line in lines) + 18
    height = metrics.height() * len(lines) + 7
    box = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
    painter.setPen(QPen(border, 1.4) if border else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return box


def paint_dimensions(painter: QPainter, dimensions: Iterable[Dimension], project: Project) -> None:
    """Paint measures: a line with round ends and the value in a box; one that is being typed stands out."""
    look = theme()
    blue, white, wood = look.color("measure"), look.color("card"), look.color("wood")
    for dimension in dimensions:
        start, end = project(dimension.start), project(dimension.end)
        if start is None or end is None:
            continue
        typing = bool(dimension.typing)
        color = wood if typing else blue
        painter.setPen(QPen(color, 1.6))
        painter.drawLine(start, end)
        painter.setBrush(white)
        for point in (start, end):
            painter.drawEllipse(point, 3.2, 3.2)
        text = f"{dimension.typing}▏" if typing else written(dimension.value, "en")
        middle = (start + end) / 2
        if math.dist((start.x(), start.y()), (end.x(), end.y())) < 46 and not typing:
            middle = QPointF(middle.x(), middle.y() - 20)
        paint_pill(painter, middle, text, white if typing else blue, wood if typing else white, color)


def paint_guides(painter: QPainter, guides: Iterable[tuple[Point2, Point2]], project: Project) -> None:
    """Paint the lines a gesture has caught on, on the floor."""
    painter.setPen(QPen(theme().color("wood", 200), 1.3, Qt.PenStyle.DashLine))
    for (x0, y0), (x1, y1) in guides:
        start, end = project((x0, y0, 5.0)), project((x1, y1, 5.0))
        if start is not None and end is not None:
            painter.drawLine(start, end)


def paint_spaces(painter: QPainter, spaces: Iterable[Space], project: Project) -> None:
    """Paint the openings that could take what is in hand as thin frames; the one aimed at with its clear size."""
    look = theme()
    order = ("free", "chosen", "refused", "aimed")
    for space in sorted(spaces, key=lambda one: order.index(one.state)):
        corners = _front(space, project)
        if corners is None:
            continue
        strong = space.state != "free"
        color = look.color("error" if space.state == "refused" else "wood" if strong else "wood_light")
        line = Qt.PenStyle.DashLine if space.state in ("free", "chosen") else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 2.2 if strong else 1.2, line))
        color.setAlpha({"free": 18, "chosen": 0}.get(space.state, 46))
        painter.setBrush(color)
        painter.drawPolygon(corners)
        if space.state in ("aimed", "refused"):
            foot = (corners.at(0) + corners.at(1)) / 2
            width, depth, height = space.box.size
            words = " × ".join(written(size, "en") for size in (width, height, depth))
            ground = look.color("error" if space.state == "refused" else "wood")
            paint_pill(painter, QPointF(foot.x(), foot.y() - 14), words, look.color("card"), ground)


def _front(space: Space, project: Project) -> QPolygonF | None:
    """Return the front of a space on the screen from the lower left on; None when part of it is behind the eye."""
    (x0, y, z0), (x1, _, z1) = space.box.low, space.box.high
    points = [project(space.frame.out(corner)) for corner in ((x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1))]
    found = [point for point in points if point is not None]
    return QPolygonF(found) if len(found) == len(points) else None


def paint_pins(painter: QPainter, findings: Iterable[Finding], project: Project) -> list[tuple[QRectF, Finding]]:
    """Paint a pin where something does not fit; return the pins' boxes, so that a click finds them."""
    look = theme()
    pins: list[tuple[QRectF, Finding]] = []
    for finding in findings:
        point = project(finding.at)
        if finding.level == "info" or point is None:
            continue
        box = QRectF(point.x() - 10, point.y() - 10, 20, 20)
        for other, _ in pins:  # two at one place stand side by side
            if other.intersects(box):
                box.moveLeft(other.right() + 3)
        painter.setPen(QPen(look.color("card"), 2))
        painter.setBrush(look.color(finding.level))
        painter.drawEllipse(box)
        painter.setFont(look.font(10, True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "!")
        pins.append((box, finding))
    return pins


def paint_compass(painter: QPainter, centre: QPointF, north: float) -> None:
    """Paint a compass; `north` is the direction of true north on the screen, degrees clockwise from up."""
    look = theme()
    painter.save()
    painter.translate(centre)
    painter.setPen(QPen(look.color("line_firm"), 1))
    painter.setBrush(look.color("card", 225))
    painter.drawEllipse(QPointF(0, 0), 21, 21)
    painter.rotate(north)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("wood"))
    painter.drawPolygon(QPolygonF([QPointF(0, -16), QPointF(5, 1), QPointF(-5, 1)]))
    painter.setBrush(look.color("line_firm"))
    painter.drawPolygon(QPolygonF([QPointF(0, 16), QPointF(5, 1), QPointF(-5, 1)]))
    painter.restore()


def paint_hint(painter: QPainter, width: float, bottom: float, text: str, level: str = "") -> None:
    """Paint what the hand can do now, or what is wrong, at the lower middle."""
    look = theme()
    ink, ground = (
        (look.color("card"), look.color("error", 235))
        if level == "error"
        else (look.color("card"), look.color("ink", 215))
    )
    if level == "warning":
        ground = look.color("warning", 235)
    paint_pill(painter, QPointF(width / 2, bottom), text, ink, ground, None, 10.0, False)


def paint_tag(painter: QPainter, at: QPointF, name: str, size: str) -> None:
    """Paint the name tag of a unit, its foot at `at`."""
    look = theme()
    text = f"{name}   {size}"
    box = paint_pill(
        painter,
        QPointF(at.x(), at.y() - 20),
        text,
        look.color("ink"),
        look.color("card", 240),
        look.color("wood_light"),
        9.0,
        False,
    )
    path = QPainterPath(QPointF(at.x() - 5, box.bottom()))
    path.lineTo(at.x() + 5, box.bottom())
    path.lineTo(at.x(), box.bottom() + 6)
    path.closeSubpath()
    painter.fillPath(path, look.color("wood_light"))
