"""Panel drawings, read back with ezdxf: every bore and groove where the panel has it, on both faces, and nothing else."""

from __future__ import annotations

import io
import math
import os
import time
from dataclasses import replace
from pathlib import Path

import ezdxf
import pytest
from ezdxf.document import Drawing as Document

from app.components.parts import Groove, Hole, Panel
from app.records import Text
from app.takeoff.job import CutLine
from app.takeoff.take_off import take_off
from exporters.bundle import Bundle
from exporters.layers import drill, number
from exporters.panel_dxf import draw_face, faces, write_panels
from tests.takeoff.factory import CARCASS, SIDE_GROOVES, SIDE_HOLES, Materials, base600, layout, panel, unit

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "package"
SIDE = panel("side_l", 720, 560, holes=SIDE_HOLES, grooves=SIDE_GROOVES)


def line_of(one: Panel) -> CutLine:
    (line,) = take_off(layout(unit(one)), Materials()).cut_list
    return line


def read(data: bytes) -> Document:
    """Return a drawing read back, after an audit that found nothing."""
    document = ezdxf.read(io.StringIO(data.decode("ascii")))
    auditor = document.audit()
    assert not auditor.errors
    assert not auditor.fixes
    return document


def circles(document: Document) -> set[tuple[str, float, float, float]]:
    return {
        (c.dxf.layer, c.dxf.center.x, c.dxf.center.y, 2 * c.dxf.radius) for c in document.modelspace().query("CIRCLE")
    }


def polylines(document: Document, start: str) -> dict[str, list[tuple[float, float]]]:
    found = {}
    for one in document.modelspace().query("LWPOLYLINE"):
        if one.dxf.layer.startswith(start):
            assert one.closed
            found[one.dxf.layer] = [(x, y) for x, y in one.get_points("xy")]
    return found


def texts(document: Document) -> list[str]:
    return [ezdxf.decode_dxf_unicode(one.dxf.text) for one in document.modelspace().query("TEXT")]


def test_the_header_says_millimetres_and_r2000() -> None:
    document = read(draw_face(line_of(SIDE), "A"))
    assert document.dxfversion == "AC1015"
    assert document.header["$INSUNITS"] == 4
    assert document.header["$MEASUREMENT"] == 1
    assert document.header["$EXTMIN"][:2] == (0, 0)
    assert document.header["$EXTMAX"][:2] == (720, 560)


def test_face_a_has_its_bores_and_grooves_on_the_layers_of_the_reference() -> None:
    document = read(draw_face(line_of(SIDE), "A"))
    assert circles(document) == {
        ("DRILL_V_D10_Z12", 9, 40, 10),
        ("DRILL_V_D8_Z12", 9, 72, 8),
        ("DRILL_V_D5_Z12", 296, 37, 5),
        ("DRILL_V_D5_Z18", 500, 120, 5),
    }
    assert polylines(document, "OUTLINE") == {"OUTLINE_T18": [(0, 0), (720, 0), (720, 560), (0, 560)]}
    assert polylines(document, "GROOVE") == {"GROOVE_A_W6_Z6": [(0, 536), (720, 536), (720, 542), (0, 542)]}


def test_bores_in_edges_are_lines_from_the_edge_inward() -> None:
    document = read(draw_face(line_of(SIDE), "A"))
    lines = {
        one.dxf.layer: (tuple(one.dxf.start)[:2], tuple(one.dxf.end)[:2]) for one in document.modelspace().query("LINE")
    }
    assert lines == {
        "DRILL_H_XP_D8_Z34_H9": ((0, 40), (34, 40)),
        "DRILL_H_XM_D8_Z34_H9": ((720, 50), (686, 50)),
        "DRILL_H_YP_D8_Z20_H9": ((100, 0), (100, 20)),
        "DRILL_H_YM_D8_Z20_5_H7_5": ((200, 560), (200, 539.5)),
    }


def test_face_b_is_seen_from_b_with_l1_below() -> None:
    """Turned over left to right: what lay 85.5 from W1 lies 85.5 from the right; y stays, because L1 stays below."""
    document = read(draw_face(line_of(SIDE), "B"))
    assert circles(document) == {("DRILL_V_D5_Z12", 634.5, 37, 5), ("DRILL_V_D35_Z13", 103, 22.5, 35)}
    (groove,) = polylines(document, "GROOVE").values()
    assert set(polylines(document, "GROOVE")) == {"GROOVE_B_W9_Z9"}
    assert {x for x, _ in groove} == {720, 320}
    assert {y for _, y in groove} == {25.5, 34.5}
    assert not document.modelspace().query("LINE")
    assert "FACE B, TURNED OVER LEFT TO RIGHT, L1 BELOW" in texts(document)


def test_an_l_pattern_keeps_its_hand_on_a_and_shows_the_other_on_b() -> None:
    """Three bores through the board make an L; from B it must look mirrored, or the board would be ruined."""
    corner, along, up = (100.0, 50.0), (300.0, 50.0), (100.0, 90.0)
    holes = [
        Hole("thru", face, x, y, 18.0 if face == "A" else 0.0, diameter, 9.0)
        for face in ("A", "B")
        for diameter, (x, y) in zip((5.0, 8.0, 10.0), (corner, along, up), strict=True)
    ]
    line = line_of(panel("l", 600, 400, holes=tuple(holes)))  # type: ignore[arg-type]

    def hand(face: str) -> float:
        at = {d: (x, y) for _, x, y, d in circles(read(draw_face(line, face)))}
        (cx, cy), (ax, ay), (ux, uy) = at[5], at[8], at[10]
        return (ax - cx) * (uy - cy) - (ay - cy) * (ux - cx)

    assert hand("A") == 200 * 40
    assert hand("B") == -200 * 40


def test_a_notched_panel_is_mirrored_with_its_contour() -> None:
    outline = ((0.0, 0.0), (600.0, 0.0), (600.0, 400.0), (150.0, 400.0), (150.0, 300.0), (0.0, 300.0))
    line = line_of(panel("n", 600, 400, outline=outline, holes=(Hole("x", "B", 20.0, 280.0, 0.0, 5.0, 5.0),)))
    (contour,) = polylines(read(draw_face(line, "B")), "OUTLINE").values()
    assert contour == [(600, 0), (0, 0), (0, 400), (450, 400), (450, 300), (600, 300)]
    assert circles(read(draw_face(line, "B"))) == {("DRILL_V_D5_Z5", 580, 280, 5)}


def test_a_drawing_equals_the_reference_panel(shared: Path) -> None:
    """The right side of worked example 9.1 as written elsewhere in R12: same layers, same bores, same groove."""
    reference = ezdxf.readfile(shared / "reference" / "formats" / "base600_sideR_r12.dxf")
    bores = [("nut10", x, y, 10.0) for x, y in ((9, 40), (9, 520), (711, 34), (711, 526))]
    bores += [("dow8f", x, y, 8.0) for x, y in ((9, 72), (9, 488), (711, 66), (711, 494))]
    bores += [("pin5", x, y, 5.0) for x in (296, 328, 360, 392, 424) for y in (37, 485)]
    bores += [("plate5", x, 37, 5.0) for x in (85.5, 117.5, 602.5, 634.5)]
    holes = tuple(Hole(kind, "A", x, y, 18.0, diameter, 12.0) for kind, x, y, diameter in bores)
    side = panel(
        "side_r", 720, 560, holes=holes, grooves=(Groove("back", "A", (0.0, 539.0), (720.0, 539.0), 6.0, 6.0),)
    )
    document = read(draw_face(line_of(side), "A"))
    assert circles(document) == circles(reference)
    assert len(circles(document)) == 22
    assert {"OUTLINE_T18", "GROOVE_A_W6_Z6"} <= {layer.dxf.name for layer in reference.layers}
    assert {"OUTLINE_T18", "GROOVE_A_W6_Z6"} <= {layer.dxf.name for layer in document.layers}


def test_a_groove_may_run_at_any_angle() -> None:
    line = line_of(panel("g", 400, 300, grooves=(Groove("x", "A", (10.0, 10.0), (40.0, 50.0), 5.0, 4.0),)))
    (corners,) = polylines(read(draw_face(line, "A")), "GROOVE").values()
    assert math.dist(corners[0], corners[1]) == pytest.approx(50)
    assert math.dist(corners[1], corners[2]) == pytest.approx(5)
    assert corners[0] == (12, 8.5)


def test_face_b_is_drawn_only_when_something_is_machined_there() -> None:
    assert faces(SIDE) == ("A", "B")
    assert faces(replace(SIDE, holes=SIDE_HOLES[:4], grooves=SIDE_GROOVES[:1])) == ("A",)
    assert faces(replace(SIDE, holes=(), grooves=SIDE_GROOVES)) == ("A", "B")


@pytest.mark.parametrize("name", ["左侧板 × é – ①", "％%%c^J\\U+4E00\\P", "a\nb\x00c", "𠮷野", ""])
def test_chinese_and_hostile_names_come_back_as_text(name: str) -> None:
    data = draw_face(line_of(replace(SIDE, name=Text(name, "Side"))), "A")
    data.decode("ascii")
    first = texts(read(data))[0]
    assert first.startswith("L001 ")
    assert first.endswith("Side")
    if name == "左侧板 × é – ①":
        assert first == f"L001 {name} Side"


def test_layer_names_are_plain_for_any_size() -> None:
    assert [number(value) for value in (18, 18.0, 13.5, 0.5, 1000, 9.25, 100.0)] == [
        "18",
        "18",
        "13_5",
        "0_5",
        "1000",
        "9_25",
        "100",
    ]
    assert drill(Hole("x", "L2", 0, 0, 12.75, 7.5, 100)) == "DRILL_H_YM_D7_5_Z100_H12_75"


def test_every_line_has_its_drawings_and_all_are_sound() -> None:
    job = take_off(layout(base600(), base600()), Materials())
    written = dict(write_panels(Bundle(job, job.layout.design)))
    assert set(written) == {
        f"panels/{job.id}-L{line.number:03d}_{face}.dxf" for line in job.cut_list for face in faces(line.panel)
    }
    for line in job.cut_list:
        document = read(written[f"panels/{job.id}-L{line.number:03d}_A.dxf"])
        assert all(any(code in text for text in texts(document)) for code in line.codes[:6])
        assert len(circles(document)) == sum(hole.face == "A" for hole in line.panel.holes)


def test_the_same_drawing_is_the_same_bytes() -> None:
    assert draw_face(line_of(SIDE), "A") == draw_face(line_of(SIDE), "A")


def test_two_hundred_distinct_panels_are_a_matter_of_seconds() -> None:
    many = unit(*[panel(f"p{i}", 400 + i, 300, edges=CARCASS, holes=SIDE_HOLES[:4]) for i in range(200)])
    job = take_off(layout(many), Materials())
    start = time.process_time()
    assert len(list(write_panels(Bundle(job, job.layout.design)))) == 200
    assert time.process_time() - start < 15


@pytest.mark.parametrize("face", ["A", "B"])
def test_the_drawing_is_the_golden_one(face: str) -> None:
    """JIYANG_GOLDEN=rewrite writes the files anew; look at the difference before you commit it."""
    path, data = GOLDEN / f"side_{face}.dxf", draw_face(line_of(SIDE), face)
    if os.environ.get("JIYANG_GOLDEN") == "rewrite":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert path.read_bytes() == data
