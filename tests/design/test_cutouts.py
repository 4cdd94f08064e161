"""Worktops cut out over sinks and hobs, with the shipped library: where the hole lies, where slabs may not meet, what cannot be cut.

End panels, which carry the worktop on.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from app.components.catalog import open_catalog
from app.components.parts import Values
from app.design import edits
from app.design.design import Design, as_values
from app.design.layout import Placed, lay_out
from app.fit.check import check
from app.fit.finding import Finding
from app.geometry.frame import Frame
from app.plans.files import read_plan

ROOT = Path(__file__).resolve().parents[2]
CATALOG = open_catalog(ROOT / "components_library")
PLAN = read_plan(ROOT / "floorplans" / "room.toml")

type Stand = tuple[str, float, Frame]  # sample, width, where it is held


def design_of(*stands: Stand, depth: float = 560.0) -> Design:
    design = edits.new_design(PLAN, CATALOG.stamp, "worktops")
    for sample, width, frame in stands:
        design, _ = edits.place(design, sample, frame, {"width": width, "depth": depth})
    return design


def row(wall: Frame, *units: tuple[str, float], depth: float = 560.0) -> Design:
    """Units side by side from the left, their backs on the x axis of `wall`."""
    stands, x = [], 0.0
    for sample, width in units:
        stands.append((sample, width, wall.then(Frame(x))))
        x += width
    return design_of(*stands, depth=depth)


def worktops(design: Design) -> list[Placed]:
    return [placed for placed in lay_out(design, CATALOG).placed if placed.id.startswith("worktop:")]


def holes(design: Design) -> list[tuple[float, ...]]:
    """The plan corners of all cut-outs: low x, low y, high x, high y."""
    found = []
    for run in worktops(design):
        for panel in run.component.panels:
            for hole in panel.cutouts:
                spots = [run.frame.out(panel.pose.out((*corner, 0.0))) for corner in (hole.low, hole.high)]
                xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
                found.append((min(xs), min(ys), max(xs), max(ys)))
    return sorted(found)


def asked(design: Design) -> list[tuple[float, ...]]:
    found = []
    for placed in lay_out(design, CATALOG).placed:
        for cut in placed.component.cuts:
            spots = [placed.frame.out((*corner, 0.0)) for corner in (cut.low, cut.high)]
            xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return sorted(found)


def missing(design: Design) -> list[Finding]:
    found = check(lay_out(design, CATALOG), CATALOG.profiles[design.profile])
    return [finding for finding in found if finding.rule == "worktop_cutout"]


KITCHEN = (("base_doors", 600.0), ("base_sink", 800.0), ("base_drawers", 450.0), ("base_hob", 900.0))


def test_the_numbers_of_a_sink_and_a_hob_by_hand() -> None:
    (run,) = worktops(row(Frame(500, 3000), *KITCHEN))
    (slab,) = run.component.panels
    # sink: rim 700 x 400 at 50, 55 of its unit, cut 15 inside; hob of domain.md 7.4: 680 x 350 in the middle of 900; 40 overhang
    sink, hob = slab.cutouts
    assert (sink.kind, sink.low, sink.high, sink.radius) == ("sink", (665, 110), (1335, 480), 15)
    assert (hob.kind, hob.low, hob.high, hob.radius) == ("hob", (1960, 140), (2640, 490), 15)


@pytest.mark.parametrize("turn", [0.0, 90.0, 180.0, 270.0])
@pytest.mark.parametrize("units", [KITCHEN, KITCHEN[::-1]], ids=["sink left", "sink right"])
def test_the_cut_out_lies_over_its_sink_however_the_row_is_turned(
    turn: float, units: tuple[tuple[str, float], ...]
) -> None:
    design = row(Frame(2500, 2500, 0, turn), *units)
    assert len(holes(design)) == 2
    for hole, wanted in zip(holes(design), asked(design), strict=True):
        assert hole == pytest.approx(wanted, abs=0.01)
    assert not missing(design)


def test_a_row_cut_short_in_a_corner_keeps_its_cut_out_over_the_sink() -> None:
    # row along the north wall into the corner at x = 0; the other on the west wall ends at its front, its worktop is 40 shorter
    north = (("base_doors", 900.0, Frame(0, 3000)), ("base_doors", 600.0, Frame(900, 3000)))
    west = (("base_doors", 600.0, Frame(0, 1840, 0, 90)), ("base_sink", 800.0, Frame(0, 1040, 0, 90)))
    design = design_of(*north, *west)
    assert len(worktops(design)) == 2 and len(holes(design)) == 1
    assert holes(design)[0] == pytest.approx(asked(design)[0], abs=0.01)
    assert not missing(design)


def test_slabs_never_meet_in_a_cut_out_nor_near_it() -> None:
    web, longest = 50.0, 3000.0
    for before in range(0, 3001, 150):
        units = [("base_doors", 600.0)] * (before // 600) + (
            [("base_doors", 300.0 + before % 600)] if before % 600 else []
        )
        design = row(
            Frame(0, 3000),
            *units,
            ("base_sink", 800.0),
            ("base_doors", 600.0),
            ("base_hob", 900.0),
            ("base_doors", 900.0),
        )
        (run,) = worktops(design)
        slabs = sorted((panel.pose.at[0], panel.pose.at[0] + panel.length) for panel in run.component.panels)
        assert slabs[0][0] == 0 and slabs[-1][1] == pytest.approx(run.component.body.high[0])
        assert all(a[1] == pytest.approx(b[0], abs=1e-6) for a, b in pairwise(slabs))
        assert all(0 < high - low <= longest + 0.01 for low, high in slabs)
        assert len(holes(design)) == 2
        for low, _, high, _ in holes(design):
            assert any(start + web <= low + 0.01 and high <= end - web + 0.01 for start, end in slabs)


@pytest.mark.parametrize(
    ("length", "slabs"),
    [
        (2400, [2400]),
        (3000, [3000]),
        (3000.5, [1501, 1499.5]),
        (5999.5, [3000, 2999.5]),
        (6500, [2167, 2167, 2166]),
        (12000, [3000] * 4),
    ],
)
def test_without_cut_outs_slabs_share_the_length_in_whole_mm(length: float, slabs: list[float]) -> None:
    assert [panel.length for panel in CATALOG.build("worktop_run", (("length", length),)).panels] == slabs


def test_a_cut_out_too_near_the_end_is_not_cut_and_told() -> None:
    # the sink stands in the corner: its worktop ends 40 before its unit, 65 - 40 = 25 mm beside the cut-out
    north = (("base_doors", 900.0, Frame(0, 3000)), ("base_doors", 600.0, Frame(900, 3000)))
    design = design_of(*north, ("base_sink", 800.0, Frame(0, 1640, 0, 90)))
    assert holes(design) == []
    (finding,) = missing(design)
    assert (finding.level, finding.units, finding.measured, finding.required) == ("error", ("u3",), 25.0, 50.0)


def test_a_hob_too_near_the_back_edge_is_not_cut_and_told() -> None:
    (finding,) = missing(row(Frame(500, 3000), ("base_hob", 900.0), depth=480.0))
    assert (finding.measured, finding.required) == (30.0, 50.0)  # 480 - 450


def test_the_fifth_cut_out_of_a_worktop_is_told() -> None:
    design = row(Frame(0, 3000), *[("base_sink", 800.0)] * 5)
    assert len(holes(design)) == 4
    (finding,) = missing(design)
    assert (finding.units, finding.required) == (("u5",), 4)


def test_no_cut_out_of_a_worktop_comes_from_values_that_do_not_fit() -> None:
    asked: Values = as_values(
        {"length": 1200.0, "cut_1_x": 40.0, "cut_1_y": 70.0, "cut_1_width": 600.0, "cut_1_depth": 300.0}
    )
    assert CATALOG.build("worktop_run", asked).panels[0].cutouts == ()


def test_an_end_panel_hides_the_side_beside_it_and_carries_the_worktop_on() -> None:
    design = row(Frame(1000, 4000), ("base_sink", 800.0))
    (run,) = worktops(design)
    assert (run.component.body.high[0], lay_out(design, CATALOG).placed[0].component.seen) == (800, ("left", "right"))
    design, _ = edits.place(design, "end_panel", Frame(1800, 4000))
    (run,) = worktops(design)
    assert (run.component.body.high[0], lay_out(design, CATALOG).placed[0].component.seen) == (818, ("left",))


def test_an_end_panel_alone_carries_no_worktop() -> None:
    design, _ = edits.place(edits.new_design(PLAN, CATALOG.stamp, "alone"), "end_panel", Frame(1000, 4000))
    assert worktops(design) == []
