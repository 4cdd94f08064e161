"""Reading a file from outside in a process of its own: it may not take for ever, eat the memory, or take the program down with it."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.plans.importing import Choices, Imported, NoPlanError, Tell, import_file
from app.plans.plan import PlanError
from app.records import DataError

MEMORY = 4 * 1024**3  # bytes of address space a reader may ask for; libraries reserve more than they use
SECONDS = 20.0  # a reader may take, and for each MiB of the file
SECONDS_PER_MIB = 4.0
WAIT = 0.05  # s between two looks at the clock


def import_apart(
    path: Path, choices: Choices, language: str, tell: Tell = lambda what, share: None, seconds: float | None = None
) -> Imported:
    """Return what a file holds, read in a process of its own; PlanError, too, when that takes too long, too much, or breaks."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(theirs, path, choices, language), daemon=True)
    process.start()
    theirs.close()
    limit = allowed_seconds(path) if seconds is None else seconds
    try:
        return _answer(ours, path, tell, time.monotonic() + limit, limit)
    except EOFError as problem:
        process.join(5.0)
        raise PlanError(path, "", f"broke the reader (code {process.exitcode}); the file is damaged") from problem
    finally:
        ours.close()
        if process.is_alive():
            process.kill()
        process.join(5.0)


def allowed_seconds(path: Path) -> float:
    """Return how long a file may take to be read, s, by its size."""
    try:
        return SECONDS + SECONDS_PER_MIB * path.stat().st_size / 1024**2
    except OSError:
        return SECONDS


def _answer(ours: Connection, path: Path, tell: Tell, deadline: float, limit: float) -> Imported:
    while True:
        if time.monotonic() > deadline:
            raise PlanError(path, "", f"takes longer to read than {limit:.0f} seconds")
        if not ours.poll(WAIT):
            continue
        kind, *rest = ours.recv()
        if kind == "progress":
            tell(*rest)
        elif kind == "failed":
            raise PlanError(*rest)
        else:
            done: Imported = rest[0]
            return done


def _read(theirs: Connection, path: Path, choices: Choices, language: str) -> None:
    try:
        theirs.send(("done", import_within_limits(path, choices, language, _told(theirs))))
    except DataError as problem:
        theirs.send(("failed", problem.file, problem.place, problem.cause))
    theirs.close()


def _told(theirs: Connection) -> Tell:
    return lambda what, share: theirs.send(("progress", what, share))


def import_within_limits(path: Path, choices: Choices, language: str, tell: Callable[[str, float], None]) -> Imported:
    """Return what a file holds; the process it runs in is bounded from now on, so call it in one made for it.

    Whatever a library raises over a hostile file becomes a PlanError of one sentence.
    """
    limit_memory()
    try:
        return import_file(path, choices, language, tell)
    except DataError:
        raise
    except MemoryError as problem:
        raise PlanError(path, "", f"needs more than {MEMORY // 1024**3} GiB of memory to read") from problem
    except RecursionError as problem:
        raise PlanError(path, "", "is nested too deep to be read") from problem
    except Exception as problem:
        cause = " ".join(str(problem).split())[:200]
        raise PlanError(path, "", f"cannot be read: {type(problem).__name__} {cause}".rstrip()) from problem


def import_to_show(path: Path, choices: Choices, language: str, tell: Tell) -> Imported:
    """Return what a file holds, as import_within_limits; of a file that shows no plan what is drawn in it, with `refused` saying why."""
    try:
        return import_within_limits(path, choices, language, tell)
    except NoPlanError as problem:
        return replace(problem.imported, refused=str(problem))


def limit_memory() -> None:
    """Bound the memory of this process where the system can (not on Windows)."""
    if sys.platform == "win32":
        return
    resource: Any = __import__("resource")
    with suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
