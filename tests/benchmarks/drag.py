"""How long one step of a drag takes: snapping and fit check of one moving cabinet, with 20 and with 500 others in the room.

Both runs take the same path through the same hall, in turns, so that the ratio is true on a busy machine. Times in ms.
"""

from __future__ import annotations

import itertools
import math
import statistics
import time
from dataclasses import dataclass, replace
from pathlib import Path

from app.components.catalog import open_catalog
from app.components.parts import Component
from app.components.profile import Profile
from app.design.design import Design, Unit
from app.design.layout import Layout, Placed
from app.fit.check import DragCheck
from app.fit.snapping import Gesture, Snapper
from app.geometry.frame import Frame, Point2
from app.plans.plan import Plan, Room, Wall
from app.plans.sides import sides
from app.records import Text

LIBRARY = Path(__file__).resolve().parents[2] / "components_library"
WIDTH, DEPTH = 30_000.0, 20_000.0  # mm; a hall that holds 500 cabinets
FEW, MANY = 20, 500
STEPS = 300


@dataclass(frozen=True)
class Times:
    """Medians and 95th percentiles of a step with few and with many cabinets around, ms."""

    few: float
    few_p95: float
    many: float
    many_p95: float

    @property
    def ratio(self) -> float:
        """How much longer a step takes among many."""
        return self.many / self.few


def measure(steps: int = STEPS) -> Times:
    """Return what one step of a drag takes."""
    catalog = open_catalog(LIBRARY)
    component, profile = catalog.build("base_doors", (("width", 600.0),)), catalog.profiles["RCP-18"]
    taken: dict[int, list[float]] = {FEW: [], MANY: []}
    hands = {count: _hand(component, count, profile) for count in (FEW, MANY)}
    for point in _path(steps):
        for count, (snapper, check, moving) in hands.items():
            start = time.perf_counter()
            snap = snapper.snap(component, Gesture(point))
            check.query((replace(moving, frame=snap.frame.then(Frame(0.0, -component.depth)), room=snap.room),))
            taken[count].append((time.perf_counter() - start) * 1000.0)
    return Times(*(value for count in (FEW, MANY) for value in (statistics.median(taken[count]), _p95(taken[count]))))


def report() -> str:
    """Return the measured times as lines to print."""
    times = measure()
    return (
        f"drag step, snap and check: {FEW} units {times.few:.2f} ms (p95 {times.few_p95:.2f}), "
        f"{MANY} units {times.many:.2f} ms (p95 {times.many_p95:.2f}), ratio {times.ratio:.2f}"
    )


def _hand(component: Component, count: int, profile: Profile) -> tuple[Snapper, DragCheck, Placed]:
    layout = hall(component, count)
    moving = Placed("moving", Unit("moving", component.sample, Frame()), component, Frame(), "hall")
    return Snapper(layout), DragCheck(layout, (), profile), moving


def hall(component: Component, count: int) -> Layout:
    """Return a hall with cabinets along its walls, every seventh place left free, and then in rows of islands."""
    corners = ((0.0, 0.0), (WIDTH, 0.0), (WIDTH, DEPTH), (0.0, DEPTH))
    walls = tuple(
        Wall(f"w{i}", start, end, 200.0, 3000.0)
        for i, (start, end) in enumerate(zip(corners, (*corners[1:], corners[0]), strict=True))
    )
    plan = Plan(
        "hall", Text("大厅", "Hall"), (Room("hall", Text("大厅", "Hall"), "other", corners, 3000.0),), walls, ()
    )
    frames = itertools.islice(_places(plan), count)
    placed = tuple(
        Placed(
            f"u{i}", Unit(f"u{i}", component.sample, frame), component, frame.then(Frame(0.0, -component.depth)), "hall"
        )
        for i, frame in enumerate(frames)
    )
    assert len(placed) == count
    return Layout(Design("hall", plan, ""), placed)


def _places(plan: Plan) -> itertools.chain[Frame]:
    along = (
        Frame(*side.left, 0.0, side.turn).then(Frame(700.0 + 600.0 * i))
        for side in sides(plan, "hall")
        for i in range(int((side.length - 1400.0) // 600.0))
        if i % 7 != 6
    )
    islands = (
        Frame(2500.0 + 600.0 * column, 3000.0 + 2500.0 * row)
        for row in range(6)
        for column in range(40)
        if column % 9 != 8
    )
    backs = (
        Frame(3100.0 + 600.0 * column, 3000.0 + 2500.0 * row, 0.0, 180.0)
        for row in range(6)
        for column in range(40)
        if column % 9 != 8
    )
    return itertools.chain(along, islands, backs)


def _path(steps: int) -> list[Point2]:
    """Return a way round the hall near its walls and back through the middle."""
    turns = (2.0 * math.pi * step / steps for step in range(steps))
    return [
        (
            WIDTH / 2.0 + (WIDTH / 2.0 - 350.0) * math.cos(turn),
            DEPTH / 2.0 + (DEPTH / 2.0 - 350.0) * math.sin(3.0 * turn),
        )
        for turn in turns
    ]


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    print(report())
