"""How long a large drawing takes to become a plan, beside reading the same file with ezdxf alone. CPU seconds of this process.

The drawing is one of the real ones where the shared folder is there, else a sheet of our own of the same size.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.plans.house_types.library import open_plans
from app.plans.importing import Choices, import_file
from exporters.plan_files import PLAN_EXPORTERS

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "dxf" / "dotoritos_A_000217.dxf"  # 3.7 MB, twelve flats
RUNS = 3


@dataclass(frozen=True)
class Times:
    """CPU seconds: the import, and ezdxf alone; the bytes of the file; what the import holds."""

    ours: float
    bare: float
    size: int
    name: str

    @property
    def ratio(self) -> float:
        """How many times ezdxf's own reading the whole import takes."""
        return self.ours / self.bare


def measure(runs: int = RUNS) -> Times:
    """Return what the import of a large drawing takes, the median of some runs in turns."""
    import ezdxf

    with tempfile.TemporaryDirectory() as folder:
        path = REAL if REAL.exists() else _own(Path(folder))
        ours, bare = [], []
        for _ in range(runs):
            bare.append(_seconds(lambda: ezdxf.readfile(path)))
            ours.append(_seconds(lambda: import_file(path, Choices(), "en", lambda what, share: None)))
        return Times(statistics.median(ours), statistics.median(bare), path.stat().st_size, path.name)


def _own(folder: Path) -> Path:
    library = open_plans(ROOT / "floorplans")
    write = next(exporter.write for exporter in PLAN_EXPORTERS if exporter.suffix == ".dxf")
    path = folder / "flat.dxf"
    write(
        max((library.plan(entry.id) for entry in library.entries[-20:]), key=lambda plan: len(plan.walls)), path, "en"
    )
    return path


def _seconds(what: Callable[[], object]) -> float:
    began = time.process_time()
    what()
    return time.process_time() - began


def report() -> str:
    """Return one line: seconds, and the ratio to ezdxf alone."""
    found = measure()
    return (
        f"import: {found.name}, {found.size / 1e6:.1f} MB, in {found.ours:.2f} s of CPU; "
        f"ezdxf alone {found.bare:.2f} s; ratio {found.ratio:.2f}"
    )
