"""A drawing told apart: each layer by its name, each block by its name and what it holds, each line by both.

A block that is a toilet is no wall, whatever its layer; a door may be called one, hold the way of a leaf, or lie on a layer of doors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.geometry.frame import Point2
from app.geometry.ring import bounds
from app.plans.dxf.codes import code_of
from app.plans.dxf.drawing import Arc, BlockUse, Drawing, Line
from app.plans.dxf.layers import SHOWN, Layers, fixture
from app.plans.dxf.panes import PANELS, PANES, with_panes
from app.plans.dxf.swings import LEAF, has_leaf, is_quarter, with_swings

OPENINGS = ("doors", "windows")
GROUP = 3  # a block with so many doors and windows in it is no door
WIDE = 3.2  # a door with two leaves, frame and all, by the width of one
MOST_ARCS, MOST_LINES = 8, 80  # in the symbol of a door that is known by its looks alone


@dataclass(frozen=True, slots=True)
class Fixture:
    """A toilet, hob, bed ... in a drawing: its longer side as drawn and the least and most mm that it can be."""

    kind: str
    size: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Sorted:
    """A drawing with the sort of each layer, and of each block that has one of its own ("doors", "windows", "ignore").

    In its drawing `block` numbers the block that a line belongs to for its sort, -1 where its layer alone tells.
    """

    drawing: Drawing
    layers: Mapping[str, str]
    blocks: Mapping[int, str]
    plain: frozenset[int] = frozenset()  # blocks all of whose lines lie on layers that tell nothing
    fixtures: tuple[Fixture, ...] = ()
    hidden: tuple[str, ...] = ()  # layers that are off and were left out
    loose: Mapping[str, str] = field(
        default_factory=dict
    )  # what open lines in no block are, where it is not what their layer is

    def sort(self, line: Line | Arc) -> str:
        """Return what a line was taken for."""
        if isinstance(line, Line) and line.aside:
            return "text"
        if line.block < 0 and isinstance(line, Line) and line.layer in self.loose and not line.closed:
            return self.loose[line.layer]
        own, layer = self.blocks.get(line.block, ""), self.layers[line.layer]
        if own in OPENINGS and layer in ("text", "ignore") and line.block not in self.plain:
            return layer
        return own or layer

    def shown(self, line: Line | Arc) -> str:
        """Return what a line was taken for, as one of the sorts of an underlay."""
        sort = self.sort(line)
        return SHOWN.get(sort, sort)

    def lines(self, *sorts: str) -> list[Line]:
        """Return all lines that were taken for one of the sorts."""
        return [line for line in self.drawing.lines if self.sort(line) in sorts]

    def arcs(self, *sorts: str) -> list[Arc]:
        """Return all arcs that were taken for one of the sorts and whose chords stand in no line."""
        return [arc for arc in self.drawing.arcs if not arc.drawn and self.sort(arc) in sorts]


def sort_drawing(drawing: Drawing, sorter: Layers) -> Sorted:
    """Return a drawing told apart; layers that are off are left out unless the user named them."""
    drawn = {*drawing.layers(), *(arc.layer for arc in drawing.arcs)}
    layers = {note.layer: sorter.sort(note.layer) or "text" for note in drawing.notes}
    layers.update({layer: sorter.sort(layer) for layer in sorted(drawn)})
    hidden = tuple(sorted(one for one in layers if one in drawing.hidden and not sorter.chosen(one)))
    layers.update(dict.fromkeys(hidden, "ignore"))
    drawing = with_swings(drawing, layers.__getitem__, "walls" in layers.values())
    drawing = with_panes(
        drawing, layers.__getitem__, {sorter.sort(name) for name in {use.name for use in drawing.blocks}}
    )
    blocks = _Blocks(drawing, layers, sorter)
    roots = [blocks.root(i) for i in range(len(drawing.blocks))]
    own = {i: blocks.sorts[i] for i in sorted(set(roots)) if i >= 0}
    inner = blocks.lines
    plain = {i for i in own if all(layers[line.layer] in ("text", "ignore") for line in inner.get(i, []))}
    fixtures = [one for i in own if (one := _fixture(drawing.blocks[i], own[i], inner.get(i, [])))]
    settled = replace(
        drawing,
        lines=[line if line.block < 0 else _within(line, roots[line.block]) for line in drawing.lines],
        arcs=[arc if arc.block < 0 else _within(arc, roots[arc.block]) for arc in drawing.arcs],
    )
    return Sorted(settled, layers, own, frozenset(plain), tuple(fixtures), hidden)


def _within[T: (Line, Arc)](thing: T, block: int) -> T:
    return thing if thing.block == block else replace(thing, block=block)


def _fixture(block: BlockUse, sort: str, inner: Sequence[Line]) -> Fixture | None:
    thing = fixture(block.name) if sort == "ignore" else None
    return Fixture(thing[0], _longer(inner), thing[1], thing[2]) if thing and thing[2] and inner else None


class _Blocks:
    """Finds what each block reference is: door, window, nothing of a plan, or only a group of what is in it."""

    def __init__(self, drawing: Drawing, layers: Mapping[str, str], sorter: Layers) -> None:
        self.uses, self.layers, self.sorter = drawing.blocks, layers, sorter
        self.lines: dict[int, list[Line]] = {}  # of a reference and all within it
        self.arcs: dict[int, list[Arc]] = {}
        self.named: dict[str, tuple[str, bool]] = {}
        self.leaf: dict[str, bool] = {}
        for line in drawing.lines:
            for i in self._around(line.block):
                self.lines.setdefault(i, []).append(line)
        for arc in drawing.arcs:
            for i in self._around(arc.block):
                self.arcs.setdefault(i, []).append(arc)
        openings: Counter[int] = Counter()
        for i, use in enumerate(self.uses):
            if self._named(use.name)[0] in OPENINGS:
                openings.update(self._around(i)[1:])
        self.groups = {i for i, count in openings.items() if count >= GROUP}
        self.sorts = [self._sort(i) for i in range(len(self.uses))]

    def _around(self, i: int) -> list[int]:
        """Return a reference and all around it, innermost first."""
        found = []
        while i >= 0:
            found.append(i)
            i = self.uses[i].parent
        return found

    def root(self, i: int) -> int:
        """Return the outermost reference around `i`, or itself, that has a sort; -1 when none has."""
        return next((one for one in reversed(self._around(i)) if self.sorts[one]), -1)

    def _named(self, name: str) -> tuple[str, bool]:
        """Return the sort that a block's name tells, and whether it tells a fixture."""
        if name not in self.named:
            sort = self.sorter.sort(name)
            self.named[name] = (sort, sort not in OPENINGS and fixture(name) is not None)
        return self.named[name]

    def _sort(self, i: int) -> str:
        use, inner = self.uses[i], self.lines.get(i, [])
        if use.name in (PANES, PANELS):
            return "windows" if use.name == PANES else "doors"
        (named, thing), layer = self._named(use.name), self.sorter.sort(use.layer)
        if i in self.groups:
            return ""
        if layer in OPENINGS and (code := code_of(use.name)) is not None and code.kind:
            return f"{code.kind}s"
        if named in OPENINGS:
            return named
        if thing:
            return "ignore"
        if use.name == LEAF or self._has_leaf(i):
            return "doors"
        if layer in OPENINGS or named in ("text", "ignore"):
            return layer if layer in OPENINGS else named
        told = Counter(sort for line in inner if (sort := self.layers[line.layer]) not in ("", "text", "ignore"))
        best, count = told.most_common(1)[0] if told else ("", 0)
        return best if best in OPENINGS and 2 * count > told.total() else ""

    def _has_leaf(self, i: int) -> bool:
        """Return whether a block is not much more than the leaves of a door and their ways."""
        use, arcs = self.uses[i], self.arcs.get(i, [])
        if not arcs or len(arcs) > MOST_ARCS or len(self.lines.get(i, [])) > MOST_LINES:
            return False
        if use.name not in self.leaf:
            inner = self.lines.get(i, [])
            leaves = [arc for arc in arcs if is_quarter(arc) and has_leaf(arc, inner)]
            widest = max((arc.radius for arc in leaves), default=0.0)
            self.leaf[use.name] = bool(leaves) and _longer(inner) <= WIDE * widest
        return self.leaf[use.name]


def _longer(lines: Sequence[Line]) -> float:
    points: list[Point2] = [point for line in lines for point in line.points]
    x0, y0, x1, y1 = bounds(points)
    return max(x1 - x0, y1 - y0)
