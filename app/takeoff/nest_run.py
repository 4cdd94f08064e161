"""Runs the nesting of one group in a process of its own: a solver that crashes or hangs takes neither window nor document with it.

The child is started as a file with this interpreter, so nothing is imported again that the program has loaded: no Qt, no main.py, and
it works the same from a window, a script or a test. A group larger than `chunk` is dealt out evenly by size and nested in portions.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .nest_first import Item, Piece, first_solution
from .settings import NestSettings

CHILD = Path(__file__).with_name("nest_solve.py")
START_SECONDS = 20.0  # for the child to come up on a busy machine


@dataclass(frozen=True, slots=True)
class Solved:
    """Sheets of pieces by item index; `fault` says why they are only the first solution, "" when they are not."""

    sheets: list[list[Piece]]
    fault: str = ""


def solve_group(board: tuple[int, int], items: list[Item], settings: NestSettings, child: Path = CHILD) -> Solved:
    """Return the best sheets found for one group; the first solution and a fault when the solver fails."""
    sheets: list[list[Piece]] = []
    faults: list[str] = []
    for portion in portions(items, settings.chunk):
        part = [items[i] for i in portion]
        own = first_solution(board, part)
        try:
            found = _ask(board, part, settings, child)
        except SolverError as fault:
            faults.append(str(fault))
            found = own
        best = found if len(found) <= len(own) else own
        sheets += [[(portion[i], x, y, length, width) for i, x, y, length, width in sheet] for sheet in best]
    return Solved(sheets, "; ".join(dict.fromkeys(faults)))


class SolverError(Exception):
    """The solver's process ended badly, took too long or gave an answer that is not a solution."""


def portions(items: list[Item], chunk: int) -> list[list[int]]:
    """Return item indexes in as many equal portions as `chunk` asks for, each with its share of large and small."""
    count = max(1, math.ceil(len(items) / chunk))
    order = sorted(range(len(items)), key=lambda i: (-items[i][0] * items[i][1], items[i], i))
    return [sorted(order[start::count]) for start in range(count) if order[start::count]]


def faults_of(board: tuple[int, int], items: list[Item], sheets: list[list[Piece]]) -> str:
    """Return what is wrong with a solution, "" when every item lies once, in an allowed way, inside and clear of the others."""
    seen: set[int] = set()
    for sheet in sheets:
        for index, x, y, length, width in sheet:
            if index in seen:
                return f"item {index} twice"
            seen.add(index)
            own_length, own_width, turns = items[index]
            if (length, width) != (own_length, own_width) and not (
                turns and (width, length) == (own_length, own_width)
            ):
                return f"item {index} as {length} x {width}"
            if x < 0 or y < 0 or x + length > board[0] or y + width > board[1]:
                return f"item {index} outside the board"
        for i, (_, x, y, length, width) in enumerate(sheet):
            for _, a, b, l2, w2 in sheet[:i]:
                if x < a + l2 and a < x + length and y < b + w2 and b < y + width:
                    return "two items overlap"
    return "" if len(seen) == len(items) else f"{len(items) - len(seen)} items missing"


def _ask(board: tuple[int, int], items: list[Item], settings: NestSettings, child: Path) -> list[list[Piece]]:
    """Return the child's sheets by item index, checked; raise SolverError."""
    kinds: dict[Item, list[int]] = {}
    for index, item in enumerate(items):
        kinds.setdefault(item, []).append(index)
    task = {
        "board": board,
        "kinds": [(*kind, len(indexes)) for kind, indexes in kinds.items()],
        "queues": settings.queues,
        "seconds": settings.seconds,
    }
    answer = _run(json.dumps(task).encode("ascii"), settings.seconds * len(settings.queues) + START_SECONDS, child)
    waiting = [list(reversed(indexes)) for indexes in kinds.values()]
    try:
        sheets = [[(waiting[kind].pop(), x, y, l2, w2) for kind, x, y, l2, w2 in sheet] for sheet in answer["sheets"]]
    except (IndexError, KeyError, TypeError, ValueError) as problem:
        raise SolverError(str(answer.get("fault", "an answer that is no solution"))) from problem
    wrong = faults_of(board, items, sheets)
    if wrong:
        raise SolverError(f"an answer that is no solution: {wrong}")
    return sheets


def _run(task: bytes, seconds: float, child: Path) -> dict[str, list[list[tuple[int, int, int, int, int]]]]:
    command = [sys.executable, "-P", str(child)]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            command, input=task, capture_output=True, timeout=seconds, creationflags=hidden, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise SolverError(f"no answer within {seconds:g} s") from problem
    except OSError as problem:
        raise SolverError(f"cannot be started: {problem.strerror or problem}") from problem
    if done.returncode < 0:
        raise SolverError(f"killed by signal {-done.returncode}")
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise SolverError(last[0][:200])
    try:
        answer = json.loads(done.stdout)
    except ValueError as problem:
        raise SolverError("no answer") from problem
    if not isinstance(answer, dict):
        raise SolverError("an answer that is no solution")
    return answer
