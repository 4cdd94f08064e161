"""Is a package whole? Every hash, every name, every drawing; and, with the library it was made with, every file made anew.

What depends on nothing but the design is derived again from design.json and compared byte for byte: drawings, cut list, sheets, bill
of materials. Without that library (its stamp is in the manifest) or with another version of the program each drawing is opened and
audited instead, and each panel drawing is read back and compared with the cut list.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from app.design.design import Design
from app.design.files import parse_design
from app.design.layout import lay_out
from app.design.placed import Builder
from app.records import DataError
from app.takeoff.nest import nest
from app.takeoff.take_off import Materials, job_code, take_off

from . import EXPORTERS
from .bundle import Bundle
from .cross_check import drawing_differences
from .manifest import NAME, Manifest, listed, program_version, read_manifest
from .read_package import Contents, Difference, read_package

DESIGN = "design.json"
GIVEN = ("findings", "pictures")  # exporters whose files are handed in, not derived from the design here


class Library(Materials, Builder, Protocol):
    """What it takes to work a design out again: a catalog's stamp, materials and components."""


def verify_package(path: Path, catalog: Library | None = None) -> tuple[Difference, ...]:
    """Return every file of a package that is not as it was written, none when it is whole.

    Raises PackageError when `path` is no package at all: missing, unreadable, not a zip or a folder without a manifest.
    """
    contents = read_package(path)
    found = list(contents.differences)
    manifest, design = None, None
    if NAME not in contents.files:
        if not found:
            found.append(Difference(NAME, "is missing"))
        return tuple(found)
    try:
        manifest = read_manifest(contents.files[NAME], path.name)
        found += _against_manifest(contents, manifest)
        if DESIGN in contents.files:
            design = parse_design(contents.files[DESIGN], DESIGN)
    except DataError as problem:
        found.append(Difference(NAME if manifest is None else DESIGN, problem.cause))
    if manifest is None or found:
        return tuple(found)
    return (*_derived(contents, manifest, design, catalog),)


def _against_manifest(contents: Contents, manifest: Manifest) -> Iterator[Difference]:
    names = {one.path for one in manifest.files}
    told = {difference.file for difference in contents.differences}
    for one in manifest.files:
        data = contents.files.get(one.path)
        if data is None:
            if one.path not in told:
                yield Difference(one.path, "is missing")
        elif len(data) != one.size:
            yield Difference(one.path, f"has {len(data)} bytes, not {one.size}")
        elif listed(one.path, data) != one:
            yield Difference(one.path, "was changed: its SHA-256 is not the one in the manifest")
    for name in sorted(set(contents.files) - names - {NAME}):
        yield Difference(name, "is not in the manifest")


def _derived(
    contents: Contents, manifest: Manifest, design: Design | None, catalog: Library | None
) -> Iterator[Difference]:
    if design is not None and (design.name, job_code(design, manifest.library)) != (manifest.design, manifest.job):
        yield Difference(DESIGN, "is another design than the manifest names")
        return
    same_house = catalog is not None and catalog.stamp == manifest.library and program_version() == manifest.program
    if design is None or catalog is None or not same_house:
        yield from _audited(contents)
        return
    try:
        made = _made_again(design, catalog, manifest)
    except DataError as problem:
        yield Difference(DESIGN, f"cannot be worked out any more: {problem}")
        return
    for name in sorted(set(made) | {one for one in contents.files if _is_derived(one, made)}):
        if name not in contents.files:
            yield Difference(name, "follows from the design but is not in the package")
        elif contents.files[name] != made.get(name):
            yield Difference(name, "is not what follows from the design")


def _made_again(design: Design, catalog: Library, manifest: Manifest) -> dict[str, bytes]:
    """Return the derived files of the design as this program writes them now."""
    job = nest(take_off(lay_out(design, catalog), catalog))
    bundle = Bundle(job, design)
    wanted = [one for one in EXPORTERS if one.name in manifest.exporters and one.name not in GIVEN]
    return {path: data for exporter in wanted for path, data in exporter.write(bundle)}


def _is_derived(name: str, made: dict[str, bytes]) -> bool:
    """Return whether a path belongs to a kind of file that is derived: a stray drawing is a difference, a picture is not."""
    return name.startswith(tuple({path.partition("/")[0] + "/" for path in made if "/" in path}))


def _audited(contents: Contents) -> Iterator[Difference]:
    broken: set[str] = set()
    for name, data in contents.files.items():
        if name.endswith(".dxf"):
            wrong = dxf_fault(data)
            if wrong:
                broken.add(name)
                yield Difference(name, wrong)
    yield from drawing_differences(contents.files, broken)


def dxf_fault(data: bytes) -> str:
    """Return what is wrong with a DXF file, "" when it opens and its audit is empty."""
    import ezdxf

    try:
        document = ezdxf.read(io.StringIO(data.decode("ascii")))
        auditor = document.audit()
    except (ezdxf.DXFError, ValueError, KeyError, IndexError, TypeError, AttributeError) as problem:
        return f"cannot be opened as DXF: {problem}"
    if document.dxfversion != "AC1015" or document.header.get("$INSUNITS") != 4:
        return "is not a drawing of R2000 in millimetres"
    faults = [*auditor.errors, *auditor.fixes]
    return f"DXF audit: {faults[0].message}" if faults else ""
