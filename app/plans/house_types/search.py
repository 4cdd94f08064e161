"""What a consultant types -> which house types: "三房两卫 南北 110平 朝南 12x9米 翠湖", "three bed 110 m2 south". m² and mm."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from app.plans.house_types.entries import BATHS, BEDROOMS, HALLS, Entry, count_of

STUDIO = re.compile(r"开间|单间|\bstudio\b", re.IGNORECASE)
AREA = re.compile(r"(\d+(?:\.\d+)?)\s*(?:㎡|m²|m2|sqm|平方米?|平米|平)?", re.IGNORECASE)
SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:米|m|mm)?\s*[x×*乘]\s*(\d+(?:\.\d+)?)\s*(mm|米|m)?", re.IGNORECASE)
THROUGH = re.compile(r"南北\s*(?:通透|向)?|north[- ]?south|\bthrough\b", re.IGNORECASE)
_ZH = {"东南": "SE", "东北": "NE", "西南": "SW", "西北": "NW", "东": "E", "南": "S", "西": "W", "北": "N"}
_EN = {"southeast": "SE", "northeast": "NE", "southwest": "SW", "northwest": "NW"}
_EN |= {"east": "E", "south": "S", "west": "W", "north": "N"}
FACING = re.compile(
    rf"朝\s*({'|'.join(_ZH)})|({'|'.join(_ZH)})向|\b(?:facing\s+)?({'|'.join(_EN)})(?:[- ]?facing)?\b", re.IGNORECASE
)
OWN = re.compile(r"我的|自有|\bown\b|\bmine\b", re.IGNORECASE)
NEAR = 0.2  # an area asked for is met within this share
ROOMY = 600.0  # mm; a width or depth asked for is met within this
METRES = 200.0  # a size below is in metres

type Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter; None, "" and () ask for nothing. Ranges include their ends; a flat turned by a quarter meets width and depth too.

    `orientation` are true compass letters: the flat looks to all of them; with one of them it looks there with most of its glass.
    """

    bedrooms: int | None = None
    halls: int | None = None
    baths: int | None = None
    area_m2: Range | None = None
    width: Range | None = None
    depth: Range | None = None
    orientation: tuple[str, ...] = ()
    estate: str = ""
    city: str = ""
    own: bool | None = None
    kind: Literal["flat", "room", ""] = ""
    mirrored: bool | None = None

    def meets(self, entry: Entry) -> bool:
        """Return whether a house type is what is wanted."""
        for asked, there in ((self.bedrooms, entry.bedrooms), (self.halls, entry.halls), (self.baths, entry.baths)):
            if asked is not None and asked != there:
                return False
        for said, is_so in ((self.own, entry.own), (self.kind or None, entry.kind), (self.mirrored, entry.mirrored)):
            if said is not None and said != is_so:
                return False
        if self.estate.lower() not in entry.estate.lower() or self.city.lower() not in entry.city.lower():
            return False
        if len(self.orientation) == 1 and entry.orientation[:1] != self.orientation:
            return False
        if not set(self.orientation) <= set(entry.orientation):
            return False
        upright = _in(self.width, entry.width) and _in(self.depth, entry.depth)
        turned = _in(self.width, entry.depth) and _in(self.depth, entry.width)
        return _in(self.area_m2, entry.area_m2) and (upright or turned)


def _in(asked: Range | None, value: float) -> bool:
    return asked is None or asked[0] <= value <= asked[1]


@dataclass(frozen=True, slots=True)
class Query:
    """Words read: what must be met, what says which comes first, and the words that must occur."""

    wanted: Wanted
    halls: int | None
    area: float | None
    size: Range | None
    studio: bool
    words: tuple[str, ...]

    def meets(self, entry: Entry) -> bool:
        """Return whether a house type answers."""
        if self.studio and (entry.bedrooms or not entry.baths or entry.kind != "flat"):
            return False
        return self.wanted.meets(entry) and all(word in entry.words for word in self.words)

    def distance(self, entry: Entry) -> float:
        """Return how far a house type is from what was asked, m²."""
        far = abs(entry.area_m2 - self.area) if self.area is not None else 0.0
        if self.size is not None:
            w, d = self.size
            far += (
                min(abs(entry.width - w) + abs(entry.depth - d), abs(entry.width - d) + abs(entry.depth - w)) / 100.0
            )  # 100 mm weigh as much as 1 m²
        return far + (0.0 if self.halls is None else 5.0 * abs(entry.halls - self.halls))


def read_query(words: str) -> Query:
    """Return what words ask for; the rooms are musts, the halls, the area and the size say which comes first."""
    rest = words.lower()
    bedrooms, rest = count_of(BEDROOMS, rest)
    halls, rest = count_of(HALLS, rest)
    baths, rest = count_of(BATHS, rest)
    studio, rest = _taken(STUDIO, rest)
    own, rest = _taken(OWN, rest)
    through, rest = _taken(THROUGH, rest)
    wanted = Wanted(bedrooms, None, baths, orientation=("N", "S") if through else (), own=True if own else None)
    facing = FACING.search(rest)
    if facing:
        word = next(group for group in facing.groups() if group)
        letter = _ZH.get(word) or _EN[word.lower()]
        if not through or letter not in ("N", "S"):  # 南北 朝南 asks for no more than 南北
            wanted = replace(wanted, orientation=(letter,) if not through else (*wanted.orientation, letter))
        rest = _without(rest, facing)
    size = None
    found = SIZE.search(rest)
    if found:
        size = (_mm(found.group(1), found.group(3)), _mm(found.group(2), found.group(3)))
        near = [(value - ROOMY, value + ROOMY) for value in size]
        wanted, rest = replace(wanted, width=near[0], depth=near[1]), _without(rest, found)
    area = None
    found = AREA.search(rest)
    if found:
        area, rest = float(found.group(1)[:12]), _without(rest, found)
        wanted = replace(wanted, area_m2=((1 - NEAR) * area, (1 + NEAR) * area))
    return Query(wanted, halls, area, size, studio, tuple(rest.split()))


def _mm(number: str, unit: str | None) -> float:
    value = float(number[:12])
    return value if unit == "mm" or value >= METRES else value * 1000.0


def _taken(pattern: re.Pattern[str], words: str) -> tuple[bool, str]:
    found = pattern.search(words)
    return (True, _without(words, found)) if found else (False, words)


def _without(words: str, found: re.Match[str]) -> str:
    return words[: found.start()] + " " + words[found.end() :]
