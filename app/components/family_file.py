"""Reads a family file with the parts it extends merged in: entry by entry, by id, key by key; what the family says goes over its parts.

Where each entry comes from is kept, so that a fault in a shared part is told of the part.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from app.components.schema import ITEM_TABLES, FamilyFile
from app.components.source import FileError, read_table, record, refuse_unknown
from app.formula import NAME

ITEMS_MOST = 600  # of a family and its parts
ENTRIES_MOST = {"parameters": 100, "shares": 20, "derived": 400, "finish": 50}

type Origins = dict[tuple[str, str], Path]  # (table, id) -> the file that says it, for errors


def read_family(path: Path, parts: Path) -> tuple[FamilyFile, Origins]:
    """Return a family file with what it extends (from the folder `parts`) merged in, and where its entries come from.

    Raises LibraryError naming file, line and key.
    """
    own = read_table(path)
    refuse_unknown(own, FamilyFile, path)
    extends = own.get("extends", ())
    merged: dict[str, Any] = {}
    origins: Origins = {}
    for part in (extends,) if isinstance(extends, str) else extends:
        part_path = parts / f"{part}.toml"
        if not isinstance(part, str) or not NAME.match(part) or not part_path.is_file():
            raise FileError(path, "extends", f"no family part {part!r}")
        data = read_table(part_path)
        refuse_unknown(data, FamilyFile, part_path)
        if "extends" in data:
            raise FileError(part_path, "extends", "a part of families extends nothing")
        _merge(merged, data, part_path, origins)
    _merge(merged, own, path, origins)
    _limit(merged, path)
    return record(merged, FamilyFile, path, error=_telling(origins)), origins


def _limit(merged: dict[str, Any], path: Path) -> None:
    """Raise LibraryError for more entries than can be worked out in time."""
    for key, most in ENTRIES_MOST.items():
        if isinstance(merged.get(key), dict) and len(merged[key]) > most:
            raise FileError(path, key, f"{len(merged[key])} entries; the limit is {most}")
    items = sum(len(merged[key]) for key in ITEM_TABLES if isinstance(merged.get(key), list))
    if items > ITEMS_MOST:
        raise FileError(path, "", f"{items} items with those of its parts; the limit is {ITEMS_MOST}")


def _telling(origins: Origins) -> type[FileError]:
    """Return the error of a merged family: told of the file that says the entry it is about."""

    class MergedError(FileError):
        def __init__(self, file: str | Path, place: str, cause: str) -> None:
            table, key = (*re.split(r"[.\[\]]+", place), "", "")[:2]
            super().__init__(origins.get((table, key), file), place, cause)

    return MergedError


def _merge(into: dict[str, Any], data: dict[str, Any], path: Path, origins: Origins) -> None:
    for key, value in data.items():
        if key in ITEM_TABLES and isinstance(value, list):
            items = {str(item.get("id") or f"{path.stem}-{at}"): item for at, item in enumerate(into.get(key, []))}
            own: set[str] = set()
            for at, item in enumerate(value):
                if not isinstance(item, dict):
                    raise FileError(path, key, "is a list of tables, written [[...]]")
                name = str(item.get("id") or f"{path.stem}+{at}")
                if name in own:
                    raise FileError(path, f"{key}[{name}]", "stands twice in this file")
                own.add(name)
                items[name] = {**items.get(name, {}), **item}
                origins[key, name] = path
            into[key] = list(items.values())
        elif key == "parameters" and isinstance(value, dict):
            old = into.setdefault(key, {})
            for name, parameter in value.items():
                origins[key, name] = path
                old[name] = {**old.get(name, {}), **parameter} if isinstance(parameter, dict) else parameter
        elif isinstance(value, dict) and key in ("derived", "finish", "placing", "shares"):
            into[key] = {**into.get(key, {}), **value}
            origins.update({(key, name): path for name in value})
        elif key == "tags" and isinstance(value, list):
            into[key] = [*into.get(key, []), *value]
        else:
            into[key] = value
