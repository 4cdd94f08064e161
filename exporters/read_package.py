"""Reads a package from a zip or folder as a stranger's file: nothing is unpacked to disk, nothing inflated, every name checked.

A package of ours stores its entries uncompressed, so a compressed entry is a difference and never opened: there is no bomb to go off.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from app.records import read_bytes

from .archive import zip_bytes
from .manifest import NAME, PackageError

MAX_FILES = 20_000
MAX_BYTES = 256 * 1024 * 1024
SAFE = re.compile(r"(?!\.)[A-Za-z0-9._-]{1,80}(?<!\.)")
MAX_DEPTH = 4
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{i}" for port in ("COM", "LPT") for i in range(10))}
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One file of a package that is not what it should be: its path, or the package's own name, and what is wrong."""

    file: str
    what: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The files that could be read, and what was wrong with the others."""

    files: dict[str, bytes]
    differences: tuple[Difference, ...]


def read_package(path: Path) -> Contents:
    """Return the contents of a package; raise PackageError when there is none: missing, unreadable, too large, no zip at all."""
    if path.is_dir():
        return _read_folder(path)
    data = read_bytes(path, PackageError, MAX_BYTES)
    if not data.startswith(b"PK") and not zipfile.is_zipfile(io.BytesIO(data)):
        raise PackageError(path, "", "is not a zip archive")
    return _read_zip(data, path.name)


def is_safe(name: str) -> bool:
    """Return whether a path inside a package is plain everywhere: relative, ASCII, no dots that lead out, no device names."""
    parts = name.split("/")
    return len(parts) <= MAX_DEPTH and all(
        SAFE.fullmatch(part) and part.split(".")[0].upper() not in RESERVED for part in parts
    )


def _read_folder(path: Path) -> Contents:
    if not (path / NAME).is_file():
        raise PackageError(path, "", f"is a folder without {NAME}, so not a package")
    files: dict[str, bytes] = {}
    bad: list[Difference] = []
    total = 0
    for number, one in enumerate(sorted(path.rglob("*"))):
        name = one.relative_to(path).as_posix()
        if number > MAX_FILES:
            raise PackageError(path, "", f"more than {MAX_FILES} files")
        if one.is_symlink() or not (one.is_file() or one.is_dir()):
            bad.append(Difference(_shown(name), "is a link or a device, not a file"))
        elif one.is_file() and not is_safe(name):
            bad.append(Difference(_shown(name), "has a name that no file of a package has"))
        elif one.is_file():
            files[name] = read_bytes(one, PackageError, MAX_BYTES - total)
            total += len(files[name])
    return Contents(files, tuple(bad))


def _read_zip(data: bytes, package: str) -> Contents:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as problem:
        return Contents({}, (Difference(package, f"cannot be read as a zip: {problem}"),))
    files: dict[str, bytes] = {}
    bad: list[Difference] = []
    with archive:
        entries = archive.infolist()
        if len(entries) > MAX_FILES:
            return Contents({}, (Difference(package, f"holds {len(entries)} files, more than {MAX_FILES}"),))
        seen: set[str] = set()
        for entry in entries:
            wrong = _refusal(entry, seen, len(data))
            seen.add(entry.filename.casefold())
            if not wrong:
                try:
                    files[entry.filename] = archive.read(entry)
                    continue
                except BROKEN as problem:
                    wrong = f"cannot be read: {problem}"
            bad.append(Difference(_shown(entry.filename), wrong))
    if not bad:
        bad += _not_as_written(data, files, package)
    return Contents(files, tuple(bad))


def _refusal(entry: zipfile.ZipInfo, seen: set[str], size: int) -> str:
    """Return why an entry is not even opened, "" when it may be."""
    if not is_safe(entry.filename):
        return "has a name that no file of a package has"
    if entry.filename.casefold() in seen:
        return "is in the package twice"
    if entry.flag_bits & 1:
        return "is encrypted"
    if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
        return "is compressed; the files of a package never are"
    if entry.file_size > size:
        return "claims to be larger than the package"
    return ""


def _not_as_written(data: bytes, files: dict[str, bytes], package: str) -> list[Difference]:
    """Return a difference when the archive around the files is not the one we would write: a byte changed between them."""
    written = zip_bytes(files)
    if written == data:
        return []
    at = next((i for i, (a, b) in enumerate(zip(data, written, strict=False)) if a != b), min(len(data), len(written)))
    near = _entry_at(written, at) or package
    return [Difference(near, f"byte {at} of the zip is not as it was written")]


def _entry_at(written: bytes, at: int) -> str:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        before = [entry.filename for entry in archive.infolist() if entry.header_offset <= at]
        return before[-1] if before and at < archive.start_dir else ""


def _shown(name: str) -> str:
    """Return a hostile name as it may be printed."""
    return name[:120].encode("unicode_escape").decode("ascii") if not name.isprintable() or len(name) > 120 else name
