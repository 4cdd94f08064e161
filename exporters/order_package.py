"""The order package: all files of a job as one zip or one folder, written whole or not at all.

A zip is the same bytes whenever it is made of the same design with the same library. A folder is made beside its place and renamed
into it; a folder that is not a package of ours is never touched.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.records import DataError, whole_file
from app.takeoff.take_off import job_code

from . import EXPORTERS
from .archive import in_order, zip_bytes
from .bundle import Bundle
from .manifest import NAME, PackageError, make_manifest, read_manifest
from .read_package import Difference
from .verify import verify_package

__all__ = [
    "Difference",
    "PackageError",
    "PackageResult",
    "check_place",
    "package_files",
    "verify_package",
    "write_package",
]

STALE_SECONDS = 600.0  # what a killed writer left beside the package is removed when it is this old

type Progress = Callable[[str, float], None]  # message key, share done


@dataclass(frozen=True, slots=True)
class PackageResult:
    """A written package: the zip's SHA-256 (for a folder, its manifest's) and the paths of all files in it."""

    path: Path
    sha256: str
    files: tuple[str, ...]


def package_files(
    bundle: Bundle, only: tuple[str, ...] | None = None, progress: Progress | None = None
) -> dict[str, bytes]:
    """Return all files of a package by path, the manifest among them; `only` names the exporters wanted.

    Raises PackageError for an unknown exporter, TakeoffError or DesignError for what cannot be written.
    """
    unknown = set(only or ()) - {exporter.name for exporter in EXPORTERS}
    if unknown:
        raise PackageError("", "only", f"no exporter {min(unknown)!r}")
    if job_code(bundle.design, bundle.job.library) != bundle.job.id:
        raise PackageError(bundle.design.name, "", "the job was worked out from another design")
    wanted = [exporter for exporter in EXPORTERS if only is None or exporter.name in only]
    files: dict[str, bytes] = {}
    for done, exporter in enumerate(wanted):
        if progress:
            progress(f"export.{exporter.name}", done / len(wanted))
        for path, data in exporter.write(bundle):
            if path in files:
                raise PackageError("", path, "written by two exporters")
            files[path] = data
    files[NAME] = make_manifest(bundle, files, [exporter.name for exporter in wanted])
    return in_order(files)


def write_package(
    bundle: Bundle, out: Path, only: tuple[str, ...] | None = None, progress: Progress | None = None
) -> PackageResult:
    """Write the order package to a zip (a path that ends in .zip) or a folder; raise PackageError when it cannot be."""
    check_place(out)
    files = package_files(bundle, only, progress)
    _sweep(out)
    if out.suffix.lower() == ".zip":
        data = zip_bytes(files)
        with whole_file(out, PackageError) as part:
            part.write_bytes(data)
        return PackageResult(out, hashlib.sha256(data).hexdigest(), tuple(files))
    with _whole_folder(Path(os.path.realpath(out)) if out.is_symlink() else out) as part:
        for name, data in files.items():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
    return PackageResult(out, hashlib.sha256(files[NAME]).hexdigest(), tuple(files))


def check_place(out: Path) -> None:
    """Raise PackageError when no package may be written at `out`: a folder for a zip, a file or another's folder for a folder.

    Asked before long work; what is not a package of ours is not walked through.
    """
    try:
        if out.suffix.lower() == ".zip" and out.is_dir():
            raise PackageError(out, "", "is a folder, not a zip")
        if out.suffix.lower() == ".zip" or not out.exists():
            return
        if not out.is_dir():
            raise PackageError(out, "", "is a file; a package is a .zip or a folder")
        _refuse_foreign(out)
    except OSError as problem:
        raise PackageError(out, "", f"cannot be read: {problem.strerror or problem}") from problem


def _refuse_foreign(out: Path) -> None:
    """Raise PackageError when a folder has anything in it but a package of ours."""
    if next(out.iterdir(), None) is None:
        return
    if not (out / NAME).is_file():
        raise PackageError(out, "", "is a folder with other files in it and is left as it is")
    try:
        manifest = read_manifest((out / NAME).read_bytes(), out)
    except (OSError, DataError) as problem:
        raise PackageError(out, NAME, "is no package of ours, so the folder is left as it is") from problem
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    foreign = there - {one.path for one in manifest.files} - {NAME}
    if foreign:
        raise PackageError(out, min(foreign), "does not belong to the package, so the folder is left as it is")


@contextmanager
def _whole_folder(out: Path) -> Iterator[Path]:
    """Yield a folder beside `out` that takes its place when the block ends well; else nothing is left of it."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))
    except OSError as problem:
        raise PackageError(out, "", f"cannot be written: {problem.strerror or problem}") from problem
    old = part.with_suffix(".old")
    try:
        yield part
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o777 & ~mask)
        if out.exists():
            out.replace(old)
        part.replace(out)
    except OSError as problem:
        if old.exists() and not out.exists():
            old.replace(out)
        raise PackageError(out, "", f"cannot be written: {problem.strerror or problem}") from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _sweep(out: Path) -> None:
    """Remove what killed writers of the same package left beside it."""
    if not out.parent.is_dir():
        return
    for left in (*out.parent.glob(f".{_literal(out.name)}.*.part"), *out.parent.glob(f".{_literal(out.name)}.*.old")):
        try:
            if time.time() - left.stat().st_mtime < STALE_SECONDS:
                continue
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink()
        except OSError:
            continue  # another writer was faster, or it is not ours to remove


def _literal(name: str) -> str:
    """Return a file name with the signs of a search pattern taken literally."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
