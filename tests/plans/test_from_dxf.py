"""Real drawings become plans; what is no plan is told in one sentence; nothing hostile runs away with time or memory."""

from __future__ import annotations

import re
import time
from pathlib import Path

import ezdxf
import pytest

from app.geometry.polygon import area
from app.plans.dxf.layers import Layers, heights, open_layers, room_kind
from app.plans.dxf.reader import import_dxf
from app.plans.dxf.units import Evidence, Units, settle_units
from app.plans.plan import Plan, PlanError
from app.plans.report import plan_json
from app.plans.sides import sides
from app.words import catalogue

ROOT = Path(__file__).resolve().parents[2]


def areas(plan: Plan) -> dict[str, float]:
    return {room.id: area(room.outline) / 1e6 for room in plan.rooms}


@pytest.fixture(scope="module")
def wentcad(shared: Path) -> Plan:
    return import_dxf(shared / "data/dxf/wentcad_watt_0a_parter.dxf")


@pytest.fixture(scope="module")
def house(shared: Path) -> Plan:
    return import_dxf(shared / "data/dxf/devaljain_p20_ground_floor.dxf")


def test_the_polish_room_is_5_by_3_metres(wentcad: Plan) -> None:
    """MANIFEST.md: one room 5000 x 3000, printed AREA 15.00; walls 350; heights in the layer names; the file is in cm."""
    (room,) = wentcad.rooms
    assert area(room.outline) / 1e6 == pytest.approx(15.0, rel=0.005)
    assert sorted(round(side.length) for side in sides(wentcad, room.id)) == [3000, 3000, 5000, 5000]
    assert room.name.en == "Pomieszczenie"
    assert room.ceiling == 3000  # its attributes say HEIGHT 3 m
    assert [wall.thickness for wall in wentcad.walls] == [350] * 4
    windows = [opening for opening in wentcad.openings if opening.kind == "window"]
    doors = [opening for opening in wentcad.openings if opening.kind == "door"]
    assert [(w.width, w.sill, w.head) for w in windows] == [(1200, 900, 2400)] * 2
    assert [(d.width, d.sill, d.head) for d in doors] == [(1200, 0, 2100)] * 2


def test_the_polish_room_says_what_is_doubtful(wentcad: Plan) -> None:
    assert any("350 to 400" in doubt for doubt in wentcad.doubts)  # its outer outline is askew by 5 cm
    assert any("without a swing: 2" in doubt for doubt in wentcad.doubts)
    assert not any("units" in doubt for doubt in wentcad.doubts)


def test_the_indian_house_has_its_printed_rooms(house: Plan) -> None:
    """MANIFEST.md: inches; KITCHEN 10.243 m², TOILET 2.601, ROOM1 9.755."""
    found = areas(house)
    assert len(found) == 7
    for room, printed in (("kitchen", 10.243), ("toilet", 2.601), ("room1", 9.755)):
        assert found[room] == pytest.approx(printed, rel=0.005)
    kinds = {room.id: (room.kind, room.name.en) for room in house.rooms}
    assert kinds["kitchen"] == ("kitchen", "KITCHEN + DINING")
    assert kinds["toilet"] == ("bath", "TOILET")
    assert kinds["room1"] == ("bedroom", "SINGLE BEDROOM")
    assert {wall.thickness for wall in house.walls} == {152.4, 228.6}  # 6 and 9 inches


def test_the_indian_house_has_its_doors_and_windows(house: Plan) -> None:
    """Its blocks are called 750 DOOR, 900 and 1200 DOOR: the holes with frames are 30, 36 and 48 inches wide."""
    doors = {opening.width: opening for opening in house.openings if opening.kind == "door"}
    assert sorted(doors) == [762.0, 914.4, 1219.2]
    assert [doors[width].leaf for width in sorted(doors)] == ["hinged", "hinged", "double"]
    windows = sorted(opening.width for opening in house.openings if opening.kind == "window")
    assert windows == pytest.approx([609.6, 1219.2, 1219.2, 2133.6, 2133.6, 2133.6, 2133.6])
    report = plan_json(house)
    by_width = {door["width"]: set(door["rooms"]) for door in report["doors"]}
    assert by_width == {762.0: {"toilet", "room3"}, 914.4: {"room1", "room3"}, 1219.2: {"room4", "room5"}}
    passages = sorted(opening.width for opening in house.openings if opening.kind == "passage")
    assert passages == pytest.approx([762.0, 1066.8, 2590.8])  # 30", the printed 3'6", and 8'6" to the kitchen


def test_the_report_has_the_promised_keys(house: Plan) -> None:
    report = plan_json(house)
    assert {"name", "units", "doubts", "height", "rooms", "walls", "doors", "windows", "obstacles"} <= set(report)
    assert report["units"] == "inch"
    assert report["walls"] == len(house.walls)
    assert {"id", "name", "kind", "area_m2", "outline"} <= set(report["rooms"][0])
    assert {"id", "width", "height", "room"} <= set(report["doors"][0])
    assert {"id", "width", "height", "sill"} <= set(report["windows"][0])


def test_doubts_come_in_chinese_too(shared: Path) -> None:
    plan = import_dxf(shared / "data/dxf/devaljain_p20_ground_floor.dxf", language="zh")
    assert plan.doubts
    assert all(any("一" <= letter <= "鿿" for letter in doubt) for doubt in plan.doubts)


@pytest.mark.parametrize("said", [0, 4, 6])
def test_a_drawing_without_or_with_wrong_units_is_doubted(shared: Path, tmp_path: Path, said: int) -> None:
    for name, unit in (("wentcad_watt_0a_parter", "cm"), ("devaljain_p20_ground_floor", "inch")):
        document = ezdxf.readfile(shared / f"data/dxf/{name}.dxf")
        document.header["$INSUNITS"] = said
        document.saveas(tmp_path / "copy.dxf")
        plan = import_dxf(tmp_path / "copy.dxf")
        assert plan_json(plan)["units"] == unit
        assert "units" in plan.doubts[0]
        assert unit in plan.doubts[0]


def test_asked_units_rule_and_wrong_ones_are_doubted(shared: Path) -> None:
    path = shared / "data/dxf/wentcad_watt_0a_parter.dxf"
    assert areas(import_dxf(path, units="cm")) == {"room": pytest.approx(15.0)}
    plan = import_dxf(path, units="inch")
    assert areas(plan)["room"] == pytest.approx(15.0 * 2.54**2)
    assert "inch were asked for" in plan.doubts[0]
    with pytest.raises(PlanError, match="'yard' is none of mm, cm, m, inch, foot"):
        import_dxf(path, units="yard")


@pytest.mark.parametrize(
    "name", ["evilspirit_house_plan", "librecad_door_d2", "ezdxf_wipeout_door", "skymakerolof_attribute"]
)
def test_a_drawing_without_rooms_says_what_it_saw(shared: Path, name: str) -> None:
    with pytest.raises(PlanError, match=r"no rooms found: saw \d+ lines on layer") as caught:
        import_dxf(shared / f"data/dxf/{name}.dxf")
    assert "\n" not in str(caught.value)


def drawn(tmp_path: Path, name: str = "own.dxf", units: int = 4, walls: bool = True) -> Path:
    """Two rooms of 3000 x 4000 with 100 between them, walls 200 around, a door of 900 in the middle wall, in own words."""
    document = ezdxf.new("R2000")
    document.header["$INSUNITS"] = units
    space = document.modelspace()
    for layer, low, high in (("MURO", -200, 6300), ("房间", 0, 3000), ("房间", 3100, 6100)):
        edge = 200 if layer == "MURO" else 0
        ring = [(low, -edge), (high, -edge), (high, 4000 + edge), (low, 4000 + edge)]
        if layer == "MURO" and not walls:
            continue
        space.add_lwpolyline(ring, close=True, dxfattribs={"layer": layer})
    space.add_lwpolyline(
        [(3000, 1000), (3100, 1000), (3100, 1900), (3000, 1900)], close=True, dxfattribs={"layer": "门"}
    )
    space.add_text("厨房", dxfattribs={"insert": (1000, 2000), "layer": "TXT"})
    document.saveas(tmp_path / name)
    return tmp_path / name


def test_chinese_layers_and_names(tmp_path: Path) -> None:
    plan = import_dxf(drawn(tmp_path))
    assert sorted(areas(plan).values()) == pytest.approx([12.0, 12.0])
    assert [room.kind for room in plan.rooms].count("kitchen") == 1
    (door,) = plan.openings
    assert (door.kind, door.width, door.head) == ("door", 900.0, 2000.0)
    assert sorted({wall.thickness for wall in plan.walls}) == [100.0, 200.0]
    assert sum(1 for room in plan.rooms for side in sides(plan, room.id) if side.openings) == 2


def test_a_map_of_layers_overrules_words(tmp_path: Path) -> None:
    path = drawn(tmp_path)
    layers = tmp_path / "map.toml"
    layers.write_text('rooms = ["房*"]\ndoors = []\nwalls = ["MU*"]\n', encoding="utf-8")
    plan = import_dxf(path, layers=layers)
    assert len(plan.rooms) == 2
    assert [opening for opening in plan.openings if opening.kind == "door"] == []
    with pytest.raises(PlanError, match="roofs: unknown"):
        import_dxf(path, layers={"roofs": ["x"]})
    with pytest.raises(PlanError, match="array of layer patterns"):
        open_layers({"walls": "MURO"})


def test_words_sort_layers() -> None:
    layers = Layers()
    told = {
        "OKNO_H150cm_Ho90cm": "windows",
        "A$0$A-GLAZ": "windows",
        "XREF|A-DOOR": "doors",
        "DRZWI_H210cm": "doors",
        "PP-Wall": "walls",
        "墙体": "walls",
        "A_hatch wall": "ignore",
        "DIM PLAN": "text",
        "PP-TOILET": "rooms",
        "OBRYS_ZEWN": "outer",
        "projection": "",
        "0": "",
    }
    assert {name: layers.sort(name) for name in told} == told
    assert heights("OKNO_H150cm_Ho90cm") == (1500, 900)
    assert heights("DRZWI_H210cm") == (2100, None)
    assert heights("A-DOOR-H2100") == (2100, None)
    assert heights("A-DOOR") == (None, None)
    assert [room_kind(name) for name in ("KUCHNIA", "Schlafzimmer", "主卧室", "WC 1", "Saal")] == [
        "kitchen", "bedroom", "bedroom", "bath", "other",
    ]  # fmt: skip


def test_units_are_settled_by_what_everybody_knows() -> None:
    path = Path("x.dxf")
    feet = Evidence(extent=40.0, doors=(3.0, 2.7), rooms=(110.0, 150.0))
    assert settle_units(path, 0, None, feet).name == "foot"
    metres = Evidence(extent=12.0, doors=(0.9, 0.8), rooms=(9.0, 14.0))
    found = settle_units(path, 4, None, metres)  # the header says mm
    assert found.name == "m"
    assert found.doubts[0].key == "plans.doubt_units_contradict"
    assert found.question is not None and found.question.chosen == "m"
    assert settle_units(path, 6, None, metres) == Units("m")
    printed = Evidence(extent=1000.0, rooms=(120000.0,), printed=((120000.0, 12.0),))
    assert settle_units(path, 0, None, printed).name == "cm"
    asked = settle_units(path, 4, None, Evidence(extent=1.0))
    assert asked.name == ""
    assert asked.question is not None and asked.question.chosen == ""


def refused(path: Path, cause: str) -> None:
    started = time.perf_counter()
    with pytest.raises(PlanError, match=cause) as caught:
        import_dxf(path)
    assert path.name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.perf_counter() - started < 10


def test_what_is_no_dxf_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.dxf"
    for data, cause in (
        (b"", "not a DXF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "not a DXF"),
        (b"AC1032" + b"\0" * 99, "DWG"),
        (b"SECTION but of an essay, EOF", "cannot be read|no rooms"),
        (b"AutoCAD Binary DXF\r\n\x1a\x00" + b"\xff" * 200, "cannot be read|no rooms"),
    ):
        bad.write_bytes(data)
        refused(bad, cause)
    refused(tmp_path / "none.dxf", "No such file")


def test_a_truncated_file_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    data = drawn(tmp_path).read_bytes()
    for share in (0.1, 0.5, 0.9, 0.999):
        (tmp_path / "cut.dxf").write_bytes(data[: int(len(data) * share)])
        refused(tmp_path / "cut.dxf", "ends in the middle|not a DXF")
    half = data[: len(data) // 2] + b"\r\n  0\r\nEOF\r\n"
    (tmp_path / "mended.dxf").write_bytes(half)
    refused(tmp_path / "mended.dxf", "cannot be read|no rooms")


@pytest.mark.parametrize("value", ["1e30", "nan", "inf", "-1e300"])
def test_impossible_numbers_are_refused(tmp_path: Path, value: str) -> None:
    text = drawn(tmp_path).read_text(encoding="utf-8")
    assert text.count("6300.0") >= 1
    (tmp_path / "wild.dxf").write_text(text.replace("6300.0", value, 1), encoding="utf-8")
    refused(tmp_path / "wild.dxf", "impossible point|cannot be read")


@pytest.mark.parametrize("value", ["nan", "inf", "1e300"])
def test_curves_of_impossible_size_are_refused_or_told_in_time(tmp_path: Path, value: str) -> None:
    """A measure of how far chords stand off may never be met: chords are counted instead."""
    document = ezdxf.readfile(drawn(tmp_path))
    document.modelspace().add_ellipse((100, 100), (777.25, 0), 0.5, dxfattribs={"layer": "MURO"})
    spline = document.modelspace().add_spline(dxfattribs={"layer": "MURO"})
    spline.control_points = [(0, 0, 0), (50, 888.25, 0), (90, 10, 0), (150, 90, 0)]
    spline.knots = [0, 0, 0, 0, 1, 1, 1, 1]
    document.saveas(tmp_path / "curves.dxf")
    text = (tmp_path / "curves.dxf").read_text(encoding="utf-8")
    for number in ("777.25", "888.25"):
        (tmp_path / "wild.dxf").write_text(text.replace(number, value), encoding="utf-8")
        started = time.perf_counter()
        try:
            assert any("could not be read" in doubt for doubt in import_dxf(tmp_path / "wild.dxf").doubts)
        except PlanError as problem:
            assert "impossible point" in problem.cause
        assert time.perf_counter() - started < 10


def test_a_number_that_had_to_be_mended_is_doubted(tmp_path: Path) -> None:
    text = drawn(tmp_path).read_text(encoding="utf-8")
    (tmp_path / "faulty.dxf").write_text(text.replace("6300.0", "6300.0e", 1), encoding="utf-8")
    assert any("repaired" in doubt for doubt in import_dxf(tmp_path / "faulty.dxf").doubts)
    assert not any("repaired" in doubt for doubt in import_dxf(drawn(tmp_path)).doubts)


def test_blocks_that_multiply_are_stopped(tmp_path: Path) -> None:
    document = ezdxf.new("R2000")
    for level in range(9):
        block = document.blocks.new(f"B{level}")
        for _ in range(20):
            if level:
                block.add_blockref(f"B{level - 1}", (0, 0))
            else:
                block.add_line((0, 0), (1, 1))
    document.modelspace().add_blockref("B5", (0, 0))
    document.saveas(tmp_path / "bomb.dxf")
    refused(tmp_path / "bomb.dxf", "more than 200000 entities|deep")
    grid = ezdxf.new("R2000")
    grid.blocks.new("CELL").add_line((0, 0), (1, 1))
    many = {"row_count": 30000, "column_count": 30000, "row_spacing": 1, "column_spacing": 1}
    grid.modelspace().add_blockref("CELL", (0, 0), dxfattribs=many)
    grid.saveas(tmp_path / "grid.dxf")
    refused(tmp_path / "grid.dxf", "repeated 900000000 times")


def test_wall_lines_in_a_tangle_are_refused_in_time(tmp_path: Path) -> None:
    document = ezdxf.new("R2000")
    document.header["$INSUNITS"] = 4
    for i in range(1000):
        for start, end in (((i * 100, 0), (i * 100, 1e5)), ((0, i * 100), (1e5, i * 100))):
            document.modelspace().add_line(start, end, dxfattribs={"layer": "WALL"})
    document.saveas(tmp_path / "grid.dxf")
    refused(tmp_path / "grid.dxf", r"its 2000 wall lines cross each other about \d+ times, more than 50000")


def test_a_block_within_itself_is_stopped(tmp_path: Path) -> None:
    document = ezdxf.new("R2000")
    block = document.blocks.new("SELF")
    block.add_line((0, 0), (1, 1))
    block.add_blockref("SELF", (1, 1))
    document.modelspace().add_blockref("SELF", (0, 0))
    document.saveas(tmp_path / "self.dxf")
    refused(tmp_path / "self.dxf", "deep|cannot be read|no rooms")


@pytest.mark.parametrize("name", ["plans", "dxf"])
def test_every_doubt_has_a_sentence_in_both_languages(name: str) -> None:
    zh, en = catalogue("zh", name), catalogue("en", name)
    assert set(zh) == set(en)
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app/plans/dxf").glob("*.py"))
    used = set(re.findall(rf'"({name}\.\w+)"', source))
    assert used == set(en) if name == "dxf" else used <= set(en)
    for key in en:
        assert set(re.findall(r"{(\w+)}", zh[key])) <= set(re.findall(r"{(\w+)}", en[key]))
