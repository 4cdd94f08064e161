"""The drawing of a plan: everything of it is there, in looks that exist, within its extent."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.geometry.polygon import area
from app.plans.files import read_plan
from app.plans.preview import LOOKS, Fill, Label, Stroke, draw_plan, extent

FLOORPLANS = Path(__file__).resolve().parents[2] / "floorplans"


@pytest.mark.parametrize("path", sorted(FLOORPLANS.glob("*.toml")), ids=lambda path: path.stem)
def test_a_plan_draws_all_it_has(path: Path) -> None:
    plan = read_plan(path)
    marks = draw_plan(plan)
    labels = [mark for mark in marks if isinstance(mark, Label)]
    assert [label.name for label in labels] == [room.name for room in plan.rooms]
    assert sum(label.area_m2 for label in labels) == pytest.approx(sum(area(room.outline) for room in plan.rooms) / 1e6)
    looks = [mark.look for mark in marks if not isinstance(mark, Label)]
    assert set(looks) <= set(LOOKS)
    assert looks.count("swing") == sum(opening.leaf == "hinged" for opening in plan.openings)
    assert looks.count("gap") >= len(plan.openings)
    services = [mark for mark in draw_plan(plan, services=True) if isinstance(mark, Fill)]
    assert len(services) == len([mark for mark in marks if isinstance(mark, Fill)]) + len(plan.services)


def test_the_extent_holds_outer_walls_and_bays() -> None:
    plan = read_plan(FLOORPLANS / "two_bed_75.toml")
    low_x, low_y, high_x, high_y = extent(draw_plan(plan))
    assert (low_x, high_x, high_y) == (-100, 10000, 9000)
    assert low_y == -100  # the balcony reaches farther than the bay window's 600
    bays = [
        mark for mark in draw_plan(plan) if isinstance(mark, Stroke) and mark.look == "line" and len(mark.points) == 4
    ]
    assert min(y for bay in bays for _, y in bay.points) == 1200 - 600
