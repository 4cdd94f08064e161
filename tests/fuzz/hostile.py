"""Files that were made to do harm, as bytes, each as short as it can be told; lengths mm unless its format says else."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

SQUARE = ((0.0, 0.0), (4200.0, 0.0), (4200.0, 3200.0), (0.0, 3200.0))
INNER = ((200.0, 200.0), (4000.0, 200.0), (4000.0, 3000.0), (200.0, 3000.0))

# --- DXF: pairs of a code and a value, one a line


def dxf(entities: str, blocks: str = "", header: str = "9\n$INSUNITS\n70\n4\n") -> bytes:
    """Return a drawing in mm with a room of two rings on the layer WALL, and what is given beside it."""
    room = "".join(ring("WALL", one) for one in (SQUARE, INNER))
    return raw_dxf(room + entities, blocks, header)


def raw_dxf(entities: str, blocks: str = "", header: str = "9\n$INSUNITS\n70\n4\n") -> bytes:
    """Return a drawing of what is given alone."""
    sections = (("HEADER", header), ("BLOCKS", blocks), ("ENTITIES", entities))
    told = "".join(f"0\nSECTION\n2\n{name}\n{text}0\nENDSEC\n" for name, text in sections if text)
    return (told + "0\nEOF\n").encode()


def line(layer: str, start: Sequence[object], end: Sequence[object]) -> str:
    """Return one line."""
    return f"0\nLINE\n8\n{layer}\n10\n{start[0]}\n20\n{start[1]}\n30\n0\n11\n{end[0]}\n21\n{end[1]}\n31\n0\n"


def ring(layer: str, points: Sequence[Sequence[object]]) -> str:
    """Return a closed chain of lines."""
    return "".join(line(layer, points[i - 1], point) for i, point in enumerate(points))


def polyline(layer: str, points: Iterable[Sequence[object]]) -> str:
    """Return a closed polyline of R12."""
    corners = "".join(f"0\nVERTEX\n8\n{layer}\n10\n{x}\n20\n{y}\n30\n0\n" for x, y in points)
    return f"0\nPOLYLINE\n8\n{layer}\n66\n1\n70\n1\n10\n0\n20\n0\n30\n0\n{corners}0\nSEQEND\n8\n{layer}\n"


def block(name: str, body: str) -> str:
    """Return a block."""
    return f"0\nBLOCK\n8\n0\n2\n{name}\n70\n0\n10\n0\n20\n0\n30\n0\n3\n{name}\n{body}0\nENDBLK\n8\n0\n"


def insert(name: str, rows: object = 1, columns: object = 1, scale: object = 1) -> str:
    """Return a reference to a block."""
    grid = f"70\n{columns}\n71\n{rows}\n44\n10\n45\n10\n" if (rows, columns) != (1, 1) else ""
    return f"0\nINSERT\n8\n0\n2\n{name}\n10\n0\n20\n0\n30\n0\n41\n{scale}\n42\n{scale}\n43\n1\n{grid}"


def text(words: str, layer: str = "TEXT") -> str:
    """Return a text in the room."""
    return f"0\nTEXT\n8\n{layer}\n10\n1000\n20\n1000\n30\n0\n40\n200\n1\n{words}\n"


def hatch(edges: int) -> str:
    """Return a hatch on the layer WALL whose one border has so many edges."""
    told = "".join(
        f"72\n1\n10\n{i % 4000}\n20\n{i % 7}\n11\n{(i + 1) % 4000}\n21\n{(i + 1) % 7}\n" for i in range(edges)
    )
    return (
        "0\nHATCH\n8\nWALL\n100\nAcDbEntity\n100\nAcDbHatch\n10\n0\n20\n0\n30\n0\n210\n0\n220\n0\n230\n1\n2\nSOLID\n70\n1\n71\n0\n"
        f"91\n1\n92\n1\n93\n{edges}\n{told}97\n0\n75\n0\n76\n1\n98\n0\n"
    )


# --- Sweet Home 3D: cm, y down


def home(body: str, head: str = "<?xml version='1.0'?>") -> bytes:
    """Return a Home.xml that holds what is given."""
    return f"{head}<home version='7000' name='a' wallHeight='250'>{body}</home>".encode()


def home_wall(number: int, start: Sequence[object], end: Sequence[object], thickness: object = 10) -> str:
    """Return a wall."""
    return (
        f"<wall id='w{number}' xStart='{start[0]}' yStart='{start[1]}' xEnd='{end[0]}' yEnd='{end[1]}' height='250'"
        f" thickness='{thickness}'/>"
    )


def home_room(points: Iterable[Sequence[object]]) -> str:
    """Return a room."""
    return "<room name='a'>" + "".join(f"<point x='{x}' y='{y}'/>" for x, y in points) + "</room>"


def four_walls(wide: float = 400.0, deep: float = 300.0) -> str:
    """Return the walls of one room and the room in them."""
    ends = ((0, 0), (wide, 0), (wide, deep), (0, deep))
    walls = "".join(home_wall(i, ends[i - 1], end) for i, end in enumerate(ends))
    return walls + home_room(((5, 5), (wide - 5, 5), (wide - 5, deep - 5), (5, deep - 5)))


def home_door(width: object, x: object = 200, y: object = 0) -> str:
    """Return a door that names a model which is not there."""
    return (
        f"<doorOrWindow id='d' name='door' catalogId='eTeks#door' model='9/missing.obj' x='{x}' y='{y}' width='{width}' depth='10'"
        " height='210' elevation='0' wallThickness='1' wallDistance='0'/>"
    )


def zipped(entries: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def overlapping(data: bytes, count: int) -> bytes:
    """Return a zip whose table of contents names one entry many times."""
    one = zipped([("Home.xml", data)])
    at = one.rfind(b"PK\x01\x02")
    directory = one[at : one.rfind(b"PK\x05\x06")] * count
    return one[:at] + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), at, 0)


# --- JSON, PDF, PNG


def blueprint(corners: dict[str, Any], walls: list[Any], items: Sequence[Any] = ()) -> bytes:
    """Return a blueprint3d document; cm."""
    return json.dumps({"floorplan": {"corners": corners, "walls": walls}, "items": list(items)}).encode()


def square_blueprint(items: Sequence[Any] = (), **corner: Any) -> bytes:
    """Return a room of 4 by 3 m, a corner's values replaced."""
    corners: dict[str, Any] = {
        f"c{i}": {"x": x, "y": y} for i, (x, y) in enumerate(((0, 0), (400, 0), (400, 300), (0, 300)))
    }
    corners["c2"] |= corner
    return blueprint(corners, [{"corner1": f"c{i}", "corner2": f"c{(i + 1) % 4}"} for i in range(4)], items)


def rooms(points: Sequence[Sequence[object]], count: int = 1) -> bytes:
    """Return a list of rooms with one outline, in metres."""
    return json.dumps({"rooms": [{"type": "kitchen", "polygon_m": points}] * count}).encode()


def pdf(box: str, encrypted: bool = False, body: str = "") -> bytes:
    """Return a PDF of one page with a media box."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R >>",
        f"<< /Length {len(body)} >>\nstream\n{body}\nendstream",
        f"<< /Filter /Standard /V 1 /R 2 /O <{'28' * 32}> /U <{'41' * 32}> /P -44 >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, told in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{told}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010d} 00000 n \n" for at in places)
    locked = f"/Encrypt 5 0 R /ID [<{'00' * 16}> <{'00' * 16}>]" if encrypted else ""
    return (out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {locked} >>\nstartxref\n{start}\n%%EOF\n").encode()


def png(width: int, height: int, data: bytes | None = None) -> bytes:
    """Return a PNG that says to be so large; grey, one bit a pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(bytes((1 + (width + 7) // 8) * height), 9) if data is None else data
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
