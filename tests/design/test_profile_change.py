"""A design under another factory's construction profile: all of it is made anew, and back again it is the same job."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog
from app.components.parts import LibraryError, Panel, Value
from app.design import edits
from app.design.design import Design
from app.design.layout import lay_out
from app.design.profile_change import change_profile
from app.geometry.frame import Frame
from app.takeoff.take_off import take_off
from app.words import say

ROOT = Path(__file__).resolve().parents[2]
ECO = "ECO-16"


@pytest.fixture(scope="module")
def library() -> Catalog:
    return open_catalog(ROOT / "components_library")


@pytest.fixture
def row(empty: Design) -> Design:
    """Two base cabinets side by side with their worktop and plinth, a drawer base apart."""
    for x, sample in ((600.0, "base_doors-600"), (1200.0, "base_doors-600"), (2400.0, "base_drawers-600")):
        empty, _ = edits.place(empty, sample, Frame(x, 3000.0))
    return empty


def panels(design: Design, library: Catalog, role: str) -> list[Panel]:
    return [p for placed in lay_out(design, library).placed for p in placed.component.panels if p.role == role]


def test_boards_backs_and_bands_are_those_of_the_other_factory(row: Design, library: Catalog) -> None:
    changed = change_profile(row, library.profiles[ECO], library).design
    for design, board, back, band in ((row, 18, 5, 1.0), (changed, 16, 9, 0.8)):
        assert {p.thickness for p in panels(design, library, "bottom")} == {board}
        assert {p.thickness for p in panels(design, library, "back")} == {back}
        assert {p.edges.L1.thickness for p in panels(design, library, "bottom")} == {band}
        assert {p.edges.L1.thickness for p in panels(design, library, "door")} == {band}
        # the bottom stands between two sides: 600 less twice the board
        assert {p.length for p in panels(design, library, "bottom")} == {600 - 2 * board}


def test_what_changed_is_counted_by_what_stands_there(row: Design, library: Catalog) -> None:
    change = change_profile(row, library.profiles[ECO], library)
    before = {(t.id, p.id): p for t in lay_out(row, library).placed for p in t.component.panels}
    after = {(t.id, p.id): p for t in lay_out(change.design, library).placed for p in t.component.panels}
    same = {
        key
        for key in before.keys() & after.keys()
        if (before[key].length, before[key].width, before[key].thickness)
        == (after[key].length, after[key].width, after[key].thickness)
    }
    # stone keeps its size, and so do fronts, 18 in both factories, and drawer sides, 16 in both
    assert {before[key].role for key in same} <= {"worktop", "door", "drw_face", "drw_side"}
    assert (change.panels, change.resized + len(same)) == (len(after), len(before.keys() & after.keys()))
    (sentence,) = change.sentences
    assert f"{change.resized} of {change.panels} panels" in say(sentence, "en")
    assert f"{change.panels} 块板，{change.resized} 块" in say(sentence, "zh")


def test_back_again_it_is_the_same_job(row: Design, library: Catalog) -> None:
    job = take_off(lay_out(row, library), library)
    there = change_profile(row, library.profiles[ECO], library).design
    assert take_off(lay_out(there, library), library).id != job.id
    back = change_profile(there, library.profiles["RCP-18"], library)
    assert back.design == row
    assert take_off(lay_out(back.design, library), library) == job


def test_the_same_profile_changes_nothing(row: Design, library: Catalog) -> None:
    change = change_profile(row, library.profiles[row.profile], library)
    assert (change.design, change.resized, change.added, change.removed) == (row, 0, 0, 0)


def test_what_the_other_factory_cannot_make_is_named_and_nothing_is_changed(row: Design, library: Catalog) -> None:
    (limit,) = (state.max for state in library.parameters("cabinet_overtop") if state.id == "doors_at")
    assert limit is not None
    values: dict[str, Value] = {"doors_at": limit}
    design, unit = edits.place(row, "cabinet_overtop", Frame(3400.0, 3000.0), values)
    change = change_profile(design, library.profiles[ECO], library)
    assert change.design is design
    assert [(one.unit, one.sample) for one in change.refused] == [(unit, "cabinet_overtop")]
    (sentence,) = change.sentences
    for language in ("zh", "en"):
        told = say(sentence, language)
        assert all(word in told for word in ("ECO-16", unit, "cabinet_overtop", "doors_at"))


def test_a_profile_that_there_is_not_is_refused_by_its_name(library: Catalog) -> None:
    with pytest.raises(LibraryError, match="NONE-1"):
        _ = library.profiles["NONE-1"]
