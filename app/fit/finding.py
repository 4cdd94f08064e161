"""What the fit check says: level, rule, place, what was measured against what is required, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.design.design import Unit
from app.geometry.frame import Point3
from app.words import Message

type Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Fix:
    """One way out: the sentence on the button and the unit as it would be (None: remove the unit named in the finding)."""

    message: Message
    unit_id: str
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit; lengths in mm, `at` is where to look (plan axes).

    `by_survey` says that it is so by what was measured on site, and not on the drawing.
    """

    level: Level
    rule: str
    units: tuple[str, ...]
    message: Message
    measured: float | None
    required: float | None
    at: Point3
    fixes: tuple[Fix, ...] = ()
    by_survey: bool = False
