"""A handle's bores are its article's: spacing and diameter come from the hardware record and from nowhere else (domain.md 3.4)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.components.catalog import open_catalog
from app.components.parts import Component, LibraryError

LIBRARY = Path(__file__).resolve().parents[2] / "components_library"


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    folder = tmp_path / "components_library"
    shutil.copytree(LIBRARY, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def handle_bores(component: Component, role: str) -> set[tuple[float, float]]:
    """Distance between the two bores of a front's handle, and their diameter."""
    found = set()
    for panel in component.panels:
        bores = [hole for hole in panel.holes if hole.kind == "thru5" and panel.role == role]
        if bores:
            one, two = bores
            found.add((abs(one.x - two.x) + abs(one.y - two.y), one.diameter))
    return found


@pytest.mark.parametrize(("sample", "role"), [("base_doors-600-bar", "door"), ("base_drawers-600-bar", "drw_face")])
def test_the_bores_follow_the_record(tmp_path: Path, sample: str, role: str) -> None:
    assert handle_bores(open_catalog(LIBRARY).build(sample), role) == {(160.0, 5.0)}
    folder = changed(tmp_path, "fittings/hardware.toml", "diameter = 5\nspacing = 160", "diameter = 4.5\nspacing = 128")
    assert handle_bores(open_catalog(folder).build(sample), role) == {(128.0, 4.5)}


def test_an_article_that_is_no_handle_is_refused_by_name(tmp_path: Path) -> None:
    folder = changed(tmp_path, "profiles/RCP-18.toml", 'bar = "handle_bar_160"', 'bar = "leg"')
    with pytest.raises(LibraryError, match=r"RCP-18\.toml.*handles\.bar.*'leg'"):
        open_catalog(folder).build("base_doors-600")
