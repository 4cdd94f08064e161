"""Shelves that sag and doors too wide, by the tables and remarks of domain.md 2.4, 2.5, 9.3 and 9.5."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.components.catalog import open_catalog
from app.components.parts import Values
from app.design.design import Design, Unit, as_values
from app.design.layout import Placed, lay_out
from app.fit.finding import Finding
from app.fit.footprint import bodies
from app.fit.ground import ground, zones
from app.fit.rules.boards import allowed, door_shape
from app.fit.situation import Situation
from app.geometry.frame import Frame
from app.plans.files import read_plan
from tests.fit.making import RCP_18, check

ROOT = Path(__file__).resolve().parents[2]
CATALOG = open_catalog(ROOT / "components_library")
BEHIND = ("depth", "front_style")  # what changes nothing about how wide and high a door is; nor do decors
PLAN = read_plan(ROOT / "floorplans" / "room.toml")


def found(sample: str, rule: str, values: Values = ()) -> list[Finding]:
    unit = Unit("u1", sample, Frame(1500.0, 3500.0), values)
    layout = lay_out(Design("one", PLAN, CATALOG.stamp, (unit,)), CATALOG)
    return [finding for finding in check(layout) if finding.rule == rule]


@pytest.mark.parametrize(
    ("thickness", "load", "span"),
    [
        (16, 30, 764),
        (18, 30, 859),
        (18, 50, 725),
        (18, 65, 664),
        (18, 100, 575),
        (25, 100, 799),
        (25, 50, 1006),
        (36, 150, 1005),
    ],
)
def test_the_span_table(thickness: float, load: float, span: float) -> None:
    from dataclasses import replace

    shelf = next(panel for panel in CATALOG.build("base_doors-600").panels if panel.role == "shelf_adj")
    assert round(allowed(replace(shelf, thickness=float(thickness)), load, RCP_18.limits)) == span


def test_the_wall_cabinet_of_9_3_is_warned_of_its_shelf() -> None:
    (finding,) = found("wall_doors-800", "shelf_span")
    assert (finding.level, finding.measured) == ("warning", 762.0)
    assert finding.required == pytest.approx(725, abs=0.5)


def test_the_bookcase_of_9_5_is_warned_of_its_shelf() -> None:
    (finding,) = found("bookcase-900x2000", "shelf_span")
    assert (finding.level, finding.measured) == ("warning", 862.0)
    assert finding.required == pytest.approx(799, abs=0.5)


def test_a_short_shelf_is_not_mentioned() -> None:
    assert not found("base_doors-600", "shelf_span")
    assert not found("base_doors-600", "door_shape")


def test_no_sample_has_a_door_that_its_hinges_would_not_hold() -> None:
    distinct = {(one.family, *(v for v in one.values if v[0] not in BEHIND)): one for one in CATALOG.samples}
    things = tuple(
        Placed(sample.id, None, CATALOG.build(sample.id), Frame(), "")
        for sample in distinct.values()
        if CATALOG.mount(sample.id) in ("floor", "wall")
    )
    assert len(things) > 500
    everything = Situation(ground(PLAN), RCP_18, bodies(things), tuple(range(len(things))), (), zones([]), True)
    assert [draft.finding for draft in door_shape(everything)] == []


def test_a_single_door_wider_than_600_or_than_its_height_is_warned_of() -> None:
    low = as_values({"width": 500, "height": 400, "doors": 1})
    (finding,) = found("wall_doors-500", "door_shape", low)
    assert (finding.measured, finding.required) == (497.0, 397.0)
