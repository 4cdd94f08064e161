"""Doors, windows and curved walls of drawings that each test draws with ezdxf: what was drawn comes back. mm."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf
import pytest

from app.geometry.frame import Point2
from app.geometry.polygon import area
from app.plans.dxf.reader import import_dxf
from app.plans.plan import Opening, Plan

type Draw = Callable[[Any, Any], None]


def plan_of(tmp_path: Path, draw: Draw) -> Plan:
    """Return the plan of a drawing in mm."""
    document = ezdxf.new("R2010")
    document.header["$INSUNITS"] = 4
    draw(document, document.modelspace())
    document.saveas(tmp_path / "own.dxf")
    return import_dxf(tmp_path / "own.dxf", units="mm")


def lines(space: Any, layer: str, *points: Point2, closed: bool = False) -> None:
    space.add_lwpolyline(points, close=closed, dxfattribs={"layer": layer})


def flat(space: Any, gap: tuple[float, float] = (1000, 1900)) -> None:
    """Two rooms of 3 x 4 m, the wall of 120 between them broken at y = gap; walls of 240 around."""
    low, high = gap
    lines(space, "WALL", (-240, -240), (6360, -240), (6360, 4240), (-240, 4240), closed=True)
    lines(
        space, "WALL", (3000, low), (3000, 0), (0, 0), (0, 4000), (3000, 4000), (3000, high), (3120, high), (3120, 4000)
    )
    lines(space, "WALL", (3120, 4000), (6120, 4000), (6120, 0), (3120, 0), (3120, low), (3000, low))


def leaf(document: Any, name: str = "M0921") -> None:
    """A door of 900 whose leaf hangs at the origin, shut along x, open along y."""
    block = document.blocks.new(name)
    block.add_lwpolyline([(0, 0), (40, 0), (40, 900), (0, 900)], close=True)
    block.add_arc((0, 0), 900, 0, 90)


def only(plan: Plan, kind: str) -> Opening:
    (found,) = [one for one in plan.openings if one.kind == kind]
    return found


def where(plan: Plan, opening: Opening) -> tuple[Point2, Point2]:
    """Return both jambs on the wall's centre line, that nearest the start first."""
    wall = next(wall for wall in plan.walls if wall.id == opening.wall)
    ux, uy = (wall.end[0] - wall.start[0]) / wall.length, (wall.end[1] - wall.start[1]) / wall.length
    a, b = opening.offset, opening.offset + opening.width
    return ((wall.start[0] + ux * a, wall.start[1] + uy * a), (wall.start[0] + ux * b, wall.start[1] + uy * b))


def hangs(plan: Plan, opening: Opening) -> tuple[str, str]:
    """Return at which jamb the leaf hangs and into which room it swings, by compass: ("south", "west")."""
    wall = next(wall for wall in plan.walls if wall.id == opening.wall)
    up = wall.end[1] > wall.start[1]
    jamb = {"start": "south" if up else "north", "end": "north" if up else "south", "": ""}[opening.hinge]
    side = {"left": "west" if up else "east", "right": "east" if up else "west", "": ""}[opening.side]
    return jamb, side


# where the block is set, how it is turned and scaled -> the jamb its hinge is at, the room it swings into
SET = {
    "plain": ((3000, 1000), 90, 1, 1, ("south", "west")),
    "mirrored": ((3120, 1000), 90, 1, -1, ("south", "east")),
    "turned": ((3120, 1900), 270, 1, 1, ("north", "east")),
    "turned and mirrored": ((3000, 1900), 270, 1, -1, ("north", "west")),
    "mirrored twice": ((3120, 1900), 90, -1, -1, ("north", "east")),
}


@pytest.mark.parametrize("name", sorted(SET))
def test_a_door_block_however_it_is_set(tmp_path: Path, name: str) -> None:
    at, turn, x, y, told = SET[name]

    def draw(document: Any, space: Any) -> None:
        flat(space)
        leaf(document)
        space.add_blockref("M0921", at, dxfattribs={"rotation": turn, "xscale": x, "yscale": y, "layer": "DOOR"})

    plan = plan_of(tmp_path, draw)
    door = only(plan, "door")
    assert sorted(area(room.outline) / 1e6 for room in plan.rooms) == [12.0, 12.0]
    assert (door.leaf, door.width, door.head) == ("hinged", 900.0, 2100.0)
    assert hangs(plan, door) == told
    assert sorted(point[1] for point in where(plan, door)) == pytest.approx([1000, 1900])


def test_a_scaled_block_is_as_wide_as_its_hole(tmp_path: Path) -> None:
    def draw(document: Any, space: Any) -> None:
        flat(space, (1000, 1720))
        leaf(document, "LEAF")
        space.add_blockref(
            "LEAF", (3000, 1000), dxfattribs={"rotation": 90, "xscale": 0.8, "yscale": 0.8, "layer": "门"}
        )

    door = only(plan_of(tmp_path, draw), "door")
    assert (door.leaf, door.width) == ("hinged", 720.0)


def test_a_hole_is_as_wide_as_the_gap_not_as_its_leaf(tmp_path: Path) -> None:
    """The leaf is drawn 900 wide in a hole of 960: frames of 30 are not drawn."""

    def draw(document: Any, space: Any) -> None:
        flat(space, (970, 1930))
        leaf(document, "LEAF")
        space.add_blockref("LEAF", (3000, 1000), dxfattribs={"rotation": 90, "layer": "DOOR"})

    assert only(plan_of(tmp_path, draw), "door").width == 960.0


def test_two_leaves_make_a_double_door(tmp_path: Path) -> None:
    def draw(document: Any, space: Any) -> None:
        flat(space, (1000, 2600))
        for low, start, end in ((1000, 90, 180), (2600, 180, 270)):
            space.add_arc((3000, low), 800, start, end, dxfattribs={"layer": "DOOR"})
            lines(space, "DOOR", (3000, low), (2200, low))

    plan = plan_of(tmp_path, draw)
    doors = [one for one in plan.openings if one.kind == "door"]
    assert [(one.leaf, one.width) for one in doors] == [("double", 1600.0)]
    assert hangs(plan, doors[0]) == ("", "west")


def test_two_leaves_beside_each_other_slide(tmp_path: Path) -> None:
    def draw(document: Any, space: Any) -> None:
        flat(space, (1000, 2600))
        block = document.blocks.new("D16")
        block.add_lwpolyline([(0, 20), (850, 20), (850, 60), (0, 60)], close=True)
        block.add_lwpolyline([(750, 60), (1600, 60), (1600, 100), (750, 100)], close=True)
        space.add_blockref("D16", (3120, 1000), dxfattribs={"rotation": 90, "layer": "DOOR"})

    door = only(plan_of(tmp_path, draw), "door")
    assert (door.leaf, door.width, door.hinge, door.side) == ("sliding", 1600.0, "", "")


def test_a_door_called_a_sliding_one_slides(tmp_path: Path) -> None:
    def draw(document: Any, space: Any) -> None:
        flat(space, (1000, 2600))
        block = document.blocks.new("TLM1621")
        block.add_line((0, 60), (1600, 60))
        space.add_blockref("TLM1621", (3120, 1000), dxfattribs={"rotation": 90, "layer": "门"})

    assert only(plan_of(tmp_path, draw), "door").leaf == "sliding"


def test_a_door_without_leaf_is_doubted(tmp_path: Path) -> None:
    def draw(document: Any, space: Any) -> None:
        flat(space)
        lines(space, "DOOR", (3000, 1000), (3120, 1000), (3120, 1900), (3000, 1900), closed=True)

    plan = plan_of(tmp_path, draw)
    assert only(plan, "door").leaf == "none"
    assert any("without a swing: 1" in doubt for doubt in plan.doubts)


def test_a_gap_with_nothing_in_it_is_a_passage_that_is_told(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, lambda document, space: flat(space))
    assert only(plan, "passage").width == 900.0
    assert any("gap of 900 mm" in doubt for doubt in plan.doubts)


@pytest.mark.parametrize("out", [400.0, 600.0])
def test_a_bay_window_stands_out(tmp_path: Path, out: float) -> None:
    """A window of 1800 in the south wall of 240, its glass `out` mm before the wall."""

    def draw(document: Any, space: Any) -> None:
        lines(space, "WALL", (2400, 0), (4000, 0), (4000, 3000), (0, 3000), (0, 0), (600, 0), (600, -240), (-240, -240))
        lines(space, "WALL", (-240, -240), (-240, 3240), (4240, 3240), (4240, -240), (2400, -240), (2400, 0))
        for deep in (out, out - 60):
            lines(space, "WINDOW", (600, -240), (600, -240 - deep), (2400, -240 - deep), (2400, -240))

    plan = plan_of(tmp_path, draw)
    window = only(plan, "window")
    assert (window.width, window.bay) == (1800.0, out)


def test_a_window_within_its_wall_is_no_bay(tmp_path: Path) -> None:
    def draw(document: Any, space: Any) -> None:
        lines(space, "WALL", (2400, 0), (4000, 0), (4000, 3000), (0, 3000), (0, 0), (600, 0), (600, -240), (-240, -240))
        lines(space, "WALL", (-240, -240), (-240, 3240), (4240, 3240), (4240, -240), (2400, -240), (2400, 0))
        for y in (0, -80, -160, -240, -300):
            space.add_line((600, y), (2400, y), dxfattribs={"layer": "窗"})

    window = only(plan_of(tmp_path, draw), "window")
    assert (window.width, window.bay) == (1800.0, 0.0)


@pytest.mark.parametrize("bulges", [True, False])
def test_a_round_wall_is_a_curve_whose_chords_keep_to_it(tmp_path: Path, bulges: bool) -> None:
    """A room 4 m wide whose north end is a half circle of radius 2 m, walls 200: the area is 4 x 3 + pi 2² / 2."""

    def draw(document: Any, space: Any) -> None:
        for out in (0, 200):
            r = 2000 + out
            if bulges:
                points = [(2000 - r, -out, 0), (2000 + r, -out, 0), (2000 + r, 3000, 1), (2000 - r, 3000, 0)]
                space.add_lwpolyline(points, format="xyb", close=True, dxfattribs={"layer": "WALL"})
            else:
                lines(space, "WALL", (2000 - r, 3000), (2000 - r, -out), (2000 + r, -out), (2000 + r, 3000))
                space.add_arc((2000, 3000), r, 0, 180, dxfattribs={"layer": "WALL"})

    plan = plan_of(tmp_path, draw)
    (room,) = plan.rooms
    assert area(room.outline) / 1e6 == pytest.approx(12.0 + math.pi * 2.0, rel=0.002)
    (curve,) = plan.curves
    assert abs(curve.sweep) == pytest.approx(180.0, abs=0.01)
    walls = {wall.id: wall for wall in plan.walls}
    for one in curve.walls:
        assert walls[one].thickness == 200.0
        for point in (walls[one].start, walls[one].end):
            assert math.dist(point, (2000, 3000)) == pytest.approx(2100.0, abs=0.01)
    assert {wall.thickness for wall in plan.walls} == {200.0}
    assert not any("no wall" in doubt for doubt in plan.doubts)


def test_a_door_in_a_round_wall(tmp_path: Path) -> None:
    """A round room of radius 2 m in a wall of 200 with a hole of 24 degrees: its chord is 2 x 2000 sin 12 = 831.6 mm inside."""

    def draw(document: Any, space: Any) -> None:
        for radius in (2000, 2200):
            space.add_arc((0, 0), radius, 12, 348, dxfattribs={"layer": "WALL"})
        for turn in (12, -12):
            x, y = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            lines(space, "WALL", (2000 * x, 2000 * y), (2200 * x, 2200 * y))

    plan = plan_of(tmp_path, draw)
    (room,) = plan.rooms
    whole, cap = math.pi * 4.0, (math.radians(24) - math.sin(math.radians(24))) * 2.0
    assert area(room.outline) / 1e6 == pytest.approx(whole - cap, rel=0.002)
    assert sum(abs(curve.sweep) for curve in plan.curves) == pytest.approx(336.0, abs=0.01)
    assert any("gap of 915 mm" in doubt for doubt in plan.doubts)  # 2 x 2200 sin 12 on the outer face


def test_walls_as_wide_lines_and_as_hatches_give_the_same_rooms(tmp_path: Path) -> None:
    def wide(document: Any, space: Any) -> None:
        for points in (
            ((-100, 0), (-100, 4100), (7100, 4100), (7100, -100), (-100, -100), (-100, 0)),
            ((3060, 0), (3060, 4000)),
        ):
            width = 120 if len(points) == 2 else 200
            space.add_lwpolyline(points, dxfattribs={"layer": "WALL", "const_width": width})

    def hatched(document: Any, space: Any) -> None:
        hatch = space.add_hatch(dxfattribs={"layer": "WALL"})
        hatch.paths.add_polyline_path([(-200, -200), (7200, -200), (7200, 4200), (-200, 4200)], is_closed=True)
        for x0, x1 in ((0, 3000), (3120, 7000)):
            hatch.paths.add_polyline_path([(x0, 0), (x1, 0), (x1, 4000), (x0, 4000)], is_closed=True, flags=16)

    for draw in (wide, hatched):
        plan = plan_of(tmp_path, draw)
        assert sorted(area(room.outline) / 1e6 for room in plan.rooms) == pytest.approx([12.0, 15.52])
        assert {wall.thickness for wall in plan.walls} == {120.0, 200.0}


def test_jambs_in_line_across_a_room_part_nothing(tmp_path: Path) -> None:
    """Doors of loose lines face each other across the middle room of 4 x 4 m: their jambs lie in line, and no wall runs between them."""

    def draw(document: Any, space: Any) -> None:
        around = [(-200, -200), (10400, -200), (10400, 4200), (-200, 4200)]
        lines(space, "WALL", *around, closed=True)
        for x0, x1 in ((0, 3000), (3100, 7100), (7200, 10200)):
            left, right = (x0, (x0, 1000), (x0, 1900)), (x1, (x1, 1000), (x1, 1900))
            inner = [right] if x0 == 0 else [left] if x1 == 10200 else [left, right]
            if len(inner) == 2:
                lines(space, "WALL", (x0, 1000), (x0, 0), (x1, 0), (x1, 1000))
                lines(space, "WALL", (x0, 1900), (x0, 4000), (x1, 4000), (x1, 1900))
            else:
                (x, low, high), far = inner[0], x0 if inner[0] is right else x1
                lines(space, "WALL", low, (x, 0), (far, 0), (far, 4000), (x, 4000), high)
        for x in (3000, 7100):
            for y in (1000, 1900):
                lines(space, "WALL", (x, y), (x + 100, y))
            for face in (x, x + 100):
                lines(space, "DOOR", (face, 1000), (face, 1900))

    plan = plan_of(tmp_path, draw)
    assert sorted(round(area(room.outline) / 1e6, 4) for room in plan.rooms) == [12.0, 12.0, 16.0]
    assert [(one.kind, one.width) for one in plan.openings] == [("door", 900.0)] * 2
