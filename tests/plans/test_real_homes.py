"""Every real home of Sweet Home 3D and every real JSON file: what is known of it against what came of it; the tables of the guide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.geometry.polygon import area, covers
from app.plans.importing import Choices, Imported, import_file
from app.plans.plan import Plan, PlanError
from app.records import Text

from .plans_table import Row, check_table, told, told_plan


@dataclass(frozen=True)
class Home:
    """What is known of a home: in words, its storeys, the m² it draws on the storey taken, doors and windows there, round walls."""

    words: Text
    storeys: int = 1
    rooms: int = 0
    drawn: float = 0.0  # m² with the floor of doorways, as its own program adds them up
    openings: int = 0
    sweep: float = 0.0  # degrees of its round walls, straight pieces at windows left out
    asked: str | None = None


# Areas: MANIFEST.md, the files' own TotalArea and outlines, and Sweet Home 3D 7.0.2 on the two old ones. A frame and the door in it are one
# opening.
HOMES = {
    "sh3d_example_1BedroomApartmentWithRoundWall.xml": Home(
        Text("房间共 50.98 m²，一面弧墙，12 个门窗", "rooms 50.98 m² in all, one arc wall, 12 doors and windows"), 1, 3, 50.98, 12, -40.0,
    ),
    "sh3d_example_2BedroomApartment.xml": Home(
        Text("房间共 63.23 m²，13 件门窗（一樘门另画门框）", "rooms 63.23 m² in all, 13 pieces, one the frame of another"), 1, 7, 63.23, 12,
    ),
    "sh3d_example_3BedroomHouseWithAttic.xml": Home(
        Text("四层，斜屋顶；二层 43.73 m²", "four storeys, sloping roof; 43.73 m² on the second"), 4, 6, 43.73, 10,
    ),
    "sh3d_example_4BedroomHouse.xml": Home(
        Text("两层，室内 117.69 m²，另有露台", "two storeys, 117.69 m² indoors, a terrace besides"), 2, 11, 240.20, 21,
    ),
    "andijcr_default.sh3d": Home(Text("六层", "six levels"), 6, 4, 44.12, 9),
    "sh3dtest_home1.sh3d": Home(
        Text("旧版格式；4.629 和 7.693 m²，一面弧墙，6 个门窗", "old format; 4.629 and 7.693 m², one arc wall, 6 doors and windows"),
        1, 2, 12.32, 6, -40.0,
    ),
    "sh3dtest_holes.sh3d": Home(
        Text("旧版格式；两层各 14.366 m²，一扇窗", "old format; two levels of 14.366 m² each, one window"), 2, 1, 14.366, 1
    ),
}  # fmt: skip

JSON = {
    "blueprint3d_example.json": Text(
        "一间，墙中线相距 4673.6 mm", "one room, 4673.6 mm between the middles of its walls"
    ),
    "generated_homes_500.jsonl": Text("500 套，各房间面积已注明", "500 homes, each with its rooms' areas"),
    "mlstruct_fp_test.json": Text(
        "7 层结构墙，门洞处断开，没有门", "bearing walls of 7 floors, open where doors are, no doors"
    ),
    "pascal_coordinate_demo.json": Text("坐标示例，只有楼板和区域", "a demonstration of axes: slabs and zones only"),
}


def load(path: Path, storey: str | None = None, flat: str | None = None) -> Imported:
    return import_file(path, Choices(storey=storey, flat=flat), "en", lambda what, share: None)


def plan_of(found: Imported) -> Plan:
    assert found.plan is not None
    return found.plan


def drawn(plan: Plan) -> float:
    """Return the m² that a home draws: as told where it counts doorways, else what the plan has."""
    for doubt in plan.doubts:
        if found := re.search(r"floor of their doorways, ([\d.]+) m²", doubt):
            return float(found.group(1))
    return sum(area(room.outline) for room in plan.rooms) / 1e6


@pytest.mark.parametrize("name", HOMES)
def test_a_real_home_is_recognized(shared: Path, name: str) -> None:
    fact = HOMES[name]
    found = load(shared / "data/sh3d" / name, fact.asked)
    plan = plan_of(found)
    storeys = {question.about: len(question.options) for question in found.questions}
    assert storeys == ({"storey": fact.storeys} if fact.storeys > 1 else {})
    assert len(plan.rooms) == fact.rooms
    assert drawn(plan) == pytest.approx(fact.drawn, rel=0.0005)
    floor = sum(area(room.outline) for room in plan.rooms) / 1e6
    told_floor = f"{floor:.2f}".rstrip("0").rstrip(".") + " m² in all"
    assert floor == pytest.approx(fact.drawn, rel=0.0005) or any(told_floor in doubt for doubt in plan.doubts)
    assert len(plan.openings) == fact.openings
    assert bool(plan.curves) == bool(fact.sweep)
    if fact.sweep:
        assert fact.sweep - 0.01 <= sum(curve.sweep for curve in plan.curves) < fact.sweep * 0.7


def test_a_stairwell_is_no_floor_to_stand_on(shared: Path) -> None:
    """The attic of the house is one room of 8210 x 5765 mm between its walls, with a hole for the stairs; its roof has no rooms at all."""
    path = shared / "data/sh3d/sh3d_example_3BedroomHouseWithAttic.xml"
    attic = plan_of(load(path, "Attic"))
    assert [area(room.outline) / 1e6 for room in attic.rooms] == pytest.approx([8.21 * 5.765], rel=1e-4)
    (void,) = attic.obstacles
    assert void.kind == "void"
    assert covers(attic.rooms[0].outline, void.outline)
    assert (
        1.9 < area(void.outline) / 1e6 < 47.33 - 44.5
    )  # the file's outline leaves out the walls around the stairs too
    assert any("Holes in the floor (stairs): 1" in doubt for doubt in attic.doubts)
    with pytest.raises(PlanError, match="no rooms found"):
        load(path, "Roof")


def test_the_guide_tells_what_became_of_real_homes(shared: Path) -> None:
    rows = []
    for name, fact in HOMES.items():
        found = load(shared / "data/sh3d" / name, fact.asked)
        plan = plan_of(found)
        sums = f"{drawn(plan):.2f} m²"
        got, storey = told_plan(plan), found.questions[0].chosen if found.questions else ""
        zh, en = (
            f"{got.zh}；含门洞共 {sums}，弧 {len(plan.curves)}",
            f"{got.en}; with doorways {sums}, {len(plan.curves)} arcs",
        )
        if storey:
            count = len(found.questions[0].options)
            zh, en = (
                f"询问楼层（{count} 个），先取 {storey}：{zh}",
                f"asks the storey ({count}), meanwhile {storey}: {en}",
            )
        rows.append(Row(name, fact.words, Text(zh, en)))
    check_table("sh3d", rows)


def test_the_guide_tells_what_became_of_real_json(shared: Path) -> None:
    rows = []
    for name, words in JSON.items():
        path = shared / "data/json" / name
        try:
            found = load(path)
            got = told(found)
            if found.plan is None:
                one = told_plan(plan_of(load(path, flat="1")))
                got = Text(f"{got.zh}；选 flat = 1：{one.zh}", f"{got.en}; with flat = 1: {one.en}")
        except PlanError as problem:
            got = Text(f"拒绝：`{problem.cause}`", f"refused: `{problem.cause}`")
        rows.append(Row(name, words, got))
    check_table("json", rows)
