"""What a drawing's layers, blocks and room names mean: words from resources/terms/dxf_layers.toml, or the user's own map of layers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from app.plans.plan import PlanError
from app.records import read_toml

TERMS = Path(__file__).resolve().parents[2] / "resources" / "terms" / "dxf_layers.toml"
SORTS = ("windows", "doors", "rooms", "outer", "walls")
MAPPED = ("walls", "doors", "windows", "rooms", "outer")  # what a user's map may name
SHORT = 3  # letters; a word this short counts only as a whole word of a name

type LayerMap = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Layers:
    """Sorts layers and blocks: by the user's glob patterns where given, else by words."""

    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def sort(self, name: str) -> str:
        """Return windows, doors, rooms, outer, walls, ignore or "" (not recognized) for a layer or block name."""
        for sort, globs in self.patterns:
            if any(fnmatchcase(name.lower(), glob.lower()) for glob in globs):
                return sort
        terms, _ = _terms()
        for sort, words in terms:
            if sort not in dict(self.patterns) and _has(_bare(name), words):
                return sort
        return "rooms" if "rooms" not in dict(self.patterns) and room_kind(name) != "other" else ""


def open_layers(layers: Path | LayerMap | None) -> Layers:
    """Return the sorter for a user's map (a TOML file or a mapping of sort -> glob patterns); raise PlanError when it is wrong."""
    if layers is None:
        return Layers()
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
    return Layers(tuple(patterns))


def room_kind(name: str) -> str:
    """Return the kind of room that a printed name or a layer name says, "other" when it says none."""
    _, kinds = _terms()
    bare = _bare(name)
    return next((kind for kind, words in kinds if _has(bare, words)), "other")


@cache
def _terms() -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    data = read_toml(TERMS, PlanError)
    sorts = tuple((sort, tuple(data[sort])) for sort in ("ignore", *SORTS))
    return sorts, tuple((kind, tuple(words)) for kind, words in data["kinds"].items())


def _bare(name: str) -> str:
    """Return a name in lower case without the prefix of a bound or attached reference."""
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
