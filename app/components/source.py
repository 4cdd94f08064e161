"""Library files as checked records: every error names file, line and key; a key that nothing reads is an error, not a silence.

The files come from outside: their size, their lines and their names are limited, so that reading one takes less than a second.
"""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

from app.components.parts import LibraryError
from app.formula import Where
from app.records import convert, read_bytes

FILE_LIMIT = 1024 * 1024  # bytes; the largest file of a library is a fiftieth of it
LINE_LIMIT = 4000  # characters
NAME_LIMIT = 40  # parts of a dotted name
_LONG_NAME = re.compile(rf"""(?<![\w"'-])(?:[\w"'-]++[ \t]*\.[ \t]*){{{NAME_LIMIT}}}""")
_WORD = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]#]+?)\s*\]")
_HINTS: dict[type, dict[str, Any]] = {}


class FileError(LibraryError):
    """A LibraryError that adds the line of its key to the place; the file is only searched when something is wrong."""

    def __init__(self, file: str | Path, place: str, cause: str) -> None:
        line = line_of(Path(file), place)
        super().__init__(file, f"line {line}: {place}" if line else place, cause)


def line_of(path: Path, place: str) -> int:
    """Return the line of a place like `panel[shelf].size`, `joint[2].to` or `parameters.width.max` in a TOML file, 0 when not found.

    What the file leaves out is answered with the line of what should hold it.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return 0
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return 0
    words = [match[1] if match[1] is not None else match[2] for match in _WORD.finditer(place)]
    found, low, high, rest = _block(lines, words, place)
    for word in rest:
        at = next((at for at in range(low, high) if _says(lines[at], word)), None)
        if at is None:
            break
        found, low = at + 1, at
        high = next((end for end in range(at + 1, high) if re.match(r"\s*([\w.\"-]+\s*=|\[)", lines[end])), high)
    return found


def _headers(lines: list[str]) -> Iterator[tuple[int, bool, tuple[str, ...]]]:
    for at, line in enumerate(lines):
        match = _HEADER.match(line)
        if match:
            yield at, match[1] == "[[", tuple(word.strip(" \t\"'") for word in match[2].split("."))


def _block(lines: list[str], words: list[str], place: str) -> tuple[int, int, int, list[str]]:
    """Return the line of the table a place lies in (0 for none), the lines it spans, and the words still to be found there."""
    headers = list(_headers(lines))
    starts = [at for at, _, _ in headers] + [len(lines)]
    best = (0, 0, starts[0], words)
    if re.match(r"\w+\[", place):  # an entry of a list: by its id, else by its number
        blocks = [k for k, (_, many, names) in enumerate(headers) if many and names == (words[0],)]
        for count, k in enumerate(blocks):
            after = next((n for n in range(k + 1, len(headers)) if headers[n][2][0] != words[0] or headers[n][1]), -1)
            end = starts[after] if after > 0 else len(lines)
            own = any(_is_id(line, words[1]) for line in lines[starts[k] : starts[k + 1]])
            if own or (words[1] == str(count + 1) and best[0] == 0):
                best = (starts[k] + 1, starts[k], end, words[2:])
            if own:
                break
        return best
    for k, (at, _, names) in enumerate(headers):
        depth = len(names)
        if names == tuple(words[:depth]) and depth > len(words) - len(best[3]):
            best = (at + 1, at + 1, starts[k + 1], words[depth:])
    return best


def _is_id(line: str, name: str) -> bool:
    return re.match(rf"""\s*id\s*=\s*["']{re.escape(name)}["']""", line) is not None


def _says(line: str, word: str) -> bool:
    escaped = re.escape(word)
    return re.search(rf"""^\s*(?:[\w.]*\.)?["']?{escaped}["']?\s*[.=]|[{{,]\s*{escaped}\s*=""", line) is not None


def read_table(path: Path) -> dict[str, Any]:
    """Return a TOML file as plain data; raise LibraryError naming file and line when it is none, too large or too deep."""
    try:
        if path.exists() and not path.is_dir() and not stat.S_ISREG(path.stat().st_mode):
            raise LibraryError(path, "", "is a pipe or a device, not a file")  # reading one may never end
    except OSError as problem:
        raise LibraryError(path, "", problem.strerror or str(problem)) from problem
    data = read_bytes(path, LibraryError, FILE_LIMIT)
    try:
        text = data.decode("utf-8-sig")  # Notepad may set a mark before the text
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise LibraryError(path, f"line {line}", "not UTF-8 text; save it as UTF-8") from problem
    for number, line_text in enumerate(text.splitlines(), 1):
        if len(line_text) > LINE_LIMIT:
            raise LibraryError(path, f"line {number}", f"{len(line_text)} characters; the limit is {LINE_LIMIT}")
        if _LONG_NAME.search(line_text):
            raise LibraryError(path, f"line {number}", f"a name of more than {NAME_LIMIT} parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise LibraryError(path, "", "not valid TOML: too deeply nested") from None
    except ValueError as problem:  # TOMLDecodeError, or a number of thousands of digits
        place = re.search(r"\(at line (\d+)", str(problem))
        raise LibraryError(path, f"line {place[1]}" if place else "", f"not valid TOML: {problem}") from None


def record[T](data: Any, kind: type[T], path: Path, place: str = "", error: type[FileError] = FileError) -> T:
    """Return plain data as a record; raise `error` naming file, line and key for what is missing, unknown or of a wrong type."""
    _check(data, kind, Where(str(path), place, error), whole=True)
    return convert(data, kind, path, error, place)


def refuse_unknown(data: Any, kind: type, path: Path) -> None:
    """Raise LibraryError naming file, line and key for what a record of `kind` does not know or takes otherwise; keys may be missing."""
    _check(data, kind, Where(str(path), "", FileError), whole=False)


def _check(data: Any, kind: Any, where: Where, whole: bool) -> None:
    kind = kind.__value__ if isinstance(kind, TypeAliasType) else kind
    if is_dataclass(kind) and isinstance(kind, type) and isinstance(data, dict):
        _check_keys(data, kind, where, whole)
        return
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType) and isinstance(data, dict):
        table = next((part for part in parts if is_dataclass(part) or get_origin(part) is dict), None)
        if table is not None:
            _check(data, table, where, whole)
            return
    if origin in (tuple, list) and isinstance(data, list) and _holds_tables(parts[0]):
        for index, value in enumerate(data):
            name = value.get("id", index + 1) if isinstance(value, dict) else index + 1
            _check(value, parts[0], Where(where.file, f"{where.place}[{name}]", where.error), whole)
        return
    if origin in (dict, Mapping) and isinstance(data, dict):
        for key, value in data.items():
            _check(value, parts[1], where.at(key), whole)
        return
    if not whole:
        convert(data, kind, where.file, where.error, where.place)


def _holds_tables(kind: Any) -> bool:
    return is_dataclass(kind) or any(is_dataclass(part) for part in get_args(kind))


def _check_keys(data: dict[str, Any], kind: type, where: Where, whole: bool) -> None:
    hints = _HINTS.get(kind)
    if hints is None:
        hints = _HINTS[kind] = get_type_hints(kind)
    for key, value in data.items():
        if key not in hints:
            raise where.at(key).fail(f"unknown key; the keys here are {', '.join(hints)}")
        _check(value, hints[key], where.at(key), whole)
    for field in fields(kind):
        if whole and field.default is MISSING and field.default_factory is MISSING and field.name not in data:
            raise where.fail(f"needs a {field.name!r}")
