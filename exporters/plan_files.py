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


def _dxf(plan: Plan, path: Path, language: str) -> None:
    from .plan_dxf import write_plan_dxf  # ezdxf loads only when a drawing is written

    write_plan_dxf(plan, path, language)


def _sh3d(plan: Plan, path: Path, language: str) -> None:
    from .plan_sh3d import write_plan_sh3d  # lxml loads only when a home is written

    write_plan_sh3d(plan, path, language)


PLAN_EXPORTERS: tuple[PlanExporter, ...] = (
    PlanExporter("DXF", ".dxf", _dxf),
    PlanExporter("Sweet Home 3D", ".sh3d", _sh3d),
)
