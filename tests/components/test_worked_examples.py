"""The worked examples of domain.md 9, field by field: every panel, size, band, cut size, bore count and groove; totals; hardware."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.components.catalog import Catalog
from app.components.panels import panels_json

BOARDS = {"18 MFC": "MFC18", "16 MFC": "MFC16", "25 MFC": "MFC25", "5 MDF": "MDF5", "18 front": "front18"}
KINDS = ("cam15", "bolt8e", "dow8e", "nut10", "dow8f", "pin5", "plate5", "cup35", "pil3", "slide3", "thru5")
SAMPLES = {
    "base600": "base_doors-600",
    "drawer600": "base_drawers-600",
    "wall800": "wall_doors-800",
    "book900": "bookcase-900x2000",
    "ward1800": "wardrobe_sliding-1800-niche",
    "cornerL900": "base_corner_l",
}
VALUES = {"base_corner_l": (("plinth", False), ("worktop", False))}  # the example is the cabinet alone


@pytest.fixture(params=SAMPLES)
def example(request: pytest.FixtureRequest, shared: Path, catalog: Catalog) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the example says and what `panels --json` says."""
    data = json.loads((shared / "reference" / "worked_examples.json").read_text(encoding="utf-8"))
    expected = next(one for one in data["cabinets"] if one["key"] == request.param)
    sample = SAMPLES[request.param]
    return expected, panels_json(catalog.build(sample, VALUES.get(sample, ())), catalog)


def rows_expected(expected: dict[str, Any]) -> list[Any]:
    rows = []
    for part in expected["parts"]:
        counts = tuple(part[kind] for kind in KINDS)
        size = (part["L"], part["W"], part["T"], part["cutL"], part["cutW"])
        rows += [(BOARDS[part["mat"]], *size, tuple(part["eb"]), counts, part["groove"])] * part["qty"]
    return sorted(rows)


def rows_built(built: dict[str, Any]) -> list[Any]:
    rows = []
    for panel in built["panels"]:
        counts = tuple(sum(hole["kind"] == kind for hole in panel["holes"]) for kind in KINDS)
        size = (panel["length"], panel["width"], panel["thickness"], panel["cut_length"], panel["cut_width"])
        edges = tuple(panel["edges"][key] for key in ("L1", "L2", "W1", "W2"))
        rows += [(panel["board"], *size, edges, counts, len(panel["grooves"]))] * panel["qty"]
    return sorted(rows)


def test_every_panel_of_the_example_and_no_other(example: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, built = example
    assert rows_built(built) == rows_expected(expected)


def test_totals(example: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, built = example
    totals = built["totals"]
    assert totals["features"] == expected["totals"]
    assert totals["area_m2"] == {
        BOARDS[key]: pytest.approx(value, abs=1e-6) for key, value in expected["area_m2"].items()
    }
    assert totals["band_m"] == {key: pytest.approx(value, abs=1e-6) for key, value in expected["band_m"].items()}


def test_hardware(example: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, built = example
    assert {one["article"]: one["qty"] for one in built["fittings"]} == expected["hardware"]


def test_chinese_names_of_the_base_cabinet(shared: Path, catalog: Catalog) -> None:
    data = json.loads((shared / "reference" / "worked_examples.json").read_text(encoding="utf-8"))
    expected = {part["zh"]: part["qty"] for part in data["cabinets"][0]["parts"]}
    built = panels_json(catalog.build("base_doors-600"), catalog)
    found: dict[str, int] = {}
    for panel in built["panels"]:
        found[panel["name"]["zh"]] = found.get(panel["name"]["zh"], 0) + panel["qty"]
    assert found == expected


def test_where_the_base_cabinet_is_drilled(catalog: Catalog) -> None:
    """Positions from domain.md 9 and 3.3, worked out by hand for the 600 x 720 x 560 cabinet."""
    panels = {panel.id: panel for panel in catalog.build("base_doors-600").panels}

    def places(panel: str, kind: str) -> set[tuple[str, float, float]]:
        return {(hole.face, hole.x, hole.y) for hole in panels[panel].holes if hole.kind == kind}

    # bottom: cams underneath, 34 from the ends, 40 from front and rear
    assert places("bottom", "cam15") == {("B", 34, 40), ("B", 34, 520), ("B", 530, 40), ("B", 530, 520)}
    assert places("bottom", "dow8e") == {("W1", 0, 72), ("W1", 0, 488), ("W2", 564, 72), ("W2", 564, 488)}
    # right side, length from the floor up: the bottom's axis is at 9, the stretchers' at 711
    assert {(x, y) for _, x, y in places("side_r", "nut10")} == {(9, 40), (9, 520), (711, 34), (711, 494)}
    # rear stretcher: the groove is at 76-82 of its width, so the cam is at mid - 16 and the dowel at mid + 16
    groove = panels["stretcher_rear"].grooves[0]
    assert (groove.face, groove.start, groove.end, groove.width, groove.depth) == ("B", (0, 79), (564, 79), 6, 6)
    assert places("stretcher_rear", "cam15") == {("A", 34, 34), ("A", 530, 34)}
    assert places("stretcher_rear", "dow8e") == {("W1", 0, 66), ("W2", 564, 66)}
    # side groove 18 from the rear edge, 6 wide: centre 560 - 21
    assert panels["side_r"].grooves[0].start == (0.0, 539.0)
    # left door: hinges 100 from its ends, cup centre 22.5 from the hinge edge, pilots 48 apart and 6 inward
    assert places("door_1", "cup35") == {("A", 100, 22.5), ("A", 617, 22.5)}
    assert {(x, y) for _, x, y in places("door_1", "pil3")} == {(76, 28.5), (124, 28.5), (593, 28.5), (641, 28.5)}
    assert places("door_2", "cup35") == {("A", 100, 274.5), ("A", 617, 274.5)}
    # plates on the 37 line at hinge +-16; the door starts 1.5 above the carcass underside
    assert {(x, y) for _, x, y in places("side_r", "plate5")} == {(85.5, 37), (117.5, 37), (602.5, 37), (634.5, 37)}
    # pin rows y = 37 and 37 + 32*14 = 485 <= 560 - 24 - 37; five holes 32 apart, the middle one under the shelf
    assert {y for _, _, y in places("side_r", "pin5")} == {37, 485}
    assert sorted({x for _, x, _ in places("side_r", "pin5")}) == [284.5, 316.5, 348.5, 380.5, 412.5]
    # the left side is the mirror image, drawn from the top down
    assert {(720 - x, y) for _, x, y in places("side_l", "pin5")} == {(x, y) for _, x, y in places("side_r", "pin5")}
    depths = {hole.kind: (hole.diameter, hole.depth) for panel in panels.values() for hole in panel.holes}
    assert depths == {
        "cam15": (15, 13.5),
        "bolt8e": (8, 34),
        "dow8e": (8, 20),
        "nut10": (10, 12),
        "dow8f": (8, 12),
        "pin5": (5, 12),
        "plate5": (5, 12),
        "cup35": (35, 13),
        "pil3": (3, 3),
    }


def test_drawer_boxes_keep_their_own_numbers(catalog: Catalog) -> None:
    """16 mm box boards take 12.5 deep cams and the bolt at half their thickness (domain.md 9)."""
    inner = next(panel for panel in catalog.build("base_drawers-600").panels if panel.id == "drawer_1_inner")
    assert {(h.diameter, h.depth) for h in inner.holes if h.kind == "cam15"} == {(15, 12.5)}
    assert {h.z for h in inner.holes if h.kind == "bolt8e"} == {8}


def test_a_thick_shelf_keeps_its_bolts_9_from_the_cam_face(catalog: Catalog) -> None:
    shelf = next(panel for panel in catalog.build("bookcase-900x2000").panels if panel.id == "fixed")
    assert shelf.thickness == 25
    cams = {h.face for h in shelf.holes if h.kind == "cam15"}
    assert cams == {"B"} and {h.z for h in shelf.holes if h.kind == "bolt8e"} == {9}
