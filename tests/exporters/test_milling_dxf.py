"""Pockets, cut-outs and notched contours: drawn, read back, mirrored, turned on the sheet, told in lists and labels."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace

import jsonschema
import pytest

from app.components.parts import Cutout, Fitting, Groove, Hole, Panel, Pocket
from app.records import Text
from app.takeoff.job import Job
from app.takeoff.nest import nest
from app.takeoff.take_off import take_off
from exporters.bom_csv import write_bom, write_cut_list
from exporters.bundle import Bundle
from exporters.cross_check import drawing_differences
from exporters.manifest import NAME, package_schema, read_manifest
from exporters.milling import BULGE, contour
from exporters.order_package import package_files
from exporters.panel_dxf import draw_face, faces, label
from exporters.read_drawing import DrawingError, read_drawing
from exporters.sheet_dxf import draw_sheet
from tests.exporters.test_panel_dxf import circles, line_of, polylines, read, texts
from tests.exporters.test_sheet_dxf import contours, one_sheet
from tests.takeoff.factory import BARE, FRONT, SIDE_GROOVES, SIDE_HOLES, Materials, layout, panel, unit
from tests.takeoff.test_matched import door
from tests.takeoff.test_shapes import l_panel

SHAKER = Pocket("shaker", "B", (60.0, 60.0), (657.0, 237.0), 6.0, 3.0)
PULL = Pocket("pull", "A", (20.0, 100.0), (45.0, 220.0), 10.5, 12.5)
SOCKET = Cutout("socket", (300.0, 80.0), (368.0, 148.0), 34.0)
SHARP = Cutout("cable", (10.0, 10.0), (50.0, 20.0), 0.0)
SINK = Cutout("sink", (420.0, 70.0), (700.0, 210.5), 10.0)
STOPPED = Groove("light", "A", (100.0, 20.0), (250.5, 20.0), 9.0, 9.0)
DOOR = panel(
    "door",
    717,
    297,
    edges=FRONT,
    pockets=(SHAKER, PULL),
    cutouts=(SOCKET, SINK),
    grooves=(STOPPED,),
    holes=SIDE_HOLES[4:6],
)


def plain(panel: Panel) -> tuple[frozenset[object], ...]:
    """Return what a machine does to a panel, without our words for it."""
    machined = (panel.holes, panel.grooves, panel.pockets, panel.cutouts)
    return tuple(frozenset(replace(one, kind="") for one in found) for found in machined)


@pytest.mark.parametrize(
    "made",
    [
        DOOR,
        panel("side", 720, 560, holes=SIDE_HOLES, grooves=SIDE_GROOVES),
        l_panel("l", 864.0, 322.0, holes=(Hole("x", "W2", 542.0, 100.0, 9.0, 8.0, 34.0), Hole("y", "B", 40.25, 800.0, 0.0, 5.0, 12.0))),
        panel("worktop", 2400, 600, board="quartz15", thickness=15, edges=BARE, cutouts=(SINK, SHARP)),
    ],
    ids=lambda made: made.id,
)  # fmt: skip
def test_what_is_read_from_the_drawings_is_the_panel(made: Panel) -> None:
    line = line_of(made)
    drawn = [read_drawing(draw_face(line, face), face) for face in faces(made)]
    found = tuple(
        frozenset(one for each in drawn for one in getattr(each, name))
        for name in ("holes", "grooves", "pockets", "cutouts")
    )
    assert found == plain(made)
    assert all((one.thickness, one.outline) == (made.thickness, made.outline) for one in drawn)


def test_a_pocket_is_a_closed_contour_with_arcs_of_a_quarter_turn() -> None:
    document = read(draw_face(line_of(DOOR), "A"))
    (one,) = [p for p in document.modelspace().query("LWPOLYLINE") if p.dxf.layer == "POCKET_A_Z10_5"]
    assert one.closed
    points = list(one.get_points("xyb"))
    assert len(points) == 6  # a slot: its ends are half circles of two quarters, no straight piece between them
    assert {round(bulge, 9) for *_, bulge in points} == {0.0, round(math.tan(math.pi / 8), 9)}
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True)) / 2
    assert area > 0
    # the four arcs bow outwards: the drawn area is that of the slot
    segment = (math.pi / 4 - 0.5) * 12.5**2
    assert area + 4 * segment == pytest.approx(25 * 120 - (4 - math.pi) * 12.5**2)


def test_face_b_shows_its_pocket_turned_over_and_no_cut_outs() -> None:
    document = read(draw_face(line_of(DOOR), "B"))
    (points,) = polylines(document, "POCKET_B_Z6").values()
    assert (min(x for x, _ in points), max(x for x, _ in points)) == (717 - 657, 717 - 60)
    assert (min(y for _, y in points), max(y for _, y in points)) == (60, 237)
    assert not polylines(document, "CUTOUT")
    shifted = replace(DOOR, pockets=(replace(SHAKER, low=(100.0, 60.0)),), cutouts=())
    (points,) = polylines(read(draw_face(line_of(shifted), "B")), "POCKET").values()
    assert max(x for x, _ in points) == 617


def test_a_round_opening_is_a_circle_and_others_are_contours() -> None:
    document = read(draw_face(line_of(DOOR), "A"))
    assert ("CUTOUT_T18", 334, 114, 68) in circles(document)
    assert set(polylines(document, "CUTOUT")) == {"CUTOUT_T18"}


def test_a_groove_that_stops_inside_is_as_long_as_it_is() -> None:
    (points,) = polylines(read(draw_face(line_of(DOOR), "A")), "GROOVE").values()
    assert {x for x, _ in points} == {100, 250.5}


@pytest.mark.parametrize("radius", [0.0, 3.0, 20.0])
def test_a_contour_is_counter_clockwise_without_a_point_twice(radius: float) -> None:
    found = contour(Cutout("x", (10.0, 20.0), (50.0, 90.0), radius))
    assert len({(x, y) for x, y, _ in found}) == len(found) == {0.0: 4, 3.0: 8, 20.0: 6}[radius]
    assert sum(bulge == BULGE for *_, bulge in found) == (4 if radius else 0)


def test_on_the_sheet_a_notched_part_has_its_true_contour_and_its_cut_outs_on_the_cutting_layer() -> None:
    made = l_panel("l", 864.0, 322.0, cutouts=(Cutout("cable", (700.0, 700.0), (760.0, 760.0), 30.0),))
    sheet, panels = one_sheet(made, turned=False)
    data = draw_sheet(sheet, panels, "JOB")
    assert contours(data, "PART_OUTLINE") == [
        [(10, 10), (550.5, 10), (550.5, 332.5), (873, 332.5), (873, 873), (10, 873)]
    ]
    assert circles(read(data)) == {("PART_OUTLINE", 10 - 0.5 + 730, 10 - 0.5 + 730, 60)}
    assert "异 SHAPE, NESTED BY ITS BOX" in texts(read(data))


def test_a_turned_part_takes_its_pockets_with_it_and_arcs_still_bow_outwards() -> None:
    sheet, panels = one_sheet(DOOR, turned=True)
    document = read(draw_sheet(sheet, panels, "JOB"))
    (pocket,) = [p for p in document.modelspace().query("LWPOLYLINE") if p.dxf.layer.startswith("POCKET")]
    assert pocket.dxf.layer == "POCKET_A_Z10_5"
    assert all(bulge >= 0 for *_, bulge in pocket.get_points("xyb"))
    xs, ys = [x for x, _ in pocket.get_points("xy")], [y for _, y in pocket.get_points("xy")]
    # turned a quarter counter-clockwise: x = 10 + cut width - (y - 1), y = 10 + (x - 1)
    assert (min(xs), max(xs)) == (10 + 295 - 219, 10 + 295 - 99)
    assert (min(ys), max(ys)) == (10 + 19, 10 + 44)


def rich_job() -> Job:
    """Return a job with an L shelf, a matched pair, a door with pockets and openings, and things bought to measure."""
    fittings = (
        Fitting("rod", Text("挂衣杆", "Rod"), 2, (572.0,)),
        Fitting("sliding_door", Text("移门", "Door"), 2, (2244.0, 897.5)),
    )
    made = unit(l_panel("shelf", 862.0, 341.0), door(0, 1.5), door(1, 401.5), DOOR, fittings=fittings)
    return nest(take_off(layout(made), Materials()))


def rows_of(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"bom/{name}.csv"].decode("utf-8-sig"), newline="")))


def test_the_lists_say_what_is_special() -> None:
    job = rich_job()
    bundle = Bundle(job, job.layout.design)
    files = {**dict(write_cut_list(bundle)), **dict(write_bom(bundle))}
    lines = {row["name_en"]: row for row in rows_of(files, "cut_list")}
    shelf = lines["shelf"]
    assert (shelf["shape"], shelf["route"], shelf["side_bands"]) == ("contour", "separate", "0.5 1 1 0.5 0.5 0.5")
    assert (lines["door"]["pockets"], lines["door"]["cutouts"], lines["door"]["route"]) == ("2", "2", "")
    assert lines["door0"]["match"] == "U1.fronts/1 U1.fronts/2"
    panels = {row["panel"]: row for row in rows_of(files, "panels")}
    assert (panels["door1"]["match"], panels["door1"]["match_at"], panels["shelf"]["shape"]) == (
        "U1.fronts",
        "2",
        "contour",
    )
    assert (panels["shelf"]["match"], panels["shelf"]["match_at"]) == ("", "")
    boards = {row["decor"]: (row["shaped"], row["cut_through"]) for row in rows_of(files, "boards")}
    assert boards == {"oak": ("0", "0"), "white": ("1", "1")}
    assert [(row["article"], row["qty"], row["size"]) for row in rows_of(files, "fittings")] == [
        ("rod", "2", "572"),
        ("sliding_door", "2", "2244 x 897.5"),
    ]


def test_labels_mark_the_special_and_leave_the_plain_alone() -> None:
    job = rich_job()
    words = {line.panel.id: label(line, "A")[4:] for line in job.cut_list}
    assert words["shelf"] == ["异 SHAPE"]
    assert words["door"] == ["开孔 CUTOUTS 2 | 铣型 POCKETS A 1 | 铣型 POCKETS B 1"]
    assert words["door0"] == ["通纹 MATCH U1.fronts/1 U1.fronts/2"]
    assert label(line_of(panel("plain", 500, 300)), "A")[4:] == []
    sheets = [
        text for sheet in job.sheets for text in texts(read(draw_sheet(sheet, {p.code: p for p in job.panels}, "J")))
    ]
    assert {"通纹 MATCH U1.fronts/1", "通纹 MATCH U1.fronts/2", "异 SHAPE, NESTED BY ITS BOX"} <= set(sheets)


def test_the_manifest_names_shapes_and_strips_and_fits_its_schema() -> None:
    job = rich_job()
    files = package_files(Bundle(job, job.layout.design))
    manifest = read_manifest(files[NAME], "p.zip")
    programs = dict(zip((one.panel.id for one in job.panels), manifest.programs, strict=True))
    assert {name: (one.shape, one.strip) for name, one in programs.items()} == {
        "shelf": ("contour", ""),
        "door0": ("rectangle", "U1.fronts/1"),
        "door1": ("rectangle", "U1.fronts/2"),
        "door": ("rectangle", ""),
    }
    plain_json = json.loads(files[NAME])
    jsonschema.validate(plain_json, package_schema())
    assert [len(one) for one in plain_json["programs"]] == [4, 4, 4, 3]


def test_drawings_and_cut_list_agree_and_a_planted_fault_of_each_kind_is_found() -> None:
    job = rich_job()
    files = package_files(Bundle(job, job.layout.design))
    assert list(drawing_differences(files)) == []
    line = next(line for line in job.cut_list if line.panel.id == "door")
    name = f"panels/{job.id}-L{line.number:03d}_A.dxf"

    def found(old: str, new: str, file: str = name) -> list[tuple[str, str]]:
        data = files[file].decode("utf-8")
        assert old in data
        return [(one.file, one.what) for one in drawing_differences({**files, file: data.replace(old, new).encode()})]

    assert found("POCKET_A_Z10_5", "POCKET_B_Z10_5") == [(name, "has layer POCKET_B_Z10_5 on the drawing of face A")]
    assert found("POCKET_A_Z10_5", "POCKET_A_Z18") == [(name, "has a pocket as deep as the board")]
    assert found("CUTOUT_T18", "CUTOUT_T16") == [(name, "has layer CUTOUT_T16 in a board of 18")]
    assert "means nothing" in found("POCKET_A_Z10_5", "POCKET_A_10_5")[0][1]
    assert found("OUTLINE_T18", "OUTLINE_T16")[0][1].startswith("has layer CUTOUT_T18 in a board of 16")
    drawn = draw_face(replace(line, panel=replace(line.panel, pockets=(SHAKER,))), "A")
    fewer = list(drawing_differences({**files, name: drawn}))
    assert [(one.file, one.what) for one in fewer] == [
        ("bom/cut_list.csv", f"line {line.number} has 2 pockets, its drawings 1")
    ]
    wider = draw_face(replace(line, panel=panel("door", 717, 298, edges=FRONT)), "A")
    assert (name, "is 298 in width, its line in the cut list 297") in [
        (one.file, one.what) for one in drawing_differences({**files, name: wider})
    ]
    out = draw_face(replace(line, panel=replace(line.panel, cutouts=(replace(SINK, high=(800.0, 210.5)),))), "A")
    assert (name, "has a contour at 420, 70 that leaves the board") in [
        (one.file, one.what) for one in drawing_differences({**files, name: out})
    ]


@pytest.mark.parametrize("data", [b"", b"0\nEOF\n", b"\xff", b"hello"])
def test_what_is_no_drawing_is_told_in_words(data: bytes) -> None:
    with pytest.raises(DrawingError):
        read_drawing(data, "A")
