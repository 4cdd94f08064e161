"""The sound files that are spoiled: what the program itself writes, and the real ones of the shared folder where it is there."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from app.plans.house_types.library import open_plans
from exporters.plan_files import PLAN_EXPORTERS
from tests.plans.test_from_ifc import house

ROOT = Path(__file__).resolve().parents[2]
SUFFIXES = (".dxf", ".ifc", ".json", ".jsonl", ".xml", ".sh3d")
LARGEST = 1_500_000  # bytes; a spoiled giant tells nothing that a spoiled small one does not


def _ifc() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return house(Path(folder), "SINGLE_SWING_LEFT", 0.0).read_bytes()


def _homes() -> bytes:
    corners = [[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0]]
    beside = [[x + 4.2, y] for x, y in corners]
    rooms = [
        {"type": "kitchen", "polygon_m": corners, "area_m2": 12.0},
        {"type": "living", "polygon_m": beside, "area_m2": 12.0},
    ]
    return json.dumps({"rooms": rooms}).encode()


def sources() -> list[tuple[str, bytes]]:
    """Return (name, bytes) of sound files of every format."""
    library = open_plans(ROOT / "floorplans")
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("studio_35", "two_bed_75"):
            for exporter in PLAN_EXPORTERS:
                path = Path(folder, f"own_{name}{exporter.suffix}")
                exporter.write(library.plan(name), path, "en")
                found.append((path.name, path.read_bytes()))
    found += [("own_room.ifc", _ifc()), ("own_homes.jsonl", _homes())]
    shared = ROOT.parent / "shared" / "data"
    for path in sorted(shared.rglob("*")) if shared.is_dir() else ():
        if path.suffix in SUFFIXES and path.stat().st_size <= LARGEST:
            found.append((path.name, path.read_bytes()))
    return found
