"""What main.py hands to the command line and the window: the exporters, which `app` itself never imports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # every start reads this file; what a start needs is loaded when it asks for it
    from app.components.catalog import Catalog
    from app.design.design import Design
    from app.plans.house_types.library import PlanLibrary
    from app.plans.plan import Plan

type Progress = Callable[[str, float], None]  # what is being done (a message key), and the share done, 0 to 1


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished order package: where it lies, its content hash, and the files in it."""

    path: Path
    sha256: str
    files: tuple[str, ...]
    panels: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One file of a package that is not what it should be."""

    file: str
    what: str


class ExportPackage(Protocol):
    """Write the order package of a design to a folder or a .zip, whole or not at all; DataError when it cannot be."""

    def __call__(
        self,
        design: Design,
        catalog: Catalog,
        out: Path,
        only: tuple[str, ...] | None = None,
        progress: Progress | None = None,
    ) -> Exported: ...


class VerifyPackage(Protocol):
    """Read a package back and compare every file with the design in it; no difference means it is whole."""

    def __call__(self, path: Path, catalog: Catalog | None) -> tuple[Difference, ...]: ...


class ExportPlan(Protocol):
    """Write a plan to a file of the format that its suffix names, whole or not at all; DataError when it cannot be."""

    def __call__(self, plan: Plan, out: Path, language: str) -> None: ...


@dataclass(frozen=True, slots=True)
class House:
    """The libraries and the exporters, put together once by main.py; the libraries open when first asked for."""

    catalog: Callable[[], Catalog]
    plans: Callable[[], PlanLibrary]
    export_package: ExportPackage
    verify_package: VerifyPackage
    exporters: tuple[str, ...]
    order_book_url: Callable[[], str]
    export_plan: ExportPlan
    plan_suffixes: tuple[str, ...]  # of the formats that a plan is written in
    offices: Callable[
        [], Path
    ]  # folder of the layer maps that were learned from drawing offices; it need not be there yet
