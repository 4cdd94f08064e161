"""Every real DXF drawing: what MANIFEST.md says is there is recognized, asked for, or refused in one sentence; the table of the guide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from app.geometry.polygon import area
from app.plans.dxf.layers import Layers
from app.plans.dxf.read import read_dxf
from app.plans.dxf.reader import read
from app.plans.dxf.sorted import sort_drawing
from app.plans.importing import Choices, Imported
from app.plans.plan import Plan, PlanError
from app.plans.report import units_of
from app.records import Text

from .plans_table import Row, check_table, told

NO_ROOMS = "no rooms found: saw "


@dataclass(frozen=True)
class Fact:
    """What is known of a file, in words; by which choices it becomes a plan; what the plan must be."""

    words: Text
    choices: Mapping[str, str] | None = None  # None: no plan may come of it
    asks: tuple[str, ...] = ()  # what is asked when nothing is chosen
    units: str = ""
    areas: tuple[float, ...] = ()  # m² of rooms, each of which must be there within 0.5 %
    rooms: int = 0
    openings: tuple[tuple[str, int], ...] = ()
    doubt: str = ""  # part of a doubt that must be told


FACTS = {
    "wentcad_watt_0a_parter": Fact(
        Text("一间 5000 x 3000 mm，属性面积 15.00，厘米；图层名含高度", "one room 5000 x 3000 mm, AREA 15.00, cm; heights in layers"),
        {}, (), "cm", (15.0,), 1, (("door", 2), ("window", 2)),
    ),
    "devaljain_p20_ground_floor": Fact(
        Text("英寸；KITCHEN 10.243、TOILET 2.601、ROOM1 9.755 m²", "inches; KITCHEN 10.243, TOILET 2.601, ROOM1 9.755 m²"),
        {}, (), "inch", (10.243, 2.601, 9.755), 7, (("door", 3), ("window", 7)),
    ),
    "devaljain_p20_first_floor": Fact(
        Text("同一住宅的二层，英寸；图中标 7' X 4' 的卫生间", "first floor of the same house, inches; a toilet marked 7' X 4'"),
        {}, (), "inch", (7 * 4 * 0.3048**2,), 6, (("door", 2), ("window", 3)),
    ),
    "devaljain_sample2": Fact(
        Text("公寓，WALLS 图层，9 个房间多边形，11 个 DOOR 块", "apartment, WALLS layer, 9 room polygons, 11 DOOR blocks"),
        {}, (), "inch", (), 9, (("window", 7),), "left out: ",
    ),
    "ceco_tm53": Fact(
        Text("住宅，米，门块 PUERTA，地形线干扰", "house, metres, door blocks PUERTA, topography noise"),
        {}, (), "m", (), 0, (), "symbols that lie in no wall",
    ),
    "roomsize_simple": Fact(
        Text("一间英国办公室，米，ArchiCAD 图层", "one UK office room, metres, ArchiCAD layers"),
        {}, (), "m", (), 1, (("door", 1),), "longer than any door",
    ),
    "depthmapx_rooms": Fact(
        Text("37 条线，一个图层", "37 lines, one layer"),
        {"units": "m"}, ("units",), "m", (), 6, (("passage", 5),), "No layer is recognized as walls",
    ),
    "rehmanul_Test": Fact(
        Text("MUR 填充墙；文件自称 mm，范围只有 172 x 689：必须询问", "MUR hatch walls; the header says mm, extent 172 x 689: has to ask"),
        {"units": "m"}, ("units",), "m",
    ),
    "dotoritos_A_000217": Fact(
        Text(
            "英寸，12 套；DOOR 57、WIN6 35、RANGE 12、Fridge 12、水槽 12",
            "inches, 12 suites; 57 DOOR, 35 WIN6, 12 RANGE, 12 Fridge, 12 kitchen sinks",
        ),
        {"flat": "A102"}, ("flat",), "inch", doubt="does not say its units",
    ),
    "patternx_building1_1F": Fact(
        Text("Revit 中文导出，A-WALL 等图层，轴网，门窗编号", "Chinese Revit export, A-WALL etc, 轴网, schedule codes"),
        {}, (), "mm", doubt="was taken",
    ),
    "evilspirit_house_plan": Fact(Text("总平面图：应当报「没有房间」", "a site plan: `no rooms found` is right")),
    "librecad_door_d2": Fact(Text("双开门图例：应当报「没有房间」", "a double door symbol: likewise")),
    "ezdxf_wipeout_door": Fact(Text("带 WIPEOUT 的门块", "door block with WIPEOUT")),
    "ezdxf_ASCII_R12": Fact(Text("R12，转义的图层名", "R12, escaped layer name")),
    "ezdxf_POLI_ALL210_12": Fact(Text("R12 多段线", "R12 polylines")),
    "skymakerolof_attribute": Fact(Text("带属性的块", "INSERT with attributes")),
}  # fmt: skip


STEPS: dict[tuple[str, bool], list[tuple[str, float]]] = {}  # what was told on the way


@pytest.fixture(scope="module")
def found(shared: Path) -> Callable[[str, bool], Imported | str]:
    """Read a real file, as it is or with the choices of its fact, once; an error is a text."""

    @cache
    def open_(name: str, answered: bool) -> Imported | str:
        given = (FACTS[name].choices or {}) if answered else {}
        choices = Choices(units=given.get("units"), flat=given.get("flat"))
        shares: list[tuple[str, float]] = []
        try:
            return read(
                shared / f"data/dxf/{name}.dxf", choices, "en", lambda what, share: shares.append((what, share))
            )
        except PlanError as problem:
            assert "\n" not in str(problem)
            return problem.cause
        finally:
            STEPS[name, answered] = shares

    return open_


def plan_of(found: Callable[[str, bool], Imported | str], name: str) -> Plan:
    imported = found(name, True)
    assert isinstance(imported, Imported), imported
    assert imported.plan is not None
    return imported.plan


def test_every_real_drawing_has_its_facts(shared: Path) -> None:
    assert {path.stem for path in (shared / "data/dxf").glob("*.dxf")} == set(FACTS)


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact.choices is not None])
def test_what_is_known_of_a_drawing_is_recognized(found: Callable[[str, bool], Imported | str], name: str) -> None:
    fact, plan = FACTS[name], plan_of(found, name)
    areas = [area(room.outline) / 1e6 for room in plan.rooms]
    assert units_of(plan) == fact.units
    for known in fact.areas:
        assert any(one == pytest.approx(known, rel=0.005) for one in areas), (known, areas)
    assert len(areas) == fact.rooms or not fact.rooms
    counts: Counter[str] = Counter(one.kind for one in plan.openings)
    assert {kind: counts[kind] for kind, _ in fact.openings} == dict(fact.openings)
    assert any(fact.doubt in doubt for doubt in plan.doubts) or not fact.doubt


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact.asks])
def test_what_a_drawing_does_not_say_is_asked(found: Callable[[str, bool], Imported | str], name: str) -> None:
    imported = found(name, False)
    assert isinstance(imported, Imported)
    assert imported.plan is None
    assert tuple(one.about for one in imported.questions if not one.chosen) == FACTS[name].asks
    assert imported.underlay.lines


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact.choices is None])
def test_what_is_no_plan_is_refused(found: Callable[[str, bool], Imported | str], name: str) -> None:
    problem = found(name, False)
    assert isinstance(problem, str)
    assert problem.startswith(NO_ROOMS)


def test_the_unit_trap_names_the_size_that_each_unit_gives(found: Callable[[str, bool], Imported | str]) -> None:
    imported = found("rehmanul_Test", False)
    assert isinstance(imported, Imported)
    (question,) = imported.questions
    sizes = {option.value: dict(option.told.args)["size"] for option in question.options}
    assert list(sizes) == ["mm", "cm", "m", "inch", "foot"]
    by_unit = {unit: float(str(size)) for unit, size in sizes.items()}
    assert by_unit["m"] == pytest.approx(1000 * by_unit["mm"], rel=0.2)  # both are written to 0.01 m
    assert by_unit["m"] == pytest.approx(by_unit["foot"] / 0.3048, rel=0.01)
    assert by_unit["inch"] == pytest.approx(by_unit["foot"] / 12, rel=0.01)


def test_the_apartment_building_has_its_suites_and_symbols(
    shared: Path, found: Callable[[str, bool], Imported | str]
) -> None:
    """MANIFEST.md: 12 suites, 57 DOOR, 35 WIN6, 12 RANGE, 12 Fridge, 12 kitchen sinks; A101 to A112 are printed with their areas."""
    imported = found("dotoritos_A_000217", False)
    assert isinstance(imported, Imported)
    (flats,) = [one for one in imported.questions if one.about == "flat"]
    assert sorted(option.value for option in flats.options) == [f"A{i}" for i in range(101, 113)]
    printed = {option.value: dict(option.told.args)["printed"] for option in flats.options}
    assert printed["A101"] == pytest.approx(855 * 0.09290304, abs=0.01)
    assert printed["A108"] == pytest.approx(1051 * 0.09290304, abs=0.01)
    told = sort_drawing(read_dxf(shared / "data/dxf/dotoritos_A_000217.dxf"), Layers())
    blocks = Counter(told.blocks.values())
    fixtures = Counter(fixture.kind for fixture in told.fixtures)
    assert (blocks["doors"], blocks["windows"]) == (57, 35)
    assert (fixtures["hob"], fixtures["fridge"], fixtures["sink"]) == (12, 12, 12)


def test_the_steps_of_a_large_drawing_are_told_as_they_come(found: Callable[[str, bool], Imported | str]) -> None:
    found("dotoritos_A_000217", False)
    told_ = STEPS["dotoritos_A_000217", False]
    shares = [share for _, share in told_]
    assert shares == sorted(shares)
    assert max(after - before for before, after in pairwise(shares)) < 0.15
    assert {what for what, _ in told_} == {"plans.import_reading", "plans.import_sorting", "plans.import_rooms"}


def rows(found: Callable[[str, bool], Imported | str]) -> list[Row]:
    made = []
    for name, fact in FACTS.items():
        first = found(name, False)
        if isinstance(first, str):
            made.append(Row(f"{name}.dxf", fact.words, Text(f"拒绝：`{first}`", f"refused: `{first}`")))
            continue
        got = told(first)
        second = found(name, True) if fact.asks else first
        if fact.asks and fact.choices and isinstance(second, Imported):
            plan = told(second)
            answer = ", ".join(f"{about} = {value}" for about, value in fact.choices.items())
            got = Text(f"{got.zh}；选 {answer}：{plan.zh}", f"{got.en}; with {answer}: {plan.en}")
        made.append(Row(f"{name}.dxf", fact.words, got))
    return made


def test_the_guide_tells_what_was_recognized(found: Callable[[str, bool], Imported | str]) -> None:
    check_table("dxf", rows(found))
