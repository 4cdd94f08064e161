"""Job -> Job with sheets: the panels of each board and decor laid out for a panel saw, three stages of guillotine cuts.

A panel that is no rectangle is nested by its bounding box; what is matched is nested as one strip (blanks.py).

The kerf is folded into the sizes (panel + kerf on usable board + kerf) and the trim is taken off the board, so the solver's bounds see
both (nesting.md 1). Lengths go to the solver as whole numbers on the finest grid the group needs, so half millimetres stay exact.
The same job gives the same sheets. Sheet axes: x along the board's length and grain, from the corner of the untrimmed board, mm.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from app.components.materials import Board
from app.words import Message, message

from .blanks import Blank, blanks, mixed, ways
from .bom import board_lines
from .job import Job, JobPanel, Offcut, Part, Sheet, TakeoffError
from .nest_first import Item, Piece
from .nest_run import CHILD, solve_group
from .settings import NestSettings, default_settings

GRID = 100  # parts of a millimetre: sizes are exact to 0.01 (build.py)


@dataclass(frozen=True, slots=True)
class Group:
    """What is cut from the same boards: panels of one board and decor."""

    board: Board
    decor: str
    panels: tuple[JobPanel, ...]


def nest(job: Job, settings: NestSettings | None = None, child: Path = CHILD) -> Job:
    """Return the job with its sheets and sheet counts; raise TakeoffError naming a panel that fits no board.

    Where the solver's process fails, the group keeps our own first solution and the job a note that names it.
    """
    settings = settings or default_settings().nesting
    groups = nest_groups(job)
    for group in groups:
        for panel in group.panels:
            _refuse_too_large(panel, settings, job.layout.design.name)
    with ThreadPoolExecutor(max_workers=max(1, min(len(groups), os.cpu_count() or 1))) as workers:
        try:
            nested = list(workers.map(lambda group: _nest_group(group, settings, child), groups))
        except ValueError as problem:
            raise TakeoffError(job.layout.design.name, "nesting", str(problem)) from problem
    sheets = [sheet for found, _ in nested for sheet in found]
    numbered = tuple(replace(sheet, number=number) for number, sheet in enumerate(sheets, start=1))
    notes = (*mixed(panel for group in groups for panel in group.panels), *(note for _, own in nested for note in own))
    boards = board_lines(job.panels, numbered)
    return replace(job, sheets=numbered, boards=boards, notes=(*job.notes, *notes))


def nest_groups(job: Job) -> tuple[Group, ...]:
    """Return the groups by board id and decor; boards that are not nested (stone) are left out."""
    found: dict[tuple[str, str], list[JobPanel]] = {}
    for panel in job.panels:
        if panel.board.nested:
            found.setdefault((panel.board.id, panel.panel.decor), []).append(panel)
    return tuple(Group(found[key][0].board, key[1], tuple(found[key])) for key in sorted(found))


def _refuse_too_large(panel: JobPanel, settings: NestSettings, name: str) -> None:
    board = panel.board
    usable = (board.length - 2 * settings.trim, board.width - 2 * settings.trim)
    x, y, turns = ways(panel)
    fits = (x <= usable[0] and y <= usable[1]) or (turns and y <= usable[0] and x <= usable[1])
    if not fits:
        kept = "" if turns else " with its grain along the board"
        cause = (
            f"{panel.panel.name.en} of {panel.unit} ({panel.panel.cut_length:g} x {panel.panel.cut_width:g} cut) does not fit "
            f"the usable {usable[0]:g} x {usable[1]:g} of board {board.id!r}{kept}"
        )
        raise TakeoffError(name, panel.code, cause)


def _nest_group(group: Group, settings: NestSettings, child: Path) -> tuple[list[Sheet], list[Message]]:
    board = group.board
    usable = (board.length - 2 * settings.trim, board.width - 2 * settings.trim)
    laid, notes = blanks(group.panels, usable, settings.kerf)
    sizes = [(blank.length, blank.width, blank.turns) for blank in laid]
    unit = _grid(usable, settings.kerf, sizes)
    kerf = settings.kerf / unit
    items: list[Item] = [(_up(x / unit + kerf), _up(y / unit + kerf), turns) for x, y, turns in sizes]
    solved = solve_group((_down(usable[0] / unit + kerf), _down(usable[1] / unit + kerf)), items, settings, child)
    sheets = []
    for pieces in solved.sheets:
        parts = tuple(sorted(_parts(pieces, laid, items, unit, settings.trim), key=lambda part: (part.x, part.y)))
        blank = Sheet(0, board, group.decor, board.length, board.width, settings.trim, settings.kerf, parts)
        sheets.append(replace(blank, offcuts=offcuts(blank, settings)))
    sheets.sort(key=lambda sheet: (-sum(part.length * part.width for part in sheet.parts), sheet.parts[0].code))
    if solved.fault:
        notes.append(message("takeoff.solver_failed", board=board.name, decor=group.decor, cause=solved.fault))
    return sheets, notes


def _parts(pieces: list[Piece], laid: list[Blank], items: list[Item], unit: float, trim: float) -> Iterator[Part]:
    """Yield the panels of each blank where they come to lie; only a blank of one panel is ever turned by the solver."""
    for index, x, y, length, _ in pieces:
        turned = length != items[index][0]
        for one in laid[index].pieces:
            dx, dy = (one.width, one.length) if turned else (one.length, one.width)
            left, below = round(x * unit + trim + one.x, 4), round(y * unit + trim + one.y, 4)
            yield Part(one.panel.code, left, below, dx, dy, one.turned != turned)


def offcuts(sheet: Sheet, settings: NestSettings) -> tuple[Offcut, ...]:
    """Return the strip behind the last cut across the board, when it is worth keeping (domain.md 5.2)."""
    right = max(part.x + part.length for part in sheet.parts) + sheet.kerf
    length, width = sheet.length - sheet.trim - right, sheet.width - 2 * sheet.trim
    worth = min(length, width) >= settings.offcut_side or length >= settings.offcut_strip
    return (Offcut(right, sheet.trim, round(length, 4), width),) if worth else ()


def _grid(usable: tuple[float, float], kerf: float, sizes: list[tuple[float, float, bool]]) -> float:
    """Return the largest step in mm that all lengths are whole multiples of, at the finest 0.01."""
    numbers = [*usable, kerf, *(size for x, y, _ in sizes for size in (x, y))]
    return math.gcd(*(round(number * GRID) for number in numbers)) / GRID


def _up(value: float) -> int:
    """Return the next whole number up, not minding the dust of binary fractions: a part never gets less than its size."""
    return math.ceil(value - 1e-6)


def _down(value: float) -> int:
    return math.floor(value + 1e-6)
