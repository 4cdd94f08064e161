"""The catalogue: finding samples, their parameters and limits, memory of what was built, and what a spoiled library says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog
from app.components.lint import lint
from app.components.panels import panels_json
from app.components.parts import Insert, LibraryError
from app.components.proof import panel_box

from .conftest import LIBRARY


def test_a_sample_by_id_by_code_and_by_family(catalog: Catalog) -> None:
    assert catalog.sample("base_doors-600") is catalog.sample("BD-600x720x560")
    assert catalog.sample("base_doors").values == ()
    with pytest.raises(LibraryError, match=r"no such sample; the nearest are .*base_doors-600"):
        catalog.sample("base_door-600")


def test_ids_and_codes_are_unique(catalog: Catalog) -> None:
    assert (
        len({sample.id for sample in catalog.samples})
        == len({sample.code for sample in catalog.samples})
        == len(catalog.samples)
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("地柜 600", "base_doors-600"),
        ("sink 800", "base_sink-800"),
        ("BD-450", "base_doors-450"),
        ("衣柜", "wardrobe-1600"),
    ],
)
def test_search_in_both_languages_and_by_code(catalog: Catalog, words: str, found: str) -> None:
    hits = {sample.id for sample in catalog.search(words)}
    assert found in hits and len(hits) < len(catalog.samples)


def test_search_for_nothing_and_for_what_is_not_there(catalog: Catalog) -> None:
    assert catalog.search("  ") == catalog.samples
    assert catalog.search("zeppelin") == ()


def test_built_twice_is_the_same_object(catalog: Catalog) -> None:
    values = (("width", 612.0),)
    assert catalog.build("base_doors-600", values) is catalog.build("base_doors-600", values)
    other = open_catalog(LIBRARY)
    assert other.build("base_doors-600", values) == catalog.build("base_doors-600", values)
    assert other.stamp == catalog.stamp and len(other.stamp) == 64


def test_the_stamp_follows_the_data(spoiled: Path, catalog: Catalog) -> None:
    assert open_catalog(spoiled).stamp == catalog.stamp
    path = spoiled / "profiles" / "RCP-18.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# one byte more\n", encoding="utf-8")
    assert open_catalog(spoiled).stamp != catalog.stamp


def test_parameters_move_their_limits_with_the_values(catalog: Catalog) -> None:
    states = {state.id: state for state in catalog.parameters("base_doors-600")}
    assert (states["width"].value, states["width"].min, states["width"].max, states["width"].unit) == (
        600,
        200,
        1200,
        "mm",
    )
    assert states["doors"].value == 2 and (states["doors"].min, states["doors"].max) == (1, 2)
    wide = {state.id: state for state in catalog.parameters("base_doors-600", (("width", 900.0),))}
    assert wide["doors"].min == 2
    assert {choice for choice, _ in states["handle"].choices} >= {"none", "bar", "knob"}


def test_parameters_of_a_value_out_of_limits_are_still_shown(catalog: Catalog) -> None:
    states = {state.id: state for state in catalog.parameters("base_doors-600", (("width", 5000.0),))}
    assert states["width"].value == 5000 and states["width"].max == 1200


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((("width", 5000.0),), "base_doors-600: width: 5000 mm is above the most, 1200 mm"),
        ((("width", 100.5),), "base_doors-600: width: 100.5 mm is below the least, 200 mm"),
        ((("width", "600"),), "base_doors-600: width: expected a number in mm, got '600'"),
        ((("width", float("nan")),), "base_doors-600: width: expected a number in mm, got nan"),
        ((("width", True),), "base_doors-600: width: expected a number in mm, got True"),
        ((("doors", 1.5),), "base_doors-600: doors: expected a whole number, got 1.5"),
        ((("hand", "up"),), "base_doors-600: hand: 'up' is not one of left, right"),
        ((("wide", 3.0),), "base_doors-600: wide: the sample has no such value"),
    ],
)
def test_a_wrong_value_is_refused_with_its_limit_and_unit(
    catalog: Catalog, values: tuple[tuple[str, float | str], ...], says: str
) -> None:
    with pytest.raises(LibraryError) as caught:
        catalog.build("base_doors-600", values)
    assert says in str(caught.value)


@pytest.mark.parametrize("width", [600.005, 600.3333, 600.0001])
def test_a_length_finer_than_what_is_cut_is_refused_not_rounded(catalog: Catalog, width: float) -> None:
    with pytest.raises(LibraryError, match=r"finer than 0\.01 mm"):
        catalog.build("base_doors-600", (("width", width),))


def test_odd_widths_give_exact_boards(catalog: Catalog) -> None:
    """9.1 at other widths: bottom W - 36, back W - 26, doors W/2 - 3 (1.5 + 3 + 1.5 of gaps), to the hundredth."""
    for width, door in ((612.5, 303.25), (601.3, 297.65), (733.34, 363.67), (600.1 + 0.2, 297.15)):
        made = {panel.id: panel for panel in catalog.build("base_doors-600", (("width", width),)).panels}
        assert made["bottom"].length == round(width - 36, 2) and made["bottom"].cut_length == round(width - 37, 2)
        assert made["back_1"].width == round(width - 26, 2) and made["door_1"].width == made["door_2"].width == door


def test_finish_dresses_the_right_parts(catalog: Catalog) -> None:
    built = catalog.build("base_doors-600", finish=(("front", "walnut"),))
    decors = {panel.role: panel.decor for panel in built.panels}
    assert decors["door"] == "walnut" and decors["side_l"] == "white"
    grains = {panel.role: panel.grain for panel in built.panels}
    assert grains["door"] == "length" and grains["side_l"] == "none"
    with pytest.raises(LibraryError, match="no such finish slot"):
        catalog.build("base_doors-600", finish=(("roof", "walnut"),))
    with pytest.raises(LibraryError, match="no decor 'unicorn'"):
        catalog.build("base_doors-600", finish=(("front", "unicorn"),))
    with pytest.raises(LibraryError, match=r"no profile 'RCP-99'; there is .*RCP-18"):
        catalog.build("base_doors-600", profile="RCP-99")


def test_an_insert_is_joined_to_what_bounds_its_opening(catalog: Catalog) -> None:
    shelf = Insert("s1", "shelf", "hang_1", (("at", 1000.0),))
    plain, built = catalog.build("wardrobe-1600"), catalog.build("wardrobe-1600", inserts=(shelf,))
    panel = next(panel for panel in built.panels if panel.id == "s1.shelf")
    bay = next(opening for opening in plain.openings if opening.id == "hang_1")
    box = panel_box(panel)
    assert (box.low[0], box.high[0]) == (bay.box.low[0] + 1, bay.box.high[0] - 1)
    assert box.low[2] == pytest.approx(bay.box.low[2] + 1000, abs=96)
    for side in (bay.left, bay.right):
        before = next(p for p in plain.panels if p.id == side)
        after = next(p for p in built.panels if p.id == side)
        assert sum(h.kind == "pin5" for h in after.holes) - sum(h.kind == "pin5" for h in before.holes) == 10
    qty = {fitting.article: fitting.qty for fitting in built.fittings}
    assert qty["shelf_pin"] == {f.article: f.qty for f in plain.fittings}["shelf_pin"] + 4


@pytest.mark.parametrize(
    ("insert", "says"),
    [
        (Insert("s1", "shelf", "nowhere"), "no opening 'nowhere'"),
        (Insert("s1", "base_doors-600", "bay_1"), "stands by itself"),
        (Insert("s1", "shelf", "bay_1", (("at", 3.0),)), "base_doors-600/s1: at: 3 mm is below the least, 60 mm"),
    ],
)
def test_an_insert_that_does_not_go_is_refused(catalog: Catalog, insert: Insert, says: str) -> None:
    with pytest.raises(LibraryError) as caught:
        catalog.build("base_doors-600", inserts=(insert,))
    assert says in str(caught.value)


def test_two_inserts_in_one_place_are_refused(catalog: Catalog) -> None:
    with pytest.raises(LibraryError, match=r"is filled by a; free is"):
        catalog.build(
            "base_doors-600", inserts=(Insert("a", "shelf", "bay_1"), Insert("b", "shelf", "bay_1", (("at", 160.0),)))
        )


def test_an_insert_alone_is_no_unit(catalog: Catalog) -> None:
    with pytest.raises(LibraryError, match="is an insert"):
        catalog.build("shelf")


def test_runs_follow_their_length(catalog: Catalog) -> None:
    top = catalog.build("worktop_run", (("length", 4200.0), ("upstand", 40.0)))
    boxes = [panel_box(panel) for panel in top.panels if panel.role == "worktop"]
    assert sum(box.size[0] for box in boxes) == pytest.approx(4200) and all(box.size[0] <= 3000 for box in boxes)
    assert boxes[0].size[1] == 600 and catalog.boards[top.panels[0].board].nested is False
    assert sum(panel.role == "splash" for panel in top.panels) == 2
    plinth = catalog.build("plinth_run", (("length", 2400.0), ("height", 98.0)))
    assert [(panel.length, panel.width) for panel in plinth.panels] == [(2400, 98)]


def test_panels_document_keeps_its_promise(catalog: Catalog) -> None:
    """The keys of `panels --json` in design/cli.md; all of it is plain JSON."""
    document = json.loads(json.dumps(panels_json(catalog.build("base_drawers-600"), catalog), allow_nan=False))
    assert {"sample", "values", "panels", "fittings", "totals"} <= document.keys()
    keys = {
        "id",
        "role",
        "name",
        "board",
        "qty",
        "length",
        "width",
        "cut_length",
        "cut_width",
        "grain",
        "edges",
        "outline",
        "holes",
        "grooves",
    }
    for panel in document["panels"]:
        assert (
            keys <= panel.keys()
            and set(panel["edges"]) == {"L1", "L2", "W1", "W2"}
            and set(panel["name"]) == {"zh", "en"}
        )
        for hole in panel["holes"]:
            assert set(hole) == {"face", "x", "y", "z", "diameter", "depth", "kind"}
    assert sum(panel["qty"] for panel in document["panels"]) == 24
    assert isinstance(panels_json(catalog.build("base_drawers-600"), catalog, "zh")["panels"][0]["name"], str)


# ---- spoiled libraries


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


FAMILY, PART, CARCASS = "families/base_doors.toml", "families/parts/shelves.toml", "families/parts/carcass.toml"
STRETCH = "families/parts/stretchers.toml"
SPOILED = {
    "a typo in a formula": (
        CARCASS, 'inner = "width - 2*side"', 'inner = "widht - 2*side"', r"carcass.toml: line \d+: derived.inner.*'widht'",
    ),
    "a circle": (CARCASS, 'side = "t.carcass"', 'side = "inner - 1"', "these values need each other: side -> inner -> side"),
    "a division by zero": (
        PART, "/(shelves + 1)", "/(shelves - 1)", r"shelves.toml: line \d+: derived.shelf_pitch.*divides by zero",
    ),
    "an import": (
        PART, 'repeat = "shelves * bays"', "repeat = \"__import__('os')\"", r"shelves.toml: line \d+: panel.*not allowed",
    ),
    "an attribute": (
        FAMILY, "default = 600", 'default = "().__class__"', r"base_doors.toml: line \d+: parameters.width.default.*not allowed",
    ),
    "a repeat without end": (PART, 'repeat = "shelves * bays"', "repeat = 1000000000", "whole number from 0 to 200"),
    "a negative panel": (
        STRETCH, 'size = ["inner", "profile.stretcher"]', 'size = ["inner - 900", 100]', "stretcher_front would be -336 x 100 x 18 mm",
    ),
    "a joint to a panel that is not there": (
        STRETCH, 'to = ["side_l", "side_r"]', 'to = ["side_l", "side_x"]', "no panel 'side_x' in this family",
    ),
    "a joint that does not touch": (
        STRETCH, 'at = ["side", 0, "ceiling - side"]', 'at = ["side + 3", 0, "ceiling - side"]', "W1 of stretcher_front does not touch",
    ),
    "an unknown board slot": (STRETCH, 'board = "carcass"', 'board = "oak"', "no board slot 'oak' in the profile RCP-18"),
    "an unknown edge rule": (STRETCH, 'edges = "carcass"', 'edges = "gold"', "no edge rule 'gold'"),
    "an unknown role": (CARCASS, 'role = "bottom"', 'role = "basement"', "no role 'basement'"),
    "an unknown axis": (CARCASS, 'axes = ["-z", "+y"]', 'axes = ["-q", "+y"]', "'-q' is no axis"),
    "twice the same axis": (CARCASS, 'axes = ["-z", "+y"]', 'axes = ["-z", "+z"]', "two different axes"),
    "a key with a typo": (
        CARCASS, 'role = "bottom"', 'role = "bottom"\ngrian = "none"', r"line \d+: panel\[bottom\].grian: unknown key",
    ),
    "a missing key": (CARCASS, 'board = "back"\n', "", "needs a 'board'"),
    "a broken file": (FAMILY, 'name = {', "name = {{", "base_doors.toml: line 1: not valid TOML"),
    "an unknown part": (FAMILY, '"legs"', '"wings"', "no family part 'wings'"),
    "a part outside the library": (FAMILY, '"legs"', '"../../etc"', "no family part"),
    "a finish slot that is not": (FAMILY, "tags = [", 'finish = { roof = "white" }\ntags = [', "no finish slot 'roof'"),
    "a default out of its limits": (FAMILY, "default = 600", "default = 60", "60 mm is below the least, 200 mm"),
    "a name in one language": (FAMILY, 'name = { zh = "宽", en = "Width" }', 'name = { zh = "宽" }', "en"),
    "an id that repeats": (PART, 'id = "shelf_{n}"', 'id = "shelf"', "needs a number in its id"),
    "a stray brace": (PART, 'id = "shelf_{n}"', 'id = "shelf_{n"', "brace without its fellow"),
    "infinite": (FAMILY, "max = 1200", "max = inf", "not a finite number"),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILED)
def test_a_spoiled_family_is_told_in_one_sentence(spoiled: Path, case: str) -> None:
    file, old, new, says = SPOILED[case]
    edit(spoiled / file, old, new)
    catalog = open_catalog(spoiled)
    with pytest.raises(LibraryError, match=says) as caught:
        catalog.build("base_doors", (("shelves", 1),))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("case", SPOILED)
def test_lint_finds_what_is_spoiled(spoiled: Path, case: str) -> None:
    file, old, new, _ = SPOILED[case]
    edit(spoiled / file, old, new)
    found = lint(open_catalog(spoiled), (spoiled / FAMILY,))
    assert found and all(finding.file.endswith(".toml") and finding.text for finding in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("profiles/RCP-18.toml", 'board = "MFC18"', 'board = "MFC81"', "no 'MFC81' in the library"),
        ("profiles/RCP-18.toml", 'visible = "EB10"', 'visible = "EB99"', "no 'EB99' in the library"),
        ("profiles/RCP-18.toml", "[webs]", "[wbs]", "wbs: unknown key"),
        (
            "profiles/RCP-18.toml",
            "system_pitch = 32",
            "system_pitch = 0",
            "numbers.system_pitch: 0 is not from 1 to 1000",
        ),
        ("profiles/RCP-18.toml", "shift_step = 1 ", "shift_step = 0 ", "hinges.shift_step: 0 is not from 0.1 to 1000"),
        ("profiles/RCP-18.toml", "shift_step = 1\n", "shift_step = -1\n", "pins.shift_step: -1 is not from"),
        ("profiles/RCP-18.toml", "shift_most = 96", "shift_most = 1e9", "pins.shift_most: 1e.09 is not from 0 to"),
        ("profiles/RCP-18.toml", "holes = [5, 3]", "holes = [1000000000, 3]", "pins.holes: 1e.09 is not from 1 to 100"),
        ("profiles/RCP-18.toml", "rows = 2", "rows = -2", "pins.rows: -2 is not from 1 to 100"),
        (
            "profiles/RCP-18.toml",
            "[1e6, 3, 2]",
            "[1e6, 3, 1000000000]",
            "joints.cam_dowel.counts: 1e.09 is not from 0 to 100",
        ),
        (
            "profiles/RCP-18.toml",
            "[1e6, 6]]\nwide",
            "[1e6, 1e8]]\nwide",
            "hinges.by_weight: 1e.08 is not from 0 to 100",
        ),
        ("profiles/RCP-18.toml", 'full = "hinge"', 'full = "hinj"', "no 'hinj' in the library"),
        ("fittings/hardware.toml", "cup_depth = 13", "cup_deep = 13", "cup_deep: unknown key"),
        ("materials/decors.toml", "color = [244, 242, 237]", "color = [244, 242, 999]", "from 0 to 255"),
        ("materials/boards.toml", "thickness = 18", "thickness = -18", "above 0"),
        ("materials/boards.toml", "thickness = 18", "thickness = nan", "not a finite number"),
        ("finishes.toml", 'default = "white"', 'default = "whyte"', "no decor 'whyte'"),
    ],
)
def test_spoiled_materials_are_told(spoiled: Path, file: str, old: str, new: str, says: str) -> None:
    edit(spoiled / file, old, new)
    with pytest.raises(LibraryError, match=says):
        open_catalog(spoiled).build("base_doors")


def test_a_folder_that_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no component library"):
        open_catalog(tmp_path)


def test_a_second_profile_is_only_another_file(spoiled: Path) -> None:
    """Another factory: 16 mm carcass, cams at 24, first connector at 60, no code touched."""
    text = (spoiled / "profiles" / "RCP-18.toml").read_text(encoding="utf-8")
    text = text.replace('carcass = { board = "MFC18"', 'carcass = { board = "MFC16"').replace(
        "first = 40", "first = 60", 1
    )
    (spoiled / "profiles" / "OTHER.toml").write_text(text, encoding="utf-8")
    catalog = open_catalog(spoiled)
    built = catalog.build("base_doors-600", profile="OTHER")
    bottom = next(panel for panel in built.panels if panel.id == "bottom")
    assert (bottom.length, bottom.thickness) == (568, 16)
    assert {hole.y for hole in bottom.holes if hole.kind == "cam15"} == {60, 500}
    assert {hole.depth for hole in bottom.holes if hole.kind == "cam15"} == {12.5}
    assert catalog.build("base_doors-600") == open_catalog(LIBRARY).build("base_doors-600")


def test_library_copies_are_equal(tmp_path: Path, catalog: Catalog) -> None:
    shutil.copytree(LIBRARY, tmp_path / "again")
    assert open_catalog(tmp_path / "again").build("wardrobe-1600") == catalog.build("wardrobe-1600")
