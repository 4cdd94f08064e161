"""Any file a customer brings -> a plan, or the questions that have to be answered first. Told by what is in it, not by its name.

Each reader takes (path, choices, language, tell) and is the only one that knows its format. What is doubtful becomes a doubt
of the plan; what cannot be decided becomes a question with the evidence for each answer; what is not understood stays in the underlay.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from app.plans.plan import Plan, PlanError
from app.plans.underlay import Underlay
from app.words import Message

LIMIT = 256 * 1024 * 1024  # bytes of any file; each reader has a lower limit of its own
HEAD = 4096  # bytes that tell what a file is

type Tell = Callable[[str, float], None]  # a message key of what is being done, and the share done, 0 to 1


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user said about a drawing; None where nothing was said. `layers` maps sorts to layer patterns, as in resources/terms."""

    units: str | None = None
    flat: str | None = None  # one of several on a sheet
    storey: str | None = None
    layers: Mapping[str, Sequence[str]] | None = None
    offices: Path | None = None  # folder of layer maps learned from drawing offices


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question: its value for Choices, and what speaks for it."""

    value: str
    told: Message


@dataclass(frozen=True, slots=True)
class Question:
    """What a drawing does not say by itself; `about` is a field of Choices. `chosen` is the answer taken meanwhile, "" when none can be."""

    about: str
    told: Message
    options: tuple[Option, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: the plan, None while a question has no answer; all that was drawn, told apart; what may be asked.

    `layers` says what the lines of each were taken for, "" when not understood; `refused` why there is neither a plan nor a question.
    """

    plan: Plan | None
    underlay: Underlay = field(default_factory=Underlay)
    questions: tuple[Question, ...] = ()
    layers: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""


class NoPlanError(PlanError):
    """A file that was read but shows no plan: `imported` holds what was drawn, so that it can be shown and its layers mended."""

    def __init__(self, problem: PlanError, imported: Imported) -> None:
        super().__init__(problem.file, problem.place, problem.cause)
        self.imported = imported


class Reader(Protocol):
    """Read one format; PlanError when the file is broken or shows no rooms."""

    def __call__(self, path: Path, choices: Choices, language: str, tell: Tell) -> Imported: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the beginning of its files; `reader` is "module:function", loaded when such a file comes."""

    name: str
    suffixes: tuple[str, ...]
    known: Callable[[bytes], bool]
    reader: str


def _dxf(head: bytes) -> bool:
    text = head.replace(b"\r", b"").upper()
    return head.startswith(b"AutoCAD Binary DXF") or (b"SECTION\n" in text and b"\x00" not in head)


def _ifc(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"ISO-10303-21")


def _zip(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def _xml(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or head.startswith((b"\xff\xfe<", b"\xfe\xff\x00<"))


def _json(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


FORMATS: tuple[Format, ...] = (
    Format("DXF", (".dxf",), _dxf, "app.plans.dxf.reader:read"),
    Format("IFC", (".ifc",), _ifc, "app.plans.ifc.reader:read"),
    Format("Sweet Home 3D", (".sh3d",), _zip, "app.plans.sh3d.reader:read"),
    Format("Sweet Home 3D XML", (".xml",), _xml, "app.plans.sh3d.reader:read_xml"),
    Format("JSON", (".json",), _json, "app.plans.homes_json.reader:read"),
)


def import_file(path: Path, choices: Choices, language: str, tell: Tell) -> Imported:
    """Return what a file of any known format holds; raise PlanError naming file, place and cause."""
    tell("plans.import_reading", 0.0)
    return reader_of(path)(path, choices, language, tell)


def reader_of(path: Path) -> Reader:
    """Return the reader for a file, told by its first bytes; raise PlanError when it is of no format that can be read."""
    head = _head(path)
    if head.startswith(b"AC10"):
        raise PlanError(
            path, "", "is a DWG file; open it in its CAD program and save it as DXF (R2013 or older reads best)"
        )
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"BM", b"GIF8", b"RIFF")):
        raise PlanError(path, "", "is a picture; it can lie under a plan to be traced: open it in the plan editor")
    for one in FORMATS:
        if one.known(head):
            module, _, function = one.reader.partition(":")
            return cast(Reader, getattr(import_module(module), function))
    names = ", ".join(one.name for one in FORMATS)
    raise PlanError(path, "", f"is none of {names}")


def _head(path: Path) -> bytes:
    try:
        status = path.stat()
    except (OSError, ValueError) as problem:
        raise PlanError(path, "", getattr(problem, "strerror", None) or str(problem)) from problem
    size = status.st_size
    if stat.S_ISDIR(status.st_mode):
        raise PlanError(path, "", "is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise PlanError(path, "", "is a pipe or a device, not a file")
    if size > LIMIT:
        raise PlanError(path, "", f"larger than {LIMIT // (1024 * 1024)} MiB")
    if size == 0:
        raise PlanError(path, "", "is empty")
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except OSError as problem:
        raise PlanError(path, "", problem.strerror or str(problem)) from problem
