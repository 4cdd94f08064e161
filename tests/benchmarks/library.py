"""The library as it grows: its index made and read, the first and the next search, memory, and every sample built once.

Each start is a process of its own. Building is told in samples per second of one core: `make`, without the memo that a window has.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from app.components.build import Order
from app.components.catalog import Catalog, open_catalog
from app.components.parts import LibraryError
from app.components.ranges import Sample

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "components_library"
STARTS = 5
SIMPLE = 12  # panels of a cabinet that counts as simple
WARDROBES = "wardrobe"  # what the families of full wardrobes begin with
WORDS = ("平开门 600", "base 800", "white bar")

START = """
import json, sys, tracemalloc
from pathlib import Path
from time import perf_counter
begun = perf_counter()
from app.components.catalog import open_catalog
loaded = perf_counter()
if sys.argv[3] == "memory":
    tracemalloc.start()
catalog = open_catalog(Path(sys.argv[1]), Path(sys.argv[2]))
opened = perf_counter()
count = len(catalog.samples)
read = perf_counter()
searches = []
for words in sys.argv[4:]:
    before = perf_counter()
    catalog.search(words)
    searches.append(perf_counter() - before)
told = {"import": loaded - begun, "open": opened - loaded, "samples": read - opened, "searches": searches}
told |= {"memory": tracemalloc.get_traced_memory()[0], "count": count, "problems": len(catalog.problems)}
print(json.dumps(told | {"families": len(catalog.families)}))
"""


def report(folder: Path = FOLDER) -> str:
    """Return what was measured over a library folder, a line each."""
    with tempfile.TemporaryDirectory() as cache:
        cold = _start(folder, cache)
        warm = [_start(folder, cache) for _ in range(STARTS)]
        memory = _start(folder, cache, "memory")["memory"]
        index = sum(path.stat().st_size for path in Path(cache).iterdir())
    first = median(one["open"] + one["samples"] + one["searches"][0] for one in warm)
    following = median(time for one in warm for time in one["searches"][1:])
    lines = [
        f"{cold['count']} samples of {cold['families']} families, {cold['problems']} problems",
        f"index made in {cold['samples'] * 1000:.0f} ms, {index / 1e6:.1f} MB; "
        f"read in {_ms(warm, 'samples'):.0f} ms; stamp {_ms(warm, 'open'):.1f} ms",
        f"first search of a fresh process {first * 1000:.0f} ms (after {_ms(warm, 'import'):.0f} ms of imports), "
        f"next {following * 1000:.1f} ms",
        f"memory of the open catalog {memory / 1e6:.1f} MB",
        *_builds(open_catalog(folder)),
    ]
    return "\n".join(f"library: {line}" for line in lines)


def _start(folder: Path, cache: str, memory: str = "") -> dict[str, float | list[float]]:
    """Return the seconds of a fresh process from its start to its last search."""
    command = [sys.executable, "-c", START, str(folder), cache, memory, *WORDS]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout)


def _ms(starts: list[dict[str, float | list[float]]], key: str) -> float:
    return median(one[key] for one in starts) * 1000


def _builds(catalog: Catalog) -> list[str]:
    """Return how many samples are built a second: all, the simple ones, the full wardrobes; and what the memo saves."""
    units = [sample for sample in catalog.samples if catalog.mount(sample.id) != "opening"]
    for family_id in {sample.family for sample in units}:
        catalog.family(family_id)  # read and compiled beforehand
    built, failed = [], 0
    for sample in units:
        try:
            built.append((sample, *_build(catalog, sample)))
        except LibraryError:
            failed += 1  # the library check tells them
    groups = {
        "all": [seconds for _, seconds, _ in built],
        f"simple, up to {SIMPLE} panels": [seconds for _, seconds, panels in built if panels <= SIMPLE],
        "wardrobes": [seconds for sample, seconds, _ in built if sample.family.startswith(WARDROBES)],
    }
    lines = [
        f"built, {name}: {len(times)} at {len(times) / sum(times):.0f} a second (median {median(times) * 1000:.2f} ms)"
        for name, times in groups.items()
        if times
    ]
    catalog.build(units[0].id)
    started = perf_counter()
    catalog.build(units[0].id)
    again = perf_counter() - started
    lines += [f"{failed} cannot be built"] if failed else []
    return [*lines, f"first build : memo {median(groups['all']) / again:.0f}"]


def _build(catalog: Catalog, sample: Sample) -> tuple[float, int]:
    """Return the CPU seconds that one build takes, and its panels."""
    order = Order(catalog.family(sample.family), dict(sample.values))
    started = process_time()
    made = catalog.make(sample, order)
    return process_time() - started, len(made.panels)
