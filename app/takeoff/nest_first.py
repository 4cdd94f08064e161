"""A first solution of a nesting group in milliseconds: best fit into strips, levels and pieces, so at most three stages of cuts.

Plain integers in and out. The board is (length, width); an item is (length, width, turns) with the kerf folded in. A sheet is cut
into strips across its length (stage 1), each strip into levels (stage 2), each level into pieces side by side (stage 3); a piece
lower than its level or narrower than its strip is trimmed once more.
"""

from __future__ import annotations

from dataclasses import dataclass, field

type Item = tuple[int, int, bool]
type Piece = tuple[int, int, int, int, int]  # item index, x, y, length along x, width along y

CLOSE = 5  # a strip takes a new level when at most a fifth of its breadth stays empty beside the first piece


@dataclass(slots=True)
class _Level:
    y: int
    height: int
    used: int  # along x, from the strip's left side


@dataclass(slots=True)
class _Strip:
    x: int
    breadth: int
    used: int = 0  # along y
    levels: list[_Level] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    used: int = 0  # along x
    strips: list[_Strip] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


def first_solution(board: tuple[int, int], items: list[Item]) -> list[list[Piece]]:
    """Return sheets of pieces that hold every item once; ValueError when an item fits no board."""
    sheets: list[_Sheet] = []
    order = sorted(range(len(items)), key=lambda i: (-max(items[i][:2]), -min(items[i][:2]), i))
    for index in order:
        length, width, turns = items[index]
        ways = [(length, width)] + ([(width, length)] if turns and length != width else [])
        ways = [way for way in ways if way[0] <= board[0] and way[1] <= board[1]]
        if not ways:
            raise ValueError(f"item {index} is larger than the board")
        placed = (
            _into_level(sheets, index, ways)
            or _into_strip(sheets, board[1], index, ways, CLOSE)
            or _into_sheet(sheets, board[0], index, ways)
            or _into_strip(sheets, board[1], index, ways, 1)
        )
        if not placed:
            sheets.append(_Sheet())
            _into_sheet(sheets[-1:], board[0], index, ways)
    return [sheet.pieces for sheet in sheets]


def _into_level(sheets: list[_Sheet], index: int, ways: list[tuple[int, int]]) -> bool:
    """Put the item beside others in the level where it leaves least: height first, then what is left of the strip."""
    best = min(
        (
            (level.height - width, strip.breadth - level.used - length, s, t, v, length, width)
            for length, width in ways
            for s, sheet in enumerate(sheets)
            for t, strip in enumerate(sheet.strips)
            for v, level in enumerate(strip.levels)
            if width <= level.height and length <= strip.breadth - level.used
        ),
        default=None,
    )
    if best is None:
        return False
    _, _, s, t, v, length, width = best
    strip = sheets[s].strips[t]
    level = strip.levels[v]
    sheets[s].pieces.append((index, strip.x + level.used, level.y, length, width))
    level.used += length
    return True


def _into_strip(sheets: list[_Sheet], depth: int, index: int, ways: list[tuple[int, int]], close: int) -> bool:
    """Open a level in the strip whose breadth fits best, if what stays empty beside the item is at most a `close`-th."""
    best = min(
        (
            (strip.breadth - length, depth - strip.used - width, s, t, length, width)
            for length, width in ways
            for s, sheet in enumerate(sheets)
            for t, strip in enumerate(sheet.strips)
            if length <= strip.breadth
            and width <= depth - strip.used
            and (strip.breadth - length) * close <= strip.breadth
        ),
        default=None,
    )
    if best is None:
        return False
    _, _, s, t, length, width = best
    strip = sheets[s].strips[t]
    strip.levels.append(_Level(strip.used, width, length))
    sheets[s].pieces.append((index, strip.x, strip.used, length, width))
    strip.used += width
    return True


def _into_sheet(sheets: list[_Sheet], length_of_board: int, index: int, ways: list[tuple[int, int]]) -> bool:
    """Open a strip in the sheet with least room left for it; of two ways the one that makes the narrower strip."""
    best = min(
        (
            (length_of_board - sheet.used - length, length, s, width)
            for length, width in ways
            for s, sheet in enumerate(sheets)
            if length <= length_of_board - sheet.used
        ),
        default=None,
    )
    if best is None:
        return False
    _, length, s, width = best
    sheet = sheets[s]
    sheet.strips.append(_Strip(sheet.used, length, width, [_Level(0, width, length)]))
    sheet.pieces.append((index, sheet.used, 0, length, width))
    sheet.used += length
    return True
