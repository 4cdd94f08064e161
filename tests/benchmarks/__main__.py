"""All benchmarks: `python -m tests.benchmarks`, or some of them by name. Each line says what was measured, as ratios where it can."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.benchmarks import drag, imports, library, pictures

BENCHMARKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("library", library.report),
    ("drag", drag.report),
    ("pictures", pictures.report),
    ("import", imports.report),
)


def main(names: list[str]) -> int:
    """Run the benchmarks of these names, all when there are none; return 2 for an unknown name."""
    unknown = [name for name in names if name not in dict(BENCHMARKS)]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there is {', '.join(dict(BENCHMARKS))}", file=sys.stderr)
        return 2
    for name, run in BENCHMARKS:
        if not names or name in names:
            print(run(), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
