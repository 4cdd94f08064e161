"""A look into an order package from outside: is it a zip that can be trusted to be opened, and what does its manifest say it holds.

Whether its files are what they should be is the exporters' matter (verify); here only hostile or broken archives are kept out.
"""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from app.orders.order import PackageError, Summary
from app.records import parse_json, read_bytes

PACKAGE_LIMIT = 256 * 1024 * 1024  # bytes of a package
UNPACKED_LIMIT = 2 * 1024 * 1024 * 1024  # bytes of all its files together
FILES_LIMIT = 50_000
MANIFEST = "manifest.json"
MANIFEST_LIMIT = 32 * 1024 * 1024


def read_package(path: Path) -> tuple[bytes, Summary]:
    """Return a package's bytes and what its manifest says; PackageError naming file, place and cause."""
    if path.is_dir():
        raise PackageError(path, "", "is a folder: an order takes the package as one .zip")
    data = read_bytes(path, PackageError, PACKAGE_LIMIT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_names(archive, path)
            return data, _summary(_manifest(archive, path), path)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as problem:
        raise PackageError(path, "", f"not a readable zip: {problem}") from problem


def _check_names(archive: zipfile.ZipFile, path: Path) -> None:
    entries = archive.infolist()
    if len(entries) > FILES_LIMIT:
        raise PackageError(path, "", f"{len(entries)} files are more than {FILES_LIMIT}")
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise PackageError(path, "", f"unpacks to more than {UNPACKED_LIMIT // 1024**2} MiB")
    seen: set[str] = set()
    for entry in entries:
        name = PurePosixPath(entry.filename)
        outside = name.is_absolute() or ".." in name.parts or "\\" in entry.filename or ":" in entry.filename
        if outside or not entry.filename or "\0" in entry.orig_filename:
            raise PackageError(path, repr(entry.filename), "a name that leads out of the package")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise PackageError(path, repr(entry.filename), "a link, not a file")
        if entry.filename.casefold() in seen:
            raise PackageError(path, repr(entry.filename), "two files of one name")
        seen.add(entry.filename.casefold())


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    if MANIFEST not in archive.namelist():
        raise PackageError(path, "", f"has no {MANIFEST}: not an order package")
    with archive.open(MANIFEST) as stream:
        data = stream.read(MANIFEST_LIMIT + 1)  # what is declared may be a lie, what is read is not
    if len(data) > MANIFEST_LIMIT:
        raise PackageError(path, MANIFEST, f"larger than {MANIFEST_LIMIT // 1024**2} MiB")
    manifest = parse_json(data, f"{path}: {MANIFEST}", PackageError)
    if not isinstance(manifest, dict):
        raise PackageError(path, MANIFEST, "expected an object")
    return manifest


def _summary(manifest: dict[str, Any], path: Path) -> Summary:
    return Summary(
        _word(manifest, "design", path),
        _word(manifest, "customer", path),
        _count(manifest, "units", path),
        _count(manifest, "panels", path),
    )


def _word(manifest: dict[str, Any], key: str, path: Path) -> str:
    value = manifest.get(key)
    if not isinstance(value, str) or len(value) > 1000:
        raise PackageError(path, f"{MANIFEST}: {key}", f"expected text of at most 1000 letters, got {value!r:.80}")
    return value


def _count(manifest: dict[str, Any], key: str, path: Path) -> int:
    value = manifest.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**9:
        raise PackageError(path, f"{MANIFEST}: {key}", f"expected a count, got {value!r:.80}")
    return value
