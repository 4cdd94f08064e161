"""Round walls of a home -> chords and curves. An opening needs a straight wall as wide as itself, as its frame is straight too: there
the arc is broken, and how far that wall stands off the arc is told. mm, degrees, counter-clockwise positive."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.geometry.frame import Point2
from app.plans.curves import FULLEST, Arc, arc, chords
from app.plans.plan import SAGITTA, Curve, Wall
from app.plans.sh3d.holes import ASKEW, OFF, Built, Hole, share_in
from app.plans.sh3d.home import HomeWall

LEAST = 2.0  # mm; a shorter rest of an arc is left to its neighbours
DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Round:
    """A wall along a circle, and how high it is."""

    wall: HomeWall
    arc: Arc
    height: float

    def point(self, share: float) -> Point2:
        """Return the point of the centre line at a share of the way."""
        if share in (0.0, 1.0):
            return self.wall.end if share else self.wall.start
        x, y = self.arc.at(share)
        return (round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0)


def round_wall(wall: HomeWall, height: float) -> Round | None:
    """Return a wall that follows an arc; None when it is straight or bends by less than SAGITTA; ValueError when it is a whole circle."""
    chord = math.dist(wall.start, wall.end)
    bulge = chord / 2 * abs(math.tan(math.radians(wall.sweep) / 4)) if abs(wall.sweep) <= FULLEST else math.inf
    return None if bulge <= SAGITTA else Round(wall, arc(wall.start, wall.end, wall.sweep), height)


def add_round(built: Built, walls: list[Wall], rounds: Sequence[Round], holes: Sequence[Hole]) -> None:
    """Add the walls of arcs: chords between their openings, one straight wall for each opening."""
    left = [hole for hole in holes if not any(share_in(wall, hole) > 0.5 for wall in walls)]
    for one in rounds:
        spans = sorted((span, hole.piece) for hole in left if (span := _span(one, hole)) is not None)
        edge = 0.0
        for (low, high), _ in spans:
            start, end = max(low, 0.0), min(high, 1.0)
            if start < edge - 1e-9:
                continue  # it overlaps the one before, and is told where openings are put into walls
            _add_curve(built, walls, one, edge, start)
            _add_chord(walls, one, one.point(start), one.point(end))
            bend = math.radians(abs(one.arc.sweep) * (end - start)) / 2
            built.off_arc = max(built.off_arc, one.arc.radius * (1.0 - math.cos(bend)))
            built.counts["in_arcs"] += 1
            edge = end
        _add_curve(built, walls, one, edge, 1.0)


def _span(one: Round, hole: Hole) -> tuple[float, float] | None:
    """Return from which to which share of an arc an opening reaches, None when it does not lie in it."""
    x, y = hole.at[0] - one.arc.centre[0], hole.at[1] - one.arc.centre[1]
    away = math.hypot(x, y)
    if abs(away - one.arc.radius) > one.wall.thickness / 2 + OFF or hole.width >= 2 * one.arc.radius:
        return None
    if abs(x * hole.along[0] + y * hole.along[1]) > 2.0 * ASKEW * away:
        return None
    angle = math.degrees(math.atan2(y, x)) - one.arc.start
    middle = (angle % 360.0 if one.arc.sweep > 0 else -((-angle) % 360.0)) / one.arc.sweep
    half = math.degrees(math.asin(hole.width / 2 / one.arc.radius)) / abs(one.arc.sweep)
    return (middle - half, middle + half) if middle - half > -0.01 and middle + half < 1.01 else None


def _add_curve(built: Built, walls: list[Wall], one: Round, start: float, end: float) -> None:
    sweep = one.arc.sweep * (end - start)
    if one.arc.radius * math.radians(abs(sweep)) < LEAST:
        return
    points = chords(one.point(start), one.point(end), sweep, SAGITTA * 0.95)
    ids = [_add_chord(walls, one, a, b) for a, b in pairwise(points)]
    if len(ids) > 1:  # one chord is as good as straight
        built.curves.append(Curve(f"arc{len(built.curves) + 1}", tuple(ids), round(sweep, 9)))


def _add_chord(walls: list[Wall], one: Round, start: Point2, end: Point2) -> str:
    name = f"w{len(walls) + 1}"
    walls.append(Wall(name, start, end, one.wall.thickness, one.height))
    return name
