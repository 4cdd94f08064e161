"""A sample as a plain front view in its own colours: what a card shows until its real picture is made. Unit axes, mm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.components.materials import Decor
from app.components.parts import Component, Panel
from app.ui.theme import theme


class Decors(Protocol):
    """What this needs of a catalogue."""

    @property
    def decors(self) -> Mapping[str, Decor]: ...


def paint_component(painter: QPainter, component: Component, catalog: Decors, box: QRectF) -> None:
    """Paint the front view of a component, rear parts first, to fill a box."""
    hull = component.hull
    width, height = hull.size[0] or 1.0, hull.size[2] or 1.0
    scale = min(box.width() / width, box.height() / height)
    left = box.center().x() - scale * (hull.low[0] + hull.high[0]) / 2
    foot = box.bottom() - (box.height() - height * scale) / 2 + scale * hull.low[2]
    painter.setPen(QPen(theme().color("ink_faint"), 0.8))
    for panel in sorted(component.panels, key=lambda p: -_front(p)):
        decor = catalog.decors.get(panel.decor)
        painter.setBrush(QColor(*decor.color) if decor else theme().color("sunken"))
        corners = [panel.pose.out((x, y, z)) for x, y in panel.outline for z in (0.0, panel.thickness)]
        xs, zs = [c[0] for c in corners], [c[2] for c in corners]
        painter.drawPolygon(QPolygonF([QPointF(left + scale * x, foot - scale * z) for x, z in _box(xs, zs)]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("ink_soft"))
    for solid in component.solids:
        low, high = solid.box.low, solid.box.high
        painter.drawRect(
            QRectF(
                QPointF(left + scale * low[0], foot - scale * high[2]),
                QPointF(left + scale * high[0], foot - scale * low[2]),
            )
        )


def _front(panel: Panel) -> float:
    return min(panel.pose.out((x, y, z))[1] for x, y in panel.outline for z in (0.0, panel.thickness))


def _box(xs: list[float], zs: list[float]) -> list[tuple[float, float]]:
    x0, x1, z0, z1 = min(xs), max(xs), min(zs), max(zs)
    return [(x0, z0), (x1, z0), (x1, z1), (x0, z1)]
