"""A DXF file -> a flat Drawing: opened in the right alphabet, mended where it has faults, blocks taken apart.

Files come from anywhere: whatever goes wrong inside the reader is told as one sentence; how much may be drawn is bounded.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.plans.dxf.drawing import Arc, BlockUse, Drawing, Line, Note, segments
from app.plans.dxf.encoding import alphabet, readable
from app.plans.dxf.entities import Explosion, iterate_layouts
from app.plans.plan import PlanError
from app.records import read_bytes

__all__ = ["Arc", "BlockUse", "Drawing", "Line", "Note", "read_dxf", "segments"]

MOST_BYTES = 48 * 1024 * 1024
MOST_VALUES = (
    3_000_000  # a value and its code are two lines; a flat has some ten thousand, a whole tower block half a million
)
BINARY = b"AutoCAD Binary DXF"
READING, SORTING = "plans.import_reading", "plans.import_sorting"
PARSED = 0.5  # share of an import that parsing takes

type Tell = Callable[[str, float], None]


def read_dxf(path: Path, tell: Tell = lambda what, share: None) -> Drawing:
    """Return what a DXF file draws; raise PlanError when it is none, is cut off, too large or holds impossible numbers.

    `tell` is told the share of the import that is done, up to 0.7; what it raises stops the reading and comes out as it is.
    """
    data = read_bytes(path, PlanError, MOST_BYTES)
    _refuse_strangers(path, data)
    told = _Told(tell)
    try:
        document, repaired, letters = _open(path, data, told)
        drawing = _drawing(document)
        drawing.repaired, drawing.alphabet = repaired, letters
        explosion = Explosion(path, document, drawing, lambda share: told(SORTING, PARSED + 0.2 * share))
        for space in iterate_layouts(document):
            explosion.take(space)
    except PlanError:
        raise
    except Exception as problem:  # a hostile file may raise anything inside the reader
        if told.stop is not None:
            raise told.stop from None
        cause = " ".join(readable(problem).split())[:200] or type(problem).__name__
        raise PlanError(path, "", f"cannot be read as DXF: {cause}") from problem
    return drawing


class _Told:
    """Passes progress on, and keeps what the listener raised: it wants to stop, whatever the library makes of it."""

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.stop: Exception | None = None

    def __call__(self, what: str, share: float) -> None:
        try:
            self.tell(what, share)
        except Exception as problem:
            self.stop = problem
            raise


class _Bytes(io.BytesIO):
    """Bytes that tell how far they have been read."""

    def __init__(self, data: bytes, told: _Told) -> None:
        super().__init__(data)
        self.size, self.told, self.next = len(data), told, 0

    def read1(self, size: int | None = -1, /) -> bytes:
        """Read a piece; every 64 KiB the share is told."""
        if self.tell() >= self.next:
            self.told(READING, PARSED * self.tell() / self.size)
            self.next += 65536
        return super().read1(size)


def _open(path: Path, data: bytes, told: _Told) -> tuple[Any, bool, str]:
    """Return the document, whether it had faults that were repaired, which may change numbers, and the alphabet its looks told."""
    import ezdxf  # half a second to import: only when a drawing is read
    from ezdxf import recover

    logging.getLogger("ezdxf").addHandler(logging.NullHandler())  # what it mends becomes a doubt, not lines on stderr
    if data.startswith(BINARY):
        return ezdxf.readfile(str(path), errors="surrogateescape"), False, ""
    letters = alphabet(data)
    try:
        encoding = letters or ezdxf.filemanagement.dxf_file_info(str(path)).encoding
        with io.TextIOWrapper(_Bytes(data, told), encoding=encoding, errors="surrogateescape") as stream:
            return ezdxf.read(stream), False, letters
    except Exception:  # whatever is wrong with it, the patient reader may still understand
        if told.stop is not None:
            raise
        document, _ = recover.read(io.BytesIO(data), errors="surrogateescape")
        return document, True, ""


def _drawing(document: Any) -> Drawing:
    """Return an empty Drawing with what the header and the table of layers say."""
    units = document.header.get("$INSUNITS", 0)
    feet = document.header.get("$LUNITS", 2) in (3, 4)
    hidden = frozenset(readable(layer.dxf.name) for layer in document.layers if layer.is_off() or layer.is_frozen())
    return Drawing(int(units or 0), feet=feet, hidden=hidden)


def _refuse_strangers(path: Path, data: bytes) -> None:
    if data.startswith(BINARY):
        if len(data) > MOST_BYTES // 3:  # its values are a third as long as those that are written out
            raise PlanError(path, "", f"larger than {MOST_BYTES // 3 // 1024**2} MiB, the most for a binary DXF file")
        return
    if data.startswith(b"AC10"):
        raise PlanError(path, "", "is a DWG file; save it as DXF")
    head = data[:4096].upper().replace(b"\r", b"")
    if b"SECTION" not in head or b"\x00" in head:
        raise PlanError(path, "", "is not a DXF file")
    if (values := data.count(b"\n" if b"\n" in data else b"\r") // 2) > MOST_VALUES:
        raise PlanError(
            path, "", f"holds {values} values, more than {MOST_VALUES}; save what belongs to the flat alone"
        )
    if b"EOF" not in data[-256:].upper():
        raise PlanError(path, "", "ends in the middle: the mark EOF of a whole DXF file is missing")
