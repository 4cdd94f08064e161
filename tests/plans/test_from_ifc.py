"""IFC models: four real ones against what they are known to hold, and rooms with one door each, hung by the standard's words."""

from __future__ import annotations

import math
from pathlib import Path

import ifcopenshell
import ifcopenshell.guid
import pytest

from app.geometry.polygon import area
from app.plans.ifc.reader import read
from app.plans.importing import Choices, Imported, reader_of
from app.plans.plan import Plan, PlanError
from app.records import Text
from tests.plans.plans_table import Row, check_table, told_plan


def load(path: Path, storey: str | None = None) -> Imported:
    return read(path, Choices(storey=storey), "en", lambda what, share: None)


def plan_of(imported: Imported) -> Plan:
    assert imported.plan is not None
    return imported.plan


def areas(plan: Plan) -> dict[str, float]:
    return {room.name.en: area(room.outline) / 1e6 for room in plan.rooms}


# --- real models ------------------------------------------------------------------------------------------------------


def test_the_sample_house_has_its_three_rooms_five_walls_three_doors_four_windows(shared: Path) -> None:
    plan = plan_of(load(shared / "data/ifc/Ifc4_SampleHouse.ifc"))
    assert areas(plan) == {
        "Living room": pytest.approx(51.99, rel=5e-3),
        "Bedroom": pytest.approx(15.42, rel=5e-3),
        "Entrance hall": pytest.approx(8.69, rel=5e-3),
    }
    assert [room.kind for room in plan.rooms][:2] == ["living", "bedroom"]
    glazed = [one for one in plan.openings if one.kind == "window" and one.width > 4000]
    assert len(plan.walls) == 5 + 2 and len(glazed) == 2  # and two curtain walls, which are glass all over
    assert any("Curtain walls" in doubt and "2" in doubt for doubt in plan.doubts)
    doors = sorted((one.leaf, one.width, one.head) for one in plan.openings if one.kind == "door")
    assert doors == [("double", 1810.0, 2110.0), ("hinged", 810.0, 2110.0), ("hinged", 810.0, 2110.0)]
    windows = [one for one in plan.openings if one.kind == "window" and one not in glazed]
    assert [(one.width, one.sill, one.head) for one in windows] == [(1810.0, 900.0, 2110.0)] * 4


def test_the_storeys_of_the_duplex_hold_all_that_the_model_holds(shared: Path) -> None:
    found = load(shared / "data/ifc/pascal_01-duplex.ifc")
    (question,) = found.questions
    told = [dict(option.told.args) for option in question.options]
    sums = {key: sum(int(one[key]) for one in told) for key in ("walls", "doors", "windows", "rooms")}  # type: ignore[arg-type]
    assert sums == {"walls": 57, "doors": 14, "windows": 24, "rooms": 21}
    plan = plan_of(found)
    assert (question.about == "storey" and question.chosen == "Level 1") or question.chosen in plan.doubts[0]
    upper = plan_of(load(shared / "data/ifc/pascal_01-duplex.ifc", "Level 2"))
    hallways = [area(room.outline) / 1e6 for room in upper.rooms if room.name.en == "Hallway"]
    assert hallways == [pytest.approx(6.89, rel=5e-3)] * 2
    assert sum(one.kind == "door" for one in upper.openings) == 8
    windows = [
        one.width for one in upper.openings if one.kind == "window"
    ]  # 18, as the question says, none as wide as a wall
    assert len(windows) == 18 and min(windows) == 750.0
    lower = plan_of(load(shared / "data/ifc/pascal_01-duplex.ifc", "Level 1"))
    assert sum(one.kind == "door" for one in lower.openings) == 6 and len(lower.rooms) == 10
    with pytest.raises(PlanError, match="no storey 'attic'; there are T/FDN, Level 1, Level 2, Roof"):
        load(shared / "data/ifc/pascal_01-duplex.ifc", "attic")


def test_windows_without_a_shape_are_those_of_the_voids_they_stand_in(shared: Path) -> None:
    plan = plan_of(load(shared / "data/ifc/pascal_04-ifc-open-house.ifc"))
    windows = [(one.width, one.sill, one.head) for one in plan.openings if one.kind == "window"]
    assert windows == [(5500.0, 400.0, 2000.0), (1860.0, 400.0, 2000.0), (1815.0, 400.0, 2000.0)]
    assert any("without a shape" in doubt and "5" in doubt for doubt in plan.doubts)
    (room,) = plan.rooms  # ten metres by five between the centre lines of two walls: see the model
    assert area(room.outline) / 1e6 == pytest.approx((10.0 - 0.72) * (5.0 - 0.36), rel=1e-6)


def test_one_wall_is_no_home(shared: Path) -> None:
    with pytest.raises(PlanError, match="no rooms found on the storey Level 1: 0 rooms, 1 walls, 1 doors, 0 windows"):
        load(shared / "data/ifc/bimwhale_SimpleWall.ifc")


IFC = {  # file -> (what is known of it, the storey to take)
    "Ifc4_SampleHouse.ifc": (
        Text(
            "房间 51.99、15.42、8.69 m²；墙 5、门 3、窗 4", "spaces 51.99, 15.42, 8.69 m²; 5 walls, 3 doors, 4 windows"
        ),
        None,
    ),
    "pascal_01-duplex.ifc": (
        Text(
            "墙 57、门 14、窗 24、空间 21；走廊 6.89 m²", "57 walls, 14 doors, 24 windows, 21 spaces; hallways 6.89 m²"
        ),
        "Level 2",
    ),
    "pascal_04-ifc-open-house.ifc": (Text("窗没有形体，没有空间", "windows without a shape, no spaces"), None),
    "bimwhale_SimpleWall.ifc": (Text("只有一段墙和一扇门", "one wall with a door"), None),
}


def test_the_guide_tells_what_became_of_real_models(shared: Path) -> None:
    rows = []
    for name, (known, storey) in IFC.items():
        try:
            found = load(shared / "data/ifc" / name, storey)
        except PlanError as problem:
            rows.append(Row(name, known, Text(f"拒绝：`{problem.cause}`", f"refused: `{problem.cause}`")))
            continue
        got = told_plan(plan_of(found))
        zh, en = (f"{got.zh}；墙 {len(plan_of(found).walls)}", f"{got.en}; {len(plan_of(found).walls)} walls")
        if found.questions:
            options = found.questions[0].options
            held = {
                key: sum(int(dict(one.told.args)[key]) for one in options)
                for key in ("walls", "doors", "windows", "rooms")
            }  # type: ignore[arg-type]
            zh = (
                f"{len(options)} 层共有墙 {held['walls']}、门 {held['doors']}、窗 {held['windows']}、空间 {held['rooms']}；"
                f"取 {found.questions[0].chosen}：{zh}"
            )
            en = (
                f"{len(options)} storeys hold {held['walls']} walls, {held['doors']} doors, {held['windows']} windows, "
                f"{held['rooms']} spaces; of {found.questions[0].chosen}: {en}"
            )
        rows.append(Row(name, known, Text(zh, en)))
    check_table("ifc", rows)


# --- doors by the standard ----------------------------------------------------------------------------------------------


def house(folder: Path, operation: str, door_turn: float, metre: float = 1.0, far: float = 0.0) -> Path:
    """A room of 4 x 3 m inside walls of 200; the south wall runs east, its hole of 900 x 2100 begins 1000 from the wall's end."""
    model = ifcopenshell.file(schema="IFC4")

    def add(kind: str, *values: object) -> object:
        return model.create_entity(kind, *values)

    def place(x: float, y: float, z: float, turn: float, parent: object = None) -> object:
        c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        axes = add(
            "IfcAxis2Placement3D",
            add("IfcCartesianPoint", (x / metre, y / metre, z / metre)),
            add("IfcDirection", (0.0, 0.0, 1.0)),
            add("IfcDirection", (c, s, 0.0)),
        )
        return add("IfcLocalPlacement", parent, axes)

    context = model.create_entity(
        "IfcGeometricRepresentationContext",
        ContextType="Model",
        CoordinateSpaceDimension=3,
        Precision=1e-5,
        WorldCoordinateSystem=add("IfcAxis2Placement3D", add("IfcCartesianPoint", (0.0, 0.0, 0.0))),
        TrueNorth=add("IfcDirection", (-1.0, 0.0)),
    )
    unit = add("IfcSIUnit", None, "LENGTHUNIT", None if metre == 1.0 else "MILLI", "METRE")
    units = add("IfcUnitAssignment", [unit])
    model.create_entity(
        "IfcProject", GlobalId=ifcopenshell.guid.new(), RepresentationContexts=[context], UnitsInContext=units
    )
    storey = model.create_entity("IfcBuildingStorey", GlobalId=ifcopenshell.guid.new(), Name="EG", Elevation=0.0)

    def body(x: float, y: float, long: float, wide: float, high: float) -> object:
        corner = add("IfcAxis2Placement2D", add("IfcCartesianPoint", ((x + long / 2) / metre, (y + wide / 2) / metre)))
        profile = add("IfcRectangleProfileDef", "AREA", None, corner, long / metre, wide / metre)
        solid = add("IfcExtrudedAreaSolid", profile, None, add("IfcDirection", (0.0, 0.0, 1.0)), high / metre)
        shape = add("IfcShapeRepresentation", context, "Body", "SweptSolid", [solid])
        return add("IfcProductDefinitionShape", None, None, [shape])

    def product(kind: str, at: object, shape: object, **more: object) -> object:
        return model.create_entity(
            kind, GlobalId=ifcopenshell.guid.new(), ObjectPlacement=at, Representation=shape, **more
        )

    def origin() -> object:
        return place(far, 0.0, 0.0, 0.0)

    walls = [
        product("IfcWall", origin(), body(x, y, long, wide, 2.7))
        for x, y, long, wide in ((0, 0, 4.4, 0.2), (4.2, 0.2, 0.2, 3.0), (0, 3.2, 4.4, 0.2), (0, 0.2, 0.2, 3.0))
    ]
    space = product("IfcSpace", origin(), body(0.2, 0.2, 4.0, 3.0, 2.6), LongName="Kitchen")
    void = product("IfcOpeningElement", origin(), body(1.0, -0.1, 0.9, 0.4, 2.1))
    start = (1.0, 0.0) if door_turn == 0.0 else (1.9, 0.2)
    door = product("IfcDoor", place(far + start[0], start[1], 0.0, door_turn), None, OverallHeight=2.1 / metre)
    door.OverallWidth, door.OperationType = 0.9 / metre, operation  # type: ignore[attr-defined]
    add("IfcRelVoidsElement", ifcopenshell.guid.new(), None, None, None, walls[0], void)
    add("IfcRelFillsElement", ifcopenshell.guid.new(), None, None, None, void, door)
    add("IfcRelContainedInSpatialStructure", ifcopenshell.guid.new(), None, None, None, [*walls, door], storey)
    add("IfcRelAggregates", ifcopenshell.guid.new(), None, None, None, storey, [space])
    path = folder / "house.ifc"
    model.write(str(path))
    return path


@pytest.mark.parametrize(
    ("operation", "turn", "leaf"),
    [  # the leaf opens to the door's +y; LEFT: the hinges are at the left as seen along +y (IFC4, IfcDoorTypeOperationEnum)
        ("SINGLE_SWING_LEFT", 0.0, ("hinged", "start", "left")),
        ("SINGLE_SWING_RIGHT", 0.0, ("hinged", "end", "left")),
        ("SINGLE_SWING_LEFT", 180.0, ("hinged", "end", "right")),
        ("SINGLE_SWING_RIGHT", 180.0, ("hinged", "start", "right")),
        ("DOUBLE_DOOR_SINGLE_SWING", 180.0, ("double", "", "right")),
        ("SLIDING_TO_LEFT", 0.0, ("sliding", "", "")),
        ("NOTDEFINED", 0.0, ("none", "", "")),
    ],
)
def test_a_door_is_hung_as_the_standard_says(
    tmp_path: Path, operation: str, turn: float, leaf: tuple[str, str, str]
) -> None:
    plan = plan_of(load(house(tmp_path, operation, turn)))
    (door,) = plan.openings
    wall = next(wall for wall in plan.walls if wall.id == door.wall)
    assert wall.start[0] < wall.end[0] and (door.offset, door.width, door.sill, door.head) == (
        1000.0,
        900.0,
        0.0,
        2100.0,
    )
    assert (door.leaf, door.hinge, door.side) == leaf
    assert any("without a swing" in doubt for doubt in plan.doubts) == (leaf[0] == "none")
    (room,) = plan.rooms
    assert (room.kind, room.ceiling, area(room.outline)) == ("kitchen", 2600.0, 12e6)
    assert {(one.thickness, one.height) for one in plan.walls} == {(200.0, 2700.0)}
    assert plan.orientation == 90.0  # true north points to plan west


def test_millimetres_and_a_place_far_away_give_the_same_home(tmp_path: Path) -> None:
    plan = plan_of(load(house(tmp_path, "SINGLE_SWING_LEFT", 0.0)))
    (tmp_path / "mm").mkdir()
    assert plan_of(load(house(tmp_path / "mm", "SINGLE_SWING_LEFT", 0.0, 0.001))).rooms == plan.rooms
    (tmp_path / "far").mkdir()
    moved = plan_of(load(house(tmp_path / "far", "SINGLE_SWING_LEFT", 0.0, far=400_000.0)))
    assert [area(room.outline) for room in moved.rooms] == [12e6]
    assert any("far from its origin" in doubt for doubt in moved.doubts)


def test_what_is_broken_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = house(tmp_path, "SINGLE_SWING_LEFT", 0.0)
    assert reader_of(path) is read
    text = path.read_text()
    cases = {
        "ends in the middle": text[: len(text) // 2],
        "cannot be read as IFC": text.replace("'IFC4'", "'IFC9'"),
        "impossible": text.replace("2700.", "1.E+30").replace("2.7)", "1.E+30)"),
    }
    for cause, spoiled in cases.items():
        bad = tmp_path / "bad.ifc"
        bad.write_text(spoiled)
        with pytest.raises(PlanError, match=cause):
            load(bad)


def test_walls_that_the_plan_does_not_cut_are_told(shared: Path) -> None:
    """Level 2 of the duplex holds 29 walls; furring of 288 mm hangs under its ceiling."""
    plan = plan_of(load(shared / "data/ifc/pascal_01-duplex.ifc", "Level 2"))
    assert any(f"left out: {29 - len(plan.walls)}" in doubt for doubt in plan.doubts)
