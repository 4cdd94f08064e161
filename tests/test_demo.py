"""The demo home: what it must hold, that it fits, and that two runs make the same package."""

from __future__ import annotations

import zipfile
from io import BytesIO, TextIOWrapper
from pathlib import Path

import ezdxf
import pytest

from app.demo import demo_design, run_demo
from app.design.layout import lay_out
from app.design.profile_change import change_profile
from app.fit.check import check
from app.takeoff.take_off import take_off
from main import build_house


def test_the_demo_home_is_furnished_and_fits() -> None:
    house = build_house()
    catalog = house.catalog()
    design = demo_design(catalog, house.plans())
    layout = lay_out(design, catalog)
    assert len(design.units) >= 14
    assert len({placed.room for placed in layout.placed if placed.unit and placed.room}) >= 3
    assert len(take_off(layout, catalog).panels) >= 100
    assert [finding for finding in check(layout, catalog.profiles[design.profile]) if finding.level != "info"] == []


def test_the_demo_home_can_be_made_by_the_economy_factory() -> None:
    house = build_house()
    catalog = house.catalog()
    change = change_profile(demo_design(catalog, house.plans()), catalog.profiles["ECO-16"], catalog)
    assert change.refused == () and change.resized > change.panels / 2
    findings = check(lay_out(change.design, catalog), catalog.profiles["ECO-16"])
    assert {finding.rule for finding in findings if finding.level != "info"} <= {"shelf_span"}  # 16 mm bear less


@pytest.mark.slow
def test_the_economy_factorys_package_is_what_it_should_be(tmp_path: Path) -> None:
    house = build_house()
    catalog = house.catalog()
    design = change_profile(demo_design(catalog, house.plans()), catalog.profiles["ECO-16"], catalog).design
    package = house.export_package(design, catalog, tmp_path / "home.zip", None, None)
    assert package.panels > 300
    assert house.verify_package(package.path, catalog) == ()


@pytest.mark.slow
def test_two_runs_make_the_same_package_and_every_drawing_is_sound(tmp_path: Path) -> None:
    house = build_house()
    for run in ("one", "two"):
        summary = run_demo(house, tmp_path / run, lambda what, share: None)
        assert summary.errors == 0
    package = (tmp_path / "one" / "home.zip").read_bytes()
    assert package == (tmp_path / "two" / "home.zip").read_bytes()
    drawings = 0
    with zipfile.ZipFile(BytesIO(package)) as archive:
        for name in archive.namelist():
            if name.endswith(".dxf"):
                drawing = ezdxf.read(TextIOWrapper(archive.open(name), encoding="utf-8", errors="surrogateescape"))
                assert not drawing.audit().has_issues, name
                assert drawing.header["$INSUNITS"] == 4
                drawings += 1
    assert drawings > 100
    assert (tmp_path / "one" / "home.png").read_bytes().startswith(b"\x89PNG")
