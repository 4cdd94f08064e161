"""Drawings in all forms they come in: versions, alphabets, units, blocks, kinds of lines. The truth is what the test drew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf
import pytest
from ezdxf.math import Matrix44

from app.geometry.polygon import area, bounds
from app.plans.dxf.codes import code_of
from app.plans.dxf.drawing import Note
from app.plans.dxf.encoding import alphabet, readable
from app.plans.dxf.offices import known_office, learn, read_office
from app.plans.dxf.reader import read
from app.plans.dxf.texts import length_mm, printed_area, room_name
from app.plans.importing import Choices, Imported, import_file
from app.plans.plan import Plan, PlanError
from app.plans.report import units_of

SCALES = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "inch": 25.4, "foot": 304.8}
HEADERS = {"none": 0, "inch": 1, "foot": 2, "mm": 4, "cm": 5, "m": 6}
WALL, DOOR, WINDOW = "A-墙体", "A-门", "A-窗"


def rectangle(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float]]:
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def add_door_block(document: Any, name: str = "门900") -> None:
    """A door of 900: its leaf open at the hinge (0, 0), its way, jambs over a wall of 100 below."""
    block = document.blocks.new(name)
    block.add_arc((0, 0), 900, 0, 90, dxfattribs={"layer": "0"})
    block.add_polyline2d(rectangle(0, 0, 40, 900), close=True, dxfattribs={"layer": "0"})
    for x in (0, 900):
        block.add_line((x, 0), (x, -100), dxfattribs={"layer": "0"})


def draw(
    space: Any,
    walls: Callable[[Any, list[tuple[float, float]]], object] | None = None,
    door: dict[str, Any] | None = None,
) -> None:
    """Two rooms of 3000 x 4000 with a wall of 100 between and 200 around, a door of 900 in the middle wall, mm at the origin."""
    for ring in (
        rectangle(-200, -200, 6300, 4200),
        rectangle(0, 0, 3000, 4000),
        rectangle(3100, 0, 6100, 4000),
    ):
        if walls is None:
            space.add_lwpolyline(ring, close=True, dxfattribs={"layer": WALL})
        else:
            walls(space, ring)
    given = {"rotation": -90, **(door or {})}
    space.add_blockref("门900", (3100, 2000), dxfattribs={"layer": DOOR, **given})


def new(version: str = "R2000", units: int = 4) -> Any:
    document = ezdxf.new(version)
    document.header["$INSUNITS"] = units
    add_door_block(document)
    return document


def opened(path: Path, **choices: Any) -> Imported:
    return import_file(path, Choices(**choices), "en", lambda what, share: None)


def plan_in(document: Any, path: Path, **choices: Any) -> Plan:
    document.saveas(path / "drawn.dxf")
    plan = opened(path / "drawn.dxf", **choices).plan
    assert plan is not None
    return plan


def is_the_home(plan: Plan, doors: int = 1) -> None:
    assert sorted(area(room.outline) / 1e6 for room in plan.rooms) == pytest.approx([12.0, 12.0], rel=1e-4)
    found = [one for one in plan.openings if one.kind == "door"]
    assert [one.width for one in found] == pytest.approx([900.0] * doors, abs=2.0)
    assert all(one.leaf == "hinged" for one in found)


@pytest.mark.parametrize("version", ["R12", "R2000", "R2004", "R2007", "R2010", "R2013", "R2018"])
def test_all_versions_give_the_same_home(tmp_path: Path, version: str) -> None:
    document = new(version)
    draw(
        document.modelspace(),
        walls=lambda space, ring: space.add_polyline2d(ring, close=True, dxfattribs={"layer": WALL}),
    )
    is_the_home(plan_in(document, tmp_path, units="mm" if version == "R12" else None))


@pytest.mark.parametrize("version", ["R12", "R2000", "R2018"])
def test_binary_files_are_read(tmp_path: Path, version: str) -> None:
    document = new(version)
    draw(
        document.modelspace(),
        walls=lambda space, ring: space.add_polyline2d(ring, close=True, dxfattribs={"layer": WALL}),
    )
    document.saveas(tmp_path / "binary.dxf", fmt="bin")
    assert (tmp_path / "binary.dxf").read_bytes().startswith(b"AutoCAD Binary DXF")
    plan = opened(tmp_path / "binary.dxf", units="mm").plan
    assert plan is not None
    is_the_home(plan)


@pytest.mark.parametrize("page", ["ANSI_936", "ANSI_1252", ""])
def test_chinese_bytes_are_read_whatever_the_code_page_says(tmp_path: Path, page: str) -> None:
    document = new("R2000")
    draw(document.modelspace())
    document.modelspace().add_text("主卧室", dxfattribs={"insert": (1000, 1000), "height": 200, "layer": "文字"})
    document.encoding = "gbk"
    document.saveas(tmp_path / "gbk.dxf")
    data = (tmp_path / "gbk.dxf").read_bytes()
    assert "主卧室".encode("gbk") in data
    at = data.index(b"$DWGCODEPAGE")
    assert data.index(b"ANSI_936", at) < at + 40
    data = (
        data.replace(b"ANSI_936", page.encode()) if page else data[: at - 4] + data[data.index(b"ANSI_936", at) + 9 :]
    )
    (tmp_path / "gbk.dxf").write_bytes(data)
    plan = opened(tmp_path / "gbk.dxf").plan
    assert plan is not None
    is_the_home(plan)
    assert [room.kind for room in plan.rooms if room.name.zh == "主卧室"] == ["bedroom"]
    assert any("read as GBK" in doubt for doubt in plan.doubts) == (page != "ANSI_936")


def test_german_and_czech_bytes_are_not_taken_for_chinese() -> None:
    head = b"$ACADVER\n1\nAC1015\n  9\n$DWGCODEPAGE\n3\nANSI_1252\n"
    assert alphabet(head + "TÜR\nWÄNDE\nKÜCHE\nSCHLAFRÄUME ÄÖÜ\n".encode("cp1252")) == ""
    assert alphabet(head + "Fenêtre\nPièce à vivre\n".encode("cp1252")) == ""
    assert alphabet(head + "厨房\n卫生间\n".encode("gbk")) == "gbk"
    assert alphabet(head + "厨房\n卫生间\n".encode()) == "utf-8"


def test_escaped_letters_are_written_out() -> None:
    assert readable(r"\U+5899\U+4F53") == "墙体"
    assert readable(r"\M+5C7BD") == "墙"  # 0xC7BD is 墙 in GBK
    assert readable("\udcff墙") == "?墙"


@pytest.mark.parametrize("unit", list(SCALES))
@pytest.mark.parametrize("header", list(HEADERS))
def test_a_lying_header_is_found_out(tmp_path: Path, unit: str, header: str) -> None:
    document = new(units=HEADERS[header])
    draw(document.modelspace())
    for entity in document.modelspace():
        entity.transform(Matrix44.scale(1 / SCALES[unit]))
    document.saveas(tmp_path / "scaled.dxf")
    found = opened(tmp_path / "scaled.dxf")
    assert found.plan is not None
    is_the_home(found.plan)
    assert units_of(found.plan) == unit
    assert [one.chosen for one in found.questions] == ([] if header == unit else [unit])
    assert any("units" in doubt for doubt in found.plan.doubts) == (header != unit)


def test_a_dimension_with_a_text_of_its_own_tells_the_units(tmp_path: Path) -> None:
    """Walls alone settle nothing; a dimension over 3.0 that reads 3000 does."""
    for text, chosen in (("", ""), ("3000", "m")):
        document = ezdxf.new("R2000", setup=True)
        document.header["$INSUNITS"] = 0
        for ring in (rectangle(-0.2, -0.2, 3.2, 4.2), rectangle(0, 0, 3, 4)):
            document.modelspace().add_lwpolyline(ring, close=True, dxfattribs={"layer": "WALL"})
        if text:
            dimension = document.modelspace().add_linear_dim(base=(0, 5), p1=(0, 0), p2=(3, 0), text=text)
            dimension.render()
        document.saveas(tmp_path / "dim.dxf")
        (question,) = opened(tmp_path / "dim.dxf").questions
        assert (question.about, question.chosen) == ("units", chosen)


def test_a_drawing_far_from_the_origin_loses_nothing(tmp_path: Path) -> None:
    document = new()
    draw(document.modelspace())
    for entity in document.modelspace():
        entity.translate(39_482_113.4, 4_421_987.6, 0)
    plan = plan_in(document, tmp_path)
    is_the_home(plan)
    x0, y0, x1, y1 = bounds(point for room in plan.rooms for point in room.outline)
    assert (x0, y0, x1 - x0, y1 - y0) == pytest.approx((200, 200, 6100, 4000), abs=0.01)
    assert any("far from its origin" in doubt and "39481913.4" in doubt for doubt in plan.doubts)


def test_mirrored_scaled_and_nested_doors_are_doors(tmp_path: Path) -> None:
    """Mirrored about its leaf's line, the door hangs at the other jamb; drawn at half size and doubled, it is as wide."""
    document = new()
    draw(document.modelspace(), door={"xscale": -1.0, "rotation": 90.0})
    mirrored = plan_in(document, tmp_path)
    is_the_home(mirrored)
    plain = new()
    draw(plain.modelspace())
    (one,), (other,) = mirrored.openings, plan_in(plain, tmp_path).openings
    assert (one.hinge, one.side, one.offset) == (
        other.hinge,
        "left" if other.side == "right" else "right",
        other.offset,
    )

    half = ezdxf.new("R2000")
    half.header["$INSUNITS"] = 4
    add_door_block(half, "full")
    half.blocks.new("门900").add_blockref("full", (0, 0), dxfattribs={"xscale": 0.5, "yscale": 0.5})
    half.blocks.new("group").add_blockref("门900", (3100, 2000), dxfattribs={"rotation": -90, "xscale": 2, "yscale": 2})
    space = half.modelspace()
    for ring in (rectangle(-200, -200, 6300, 4200), rectangle(0, 0, 3000, 4000), rectangle(3100, 0, 6100, 4000)):
        space.add_lwpolyline(ring, close=True, dxfattribs={"layer": WALL})
    space.add_blockref("group", (0, 0))
    is_the_home(plan_in(half, tmp_path))


def test_a_whole_plan_in_a_block_with_the_layers_of_a_bound_reference(tmp_path: Path) -> None:
    document = new()
    block = document.blocks.new("xref$0$flat")
    for ring in (rectangle(-200, -200, 6300, 4200), rectangle(0, 0, 3000, 4000), rectangle(3100, 0, 6100, 4000)):
        block.add_lwpolyline(ring, close=True, dxfattribs={"layer": "2024$0$A-WALL"})
    block.add_blockref("门900", (3100, 2000), dxfattribs={"layer": "2024$0$A-DOOR", "rotation": -90})
    document.modelspace().add_blockref("xref$0$flat", (1000, 500), dxfattribs={"rotation": 30})
    is_the_home(plan_in(document, tmp_path))


def test_windows_in_rows_and_columns_are_windows_each(tmp_path: Path) -> None:
    """One reference of three columns, 1900 apart: windows of 1200 in the wall of 200 below."""
    document = new()
    draw(document.modelspace())
    block = document.blocks.new("窗")
    for y in (0, 66, 133, 200):
        block.add_line((0, y), (1200, y))
    many = {"layer": WINDOW, "column_count": 3, "column_spacing": 1900}
    document.modelspace().add_blockref("窗", (300, -200), dxfattribs=many)
    plan = plan_in(document, tmp_path)
    is_the_home(plan)
    windows = [one for one in plan.openings if one.kind == "window"]
    assert [one.width for one in windows] == pytest.approx([1200] * 3)


def hatched(space: Any, ring: list[tuple[float, float]]) -> None:
    """Walls as one hatch with holes: the outer ring is drawn with the inner ones."""
    if ring[0][0] < 0:
        hatch = space.add_hatch(dxfattribs={"layer": WALL})
        hatch.paths.add_polyline_path(ring, is_closed=True)
        hatch.paths.add_polyline_path(rectangle(0, 0, 3000, 4000), is_closed=True, flags=0)
        hatch.paths.add_polyline_path(rectangle(3100, 0, 6100, 4000), is_closed=True, flags=0)


def solid(space: Any, ring: list[tuple[float, float]]) -> None:
    """Walls as SOLID and TRACE pieces."""
    if ring[0][0] < 0:
        for i, (x0, y0, x1, y1) in enumerate(
            [
                (-200, -200, 6300, 0),
                (-200, 4000, 6300, 4200),
                (-200, 0, 0, 4000),
                (6100, 0, 6300, 4000),
                (3000, 0, 3100, 4000),
            ]
        ):
            add = space.add_solid if i % 2 else space.add_trace
            add([(x0, y0), (x1, y0), (x0, y1), (x1, y1)], dxfattribs={"layer": WALL})


def wide(space: Any, ring: list[tuple[float, float]]) -> None:
    """Walls as lines drawn with a width along their middle."""
    if ring[0][0] < 0:
        space.add_lwpolyline(
            rectangle(-100, -100, 6200, 4100), close=True, dxfattribs={"layer": WALL, "const_width": 200}
        )
        space.add_lwpolyline([(3050, 0), (3050, 4000)], dxfattribs={"layer": WALL, "const_width": 100})


def multiline(space: Any, ring: list[tuple[float, float]]) -> None:
    """Walls as MLINEs of two elements, 1 apart and scaled."""
    if ring[0][0] < 0:
        for points, width, close in (
            (rectangle(-100, -100, 6200, 4100), 200, True),
            ([(3050, 0), (3050, 4000)], 100, False),
        ):
            attributes = {"layer": WALL, "scale_factor": width, "justification": 1}
            space.add_mline(points, close=close, dxfattribs=attributes)


@pytest.mark.parametrize("walls", [hatched, solid, wide, multiline])
def test_walls_are_read_however_they_are_drawn(tmp_path: Path, walls: Callable[..., object]) -> None:
    document = new()
    draw(document.modelspace(), walls=walls)
    is_the_home(plan_in(document, tmp_path))


def test_names_and_areas_come_from_attributes_and_a_wrong_area_is_told(tmp_path: Path) -> None:
    document = new()
    space = document.modelspace()
    draw(space)
    mark = document.blocks.new("房间标注")
    for tag in ("NAME", "AREA", "HEIGHT", "UNIT_HEIGHT"):
        mark.add_attdef(tag, (0, 0))
    for x, name, size in ((1500, "厨房", "12.00"), (4600, "次卧", "11.20")):
        use = space.add_blockref("房间标注", (x, 1000))
        use.add_auto_attribs({"NAME": name, "AREA": size, "HEIGHT": "2.85", "UNIT_HEIGHT": "m"})
    plan = plan_in(document, tmp_path)
    assert {room.name.zh: (room.kind, room.ceiling) for room in plan.rooms} == {
        "厨房": ("kitchen", 2850.0), "次卧": ("bedroom", 2850.0),
    }  # fmt: skip
    wrong = [doubt for doubt in plan.doubts if "printed" in doubt]
    assert wrong == ["次卧: 11.2 m² printed, but 12 m² drawn. Please check."]


def test_schedule_codes_give_heights_and_are_held_against_the_drawn_width(tmp_path: Path) -> None:
    document = new()
    space = document.modelspace()
    draw(space)
    block = document.blocks.new("win")
    for y in (0, 100, 200):
        block.add_line((0, y), (1500, y))
    space.add_blockref("win", (700, -200), dxfattribs={"layer": WINDOW})
    space.add_blockref("win", (3800, -200), dxfattribs={"layer": WINDOW})
    for text, at in (("C1518", (1400, 300)), ("C1218", (4500, 300)), ("M0922", (2700, 1500))):
        space.add_text(text, dxfattribs={"insert": at, "height": 150, "layer": "编号"})
    plan = plan_in(document, tmp_path)
    windows = [one for one in plan.openings if one.kind == "window"]
    assert [(one.width, one.head - one.sill) for one in windows] == [(1500, 1800), (1500, 1800)]
    (door,) = [one for one in plan.openings if one.kind == "door"]
    assert door.head == 2200
    told = [doubt for doubt in plan.doubts if "tells" in doubt]
    assert told == ["C1218 tells a width of 1200 mm, but 1500 mm is drawn; the drawn one was taken."]


def test_codes_are_read_where_they_are_codes() -> None:
    told = {
        "C1518": ("window", 1500, 1800), "M0921": ("door", 900, 2100), "FM甲1021": ("door", 1000, 2100),
        "组合窗 - C2736-2356831-1F": ("window", 2700, 3600), "TLM2424": ("door", 2400, 2400),
    }  # fmt: skip
    assert {text: (code.kind, code.width, code.height) for text in told if (code := code_of(text))} == told
    assert [code_of(text) for text in ("A$C1518", "750 DOOR", "C15", "AC1518", "C151899", "2356831")] == [None] * 6


def test_layers_that_are_off_are_left_out_and_told(tmp_path: Path) -> None:
    document = new()
    draw(document.modelspace())
    document.layers.add("拆除墙").off()
    document.modelspace().add_line((0, 2000), (3000, 2000), dxfattribs={"layer": "拆除墙"})
    plan = plan_in(document, tmp_path)
    is_the_home(plan)
    assert any("off or frozen" in doubt and "拆除墙" in doubt for doubt in plan.doubts)


def test_objects_of_another_program_are_told(tmp_path: Path) -> None:
    """Tangent (天正) draws walls as objects of its own, which only its own save as T3 turns into lines."""
    document = new()
    draw(document.modelspace())
    document.saveas(tmp_path / "own.dxf")
    text = (tmp_path / "own.dxf").read_text(encoding="utf-8")
    at = text.index("  0\nENDSEC", text.index("ENTITIES"))
    object_ = "  0\nTCH_WALL\n  5\nFF01\n330\n1F\n100\nAcDbEntity\n  8\nWALL\n100\nTDbWall\n 40\n200.0\n"
    (tmp_path / "tch.dxf").write_text(text[:at] + object_ + text[at:], encoding="utf-8")
    plan = opened(tmp_path / "tch.dxf").plan
    assert plan is not None
    assert any("1 objects of another program" in doubt for doubt in plan.doubts)
    empty = ezdxf.new("R2000")
    empty.saveas(tmp_path / "empty.dxf")
    text = (tmp_path / "empty.dxf").read_text(encoding="utf-8")
    at = text.index("  0\nENDSEC", text.index("ENTITIES"))
    (tmp_path / "tch.dxf").write_text(text[:at] + object_ + text[at:], encoding="utf-8")
    with pytest.raises(PlanError, match=r"no rooms found: saw objects that cannot be read \(1 TCH_WALL\).*T3"):
        opened(tmp_path / "tch.dxf")


def test_two_flats_on_a_sheet_are_asked_for_and_one_is_taken(tmp_path: Path) -> None:
    document = new()
    space = document.modelspace()
    draw(space)
    for entity in list(space):
        copy = entity.copy()
        space.add_entity(copy)
        copy.translate(20_000, 0, 0)
    document.saveas(tmp_path / "two.dxf")
    found = opened(tmp_path / "two.dxf")
    assert found.plan is None
    (question,) = [one for one in found.questions if one.about == "flat"]
    assert [option.value for option in question.options] == ["1", "2"]
    second = opened(tmp_path / "two.dxf", flat="2").plan
    assert second is not None
    is_the_home(second)
    assert min(x for room in second.rooms for x, _ in room.outline) == pytest.approx(20_000)
    with pytest.raises(PlanError, match="'9' is none of 1, 2"):
        opened(tmp_path / "two.dxf", flat="9")


def test_everything_drawn_lies_in_the_underlay(tmp_path: Path) -> None:
    document = new()
    space = document.modelspace()
    draw(space)
    own = {"layer": "XY-7"}
    space.add_circle((1000, 1000), 200, dxfattribs=own)
    space.add_ellipse((1500, 1500), (300, 0), 0.5, dxfattribs=own)
    space.add_spline([(0, 0), (500, 700), (900, 100), (1500, 900)], dxfattribs=own)
    space.add_arc((2000, 2000), 100, 10, 300, dxfattribs=own)
    space.add_leader([(100, 100), (500, 500), (700, 500)], dxfattribs=own)
    space.add_3dface([(0, 0), (10, 0), (10, 10), (0, 10)], dxfattribs=own)
    space.add_hatch(dxfattribs=own).paths.add_polyline_path(rectangle(0, 0, 50, 50), is_closed=True)
    space.add_text("什么", dxfattribs={"insert": (50, 50), "height": 100, **own})
    space.add_text("北", dxfattribs={"insert": (50, 50), "height": 100, "layer": "ZZ-9"})
    found = opened_after(document, tmp_path)
    unknown = [line for line in found.underlay.lines if line.layer == "XY-7"]
    assert len(unknown) == 7
    assert sorted({line.sort for line in unknown}) == ["", "text"]  # the leader is text
    assert [note.text for note in found.underlay.notes if note.layer == "XY-7"] == ["什么"]
    assert (found.layers["XY-7"], found.layers["ZZ-9"]) == ("", "text")
    assert found.layers[WALL] == "walls"
    assert found.plan is not None
    assert any("XY-7" in doubt for doubt in found.plan.doubts)


def opened_after(document: Any, path: Path, **choices: Any) -> Imported:
    document.saveas(path / "drawn.dxf")
    return opened(path / "drawn.dxf", **choices)


def test_what_a_listener_raises_stops_the_reading(tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    def tell(what: str, share: float) -> None:
        if share > 0.4:
            raise CancelledError

    document = new()
    draw(document.modelspace())
    document.saveas(tmp_path / "drawn.dxf")
    with pytest.raises(CancelledError):
        read(tmp_path / "drawn.dxf", Choices(), "en", tell)


def test_an_office_is_learned_and_known_again(tmp_path: Path) -> None:
    """Layers that no word tells: they are settled once, by the user, and the next drawing of the office needs nobody."""
    document = new()
    space = document.modelspace()
    draw(space, walls=lambda space, ring: space.add_lwpolyline(ring, close=True, dxfattribs={"layer": "0A-QT"}))
    for layer in ("0B-JJ", "0C-ZZ"):
        space.add_circle((500, 500), 90, dxfattribs={"layer": layer})
    chosen = {"walls": ["0A-QT"], "doors": [DOOR], "ignore": ["0B*", "0C*"]}
    first = opened_after(document, tmp_path, layers=chosen)
    assert first.plan is not None
    is_the_home(first.plan)
    offices = tmp_path / "offices"
    learn(offices, "华东院 No. 2", first.layers, first.layers)
    assert known_office(offices, ["0A-QT"]) == (None, ())  # one layer alone is no office
    second = opened_after(document, tmp_path, offices=offices)
    assert second.plan is not None
    is_the_home(second.plan)
    assert second.layers["0A-QT"] == "walls"
    assert any("华东院 No. 2" in doubt for doubt in second.plan.doubts)
    with pytest.raises(PlanError, match="no rooms found"):  # what the user says now rules what the office is known for
        opened_after(document, tmp_path, offices=offices, layers={"ignore": ["0A-QT"]})


def test_what_is_learned_twice_is_kept_together_and_spoiled_maps_are_told(tmp_path: Path) -> None:
    path = learn(tmp_path, "Büro", ["A", "B"], {"A": "walls", "B": ""})
    learn(tmp_path, "Büro", ["A", "C"], {"A": "doors", "C": "text"})
    office = read_office(path)
    assert (office.name, office.sorts) == ("Büro", {"a": "doors", "c": "text"})
    assert office.layers == {"a", "b", "c"}
    with pytest.raises(PlanError, match="roofs: unknown"):
        learn(tmp_path, "Büro", ["A"], {"A": "roofs"})
    with pytest.raises(PlanError, match="needs a name"):
        learn(tmp_path, " .. ", [], {})
    path.write_text('walls = "A"\n', encoding="utf-8")
    found, (spoiled,) = known_office(tmp_path, ["A"])
    assert found is None and "array of layer names" in str(spoiled)


def test_a_spoiled_map_of_an_office_stops_no_drawing(tmp_path: Path) -> None:
    offices = tmp_path / "offices"
    offices.mkdir()
    (offices / "old.toml").write_text('walls = "A"', encoding="utf-8")
    document = new()
    draw(document.modelspace())
    found = opened_after(document, tmp_path, offices=offices)
    assert found.plan is not None
    is_the_home(found.plan)
    assert any("old.toml" in doubt for doubt in found.plan.doubts)


def test_printed_lengths_and_areas() -> None:
    assert [
        length_mm(text) for text in ("3600", "3600mm", "12'-6\"", "10'6\"", '8"', "7' 4 1/2\"", "36", "abc", "3.60")
    ] == (pytest.approx([3600, 3600, 3810, 3200.4, 203.2, 2247.9, 0, 0, 0]))
    told = {"12,5 m²": 12.5, "855 SQ. FT.": 79.43, "面积：8.6": 8.6, "18.3㎡": 18.3, "C1518": 0.0, "pow. 9.30 m2": 9.3}
    for text, square_metres in told.items():
        assert printed_area(Note("0", text, (0, 0), "", -1)) == pytest.approx(square_metres, abs=0.01)


@pytest.mark.parametrize(
    ("text", "name", "m2"),
    [
        ("主卧 12.54㎡", "主卧", 12.54),
        ("厨房(6.30m²)", "厨房", 6.3),
        ("客厅 面积：25.2m2", "客厅", 25.2),
        ("Bedroom 2", "", 0.0),  # a number that is none of an area stays what it was: no name by itself
        ("Living room 25,2 m2", "Living room", 25.2),
        ("12.54㎡", "", 12.54),
        ("Study 93 sq ft", "Study", 93 * 0.09290304),
    ],
)
def test_a_name_and_an_area_in_one_text_are_both_read(text: str, name: str, m2: float) -> None:
    note = Note("TEXT", text, (0.0, 0.0), "", -1)
    assert room_name([note]) == name
    assert printed_area(note) == pytest.approx(m2)
