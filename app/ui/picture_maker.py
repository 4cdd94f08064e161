"""The process that makes the sample pictures: reads "sample<TAB>file" lines, writes each PNG, prints the sample when it is there.

Not for people; app/ui/thumbnails.py starts it. A sample that cannot be pictured is passed over: the panel then keeps its drawing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Make the pictures asked for on stdin, of the library folder given as the only argument."""
    os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")
    if hasattr(os, "nice"):
        os.nice(10)  # the window comes first
    from app.components.catalog import open_catalog
    from app.records import DataError, write_whole
    from app.ui.hosted import shown
    from app.ui.thumbnails import SIZE
    from app.view3d.snapshot import thumbnail

    catalog = open_catalog(Path(sys.argv[1]))
    for line in sys.stdin:
        sample, _, file = line.rstrip("\n").partition("\t")
        try:
            component = shown(catalog, sample)
            if component is None:
                continue
            write_whole(Path(file), thumbnail(component, catalog, SIZE))
        except DataError as problem:
            print(problem, file=sys.stderr)
            continue
        print(sample, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
