"""What an exporter is given and what it gives back: one resolved job in, files as (path in the package, bytes) out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # their names stand in the table that every start reads
    from app.design.design import Design
    from app.takeoff.job import CutLine, Job

type File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Bundle:
    """One design ready to be written: its job with sheets, the findings as their JSON document, pictures as PNG by file name."""

    job: Job
    design: Design
    findings: Mapping[str, Any] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exporter:
    """One kind of file: the name `--only` takes, and the function that writes it."""

    name: str
    write: Callable[[Bundle], Iterable[File]]


def program(line: CutLine, job: Job, face: str) -> str:
    """Return the path of the drawing of one face of a cut-list line: what a machine is given for each of its boards."""
    return f"panels/{job.id}-L{line.number:03d}_{face}.dxf"


def sheet_path(number: int, job: Job) -> str:
    """Return the path of the drawing of one nested sheet."""
    return f"sheets/{job.id}-S{number:03d}.dxf"
