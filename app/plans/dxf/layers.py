"""What a drawing's layers, blocks and room names mean: words of dxf_layers.toml, or a user's or an office's map of layers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from app.plans.plan import PlanError
from app.records import read_toml

TERMS = Path(__file__).resolve().parents[3] / "resources" / "terms" / "dxf_layers.toml"
SORTS = ("windows", "doors", "rooms", "outer", "beams", "flues", "columns", "walls")
MAPPED = (
    "walls",
    "doors",
    "windows",
    "rooms",
    "outer",
    "columns",
    "beams",
    "flues",
    "text",
    "ignore",
)  # what a map may name
SHOWN = {"outer": "walls", "beams": "columns", "flues": "columns"}  # what the underlay calls them
SHORT = 3  # letters; a word this short counts only as a whole word of a name

type LayerMap = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Layers:
    """Sorts layers and blocks: by the user's glob patterns where given, then as their office is known to call them, then by words."""

    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)  # bare layer name -> sort

    def sort(self, name: str) -> str:
        """Return windows, doors, rooms, outer, beams, flues, columns, walls, text, ignore or "" (not recognized) for a name."""
        if chosen := self.chosen(name):
            return chosen
        mapped = {sort for sort, _ in self.patterns}
        known = self.known.get(bare(name), "")
        if known and known not in mapped:
            return known
        for sort, words in _terms().sorts:
            if sort not in mapped and _has(bare(name), words):
                return sort
        return "rooms" if "rooms" not in mapped and room_kind(name) != "other" else ""

    def chosen(self, name: str) -> str:
        """Return what the user said that a layer is, "" when nothing was said."""
        lower = name.lower()
        for sort, globs in self.patterns:
            if any(lower == glob.lower() or fnmatchcase(lower, glob.lower()) for glob in globs):
                return sort
        return ""


def open_layers(layers: Path | LayerMap | None, known: Mapping[str, str] | None = None) -> Layers:
    """Return the sorter for a user's map (a TOML file or a mapping of sort -> glob patterns); raise PlanError when it is wrong."""
    if layers is None:
        return Layers((), known or {})
    file: str | Path = layers if isinstance(layers, Path) else "layers"
    data: Mapping[str, object] = read_toml(layers, PlanError) if isinstance(layers, Path) else dict(layers)
    patterns = []
    for sort, globs in data.items():
        if sort not in MAPPED:
            raise PlanError(file, sort, f"unknown; a map of layers names {', '.join(MAPPED)}")
        if (
            isinstance(globs, str)
            or not isinstance(globs, Sequence)
            or not all(isinstance(glob, str) for glob in globs)
        ):
            raise PlanError(file, sort, 'expected an array of layer patterns, as ["A-WALL*"]')
        patterns.append((sort, tuple(str(glob) for glob in globs)))
    return Layers(tuple(patterns), known or {})


def room_kind(name: str) -> str:
    """Return the kind of room that a printed name or a layer name says, "other" when it says none."""
    plain = bare(name)
    return next((kind for kind, words in _terms().kinds if _has(plain, words)), "other")


def fixture(name: str) -> tuple[str, float, float] | None:
    """Return what a block of this name is (toilet, hob, bed ...) and the least and most mm of its longer side; None when no fixture."""
    plain = bare(name)
    for kind, words, least, most in _terms().fixtures:
        if _has(plain, words):
            return kind, least, most
    return None


def no_names() -> frozenset[str]:
    """Return texts that stand in rooms and name none, lower case: up and down at stairs, north."""
    return _terms().no_names


def code_letters() -> Mapping[str, tuple[str, ...]]:
    """Return the letters before the sizes on schedules of openings, by what they name."""
    return _terms().codes


@dataclass(frozen=True, slots=True)
class _Terms:
    sorts: tuple[tuple[str, tuple[str, ...]], ...]
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    fixtures: tuple[tuple[str, tuple[str, ...], float, float], ...]
    codes: Mapping[str, tuple[str, ...]]
    no_names: frozenset[str]


@cache
def _terms() -> _Terms:
    data = read_toml(TERMS, PlanError)
    return _Terms(
        tuple((sort, tuple(data[sort])) for sort in ("text", "ignore", *SORTS)),
        tuple((kind, tuple(words)) for kind, words in data["kinds"].items()),
        tuple((kind, tuple(one["words"]), *map(float, one["size"])) for kind, one in data["fixtures"].items()),
        {sort: tuple(letters) for sort, letters in data["codes"].items()},
        frozenset(data["no_names"]),
    )


def bare(name: str) -> str:
    """Return a name in lower case without the prefix of a bound (A$0$WALL) or attached (A|WALL) reference."""
    return re.split(r"\$\d+\$|\|", name)[-1].lower()


def _has(name: str, words: Sequence[str]) -> bool:
    whole = set(re.split(r"[^a-zà-ÿąćęłńóśźża-я]+", name))
    return any(word in whole if len(word) <= SHORT and word.isascii() else word in name for word in words)


# H150cm: the height of an opening; Ho90cm: the height of its sill. A number without unit is cm below 400 and mm above.
_HEIGHT = re.compile(r"(?:^|[_\-\s])(ho|h|sill|brh|离地)[=_]?(\d+(?:\.\d+)?)(mm|cm|m)?(?=$|[_\-\s])", re.IGNORECASE)
_FACTORS = {"mm": 1.0, "cm": 10.0, "m": 1000.0}


def heights(name: str) -> tuple[float | None, float | None]:
    """Return (height, sill) of an opening in mm where a layer's name gives them, as in `OKNO_H150cm_Ho90cm`."""
    height: float | None = None
    sill: float | None = None
    for word, number, unit in _HEIGHT.findall(name):
        value = float(number)
        value *= _FACTORS[unit.lower()] if unit else (10.0 if value < 400 else 1.0)
        if word.lower() == "h":
            height = value
        else:
            sill = value
    return height, sill
