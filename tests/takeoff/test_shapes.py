"""Parts that are no plain rectangle: the L corner of worked example 9.6, cut-outs, bands side by side, what no machine takes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.components.panels import panels_json
from app.components.parts import Cutout, Edge, Edges, Fitting, Hole, Panel, Pocket
from app.components.sides import is_rectangle, net_mm2, sides
from app.records import Text
from app.takeoff.contour import cut_origin, cut_outline
from app.takeoff.job import TakeoffError
from app.takeoff.take_off import take_off
from app.words import say
from tests.takeoff.factory import ABS05, ABS1, BARE, CARCASS, FRONT, Materials, layout, panel, unit

ALL05 = Edges(ABS05, ABS05, ABS05, ABS05)
PLAIN = Materials()


def l_panel(name: str, size: float, notch: float, **more: Any) -> Panel:
    """Return an L of 9.6: the notch lies towards the room, its two edges banded 1.0, all others 0.5."""
    leg = size - notch
    outline = ((0.0, 0.0), (leg, 0.0), (leg, notch), (size, notch), (size, size), (0.0, size))
    bands = (ABS05, ABS1, ABS1, ABS05, ABS05, ABS05)
    return panel(name, size, size, edges=ALL05, outline=outline, bands=bands, **more)


def corner(shared: Path) -> tuple[dict[str, Any], list[Panel]]:
    """Return worked example 9.6 and a panel for each of its pieces."""
    text = (shared / "reference" / "worked_examples.json").read_text(encoding="utf-8")
    example = next(one for one in json.loads(text)["cabinets"] if one["key"] == "cornerL900")
    made = []
    for part in example["parts"]:
        notch = {"Bottom L": 322.0, "Top L": 322.0, "Shelf adj. L": 341.0}.get(part["name"])
        if notch:
            made.append(l_panel(part["name"], float(part["L"]), notch))
        else:
            bands = Edges(*(Edge(f"abs_{t}", float(t)) for t in part["eb"]))
            decor = "oak" if part["mat"] == "18 front" else "white"
            made.append(panel(part["name"], float(part["L"]), float(part["W"]), edges=bands, decor=decor))
    return example, made


def test_the_bill_of_the_l_corner_equals_the_worked_example(shared: Path) -> None:
    """Bands over the true sides: notch edges in the notch's band, outer sides as long as they are (domain.md 9.6, 9.7)."""
    example, made = corner(shared)
    job = take_off(layout(unit(*made)), PLAIN)
    assert {(line.decor): line.area_m2 for line in job.boards} == {
        "white": pytest.approx(example["area_m2"]["18 MFC"], abs=5e-7),
        "oak": pytest.approx(example["area_m2"]["18 front"], abs=5e-7),
    }
    for thickness in (1.0, 0.5):
        net = sum(line.net_m for line in job.bands if line.thickness == thickness)
        assert net == pytest.approx(example["band_m"][str(thickness)], abs=1e-9)
    sizes = sorted((one.panel.cut_length, one.panel.cut_width) for one in job.panels)
    assert sizes == sorted((part["cutL"], part["cutW"]) for part in example["parts"])


def test_the_panels_document_of_the_l_corner_has_the_totals_of_the_worked_example(shared: Path) -> None:
    """`panels --json`: bands by side, milling and sizes of bought things are in the document, and it is plain JSON."""
    example, made = corner(shared)
    made[4] = replace(made[4], pockets=(Pocket("x", "A", (50.0, 50.0), (90.0, 90.0), 4.0, 3.0),))
    component = unit(*made, fittings=(Fitting("rod", Text("杆", "Rod"), 2, (572.0,)),))
    document = json.loads(json.dumps(panels_json(component, PLAIN), allow_nan=False))
    assert document["totals"]["band_m"] == example["band_m"]
    assert document["totals"]["area_m2"]["mfc18"] == pytest.approx(sum(example["area_m2"].values()), abs=1e-6)
    panels = {one["id"]: one for one in document["panels"]}
    assert panels["Shelf adj. L"]["bands"] == [0.5, 1.0, 1.0, 0.5, 0.5, 0.5]
    assert (panels["End R"]["bands"], panels["End R"]["pockets"], panels["End R"]["cutouts"]) == ([], [], [])
    assert panels["Bottom L"]["pockets"] == [
        {"kind": "x", "face": "A", "low": [50.0, 50.0], "high": [90.0, 90.0], "depth": 4.0, "radius": 3.0}
    ]
    assert {(one["article"], tuple(one["size"])) for one in document["fittings"]} == {("rod", (572.0,))}


def test_the_cut_contour_of_the_l_bottom_is_that_of_9_6() -> None:
    """Finished bounding 864, leg 542, notch 322; cut bounding 863, leg 540.5, notch 322.5."""
    bottom = l_panel("bottom", 864.0, 322.0)
    assert float(net_mm2(bottom)) == 864**2 - 322**2 == pytest.approx(0.6428e6, abs=50)
    assert cut_outline(bottom) == (
        (0.0, 0.0), (540.5, 0.0), (540.5, 322.5), (863.0, 322.5), (863.0, 863.0), (0.0, 863.0),
    )  # fmt: skip
    assert cut_origin(bottom) == (0.5, 0.5)
    assert [float(side.length) for side in sides(bottom)] == [542, 322, 322, 542, 864, 864]


def test_pre_milling_moves_every_banded_side_of_a_notched_part() -> None:
    milled = replace(l_panel("bottom", 864.0, 322.0), cut_length=864.0, cut_width=864.0)
    assert cut_outline(milled)[2] == (541.5, 322.5)  # 542 - (1 - 0.5) on both axes, from an origin at 0
    assert cut_origin(milled) == (0.0, 0.0)


def test_each_band_of_a_side_makes_another_line() -> None:
    one, other = l_panel("a", 864.0, 322.0), l_panel("b", 864.0, 322.0)
    other = replace(other, bands=(*other.bands[:5], ABS1), cut_length=862.5)
    assert len(take_off(layout(unit(one, l_panel("c", 864.0, 322.0), other)), PLAIN).cut_list) == 2


def test_a_cut_out_is_taken_off_the_area_and_parts_the_line() -> None:
    sink = Cutout("sink", (400.0, 60.0), (1160.0, 500.0), 10.0)
    tap = Cutout("tap", (1300.0, 100.0), (1335.0, 135.0), 17.5)
    top = panel("top", 2400, 600, edges=BARE, cutouts=(sink, tap))
    round_corners, circle = (4 - 3.14159265) * 100, 3.14159265 * 17.5**2
    assert float(net_mm2(top)) == pytest.approx(2400 * 600 - (760 * 440 - round_corners) - circle, abs=1e-3)
    assert is_rectangle(top)
    plain = panel("plain", 2400, 600, edges=BARE)
    milled = replace(plain, pockets=(Pocket("shaker", "B", (60.0, 60.0), (2340.0, 540.0), 6.0, 3.0),))
    assert len(take_off(layout(unit(top, plain, milled)), PLAIN).cut_list) == 3


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"bands": (ABS1,)}, "1 bands for 4 sides"),
        ({"cut_length": 500.0}, "smaller than its bands leave"),
        ({"cutouts": (Cutout("x", (0.0, 10.0), (50.0, 50.0), 0.0),)}, "cutout 'x' leaves the board"),
        ({"cutouts": (Cutout("x", (10.0, 10.0), (50.0, 50.0), 30.0),)}, "corners of radius 30 in 40 x 40"),
        ({"cutouts": (Cutout("x", (10.0, 10.0), (10.0, 50.0), 0.0),)}, "has no size"),
        ({"cutouts": (Cutout("x", (10.0, 10.0), (float("nan"), 50.0), 0.0),)}, "has no size"),
        ({"pockets": (Pocket("y", "A", (10.0, 10.0), (50.0, 50.0), 18.0, 3.0),)}, "18 deep in 18 mm"),
        ({"pockets": (Pocket("y", "A", (10.0, 10.0), (750.0, 50.0), 6.0, 3.0),)}, "pocket 'y' leaves the board"),
    ],
)
def test_milling_that_cannot_be_is_named(change: dict[str, object], cause: str) -> None:
    with pytest.raises(TakeoffError, match=cause) as caught:
        take_off(layout(unit(replace(panel("bad", 720, 560), **change))), PLAIN)
    assert caught.value.place == "u1/bad"


@pytest.mark.parametrize("corners", [((0.0, 0.0), (720.0, 0.0), (720.0, 560.0), (0.0, 560.0), (0.0, 300.0))])
def test_a_rectangle_with_a_fifth_point_goes_the_special_way(corners: tuple[tuple[float, float], ...]) -> None:
    assert not is_rectangle(panel("a", 720, 560, outline=corners))
    assert is_rectangle(panel("a", 720, 560))


# The machines of RCP-18: drill 250-5000 x 50-1200 x 10-48 (domain.md 2.6), saw 100 x 60 (5.2), strips from 60 (4.3).
MACHINE = {
    "drill_length_least": 250.0, "drill_length_most": 5000.0, "drill_width_least": 50.0, "drill_width_most": 1200.0,
    "drill_thickness_least": 10.0, "drill_thickness_most": 48.0,
    "saw_length_least": 100.0, "saw_width_least": 60.0, "strip_least": 60.0,
}  # fmt: skip
BORE = (Hole("x", "A", 20.0, 20.0, 18.0, 5.0, 12.0),)
WITH_MACHINES = Materials(profiles={"RCP-18": SimpleNamespace(machine=MACHINE)})


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        (panel("ok", 250, 60, holes=BORE, edges=BARE), []),
        (panel("short", 249.5, 100, holes=BORE, edges=BARE), ["takeoff.beyond_drill"]),
        (panel("stands", 100, 249.5, holes=BORE, edges=BARE), ["takeoff.beyond_drill"]),
        (panel("plain", 249.5, 100, edges=BARE), []),
        (panel("thin", 600, 300, holes=BORE, edges=BARE, board="mdf5", thickness=5), ["takeoff.beyond_drill"]),
        (panel("broad", 2400, 1200.5, holes=BORE, edges=BARE), ["takeoff.beyond_drill"]),
        (panel("strip", 600, 59, edges=BARE), ["takeoff.beyond_saw"]),
        (panel("bit", 99, 99, edges=BARE), ["takeoff.beyond_saw"]),
        (panel("banded", 600, 61, edges=CARCASS), ["takeoff.beyond_saw", "takeoff.beyond_bander"]),
        (panel("stone", 3300, 600, edges=BARE, board="quartz15", thickness=15), ["takeoff.beyond_slab"]),
        (panel("long", 3200, 600, edges=BARE, board="quartz15", thickness=15), []),
    ],
    ids=lambda value: value.id if isinstance(value, Panel) else "",
)
def test_what_no_machine_takes_is_noted_and_made_all_the_same(part: Panel, keys: list[str]) -> None:
    job = take_off(layout(unit(part, part)), WITH_MACHINES)
    assert [note.key for note in job.notes] == keys
    assert len(job.panels) == 2
    for note in job.notes:
        text = say(note, "en")
        assert text.startswith("2 x ")
        assert all(one.code in text for one in job.panels)
        assert part.name.zh in say(note, "zh")


def test_bought_things_are_lines_by_article_and_size_and_never_cut() -> None:
    """Worked example 9.4: two sliding doors, two tracks, two rods in bays A and C."""
    rod, door = Text("挂衣杆", "Rod"), Text("移门", "Sliding door")
    one = (
        Fitting("rod", rod, 1, (572.0,)), Fitting("sliding_door", door, 2, (2244.0, 897.0)),
        Fitting("track", Text("轨道", "Track"), 2, (1762.0,)), Fitting("rod", rod, 1, (572.0,)), Fitting("leg", Text("脚", "Leg"), 4),
    )  # fmt: skip
    other = (Fitting("rod", rod, 1, (560.5,)),)
    job = take_off(layout(unit(panel("door", 717, 297, edges=FRONT), fittings=one), unit(fittings=other)), PLAIN)
    assert [(line.article, line.qty, line.size) for line in job.fittings] == [
        ("leg", 4, ()),
        ("rod", 1, (560.5,)),
        ("rod", 2, (572.0,)),
        ("sliding_door", 2, (2244.0, 897.0)),
        ("track", 2, (1762.0,)),
    ]
    assert [line.panel.id for line in job.cut_list] == ["door"]
