"""How a door's leaf hangs and swings, whether it slides, how far a window stands out: read off its symbol as it lies in a wall. mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.geometry.frame import Point2
from app.plans.dxf.marks import Swing, Symbol
from app.plans.dxf.panels import THIN, joined
from app.plans.plan import Wall

REACH = 40.0  # mm beyond a wall's faces that still belong to a symbol in it
SHARE = 0.2  # of a sliding door's width that each of its leaves has at least
BAY = (150.0, 1500.0)  # mm; how far a bay window stands out: less is a sill or a frame, more is something else
SLIDING = ("推拉", "移门", "tlm", "slid", "sldr", "pocket", "schiebe", "coulissant", "corred", "przesuw", "раздвиж")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a symbol lies in a wall: from `start` to `end` mm along it; the best of several has the highest score."""

    wall: Wall
    start: float
    end: float
    score: float


def across(wall: Wall, point: Point2) -> Point2:
    """Return (along the wall from its start, to the left of it) in mm."""
    ux, uy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
    dx, dy = point[0] - wall.start[0], point[1] - wall.start[1]
    return (dx * ux + dy * uy, dy * ux - dx * uy)


def is_shut(swing: Swing, wall: Wall) -> bool:
    """Return whether the leaf lies in the wall when shut: its hinge and just one end of its arc do."""
    within = [abs(across(wall, point)[1]) <= wall.thickness / 2 + REACH for point in (swing.hinge, *swing.ends)]
    return within[0] and within[1] != within[2]


def bay(symbol: Symbol, place: Place) -> float:
    """Return how far a window stands out before its wall over most of its width, 0 when it does not; a sash that swings is no bay."""
    if symbol.swings:
        return 0.0
    wall = place.wall
    outside = [
        (u, v) for u, v in (across(wall, point) for point in symbol.points) if abs(v) > wall.thickness / 2 + BAY[0]
    ]
    if not outside or min(v for _, v in outside) * max(v for _, v in outside) < 0:
        return 0.0
    deepest = max(abs(v) for _, v in outside)
    along = [u for u, v in outside if abs(v) >= deepest - REACH]
    out = deepest - wall.thickness / 2
    return round(out, 1) if out <= BAY[1] and max(along) - min(along) >= 0.4 * (place.end - place.start) else 0.0


def slides(symbol: Symbol, place: Place) -> bool:
    """Return whether a door is called a sliding one, or shows two thin leaves beside each other along the wall."""
    if any(word in symbol.name.lower() for word in SLIDING):
        return True
    leaves = []
    for chain in joined(symbol.chains):
        local = [across(place.wall, point) for point in chain]
        us, vs = [u for u, _ in local], [v for _, v in local]
        thin = (
            THIN[0] <= max(vs) - min(vs) <= THIN[1] and abs(sum(vs) / len(vs)) <= place.wall.thickness / 2 + 2 * REACH
        )
        if len(chain) >= 4 and thin and SHARE <= (max(us) - min(us)) / (place.end - place.start) <= 1.1:
            leaves.append(((min(us) + max(us)) / 2, (min(vs) + max(vs)) / 2, max(us) - min(us)))
    return any(
        abs(a[0] - b[0]) >= 0.5 * min(a[2], b[2]) and abs(a[1] - b[1]) >= THIN[0] / 2
        for i, a in enumerate(leaves)
        for b in leaves[i + 1 :]
    )


type Leaf = tuple[
    Literal["hinged", "double", "sliding", "none"], Literal["start", "end", ""], Literal["left", "right", ""]
]


def leaf(symbol: Symbol, place: Place) -> Leaf:
    """Return how a door's leaf hangs, at which jamb and to which side of the wall it swings."""
    swings = [swing for swing in symbol.swings if is_shut(swing, place.wall)]
    if not swings:
        return ("sliding" if slides(symbol, place) else "none", "", "")
    hinges = [across(place.wall, swing.hinge)[0] for swing in swings]
    away = [max((across(place.wall, end)[1] for end in swing.ends), key=abs) for swing in swings]
    side: Literal["left", "right"] = "left" if sum(away) > 0 else "right"
    middle = (place.start + place.end) / 2
    if min(hinges) < middle < max(hinges):
        return ("double", "", side)
    return ("hinged", "start" if math.fsum(hinges) / len(hinges) < middle else "end", side)


def doubled(placed: Sequence[tuple[Symbol, Place]]) -> list[tuple[Symbol, Place]]:
    """Return doors with each two leaves that meet made one double door: one's way ends where the other's does, their hinges apart."""
    found: list[tuple[Symbol, Place]] = []
    alone: dict[str, list[int]] = {}  # wall -> where in `found` its doors of one leaf are
    for symbol, place in placed:
        single = symbol.kind == "door" and len(symbol.swings) == 1
        partner = (
            next((i for i in alone.get(place.wall.id, ()) if _meet(found[i], (symbol, place))), None)
            if single
            else None
        )
        if partner is None:
            if single:
                alone.setdefault(place.wall.id, []).append(len(found))
            found.append((symbol, place))
            continue
        other, there = found[partner]
        both = replace(other, points=(*other.points, *symbol.points), swings=(*other.swings, *symbol.swings))
        start, end = min(there.start, place.start), max(there.end, place.end)
        found[partner] = (both, Place(place.wall, start, end, there.score + place.score))
        alone[place.wall.id].remove(partner)
    return found


def _meet(a: tuple[Symbol, Place], b: tuple[Symbol, Place]) -> bool:
    """Return whether the leaves of two doors in one wall meet when they are shut."""
    wall = a[1].wall
    first, second = a[0].swings[0], b[0].swings[0]
    if not (is_shut(first, wall) and is_shut(second, wall)):
        return False
    shut = [min(swing.ends, key=lambda end: abs(across(wall, end)[1])) for swing in (first, second)]
    middle = across(wall, shut[0])[0]
    apart = (across(wall, first.hinge)[0] - middle) * (across(wall, second.hinge)[0] - middle) < 0
    return apart and math.dist(*shut) <= 2 * REACH
