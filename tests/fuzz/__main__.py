"""Spoiled files given to the import, thousands of them: `python -m tests.fuzz --count 5000 --seed 1`.

Each is read in a fork of this process under the limits of the program. It must end in a plan, in a question, or in one sentence; anything
else is told with the seed that makes the file again (`--only N`), and the exit code is 1. Not on Windows, which cannot fork.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import random
import resource
import select
import signal
import sys
import tempfile
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from app.plans.check import check_plan
from app.plans.import_apart import MEMORY, allowed_seconds, import_apart, import_within_limits
from app.plans.importing import Choices
from app.records import DataError
from tests.fuzz.sources import sources
from tests.fuzz.spoiling import spoil

READERS = (
    "ezdxf.recover",
    "ifcopenshell.geom",
    "ifcopenshell.util.element",
    "ifcopenshell.util.placement",
    "ifcopenshell.util.unit",
    "app.plans.dxf.reader",
    "app.plans.ifc.reader",
    "app.plans.homes_json.reader",
    "app.plans.sh3d.reader",
)
DEALT_WITH = ("plan", "question", "sentence", "sentence about a broken reader")
LARGE = 400_000  # bytes; files beyond are chosen seldom
OWN = 0.5  # share of our own files: they are plans, which many a real file is not
SELDOM = 0.05
SENTENCE = 1200  # letters; no message of the program is longer


def main() -> int:
    """Run the asked number of spoiled files; return 1 when one was not dealt with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, default=None, help="the number of one file, to see it again")
    parser.add_argument("--keep", type=Path, default=None, help="a folder for the files that were not dealt with")
    parser.add_argument("--suffix", default="", help="of the only files to spoil")
    asked = parser.parse_args()
    given = [one for one in sources() if one[0].endswith(asked.suffix)]
    _load_readers()
    tally: collections.Counter[str] = collections.Counter()
    slowest, largest, bad = 0.0, 0, 0
    numbers = range(asked.count) if asked.only is None else (asked.only,)
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            dice = random.Random(asked.seed * 1_000_003 + number)
            path = _made(given, dice, Path(folder))
            began = time.monotonic()
            outcome, told, memory = read_in_fork(path)
            if outcome == "crash":  # a library fell over: the program's own reading apart has to tell it
                outcome, told = _apart(path)
            slowest, largest = max(slowest, time.monotonic() - began), max(largest, memory)
            tally[f"{path.suffix} {outcome}"] += 1
            if outcome not in DEALT_WITH:
                bad += 1
                print(f"{number}: {path.name}: {outcome}: {told}", flush=True)
                if asked.keep:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    (asked.keep / f"{number}-{path.name}").write_bytes(path.read_bytes())
            elif asked.only is not None:
                print(outcome, told)
    print(", ".join(f"{what}: {count}" for what, count in sorted(tally.items())))
    print(f"{len(numbers)} files; slowest {slowest:.1f} s; most memory {largest / 1024:.0f} MiB; not dealt with: {bad}")
    return 1 if bad else 0


def _made(given: list[tuple[str, bytes]], dice: random.Random, folder: Path) -> Path:
    own = [one for one in given if one[0].startswith("own_")]
    while True:
        name, data = dice.choice(own if own and dice.random() < OWN else given)
        if len(data) <= LARGE or dice.random() < SELDOM:
            break
    path = folder / name
    path.write_bytes(spoil(data, path.suffix, dice))
    return path


def _load_readers() -> None:
    """Load what the readers need once, so that a fork begins at once."""
    for module in READERS:
        with suppress(ModuleNotFoundError):
            import_module(module)


def read_in_fork(path: Path) -> tuple[str, str, int]:
    """Return (plan | question | sentence | fault | crash | hang, what was told, KiB of memory used) for a file."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _answer(path, theirs)
    os.close(theirs)
    limit = allowed_seconds(path)
    said = b""
    ready, _, _ = select.select([ours], [], [], limit)
    while ready and (more := os.read(ours, 65536)):
        said += more
    os.close(ours)
    if not ready:
        os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    if not ready:
        return "hang", f"longer than {limit:.0f} s", usage.ru_maxrss
    if not said:
        return "crash", f"status {status}", usage.ru_maxrss
    outcome, told = json.loads(said)
    return outcome, told, usage.ru_maxrss


def _apart(path: Path) -> tuple[str, str]:
    try:
        import_apart(path, Choices(), "en")
    except DataError as problem:
        return ("sentence about a broken reader" if "broke the reader" in str(problem) else "crash"), str(problem)
    return "crash", "only in a fork"


def _answer(path: Path, out: int) -> None:
    """Read the file and write what came of it; never returns."""
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        outcome, told = _outcome(path)
    except BaseException as problem:
        outcome, told = "fault", f"{type(problem).__name__}: {problem}"
    os.write(out, json.dumps((outcome, told[:4000])).encode())
    os._exit(0)


def _outcome(path: Path) -> tuple[str, str]:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        found = import_within_limits(path, Choices(), "en", lambda what, share: None)
    except DataError as problem:
        told = str(problem)
        lines = "\n" in told or len(told) > SENTENCE or not problem.cause
        raw = " Error " in told and "cannot be read: " in told  # the last net: a reader should have said what is wrong
        return ("fault" if lines else "raw" if raw else "sentence"), told
    if found.plan is None:
        return ("question" if found.questions else "fault"), "no plan and nothing asked"
    check_plan(found.plan, path)
    return "plan", f"{len(found.plan.rooms)} rooms"


if __name__ == "__main__":
    raise SystemExit(main())
