"""Building every sample of the library: first build against the memo's answer, and the dearest sample against the cheapest."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter

from app.components.catalog import open_catalog

FOLDER = Path(__file__).resolve().parents[2] / "components_library"


def report() -> str:
    """Return one line: samples, samples per second, and two ratios."""
    started = perf_counter()
    catalog = open_catalog(FOLDER)
    samples = catalog.samples
    opened = perf_counter() - started
    units = [sample.id for sample in samples if catalog.mount(sample.id) != "opening"]
    for unit in units:
        catalog.build(unit, (), (("front", "white"),))  # formulas are compiled on first use
    first, again = [], []
    for unit in units:
        started = perf_counter()
        catalog.build(unit)
        built = perf_counter()
        catalog.build(unit)
        again.append(perf_counter() - built)
        first.append(built - started)
    rate, dearest = len(first) / sum(first), max(first) / min(first)
    return (
        f"library: {len(samples)} samples opened in {opened * 1000:.0f} ms, {len(units)} units built at {rate:.0f} a second "
        f"(median {median(first) * 1000:.2f} ms), dearest : cheapest {dearest:.0f}, "
        f"first build : memo {median(first) / median(again):.0f}"
    )
