"""Layer maps of drawing offices, learned once and known again: one TOML file an office in a folder of the user's.

An office calls its layers alike in all its drawings: what was settled on one drawing holds for the next. The file names each sort's layers:
`walls = ["0A-QT"]`; `layers` are all layers of the drawing it was learned from, by which it is known again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.plans.dxf.layers import MAPPED, bare
from app.plans.plan import PlanError
from app.records import read_toml, write_whole

LIKE = 0.6  # share of an office's sorted layers that a drawing must have to be its
LEAST = 3  # layers, too: any two offices have a layer 0 and a layer called WALL
MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class Office:
    """A drawing office: its name and what its layers (bare, lower case) are."""

    name: str
    sorts: Mapping[str, str]
    layers: frozenset[str]


def learn(folder: Path, name: str, layers: Iterable[str], sorts: Mapping[str, str]) -> Path:
    """Write what an office's layers are (`sorts`: layer -> sort, "" where it is not known); return the file; PlanError when it fails.

    What was learned from this office before stays, where it is not told otherwise.
    """
    stem = re.sub(r"\W+", "_", name.strip().lower()).strip("_")[:60]
    if not stem:
        raise PlanError(folder, "name", "an office needs a name with a letter or a digit")
    path = folder / f"{stem}.toml"
    old = read_office(path) if path.exists() else Office(name, {}, frozenset())
    wrong = sorted({sort for sort in sorts.values() if sort and sort not in MAPPED})
    if wrong:
        raise PlanError(path, wrong[0], f"unknown; a map of layers names {', '.join(MAPPED)}")
    told = {**old.sorts, **{bare(layer): sort for layer, sort in sorts.items() if sort}}
    every = sorted(old.layers | {bare(layer) for layer in layers} | set(told))
    lines = [f"name = {_quoted(name.strip())}", f"layers = {_list(every)}"]
    lines += [f"{sort} = {_list([one for one in sorted(told) if told[one] == sort])}" for sort in MAPPED]
    write_whole(path, ("\n".join(lines) + "\n").encode("utf-8", "replace"), PlanError)
    return path


def known_office(folder: Path | None, layers: Iterable[str]) -> tuple[Office | None, tuple[PlanError, ...]]:
    """Return the office that calls its layers most like a drawing's, None when none does, and what is wrong with spoiled maps."""
    if folder is None or not folder.is_dir():
        return None, ()
    spoiled: list[PlanError] = []
    drawn = {bare(layer) for layer in layers}
    best: tuple[float, int, Office] | None = None
    for path in sorted(folder.glob("*.toml"))[:MOST_FILES]:
        try:
            office = read_office(path)
        except PlanError as problem:
            spoiled.append(problem)
            continue
        same = len(drawn & set(office.sorts))
        share = same / len(office.sorts) if office.sorts else 0.0
        if same >= LEAST and share >= LIKE and (best is None or (share, same) > best[:2]):
            best = (share, same, office)
    return (best[2] if best else None), tuple(spoiled)


def read_office(path: Path) -> Office:
    """Return an office's map of layers; raise PlanError naming file and place when it is none."""
    data = read_toml(path, PlanError)
    for key in data:
        if key not in (*MAPPED, "name", "layers"):
            raise PlanError(path, key, f"unknown; a map of layers names {', '.join(MAPPED)}")
    names = {key: data.get(key, []) for key in (*MAPPED, "layers")}
    for key, value in names.items():
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise PlanError(path, key, 'expected an array of layer names, as ["A-WALL"]')
    sorts = {bare(layer): sort for sort in MAPPED for layer in names[sort]}
    return Office(str(data.get("name", path.stem)), sorts, frozenset(bare(layer) for layer in names["layers"]))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(names: list[str]) -> str:
    return "[" + ", ".join(map(_quoted, names)) + "]"
