"""A house type at a glance, and how it is worked out from its plan. m² for areas, else mm."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from app.geometry.ring import bounds
from app.plans.house_types.orient import lights
from app.plans.plan import Plan
from app.records import Text

NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
NUMERALS |= {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBER = r"(\d+|" + "|".join(NUMERALS) + r")"
BEDROOMS = re.compile(_NUMBER + r"\s*(?:室|房|居室?|卧|[- ]?\s*bed(?:s|rooms?|room)?\b)", re.IGNORECASE)
HALLS = re.compile(_NUMBER + r"\s*厅")
BATHS = re.compile(_NUMBER + r"\s*(?:卫|[- ]?\s*bath(?:s|rooms?)?\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A house type at a glance; `area_m2` is inside the outer walls, `width` and `depth` are over the axes of the outer walls.

    Bedrooms, halls and baths are what its Chinese name says (室, 厅, 卫; a study is a 室), else its rooms counted.
    """

    id: str
    name: Text
    rooms: int
    bedrooms: int
    halls: int
    baths: int
    area_m2: float
    width: float
    depth: float
    estate: str
    city: str
    path: Path  # its file; the family's file for one of a family
    words: str  # all its names in lower case, for search
    orientation: tuple[str, ...] = ()  # where its rooms look to, most glass first: ("S", "N") is 南北
    own: bool = False  # of the user's own folder
    source: str = ""  # where its plan came from
    family: str = ""
    kind: str = "flat"  # or "room": a single room to start from
    kitchens: int = 0
    balconies: int = 0
    bays: int = 0
    mirrored: bool = False  # a twin across the stairwell
    mark: str = ""  # of the user's own: equal for plans that are built alike


def entry_of(plan: Plan, path: Path, area_m2: float, estate: str, city: str) -> Entry:
    """Return a plan at a glance; the library adds what only it knows."""
    kinds = [room.kind for room in plan.rooms]
    x0, y0, x1, y1 = bounds(end for wall in plan.walls for end in (wall.start, wall.end)) if plan.walls else (0.0,) * 4
    said = [count_of(pattern, plan.name.zh)[0] for pattern in (BEDROOMS, HALLS, BATHS)]
    counted = (
        kinds.count("bedroom") + kinds.count("study"),
        kinds.count("living") + kinds.count("dining"),
        kinds.count("bath"),
    )
    bedrooms, halls, baths = (one if one is not None else other for one, other in zip(said, counted, strict=True))
    looks, bays = lights(plan), sum(opening.bay > 0 for opening in plan.openings)
    words = [plan.id, plan.name.zh, plan.name.en, estate, city]
    words += [f"{room.name.zh} {room.name.en}" for room in plan.rooms]
    words += ["飘窗 bay window"] * (bays > 0) + ["双阳台 two balconies"] * (kinds.count("balcony") > 1)
    words += ["南北通透 through"] * ({"N", "S"} <= set(looks))
    return Entry(
        id=plan.id,
        name=plan.name,
        rooms=len(plan.rooms),
        bedrooms=bedrooms,
        halls=halls,
        baths=baths,
        area_m2=area_m2,
        width=round(x1 - x0, 3),
        depth=round(y1 - y0, 3),
        estate=estate,
        city=city,
        path=path,
        words=" ".join(words).lower(),
        orientation=looks,
        source=plan.source,
        kitchens=kinds.count("kitchen"),
        balconies=kinds.count("balcony"),
        bays=bays,
    )


def mark_of(plan: Plan) -> str:
    """Return a mark that plans have in common which are built alike to 0.1 mm, whatever they are called."""
    digest = hashlib.sha256()
    for room in plan.rooms:
        digest.update(f"{room.kind} {_rounded(room.outline)} {room.ceiling:.1f}\n".encode())
    for wall in plan.walls:
        digest.update(f"{_rounded((wall.start, wall.end))} {wall.thickness:.1f} {wall.height:.1f}\n".encode())
    for one in plan.openings:
        sizes = (one.offset, one.width, one.sill, one.head, one.bay)
        digest.update(
            f"{one.kind} {one.wall} {one.leaf}{one.hinge}{one.side} {[round(size, 1) for size in sizes]}\n".encode()
        )
    for thing in plan.obstacles:
        digest.update(f"{thing.kind} {_rounded(thing.outline)} {thing.bottom:.1f} {thing.top:.1f}\n".encode())
    for point in plan.services:
        digest.update(f"{point.kind} {[round(value, 1) for value in point.at]}\n".encode())
    digest.update(f"{plan.orientation:.2f} {plan.surveys!r}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:24]


def _rounded(points: tuple[tuple[float, float], ...]) -> list[float]:
    return [round(value, 1) + 0.0 for point in points for value in point]


def count_of(pattern: re.Pattern[str], words: str) -> tuple[int | None, str]:
    """Return the number that a pattern finds in words, None if it finds none, and the words without it."""
    found = pattern.search(words)
    if not found:
        return None, words
    number = found.group(1).lower()
    count = NUMERALS[number] if number in NUMERALS else int(number[:3])
    return count, words[: found.start()] + " " + words[found.end() :]
