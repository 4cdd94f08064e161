"""Arcs that walls follow: an arc by its ends and the degrees it sweeps <-> its chords. mm; degrees, counter-clockwise positive."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.geometry.frame import Point2
from app.plans.plan import SAGITTA, Curve, Plan, Wall

FULLEST = 350.0  # degrees; a fuller arc has its ends so near each other that its middle is anywhere
FLATTEST = 0.01  # degrees; a flatter arc is a straight wall
COARSEST = 45.0  # degrees; no chord spans more, however small the arc
MOST_CHORDS = 720
DECIMALS = 6  # of a mm kept: a nanometre


@dataclass(frozen=True, slots=True)
class Arc:
    """A circle's piece: from the angle `start`, degrees from east, over `sweep`."""

    centre: Point2
    radius: float
    start: float
    sweep: float

    def at(self, share: float) -> Point2:
        """Return the point at a share (0 to 1) of the way."""
        angle = math.radians(self.start + self.sweep * share)
        return (self.centre[0] + self.radius * math.cos(angle), self.centre[1] + self.radius * math.sin(angle))


def arc(start: Point2, end: Point2, sweep: float) -> Arc:
    """Return the arc between two points; raise ValueError when there is none."""
    chord = math.dist(start, end)
    if not (chord > 0.0 and FLATTEST <= abs(sweep) <= FULLEST and math.isfinite(chord)):
        raise ValueError("an arc needs two points apart and a sweep of 0.01 to 350 degrees")
    half = math.radians(sweep / 2)
    nx, ny = -(end[1] - start[1]) / chord, (end[0] - start[0]) / chord
    away = chord / 2 * math.cos(half) / math.sin(half)
    centre = ((start[0] + end[0]) / 2 + nx * away, (start[1] + end[1]) / 2 + ny * away)
    angle = math.degrees(math.atan2(start[1] - centre[1], start[0] - centre[0]))
    return Arc(centre, chord / 2 / abs(math.sin(half)), angle, sweep)


def chords(start: Point2, end: Point2, sweep: float, within: float = SAGITTA) -> tuple[Point2, ...]:
    """Return points on an arc from `start` to `end`, both among them, whose chords stand off it by `within` mm at most.

    Raise ValueError when there is no such arc.
    """
    whole = arc(start, end, sweep)
    step = 2 * math.degrees(math.acos(max(-1.0, 1.0 - within / whole.radius)))
    count = min(MOST_CHORDS, max(1, math.ceil(abs(sweep) / min(step, COARSEST) - 1e-9)))
    inner = (whole.at(i / count) for i in range(1, count))
    return (start, *((round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0) for x, y in inner), end)


def sweep_through(start: Point2, end: Point2, third: Point2) -> float:
    """Return the sweep of the arc from `start` to `end` through a third point; 0 when the three lie on a line."""
    ax, ay = start[0] - third[0], start[1] - third[1]
    bx, by = end[0] - third[0], end[1] - third[1]
    cross, dot = ax * by - ay * bx, ax * bx + ay * by
    if abs(cross) <= 1e-9 * max(1.0, abs(dot)):
        return 0.0
    inscribed = math.degrees(
        math.atan2(abs(cross), dot)
    )  # the angle under which the chord is seen from the third point
    return math.copysign(360.0 - 2 * inscribed, -cross)


def sweep_of_radius(start: Point2, end: Point2, radius: float, side: str = "left", wide: bool = False) -> float:
    """Return the sweep of an arc of a radius whose middle lies on the `side` of start -> end; `wide`: the longer way round.

    Raise ValueError when the points are farther apart than the circle is wide.
    """
    chord = math.dist(start, end)
    if not 0.0 < chord <= 2 * radius:
        raise ValueError("the points are farther apart than the circle is wide")
    sweep = 2 * math.degrees(math.asin(min(1.0, chord / 2 / radius)))
    sweep = 360.0 - sweep if wide else sweep
    return -sweep if side == "left" else sweep  # an arc that bulges to the left turns clockwise


def off_arc(walls: Sequence[Wall], sweep: float) -> float:
    """Return how far chords miss each other or their arc at most, mm; infinite when there is no such arc."""
    gaps = [math.dist(a.end, b.start) for a, b in pairwise(walls)]
    try:
        whole = arc(walls[0].start, walls[-1].end, sweep)
    except ValueError:
        return math.inf
    joints = [wall.start for wall in walls] + [walls[-1].end]
    middles = [((w.start[0] + w.end[0]) / 2, (w.start[1] + w.end[1]) / 2) for w in walls]
    return max([abs(math.dist(point, whole.centre) - whole.radius) for point in joints + middles] + gaps)


def curve_of(plan: Plan, wall_id: str) -> Curve | None:
    """Return the curve that a wall is a chord of."""
    return next((curve for curve in plan.curves if wall_id in curve.walls), None)
