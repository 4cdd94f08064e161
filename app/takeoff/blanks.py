"""What the nesting lays on a board as one rectangle: a panel, or the panels of one running grain as a strip that is parted afterwards.

A strip (通纹, domain.md 5.3) holds its panels in the order they have in the unit, one kerf apart, grain along the board: the saw cuts the
strip first and its panels out of it in one stage more. Sizes as cut, mm; x runs along the board's length and grain. Which way a strip
runs is seen from where its panels stand: doors side by side lie side by side, drawer fronts one over the other likewise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from app.geometry.frame import Point2, Pose
from app.words import Message, message

from .job import JobPanel

NEAR = 1e-6
DIGITS = 2  # hundredths of a millimetre, as sizes are (build.py)


@dataclass(frozen=True, slots=True)
class Piece:
    """One panel within a blank: its lower left corner and size along the sheet's axes, turned a quarter or not."""

    panel: JobPanel
    x: float
    y: float
    length: float
    width: float
    turned: bool


@dataclass(frozen=True, slots=True)
class Blank:
    """One rectangle to nest, and what it is parted into."""

    length: float
    width: float
    turns: bool
    pieces: tuple[Piece, ...]


def ways(panel: JobPanel) -> tuple[float, float, bool]:
    """Return the cut size along x and y of the sheet, and whether it may be turned: grain runs along x."""
    cut = (panel.panel.cut_length, panel.panel.cut_width)
    if panel.grain == "width":
        return (cut[1], cut[0], False)
    return (*cut, panel.grain == "none")


def blanks(panels: Iterable[JobPanel], usable: Point2, kerf: float) -> tuple[list[Blank], list[Message]]:
    """Return the blanks of one nesting group, and a note for each matched group that cannot be kept together and is cut apart."""
    found: list[Blank] = []
    strips: dict[str, list[JobPanel]] = {}
    for one in panels:
        if one.match:
            strips.setdefault(one.match, []).append(one)
        else:
            found.append(_single(one))
    notes = []
    for name, members in strips.items():
        strip = _strip(members, kerf)
        if strip is not None and strip.length <= usable[0] + NEAR and strip.width <= usable[1] + NEAR:
            found.append(strip)
            continue
        found += map(_single, members)
        if strip is None:
            notes.append(message("takeoff.match_order", match=name))
        else:
            board = members[0].board.name
            notes.append(
                message("takeoff.match_too_large", match=name, length=strip.length, width=strip.width, board=board)
            )
    return found, notes


def mixed(panels: Iterable[JobPanel]) -> tuple[Message, ...]:
    """Return a note for each matched group whose panels are not of one board and decor: only those of one kind share a strip."""
    kinds: dict[str, set[tuple[str, str]]] = {}
    for one in panels:
        if one.match:
            kinds.setdefault(one.match, set()).add((one.board.id, one.panel.decor))
    return tuple(message("takeoff.match_mixed", match=name) for name in sorted(kinds) if len(kinds[name]) > 1)


def _single(panel: JobPanel) -> Blank:
    length, width, turns = ways(panel)
    return Blank(length, width, turns, (Piece(panel, 0.0, 0.0, length, width, panel.grain == "width"),))


def _strip(members: list[JobPanel], kerf: float) -> Blank | None:
    """Return the strip of a matched group; None when its panels do not lie in one row, in its order, grain in one direction."""
    members = sorted(members, key=lambda one: (one.panel.match_at, one.code))
    first = members[0].panel
    if any(one.grain != members[0].grain or not _alike(one.panel.pose, first.pose) for one in members):
        return None
    lows = [_low(one, first.pose) for one in members]
    spread = [max(low[axis] for low in lows) - min(low[axis] for low in lows) for axis in (0, 1)]
    along = 0 if spread[0] > spread[1] else 1
    steps = [after[along] - before[along] for before, after in pairwise(lows)]
    if max(spread) > NEAR and not (all(step > NEAR for step in steps) or all(step < -NEAR for step in steps)):
        return None
    if (
        steps and steps[0] < -NEAR
    ):  # counted from the far end: the strip is laid as its panels stand, never the other way round
        members.reverse()
        lows.reverse()
    across = 1 - along
    base = min(low[across] for low in lows)
    laid: list[tuple[JobPanel, Point2, Point2]] = []
    reach = 0.0
    for one, low in zip(members, lows, strict=True):
        size = (one.panel.cut_length, one.panel.cut_width)
        aside = round(low[across] - base, DIGITS)
        laid.append((one, (reach, aside) if along == 0 else (aside, reach), size))
        reach = round(reach + size[along] + kerf, DIGITS + 2)
    own = [round(max(at[axis] + size[axis] for _, at, size in laid), DIGITS + 2) for axis in (0, 1)]
    return _on_sheet(laid, (own[0], own[1]), members[0].grain == "width")


def _on_sheet(laid: list[tuple[JobPanel, Point2, Point2]], own: Point2, turned: bool) -> Blank:
    """Return a strip laid in its panels' own axes as it lies on the sheet: turned a quarter counter-clockwise where grain asks for it."""
    if not turned:
        return Blank(*own, False, tuple(Piece(one, *at, *size, False) for one, at, size in laid))
    pieces = tuple(Piece(one, own[1] - at[1] - size[1], at[0], size[1], size[0], True) for one, at, size in laid)
    return Blank(own[1], own[0], False, pieces)


def _alike(one: Pose, other: Pose) -> bool:
    pairs = zip((*one.x, *one.y), (*other.x, *other.y), strict=True)
    return all(abs(a - b) < NEAR for a, b in pairs)


def _low(one: JobPanel, pose: Pose) -> Point2:
    x, y, _ = pose.into(one.panel.pose.at)
    return (x, y)
