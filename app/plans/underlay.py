"""What lies under a plan to be traced: the whole drawing it came from, each line told by what it was taken for, or a picture.

It is kept in a file beside the plan (`house.toml` -> `house.underlay.json`), never inside it. Plan axes, mm.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.geometry.frame import Point2
from app.plans.plan import PlanError
from app.records import convert, read_json, to_dense_json, write_whole

SORTS = ("walls", "doors", "windows", "rooms", "columns", "text", "ignore", "")  # "": not understood


@dataclass(frozen=True, slots=True)
class Line:
    """A chain of points of the drawing; `sort` is what it was taken for, one of SORTS."""

    sort: str
    layer: str
    points: tuple[Point2, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A text of the drawing."""

    layer: str
    text: str
    at: Point2


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to trace: its PNG beside the underlay's file, mm a pixel, where its lower left corner lies, its turn in degrees.

    `scaled` says whether its scale was told by the user; before, it is shown at a guess.
    """

    file: str
    mm_per_pixel: float
    at: Point2 = (0.0, 0.0)
    turn: float = 0.0
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class Underlay:
    """All that is shown below a plan while it is drawn."""

    lines: tuple[Line, ...] = ()
    notes: tuple[Note, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines or self.notes or self.pictures)


def underlay_path(plan: Path) -> Path:
    """Return where the underlay of a plan's file is kept."""
    return plan.with_suffix(".underlay.json")


def read_underlay(plan: Path) -> Underlay:
    """Return the underlay beside a plan's file, an empty one when there is none; raise PlanError when it is spoiled."""
    path = underlay_path(plan)
    return convert(read_json(path, PlanError), Underlay, path, PlanError) if path.exists() else Underlay()


def write_underlay(plan: Path, underlay: Underlay) -> None:
    """Write the underlay beside a plan's file, whole or not at all; PlanError when it cannot be written."""
    write_whole(underlay_path(plan), to_dense_json(underlay), PlanError)
