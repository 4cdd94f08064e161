"""The house-type library: a folder of TOML plans -> entries to choose from, and the plan behind an entry. m² for areas, else mm."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from app.geometry.ring import area, bounds
from app.plans.files import parse_plan, read_plan
from app.plans.plan import Plan, PlanError
from app.records import Text, read_toml

NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
NUMERALS |= {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBER = r"(\d+|" + "|".join(NUMERALS) + r")"
BEDROOMS = re.compile(_NUMBER + r"\s*(?:室|房|居室?|卧|[- ]?\s*bed(?:s|rooms?|room)?\b)", re.IGNORECASE)
HALLS = re.compile(_NUMBER + r"\s*厅")
BATHS = re.compile(_NUMBER + r"\s*(?:卫|[- ]?\s*bath(?:s|rooms?)?\b)", re.IGNORECASE)
STUDIO = re.compile(r"开间|单间|\bstudio\b", re.IGNORECASE)
AREA = re.compile(r"(\d+(?:\.\d+)?)\s*(?:㎡|m²|m2|sqm|平方米?|平米|平)?", re.IGNORECASE)
NEAR = 0.2  # an area asked for is met within this share


@dataclass(frozen=True, slots=True)
class Entry:
    """A house type at a glance; `area_m2` is what its file states inside the outer walls, `width` and `depth` are over all.

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
    path: Path
    words: str  # all its names in lower case, for search


class PlanLibrary:
    """The plans of one folder. Files are read at first need; a broken one is told in `broken` and hides no other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._plans: dict[str, Plan] = {}

    @cached_property
    def _read(self) -> tuple[tuple[Entry, ...], tuple[PlanError, ...]]:
        entries: dict[str, Entry] = {}
        broken: list[PlanError] = []
        for path in sorted(self.folder.glob("*.toml")):
            try:
                entry = _entry(path)
                if entry.id in entries:
                    raise PlanError(path, "id", f"{entry.id!r} is already the id of {entries[entry.id].path.name}")
                entries[entry.id] = entry
            except PlanError as problem:
                broken.append(problem)
        order = sorted(entries.values(), key=lambda entry: (entry.area_m2, entry.id))
        return tuple(order), tuple(broken)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All house types, smallest first."""
        return self._read[0]

    @property
    def broken(self) -> tuple[PlanError, ...]:
        """What is wrong with the files that could not be read."""
        return self._read[1]

    def plan(self, plan_id: str) -> Plan:
        """Return a plan by its id, read once; raise PlanError when there is none or its file is wrong."""
        if plan_id not in self._plans:
            for entry in self.entries:
                if entry.id == plan_id:
                    self._plans[plan_id] = replace(read_plan(entry.path), source=f"library:{plan_id}")
                    break
            else:
                known = ", ".join(entry.id for entry in self.entries) or "none"
                raise PlanError(self.folder, "", f"no plan {plan_id!r}; there are {known}")
        return self._plans[plan_id]

    def search(self, words: str) -> tuple[Entry, ...]:
        """Return the house types that words ask for, best first: "两房", "两室一厅 75", "two bed", "studio", an estate."""
        query = _Query(words)
        found = [
            (query.distance(entry), entry.area_m2, entry.id, entry) for entry in self.entries if query.meets(entry)
        ]
        return tuple(entry for _, _, _, entry in sorted(found, key=lambda item: item[:3]))


def open_plans(folder: Path) -> PlanLibrary:
    """Return the library in a folder; raise PlanError when there is no such folder."""
    if not folder.is_dir():
        raise PlanError(folder, "", "no such folder of plans")
    return PlanLibrary(folder)


class _Query:
    """What a search asks for; the rooms are musts, the halls and the area say which comes first."""

    def __init__(self, words: str) -> None:
        rest = words.lower()
        self.bedrooms, rest = _taken(BEDROOMS, rest)
        self.halls, rest = _taken(HALLS, rest)
        self.baths, rest = _taken(BATHS, rest)
        self.studio = bool(STUDIO.search(rest))
        rest = STUDIO.sub(" ", rest)
        area = AREA.search(rest)
        self.area = float(area.group(1)) if area else None
        self.words = (rest[: area.start()] + " " + rest[area.end() :] if area else rest).split()

    def meets(self, entry: Entry) -> bool:
        if self.bedrooms is not None and entry.bedrooms != self.bedrooms:
            return False
        if self.studio and (entry.bedrooms or not entry.baths):
            return False
        if self.baths is not None and entry.baths != self.baths:
            return False
        if self.area is not None and abs(entry.area_m2 - self.area) > NEAR * self.area:
            return False
        return all(word in entry.words for word in self.words)

    def distance(self, entry: Entry) -> float:
        far = abs(entry.area_m2 - self.area) if self.area is not None else 0.0
        return far + (0.0 if self.halls is None else 5.0 * abs(entry.halls - self.halls))


def _taken(pattern: re.Pattern[str], words: str) -> tuple[int | None, str]:
    found = pattern.search(words)
    if not found:
        return None, words
    number = found.group(1)
    count = NUMERALS[number] if number in NUMERALS else int(number[:3])
    return count, words[: found.start()] + " " + words[found.end() :]


def _entry(path: Path) -> Entry:
    data = read_toml(path, PlanError)
    name, rooms = _text(data.get("name"), path, "name"), _tables(data, "rooms", path)
    kinds = [str(room.get("kind", "")) for room in rooms]
    ends = [end for wall in _tables(data, "walls", path) for end in (wall.get("start"), wall.get("end"))]
    x0, y0, x1, y1 = bounds(_point(end, path) for end in ends)
    stated = data.get("area_m2")
    bedrooms, halls, baths = (_taken(pattern, name.zh)[0] for pattern in (BEDROOMS, HALLS, BATHS))
    words = [str(data.get("id")), name.zh, name.en, str(data.get("estate", "")), str(data.get("city", ""))]
    words += [
        _text(room.get("name"), path, "rooms").zh + " " + _text(room.get("name"), path, "rooms").en for room in rooms
    ]
    return Entry(
        id=str(data.get("id", path.stem)),
        name=name,
        rooms=len(rooms),
        bedrooms=bedrooms if bedrooms is not None else kinds.count("bedroom") + kinds.count("study"),
        halls=halls if halls is not None else kinds.count("living") + kinds.count("dining"),
        baths=baths if baths is not None else kinds.count("bath"),
        area_m2=float(stated) if isinstance(stated, int | float) else _whole_area(data, path),
        width=x1 - x0,
        depth=y1 - y0,
        estate=str(data.get("estate", "")),
        city=str(data.get("city", "")),
        path=path,
        words=" ".join(words).lower(),
    )


def _whole_area(data: dict[str, Any], path: Path) -> float:
    """Return the sum of the room areas of a plan that states none, as imported plans do."""
    return round(sum(area(room.outline) for room in parse_plan(data, path).rooms) / 1e6, 2)


def _text(value: Any, path: Path, place: str) -> Text:
    if isinstance(value, dict) and isinstance(value.get("zh"), str) and isinstance(value.get("en"), str):
        return Text(value["zh"], value["en"])
    raise PlanError(path, place, "a name needs zh and en")


def _tables(data: dict[str, Any], key: str, path: Path) -> list[dict[str, Any]]:
    value = data.get(key)
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return value
    raise PlanError(path, key, "expected an array of tables")


def _point(value: Any, path: Path) -> tuple[float, float]:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(number, int | float) for number in value):
        return (float(value[0]), float(value[1]))
    raise PlanError(path, "walls", "a wall needs a start and an end")
