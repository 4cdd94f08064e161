"""A small library to spoil: the shared files of the shipped one, two families of it, and a sound little family of the tests' own."""

from __future__ import annotations

import shutil
from pathlib import Path

LIBRARY = Path(__file__).resolve().parents[2] / "components_library"
KEPT = ("base_doors", "filler")

FAMILY = """\
name = { zh = "小柜", en = "Little cabinet" }
code = "XX-{width}"
category = "test"
body = ["width", 500, 700]

[parameters.width]
name = { zh = "宽", en = "Width" }
default = 600
min = 300
max = 1200

[derived]
a = "width/2"
b = "a + 1"

[[panel]]
id = "side"
role = "panel"
board = "carcass"
axes = ["+z", "+y"]
at = [0, 0, 0]
size = ["b", 500]
edges = "carcass"

[[panel]]
id = "floor"
role = "panel"
board = "carcass"
axes = ["+x", "+y"]
at = ["t.carcass", 0, 0]
size = ["a - t.carcass", 500]
edges = "carcass"

[[joint]]
id = "floor"
panel = "floor"
edges = ["W1"]
to = ["side"]
cams = "A"
"""


def small_library(folder: Path) -> Path:
    """Return a library folder with two shipped families and no ranges."""
    shutil.copytree(LIBRARY, folder, ignore=shutil.ignore_patterns("ranges", "families"))
    (folder / "ranges").mkdir()
    shutil.copytree(LIBRARY / "families" / "parts", folder / "families" / "parts")
    for name in KEPT:
        shutil.copy(LIBRARY / "families" / f"{name}.toml", folder / "families")
    return folder


def add(folder: Path, text: str | bytes, name: str = "little") -> Path:
    """Write a family file and return its path."""
    path = folder / "families" / f"{name}.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def spoil(old: str, new: str) -> str:
    """Return the tests' family with one thing changed; fails when it is not there to be changed."""
    assert FAMILY.count(old) >= 1, old
    return FAMILY.replace(old, new, 1)
