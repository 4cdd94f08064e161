"""Plain data <-> frozen dataclasses, checked once at the edge; files read within limits and written whole or not at all.

Every library and document of the program is read through here, so a bad file is told in one sentence: file, place in it, cause.
"""

from __future__ import annotations

import codecs
import json
import math
import os
import stat
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

READ_LIMIT = 64 * 1024 * 1024  # bytes; no document of ours comes near it


class DataError(Exception):
    """Data that cannot be used: `file` and `place` say where, `cause` why. The command line turns it into exit code 2."""

    def __init__(self, file: str | Path, place: str, cause: str) -> None:
        self.file, self.place, self.cause = str(file), place, cause
        super().__init__(": ".join(part for part in (self.file, place, cause) if part))


@dataclass(frozen=True, slots=True)
class Text:
    """A name in both languages of the program."""

    zh: str
    en: str

    def __call__(self, language: str) -> str:
        """Return the name in `language` ("zh" or "en")."""
        return self.zh if language == "zh" else self.en


def read_bytes(path: Path, error: type[DataError] = DataError, limit: int = READ_LIMIT) -> bytes:
    """Return a file's bytes; raise `error` when it is missing, unreadable, not a file or larger than `limit` bytes."""
    try:
        found = path.stat().st_mode
        if stat.S_ISDIR(found):
            raise error(path, "", "is a folder, not a file")
        if stat.S_ISFIFO(found) or stat.S_ISSOCK(found) or stat.S_ISBLK(found):  # it may never end, or never begin
            raise error(path, "", "is a pipe or a device, not a file")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as problem:
        raise error(path, "", problem.strerror or str(problem)) from problem
    if len(data) > limit:
        raise error(path, "", f"larger than {limit // (1024 * 1024)} MiB")
    return data


def read_toml(path: Path, error: type[DataError] = DataError) -> dict[str, Any]:
    """Return a TOML file as plain data; raise `error` naming file, line and cause."""
    try:
        return tomllib.loads(read_bytes(path, error).decode("utf-8-sig"))  # Notepad may set a mark before the text
    except UnicodeDecodeError as problem:
        raise error(path, f"byte {problem.start}", "not UTF-8 text") from problem
    except RecursionError as problem:
        raise error(path, "", "not valid TOML: nested too deep") from problem
    except ValueError as problem:
        raise error(path, "", f"not valid TOML: {_plainly(problem)}") from problem


def read_json(path: Path, error: type[DataError] = DataError) -> Any:
    """Return a JSON file as plain data; raise `error` naming file and cause."""
    return parse_json(read_bytes(path, error), path, error)


def parse_json(data: bytes, path: str | Path, error: type[DataError] = DataError) -> Any:
    """Return JSON bytes as plain data; `path` names them in the error. Infinity, NaN, doubled keys and half letters are refused."""

    def refuse(word: str) -> float:
        raise ValueError(f"{word} is not a number in JSON")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) < len(pairs):
            keys = [key for key, _ in pairs]
            raise ValueError(f"key {next(key for key in keys if keys.count(key) > 1)!r} stands twice")
        return dict(pairs)

    if data.startswith(codecs.BOM_UTF8):
        raise error(path, "", "not valid JSON: begins with a byte order mark; save it as UTF-8 without one")
    try:
        found = json.loads(data.decode("utf-8"), parse_constant=refuse, object_pairs_hook=once)
        if b"\\ud" in data.lower():  # an escape of half a letter; a pair of them is one letter
            json.dumps(found, ensure_ascii=False).encode("utf-8")
        return found
    except UnicodeDecodeError as problem:
        raise error(path, "", f"not valid JSON: not UTF-8 text (byte {problem.start})") from problem
    except UnicodeEncodeError as problem:
        raise error(
            path, "", "not valid JSON: holds half a letter (an escape \\ud800 to \\udfff without its pair)"
        ) from problem
    except RecursionError as problem:
        raise error(path, "", "not valid JSON: nested too deep") from problem
    except ValueError as problem:
        raise error(path, "", f"not valid JSON: {_plainly(problem)}") from problem


def _plainly(problem: ValueError) -> str:
    """Return what is wrong with a text, without what only a programmer could do about it."""
    told = str(problem)
    return "holds a number of thousands of digits" if told.startswith("Exceeds the limit") else told


def convert[T](data: Any, kind: type[T], path: str | Path, error: type[DataError] = DataError, place: str = "") -> T:
    """Return plain data as a record of `kind`; raise `error` naming the key when it does not fit or holds a number beyond 1e9."""
    _refuse_wild_numbers(data, path, error, place)
    try:
        return msgspec.convert(data, kind, strict=True)
    except msgspec.ValidationError as problem:
        cause, _, where = str(problem).partition(" - at `$")
        where = where.rstrip("`").lstrip(".")
        raise error(path, ".".join(part for part in (place, where) if part), cause) from problem


def _refuse_wild_numbers(data: Any, path: str | Path, error: type[DataError], place: str) -> None:
    stack: list[tuple[Any, str]] = [(data, place)]
    while stack:
        value, where = stack.pop()
        if isinstance(value, dict):
            stack.extend((item, f"{where}.{key}" if where else str(key)) for key, item in value.items())
        elif isinstance(value, list | tuple):
            stack.extend((item, f"{where}[{i}]") for i, item in enumerate(value))
        elif isinstance(value, int | float) and not isinstance(value, bool) and not abs(value) <= 1e9:
            what = "not a finite number" if isinstance(value, float) and not math.isfinite(value) else "beyond 1e9"
            raise error(path, where, f"{value!r} is {what}")


def to_plain(record: Any) -> Any:
    """Return a record as plain dicts, lists, strings and numbers."""
    return msgspec.to_builtins(record)


def to_json(data: Any) -> bytes:
    """Return plain data as JSON bytes that are the same every time: UTF-8, two spaces, a newline at the end, key order kept."""
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def to_dense_json(record: Any) -> bytes:
    """Return a record as JSON bytes without a blank, for what is large and read by programs alone."""
    return msgspec.json.encode(record) + b"\n"


@contextmanager
def whole_file(path: Path, error: type[DataError] = DataError) -> Iterator[Path]:
    """Yield a temporary path beside `path`; when the block ends well it replaces `path` in one step, else nothing is left.

    The data reach the disk before the name does, so a kill at any moment leaves the old file or the new one. A link is written
    through, a file keeps its rights; a folder, pipe or device is refused.
    """
    try:
        goal, mode = _goal(path, error)
        goal.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{_shortened(goal.name)}.", suffix=".part", dir=goal.parent)
        os.close(handle)
    except OSError as problem:
        raise error(path, "", f"cannot be written: {problem.strerror or problem}") from problem
    part = Path(name)
    try:
        yield part
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
        part.chmod(mode)
        part.replace(goal)
        _sync_folder(goal.parent)
    except OSError as problem:
        raise error(path, "", f"cannot be written: {problem.strerror or problem}") from problem
    finally:
        part.unlink(missing_ok=True)


def _goal(path: Path, error: type[DataError]) -> tuple[Path, int]:
    """Return the file behind a path and the rights it has, or is to have; raise `error` or OSError when no file can be there."""
    try:
        found = path.stat().st_mode
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return (Path(os.path.realpath(path)) if path.is_symlink() else path), 0o666 & ~mask
    if stat.S_ISDIR(found):
        raise error(path, "", "is a folder, not a file")
    if not stat.S_ISREG(found):  # renaming over /dev/null would take it from everyone
        raise error(path, "", "is a pipe or a device, not a file")
    if not os.access(path, os.W_OK):
        raise error(path, "", "cannot be written: it is write-protected")
    return (Path(os.path.realpath(path)) if path.is_symlink() else path), stat.S_IMODE(found)


def _shortened(name: str) -> str:
    """Return a file name cut so that a temporary name made of it is not too long for the disk."""
    return name.encode("utf-8", "surrogateescape")[:200].decode("utf-8", "ignore")


def write_whole(path: Path, data: bytes, error: type[DataError] = DataError) -> None:
    """Write bytes so that the file appears whole or not at all."""
    with whole_file(path, error) as part:
        part.write_bytes(data)


def check_writable(path: Path, error: type[DataError] = DataError, folder: bool = False) -> None:
    """Raise `error` when nothing could be written at `path`; asked before long work, so that it is not done in vain.

    Makes nothing. `folder` says that `path` is to be a folder, which may be there already.
    """
    try:
        if not (folder and path.is_dir()):
            _goal(path, error)
        parent = next(one for one in Path(os.path.abspath(path)).parents if one.exists())
        with tempfile.TemporaryFile(dir=parent):
            pass
    except OSError as problem:
        raise error(path, "", f"cannot be written: {problem.strerror or problem}") from problem


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there; the rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
