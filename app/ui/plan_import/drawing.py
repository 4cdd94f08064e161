"""A drawing from elsewhere on a sheet: its lines coloured by what they were taken for, each sort to be hidden, a layer lit up. mm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QTransform

from app.plans.underlay import SORTS, Note, Underlay
from app.ui.sheet import Box
from app.ui.theme import theme

KINDS = (*SORTS[:-1], "outer", SORTS[-1])  # what a layer may be taken for; "outer" only frames the walls of a drawing
UNKNOWN = "unknown"  # the name of the sort "" in colours and words
NOTES_SHOWN = 300  # texts painted at once
LEGIBLE = 0.02  # px a mm from which texts are painted
CLOSE = 0.1  # px a mm from which those are, too, that are not needed
FAR = 3.0  # times as large as where nearly all lines are: the rest is out of the way
PALE = 70  # alpha of all else while a layer is lit
FINE = 40_000  # points up to which lines are painted smooth


def sort_name(sort: str) -> str:
    """Return the name of a sort in colours and words: the sort itself, "unknown" for what was not understood."""
    return sort or UNKNOWN


class DrawnUnderlay:
    """The lines and texts of a drawing."""

    def __init__(self, underlay: Underlay, layers: Mapping[str, str]) -> None:
        self.underlay = underlay
        self.hidden: Collection[str] = ()  # sorts
        self.lit: Collection[str] = ()  # layers
        self.counts: Counter[str] = Counter(line.sort for line in underlay.lines)  # lines and texts of each sort
        self.by_layer: Counter[str] = Counter(line.layer for line in underlay.lines)
        self._notes: list[tuple[str, Note]] = [
            (layers.get(note.layer, "text") or "text", note) for note in underlay.notes
        ]
        for sort, note in self._notes:
            self.counts[sort] += 1
            self.by_layer[note.layer] += 1
        self._paths: dict[tuple[str, str], QPainterPath] = {}
        self._points = 0
        for line in underlay.lines:
            path = self._paths.setdefault((line.sort, line.layer), QPainterPath())
            _add(path, line.points, line.closed)
            self._points += len(line.points)
        self._segments: tuple[np.ndarray, list[str]] | None = None

    def bounds(self) -> Box | None:
        """Return what the lines cover, mm, None without lines; without the farthest ones where few lie far from all others."""
        points = [point for line in self.underlay.lines for point in line.points]
        if not points:
            return None
        all_ = np.array(points)
        low, high = all_.min(axis=0), all_.max(axis=0)
        most_low, most_high = np.percentile(all_, 1.0, axis=0), np.percentile(all_, 99.0, axis=0)
        if (high - low).max() > FAR * max(float((most_high - most_low).max()), 1.0):
            low, high = most_low, most_high
        return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    def paint(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        """Paint what was not recognized below, what was above it, texts last."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._points <= FINE)
        painter.setTransform(transform, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        order = ("ignore", "", "text", *(sort for sort in KINDS if sort not in ("ignore", "", "text")))
        for sort in order:
            if sort not in self.hidden:
                for (own, layer), path in self._paths.items():
                    if own == sort:
                        painter.setPen(self._pen(sort, layer))
                        painter.drawPath(path)
        painter.restore()
        if scale >= LEGIBLE:
            self._paint_notes(painter, transform, scale, shown)

    def _pen(self, sort: str, layer: str) -> QPen:
        lit = layer in self.lit
        color = theme().color(f"sort_{sort_name(sort)}", 255 if lit or not self.lit else PALE)
        pen = QPen(color, 2.4 if lit else 1.4 if sort in ("walls", "doors", "windows", "rooms", "columns") else 1.0)
        pen.setCosmetic(True)
        return pen

    def _paint_notes(self, painter: QPainter, transform: QTransform, scale: float, shown: QRectF) -> None:
        painter.setFont(theme().font(7.5))
        left = NOTES_SHOWN
        for sort, note in self._notes:
            faint = sort == "ignore" and scale < CLOSE and note.layer not in self.lit
            if faint or sort in self.hidden or not shown.contains(*note.at):
                continue
            alpha = 255 if note.layer in self.lit or not self.lit else PALE
            painter.setPen(theme().color(f"sort_{sort_name(sort)}", alpha))
            painter.drawText(transform.map(QPointF(*note.at)), " ".join(note.text.split())[:60])
            left -= 1
            if left == 0:
                return

    def layer_at(self, point: tuple[float, float], within: float) -> str | None:
        """Return the layer of the line nearest to a point, None when none is `within` mm of it."""
        if self._segments is None:
            self._segments = self._all_segments()
        rows, layers = self._segments
        if not len(rows):
            return None
        a, b, p = rows[:, :2], rows[:, 2:], np.array(point)
        along = b - a
        length = np.maximum((along**2).sum(axis=1), 1e-9)
        share = np.clip(((p - a) * along).sum(axis=1) / length, 0.0, 1.0)
        far = np.hypot(*(a + along * share[:, None] - p).T)
        best = int(far.argmin())
        return layers[best] if far[best] <= within else None

    def _all_segments(self) -> tuple[np.ndarray, list[str]]:
        rows, layers = [], []
        for line in self.underlay.lines:
            if line.sort in self.hidden:
                continue
            points = (*line.points, line.points[0]) if line.closed and line.points else line.points
            for a, b in pairwise(points):
                rows.append((*a, *b))
                layers.append(line.layer)
        return np.array(rows, dtype=float).reshape(-1, 4), layers

    def hide(self, sorts: Collection[str]) -> None:
        """Leave out some sorts."""
        self.hidden, self._segments = frozenset(sorts), None


def _add(path: QPainterPath, points: tuple[tuple[float, float], ...], closed: bool) -> None:
    if not points:
        return
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if closed:
        path.closeSubpath()
