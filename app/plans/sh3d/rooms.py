"""Rooms as a home draws them -> outlines along the inner wall faces. Plan axes, mm.

Sweet Home 3D counts the floor below doors to a room (half the wall's depth); cabinets stand on what is between the wall faces. So a room
that fills the space its walls close in, but for narrow seams, becomes that space; of any other the part outside the walls is kept as drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from app.geometry.polygon import Outline, enclosed, outlines, tidy
from app.plans.plan import Wall
from app.plans.regions import wall_solid
from app.plans.sh3d.home import HomeRoom

MOST_CROSSINGS = 20_000  # real homes have a handful
LEAST = 0.3e6  # mm²; what is smaller is no room
THIN = 100.0  # mm; a seam this narrow between drawn outline and wall faces is drawing, not space
SHARED = 0.05  # share of a space that another room must take for it to be shared
SAME = 0.95  # share of a room that another must cover to be the same
SNAP = 0.2  # mm; noise that the cutting of an outline may leave
NARROWEST = 300.0  # mm; what is nowhere this wide is no room
LOW = 1800.0  # mm; lower walls are parapets
AREA_SLACK = 0.005  # the drawn area and the outline's may differ by this; more is told


@dataclass(frozen=True, slots=True)
class Found:
    """One room: its number in the home (-1: found between walls only) and its outline; areas in mm².

    `drawn` is what the home gives it, `inside` what of that lies between the wall faces, `space` what its walls close in where it is
    alone there.
    """

    room: int
    outline: Outline
    drawn: float
    inside: float
    space: float | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether what is drawn and what the walls close in are not the same."""
        return self.space is not None and abs(self.space - self.inside) > AREA_SLACK * self.inside


def tangled(walls: Sequence[Wall]) -> int:
    """Return how often walls cross each other, where that is too often to look for rooms between them; else 0."""
    lines = np.array([shapely.LineString((wall.start, wall.end)) for wall in walls], dtype=object)
    count = int(shapely.STRtree(lines).query(lines, predicate="crosses").shape[1]) // 2
    return count if count > MOST_CROSSINGS else 0


@dataclass(slots=True)
class Rooms:
    """The rooms of a storey; the numbers of outlines left out (ceilings, doubles, no rooms); holes in floors; how many overlap or cross."""

    found: list[Found] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    voids: list[Outline] = field(default_factory=list)
    overlaps: int = 0
    crossed: int = 0


def find_rooms(rooms: Sequence[HomeRoom], walls: Sequence[Wall]) -> Rooms:
    """Return the rooms that a storey draws, or those its walls close in where it draws none."""
    solid = wall_solid(walls) if walls else Polygon()
    spaces = [Polygon(space) for space in enclosed(solid, LEAST)] if walls else []
    drawn = [(i, shape) for i, room in enumerate(rooms) if (shape := _shape(room)) is not None]
    taken = {number for number, _ in drawn}
    result = Rooms(left=[i for i in range(len(rooms)) if i not in taken])
    result.crossed = sum(_loses(rooms[i], shape) for i, shape in drawn)
    kept = _without_doubles(rooms, drawn, result.left)
    for i, shape in kept:
        others = [other.difference(solid) for k, other in kept if k != i]
        holes = shapely.union_all([Polygon(ring) for ring in shape.interiors]).difference(
            shapely.union_all([solid, *others])
        )
        result.voids += [ring for part in _parts(holes) if _is_wide(part, THIN) and (ring := _tidy(part))]
        whole = Polygon(shape.exterior)
        parts = [Polygon(part.exterior) for part in _parts(whole.difference(solid)) if _is_room(part)]
        total = sum(part.area for part in parts)
        if not parts:
            result.left.append(i)
        for part in parts:
            outline, space = _outline(part, spaces, others)
            if outline:
                result.found.append(Found(i, outline, whole.area * part.area / total, part.area, space))
    if not drawn:
        rings = [(_tidy(shape), shape.area) for shape in spaces if _is_room(shape)]
        result.found = [Found(-1, ring, size, size) for ring, size in rings if ring]
    result.left.sort()
    result.overlaps = _overlapping([one.outline for one in result.found])
    return result


def _overlapping(rings: Sequence[Outline]) -> int:
    """Return how many pairs of rooms share more floor than drawing by hand explains."""
    shapes = np.array([Polygon(outline) for outline in rings], dtype=object)
    found = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    return sum(i < k and shapes[i].intersection(shapes[k]).area > LEAST for i, k in found.T)


def _parts(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(shape, "geoms", (shape,)) if isinstance(part, Polygon) and not part.is_empty]


def _is_wide(shape: BaseGeometry, width: float) -> bool:
    return not shape.buffer(-width / 2).is_empty


def _shape(room: HomeRoom) -> Polygon | None:
    if len(room.points) < 3:
        return None
    shape: BaseGeometry = Polygon(room.points)
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
        shape = max(getattr(shape, "geoms", (shape,)), key=lambda part: part.area)
    return shape if isinstance(shape, Polygon) and _is_room(shape) else None


def _loses(room: HomeRoom, shape: Polygon) -> bool:
    """Return whether an outline crosses itself so that a part of it that could be a room is not in its shape."""
    whole: BaseGeometry = Polygon(room.points)
    if whole.is_valid:
        return False
    parts = _parts(shapely.make_valid(whole))
    return sum(part.area for part in parts) - shape.area >= LEAST


def _is_room(shape: BaseGeometry) -> bool:
    return isinstance(shape, Polygon) and shape.area >= LEAST and _is_wide(shape, NARROWEST)


def _without_doubles(
    rooms: Sequence[HomeRoom], drawn: Sequence[tuple[int, Polygon]], left: list[int]
) -> list[tuple[int, Polygon]]:
    """Return the rooms but for ceilings above other rooms and for one of two that are the same; their numbers go to `left`."""
    order = sorted(drawn, key=lambda item: (not rooms[item[0]].floor, not rooms[item[0]].name, item[0]))
    kept: list[tuple[int, Polygon]] = []
    for i, shape in order:
        shared = [shape.intersection(other).area for _, other in kept]
        double = any(
            s > SAME * min(shape.area, other.area) and s > SAME * shape.area
            for s, (_, other) in zip(shared, kept, strict=True)
        )
        if double or (not rooms[i].floor and sum(shared) > 0.5 * shape.area):
            left.append(i)
        else:
            kept.append((i, shape))
    return sorted(kept, key=lambda item: item[0])


def _outline(
    part: BaseGeometry, spaces: Sequence[Polygon], others: Sequence[BaseGeometry]
) -> tuple[Outline, float | None]:
    """Return the outline to take for a part of a room, and the area of the space that its walls close in, None where it shares one."""
    for space in spaces:
        common = part.intersection(space).area
        if common < 0.5 * part.area:
            continue
        if not _is_wide(part.symmetric_difference(space), THIN):
            return _tidy(space), space.area
        shared = any(other.intersection(space).area > SHARED * space.area for other in others)
        return _tidy(part), None if shared else space.area
    return _tidy(part), None


def _tidy(shape: BaseGeometry) -> Outline:
    rings = outlines(shape.simplify(SNAP))
    return tidy(rings[0]) if rings else ()


def ceiling_of(outline: Outline, walls: Sequence[Wall], height: float) -> float:
    """Return the height, mm, that most metres of the walls behind a room have; `height` where none tells one that can be a ceiling."""
    ring = Polygon(outline).exterior.buffer(5.0)
    metres: dict[float, float] = {}
    for wall in walls:
        line = shapely.LineString([wall.start, wall.end]).buffer(wall.thickness / 2, cap_style="flat")
        if wall.height >= LOW and line.intersects(ring):
            metres[wall.height] = metres.get(wall.height, 0.0) + line.intersection(ring).area
    return max(metres, key=lambda one: (metres[one], -one), default=max(height, LOW))
