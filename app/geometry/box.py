"""Upright boxes turned about z: the shape the fit check and the snapping think in. All lengths mm."""

from __future__ import annotations

from dataclasses import dataclass

from .frame import Frame, Point2, Point3


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned box in its owner's axes, from `low` to `high` (mm)."""

    low: Point3
    high: Point3

    @property
    def size(self) -> Point3:
        """Width (x), depth (y), height (z)."""
        return (self.high[0] - self.low[0], self.high[1] - self.low[1], self.high[2] - self.low[2])

    def join(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            (min(self.low[0], other.low[0]), min(self.low[1], other.low[1]), min(self.low[2], other.low[2])),
            (max(self.high[0], other.high[0]), max(self.high[1], other.high[1]), max(self.high[2], other.high[2])),
        )

    def corners2(self, frame: Frame) -> tuple[Point2, Point2, Point2, Point2]:
        """Return the plan corners of this box placed at `frame`, counter-clockwise from (low x, low y)."""
        (x0, y0, _), (x1, y1, _) = self.low, self.high
        return (frame.out2((x0, y0)), frame.out2((x1, y0)), frame.out2((x1, y1)), frame.out2((x0, y1)))
