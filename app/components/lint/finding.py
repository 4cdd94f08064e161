"""What a check of the library tells: one finding for one cause, however many families, values and profiles show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.records import DataError

SHOWN = 4  # families named in one finding
DEFAULTS = "by default"  # where a fault is met without any value being asked for
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_PLACE = re.compile(r"line (\d+)(?:: )?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One thing wrong in a library file; `line` is 0 when it is not known, `key` "" when it is no single one."""

    file: str
    line: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong as met: where, what, with which values (`at`, "" for by default), in which family."""

    file: str
    line: int
    key: str
    cause: str
    at: str = ""
    family: str = ""


def of_error(problem: DataError, family: str = "", at: str = "", path: Path | None = None) -> Fault:
    """Return the fault that an error tells of; `path` stands for its file when it names a sample instead of one."""
    match = _PLACE.fullmatch(problem.place)
    line, key = (int(match[1]), match[2]) if match else (0, problem.place)
    file = problem.file if path is None else str(path)
    return Fault(file, line, key, problem.cause, at, family)


def gathered(faults: Iterable[Fault]) -> tuple[LintFinding, ...]:
    """Return one finding for all faults of one file, line, key and cause, in the order of files and lines; numbers make no other cause."""
    groups: dict[tuple[str, int, str, str], list[Fault]] = {}
    for fault in faults:
        key = (fault.file, fault.line, _NUMBER.sub("#", fault.key), _NUMBER.sub("#", fault.cause))
        groups.setdefault(key, []).append(fault)
    found = [LintFinding(one[0].file, _line(one[0]), one[0].key, _text(one)) for one in groups.values()]
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.key, one.text)))


def _line(fault: Fault) -> int:
    """Return the line of a fault; the first one of a file that is wrong as a whole."""
    return fault.line or int(fault.file.endswith(".toml"))


def _text(faults: list[Fault]) -> str:
    first = min(
        faults, key=lambda one: (one.at != DEFAULTS, one.at.count(","), len(one.at))
    )  # the fewest values show it best
    text = first.cause + (f" ({first.at})" if first.at else "")
    if len({(one.family, one.at) for one in faults if one.at}) > 1:
        text += "; so with other values too"
    families = sorted({one.family for one in faults if one.family})
    if len(families) == 1 and Path(faults[0].file).stem != families[0]:
        text += f"; in the family {families[0]}"
    if len(families) > 1:
        rest = f" and {len(families) - SHOWN} more" if len(families) > SHOWN else ""
        text += f"; in {len(families)} families: {', '.join(families[:SHOWN])}{rest}"
    return text
