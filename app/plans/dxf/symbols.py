"""Door and window symbols of a sheet: blocks, loose leaves with their arcs, closed outlines, bundles of parallel lines. Plan axes, mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.geometry.polygon import bounds
from app.plans.dxf.codes import NEAR, Code, code_of, codes_in
from app.plans.dxf.drawing import Arc, Line, segments
from app.plans.dxf.layers import heights
from app.plans.dxf.marks import Mark, Swing, Symbol
from app.plans.dxf.openings import WINDOW_HEAD
from app.plans.dxf.panels import grouped
from app.plans.dxf.sheet import Segment, Sheet
from app.plans.dxf.sorted import OPENINGS
from app.plans.dxf.ways import ways_of

LEAST = 300.0  # mm; a bundle of lines shorter than this is no window
THICK = 450.0  # mm; lines of one window are no farther apart
TOUCH = 30.0  # mm; lines that end this near to each other belong together
MOST_PIECES = 400  # of a symbol in which ways of leaves are looked for
MOST_LOOSE = 4000  # loose lines on layers of openings that are looked at


@dataclass(frozen=True, slots=True)
class FoundSymbols:
    """The symbols, each with its code where one was found; whether its sill was worked out from its height; loose lines of openings."""

    symbols: tuple[Symbol, ...]
    codes: tuple[Code | None, ...]
    sills: tuple[bool, ...]
    marks: tuple[Mark, ...] = ()


def symbols_of(sheet: Sheet) -> FoundSymbols:
    """Return the doors and windows that a sheet draws; loose lines of openings stay marks, see `with_bundles`."""
    every = _blocks(sheet)
    loose = [line for line in sheet.sorted.lines(*OPENINGS) if line.block < 0]
    for sort in OPENINGS:
        closed = [line for line in loose if line.closed and sheet.sorted.sort(line) == sort]
        alone = [[i] for i in range(len(closed))]
        for group in grouped([sheet.chain(line) for line in closed]) if sort == "doors" else alone:
            layer = closed[group[0]].layer
            every.append((_symbol(sheet, sort, layer, layer, [closed[i] for i in group], []), None))
    found = _coded([one for one in every if one[0].points], codes_in(sheet.notes))
    return replace(found, marks=tuple(_mark(sheet, line) for line in loose if not line.closed))


def with_bundles(sheet: Sheet, found: FoundSymbols) -> FoundSymbols:
    """Return symbols and those that marks make in bundles: for drawings whose rooms are drawn, so that no gaps are looked for."""
    loose = [line for line in sheet.sorted.lines(*OPENINGS) if line.block < 0 and not line.closed]
    more = _coded([(symbol, None) for symbol in _bundles(sheet, loose)], codes_in(sheet.notes))
    return FoundSymbols((*found.symbols, *more.symbols), (*found.codes, *more.codes), (*found.sills, *more.sills))


def window_bundles(sheet: Sheet) -> list[Symbol]:
    """Return the windows that loose lines would make in bundles."""
    loose = [line for line in sheet.sorted.lines("windows") if line.block < 0 and not line.closed]
    return _bundles(sheet, loose)


def _mark(sheet: Sheet, line: Line) -> Mark:
    return Mark("door" if sheet.sorted.sort(line) == "doors" else "window", sheet.chain(line))


def _blocks(sheet: Sheet) -> list[tuple[Symbol, Code | None]]:
    told = sheet.sorted
    lines: dict[int, list[Line]] = {i: [] for i, sort in told.blocks.items() if sort in OPENINGS}
    arcs: dict[int, list[Arc]] = {i: [] for i in lines}
    for line in told.drawing.lines:
        if line.block in lines and not line.aside:
            lines[line.block].append(line)
    for arc in told.drawing.arcs:
        if arc.block in arcs:
            arcs[arc.block].append(arc)
    found = []
    for i, inner in lines.items():
        block = told.drawing.blocks[i]
        drawn = [line for line in inner if told.layers[line.layer] not in ("ignore", "text")] or inner
        symbol = _symbol(sheet, told.blocks[i], block.layer, block.name, drawn, arcs[i])
        found.append((symbol, code_of(block.name, sheet.mm(block.at))))
    return found


def _symbol(sheet: Sheet, sort: str, layer: str, name: str, lines: Sequence[Line], arcs: Sequence[Arc]) -> Symbol:
    chains = tuple(sheet.chain(line) for line in lines)
    points = tuple(point for chain in chains for point in chain)
    ways = ways_of(arcs, lines) if sort == "doors" and len(arcs) + len(lines) <= MOST_PIECES else []
    swings = tuple(Swing(sheet.mm(way.hinge), (sheet.mm(way.ends[0]), sheet.mm(way.ends[1]))) for way in ways)
    points = points or tuple(point for swing in swings for point in (swing.hinge, *swing.ends))
    return Symbol("door" if sort == "doors" else "window", points, swings, *heights(layer), name, chains)


def _bundles(sheet: Sheet, lines: Sequence[Line]) -> list[Symbol]:
    """Return windows (and doors) drawn as bundles of parallel lines, one symbol each."""
    found = []
    for sort in OPENINGS:
        chains = [Line(line.layer, sheet.chain(line), False, -1) for line in lines if sheet.sorted.sort(line) == sort]
        pieces = [(a, b) for a, b in segments(chains) if math.dist(a, b) >= TOUCH][:MOST_LOOSE]
        layer = chains[0].layer if len({chain.layer for chain in chains}) == 1 else ""
        for bundle in _beside(pieces):
            points = tuple(point for piece in bundle for point in piece)
            x0, y0, x1, y1 = bounds(points)
            if math.hypot(x1 - x0, y1 - y0) >= LEAST:
                found.append(
                    Symbol("door" if sort == "doors" else "window", points, (), *heights(layer), layer, tuple(bundle))
                )
    return found


def _beside(pieces: Sequence[Segment]) -> list[list[Segment]]:
    """Return pieces in groups that run beside each other or go on in each other."""
    if not pieces:
        return []
    table = np.array(pieces, dtype=float).reshape(-1, 4)
    ways = np.degrees(np.arctan2(table[:, 3] - table[:, 1], table[:, 2] - table[:, 0])) % 180.0
    groups: list[list[Segment]] = []
    bins = np.round(ways) % 180
    for turn in np.unique(bins):
        group = [pieces[int(i)] for i in np.flatnonzero(bins == turn)]
        groups += _touching(group, math.radians(float(turn)))
    return groups


def _touching(pieces: Sequence[Segment], turn: float) -> list[list[Segment]]:
    table = np.array(pieces, dtype=float).reshape(-1, 4)
    ux, uy = math.cos(turn), math.sin(turn)
    along = table[:, [0, 2]] * ux + table[:, [1, 3]] * uy
    off = (table[:, 1] + table[:, 3]) / 2 * ux - (table[:, 0] + table[:, 2]) / 2 * uy
    start, end = along.min(axis=1), along.max(axis=1)
    near = np.abs(off[:, None] - off[None, :]) <= THICK
    near &= np.minimum(end[:, None], end[None, :]) - np.maximum(start[:, None], start[None, :]) >= -TOUCH
    left, groups = set(range(len(pieces))), []
    while left:
        stack, group = [left.pop()], []
        while stack:
            i = stack.pop()
            group.append(i)
            more = [int(j) for j in np.flatnonzero(near[i]) if int(j) in left]
            left.difference_update(more)
            stack += more
        groups.append([pieces[i] for i in sorted(group)])
    return groups


def _coded(found: Sequence[tuple[Symbol, Code | None]], texts: Sequence[Code]) -> FoundSymbols:
    """Return symbols with the heights that their codes give: a block's own, or the nearest text's that fits."""
    symbols, codes = [], []
    free = list(texts)
    sills = []
    for symbol, own in found:
        code = own
        if code is None and free:
            code = _nearest(symbol, free)
        if code is not None and symbol.height is None:
            symbol = replace(symbol, height=code.height)
        sills.append(symbol.kind == "window" and symbol.height is not None and symbol.sill is None)
        if sills[-1] and symbol.height is not None:
            symbol = replace(symbol, sill=max(0.0, WINDOW_HEAD - symbol.height))
        symbols.append(symbol)
        codes.append(code)
    return FoundSymbols(tuple(symbols), tuple(codes), tuple(sills))


def _nearest(symbol: Symbol, codes: Sequence[Code]) -> Code | None:
    """Return the nearest code that can mean a symbol: of its kind, and within NEAR of its middle."""
    x0, y0, x1, y1 = bounds(symbol.points)
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    fitting = [code for code in codes if code.kind in ("", symbol.kind)]
    best = min(fitting, key=lambda code: math.dist(code.at, middle), default=None)
    return (
        best if best is not None and math.dist(best.at, middle) <= max(NEAR, (x1 - x0 + y1 - y0) / 2 + 300.0) else None
    )
