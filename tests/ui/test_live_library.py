"""A library file is edited while the window is open: good edits are taken over, bad ones are told and change nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

import main
from app.components.catalog import open_catalog
from app.plans.plan import Plan
from app.records import DataError
from app.services import House
from app.ui.banner import explained, located
from app.ui.main_window import MainWindow
from tests.ui.conftest import closed, opened
from tests.ui.doing import stand

SLOW = 20_000  # ms on a busy machine


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A small copy of the shipped library, to edit."""
    whole, copy = main.catalog().folder, tmp_path / "library"
    shutil.copytree(whole, copy, ignore=shutil.ignore_patterns("ranges"))
    keep = {"base_doors", "bookcase", "shelf_insert", "worktop_run", "plinth_run"}
    for file in (copy / "families").glob("*.toml"):
        if file.stem not in keep:
            file.unlink()
    (copy / "ranges").mkdir()
    (copy / "ranges" / "own.toml").write_text(
        '[[range]]\nfamily = "base_doors"\nid = "base-{width}"\ngrid = { width = [500, 600] }\n', encoding="utf-8"
    )
    return copy


@pytest.fixture
def window(qapp: QApplication, qtbot: Any, house: House, library: Path, one_room: Plan) -> Iterator[MainWindow]:
    """A window on that library with one cabinet, selected."""
    catalog = open_catalog(library)
    made = opened(qapp, replace(house, catalog=lambda: catalog))
    made.begin(one_room)
    made.session.select((stand(made.session, "base-600", 500.0),))
    yield made
    closed(made)


def edit(library: Path, name: str, old: str, new: str) -> None:
    path = library / "families" / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_good_edit_rebuilds_what_stands_and_keeps_selection_and_undo(
    window: MainWindow, qtbot: Any, library: Path
) -> None:
    session = window.session
    design, selection, before = session.design, session.selection, session.catalog
    name = session.placed(selection[0]).component.name.zh
    edit(library, "base_doors", "平开门地柜", "新地柜")
    edit(library, "base_doors", "default = 720", "default = 700")
    qtbot.waitUntil(lambda: session.catalog is not before, timeout=SLOW)
    assert session.design is design and session.selection == selection
    built = session.placed(selection[0]).component
    assert dict(built.values)["height"] == 700 and built.name.zh != name
    assert not window.banner.isVisible()
    qtbot.waitUntil(lambda: window.library.shelf.family("base_doors").name.zh == "新地柜", timeout=SLOW)
    session.undo()
    assert session.design.units == ()
    session.redo()
    assert session.design == design


def test_a_bad_edit_is_told_with_file_and_line_and_mended_again(window: MainWindow, qtbot: Any, library: Path) -> None:
    session, before = window.session, window.session.catalog
    path = library / "families" / "base_doors.toml"
    good = path.read_text(encoding="utf-8")
    built = session.placed(session.selection[0]).component
    path.write_text(
        good + '\n[[panel]]\nid = "extra"\nrole = "shelf_adj"\nboard = "shelf"\nsize = ["widht", 1]\n', "utf-8"
    )
    qtbot.waitUntil(window.banner.isVisible, timeout=SLOW)
    assert window.banner.place.text().startswith("families/base_doors.toml:")
    assert session.catalog is before
    assert session.placed(session.selection[0]).component is built
    stand(session, "base-500", 1500.0)  # the work goes on
    assert len(session.design.units) == 2
    session.set_language("en")
    assert "before" in window.banner.after.text()
    path.write_text(good, encoding="utf-8")
    qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=SLOW)


def test_a_file_cut_off_in_the_middle_and_a_file_gone_break_nothing(
    window: MainWindow, qtbot: Any, library: Path
) -> None:
    session, before = window.session, window.session.catalog
    path = library / "families" / "bookcase.toml"
    good = path.read_bytes()
    path.write_bytes(good[: len(good) // 2])
    qtbot.waitUntil(window.banner.isVisible, timeout=SLOW)
    assert "bookcase.toml" in window.banner.place.text()
    path.write_bytes(b"\xff\xfe\x00")
    qtbot.waitUntil(lambda: "UTF-8" in window.banner.cause.text(), timeout=SLOW)
    assert session.catalog is before
    path.unlink()
    qtbot.waitUntil(lambda: session.catalog is not before, timeout=SLOW)
    assert "bookcase" not in session.catalog.families
    after = session.catalog
    (library / "families" / "base_doors.toml").unlink()  # something of it stands in the room
    qtbot.waitUntil(window.banner.isVisible, timeout=SLOW)
    assert session.catalog is after and session.design.units


def test_what_is_wrong_from_the_start_is_told_and_the_rest_can_be_used(
    qapp: QApplication, qtbot: Any, house: House, library: Path, one_room: Plan
) -> None:
    edit(library, "bookcase", "[[panel]]", "[[pannel]]")
    (library / "ranges" / "torn.toml").write_text('[[range]]\nfamily = "base_d', encoding="utf-8")
    catalog = open_catalog(library)
    window = opened(qapp, replace(house, catalog=lambda: catalog))
    try:
        window.begin(one_room)
        assert window.banner.isVisible()
        told = window.banner.toolTip().splitlines()
        assert sorted(re.sub(r"(:\d+)?: .*", "", line) for line in told) == [
            "families/bookcase.toml",
            "ranges/torn.toml",
        ]
        assert f"{window.banner.place.text()}: {window.banner.cause.text()}" == told[0]
        stand(window.session, "base-600", 500.0)
        assert window.session.design.units
    finally:
        closed(window)


def test_a_limit_that_the_design_breaks_keeps_the_library_as_it_was(
    window: MainWindow, qtbot: Any, library: Path
) -> None:
    session, before = window.session, window.session.catalog
    session.set_value("width", 900.0)
    edit(library, "base_doors", "max = 1200", "max = 800")
    qtbot.waitUntil(window.banner.isVisible, timeout=SLOW)
    assert "900" in window.banner.cause.text()
    assert session.catalog is before


def test_an_edit_waits_until_the_hand_is_empty(window: MainWindow, qtbot: Any, library: Path) -> None:
    from app.ui.offers import Offer

    session, before = window.session, window.session.catalog
    window.viewport.gestures.follow(Offer("base-600"))
    edit(library, "base_doors", "平开门地柜", "新地柜")
    qtbot.waitUntil(lambda: window.live._ready is not None, timeout=SLOW)
    assert session.catalog is before and session.tool is not None
    session.cancel_tool()
    assert session.catalog is not before


def test_where_a_problem_is_said_as_editors_write_it(tmp_path: Path) -> None:
    inside = DataError(tmp_path / "families" / "a.toml", "line 12: panel[side].size", "unknown name 'widht'")
    assert located(inside, tmp_path) == "families/a.toml:12"
    assert explained(inside) == "panel[side].size: unknown name 'widht'"
    toml = DataError(tmp_path / "b.toml", "", "not valid TOML: Expected '=' (at line 3, column 5)")
    assert located(toml, tmp_path) == "b.toml:3"
    assert located(DataError("unit u1", "width", "too wide"), tmp_path) == "unit u1"
