"""Do the panel drawings of a package say what its cut list says? Every drawing is read back and compared with its line. Lengths mm.

For packages whose library is not at hand: with it, every file is made anew and compared byte for byte.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping

from app.components.parts import Cutout, Hole, Pocket
from app.geometry.frame import Point2

from .read_drawing import DrawingError, Drawn, features, read_drawing
from .read_package import Difference

CUT_LIST = "bom/cut_list.csv"
DRAWING = re.compile(r"panels/[A-Za-z0-9]+-L(\d{3,6})_([AB])\.dxf")
NEAR = 1e-4
FEATURES = ("holes", "grooves", "pockets", "cutouts")


def drawing_differences(files: Mapping[str, bytes], broken: Collection[str] = ()) -> Iterator[Difference]:
    """Yield what is wrong with the panel drawings of a package, in themselves and against its cut list (where it has one).

    `broken` are drawings already found unsound: their lines are not counted.
    """
    rows = _rows(files.get(CUT_LIST, b""))
    counts: dict[int, dict[str, int]] = {}
    for name in sorted(files):
        found = DRAWING.fullmatch(name)
        if found is None:
            continue
        number = int(found[1])
        if name in broken:
            rows.pop(number, None)
            continue
        try:
            drawn = read_drawing(files[name], found[2])
        except DrawingError as problem:
            yield Difference(name, str(problem))
            rows.pop(number, None)  # what it has is not known, so its counts are not compared
            continue
        fault = _fault(drawn) or (_against(drawn, rows[number]) if number in rows else "")
        if fault:
            yield Difference(name, fault)
        own = counts.setdefault(number, dict.fromkeys(FEATURES, 0))
        for kind, count in features(drawn):
            own[kind] += count
    for number, own in sorted(counts.items()):
        for kind in FEATURES:
            told = rows.get(number, {}).get(kind)
            if told is not None and told != str(own[kind]):
                yield Difference(CUT_LIST, f"line {number} has {told[:20]} {kind}, its drawings {own[kind]}")


def _rows(data: bytes) -> dict[int, dict[str, str]]:
    """Return the lines of a cut list by number; what cannot be read is left out, its hash is judged elsewhere."""
    found: dict[int, dict[str, str]] = {}
    try:
        for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            line = str(row.get("line") or "")
            if line.isascii() and line.isdigit() and len(line) <= 6:
                found[int(line)] = {
                    key: value for key, value in row.items() if isinstance(key, str) and isinstance(value, str)
                }
    except (ValueError, csv.Error):
        return {}
    return found


def _fault(drawn: Drawn) -> str:
    """Return what leaves the board in a drawing, "" when all lies on it."""
    high = (max(x for x, _ in drawn.outline), max(y for _, y in drawn.outline))
    if min(min(point) for point in drawn.outline) < -NEAR:
        return "has an outline that does not begin at 0, 0"
    for hole in drawn.holes:
        if not _on(high, (hole.x, hole.y)) or not _deep_enough(hole, drawn.thickness, high):
            return f"has a bore at {hole.x:g}, {hole.y:g} that leaves the board"
    milled: tuple[Pocket | Cutout, ...] = (*drawn.pockets, *drawn.cutouts)
    for one in milled:
        if not (_on(high, one.low) and _on(high, one.high)):
            return f"has a contour at {one.low[0]:g}, {one.low[1]:g} that leaves the board"
    for groove in drawn.grooves:
        if not (_on(high, groove.start) and _on(high, groove.end)) or groove.depth >= drawn.thickness:
            return f"has a groove at {groove.start[0]:g}, {groove.start[1]:g} that leaves the board"
    if any(pocket.depth >= drawn.thickness for pocket in drawn.pockets):
        return "has a pocket as deep as the board"
    return ""


def _deep_enough(hole: Hole, thickness: float, high: Point2) -> bool:
    """Whether a bore stays in the board: through a face at most, within the length or width from an edge."""
    room = thickness if hole.face in ("A", "B") else high[0] if hole.face in ("W1", "W2") else high[1]
    return hole.depth <= room + NEAR


def _on(high: Point2, point: Point2) -> bool:
    return all(-NEAR <= point[axis] <= high[axis] + NEAR for axis in (0, 1))


def _against(drawn: Drawn, row: Mapping[str, str]) -> str:
    """Return in what a drawing differs from its line in size or shape, "" when in nothing."""
    sizes = (max(x for x, _ in drawn.outline), max(y for _, y in drawn.outline), drawn.thickness)
    for key, size in zip(("length", "width", "thickness"), sizes, strict=True):
        try:
            told = float(row[key])
        except (KeyError, ValueError):
            return f"has a line in the cut list without a {key}"
        if not abs(told - size) <= NEAR:
            return f"is {size:g} in {key}, its line in the cut list {told:g}"
    corners = {(x, y) for x in (0.0, sizes[0]) for y in (0.0, sizes[1])}
    shape = "rectangle" if len(drawn.outline) == 4 and set(drawn.outline) == corners else "contour"
    told_shape = row.get("shape", shape)
    return "" if told_shape == shape else f"is a {shape}, its line in the cut list says {told_shape[:20]}"
