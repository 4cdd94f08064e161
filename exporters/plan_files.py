"""The formats that a plan is written in, by suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class PlanExporter:
    """One format: `write(plan, path, language)` writes the file whole or not at all; DataError when it cannot be."""

    name: str
    suffix: str
    write: Callable[[Plan, Path, str], None]


PLAN_EXPORTERS: tuple[PlanExporter, ...] = ()
