"""The process that makes the sample pictures: reads lines of JSON, [sample, values, finish, file], writes each PNG, and answers each with
a line, also where there is no picture to be had. Arguments: the library folder, the folder of the pictures.

Not for people; app/ui/thumbnails.py starts it. A sample that cannot be pictured is passed over: the panel then keeps its sign.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

THIN_AFTER = 100  # pictures


def main() -> int:
    """Make the pictures asked for on stdin."""
    os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")
    if hasattr(os, "nice"):
        os.nice(10)  # the window comes first
    from app.components.catalog import open_catalog
    from app.records import DataError
    from app.ui.picture_folder import PictureFolder, library_cache

    try:
        catalog = open_catalog(Path(sys.argv[1]), library_cache())
    except DataError as problem:
        print(problem, file=sys.stderr)
        return 2
    files = PictureFolder(catalog, Path(sys.argv[2]))
    files.thin()
    for number, line in enumerate(sys.stdin, 1):
        try:
            make(catalog, *json.loads(line))
        except DataError as problem:
            print(problem, file=sys.stderr)
        print(number, flush=True)
        if number % THIN_AFTER == 0:
            files.thin()
    return 0


def make(catalog: object, sample: str, values: list, finish: list, file: str) -> None:
    """Write one picture, unless another window has just done so; DataError when there is none to be had."""
    from app.components.catalog import Catalog
    from app.records import write_whole
    from app.ui.hosted import shown
    from app.ui.offers import Offer
    from app.ui.picture_folder import SIZE
    from app.view3d.snapshot import thumbnail

    assert isinstance(catalog, Catalog)
    path = Path(file)
    if path.is_file():
        return
    component = shown(catalog, Offer(sample, pairs(values), pairs(finish)))
    if component is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, thumbnail(component, catalog, SIZE))


def pairs(written: list) -> tuple:
    """Return what JSON made of pairs as pairs again."""
    return tuple((name, value) for name, value in written)


if __name__ == "__main__":
    sys.exit(main())
