"""The bodies that a plan shows in Sweet Home 3D: own OBJ models, x right, y up, z to the front, stretched to their piece's size."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from app.geometry.frame import Point2

type Block = tuple[float, float, float, float, float, float]  # from x, y, z to x, y, z

FACES = (
    (0, 2, 3, 1),
    (4, 5, 7, 6),
    (0, 1, 5, 4),
    (2, 6, 7, 3),
    (0, 4, 6, 2),
    (1, 3, 7, 5),
)  # of a block, seen from outside


def blocks(parts: Sequence[tuple[str, Sequence[Block]]]) -> bytes:
    """Return an OBJ of blocks, each group under its name."""
    lines = ["# Jiyang"]
    count = 0
    for name, group in parts:
        lines.append(f"g {name}")
        for x0, y0, z0, x1, y1, z1 in group:
            lines += [f"v {x:g} {y:g} {z:g}" for z in (z0, z1) for y in (y0, y1) for x in (x0, x1)]
            lines += ["f " + " ".join(str(count + 1 + corner) for corner in face) for face in FACES]
            count += 8
    return ("\n".join(lines) + "\n").encode("ascii")


def prism(outline: Sequence[Point2]) -> bytes:
    """Return the OBJ of an upright prism over a counter-clockwise outline (mm, plan axes); 1 high."""
    count = len(outline)
    lines = ["# Jiyang", "g body"]
    lines += [f"v {x:.3f} {y:g} {-north:.3f}" for y in (0, 1) for x, north in outline]
    lines.append("f " + " ".join(str(count - i) for i in range(count)))
    lines.append("f " + " ".join(str(count + 1 + i) for i in range(count)))
    for i in range(count):
        j = (i + 1) % count
        lines.append(f"f {i + 1} {j + 1} {count + j + 1} {count + i + 1}")
    return ("\n".join(lines) + "\n").encode("ascii")


def _icon() -> bytes:
    """Return a PNG, 16 x 16, the letter-less square that stands for our pieces in the program's list."""
    size = 16
    row = bytes((0, *([90, 110, 130] * size)))
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", _stored(row * size)) + _chunk(b"IEND", b"")


def _stored(data: bytes) -> bytes:
    """Return data as a zlib stream without compression, so that it is the same under any zlib."""
    block = b"\x01" + struct.pack("<HH", len(data), len(data) ^ 0xFFFF) + data
    return b"\x78\x01" + block + struct.pack(">I", zlib.adler32(data))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


_SIDES: tuple[Block, ...] = ((0, 0, 0, 0.05, 1, 1), (0.95, 0, 0, 1, 1, 1), (0.05, 0.97, 0, 0.95, 1, 1))
_SILL: Block = (0.05, 0, 0, 0.95, 0.04, 1)

ICON = _icon()
BOX = blocks([("body", [(0, 0, 0, 1, 1, 1)])])
FRAME = blocks([("frame", _SIDES)])
LEAF = blocks([("frame", _SIDES), ("leaf", [(0.05, 0, 0.6, 0.95, 0.97, 1)])])
PANE = blocks([("frame", [*_SIDES, _SILL]), ("sash_window_pane", [(0.05, 0.04, 0.45, 0.95, 0.97, 0.55)])])
