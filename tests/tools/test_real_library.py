"""The tools with the library and a house type as shipped: what a consultant does first in the kitchen of two_bed_75. mm."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog
from app.design.design import Design
from app.design.edits import new_design
from app.design.layout import lay_out
from app.geometry.frame import Frame
from app.plans.files import read_plan
from app.plans.sides import find_side
from app.tools.move import MoveTool
from app.tools.place import PlaceTool
from app.tools.tool import Commit, Preview
from tests.fit.making import check
from tests.tools.hands import down, north

ROOT = Path(__file__).resolve().parents[2]
# The kitchen is 100..3250 x 6900..8800, its ceiling at 2400; its window is in the west wall, a sliding door in the east one.
NORTH = 8800.0


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return open_catalog(ROOT / "components_library")


@pytest.fixture
def design(catalog: Catalog) -> Design:
    return new_design(read_plan(ROOT / "floorplans" / "two_bed_75.toml"), catalog.stamp, "kitchen")


def placed(design: Design, catalog: Catalog, sample: str, x: float, y: float, typed: str = "") -> Design:
    tool = PlaceTool(design, catalog, sample)
    tool.move(down(x, y))
    for key in typed:
        tool.key("Tab" if key == "\t" else key)
    done = tool.key("Enter")
    assert isinstance(done, Commit)
    return done.design


def test_a_row_of_base_and_wall_cabinets_fits_at_once(design: Design, catalog: Catalog) -> None:
    design = placed(design, catalog, "base_doors", 410, 8500)
    design = placed(design, catalog, "base_drawers", 1050, 8500)
    design = placed(design, catalog, "base_doors", 1600, 8500, "\t\t\t500")
    design = placed(design, catalog, "wall_doors", 500, 8650)
    frames = [unit.frame for unit in design.units]
    assert frames[0] == Frame(100, NORTH, 0, 0)
    assert frames[1].x == 100 + catalog.build("base_doors").body.high[0]
    assert frames[2].x == frames[1].x + catalog.build("base_drawers").body.high[0]
    assert frames[3].z == catalog.build("wall_doors").placing.elevation
    layout = lay_out(design, catalog)
    assert [finding for finding in check(layout) if finding.level == "error"] == []
    assert any(thing.unit is None for thing in layout.placed)  # a worktop lies over them


def test_a_move_shows_the_overlap_it_makes_and_the_fix_undoes_it(design: Design, catalog: Catalog) -> None:
    design = placed(design, catalog, "base_doors", 410, 8500)
    design = placed(design, catalog, "base_doors", 1050, 8500)
    tool = MoveTool(design, catalog, ("u2",), down(1000, 8500))
    for key in "-40":
        shown = tool.key(key)
    assert isinstance(shown, Preview)
    assert [(f.rule, f.measured) for f in shown.findings if f.rule == "overlap"] == [("overlap", 40.0)]
    found = check(lay_out(shown.design, catalog))
    fixes = [fix for finding in found if finding.rule == "overlap" for fix in finding.fixes]
    assert fixes
    assert fixes[0].unit is not None
    assert fixes[0].unit.frame.x == 100 + catalog.build("base_doors").body.high[0]


def test_a_shelf_goes_into_the_cabinet_pointed_at(design: Design, catalog: Catalog) -> None:
    design = placed(design, catalog, "base_doors", 410, 8500)
    done = PlaceTool(design, catalog, "shelf_insert").release(north(400, 400))
    assert isinstance(done, Commit)
    assert [insert.sample for insert in done.design.units[0].inserts] == ["shelf_insert"]
    before, after = (lay_out(one, catalog).placed[0].component for one in (design, done.design))
    assert len(after.panels) == len(before.panels) + 1


def test_the_tall_oven_unit_under_the_kitchens_ceiling(design: Design, catalog: Catalog) -> None:
    side = find_side(design.plan, "kitchen", "N")
    tall = catalog.build("tall_oven")
    design = placed(design, catalog, "tall_oven", side.left[0] + 400, 8500)
    rules = {finding.rule for finding in check(lay_out(design, catalog)) if finding.rule == "ceiling"}
    assert bool(rules) == (tall.body.high[2] > 2390)


def test_a_shelf_takes_the_height_of_the_pointer_or_the_one_typed(design: Design, catalog: Catalog) -> None:
    design = placed(design, catalog, "bookcase-800x2000", 1000, 8700)
    unit, opening = design.units[0], catalog.build("bookcase-800x2000").openings[0]
    x, low, high = unit.frame.x + 400, opening.box.low[2], opening.box.high[2]

    def held(tool: PlaceTool) -> dict[str, object]:
        return dict(tool.key("Enter").design.units[0].inserts[0].values)  # type: ignore[union-attr]

    tool = PlaceTool(design, catalog, "shelf")
    tool.move(north(x, low + 100))
    assert held(tool) == {"at": 100.0}
    tool.move(north(x, low + 5))
    assert held(tool) == {"at": 60.0}  # families/shelf_insert.toml: at least 60 above the bottom
    tool.move(north(x, (low + high) / 2 - 20))
    assert held(tool) == {"at": (high - low - 18) / 2}  # near the middle it catches there, 18 its thickness
    for key in "123.5":
        shown = tool.key(key)
    assert isinstance(shown, Preview) and [line.typing for line in shown.dimensions] == ["123.5"]
    assert held(tool) == {"at": 123.5}


def test_a_typed_height_beyond_the_opening_is_told_and_not_taken(design: Design, catalog: Catalog) -> None:
    design = placed(design, catalog, "bookcase-800x2000", 1000, 8700)
    opening = catalog.build("bookcase-800x2000").openings[0]
    tool = PlaceTool(design, catalog, "shelf")
    tool.move(north(design.units[0].frame.x + 400, opening.box.low[2] + 100))
    for key in "999":
        shown = tool.key(key)
    assert isinstance(shown, Preview) and shown.design is design
    assert shown.findings[0].level == "error" and shown.findings[0].message.key == "tools.out_of_limits"
    assert isinstance(tool.key("Enter"), Preview)


def test_a_rod_hangs_below_the_top(design: Design, catalog: Catalog) -> None:
    sample = "wardrobe-800"
    design = placed(design, catalog, sample, 1000, 8700)
    opening = max(catalog.build(sample).openings, key=lambda one: one.box.size[2])
    tool = PlaceTool(design, catalog, "rod")
    unit = design.units[0]
    tool.move(north(unit.frame.x + 400, unit.frame.z + opening.box.high[2] - 300))
    done = tool.key("Enter")
    assert isinstance(done, Commit)
    assert dict(done.design.units[0].inserts[0].values) == {"down": 300.0}
