"""The kits of rooms: what a kitchen, a bath or a bedroom has in bodies and service points, arranged along its run side. mm.

A service that would come into an opening or behind a body moves along its side to the nearest place that is free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from app.formula import Formula, Where, bind, parse
from app.geometry.ring import bounds, contains
from app.plans.house_types.family_items import (
    LETTERS,
    TURNED,
    Face,
    blocked,
    corner_box,
    face,
    faces,
    free_place,
    point3,
    taken,
)
from app.plans.house_types.family_lines import Space
from app.plans.house_types.family_read import KIT_SCOPE
from app.plans.house_types.family_schema import Expr, KitPoint, RoomItem
from app.plans.plan import Obstacle, Opening, PlanError, Service, Wall

if TYPE_CHECKING:
    from app.plans.house_types.family_draw import Pen

SWITCH = 150.0  # mm from a door's latch jamb to the switch beside it
BEHIND = 200.0  # mm; a jamb's centre line is nearer than this to the face of its wall
FURNITURE = 1000.0  # mm; the height at which a wall is looked at for furniture
QUARTERS = {"run": 0, "left": -1, "right": 1, "back": 2}

type Names = Mapping[str, Any]


class Kit:
    """The kit of one room: the side it runs along, whether left and right are swapped, and the lengths its formulas know."""

    def __init__(self, pen: Pen, space: Space, item: RoomItem, where: Where, names: Names) -> None:
        self.pen, self.where, self.outline = pen, where, pen.shell.outlines[space.id]
        self.kit = pen.parts.kits[item.kit]
        run = face(self.outline, item.run or self._plain_side(), where.at("run"))
        x0, y0, x1, y1 = bounds(self.outline)
        self.turn, self.flip = TURNED[run.letter], pen.truth(item.flip, where.at("flip"), names)
        self.names: Names = {"w": run.length, "d": y1 - y0 if run.letter in "NS" else x1 - x0}

    def _plain_side(self) -> str:
        """Return the side with the longest stretch that no door or window takes."""

        def stretch(side: Face) -> float:
            spans = sorted(blocked(taken(side, self.pen.jambs, ()), FURNITURE, 0.0, 0.0))
            edge, best = 0.0, 0.0
            for low, high in (*spans, (side.length, side.length)):
                best, edge = max(best, low - edge), max(edge, high)
            return best

        return max(faces(self.outline), key=lambda side: (round(stretch(side)), side.letter)).letter

    def _number(self, expr: Expr) -> float:
        return _kit_formula(expr, self.pen.file).number(self.names) if isinstance(expr, str) else float(expr)

    def bodies(self, there: list[Obstacle]) -> None:
        """Add the bodies to those that are there."""
        for body in self.kit.obstacles:
            row, hand = body.corner.split()
            to_left = (hand == "left") != self.flip  # seen facing the run side, for the back too
            side, other = self.turn + (0 if row == "run" else 2), self.turn + (-1 if to_left else 1)
            corner = "".join(sorted((LETTERS[side % 4], LETTERS[other % 4]), key="NSEW".index))
            size = (self._number(body.size[0]), self._number(body.size[1]))
            box = corner_box(self.outline, corner, size if self.turn % 2 == 0 else (size[1], size[0]), self.where)
            there.append(Obstacle(numbered(body.kind, there), body.kind, box, 0.0, self.pen.parts.sizes.height))

    def points(self, there: list[Service]) -> None:
        """Add the service points to those that are there."""
        for point in self.kit.services:
            if point.on == "door":
                self._switches(point, there)
                continue
            quarter = QUARTERS[point.on]
            side = face(self.outline, LETTERS[(self.turn + (-quarter if self.flip else quarter)) % 4], self.where)
            wanted = self._number(point.left)
            place = (
                side.length - wanted if self.flip else wanted,
                self._number(point.height),
                self._number(point.away),
            )
            there.append(service(self.pen, point.kind, side, place, there, self.where))

    def _switches(self, point: KitPoint, there: list[Service]) -> None:
        """Add a switch beside the latch of each hinged door that swings in, where there is wall for one."""
        height, away = self._number(point.height), self._number(point.away)
        for opening, start, end in self.pen.jambs:
            if opening.leaf != "hinged" or not self._swings_in(opening):
                continue
            latch, hinge = (end, start) if opening.hinge == "start" else (start, end)
            for side in faces(self.outline):
                (at, off), (other, _) = side.place(latch), side.place(hinge)
                if abs(off) > BEHIND or abs(at - other) < opening.width - 1.0:
                    continue
                spot = at + SWITCH if at > other else at - SWITCH
                spans = blocked(self.pen.taken(side), height, away, 0.0)
                if free_place(spot, side.length, spans, 0.0) == spot:
                    there.append(Service(numbered(point.kind, there), point.kind, point3(side.at(spot, away), height)))

    def _swings_in(self, opening: Opening) -> bool:
        wall = next(wall for wall in self.pen.shell.walls if wall.id == opening.wall)
        ux, uy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
        x, y = along(wall, opening.offset + opening.width / 2)
        reach = (wall.thickness / 2 + 50.0) * (1 if opening.side == "left" else -1)
        return contains(self.outline, (x - uy * reach, y + ux * reach))


def service(
    pen: Pen, kind: str, side: Face, place: tuple[float, float, float], there: Sequence[Service], where: Where
) -> Service:
    """Return a point at a `place` (along, height, away) of a side or the nearest that is free; raise the place's error if none is."""
    wanted, height, away = place
    margin = pen.parts.sizes.margin
    at = free_place(wanted, side.length, blocked(pen.taken(side), height, away, margin), margin)
    if at is None:
        raise where.fail(f"no place for {kind} at {height:g} on side {side.letter}, {side.length:g} long")
    return Service(numbered(kind, there), kind, point3(side.at(at, away), height))


@lru_cache(maxsize=1024)
def _kit_formula(expr: str, file: str) -> Formula:
    return bind(parse(expr, Where(file, "kits", PlanError)), KIT_SCOPE, "number")


def along(wall: Wall, distance: float) -> tuple[float, float]:
    """Return the point of a wall's centre line `distance` mm from its start."""
    share = distance / wall.length
    return (
        wall.start[0] + (wall.end[0] - wall.start[0]) * share,
        wall.start[1] + (wall.end[1] - wall.start[1]) * share,
    )


def numbered(kind: str, there: Sequence[Obstacle | Service]) -> str:
    """Return the next id of a kind: socket1, socket2, ..."""
    return f"{kind}{1 + sum(one.kind == kind for one in there)}"
