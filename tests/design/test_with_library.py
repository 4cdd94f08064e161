"""The document on the shipped library: a kitchen laid out, its worktop as domain.md 2.2 has it, its file checked against the samples."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog
from app.design import edits
from app.design.design import Design, DesignError
from app.design.files import check_samples, design_json
from app.design.layout import lay_out
from app.geometry.frame import Frame

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def library() -> Catalog:
    return open_catalog(ROOT / "components_library")


@pytest.fixture
def kitchen(empty: Design) -> Design:
    """Into the north west corner: sink, doors and drawers on the north wall, two base cabinets on the west wall, one over them."""
    places = [
        ("base_sink", Frame(0, 3000), {"width": 900}),
        ("base_doors", Frame(900, 3000), {"width": 600}),
        ("base_drawers", Frame(1500, 3000), {"width": 600}),
        ("filler", Frame(2100, 3000), {"width": 50}),
        ("base_doors", Frame(0, 1840, 0, 90), {"width": 600}),
        ("base_doors", Frame(0, 1240, 0, 90), {"width": 600}),
        ("wall_doors", Frame(900, 3000, 1450), {"width": 800}),
    ]
    design = empty
    for sample, frame, values in places:
        design, _ = edits.place(design, sample, frame, values)
    return design


def test_the_kitchen_has_two_worktops_and_two_plinths_that_meet(kitchen: Design, library: Catalog) -> None:
    told = {run["id"]: run for run in design_json(lay_out(kitchen, library))["runs"]}
    assert {name: (run["over"], run["values"]["length"]) for name, run in told.items()} == {
        "worktop:u1": (["u1", "u2", "u3", "u4"], 2150),
        "worktop:u6": (["u6", "u5"], 1160),  # ends 40 before the carcasses it meets: at the other's front edge
        "plinth:u1": (["u1", "u2", "u3", "u4"], 2150),
        "plinth:u6": (["u6", "u5"], 1250),  # reaches 50 under the carcasses it meets: to the other plinth
    }


def test_a_worktop_is_600_deep_over_carcasses_of_560_and_lies_on_them(kitchen: Design, library: Catalog) -> None:
    layout = lay_out(kitchen, library)
    worktop = layout.get("worktop:u1")
    (slab,) = worktop.component.panels
    assert sorted((slab.length, slab.width)) == [600, 2150]  # domain.md 2.2: worktop D 600
    assert worktop.frame == Frame(0, 2440, 820, 0)  # 720 of carcass on legs of 100 (domain.md 9.1)
    assert min(corner[1] for corner in worktop.component.hull.corners2(worktop.frame)) == 2400
    assert max(corner[1] for corner in worktop.component.hull.corners2(worktop.frame)) == 3000


def test_a_plinth_is_as_high_as_the_legs_and_stands_back(kitchen: Design, library: Catalog) -> None:
    plinth = lay_out(edits.set_values(kitchen, "u5", {"foot": 150}), library).get("plinth:u1")
    (board,) = plinth.component.panels
    assert sorted((board.length, board.width)) == [100, 2150]
    assert plinth.frame.out(board.pose.at)[1] == pytest.approx(2440 + 50, abs=board.thickness)
    assert plinth.frame.z == 0


def test_the_kitchen_passes_and_its_faults_name_unit_and_place(kitchen: Design, library: Catalog) -> None:
    check_samples(kitchen, library, "kitchen.json")
    for change, sentence in (
        ({"sample": "base_door"}, r"^kitchen\.json: units\[2\]: u3: base_door: .*no such sample"),
        ({"values": (("width", 5000),)}, r"^kitchen\.json: units\[2\]: u3: base_drawers: .*width"),
        ({"values": (("colour", 1),)}, r"^kitchen\.json: units\[2\]: u3: base_drawers: .*colour"),
        ({"finish": (("front", "nosuch"),)}, r"^kitchen\.json: units\[2\]: u3: base_drawers: .*front.*nosuch"),
    ):
        units = (*kitchen.units[:2], replace(kitchen.units[2], **change), *kitchen.units[3:])
        with pytest.raises(DesignError, match=sentence) as caught:
            check_samples(replace(kitchen, units=units), library, "kitchen.json")
        assert "\n" not in str(caught.value)


def test_an_insert_follows_its_unit(kitchen: Design, library: Catalog) -> None:
    opening = library.build("base_doors").openings[0].id
    design, insert = edits.add_insert(kitchen, "u2", "shelf_insert", opening)
    before, after = (
        {panel.id: panel for panel in lay_out(one, library).get("u2").component.panels}
        for one in (design, edits.set_values(design, "u2", {"width": 800}))
    )
    (shelf,) = [name for name in before if name.startswith(f"{insert}.")]
    assert after[shelf].length - before[shelf].length == 200


def test_a_cornice_runs_over_the_wall_units_that_ask_for_it(empty: Design, library: Catalog) -> None:
    design = empty
    for x, asked in ((0, True), (800, True), (1600, False)):
        design, _ = edits.place(design, "wall_doors", Frame(x, 3000, 1450), {"width": 800, "cornice": asked})
    layout = lay_out(design, library)
    (run,) = [one for one in layout.placed if one.id.startswith("cornice:")]
    assert run.over == ("u1", "u2") and run.frame.z == 1450 + 700
    assert [(one.article, one.qty, one.size) for one in run.component.fittings] == [("cornice_moulding", 1, (1600,))]
    assert lay_out(edits.set_values(design, "u2", {"cornice": False}), library).get("cornice:u1").over == ("u1",)
