"""Real drawings with the room outlines taken out: the walls alone give back the rooms that MANIFEST.md and those outlines tell."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import ezdxf
import pytest

from app.geometry.polygon import area
from app.plans.dxf.reader import import_dxf
from app.plans.plan import Plan

ROOMS = ("PP-ROOM*", "PP-KITCHEN", "PP-TOILET*", "PP-OUTER", "PP-Room*", "PP-Toilet*")


def without(source: Path, into: Path, *layers: str) -> Path:
    """Write a copy of a drawing without what lies on some layers."""
    document = ezdxf.readfile(source)
    space = document.modelspace()
    for entity in [one for one in space if any(Path(one.dxf.layer).match(layer) for layer in layers)]:
        space.delete_entity(entity)
    document.saveas(into / source.name)
    return into / source.name


def square_metres(plan: Plan) -> list[float]:
    return sorted((area(room.outline) / 1e6 for room in plan.rooms), reverse=True)


@pytest.fixture(scope="module")
def house(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("house")
    return import_dxf(without(shared / "data/dxf/devaljain_p20_ground_floor.dxf", folder, *ROOMS))


def test_the_indian_house_closes_at_its_doors(house: Plan) -> None:
    """MANIFEST.md: with the PP layers removed the wall lines leave gaps at doors. KITCHEN 10.243 m², TOILET 2.601, ROOM1 9.755."""
    found = square_metres(house)
    for printed in (10.243, 2.601, 9.755):
        assert any(one == pytest.approx(printed, rel=0.005) for one in found)
    named = {room.kind: area(room.outline) / 1e6 for room in house.rooms}
    assert named["kitchen"] == pytest.approx(10.243, rel=0.005)
    assert named["bath"] == pytest.approx(2.601, rel=0.005)
    assert named["bedroom"] == pytest.approx(9.755, rel=0.005)
    assert {wall.thickness for wall in house.walls} <= {152.4, 228.5, 228.6}


def test_the_indian_house_keeps_its_openings(house: Plan) -> None:
    """The same doors, windows and passages as where its rooms are drawn: 30, 36, 48 inches; 30, 42 and 102 inches with nothing in them."""
    widths = {
        kind: sorted(one.width for one in house.openings if one.kind == kind) for kind in ("door", "window", "passage")
    }
    assert widths["door"] == pytest.approx([762.0, 914.4, 1219.2], abs=0.1)
    assert widths["passage"] == pytest.approx([762.0, 1066.8, 2590.8], abs=1.0)
    assert len(widths["window"]) == 7
    leaves = Counter(one.leaf for one in house.openings if one.kind == "door")
    assert leaves == {"hinged": 2, "double": 1}


def test_the_gaps_with_nothing_in_them_are_told_by_room(house: Plan) -> None:
    assert any("2591 mm" in doubt and "KITCHEN" in doubt for doubt in house.doubts)


@pytest.mark.parametrize("name", ["devaljain_p20_first_floor", "devaljain_sample2"])
def test_walls_give_the_rooms_that_were_drawn(shared: Path, tmp_path: Path, name: str) -> None:
    """Each room found between the walls is one of the outlines on the room layers, or several that no wall parts."""
    source = shared / f"data/dxf/{name}.dxf"
    drawn = square_metres(import_dxf(source))
    found = square_metres(import_dxf(without(source, tmp_path, *ROOMS)))
    alike = [one for one in found if any(one == pytest.approx(other, rel=0.005) for other in drawn)]
    assert len(alike) >= len(found) - 1
    assert len(found) >= len(drawn) - 3


def test_six_rooms_of_broken_lines(shared: Path) -> None:
    """depthmapx_rooms.dxf: five rooms about a corridor, walls 100 thick, doors 1000 wide with nothing in them, drawn in metres."""
    plan = import_dxf(shared / "data/dxf/depthmapx_rooms.dxf", units="m")
    assert square_metres(plan) == pytest.approx([30.0, 24.255, 24.255, 19.11, 14.455, 14.455])
    assert [(one.kind, one.width) for one in plan.openings] == [("passage", 1000.0)] * 5


def test_an_office_whose_walls_lie_on_the_door_layer(shared: Path) -> None:
    plan = import_dxf(shared / "data/dxf/roomsize_simple.dxf")
    assert square_metres(plan) == pytest.approx([12.05], abs=0.05)
    assert any("taken for walls" in doubt for doubt in plan.doubts)


def test_a_house_with_a_round_wall_has_a_curve(shared: Path) -> None:
    """ceco_tm53.dxf: a round bay, its faces arcs about one centre 250 mm apart; metres."""
    plan = import_dxf(shared / "data/dxf/ceco_tm53.dxf")
    (curve,) = plan.curves
    walls = {wall.id: wall for wall in plan.walls}
    assert {walls[one].thickness for one in curve.walls} == {250.0}
    assert curve.sweep == pytest.approx(182.7, abs=0.1)
