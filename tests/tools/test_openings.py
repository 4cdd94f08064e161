"""Inserts in the openings of the shipped wardrobe frame: which are offered, which is taken, and why one is not. mm."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog
from app.components.parts import Insert
from app.design.design import Design
from app.design.edits import add_insert, new_design, place
from app.design.layout import lay_out
from app.geometry.frame import Frame
from app.plans.house_types.library import open_plans
from app.tools.place import PlaceTool
from app.tools.spaces import is_free
from app.tools.tool import Commit, Pointer, Preview
from app.words import say
from tests.tools.hands import north

ROOT = Path(__file__).resolve().parents[2]
X, WALL = 1000.0, 8800.0  # the frame stands at the kitchen's north wall
WIDTH = 1600.0


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return open_catalog(ROOT / "components_library")


@pytest.fixture
def frame(catalog: Catalog) -> Design:
    """A wardrobe frame of 1600, empty."""
    plan = open_plans(ROOT / "floorplans").plan("two_bed_75")
    design, _ = place(new_design(plan, catalog.stamp, "home"), "wardrobe_frame", Frame(X, WALL))
    return design


@pytest.fixture
def divided(frame: Design, catalog: Catalog) -> Design:
    """The frame in two bays."""
    return add_insert(frame, "u1", "divider_insert", "main")[0]


def at(share: float, height: float = 1200.0) -> Pointer:
    """A ray at a share of the frame's width."""
    return north(X + share * WIDTH, height)


def shown(design: Design, catalog: Catalog, sample: str, pointer: Pointer, *keys: str) -> Preview:
    tool = PlaceTool(design, catalog, sample)
    found = tool.move(pointer)
    for key in keys:
        found = tool.key(key)
    assert isinstance(found, Preview)
    return found


def states(found: Preview) -> dict[str, str]:
    return {space.opening: space.state for space in found.spaces}


def test_all_free_openings_are_shown_before_the_pointer_is_over_one(divided: Design, catalog: Catalog) -> None:
    assert states(shown(divided, catalog, "rod_insert", north(200, 300))) == {"i1.bay_1": "free", "i1.bay_2": "free"}
    fronts = states(shown(divided, catalog, "doors_insert", north(200, 300)))
    assert fronts == {"main": "free", "i1.bay_1": "free", "i1.bay_2": "free"}  # filled ones take a front too


def test_the_opening_under_the_pointer_is_taken_and_shown_with_its_size(divided: Design, catalog: Catalog) -> None:
    found = shown(divided, catalog, "rod_insert", at(0.75))
    assert states(found) == {"i1.bay_1": "free", "i1.bay_2": "aimed"}
    (aimed,) = (space for space in found.spaces if space.state == "aimed")
    component = lay_out(divided, catalog).placed[0].component
    assert aimed.box == next(one.box for one in component.openings if one.id == "i1.bay_2")
    assert 2 * aimed.box.size[0] + 3 * 18 == WIDTH  # two bays, two sides and an upright of 18
    done = PlaceTool(divided, catalog, "rod_insert").release(at(0.25))
    assert isinstance(done, Commit)
    assert [insert.opening for insert in done.design.units[0].inserts] == ["main", "i1.bay_1"]


def test_doors_close_the_largest_opening_that_they_fit_and_tab_takes_the_next(
    divided: Design, catalog: Catalog
) -> None:
    design, _ = add_insert(divided, "u1", "shelf_fixed_insert", "i1.bay_1")
    found = shown(design, catalog, "doors_insert", at(0.25, 500.0))
    assert states(found)["i1.bay_1"] == "aimed"  # not "main": two doors of 797 mm, and 600 is the most (domain.md 2.5)
    smaller = shown(design, catalog, "doors_insert", at(0.25, 500.0), "Tab")
    assert states(smaller)["i2.below"] == "aimed"
    again = shown(design, catalog, "doors_insert", at(0.25, 500.0), "Tab", "Tab")
    assert states(again)["i1.bay_1"] == "aimed"


def test_doors_close_a_bay_of_shelves_as_a_whole(divided: Design, catalog: Catalog) -> None:
    for kind in ("fixed", "adjustable"):  # adjustable shelves, and what they leave, begin a little behind the front
        design, _ = add_insert(divided, "u1", "rows_insert", "i1.bay_1", {"kind": kind, "shelves": 2}.items())
        for height in (400.0, 1200.0, 2000.0):
            assert states(shown(design, catalog, "doors_insert", at(0.25, height)))["i1.bay_1"] == "aimed"


def test_doors_go_above_the_drawers_that_leave_no_room_for_them(divided: Design, catalog: Catalog) -> None:
    design, _ = add_insert(divided, "u1", "drawers_insert", "i1.bay_1")
    found = shown(design, catalog, "doors_insert", at(0.25, 1500.0))
    assert states(found)["i2.above"] == "aimed"


def test_what_does_not_fit_says_why_in_both_languages(frame: Design, catalog: Catalog) -> None:
    found = shown(frame, catalog, "doors_insert", at(0.5))
    assert states(found) == {"main": "refused"} and not found.moving
    words = say(found.findings[0].message, "en")
    assert "1564 × 2284 × 556" in words and "upright" in words
    assert "立板" in say(found.findings[0].message, "zh")
    assert isinstance(PlaceTool(frame, catalog, "doors_insert").release(at(0.5)), Preview)


def test_a_filled_opening_names_what_fills_it(divided: Design, catalog: Catalog) -> None:
    full, _ = add_insert(divided, "u1", "rows_insert", "i1.bay_1")
    shut, _ = add_insert(full, "u1", "doors_insert", "i1.bay_2")
    doors = shown(shut, catalog, "doors_insert", at(0.75))
    assert doors.findings[0].level == "error"  # nothing more goes before this bay
    openings = lay_out(shut, catalog).placed[0].component.openings
    assert [one.id for one in openings if one.id.startswith("i1.") and not is_free(one, "inside")] == ["i1.bay_1"]
    assert not is_free(next(one for one in openings if one.id == "i1.bay_2"), "front")


def test_a_cabinet_without_an_opening_says_so(catalog: Catalog, frame: Design) -> None:
    closed = next(
        family
        for family in ("filler", "base_hob", "chest")
        if family in catalog.families and not catalog.build(family).openings
    )
    height = catalog.build(closed).body.size[2] / 2
    design, _ = place(new_design(frame.plan, catalog.stamp, "home"), closed, Frame(X, WALL))
    width = catalog.build(closed).body.size[0]
    found = shown(design, catalog, "rod_insert", north(X + width / 2, height))
    assert found.findings[0].message.key == "tools.no_opening"


def test_pre_filled_values_and_finish_go_with_what_is_placed(catalog: Catalog, frame: Design) -> None:
    tool = PlaceTool(frame, catalog, "base_doors-600", (("width", 612.5),), (("front", "graphite"),))
    done = tool.release(north(3000.0, 300.0))
    assert isinstance(done, Commit)
    unit = done.design.units[-1]
    assert (dict(unit.values), dict(unit.finish)) == ({"width": 612.5}, {"front": "graphite"})
    inside = PlaceTool(frame, catalog, "divider_insert", (("bays", 3),)).release(at(0.5))
    assert isinstance(inside, Commit)
    assert inside.design.units[0].inserts == (Insert("i1", "divider_insert", "main", (("bays", 3),)),)
