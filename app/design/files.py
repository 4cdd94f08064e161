"""Design files: JSON with a format name and a version, written whole, read strictly; nothing in a file is dropped in silence.

A file says only what was asked for (design.py). Values and finishes are JSON objects there; lengths mm, angles degrees.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from app.design.design import DESIGN_VERSION, Design, DesignError, as_plain
from app.design.layout import build_unit
from app.design.placed import Builder, Layout, Placed
from app.design.schema import design_schema
from app.plans.check import check_plan
from app.plans.plan import PlanError
from app.records import DataError, convert, parse_json, read_bytes, to_json, to_plain, write_whole

__all__ = [
    "check_samples",
    "design_bytes",
    "design_json",
    "design_schema",
    "document",
    "from_document",
    "parse_design",
    "read_design",
    "write_design",
]

FORMAT = "jiyang.design"
STALE_SECONDS = 60.0  # a half-written file this old has lost its writer: saving a design takes far less

BEYOND = 1e9  # the largest number a record may hold (records.convert)

type Document = dict[str, Any]

# version -> how its documents become those of the next version; old files stay readable for ever
MIGRATIONS: dict[int, Callable[[Document], Document]] = {}

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")  # ids end up in panel codes and file names


def read_design(path: Path) -> Design:
    """Return the design of a file; DesignError naming file, place and cause when it is damaged, foreign or newer."""
    return parse_design(read_bytes(path, DesignError), path)


def parse_design(data: bytes, path: str | Path) -> Design:
    """Return the design of a file's bytes; `path` names them in a DesignError."""
    return from_document(parse_json(data, path, DesignError), path)


def write_design(path: Path, design: Design) -> None:
    """Write a design so that the file appears whole or not at all; DesignError when it cannot be written.

    What killed writers of the same file left behind is removed.
    """
    write_whole(path, design_bytes(design), DesignError)
    _sweep(path)


def design_bytes(design: Design) -> bytes:
    """Return the bytes of a design's file, the same for equal designs; DesignError for what no file can hold (NaN, half a character)."""
    try:
        return to_json(document(design))
    except ValueError as problem:  # UnicodeEncodeError is one
        raise DesignError(design.name, "", f"cannot be written: {problem}") from problem


def document(design: Design) -> Document:
    """Return a design as the plain data of its file."""
    plain = as_plain(design)
    plain["finish"] = dict(design.finish)
    for unit, record in zip(plain["units"], design.units, strict=True):
        unit["values"], unit["finish"] = dict(record.values), dict(record.finish)
        for insert, made in zip(unit["inserts"], record.inserts, strict=True):
            insert["values"] = dict(made.values)
    return {"format": FORMAT, "version": DESIGN_VERSION, **_whole_numbers(plain)}


def _whole_numbers(data: Any) -> Any:
    """Return plain data with 600.0 as 600: the number stays equal, and equal designs make equal files."""
    if isinstance(data, dict):
        return {key: _whole_numbers(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_whole_numbers(item) for item in data]
    if isinstance(data, float) and data.is_integer():
        return int(data)
    return data


def from_document(data: Any, path: str | Path) -> Design:
    """Return the design of a file's plain data, migrated from older versions; DesignError when anything in it is wrong."""
    data = _migrated(_headed(data, path), path)
    body = {key: value for key, value in data.items() if key not in ("format", "version")}
    design = _converted(body, path)
    _refuse_unknown(body, document(design), path, "")
    _check(design, path)
    return design


def _converted(body: Document, path: str | Path) -> Design:
    try:
        return convert(_with_pairs(body, path), Design, path, DesignError)
    except DesignError as problem:
        match = re.fullmatch(r"Expected `([^`]+)`, got `[^`]+`", problem.cause)
        if not match:
            raise
        cause = f"expected {match[1]}, got {_at(body, problem.place)!r:.80}"
        raise DesignError(path, problem.place, cause) from problem


def _at(data: Any, place: str) -> Any:
    """Return what stands at a place like `units[3].frame.x`."""
    for key, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", place):
        data = data[key] if key else data[int(index)]
    return data


def _headed(data: Any, path: str | Path) -> Document:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise DesignError(path, "format", f"not a design file: the format is not {FORMAT!r}")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise DesignError(path, "version", f"expected a whole number from 1, got {version!r}")
    if version > DESIGN_VERSION:
        cause = f"made by a newer Jiyang: version {version}, this program reads up to {DESIGN_VERSION}"
        raise DesignError(path, "version", cause)
    return data


def _migrated(data: Document, path: str | Path) -> Document:
    for version in range(data["version"], DESIGN_VERSION):
        try:
            data = {**MIGRATIONS[version](dict(data)), "version": version + 1}
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            cause = f"cannot be brought from version {version} to {version + 1}: {problem!r}"
            raise DesignError(path, "version", cause) from problem
    return data


def _with_pairs(body: Document, path: str | Path) -> Document:
    """Return the data with every object of values as the sorted pairs that the records hold."""
    body = dict(body)
    if "finish" in body:
        body["finish"] = _pairs(body["finish"], path, "finish", str)
    if isinstance(body.get("units"), list):
        body["units"] = [_unit(unit, path, f"units[{i}]") for i, unit in enumerate(body["units"])]
    return body


def _unit(unit: Any, path: str | Path, place: str) -> Any:
    if not isinstance(unit, dict):
        return unit  # what is wrong with it is said by the conversion
    unit = dict(unit)
    for key in ("x", "y"):
        if isinstance(unit.get("frame"), dict) and key not in unit["frame"]:
            raise DesignError(path, f"{place}.frame", f"missing {key}: nothing stands at a place that nobody gave")
    if "values" in unit:
        unit["values"] = _pairs(unit["values"], path, f"{place}.values")
    if "finish" in unit:
        unit["finish"] = _pairs(unit["finish"], path, f"{place}.finish", str)
    if isinstance(unit.get("inserts"), list):
        unit["inserts"] = [
            {**insert, "values": _pairs(insert["values"], path, f"{place}.inserts[{i}].values")}
            if isinstance(insert, dict) and "values" in insert
            else insert
            for i, insert in enumerate(unit["inserts"])
        ]
    return unit


def _pairs(values: Any, path: str | Path, place: str, *kinds: type) -> list[list[Any]]:
    if not isinstance(values, dict):
        raise DesignError(path, place, f"expected an object, got {values!r:.80}")
    for name, value in values.items():
        if not isinstance(value, kinds or (str, int, float, bool)):
            wanted = "text" if kinds else "a number, a text or true/false"
            raise DesignError(path, f"{place}.{name}", f"expected {wanted}, got {value!r:.80}")
        if isinstance(value, int | float) and not abs(value) <= BEYOND:
            raise DesignError(path, f"{place}.{name}", f"{value!r:.80} is beyond 1e9")
    return [[name, value] for name, value in sorted(values.items())]


def _refuse_unknown(given: Any, known: Any, path: str | Path, place: str) -> None:
    """Raise for a key of the file that no record took up; `known` is what was understood, as plain data."""
    if isinstance(given, dict):
        for key, value in given.items():
            where = f"{place}.{key}" if place else str(key)
            if key not in known:
                raise DesignError(path, where, f"unknown key; there are {', '.join(known)}")
            _refuse_unknown(value, known[key], path, where)
    elif isinstance(given, list):
        for i, (item, taken) in enumerate(zip(given, known, strict=True)):
            _refuse_unknown(item, taken, path, f"{place}[{i}]")


def _check(design: Design, path: str | Path) -> None:
    """Raise for what no record can say about itself: empty names, ids that are ill-formed or used twice."""
    if not design.name.strip():
        raise DesignError(path, "name", "a design needs a name")
    _check_ids(((f"units[{i}].id", unit.id) for i, unit in enumerate(design.units)), path)
    for i, unit in enumerate(design.units):
        if not unit.sample:
            raise DesignError(path, f"units[{i}].sample", "a unit needs a sample")
        _check_ids(((f"units[{i}].inserts[{j}].id", insert.id) for j, insert in enumerate(unit.inserts)), path)
    try:
        check_plan(design.plan, path, draft=not design.units)
    except PlanError as problem:
        raise DesignError(path, f"plan.{problem.place}", problem.cause) from problem
    if not 0 <= design.last_id < 1_000_000_000:
        raise DesignError(path, "last_id", f"expected 0 to 999999999, got {design.last_id}")


def _check_ids(ids: Iterable[tuple[str, str]], path: str | Path) -> None:
    seen: set[str] = set()
    for place, some_id in ids:
        if not _ID.fullmatch(some_id):
            raise DesignError(
                path, place, f"{some_id!r:.80} is not an id: a letter, then letters, digits, - or _, 32 at most"
            )
        if some_id in seen:
            raise DesignError(path, place, f"{some_id!r} is used twice")
        seen.add(some_id)


def _sweep(path: Path) -> None:
    """Remove the half-written files of dead writers beside `path`; the names are those of records.whole_file."""
    now = time.time()
    for part in path.parent.glob(f".{_literal(path.name)}.*.part"):
        try:
            if now - part.stat().st_mtime > STALE_SECONDS:
                part.unlink()
        except OSError:
            continue  # gone already, or not ours to remove: it does no harm


def _literal(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def check_samples(design: Design, catalog: Builder, path: str | Path = "") -> None:
    """Raise DesignError naming the unit and its place in the file when the library cannot build what a design asks for."""
    for i, unit in enumerate(design.units):
        try:
            build_unit(unit, design, catalog)
        except DataError as problem:
            cause = problem.cause if not problem.place else f"{problem.place}: {problem.cause}"
            raise DesignError(path or design.name, f"units[{i}]", f"{unit.id}: {unit.sample}: {cause}") from problem


def design_json(layout: Layout) -> Document:
    """Return what a script wants to know of a design: its units as they stand, all values resolved, and the derived runs."""
    design = layout.design
    return {
        "name": design.name,
        "plan": {"id": design.plan.id, "name": to_plain(design.plan.name)},
        "library": design.library,
        "profile": design.profile,
        "finish": dict(design.finish),
        "customer": to_plain(design.customer),
        "notes": design.notes,
        "units": [_placed_json(placed) for placed in layout.placed if placed.unit is not None],
        "runs": [_placed_json(placed) for placed in layout.placed if placed.unit is None],
    }


def _placed_json(placed: Placed) -> Document:
    component, unit = placed.component, placed.unit
    held = unit.frame if unit else placed.frame
    told = {
        "id": placed.id,
        "sample": component.sample,
        "code": component.code,
        "name": to_plain(component.name),
        "category": component.category,
        "room": placed.room,
        "frame": to_plain(held),
        "size": dict(zip(("width", "depth", "height"), component.body.size, strict=True)),
        "values": dict(component.values),
        "finish": dict(component.finish),
    }
    if unit is None:
        return {**told, "over": list(placed.over)}
    return {
        **told,
        "asked": {"values": dict(unit.values), "finish": dict(unit.finish)},
        "inserts": [{**to_plain(insert), "values": dict(insert.values)} for insert in unit.inserts],
    }
