"""Layout -> Job: codes, cut list and bill of materials against the worked examples and against themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.components.parts import Edge, Edges, Fitting, Panel
from app.components.sides import area_mm2, sides
from app.records import Text
from app.takeoff.contour import cut_outline, insets
from app.takeoff.job import TakeoffError
from app.takeoff.settings import BandSettings, default_settings, read_settings
from app.takeoff.take_off import job_code, take_off
from tests.takeoff.factory import ABS05, ABS1, BARE, CARCASS, SIDE_HOLES, Materials, base600, layout, panel, unit

CATALOG = Materials()


def worked_panels(shared: Path, key: str) -> list[Panel]:
    """Return one panel per piece of a worked example: board by thickness and place, edges as listed."""
    cabinets = json.loads((shared / "reference" / "worked_examples.json").read_text(encoding="utf-8"))["cabinets"]
    parts = next(cabinet for cabinet in cabinets if cabinet["key"] == key)["parts"]
    made = []
    for part in parts:
        length, width, thickness = (float(part[k]) for k in ("L", "W", "T"))
        bands = [Edge(f"abs_{t}", float(t)) if t else Edge() for t in part["eb"]]
        for i in range(part["qty"]):
            board = "mdf5" if thickness == 5 else "mfc18"
            made.append(
                panel(
                    f"{part['name']}{i}", length, width, board=board, thickness=thickness,
                    decor="oak" if "front" in str(part["mat"]) else "white", edges=Edges(*bands),
                )
            )  # fmt: skip
    return made


@pytest.mark.parametrize("key", ["base600", "wall800"])
def test_the_bill_equals_the_worked_example(shared: Path, key: str) -> None:
    cabinets = json.loads((shared / "reference" / "worked_examples.json").read_text(encoding="utf-8"))["cabinets"]
    expected = next(cabinet for cabinet in cabinets if cabinet["key"] == key)
    job = take_off(layout(unit(*worked_panels(shared, key))), CATALOG)
    areas = {(line.board.id, line.decor): line.area_m2 for line in job.boards}
    assert areas == {
        ("mfc18", "white"): pytest.approx(expected["area_m2"]["18 MFC"], abs=5e-7),
        ("mdf5", "white"): pytest.approx(expected["area_m2"]["5 MDF"], abs=5e-7),
        ("mfc18", "oak"): pytest.approx(expected["area_m2"]["18 front"], abs=5e-7),
    }
    for thickness in (1.0, 0.5):
        net = sum(line.net_m for line in job.bands if line.thickness == thickness)
        assert net == pytest.approx(expected["band_m"][str(thickness)], abs=1e-9)
    cut = {(p.panel.cut_length, p.panel.cut_width) for p in job.panels}
    assert cut == {(part["cutL"], part["cutW"]) for part in expected["parts"]}


def test_every_physical_panel_has_a_code_of_its_own_that_a_label_can_carry() -> None:
    job = take_off(layout(base600(), base600(), base600()), CATALOG)
    codes = [one.code for one in job.panels]
    assert len(set(codes)) == len(codes) == 27
    assert all(code.isascii() and len(code) <= 20 and not set(code) & set("ILO ") for code in codes)
    assert codes[0] == f"{job.id}-U1-01"
    assert codes[-1] == f"{job.id}-U3-09"


def test_codes_depend_on_the_content_of_the_design_only() -> None:
    one, again = layout(base600()), layout(base600())
    assert [p.code for p in take_off(one, CATALOG).panels] == [p.code for p in take_off(again, CATALOG).panels]
    as_whole_numbers = replace(one.design, units=(replace(one.design.units[0], values=(("width", 600),)),))
    as_floats = replace(one.design, units=(replace(one.design.units[0], values=(("width", 600.0),)),))
    other = replace(one.design, units=(replace(one.design.units[0], values=(("width", 600.5),)),))
    assert job_code(as_whole_numbers, "a") == job_code(as_floats, "a") != job_code(other, "a")


def test_another_library_gives_other_codes() -> None:
    """A code is what a machine looks its drawing up by: where the library drills otherwise, no drawing may take another's name."""
    made = layout(base600())
    before, after = take_off(made, CATALOG), take_off(made, replace(CATALOG, stamp="another library"))
    assert not {one.code for one in before.panels} & {one.code for one in after.panels}


def test_unit_ids_that_no_label_can_carry_get_a_tag_by_their_place() -> None:
    made = take_off(layout(*[unit(panel("a", 500, 300))] * 4, ids=("u1", "worktop/kitchen", "U1", "x2")), CATALOG)
    assert [one.code.split("-")[1] for one in made.panels] == ["U1", "X2", "X3", "X4"]


def test_equal_panels_share_a_line_and_one_hole_more_parts_them() -> None:
    side = panel("side", 720, 560, holes=SIDE_HOLES)
    turned_list = replace(side, id="other", role="other", holes=tuple(reversed(SIDE_HOLES)))
    fewer = replace(side, holes=SIDE_HOLES[:-1])
    job = take_off(layout(unit(side, turned_list), unit(side, fewer)), CATALOG)
    assert sorted(line.qty for line in job.cut_list) == [1, 3]
    three = next(line for line in job.cut_list if line.qty == 3)
    assert [code[9:] for code in three.codes] == ["U1-01", "U1-02", "U2-01"]


@pytest.mark.parametrize(
    "change",
    [
        {"decor": "oak"},
        {"edges": Edges(ABS1, ABS1, ABS05, ABS05)},
        {"cut_length": 720.0},
        {"outline": ((0.0, 0.0), (720.0, 0.0), (720.0, 560.0), (10.0, 560.0), (0.0, 550.0))},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_a_machine_would_do_otherwise_makes_another_line(change: dict[str, object]) -> None:
    side = panel("side", 720, 560)
    job = take_off(layout(unit(side, replace(side, **change))), CATALOG)
    assert [line.qty for line in job.cut_list] == [1, 1]


def test_the_parts_add_up_to_the_totals() -> None:
    job = take_off(layout(*[base600()] * 7), CATALOG)
    assert sum(line.qty for line in job.cut_list) == len(job.panels) == 63
    assert [line.number for line in job.cut_list] == list(range(1, len(job.cut_list) + 1))
    assert sorted(code for line in job.cut_list for code in line.codes) == sorted(one.code for one in job.panels)
    area = sum((area_mm2(one.panel.outline) for one in job.panels), Decimal(0)) / 1_000_000
    assert sum(Decimal(repr(line.area_m2)) for line in job.boards) == area
    assert sum(line.panels for line in job.boards) == len(job.panels)
    net = sum((side.length for one in job.panels for side in sides(one.panel) if side.band.thickness), Decimal(0))
    assert sum(Decimal(repr(line.net_m)) for line in job.bands) == net / 1000
    assert {line.article: line.qty for line in job.fittings} == {"hinge": 28, "leg": 28}


def test_a_tenth_of_a_millimetre_is_not_lost_over_a_thousand_panels() -> None:
    job = take_off(layout(unit(*[panel(f"p{i}", 100.1, 100.1, edges=Edges(L1=ABS1)) for i in range(1000)])), CATALOG)
    assert job.boards[0].area_m2 == 10.02001
    assert job.bands[0].net_m == 100.1


def test_band_to_order_has_overhang_per_edge_and_waste() -> None:
    settings = replace(default_settings(), bands=BandSettings(overhang=40, waste=0.1, height_over=4))
    job = take_off(layout(unit(panel("a", 1000, 500, edges=Edges(ABS1, ABS1, Edge(), Edge())))), CATALOG, settings)
    (line,) = job.bands
    assert (line.thickness, line.height, line.net_m, line.order_m) == (1.0, 22.0, 2.0, 2.288)


def test_shipped_settings_stay_within_what_the_trade_does() -> None:
    settings = default_settings()
    assert 3.2 <= settings.nesting.kerf <= 4.8
    assert 5 <= settings.nesting.trim <= 10
    assert 30 <= settings.bands.overhang <= 50
    assert 0.05 <= settings.bands.waste <= 0.10
    assert 18 + settings.bands.height_over == 22


def test_worktops_are_lines_of_their_own_and_never_nested() -> None:
    top = panel("worktop", 2400, 600, board="quartz15", decor="stone", thickness=15, edges=BARE)
    job = take_off(layout(unit(top)), CATALOG)
    (line,) = job.boards
    assert (line.board.id, line.panels, line.area_m2, line.sheets) == ("quartz15", 1, 1.44, 0)


def test_grain_counts_only_where_the_decor_has_one() -> None:
    job = take_off(layout(unit(panel("a", 500, 300, decor="oak"), panel("b", 500, 300))), CATALOG)
    assert [one.grain for one in job.panels] == ["length", "none"]


L_SHAPE = ((0.0, 0.0), (542.0, 0.0), (542.0, 322.0), (864.0, 322.0), (864.0, 864.0), (0.0, 864.0))


def test_an_l_panel_has_its_true_area_and_its_notch_is_banded_by_the_way_it_faces() -> None:
    made = panel("l", 864, 864, outline=L_SHAPE, edges=Edges(ABS1, ABS05, ABS05, ABS05))
    assert area_mm2(L_SHAPE) == 864 * 864 - 322 * 322
    facing = {name: sum(side.length for side in sides(made) if side.faces == name) for name in ("L1", "W2")}
    assert facing == {"L1": 864, "W2": 864}
    assert insets(made) == (1.0, 0.5, 1.0, 0.5, 0.5, 0.5)
    assert cut_outline(made) == ((0.0, 0.0), (541.0, 0.0), (541.0, 322.0), (863.0, 322.0), (863.0, 862.5), (0.0, 862.5))


def test_pre_milling_is_shared_by_the_banded_edges() -> None:
    made = replace(panel("a", 720, 560, edges=CARCASS), cut_length=720.0, cut_width=559.5)
    assert insets(made) == (0.5, 0.0, 0.0, 0.0)
    assert cut_outline(made)[2] == (720.0, 559.5)


def test_a_sloped_panel_keeps_its_slope_under_the_band() -> None:
    slope = panel("s", 400, 300, outline=((0.0, 0.0), (400.0, 0.0), (400.0, 100.0), (0.0, 300.0)), edges=Edges(L2=ABS1))
    (x0, y0), (x1, y1) = cut_outline(slope)[3], cut_outline(slope)[2]
    assert (x0, x1) == (0.0, 400.0)
    assert (y0 - y1) / 400 == pytest.approx(0.5)
    assert 300 - y0 == pytest.approx(1.0 * (1.25**0.5), abs=1e-6)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"board": "none"}, "no board 'none'"),
        ({"decor": "none"}, "no decor 'none'"),
        ({"thickness": 16.0}, "16 mm thick, but its board 'mfc18' has 18 mm"),
        ({"length": float("nan")}, "not above zero"),
        ({"cut_width": 0.0}, "not above zero"),
        ({"outline": ((0.0, 0.0), (0.0, 10.0), (10.0, 0.0))}, "counter-clockwise"),
    ],
)
def test_a_panel_that_cannot_be_made_is_named(change: dict[str, object], cause: str) -> None:
    with pytest.raises(TakeoffError, match=cause) as caught:
        take_off(layout(unit(replace(panel("bad", 720, 560), **change))), CATALOG)
    assert caught.value.place == "u1/bad"
    assert caught.value.file == "测试 home"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("kerf = 4.0", "kerf = -1.0", "nesting.kerf"),
        ("kerf = 4.0", "", "kerf"),
        ("queues = [8, 32]", "queues = [8, 0]", "nesting.queues[1]"),
        ("overhang = 40.0", 'overhang = "wide"', "bands.overhang"),
    ],
)
def test_a_slip_in_the_settings_is_told_by_file_and_key(tmp_path: Path, old: str, new: str, place: str) -> None:
    shipped = Path(__file__).resolve().parents[2] / "components_library" / "takeoff.toml"
    path = tmp_path / "takeoff.toml"
    path.write_text(shipped.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(TakeoffError, match=place.replace("[", r"\[")) as caught:
        read_settings(path)
    assert str(path) in str(caught.value)


def test_fittings_of_all_units_are_summed() -> None:
    three = Fitting("three_in_one_set", Text("三合一", "Connector set"), 8)
    handle = Fitting("handle_128", Text("拉手", "Handle"), 2)
    job = take_off(layout(unit(fittings=(three, handle)), unit(fittings=(three,))), CATALOG)
    assert [(line.article, line.qty) for line in job.fittings] == [("handle_128", 2), ("three_in_one_set", 16)]
