"""What a DXF file draws, flat: lines, arcs, notes, dimensions and block references in plan coordinates of the file's own unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from app.geometry.frame import Point2

DIMENSION = "*dimension"  # tag of a note that is a dimension's text


@dataclass(frozen=True, slots=True)
class Line:
    """A chain of points; `closed` when it returns to its first. `block` numbers the innermost block reference it came in, -1 for none.

    `fill` tells the edge of a filled area (hatch, solid, wide line), `aside` what only annotates (dimension, leader); `width` is that of
    a line drawn with a pen so wide, and of the filled areas that it leaves.
    """

    layer: str
    points: tuple[Point2, ...]
    closed: bool
    block: int
    fill: bool = False
    aside: bool = False
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Arc:
    """A circular arc, counter-clockwise from start to end; sweep in degrees. `drawn` when its chords stand in a line, too."""

    layer: str
    centre: Point2
    radius: float
    start: Point2
    end: Point2
    sweep: float
    block: int
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A text, or an attribute of a block with its tag; `height` is that of its letters, 0 where it is not told."""

    layer: str
    text: str
    at: Point2
    tag: str
    block: int
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """A dimension: the length it spans as drawn, and the text that is shown instead of it, "" for the length itself.

    `factor` is what the length is multiplied with before it is shown; `feet` whether it is shown in feet and inches.
    """

    length: float
    text: str
    factor: float = 1.0
    feet: bool = False


@dataclass(frozen=True, slots=True)
class BlockUse:
    """One block reference: its name, layer and place; `parent` numbers the reference around it, -1 for none."""

    name: str
    layer: str
    at: Point2
    parent: int = -1


@dataclass(slots=True)
class Drawing:
    """All that a file draws in its model space.

    `units` is the code of $INSUNITS, 0 when it gives none; `feet` whether lengths are told in feet and inches; `hidden` are the layers
    that are off or frozen; `unread` counts what is of no kind that can be taken apart; `alphabet` is what texts were read in by their look.
    """

    units: int
    repaired: bool = False
    feet: bool = False
    alphabet: str = ""
    lines: list[Line] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    blocks: list[BlockUse] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    hidden: frozenset[str] = frozenset()
    unread: dict[str, int] = field(default_factory=dict)

    def layers(self) -> dict[str, int]:
        """Return how many lines and arcs each layer holds."""
        count: dict[str, int] = {}
        for layer in [line.layer for line in self.lines] + [arc.layer for arc in self.arcs if not arc.drawn]:
            count[layer] = count.get(layer, 0) + 1
        return count


def segments(lines: Iterable[Line]) -> Iterator[tuple[Point2, Point2]]:
    """Yield the straight pieces of lines."""
    for line in lines:
        points = (*line.points, line.points[0]) if line.closed else line.points
        yield from pairwise(points)
