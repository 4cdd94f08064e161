"""manifest.json: what is in a package, with size and SHA-256 of every other file, and a seal over the manifest itself.

The file is canonical: read into a Manifest and written again it is the same bytes, so nothing in it can be changed unseen.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from app.components.sides import is_rectangle
from app.records import DataError, convert, parse_json, to_json
from app.words import say

from .bundle import Bundle

FORMAT = "jiyang.package"
VERSION = 1
NAME = "manifest.json"
PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


class PackageError(DataError):
    """A package that cannot be written or is none: names the file, the place in it and the cause."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a package."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that the factory should read."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Program:
    """What a machine needs for one board: its line of the cut list and its drawings.

    `shape` is "contour" where the board is no rectangle and goes a way of its own; `strip` names its matched strip and its place in it.
    Both are left out of the file for a plain board.
    """

    code: str
    line: int
    files: tuple[str, ...]
    shape: Literal["rectangle", "contour"] = "rectangle"
    strip: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of manifest.json; `library` is the stamp of the component library, `exporters` what was written.

    Counts of units, panels, cut-list lines and sheets, and of the findings of the fit check by level.
    """

    format: str
    version: int
    program: str
    job: str
    design: str
    customer: str
    library: str
    exporters: tuple[str, ...]
    units: int
    panels: int
    cut_lines: int
    sheets: int
    errors: int
    warnings: int
    infos: int
    notes: tuple[Note, ...]
    programs: tuple[Program, ...]
    files: tuple[Listed, ...]
    seal: str = ""


@cache
def program_version() -> str:
    """Return the version of this program."""
    return str(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"])


def make_manifest(bundle: Bundle, files: Mapping[str, bytes], exporters: Iterable[str]) -> bytes:
    """Return the manifest.json of a package of these files."""
    from .panel_dxf import programs

    job = bundle.job
    by_line = {line.number: tuple(path for path in programs(line, job) if path in files) for line in job.cut_list}
    line_of = {code: line.number for line in job.cut_list for code in line.codes}
    manifest = Manifest(
        format=FORMAT,
        version=VERSION,
        program=program_version(),
        job=job.id,
        design=bundle.design.name,
        customer=bundle.design.customer.name,
        library=job.library,
        exporters=tuple(exporters),
        units=len(bundle.design.units),
        panels=len(job.panels),
        cut_lines=len(job.cut_list),
        sheets=len(job.sheets),
        errors=int(bundle.findings.get("errors", 0)),
        warnings=int(bundle.findings.get("warnings", 0)),
        infos=int(bundle.findings.get("infos", 0)),
        notes=tuple(Note(say(note, "zh"), say(note, "en")) for note in job.notes),
        programs=tuple(
            Program(
                one.code,
                line_of[one.code],
                by_line[line_of[one.code]],
                "rectangle" if is_rectangle(one.panel) else "contour",
                one.strip,
            )
            for one in job.panels
        ),
        files=tuple(listed(path, files[path]) for path in sorted(files)),
    )
    return sealed(manifest)


def listed(path: str, data: bytes) -> Listed:
    """Return the line of one file."""
    return Listed(path, len(data), hashlib.sha256(data).hexdigest())


def sealed(manifest: Manifest) -> bytes:
    """Return a manifest as bytes, its seal set to the SHA-256 of the manifest without one."""
    body = asdict(manifest) | {"seal": "", "programs": [_short(program) for program in manifest.programs]}
    return to_json(body | {"seal": hashlib.sha256(to_json(body)).hexdigest()})


def _short(program: Program) -> dict[str, Any]:
    """Return a program without what every plain board would repeat."""
    plain = {"shape": "rectangle", "strip": ""}
    return {key: value for key, value in asdict(program).items() if plain.get(key) != value}


def read_manifest(data: bytes, path: str | Path) -> Manifest:
    """Return the manifest of its bytes; raise PackageError when it is none of ours, newer, or was changed."""
    plain = parse_json(data, path, PackageError)
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise PackageError(path, NAME, f"not a manifest of format {FORMAT!r}")
    version = plain.get("version")
    if version != VERSION:
        raise PackageError(path, NAME, f"version {version!r}; this program reads version {VERSION}")
    manifest = convert(plain, Manifest, path, PackageError, NAME)
    if sealed(manifest) != data:
        raise PackageError(path, NAME, "was changed after it was written: its seal does not fit")
    return manifest


def package_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of manifest.json; resources/schema/package.schema.json is its published copy."""
    made = msgspec.json.schema(Manifest)
    records: dict[str, Any] = made["$defs"]
    for record in records.values():
        record["additionalProperties"] = False
    manifest = records.pop("Manifest")
    fixed = {"format": {"const": FORMAT}, "version": {"const": VERSION}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{FORMAT}.v{VERSION}",
        **manifest,
        "properties": manifest["properties"] | fixed,
        "$defs": dict(sorted(records.items())),
    }
