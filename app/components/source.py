"""Library files as checked records: every error names file, line and key; a key that nothing reads is an error, not a silence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

from app.components.parts import LibraryError
from app.formula import Where
from app.records import convert, read_toml

_HINTS: dict[type, dict[str, Any]] = {}


class FileError(LibraryError):
    """A LibraryError that adds the line of its key to the place; the file is only searched when something is wrong."""

    def __init__(self, file: str | Path, place: str, cause: str) -> None:
        line = line_of(Path(file), place)
        super().__init__(file, f"line {line}: {place}" if line else place, cause)


def line_of(path: Path, place: str) -> int:
    """Return the line of a place like `panel[shelf].size` or `parameters.width.max` in a TOML file, 0 when not found."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return 0
    found, start = 0, 0
    for word in re.findall(r"[^.\[\]]+(?:\{[^}]*\})?[^.\[\]]*", place):
        pattern = _line_pattern(word)
        for number in range(start, len(lines)):
            if pattern.search(lines[number]):
                found, start = number + 1, number
                break
    return found


def _line_pattern(word: str) -> re.Pattern[str]:
    escaped = re.escape(word)
    return re.compile(
        rf"""^\s*\[\[?([^\]]*\.)?{escaped}(\.[^\]]*)?\]|^\s*([\w.]*\.)?{escaped}\s*=|"{escaped}"|[{{,]\s*{escaped}\s*="""
    )


def read_table(path: Path) -> dict[str, Any]:
    """Return a TOML file as plain data; raise LibraryError naming file and line when it is none."""
    return read_toml(path, LibraryError)


def record[T](data: Any, kind: type[T], path: Path, place: str = "") -> T:
    """Return plain data as a record; raise LibraryError naming file, line and key for what is missing, unknown or of a wrong type."""
    _refuse_unknown(data, kind, Where(str(path), place, FileError), whole=True)
    return convert(data, kind, path, FileError, place)


def refuse_unknown(data: Any, kind: type, path: Path) -> None:
    """Raise LibraryError naming file, line and key for a key that a record of `kind` does not know; keys may be missing."""
    _refuse_unknown(data, kind, Where(str(path), "", FileError), whole=False)


def _refuse_unknown(data: Any, kind: Any, where: Where, whole: bool) -> None:
    kind = kind.__value__ if isinstance(kind, TypeAliasType) else kind
    if is_dataclass(kind) and isinstance(kind, type) and isinstance(data, dict):
        hints = _HINTS.get(kind)
        if hints is None:
            hints = _HINTS[kind] = get_type_hints(kind)
        for key, value in data.items():
            if key not in hints:
                raise where.at(key).fail(f"unknown key; the keys here are {', '.join(hints)}")
            _refuse_unknown(value, hints[key], where.at(key), whole)
        for field in fields(kind):
            if whole and field.default is MISSING and field.default_factory is MISSING and field.name not in data:
                raise where.fail(f"needs a {field.name!r}")
        return
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        for part in parts:
            if is_dataclass(part) and isinstance(data, dict):
                _refuse_unknown(data, part, where, whole)
    elif origin in (tuple, list) and isinstance(data, list):
        for index, value in enumerate(data):
            name = value.get("id", index + 1) if isinstance(value, dict) else index + 1
            _refuse_unknown(value, parts[0], Where(where.file, f"{where.place}[{name}]", where.error), whole)
    elif origin in (dict, Mapping) and isinstance(data, dict):
        for key, value in data.items():
            _refuse_unknown(value, parts[1], where.at(key), whole)
