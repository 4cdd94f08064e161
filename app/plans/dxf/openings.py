"""Door and window symbols -> openings: the gap a symbol stands in is the hole, else what it leaves within a wall's band. mm.

A symbol's arc is its leaf's way; leaves that lie beside each other slide; a window's lines that stand out before the wall make a bay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, bounds, stretches_inside
from app.plans.dxf.hang import REACH, Place, across, bay, doubled, is_shut, leaf
from app.plans.dxf.marks import Gap, Swing, Symbol
from app.plans.plan import Opening, Wall

__all__ = ["FoundOpenings", "Gap", "Swing", "Symbol", "openings_in", "passages_in"]

NARROWEST, WIDEST = 300.0, 8000.0
GAP = 500.0  # mm; a wall drawn with a gap this wide and no door in it is open there
DOOR_HEAD = 2000.0  # domain.md 7.2: door holes are 2000 high
WINDOW_SILL, WINDOW_HEAD = 900.0, 2400.0


@dataclass(frozen=True, slots=True)
class FoundOpenings:
    """The openings; how many symbols lie in no wall, openings have a height that is not drawn, doors show no swing."""

    openings: tuple[Opening, ...]
    lost: int
    guessed: int
    still: int


def openings_in(walls: Sequence[Wall], symbols: Sequence[Symbol], gaps: Sequence[Gap] = ()) -> FoundOpenings:
    """Return the openings that symbols make in walls; one that stands in one of the `gaps` is as wide as the gap."""
    found: list[Opening] = []
    count = {"door": 0, "window": 0}
    guessed = still = 0
    holes = {id(gap.symbol): gap for gap in gaps if gap.symbol is not None}
    known = {id(symbol) for symbol in symbols}
    loose = [gap.symbol for gap in gaps if gap.symbol is not None and id(gap.symbol) not in known]
    bands = _Bands(walls)
    placed: list[tuple[Symbol, Place | None]] = []
    for symbol in (*symbols, *loose):
        gap = holes.get(id(symbol))
        best = _hole(gap, bands) if gap is not None else None
        if best is None:
            near = (_place(symbol, wall) for wall in bands.near(_points(symbol)))
            best = max((place for place in near if place), key=lambda place: place.score, default=None)
        placed.append((symbol, best))
    lost = sum(place is None for symbol, place in placed if id(symbol) in known)
    for symbol, best in doubled([(symbol, place) for symbol, place in placed if place is not None]):
        if any(_overlaps(other, best) for other in found):
            continue
        count[symbol.kind] += 1
        opening = _opening(f"{symbol.kind[0]}{count[symbol.kind]}", symbol, best)
        guessed += symbol.height is None
        still += symbol.kind == "door" and opening.leaf == "none"
        found.append(opening)
    return FoundOpenings(tuple(found), lost, guessed, still)


class _Bands:
    """Walls, ready to be asked which are near."""

    def __init__(self, walls: Sequence[Wall]) -> None:
        self.walls = walls
        self.tree = shapely.STRtree([shapely.LineString([wall.start, wall.end]) for wall in walls])

    def near(self, points: Sequence[Point2]) -> list[Wall]:
        """Return the walls that reach into the box around points, in order."""
        if not points or not self.walls:
            return []
        x0, y0, x1, y1 = bounds(points)
        reach = max(wall.thickness for wall in self.walls) / 2 + REACH
        box = shapely.box(x0 - reach, y0 - reach, x1 + reach, y1 + reach)
        return [self.walls[int(i)] for i in sorted(self.tree.query(box, predicate="intersects"))]


def _points(symbol: Symbol) -> list[Point2]:
    return [*symbol.points, *(point for swing in symbol.swings for point in (swing.hinge, *swing.ends))]


def _hole(gap: Gap, bands: _Bands) -> Place | None:
    """Return where a gap lies in a wall: in that which holds the lines that close it."""
    points = [point for line in gap.lines for point in line]
    best: Place | None = None
    for wall in bands.near(points):
        spans = []
        for line in gap.lines:
            (u0, v0), (u1, v1) = (across(wall, point) for point in line)
            if max(abs(v0), abs(v1)) <= wall.thickness / 2 + REACH and abs(v0 - v1) <= REACH:
                spans.append((max(min(u0, u1), 0.0), min(max(u0, u1), wall.length)))
        if not spans:
            continue
        start, end = max(span[0] for span in spans), min(span[1] for span in spans)
        place = Place(wall, start, end, len(spans) * (end - start))
        if NARROWEST <= end - start <= WIDEST and (best is None or place.score > best.score):
            best = place
    return best


def passages_in(
    walls: Sequence[Wall],
    faces: Sequence[tuple[Point2, Point2]],
    openings: Sequence[Opening],
    rooms: Sequence[Outline],
    gaps: Sequence[Gap] = (),
) -> tuple[Opening, ...]:
    """Return the free passages: where a wall's `faces` are drawn, but with a gap between rooms that holds no opening; and empty `gaps`."""
    found: list[Opening] = []
    bands = _Bands(walls)
    for gap in gaps:
        place = _hole(gap, bands) if gap.kind == "passage" else None
        if place is not None and not any(_overlaps(other, place) for other in (*openings, *found)):
            found.append(_passage(place.wall, (place.start, place.end), len(found) + 1))
    openings = (*openings, *found)
    tree = shapely.STRtree([shapely.LineString(face) for face in faces])
    for wall in walls:
        line, reach = shapely.LineString([wall.start, wall.end]), wall.thickness / 2 + 2 * REACH
        near = sorted(int(i) for i in tree.query(line, predicate="dwithin", distance=reach))
        drawn = [span for i in near if (span := _on_face(wall, *faces[i]))]
        taken = [(opening.offset, opening.offset + opening.width) for opening in openings if opening.wall == wall.id]
        if not drawn:
            continue
        edge = 0.0
        for start, end in sorted([*drawn, *taken, (wall.length, wall.length)]):
            if start - edge >= GAP:
                spans = _between_rooms(wall, (edge, start), rooms)
                found += [_passage(wall, span, len(found) + i) for i, span in enumerate(spans, start=1)]
            edge = max(edge, end)
    return tuple(found)


def _passage(wall: Wall, gap: Point2, number: int) -> Opening:
    offset, width = _hole_in(wall, gap)
    return Opening(f"p{number}", "passage", wall.id, offset, width, 0.0, wall.height)


def _hole_in(wall: Wall, span: Point2) -> Point2:
    """Return offset and width of a stretch of a wall to 0.1 mm, ending no later than the wall."""
    offset = round(span[0], 1)
    return offset, min(round(span[1] - span[0], 1), wall.length - offset)


def _on_face(wall: Wall, a: Point2, b: Point2) -> Point2 | None:
    """Return from where to where along a wall a line lies on one of its faces, None where it does not."""
    (u0, v0), (u1, v1) = across(wall, a), across(wall, b)
    if max(abs(abs(v0) - wall.thickness / 2), abs(abs(v1) - wall.thickness / 2)) > REACH or v0 * v1 < 0:
        return None
    start, end = max(min(u0, u1), 0.0), min(max(u0, u1), wall.length)
    return (start, end) if end - start > 1.0 else None


def _between_rooms(wall: Wall, gap: Point2, rooms: Sequence[Outline]) -> list[Point2]:
    """Return those stretches of a gap in a wall that have a room on both sides, GAP mm long at least."""
    ux, uy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
    beside: list[list[Point2]] = []
    for out in (wall.thickness / 2 + 20.0, -wall.thickness / 2 - 20.0):
        a, b = ((wall.start[0] + ux * u - uy * out, wall.start[1] + uy * u + ux * out) for u in gap)
        beside.append([(gap[0] + s, gap[0] + e) for room in rooms for s, e in stretches_inside(room, a, b)])
    both = [(max(s, p), min(e, q)) for s, e in beside[0] for p, q in beside[1]]
    return sorted((start, end) for start, end in both if end - start >= GAP)


def _place(symbol: Symbol, wall: Wall) -> Place | None:
    half = wall.thickness / 2
    shut = [point for swing in symbol.swings for point in (swing.hinge, *swing.ends)]
    inside = [
        (u, v)
        for u, v in (across(wall, point) for point in (*symbol.points, *shut))
        if abs(v) <= half + REACH and -REACH <= u <= wall.length + REACH
    ]
    if len(inside) < 2:
        return None
    start = max(min(u for u, _ in inside), 0.0)
    end = min(max(u for u, _ in inside), wall.length)
    if not NARROWEST <= end - start <= WIDEST:
        return None
    depth = min(max(v for _, v in inside) - min(v for _, v in inside), wall.thickness)
    swung = sum(is_shut(swing, wall) for swing in symbol.swings)
    return Place(wall, start, end, (end - start) * (1.0 + 2.0 * depth / wall.thickness + swung))


def _overlaps(other: Opening, place: Place) -> bool:
    if other.wall != place.wall.id:
        return False
    return min(other.offset + other.width, place.end) - max(other.offset, place.start) > 1.0


def _opening(name: str, symbol: Symbol, place: Place) -> Opening:
    wall = place.wall
    offset, width = _hole_in(wall, (place.start, place.end))
    if symbol.kind == "window":
        sill = symbol.sill if symbol.sill is not None else WINDOW_SILL
        head = sill + symbol.height if symbol.height is not None else max(WINDOW_HEAD, sill + 300.0)
        sill, head = min(sill, wall.height - 100.0), min(head, wall.height)
        return Opening(name, "window", wall.id, offset, width, sill, head, bay=bay(symbol, place))
    head = min(symbol.height if symbol.height is not None else DOOR_HEAD, wall.height)
    hung, hinge, side = leaf(symbol, place)
    return Opening(name, "door", wall.id, offset, width, 0.0, head, hung, hinge, side)
