"""Sheet drawings, read back: every part where the nesting put it, turned parts turned with all that is on them, never mirrored."""

from __future__ import annotations

import math
import os
from dataclasses import replace

import pytest

from app.components.parts import Hole, Panel
from app.takeoff.job import JobPanel, Offcut, Part, Sheet
from app.takeoff.nest import nest
from app.takeoff.take_off import take_off
from exporters.bundle import Bundle
from exporters.sheet_dxf import draw_sheet, write_sheets
from tests.exporters.test_panel_dxf import GOLDEN, circles, read, texts
from tests.takeoff.factory import SIDE_GROOVES, SIDE_HOLES, Materials, base600, layout, panel, unit

SIDE = panel("side_l", 720, 560, holes=SIDE_HOLES, grooves=SIDE_GROOVES)


def contours(data: bytes, layer: str) -> list[list[tuple[float, float]]]:
    return [
        [(x, y) for x, y in one.get_points("xy")]
        for one in read(data).modelspace().query("LWPOLYLINE")
        if one.dxf.layer == layer
    ]


def one_sheet(one: Panel, turned: bool) -> tuple[Sheet, dict[str, JobPanel]]:
    job = take_off(layout(unit(one)), Materials())
    (job_panel,) = job.panels
    size = (one.cut_width, one.cut_length) if turned else (one.cut_length, one.cut_width)
    part = Part(job_panel.code, 10.0, 10.0, *size, turned)
    rest = Offcut(1000.0, 10.0, 1430.0, 1200.0)
    sheet = Sheet(1, job_panel.board, one.decor, 2440.0, 1220.0, 10.0, 4.0, (part,), (rest,))
    return sheet, {job_panel.code: job_panel}


def test_a_part_lies_as_it_is_cut_with_its_bores_shifted_by_the_bands() -> None:
    sheet, panels = one_sheet(SIDE, turned=False)
    data = draw_sheet(sheet, panels, "JOB")
    assert contours(data, "SHEET_OUTLINE") == [[(0, 0), (2440, 0), (2440, 1220), (0, 1220)]]
    assert contours(data, "PART_OUTLINE") == [[(10, 10), (729, 10), (729, 568.5), (10, 568.5)]]
    assert contours(data, "OFFCUT") == [[(1000, 10), (2430, 10), (2430, 1210), (1000, 1210)]]
    assert circles(read(data)) == {
        ("DRILL_V_D10_Z12", 18.5, 49, 10),
        ("DRILL_V_D8_Z12", 18.5, 81, 8),
        ("DRILL_V_D5_Z12", 305.5, 46, 5),
        ("DRILL_V_D5_Z18", 509.5, 129, 5),
    }
    assert contours(data, "GROOVE_A_W6_Z6") == [[(10, 545), (729, 545), (729, 551), (10, 551)]]
    assert not contours(data, "GROOVE_B_W9_Z9")


def test_a_turned_part_is_turned_a_quarter_and_not_mirrored() -> None:
    sheet, panels = one_sheet(SIDE, turned=True)
    data = draw_sheet(sheet, panels, "JOB")
    (contour,) = contours(data, "PART_OUTLINE")
    assert set(contour) == {(10, 10), (568.5, 10), (568.5, 729), (10, 729)}
    at = {layer: (x, y) for layer, x, y, _ in circles(read(data))}
    assert at["DRILL_V_D10_Z12"] == (10 + 558.5 - 39, 10 + 8.5)
    a, b, c = at["DRILL_V_D10_Z12"], at["DRILL_V_D8_Z12"], at["DRILL_V_D5_Z12"]
    hand = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    assert hand == pytest.approx((9 - 9) * (37 - 40) - (72 - 40) * (296 - 9))


def test_every_part_of_a_nested_job_is_drawn_inside_with_all_its_bores() -> None:
    job = nest(take_off(layout(base600(), base600()), Materials()))
    panels = {one.code: one.panel for one in job.panels}
    files = dict(write_sheets(Bundle(job, job.layout.design)))
    assert len(files) == len(job.sheets)
    for sheet, data in zip(job.sheets, files.values(), strict=True):
        boxes = sorted(
            (min(x for x, _ in c), min(y for _, y in c), max(x for x, _ in c), max(y for _, y in c))
            for c in contours(data, "PART_OUTLINE")
        )
        assert boxes == sorted(
            (p.x, p.y, pytest.approx(p.x + p.length), pytest.approx(p.y + p.width)) for p in sheet.parts
        )
        bores = circles(read(data))
        assert len(bores) == sum(hole.face == "A" for part in sheet.parts for hole in panels[part.code].holes)
        assert all(any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes) for _, x, y, _ in bores)
        assert all(any(part.code in text for text in texts(read(data))) for part in sheet.parts)


@pytest.mark.parametrize("turned", [False, True])
def test_distances_between_bores_survive_the_laying(turned: bool) -> None:
    holes = tuple(
        Hole("x", "A", x, y, 18.0, 5.0 + i, 10.0)
        for i, (x, y) in enumerate(((50.0, 60.0), (333.5, 61.0), (80.0, 400.0)))
    )
    sheet, panels = one_sheet(replace(SIDE, holes=holes, grooves=()), turned)
    at = {d: (x, y) for _, x, y, d in circles(read(draw_sheet(sheet, panels, "JOB")))}
    for i in range(3):
        for j in range(i):
            expected = math.dist((holes[i].x, holes[i].y), (holes[j].x, holes[j].y))
            assert math.dist(at[5.0 + i], at[5.0 + j]) == pytest.approx(expected, abs=1e-5)


def test_the_sheet_is_the_golden_one() -> None:
    sheet, panels = one_sheet(SIDE, turned=True)
    path, data = GOLDEN / "sheet.dxf", draw_sheet(sheet, panels, "JOB")
    if os.environ.get("JIYANG_GOLDEN") == "rewrite":
        path.write_bytes(data)
    assert path.read_bytes() == data
