"""A library of four families and two range files, made of the shipped one: quick to open, and with ranges that a test can count on."""

from __future__ import annotations

import shutil
from pathlib import Path

from .conftest import LIBRARY

FAMILIES = ("base_doors", "base_sink", "base_drawers", "wall_doors")
FIRST = """
[[range]]
family = "base_doors"
id = "base_doors-{width}"
name = { zh = "平开门地柜 {width}", en = "Base cabinet {width}" }
grid = { width = [300, 450, 600, 900] }
finish = { front = "sage" }

[[range]]
family = "base_sink"
id = "base_sink-{width}"
grid = { width = [600, 800] }

[[range]]
family = "wall_doors"
id = "wall_doors-{width}x{height}"
name = { zh = "吊柜 {width}×{height}", en = "Wall cabinet {width}×{height}" }
grid = { width = [400, 600], height = [600, 800] }
"""
SECOND = """
[[range]]
family = "base_drawers"
id = "base_drawers-{width}"
name = { zh = "抽屉地柜 {width}", en = "Drawer base {width}" }
grid = { width = [450, 600, 900] }
"""


def make_small_library(folder: Path) -> Path:
    """Write the small library to a folder that is not there yet, and return it."""
    shutil.copytree(LIBRARY, folder, ignore=shutil.ignore_patterns("ranges"))
    for path in (folder / "families").glob("*.toml"):
        if path.stem not in FAMILIES:
            path.unlink()
    (folder / "ranges").mkdir()
    (folder / "ranges" / "first.toml").write_text(FIRST, encoding="utf-8")
    (folder / "ranges" / "second.toml").write_text(SECOND, encoding="utf-8")
    return folder
