"""Rooms out of broken wall lines: the truth is what each test drew. mm."""

from __future__ import annotations

import math
import random
import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.geometry.frame import Point2
from app.geometry.polygon import Outline, area
from app.plans.check import check_plan
from app.plans.dxf.marks import Mark, Swing, Symbol
from app.plans.dxf.openings import openings_in, passages_in
from app.plans.dxf.spaces import Drawn, FoundSpaces, find_rooms
from app.plans.dxf.walls import rooms_between, too_many, walls_behind
from app.plans.plan import Plan, Room
from app.records import Text

type Segment = tuple[Point2, Point2]


def chain(*points: Point2, closed: bool = False) -> list[Segment]:
    ring = [*points, points[0]] if closed else list(points)
    return list(pairwise(ring))


def box(x0: float, y0: float, x1: float, y1: float) -> Outline:
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def rectangle(x0: float, y0: float, x1: float, y1: float) -> list[Segment]:
    return chain(*box(x0, y0, x1, y1), closed=True)


def pair(gap: tuple[float, float] | None = (1000, 1900), thick: float = 120, jambs: bool = True) -> list[Segment]:
    """Two rooms of 3000 x 4000 left and right of a wall at x = 3000 that has a gap; walls of 240 around, seen from all sides."""
    right = 3000 + thick
    lines = rectangle(-240, -240, right + 3240, 4240)
    pieces = [(0.0, 4000.0)] if gap is None else [(0.0, float(gap[0])), (float(gap[1]), 4000.0)]
    for low, high in pieces:
        lines += chain((3000, low), (3000, high)) + chain((right, low), (right, high))
    if gap is not None and jambs:
        lines += chain((3000, gap[0]), (right, gap[0])) + chain((3000, gap[1]), (right, gap[1]))
    lines += chain((3000, 0), (0, 0), (0, 4000), (3000, 4000))
    return lines + chain((right, 0), (right + 3000, 0), (right + 3000, 4000), (right, 4000))


def door(hinge: Point2, shut: Point2, open_to: Point2) -> Symbol:
    return Symbol("door", (hinge, open_to), (Swing(hinge, (shut, open_to)),), None, None)


DOOR = door((3000, 1000), (3000, 1900), (2100, 1000))


def square_metres(found: FoundSpaces) -> list[float]:
    return [round(area(room) / 1e6, 4) for room in found.rooms]


def kinds(found: FoundSpaces) -> list[tuple[str, str, int]]:
    return sorted((gap.gap.kind, gap.gap.strength, round(gap.gap.width)) for gap in found.gaps)


STUB = [
    *rectangle(-200, -200, 6200, 4200),
    *chain((3000, 4000), (0, 4000), (0, 0), (6000, 0), (6000, 4000), (3120, 4000)),
]


def turned(lines: list[Segment], angle: float, by: Point2 = (0.0, 0.0)) -> list[Segment]:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def turn(p: Point2) -> Point2:
        return (p[0] * cos - p[1] * sin + by[0], p[0] * sin + p[1] * cos + by[1])

    return [(turn(a), turn(b)) for a, b in lines]


def test_a_door_closes_the_gap_it_stands_in() -> None:
    found = find_rooms(Drawn(pair(), symbols=[DOOR]))
    assert square_metres(found) == [12.0, 12.0]
    (gap,) = found.gaps
    assert (gap.gap.kind, gap.gap.strength, gap.gap.width, gap.gap.depth) == ("door", "sure", 900.0, 120.0)
    assert gap.gap.symbol is DOOR
    assert gap.rooms == (0, 1)


def test_a_gap_with_nothing_in_it_is_firm_not_sure() -> None:
    found = find_rooms(Drawn(pair()))
    assert square_metres(found) == [12.0, 12.0]
    assert kinds(found) == [("passage", "firm", 900)]


@pytest.mark.parametrize("angle", [0.5, 7.0, 30.0, 45.0, 88.0, 123.4])
def test_plans_may_stand_at_any_angle(angle: float) -> None:
    found = find_rooms(Drawn(turned(pair(), angle, (8000.0, -5000.0))))
    assert square_metres(found) == [12.0, 12.0]
    assert [len(room) for room in found.rooms] == [4, 4]  # no points but corners


def test_walls_whose_ends_are_left_open_close_as_well() -> None:
    """Many drawings have no jamb lines: the two faces just stop at the door."""
    assert square_metres(find_rooms(Drawn(pair(jambs=False), symbols=[DOOR]))) == [12.0, 12.0]
    assert square_metres(find_rooms(Drawn(pair(jambs=False)))) == [12.0, 12.0]


def test_a_wall_with_an_open_end_in_a_room_keeps_its_inside() -> None:
    """A nib of two lines with nothing across its end: the room does not run into the wall."""
    lines = [*STUB, *chain((3000, 4000), (3000, 3400)), *chain((3120, 4000), (3120, 3400))]
    found = find_rooms(Drawn(lines))
    assert square_metres(found) == [24.0 - 0.6 * 0.12]


def test_a_window_of_loose_lines_closes_its_gap() -> None:
    lines = [line for line in rectangle(0, 0, 4000, 3000) if line != ((0, 0), (4000, 0))]
    lines += [line for line in rectangle(-200, -200, 4200, 3200) if line != ((-200, -200), (4200, -200))]
    for low, high in ((0, 1200), (2700, 4000)):
        lines += chain((low, 0), (high, 0))
    for low, high in ((-200, 1200), (2700, 4200)):
        lines += chain((low, -200), (high, -200))
    lines += chain((1200, 0), (1200, -200)) + chain((2700, 0), (2700, -200))
    panes = [Mark("window", ((1200.0, y), (2700.0, y))) for y in (-60.0, -100.0, -140.0)]
    found = find_rooms(Drawn(lines, marks=panes))
    assert square_metres(found) == [12.0]
    assert kinds(found) == [("window", "sure", 1500)]


def test_one_face_alone_closes_at_a_window() -> None:
    """Drawings whose outer face lies on another layer: the inner face turns outwards at the jambs."""
    lines = [line for line in rectangle(0, 0, 4000, 3000) if line != ((0, 0), (4000, 0))]
    lines += chain((0, 0), (1200, 0), (1200, -150)) + chain((4000, 0), (2700, 0), (2700, -150))
    found = find_rooms(Drawn(lines, marks=[Mark("window", ((1200.0, -75.0), (2700.0, -75.0)))]))
    assert square_metres(found) == [12.0]


def stub(length: float) -> list[Segment]:
    """One space of 6000 x 4000 with a wall of 120 standing into it from the top."""
    low = 4000 - length
    return [*STUB, *chain((3000, 4000), (3000, low), (3120, low), (3120, 4000))]


def test_a_long_partition_that_leaves_a_doorway_parts_rooms() -> None:
    found = find_rooms(Drawn(stub(3000)))
    assert square_metres(found) == [12.0, 11.52]
    assert kinds(found) == [("passage", "firm", 1000)]


def test_a_nib_parts_nothing() -> None:
    found = find_rooms(Drawn(stub(600)))
    assert square_metres(found) == [24.0 - 0.6 * 0.12]
    assert found.gaps == ()


def test_a_wide_gap_parts_rooms_only_when_both_have_names() -> None:
    names = [((1000.0, 2000.0), "客厅"), ((5000.0, 2000.0), "厨房")]
    assert square_metres(find_rooms(Drawn(stub(1500)))) == [24.0 - 1.5 * 0.12]
    assert square_metres(find_rooms(Drawn(stub(1500), names=names[:1]))) == [24.0 - 1.5 * 0.12]
    found = find_rooms(Drawn(stub(1500), names=names))
    assert square_metres(found) == [12.0, 11.52]
    assert kinds(found) == [("passage", "weak", 2500)]


def test_open_air_is_not_closed() -> None:
    """Two walls 6 m apart that happen to stand in line make no room, and a wall standing alone neither."""
    lines = rectangle(0, 0, 200, 3000) + rectangle(0, 9000, 200, 12000) + rectangle(5000, 0, 5200, 12000)
    assert find_rooms(Drawn(lines)).rooms == ()


def test_a_cavity_wall_is_one_wall() -> None:
    """Brick 115, cavity 60, block 100: four lines; the door goes through all of them."""
    lines = rectangle(-240, -240, 6515, 4240)
    for x in (3000, 3115, 3175, 3275):
        lines += chain((x, 0), (x, 1000)) + chain((x, 1900), (x, 4000))
    lines += chain((3000, 1000), (3275, 1000)) + chain((3000, 1900), (3275, 1900))
    lines += chain((3000, 0), (0, 0), (0, 4000), (3000, 4000)) + chain((3275, 0), (6275, 0), (6275, 4000), (3275, 4000))
    found = find_rooms(Drawn(lines, symbols=[DOOR]))
    assert square_metres(found) == [12.0, 12.0]
    walls = walls_behind(found.rooms, found.lines, 2700.0)
    assert {wall.thickness for wall in walls.walls} == {240.0, 275.0}
    assert walls.bare == 0


def test_an_outer_cavity_wall_counts_to_its_last_leaf() -> None:
    rings = [box(-out, -out, 4000 + out, 3000 + out) for out in (0, 100, 150, 265)]
    lines = [line for ring in rings for line in chain(*ring, closed=True)]
    found = find_rooms(Drawn(lines))
    assert square_metres(found) == [12.0]
    assert {wall.thickness for wall in walls_behind(found.rooms, found.lines, 2700.0).walls} == {265.0}


def test_two_thicknesses_meet_at_a_door() -> None:
    """A thick wall and a thin one with a common face; and a thin one in the middle of a thick one's end."""
    for low in (3000, 3060):
        lines = rectangle(-240, -240, 6480, 4240) + chain((3000, 0), (0, 0), (0, 4000), (low, 4000))
        lines += chain((3240, 0), (6240, 0), (6240, 4000), (low + 120, 4000))
        lines += chain((3000, 0), (3000, 1000), (3240, 1000), (3240, 0))
        lines += chain((low, 4000), (low, 1900), (low + 120, 1900), (low + 120, 4000))
        for symbols in ([], [DOOR]):
            found = find_rooms(Drawn(lines, symbols=symbols))
            assert len(found.rooms) == 2
            assert sum(square_metres(found)) == pytest.approx(24.0 + 2.1 * 0.12, abs=0.12)


def test_filled_shapes_are_walls_wherever_they_overlap() -> None:
    """Walls as hatches or wide lines: one rectangle a piece, overlapping in the corners or only touching."""
    around = [
        box(-200, -200, 7120, 0),
        box(-200, 4000, 7120, 4200),
        box(-200, -200, 0, 4200),
        box(6120, -200, 7120, 4200),
    ]
    middle = [box(3000, 0, 3120, 1000), box(3000, 1900, 3120, 4000)]
    found = find_rooms(Drawn((), solids=[*around[:3], box(6120, 0, 6320, 4000), *middle], symbols=[DOOR]))
    assert square_metres(found) == [12.0, 12.0]
    walls = walls_behind(found.rooms, found.lines, 2700.0).walls
    assert {wall.thickness for wall in walls} == {120.0, 200.0}


def test_lines_within_filled_shapes_are_no_faces() -> None:
    """A wide polyline comes with its centre line."""
    solids = [box(3000, 0, 3120, 1000), box(3000, 1900, 3120, 4000)]
    lines = pair(None)
    lines = [line for line in lines if line not in (((3000, 0.0), (3000, 4000.0)), ((3120, 0.0), (3120, 4000.0)))]
    lines += chain((3060, 0), (3060, 1000)) + chain((3060, 1900), (3060, 4000))
    found = find_rooms(Drawn(lines, solids=solids))
    assert square_metres(found) == [12.0, 12.0]
    assert {len(gap.gap.lines) for gap in found.gaps} == {2}


def test_columns_part_nothing_and_stand_free() -> None:
    """Four columns of 400 in a hall, 2 m apart, and one in a wall's line."""
    columns = [box(x, y, x + 400, y + 400) for x in (2000, 4400) for y in (1500, 3900)]
    lines = rectangle(-200, -200, 7200, 6200) + rectangle(0, 0, 7000, 6000)
    found = find_rooms(Drawn(lines, solids=columns))
    assert square_metres(found) == [42.0]
    assert sorted(found.free) == sorted(columns)
    beside = box(-100, 2000, 300, 2400)
    found = find_rooms(Drawn(lines, solids=[beside]))
    assert square_metres(found) == [42.0 - 0.3 * 0.4]


@pytest.mark.parametrize("off", [0.4, 3.0, 9.0, 40.0])
def test_lines_that_nearly_meet_are_joined_and_told(off: float) -> None:
    lines = (
        chain((0, 0), (4000, 0))
        + chain((4000, off), (4000, 3000))
        + chain((4000 - off, 3000), (0, 3000))
        + chain((0, 3000), (0, 0))
    )
    lines += rectangle(-200, -200, 4200, 3200)
    found = find_rooms(Drawn(lines))
    assert square_metres(found) == pytest.approx([12.0], abs=0.001)
    assert found.joined >= 2
    assert found.mended == pytest.approx(off, abs=0.01)


def test_a_slip_at_a_corner_leaves_no_edge() -> None:
    lines = chain((0, 0), (4000, 0)) + chain((4003, 2), (4003, 3000), (0, 3000), (0, 0))
    found = find_rooms(Drawn(lines))
    assert len(found.rooms[0]) == 4
    assert square_metres(found)[0] == pytest.approx(12.0, abs=0.02)


def test_lines_that_run_past_each_other_and_lines_drawn_twice() -> None:
    lines = (
        chain((-15, 0), (4020, 0))
        + chain((4000, -30), (4000, 3010))
        + chain((4005, 3000), (-8, 3000))
        + chain((0, 3030), (0, -12))
    )
    found = find_rooms(Drawn([*lines, *lines[:2], ((1000.0, 0.0), (2500.0, 0.0))]))
    assert square_metres(found) == [12.0]
    assert len(found.rooms[0]) == 4


def test_a_skew_wall_stays_skew() -> None:
    ring = ((0.0, 0.0), (4000.0, 25.0), (4000.0, 3000.0), (0.0, 3000.0))
    (room,) = rooms_between(chain(*ring, closed=True))
    assert area(room) == pytest.approx(12.0e6 - 4000 * 25 / 2)


def test_t_and_x_joints_with_doors_at_the_corner() -> None:
    """Four rooms of 3 x 3 about a crossing; each door begins at the crossing wall, with no jamb on that side."""
    lines = rectangle(-200, -200, 6300, 6300) + rectangle(0, 0, 6100, 6100)
    for a, b in (((3000.0, 0.0), (3100.0, 2200.0)), ((3000.0, 3100.0), (3100.0, 6100.0))):
        lines += rectangle(a[0], a[1], b[0], b[1])
    lines += rectangle(0, 3000, 2200, 3100) + rectangle(3000, 3000, 6100, 3100)
    leaves = [door((3000, 2200), (3000, 3000), (2200, 2200)), door((2200, 3000), (3000, 3000), (2200, 2200))]
    found = find_rooms(Drawn(lines, symbols=leaves))
    assert square_metres(found) == [9.0] * 4
    assert [gap for gap in kinds(found)] == [("door", "sure", 800)] * 2


def test_a_shaft_without_a_door_is_no_room() -> None:
    shaft = rectangle(6360, 0, 7560, 1500)
    found = find_rooms(Drawn(pair() + shaft, symbols=[DOOR]))
    assert [area(one) / 1e6 for one in found.shut] == [1.8]
    assert square_metres(found) == [12.0, 12.0]
    found = find_rooms(Drawn(pair() + shaft, symbols=[DOOR], names=[((7000.0, 700.0), "WC")]))
    assert square_metres(found) == [12.0, 12.0, 1.8]


def test_a_room_within_a_room_is_told() -> None:
    lines = rectangle(0, 0, 12000, 9000) + rectangle(-200, -200, 12200, 9200)
    lines += rectangle(4000, 3000, 8000, 6000) + rectangle(4200, 3200, 7800, 5800)
    found = find_rooms(Drawn(lines))
    assert found.nested == 1
    assert found.free == ()


def test_hostile_lines_are_bounded() -> None:
    """A tangle is refused; what is let through is done with in seconds."""
    chance = random.Random(7)
    wild = [
        ((chance.uniform(0, 1e5), chance.uniform(0, 1e5)), (chance.uniform(0, 1e5), chance.uniform(0, 1e5)))
        for _ in range(1500)
    ]
    assert too_many(wild)
    grid = [((i * 300.0, 0.0), (i * 300.0, 30000.0)) for i in range(60)] + [
        ((0.0, i * 300.0), (30000.0, i * 300.0)) for i in range(60)
    ]
    dashes = [((x * 900.0, y * 700.0), (x * 900.0 + 500.0, y * 700.0)) for x in range(50) for y in range(50)]
    for lines in (grid, dashes, wild[:150]):
        assert not too_many(lines)
        started = time.process_time()
        find_rooms(Drawn(lines, symbols=[DOOR] * 500))
        assert time.process_time() - started < 10.0


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_any_tangle_gives_outlines_that_a_plan_may_have(seed: int) -> None:
    """Rooms of lines drawn at random, on a grid or off it, never cross themselves, and walls behind them are walls."""
    chance = random.Random(seed)
    grid = chance.choice([1, 50, 100, 300])
    lines = []
    for _ in range(chance.randint(4, 50)):
        x, y, to = (round(chance.uniform(0, 9000) / grid) * float(grid) for _ in range(3))
        end = chance.choice([(x, to), (to, y), (to, x)])
        apart = chance.choice([0.0, 100.0, 240.0])
        lines += chain((x, y), end) + chain((x + apart, y + apart), (end[0] + apart, end[1] + apart))
    found = find_rooms(Drawn(lines, symbols=[DOOR]))
    walls = walls_behind(found.rooms, found.lines, 2700.0)
    openings = openings_in(walls.walls, [DOOR], [gap.gap for gap in found.gaps]).openings
    passages = passages_in(walls.walls, found.lines, openings, found.rooms, [gap.gap for gap in found.gaps])
    name = Text("x", "x")
    rooms = tuple(Room(f"r{i}", name, "other", outline, 2700.0) for i, outline in enumerate(found.rooms))
    if rooms:
        check_plan(Plan("x", name, rooms, walls.walls, (*openings, *passages)), "random")


@settings(max_examples=25, deadline=None)
@given(
    widths=st.lists(st.integers(1500, 5000), min_size=2, max_size=4),
    depth=st.integers(1500, 6000),
    thick=st.sampled_from([60, 100, 120, 200, 240]),
    at=st.floats(0.05, 0.95),
    hole=st.integers(600, 1100),
    angle=st.floats(0.0, 180.0),
)
def test_a_row_of_rooms_is_found_as_drawn(
    widths: list[int], depth: int, thick: int, at: float, hole: int, angle: float
) -> None:
    """Any row of rooms with an open doorway somewhere in each wall between them, turned anyhow, gives back its areas."""
    low = round(at * (depth - hole - 200)) + 100
    x, lines, edges = 0.0, [], []
    for i, width in enumerate(widths):
        edges.append((x, x + width))
        if i:
            lines += rectangle(x - thick, 0, x, low) + rectangle(x - thick, low + hole, x, depth)
        x += width + thick
    lines += rectangle(0, 0, x - thick, depth) + rectangle(-240, -240, x - thick + 240, depth + 240)
    found = find_rooms(Drawn(turned(lines, angle)))
    told = sorted(area(room) for room in found.rooms)
    assert np.allclose(told, sorted(width * float(depth) for width in widths), rtol=1e-5)
    assert len(found.gaps) == len(widths) - 1
