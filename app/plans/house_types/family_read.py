"""Reads a plan family and the parts all share, as files from outside: limits first, then records, then every formula bound. mm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from app.formula import NAME, Formula, Kind, Where, bind, in_order, parse
from app.plans.house_types.family_schema import FORMULAS, FamilyFile, Kit, Parameter, Parts, RangeItem
from app.plans.plan import PlanError
from app.records import convert, read_bytes

FILE_MOST = 512 * 1024  # bytes
ITEMS_MOST = 400  # of one family
NAMES_MOST = 200  # parameters and derived values
TYPES_MOST = 400  # house types of one range
RANGES_MOST = 10
REPEAT_MOST = 50
THERE_MOST = 100  # rooms of a home, or openings, or points that a family gives
NUMERIC = {"length", "count"}
KIT_SCOPE: dict[str, Kind] = {"w": "number", "d": "number"}
ID = re.compile(r"[a-z0-9_{}]{1,48}\Z")


def read_parts(path: Path) -> Parts:
    """Return the parts file; raise PlanError naming file and key."""
    parts = convert(_table(path), Parts, path, PlanError)
    for name, kit in parts.kits.items():
        bind_all(kit, Where(str(path), f"kits.{name}", PlanError), KIT_SCOPE, {})
    return parts


def read_family(path: Path, parts: Parts) -> FamilyFile:
    """Return a family's file with presets filled in; raise PlanError naming file and key. Formulas are not read yet."""
    data = _table(path)
    draw = data.get("draw")
    if isinstance(draw, dict):
        data["draw"] = {
            **draw,
            "rooms": _preset(draw.get("rooms"), parts.rooms, path, "draw.rooms"),
            "openings": _preset(draw.get("openings"), parts.openings, path, "draw.openings"),
        }
    _refuse_unknown(data, FamilyFile, path)
    file = convert(data, FamilyFile, path, PlanError)
    _limit(file, path)
    for i, wanted in enumerate(file.ranges):
        _check_range(file, wanted, Where(str(path), f"ranges[{i}]", PlanError))
    for name, parameter in file.parameters.items():
        where = Where(str(path), f"parameters.{name}", PlanError)
        if not NAME.match(name) or "." in name:
            raise where.fail(f"{name!r} is no name for a parameter")
        check_value(parameter, parameter.default, where.at("default"))
    return file


def _table(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(read_bytes(path, PlanError, FILE_MOST).decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise PlanError(path, f"byte {problem.start}", "not UTF-8 text") from problem
    except RecursionError as problem:
        raise PlanError(path, "", "not valid TOML: nested too deep") from problem
    except ValueError as problem:
        told = str(problem).partition(";")[0]
        raise PlanError(path, "", f"not valid TOML: {told}") from problem


def _preset(items: Any, presets: Mapping[str, Mapping[str, object]], path: Path, place: str) -> list[Any]:
    """Return items laid over the presets they use; an unknown `use` is told."""
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise PlanError(path, place, "expected an array of tables")
    filled = []
    for i, item in enumerate(items):
        use = item.get("use", "")
        if use and use not in presets:
            raise PlanError(path, f"{place}[{i}].use", f"no preset {use!r}; there are {', '.join(sorted(presets))}")
        filled.append({**presets.get(str(use or item.get("id", "")), {}), **item})
    return filled


def _refuse_unknown(data: dict[str, Any], kind: type[Any], path: Path, place: str = "") -> None:
    """Raise PlanError for a key that no record has: what is written must count."""
    from typing import get_args, get_type_hints

    hints = get_type_hints(kind)
    for key, value in data.items():
        if key not in hints:
            raise PlanError(path, f"{place}{key}", f"unknown key; known are {', '.join(sorted(hints))}")
        inner = next(
            (one for one in (hints[key], *get_args(hints[key])) if isinstance(one, type) and is_dataclass(one)), None
        )
        if inner is None:
            continue
        rows = value if isinstance(value, list) else list(value.values()) if get_args(hints[key]) else [value]
        for i, row in enumerate(rows):
            if isinstance(row, dict):
                _refuse_unknown(
                    row, inner, path, f"{place}{key}[{i}]." if isinstance(value, list) else f"{place}{key}."
                )


def _limit(file: FamilyFile, path: Path) -> None:
    items = sum(len(getattr(file.draw, field.name)) for field in fields(file.draw)) + len(file.need)
    for place, count, most in (
        ("draw", items, ITEMS_MOST),
        ("derived", len(file.parameters) + len(file.derived), NAMES_MOST),
        ("ranges", len(file.ranges), RANGES_MOST),
    ):
        if count > most:
            raise PlanError(path, place, f"{count} entries; the limit is {most}")


def _check_range(file: FamilyFile, wanted: RangeItem, where: Where) -> None:
    count = 1
    for name, values in wanted.values.items():
        at = where.at(f"values.{name}")
        if name not in file.parameters:
            raise at.fail(f"no such parameter; there are {', '.join(file.parameters)}")
        if not values or len(set(values)) < len(values):
            raise at.fail("needs at least one value, and none twice")
        for value in values:
            check_value(file.parameters[name], value, at)
        count *= len(values)
        if count > TYPES_MOST:
            raise where.fail(f"more than {TYPES_MOST} house types")
    if wanted.tag and not ID.match(wanted.tag):
        raise where.at("tag").fail(f"{wanted.tag!r} is no tag: small letters, digits, _")


def check_value(parameter: Parameter, value: object, where: Where) -> None:
    """Raise the place's error when a parameter may not have this value."""
    if parameter.kind == "bool":
        if not isinstance(value, bool):
            raise where.fail(f"{value!r} is neither true nor false")
    elif parameter.kind == "choice":
        if value not in parameter.choices:
            raise where.fail(f"{value!r} is none of {', '.join(parameter.choices)}")
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise where.fail(f"{value!r} is no number")
    else:
        low, high = parameter.min, parameter.max
        if (low is not None and value < low) or (high is not None and value > high):
            raise where.fail(f"{value:g} is not between {low} and {high}")


type Bound = dict[tuple[str, str], Formula]


def scope_of(file: FamilyFile) -> dict[str, Kind]:
    """Return the names a drawing's formulas may use: parameters, derived values, `i`, `n`, and `<room>.w`, `<room>.d` (clear, mm)."""
    kinds: dict[str, Kind] = {
        name: "number" if one.kind in NUMERIC else "bool" if one.kind == "bool" else "text"
        for name, one in file.parameters.items()
    }
    return kinds


def bind_all(record: Any, where: Where, scope: Mapping[str, Kind], bound: Bound) -> None:
    """Bind every formula in a record of items into `bound`, by place and text; raise the place's error for one that is wrong."""
    for field in fields(record):
        value = getattr(record, field.name)
        at = where.at(field.name)
        if field.name in FORMULAS and value is not None:
            for text in _texts(value):
                bound[at.place, text] = bind(parse(text, at), scope, FORMULAS[field.name])  # type: ignore[arg-type]
        elif isinstance(value, tuple):
            for i, item in enumerate(value):
                if is_dataclass(item):
                    bind_all(item, replace(at, place=f"{at.place}[{i}]"), scope, bound)


def _texts(value: Any) -> list[str]:
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []


def bind_derived(file: FamilyFile, path: Path) -> tuple[list[tuple[str, Formula]], dict[str, Kind]]:
    """Return the derived values in order of need, and the kinds of all names."""
    where = Where(str(path), "derived", PlanError)
    parsed = {name: parse(source, where.at(name)) for name, source in file.derived.items()}
    kinds = scope_of(file)
    for name in parsed:
        if not NAME.match(name) or "." in name or name in kinds or name in ("i", "n"):
            raise where.at(name).fail(f"{name!r} is no new name")
    formulas = []
    for name in in_order({name: one.names for name, one in parsed.items()}, where.at):
        formula = bind(parsed[name], kinds)
        kinds[name] = formula.kind
        formulas.append((name, formula))
    return formulas, kinds


def kit_of(parts: Parts, name: str, where: Where) -> Kit:
    """Return a kit by name; raise the place's error when there is none."""
    if name not in parts.kits:
        raise where.fail(f"no kit {name!r}; there are {', '.join(sorted(parts.kits))}")
    return parts.kits[name]
