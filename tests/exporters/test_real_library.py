"""The whole way on the shipped library: a design worked out, taken off, nested, written and verified; totals as the worked examples say."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import ezdxf
import pytest

from app.components.catalog import Catalog, open_catalog
from app.components.sides import is_rectangle
from app.design.design import Design
from app.design.edits import new_design, place
from app.design.layout import lay_out
from app.geometry.frame import Frame
from app.takeoff.job import Job
from app.takeoff.nest import nest
from app.takeoff.take_off import take_off
from exporters.bundle import Bundle
from exporters.order_package import verify_package, write_package
from exporters.panel_dxf import draw_face, faces, write_panels
from exporters.read_drawing import read_drawing
from exporters.verify import dxf_fault
from tests.takeoff.factory import layout

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = {"base600": ("base_doors", 600.0, 720.0, 560.0), "wall800": ("wall_doors", 800.0, 700.0, 320.0)}
KINDS = {"cam15": (15.0, 13.5), "nut10": (10.0, 12.0), "cup35": (35.0, 13.0), "pil3": (3.0, 3.0)}


@cache
def catalog() -> Catalog:
    return open_catalog(ROOT / "components_library")


def one_unit(key: str) -> Job:
    """Return the job of one cabinet of the worked examples, hung high so that no run is derived under or over it."""
    family, width, height, depth = EXAMPLES[key]
    component = catalog().build(family, (("depth", depth), ("height", height), ("width", width)))
    return take_off(layout(component), catalog())


def expected(shared: Path, key: str) -> dict[str, dict[str, float]]:
    cabinets = json.loads((shared / "reference" / "worked_examples.json").read_text(encoding="utf-8"))["cabinets"]
    found: dict[str, dict[str, float]] = next(cabinet for cabinet in cabinets if cabinet["key"] == key)
    return found


@pytest.mark.parametrize("key", list(EXAMPLES))
def test_the_bill_of_a_library_cabinet_equals_the_worked_example(shared: Path, key: str) -> None:
    job, example = one_unit(key), expected(shared, key)
    area = {line.board.id: line.area_m2 for line in job.boards}
    assert area == {
        "MFC18": pytest.approx(example["area_m2"]["18 MFC"], abs=1e-6),
        "MDF5": pytest.approx(example["area_m2"]["5 MDF"], abs=1e-6),
        "front18": pytest.approx(example["area_m2"]["18 front"], abs=1e-6),
    }
    net: Counter[float] = Counter()
    for line in job.bands:
        net[line.thickness] += line.net_m  # type: ignore[assignment]
    assert net == {float(t): pytest.approx(metres, abs=1e-9) for t, metres in example["band_m"].items()}
    fittings = {line.article: line.qty for line in job.fittings}
    assert {article: fittings.get(article) for article in example["hardware"]} == example["hardware"]


@pytest.mark.parametrize("key", list(EXAMPLES))
def test_the_drawings_of_a_library_cabinet_hold_every_bore_of_the_worked_example(shared: Path, key: str) -> None:
    job, totals = one_unit(key), expected(shared, key)["totals"]
    drawn: Counter[str] = Counter()
    qty = {f"L{line.number:03d}": line.qty for line in job.cut_list}
    for path, data in write_panels(Bundle(job, job.layout.design)):
        space = ezdxf.read(io.StringIO(data.decode("ascii"))).modelspace()
        times = qty[path.split("-")[1][:4]]
        for entity in space:
            drawn[entity.dxf.layer] += times
    for kind, (diameter, depth) in KINDS.items():
        layer = f"DRILL_V_D{diameter:g}_Z{depth:g}".replace(".", "_")
        assert drawn[layer] == totals[kind], kind
    assert drawn["DRILL_V_D5_Z12"] == totals["pin5"] + totals["plate5"]
    assert drawn["DRILL_V_D8_Z12"] == totals["dow8f"]
    edges = {
        start: sum(n for layer, n in drawn.items() if layer.startswith("DRILL_H") and f"_D8_Z{start}_" in layer)
        for start in (34, 20)
    }
    assert edges == {34: totals["bolt8e"], 20: totals["dow8e"]}
    assert sum(n for layer, n in drawn.items() if layer.startswith("GROOVE_")) == totals["groove"]


def test_what_the_library_mills_is_read_back_from_its_drawings() -> None:
    """One sample of each family: every board with pockets, openings, bands by side or a contour of its own."""
    first = {sample.family: sample for sample in reversed(catalog().samples)}
    units = [catalog().build(one.id) for one in first.values() if catalog().mount(one.id) != "opening"]
    job = take_off(layout(*units), catalog())
    special = [
        line
        for line in job.cut_list
        if line.panel.pockets or line.panel.cutouts or line.panel.bands or not is_rectangle(line.panel)
    ]
    assert special
    for line in special:
        drawn = [read_drawing(draw_face(line, face), face) for face in faces(line.panel)]
        assert {one.outline for one in drawn} == {line.panel.outline}
        for name in ("holes", "grooves", "pockets", "cutouts"):
            read = Counter(feature for one in drawn for feature in getattr(one, name))
            assert read == Counter(replace(feature, kind="") for feature in getattr(line.panel, name)), line.panel.id


def furnished() -> Design:
    """Return a home of different samples standing apart, worktops and plinths derived."""
    design, x = new_design(layout().design.plan, catalog().stamp, "厨房 kitchen"), 0.0
    for family in ("base_doors", "base_drawers", "base_sink", "wall_doors", "wardrobe_hinged"):
        sample = next(one for one in catalog().samples if one.family == family)
        design, _ = place(design, sample.id, Frame(x, 0.0))
        x += catalog().build(sample.id).body.size[0] + 300.0
    return design


def test_a_furnished_design_makes_a_package_that_verifies_against_its_library(tmp_path: Path) -> None:
    design = furnished()
    job = nest(take_off(lay_out(design, catalog()), catalog()))
    assert job.notes == ()
    nested = {part.code for sheet in job.sheets for part in sheet.parts}
    assert nested == {one.code for one in job.panels if one.board.nested}
    done = write_package(Bundle(job, design), tmp_path / "order.zip")
    assert len(job.panels) >= 50
    assert verify_package(done.path, catalog()) == ()
    assert not any(dxf_fault(data) for _, data in write_panels(Bundle(job, design)))
