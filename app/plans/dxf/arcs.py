"""Arcs that walls follow -> chords at common angles, so that the faces of a curved wall stay parallel; and its walls -> curves. mm.

A drawing's own chords of an arc are taken out: the faces of one wall have different ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.geometry.frame import Point2
from app.plans.curves import COARSEST, Arc
from app.plans.dxf.faces import Segment
from app.plans.plan import SAGITTA, Curve, Wall

SAME_CENTRE = 5.0  # mm; arcs whose centres are this near turn about one centre
ON = 0.5  # mm; a chord's ends lie this near to their arc
FLATTEST = 20.0  # degrees; a line across more of an arc is none of its chords
LEAST_RADIUS = 100.0  # mm; smaller arcs round a corner
MOST_ARCS = 2000
WIDEST = 3000.0  # mm; a gap in a curved wall is no wider
FITS = 3.0  # mm; how far a wall's ends may lie off the arc it follows


@dataclass(frozen=True, slots=True)
class _Ring:
    """Arcs about one centre and the angles at which all of them are cut, degrees."""

    centre: Point2
    arcs: tuple[Arc, ...]
    angles: tuple[float, ...]


def chorded(lines: Sequence[Segment], arcs: Sequence[Arc]) -> list[Segment]:
    """Return lines and, instead of what chords they hold of `arcs`, the chords of those within SAGITTA at common angles."""
    arcs = [_forward(arc) for arc in arcs[:MOST_ARCS] if arc.radius >= LEAST_RADIUS and abs(arc.sweep) > 0.1]
    if not arcs:
        return list(lines)
    kept = [line for line, chord in zip(lines, _chords_among(lines, arcs), strict=True) if not chord]
    for ring in _rings(arcs):
        for arc in ring.arcs:
            points = _points(arc, ring)
            kept += list(pairwise(points))
    return kept


def bent(walls: Sequence[Wall], arcs: Sequence[Arc]) -> tuple[tuple[Wall, ...], tuple[Curve, ...]]:
    """Return walls, those between two arcs about one centre replaced by chords of the arc midway, and the curves that these make."""
    arcs = [_forward(arc) for arc in arcs[:MOST_ARCS] if arc.radius >= LEAST_RADIUS]
    left = list(walls)
    made: list[Wall] = []
    curves: list[Curve] = []
    for ring in _rings(arcs):
        radii = sorted({arc.radius for arc in ring.arcs})
        for inner, outer in ((a, b) for i, a in enumerate(radii) for b in radii[i + 1 :] if 40.0 <= b - a <= 600.0):
            spans = [(wall, span) for wall in left if (span := _between(wall, ring.centre, inner, outer)) is not None]
            if not spans:
                continue
            left = [wall for wall in left if all(wall is not other for other, _ in spans)]
            cells = _cells(ring, inner, outer, [span for _, span in spans])
            for chain in _chains(cells):
                middle = (inner + outer) / 2
                points = [_micron(_at(ring.centre, middle, angle)) for angle in (*(a for a, _ in chain), chain[-1][1])]
                ids = [f"a{len(made) + i}" for i in range(1, len(chain) + 1)]
                thick, height = round(outer - inner, 1), spans[0][0].height
                made += [Wall(name, p, q, thick, height) for name, (p, q) in zip(ids, pairwise(points), strict=True)]
                sweep = round(chain[-1][1] - chain[0][0], 6)
                curves.append(Curve(f"curve{len(curves) + 1}", tuple(ids), sweep))
    return (*left, *made), tuple(curves)


def in_pairs(arcs: Sequence[Arc]) -> list[Arc]:
    """Return the arcs that have another one about their centre a wall's thickness away: faces of curved walls, not leaves or sofas."""
    return [
        arc
        for ring in _rings(_forward(arc) for arc in arcs[:MOST_ARCS] if arc.radius >= LEAST_RADIUS)
        for arc in ring.arcs
        if any(40.0 <= abs(arc.radius - other.radius) <= 400.0 and abs(arc.sweep) > 5.0 for other in ring.arcs)
    ]


def broken(arcs: Sequence[Arc]) -> list[Segment]:
    """Return where arcs of one circle leave a gap as wide as an opening may be: from the end of one to the start of the next."""
    found: list[Segment] = []
    for ring in _rings(_forward(arc) for arc in arcs[:MOST_ARCS] if arc.radius >= LEAST_RADIUS):
        for radius in sorted({round(arc.radius) for arc in ring.arcs}):
            on = sorted(
                (arc for arc in ring.arcs if abs(arc.radius - radius) <= 2 * ON), key=lambda arc: arc.start % 360.0
            )
            for one, other in zip(on, [*on[1:], on[0]], strict=True):
                turn = (other.start - one.start - one.sweep) % 360.0
                a, b = one.at(1.0), other.at(0.0)
                if 0.01 < turn < 120.0 and 1.0 < math.dist(a, b) <= WIDEST:
                    found.append((a, b))
    return found


def _forward(arc: Arc) -> Arc:
    """Return an arc that runs counter-clockwise."""
    return arc if arc.sweep > 0 else Arc(arc.centre, arc.radius, arc.start + arc.sweep, -arc.sweep)


def _chords_among(lines: Sequence[Segment], arcs: Sequence[Arc]) -> list[bool]:
    if not lines:
        return []
    table = np.array(lines, dtype=float).reshape(-1, 2, 2)
    found = np.zeros(len(lines), dtype=bool)
    for arc in arcs:
        off = table - np.array(arc.centre)
        away = np.hypot(off[..., 0], off[..., 1])
        on = (np.abs(away - arc.radius) <= ON).all(axis=1)
        turns = (np.degrees(np.arctan2(off[..., 1], off[..., 0])) - arc.start + 0.01) % 360.0
        within = (turns <= arc.sweep + 0.02).all(axis=1)
        between = np.abs(turns[:, 1] - turns[:, 0])
        found |= on & within & (np.minimum(between, 360.0 - between) <= FLATTEST)
    return [bool(one) for one in found]


def _rings(arcs: Iterable[Arc]) -> list[_Ring]:
    groups: list[list[Arc]] = []
    for arc in arcs:
        for group in groups:
            if math.dist(group[0].centre, arc.centre) <= SAME_CENTRE:
                group.append(arc)
                break
        else:
            groups.append([arc])
    return [_Ring(group[0].centre, tuple(group), _angles(group)) for group in groups]


def _angles(arcs: Sequence[Arc]) -> tuple[float, ...]:
    """Return where arcs about one centre are cut: at their ends, and between them often enough for the widest."""
    widest = max(arc.radius for arc in arcs)
    step = min(COARSEST, 2 * math.degrees(math.acos(max(-1.0, 1.0 - 0.95 * SAGITTA / widest))))
    ends = sorted({round(angle % 360.0, 6) for arc in arcs for angle in (arc.start, arc.start + arc.sweep)})
    angles: list[float] = []
    for a, b in zip(ends, [*ends[1:], ends[0] + 360.0], strict=True):
        count = max(1, math.ceil((b - a) / step - 1e-6))
        angles += [a + (b - a) * i / count for i in range(count)]
    return tuple(angles)


def _points(arc: Arc, ring: _Ring) -> list[Point2]:
    inner = sorted(turn for angle in ring.angles if 1e-3 < (turn := (angle - arc.start) % 360.0) < arc.sweep - 1e-3)
    return [arc.at(share) for share in (0.0, *(turn / arc.sweep for turn in inner), 1.0)]


type _Span = tuple[float, float]  # angles, degrees, counter-clockwise


def _between(wall: Wall, centre: Point2, inner: float, outer: float) -> _Span | None:
    """Return from where to where about a centre a wall chords the arc midway between two radii, None when it does not."""
    middle = (inner + outer) / 2
    away = [math.dist(centre, point) for point in (wall.start, wall.end)]
    a, b = (math.degrees(math.atan2(y - centre[1], x - centre[0])) for x, y in (wall.start, wall.end))
    turn = (b - a + 180.0) % 360.0 - 180.0
    if not 0.0 < abs(turn) <= COARSEST:
        return None
    thick = (outer - inner) * math.cos(math.radians(turn / 2))
    slack = FITS + thick * math.sin(math.radians(abs(turn) / 2))  # where its ends were not run on to the next one's
    if max(abs(radius - middle) for radius in away) > slack or abs(wall.thickness - thick) > FITS:
        return None
    return (a % 360.0, a % 360.0 + turn) if turn > 0 else (b % 360.0, b % 360.0 - turn)


def _cells(ring: _Ring, inner: float, outer: float, spans: Sequence[_Span]) -> list[_Span]:
    """Return the pieces of a ring of which both faces are drawn and that have a wall found in them."""
    faces = [[arc for arc in ring.arcs if abs(arc.radius - radius) <= ON] for radius in (inner, outer)]
    found = []
    for a, b in zip(ring.angles, [*ring.angles[1:], ring.angles[0] + 360.0], strict=True):
        middle = (a + b) / 2
        drawn = all(any((middle - arc.start) % 360.0 < arc.sweep for arc in arcs) for arcs in faces)
        if drawn and any((middle - start) % 360.0 < end - start for start, end in spans):
            found.append((a, b))
    return found


def _chains(cells: Sequence[_Span]) -> list[list[_Span]]:
    """Return pieces of a ring as chains, each piece beginning where the one before ends, none fuller than a curve may be."""
    chains: list[list[_Span]] = []
    for cell in cells:
        if chains and abs(cell[0] - chains[-1][-1][1]) < 1e-6:
            chains[-1].append(cell)
        else:
            chains.append([cell])
    if len(chains) > 1 and abs(chains[0][0][0] + 360.0 - chains[-1][-1][1]) < 1e-6:
        chains[0] = [*chains.pop(), *((a + 360.0, b + 360.0) for a, b in chains[0])]
    halves = [len(chain) // 2 if chain[-1][1] - chain[0][0] > 340.0 else 0 for chain in chains]
    return [part for chain, half in zip(chains, halves, strict=True) for part in (chain[:half], chain[half:]) if part]


def _at(centre: Point2, radius: float, angle: float) -> Point2:
    turn = math.radians(angle)
    return (centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn))


def _micron(point: Point2) -> Point2:
    return (round(point[0], 3), round(point[1], 3))
