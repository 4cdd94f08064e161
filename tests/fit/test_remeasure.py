"""A re-measure against the furniture that fitted: which unit, by how much, and ways out that mend. All numbers mm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog
from app.design.design import Design
from app.design.edits import place, set_survey
from app.design.layout import lay_out
from app.fit.check import DragCheck, check
from app.fit.placing import place_on_side
from app.fit.remeasure import Line, Remeasured, remeasure
from app.fit.report import finding_document
from app.geometry.frame import Frame
from app.plans.plan import Opening, Plan
from app.plans.sides import find_side
from app.plans.surveys.measures import LevelMeasure, OpeningMeasure, SideMeasure, Survey
from app.words import LANGUAGES, say
from tests.fit.making import block, rectangle

CATALOG = open_catalog(Path(__file__).resolve().parents[2] / "components_library")
WEST, NORTH, EAST, SOUTH = (f"room/{number}" for number in (1, 2, 3, 4))  # of making.rectangle


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return CATALOG


def kitchen(
    catalog: Catalog,
    *row: tuple[str, float],
    width: float = 3000.0,
    plan: Plan | None = None,
    side: str = "2",
    start: float = 0.0,
) -> Design:
    """A design on a room of `width` by 2400, with (sample, width) one beside the other before a wall, from its left end on."""
    design = Design("kitchen", plan or rectangle(width, 2400.0), catalog.stamp)
    at, wall = start, find_side(design.plan, "room", side)
    for sample, size in row:
        values = (("width", size),)
        component = catalog.build(sample, values, profile=design.profile)
        frame = place_on_side(lay_out(design, catalog), component, wall, at)
        design, _ = place(design, sample, frame, values)
        at += size
    return design


def visit(*sides: SideMeasure, name: str = "re", **more: tuple[object, ...]) -> Survey:
    return Survey(name, "2026-11-22", sides=sides, **more)  # type: ignore[arg-type]


def alike(width: float) -> tuple[float, float, float]:
    return (width, width, width)


def errors(design: Design, catalog: Catalog) -> list[str]:
    found = check(lay_out(design, catalog), catalog.profiles[design.profile])
    return [finding.rule for finding in found if finding.level == "error"]


def said(found: Remeasured) -> Remeasured:
    for line in found.lines:
        for language in LANGUAGES:
            assert say(line.message, language)
            assert all(say(remedy.message, language) for remedy in line.remedies)
    return found


def only(found: Remeasured, kind: str) -> Line:
    lines = [line for line in said(found).lines if line.kind == kind]
    assert len(lines) == 1, [say(line.message, "en") for line in found.lines]
    return lines[0]


RUN = (("base_doors", 1000.0),) * 3


def test_a_run_of_three_that_fitted_3000_is_12_too_long_for_2988(catalog: Catalog) -> None:
    design = kitchen(catalog, *RUN)
    assert errors(design, catalog) == []
    found = remeasure(design, catalog, visit(SideMeasure(NORTH, alike(2988.0))))
    line = only(found, "over")
    assert (line.units, line.by, line.side) == (("u3",), 12.0, NORTH)
    assert found.misfits == (line,)
    assert [(change.of, change.by) for change in found.changes] == [(NORTH, -12.0)]


def test_each_way_out_of_it_mends(catalog: Catalog) -> None:
    found = remeasure(kitchen(catalog, *RUN), catalog, visit(SideMeasure(NORTH, alike(2988.0))))
    line = only(found, "over")
    told = [remedy.message.key for remedy in line.remedies]
    assert told == ["survey.fix_width", "survey.fix_smaller"]
    for remedy in line.remedies:
        assert errors(remedy.applied(found.design), catalog) == []
    narrower = line.remedies[0].applied(found.design).unit("u3")
    assert dict(narrower.values)["width"] == 988.0
    smaller = line.remedies[1]
    assert dict(smaller.message.args)["width"] == 900.0 and dict(smaller.message.args)["rest"] == 88.0


def test_a_filler_in_the_run_gives_way_first(catalog: Catalog) -> None:
    design = kitchen(catalog, ("base_doors", 1000.0), ("filler", 50.0), ("base_doors", 950.0), ("base_doors", 1000.0))
    found = remeasure(design, catalog, visit(SideMeasure(NORTH, alike(2988.0))))
    line = only(found, "over")
    assert line.units == ("u4",) and line.remedies[0].message.key == "survey.fix_filler"
    mended = line.remedies[0].applied(found.design)
    assert dict(mended.unit("u2").values)["width"] == 38.0
    assert [mended.unit(name).frame.x for name in ("u1", "u3", "u4")] == [0.0, 1038.0, 1988.0]
    assert errors(mended, catalog) == []


def test_a_run_with_room_beside_it_moves(catalog: Catalog) -> None:
    design = kitchen(catalog, ("base_doors", 900.0), ("base_doors", 900.0), start=1200.0)
    line = only(remeasure(design, catalog, visit(SideMeasure(NORTH, alike(2988.0)))), "over")
    assert line.units == ("u2",) and line.by == 12.0
    remedy = line.remedies[0]
    assert remedy.message.key == "survey.fix_left"
    assert [unit.frame.x for unit in remedy.units] == [2088.0, 1188.0]


def test_at_the_left_end_the_run_moves_or_shrinks_the_other_way(catalog: Catalog) -> None:
    design = kitchen(catalog, *RUN, side="4")  # south, its left end in the south-east
    found = remeasure(design, catalog, visit(SideMeasure(SOUTH, alike(2988.0))))
    line = only(found, "over")
    assert (line.units, line.by) == (("u1",), 12.0)
    mended = line.remedies[0].applied(found.design)
    assert errors(mended, catalog) == [] and dict(mended.unit("u1").values)["width"] == 988.0


def test_a_wall_that_stands_further_in_takes_its_units_along(catalog: Catalog) -> None:
    design = kitchen(catalog, ("base_doors", 900.0), ("base_doors", 900.0))
    found = remeasure(design, catalog, visit(SideMeasure(WEST, alike(2385.0))))
    line = only(found, "moved")
    assert (line.units, line.by, line.side) == (("u1", "u2"), 15.0, NORTH)
    assert "outside_room" in errors(found.design, catalog)
    assert errors(line.remedies[0].applied(found.design), catalog) == []


def test_more_room_than_before_is_for_a_filler(catalog: Catalog) -> None:
    design = kitchen(catalog, ("filler", 50.0), ("base_doors", 950.0), *RUN[:2])
    found = remeasure(design, catalog, visit(SideMeasure(NORTH, alike(3014.0))))
    line = only(found, "gap")
    assert (line.units, line.by) == (("u4",), 14.0) and found.misfits == ()
    wider = line.remedies[0].applied(found.design)
    assert dict(wider.unit("u1").values)["width"] == 64.0
    assert wider.unit("u4").frame.x == 2014.0 and errors(wider, catalog) == []


def test_a_lower_ceiling_names_what_is_too_high(catalog: Catalog) -> None:
    design = Design("tall", rectangle(3000.0, 2400.0, 2450.0), catalog.stamp)
    values = (("height", 2400.0),)
    component = catalog.build("wardrobe_hinged", values, profile=design.profile)
    frame = place_on_side(lay_out(design, catalog), component, find_side(design.plan, "room", "2"), 500.0)
    design, _ = place(design, "wardrobe_hinged", frame, values)
    assert errors(design, catalog) == []
    levels = (LevelMeasure("room", (1500.0, 1200.0), 8.0),)
    found = remeasure(design, catalog, visit(SideMeasure(NORTH, heights=(2410.0, 2402.0, 2421.0)), levels=levels))
    line = next(line for line in said(found).lines if "ceiling" in line.message.key)
    top = max(placed.frame.z + placed.component.body.high[2] for placed in lay_out(design, catalog).placed)
    assert line.units == ("u1",)
    assert line.by == pytest.approx(top - (2402.0 - 8.0 - catalog.profiles[design.profile].limits.air))


def test_a_door_that_is_elsewhere_is_blocked(catalog: Catalog) -> None:
    door = Opening("d1", "door", "north", 100.0, 800.0, 0.0, 2050.0, "sliding")  # the wall runs from east to west
    plan = rectangle(3000.0, 2400.0, openings=(door,))
    design = kitchen(catalog, ("base_doors", 900.0), ("base_doors", 900.0), plan=plan)
    assert errors(design, catalog) == []
    found = remeasure(design, catalog, visit(openings=(OpeningMeasure("d1", NORTH, 1700.0),)))
    assert [line.message.key for line in said(found).lines if line.units == ("u2",)] == ["fit.door_blocked"]


def test_a_run_against_a_flue_that_was_measured_with_its_wall(catalog: Catalog) -> None:
    plan = rectangle(3000.0, 2400.0, obstacles=(block(2700.0, 2000.0, 3000.0, 2400.0, kind="flue"),))
    design = kitchen(catalog, *(("base_doors", 900.0),) * 3, plan=plan)
    assert errors(design, catalog) == []
    line = only(remeasure(design, catalog, visit(SideMeasure(NORTH, alike(2991.0)))), "over")
    assert (line.units, line.by) == (("u3",), 9.0)


def test_nothing_changed_means_no_lines(catalog: Catalog) -> None:
    design = kitchen(catalog, *RUN)
    found = remeasure(
        design, catalog, visit(*[SideMeasure(f"room/{i}", alike(w)) for i, w in ((1, 2400.0), (2, 3000.0))])
    )
    assert (found.lines, found.changes, found.doubts) == ((), (), ())


def test_a_second_visit_is_compared_with_the_first(catalog: Catalog) -> None:
    first = set_survey(kitchen(catalog, *RUN), visit(SideMeasure(NORTH, alike(2988.0)), name="first"))
    again = remeasure(first, catalog, visit(SideMeasure(NORTH, alike(2984.0)), name="second"))
    assert only(again, "over").by == 16.0
    assert [change.by for change in again.changes] == [-4.0]
    same = remeasure(first, catalog, visit(SideMeasure(NORTH, alike(2988.0)), name="first"))
    assert only(same, "over").by == 12.0  # the visit that a design has already is compared with those before it


def test_findings_by_the_survey_say_so_and_drags_see_it(catalog: Catalog) -> None:
    design = kitchen(catalog, *RUN)
    surveyed = set_survey(design, visit(SideMeasure(NORTH, alike(2988.0))))
    layout, profile = lay_out(surveyed, catalog), catalog.profiles[design.profile]
    found = [finding for finding in check(layout, profile) if finding.level == "error"]
    assert [(finding.rule, finding.units, finding.measured, finding.by_survey) for finding in found] == [
        ("outside_room", ("u3",), 12.0, True)
    ]
    assert finding_document(found[0])["by_survey"] is True
    third = layout.get("u3")
    assert third is not None
    drag = DragCheck(layout, ("u3",), profile)
    assert "outside_room" in [finding.rule for finding in drag.query((third,))]
    moved = replace(third, frame=third.frame.then(Frame(-12.0)))
    assert "outside_room" not in [finding.rule for finding in drag.query((moved,))]


def test_what_was_wrong_on_the_drawing_is_not_by_the_survey(catalog: Catalog) -> None:
    design = kitchen(catalog, *RUN, start=4.0)
    profile = catalog.profiles[design.profile]
    surveyed = set_survey(design, visit(SideMeasure(WEST, alike(2400.0)), SideMeasure(SOUTH, heights=alike(2690.0))))
    assert all(not finding.by_survey for finding in check(lay_out(surveyed, catalog), profile))
