"""Plans as DXF: clean for ezdxf, the same bytes every time, and imported again they are the same rooms and openings."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import ezdxf
import pytest
from ezdxf.document import Drawing
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from app.geometry.polygon import area, overlap
from app.plans.files import read_plan
from app.plans.importing import Choices, import_file
from app.plans.plan import Plan, PlanError
from app.plans.sides import along_wall, door_swing
from exporters.plan_dxf import plan_dxf, write_plan_dxf

ROOT = Path(__file__).resolve().parents[2]
PLANS = sorted((ROOT / "floorplans").glob("*.toml"))


def named(name: str) -> Plan:
    return read_plan(ROOT / "floorplans" / f"{name}.toml")


def parsed(plan: Plan, language: str) -> Drawing:
    return ezdxf.read(io.StringIO(plan_dxf(plan, language).decode("utf-8")))


def told(plan: Plan) -> list[tuple[Any, ...]]:
    """Return what a drawing can say of the openings: kind, middle, width, heights, leaf, and the floor it sweeps, rounded to 10 mm."""
    walls = {wall.id: wall for wall in plan.walls}
    found: list[tuple[Any, ...]] = []
    for one in plan.openings:
        x, y = along_wall(walls[one.wall], one.offset + one.width / 2)
        heights = (0.0, 0.0) if one.kind == "passage" else (one.sill, one.head)  # a gap says nothing of its height
        leaf = one.leaf if one.leaf in ("hinged", "double") else "none"
        swept = sorted(
            (round(ring[0][0], -1), round(ring[0][1], -1), round(area(ring), -4)) for ring in door_swing(plan, one)
        )
        found.append((one.kind, round(x), round(y), round(one.width), heights, leaf, swept))
    return sorted(found)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_imported_again_it_is_the_same_plan(path: Path, tmp_path: Path) -> None:
    plan = read_plan(path)
    out = tmp_path / f"{path.stem}.dxf"
    write_plan_dxf(plan, out, "en")
    again = import_file(out, Choices(), "en", lambda what, share: None).plan
    assert again is not None
    assert not [doubt for doubt in again.doubts if "unit" in doubt]
    assert sorted(room.name.en for room in again.rooms) == sorted(room.name.en for room in plan.rooms)
    for room in plan.rooms:
        twin = max(again.rooms, key=lambda other: overlap(other.outline, room.outline))
        assert Polygon(twin.outline).symmetric_difference(Polygon(room.outline)).area < 1e-6 * area(room.outline)
        assert (twin.name.en, twin.ceiling) == (room.name.en, room.ceiling)
    assert told(again) == told(plan)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_drawing_is_clean_and_in_layers(path: Path) -> None:
    plan = read_plan(path)
    document = parsed(plan, "zh")
    audit = document.audit()
    assert not audit.errors
    assert not audit.fixes
    assert (document.dxfversion, document.units) == ("AC1027", 4)  # R2013, mm
    space: Any = document.modelspace()
    rooms = space.query('LWPOLYLINE[layer=="ROOM"]')
    areas = sorted(area([(x, y) for x, y in line.get_points("xy")]) for line in rooms)
    assert areas == pytest.approx(sorted(area(room.outline) for room in plan.rooms))
    blocks = Counter(one.dxf.layer.partition("_")[0] for one in space.query("INSERT") if one.dxf.layer != "ROOM")
    kinds = Counter(opening.kind.upper() for opening in plan.openings if opening.kind != "passage")
    assert blocks == kinds
    labels = {one.get_attrib_text("NAME"): one.get_attrib_text("AREA") for one in space.query('INSERT[layer=="ROOM"]')}
    assert labels == {room.name.zh: f"{area(room.outline) / 1e6:.2f}" for room in plan.rooms}
    for kind in ("column", "beam", "flue"):
        drawn = len(space.query(f'LWPOLYLINE[layer=="{kind.upper()}"]'))
        assert drawn == sum(thing.kind == kind for thing in plan.obstacles)
    points = [one for one in space.query("CIRCLE") if one.dxf.layer.startswith("SERVICE_")]
    assert sorted((round(p.dxf.center.x, 3), round(p.dxf.center.y, 3)) for p in points) == sorted(
        (service.at[0], service.at[1]) for service in plan.services
    )


def test_dimensions_say_the_clear_widths() -> None:
    """Issue 1's library: the living room of two_bed_60 is 3100 x 4600 clear, the flat 8400 x 7900 outside."""
    space: Any = parsed(named("two_bed_60"), "en").modelspace()
    sizes = {round(one.get_measurement()) for one in space.query("DIMENSION")}
    assert {8400, 7900, 3100, 4600} <= sizes


def test_walls_are_open_at_doors_and_closed_below_windows() -> None:
    plan = named("two_bed_60")
    space: Any = parsed(plan, "en").modelspace()
    rings = [Polygon([(x, y) for x, y in line.get_points("xy")]) for line in space.query('LWPOLYLINE[layer=="WALL"]')]
    solid: BaseGeometry = Polygon()
    for ring in rings:
        solid = solid.symmetric_difference(ring)
    walls = {wall.id: wall for wall in plan.walls}
    for opening in plan.openings:
        middle = along_wall(walls[opening.wall], opening.offset + opening.width / 2)
        inside = solid.contains(Point(middle))
        assert inside == (opening.sill > 0), opening.id


def test_the_same_plan_makes_the_same_bytes() -> None:
    plan = named("one_bed_45")
    assert plan_dxf(plan, "zh") == plan_dxf(plan, "zh")


def test_a_plan_that_cannot_be_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="no rooms"):
        write_plan_dxf(replace(named("one_bed_45"), rooms=()), tmp_path / "plan.dxf", "en")
    assert not list(tmp_path.iterdir())
