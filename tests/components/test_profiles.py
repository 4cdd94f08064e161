"""Two factories, one library: what RCP-18 and ECO-16 make of the same samples, worked out by hand, and every family under both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog
from app.components.parts import Component, LibraryError, Panel, RefusedError, Value
from app.components.proof import faults
from app.design import edits
from app.design.design import Design
from app.design.layout import lay_out
from app.geometry.frame import Frame
from app.plans.files import read_plan

from .conftest import LIBRARY

ECO = "ECO-16"
PLAN = read_plan(LIBRARY.parent / "floorplans" / "room.toml")
UNITS = [path.stem for path in sorted((LIBRARY / "families").glob("*.toml")) if "insert" not in path.stem]


def panels(component: Component) -> dict[str, Panel]:
    return {panel.id: panel for panel in component.panels}


def size(panel: Panel) -> tuple[float, ...]:
    return (panel.length, panel.width, panel.thickness, panel.cut_length, panel.cut_width)


def bands(panel: Panel) -> tuple[float, ...]:
    edges = panel.edges
    return (edges.L1.thickness, edges.L2.thickness, edges.W1.thickness, edges.W2.thickness)


@pytest.fixture
def base(catalog: Catalog) -> dict[str, Panel]:
    """The base cabinet 600 x 720 x 560 of domain.md 9.1 as the economy factory makes it."""
    return panels(catalog.build("base_doors-600", profile=ECO))


def test_every_size_of_the_base_cabinet_by_hand(base: dict[str, Panel]) -> None:
    # inner 600 - 32 = 568; bands 0.8 in front, 0.5 elsewhere: cut = length - 1.0, width - 1.3
    assert size(base["side_l"]) == size(base["side_r"]) == (720, 560, 16, 719, 558.7)
    assert size(base["bottom"]) == (568, 560, 16, 567, 558.7)
    assert size(base["stretcher_front"]) == size(base["stretcher_rear"]) == (568, 100, 16, 567, 98.7)
    # back: clear 720 - 32 = 688 and 568, 4 mm into each groove
    assert size(base["back_1"]) == (696, 576, 9, 696, 576)
    # shelf: 568 - 2; depth 560 - (18 + 10) - 1 - 20
    assert size(base["shelf_1"]) == (566, 511, 16, 565, 509.7)
    # doors are 18 in both factories: 600/2 - 3 and 720 - 3, four bands of 0.8
    assert size(base["door_1"]) == size(base["door_2"]) == (717, 297, 18, 715.4, 295.4)
    assert bands(base["bottom"]) == (0.8, 0.5, 0.5, 0.5) and bands(base["door_1"]) == (0.8,) * 4


def test_drilling_and_grooves_follow_the_board(base: dict[str, Panel]) -> None:
    bottom, side = base["bottom"], base["side_r"]
    assert {(h.diameter, h.depth) for h in bottom.holes if h.kind == "cam15"} == {(15, 12.5)}
    assert {h.z for h in bottom.holes if h.kind in ("bolt8e", "dow8e")} == {8}
    # the right side counts from the floor up: the bottom's axis at 8, the stretchers' at 720 - 8
    assert {h.x for h in side.holes if h.kind == "nut10"} == {8, 712}
    (groove,) = side.grooves
    assert (groove.width, groove.depth, groove.start[1]) == (10, 5, 560 - 18 - 5)
    assert all(
        h.depth <= 16 - 3 for panel in base.values() for h in panel.holes if h.face in "AB" and panel.thickness == 16
    )


def test_the_drawer_box_by_hand(catalog: Catalog) -> None:
    made = panels(catalog.build("base_drawers-600", profile=ECO))
    # box outer 568 - 26 = 542, parts between the 16 mm sides 510; slides: 560 - 28 - 10 = 522, so 500
    assert size(made["drawer_1_side_l"]) == (500, 100, 16, 499, 99)
    assert size(made["drawer_1_inner"]) == (510, 100, 16, 509, 99)
    # bottom 9 mm, 4 mm into its grooves: 510 + 8 by 500 - 32 + 8
    assert size(made["drawer_1_bottom"]) == (518, 476, 9, 518, 476)
    (groove,) = made["drawer_1_side_l"].grooves
    assert (groove.width, groove.depth) == (10, 5)


def test_a_seen_end_is_as_thick_as_its_carcass_in_both_factories(catalog: Catalog) -> None:
    for profile, thickness, band, cut in (("RCP-18", 18, 1.0, (718, 558)), (ECO, 16, 0.8, (718.4, 558.4))):
        side = panels(catalog.build("base_doors-600", profile=profile, seen=("left",)))["side_l"]
        assert (side.thickness, bands(side), (side.cut_length, side.cut_width)) == (thickness, (band,) * 4, cut)
        assert side.decor == panels(catalog.build("base_doors-600", profile=profile))["door_1"].decor


def test_ends_may_be_ruled_by_hand(catalog: Catalog) -> None:
    asked: tuple[tuple[str, Value], ...] = (("end_left", "plain"), ("end_right", "finished"))
    made = panels(catalog.build("base_doors-600", asked, seen=("left",)))
    assert (bands(made["side_l"]), bands(made["side_r"])) == ((1, 0.5, 0.5, 0.5), (1, 1, 1, 1))
    assert made["side_l"].decor == made["bottom"].decor != made["side_r"].decor == made["door_1"].decor
    own = panels(catalog.build("base_doors-600", (("end_left", "own"),)))["side_l"]
    assert (own.decor, bands(own)) == (made["bottom"].decor, (1, 1, 1, 1))


def test_an_open_unit_shows_its_own_board_with_visible_bands(catalog: Catalog) -> None:
    made = panels(catalog.build("bookcase", (), (("front", "graphite"),), seen=("left",)))
    assert (made["side_l"].decor, bands(made["side_l"])) == (made["side_r"].decor, (1, 1, 1, 1))


def test_switching_the_profile_of_a_design_makes_everything_anew(catalog: Catalog) -> None:
    design = edits.new_design(PLAN, catalog.stamp, "two factories")
    for x in (600.0, 1200.0, 1800.0):
        design, _ = edits.place(design, "base_doors-600", Frame(x, 3500.0))
    one, other = made_by(design, catalog), made_by(edits.set_profile(design, ECO), catalog)
    assert one.keys() == other.keys() and len(one) == 3 * 9 + 2  # three cabinets, worktop, plinth
    changed = {key for key in one if size(one[key]) != size(other[key])}
    assert {key[1] for key in one.keys() - changed} == {"worktop_1"}  # stone has no band and no carcass board
    assert made_by(design, catalog) == one


def made_by(design: Design, catalog: Catalog) -> dict[tuple[str, str], Panel]:
    return {
        (thing.id, panel.id): panel for thing in lay_out(design, catalog).placed for panel in thing.component.panels
    }


@pytest.mark.parametrize("family", UNITS)
def test_every_family_is_sound_in_the_economy_factory(catalog: Catalog, family: str) -> None:
    """By default and with each value at its least and its most; what a family refuses by a reason of its own is no fault."""
    webs, built = catalog.profiles[ECO].webs, 0
    for values in tries(catalog, family):
        try:
            component = catalog.build(family, values, profile=ECO)
        except RefusedError:
            assert values, "the defaults are never refused"
            continue
        assert not faults(component, webs), (values, faults(component, webs))
        built += 1
    assert built


def tries(catalog: Catalog, family: str) -> Iterator[tuple[tuple[str, Value], ...]]:
    yield ()
    for state in catalog.parameters(family, (), ECO):
        for limit in (state.min, state.max):
            if limit is not None and not isinstance(state.value, bool | str):
                yield ((state.id, limit),)


SPOILED = [
    ('extends = "RCP-18"', 'extends = "RCP-19"', "no profile 'RCP-19' beside it; there is "),
    ('extends = "RCP-18"', 'extends = "ECO-16"', "no profile 'ECO-16' beside it"),
    ('board = "MDF9"', 'board = "MDF10"', "no 'MDF10' in the library"),
    ("width = 10", 'width = "ten"', "Expected `float`"),
    ("[bands]", "[machine]\ndrill_lenght_least = 1\n[bands]", "unknown key; the keys here are drill_length_least"),
    ("[bands]", "[limits]\nsag = 0\n[bands]", "0 is not from 0.1 to 100000"),
    ("[bands]", "[limits]\nshelf_loads = { bookcase = 0 }\n[bands]", "0 is not from 0.1 to 10000"),
]


@pytest.mark.parametrize(("old", "new", "told"), SPOILED)
def test_a_spoiled_profile_names_file_and_cause(spoiled: Path, old: str, new: str, told: str) -> None:
    path = spoiled / "profiles" / "ECO-16.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LibraryError, match="ECO-16") as problem:
        _ = open_catalog(spoiled).profiles[ECO]
    assert told in str(problem.value)


def test_a_profile_over_a_profile_over_a_profile_is_refused(spoiled: Path) -> None:
    (spoiled / "profiles" / "THIRD.toml").write_text(
        'name = { zh = "三", en = "Third" }\nextends = "ECO-16"\n', encoding="utf-8"
    )
    with pytest.raises(LibraryError, match="one level is all there is"):
        _ = open_catalog(spoiled).profiles["THIRD"]
