"""Where runs meet in an inside corner: a butt joint. The run that ends at the other's front stops at the other's face; the other runs on.

A worktop's face is in front of its units, so the one that ends there is cut short; a plinth's is behind them, so it reaches on.
Plan axes, mm.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from app.components.parts import Component
from app.design.stretches import SLACK, Stretch
from app.geometry.frame import cos_sin, normal_turn

DIGITS = 2  # of a degree: runs as square as this meet squarely


class Fronts:
    """The fronts of all stretches of one kind, found by their line: looking one up costs the same however many there are."""

    def __init__(self, runs: Iterable[tuple[Stretch, Component]]) -> None:
        self._lines: dict[tuple[str, float], list[tuple[float, int]]] = defaultdict(list)
        self._runs = tuple(runs)
        for index, (stretch, _) in enumerate(self._runs):
            front = stretch.front
            self._lines[stretch.room, _key(front.turn)].append((_across(front.x, front.y, front.turn), index))
        for line in self._lines.values():
            line.sort()

    def give(self, one: Stretch, end: float) -> float:
        """Return by how much a stretch grows (or, negative, shrinks) at its end at `end` mm along it to meet the run it ends at."""
        x, y = one.back.out2((end, -one.depth / 2))
        for quarter in (90.0, 270.0):
            turn = _key(one.back.turn + quarter)
            line = self._lines.get((one.room, turn), ())
            at = _across(x, y, turn)
            for place, index in line[bisect_left(line, (at - SLACK, -1)) :]:
                if place > at + SLACK:
                    break
                other, component = self._runs[index]
                if _ends_at(one, other, end):
                    return _face(component)
        return 0.0


def _key(turn: float) -> float:
    return normal_turn(round(turn, DIGITS))


def _across(x: float, y: float, turn: float) -> float:
    """Return the y of a plan point in axes turned by `turn`."""
    cos, sin = cos_sin(turn)
    return cos * y - sin * x


def _ends_at(one: Stretch, other: Stretch, end: float) -> bool:
    """Whether the end of a stretch at `end` mm along it lies on the front of another."""
    corners = [other.front.into((*one.back.out2((end, back)), 0.0)) for back in (0.0, -one.depth)]
    low, high = sorted(corner[0] for corner in corners)
    meets = min(high, other.length) - max(low, 0.0) > SLACK and abs(one.back.z - other.back.z) <= SLACK
    return meets and all(abs(corner[1]) <= SLACK for corner in corners)


def _face(component: Component) -> float:
    """Return how far the foremost panel of a run is behind the fronts of its units; a worktop's is negative."""
    corners = (
        (panel.pose.at, panel.pose.out((panel.length, panel.width, panel.thickness))) for panel in component.panels
    )
    return min((min(near[1], far[1]) for near, far in corners), default=component.hull.low[1])
