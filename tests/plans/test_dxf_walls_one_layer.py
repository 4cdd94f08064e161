"""Walls, furniture, stairs and frames on one layer: what the test drew as walls gives the rooms. mm."""

from __future__ import annotations

import random

import pytest

from app.geometry.frame import Point2
from app.geometry.polygon import area
from app.plans.dxf.pairs import walls_among
from app.plans.dxf.spaces import Drawn, find_rooms

type Segment = tuple[Point2, Point2]


def rectangle(x: float, y: float, width: float, depth: float) -> list[Segment]:
    ring = [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)]
    return list(zip(ring, (*ring[1:], ring[0]), strict=True))


def line(*numbers: float) -> Segment:
    a, b, c, d = map(float, numbers)
    return ((a, b), (c, d))


def flat() -> list[Segment]:
    """Walls of a flat: outer 240, a cross of 120; four rooms of 4 x 3 m, doorways of 900 in three of the four arms, with jambs."""
    lines = rectangle(-240, -240, 8600, 6600)
    for x in (0.0, 4120.0):
        for y in (0.0, 3120.0):
            lines += rectangle(x, y, 4000, 3000)
    holes = [(4000, 1000, 120, 900), (4000, 4000, 120, 900), (1000, 3000, 900, 120)]
    for x, y, w, d in holes:
        lines = [piece for one in lines for piece in cut(one, x, y, w, d)]
        jambs = (
            [line(x, y, x + w, y), line(x, y + d, x + w, y + d)]
            if w == 120
            else [line(x, y, x, y + d), line(x + w, y, x + w, y + d)]
        )
        lines += jambs
    return lines


def cut(one: Segment, x: float, y: float, w: float, d: float) -> list[Segment]:
    """A line without what lies in a rectangle, where it runs along one of its sides."""
    (ax, ay), (bx, by) = one
    if ax == bx and ax in (x, x + w) and w == 120 and min(ay, by) <= y and max(ay, by) >= y + d:
        return [line(ax, min(ay, by), ax, y), line(ax, y + d, ax, max(ay, by))]
    if ay == by and ay in (y, y + d) and d == 120 and min(ax, bx) <= x and max(ax, bx) >= x + w:
        return [line(min(ax, bx), ay, x, ay), line(x + w, ay, max(ax, bx), ay)]
    return [one]


FURNITURE: dict[str, list[Segment]] = {
    "bed": [
        *rectangle(1000, 0, 1800, 2000),
        *rectangle(1100, 50, 700, 450),
        *rectangle(2000, 50, 700, 450),
        line(1000, 600, 2800, 600),
    ],
    "wardrobe": [*rectangle(0, 2400, 1800, 600), line(600, 2400, 600, 3000), line(1200, 2400, 1200, 3000)],
    "counter": [line(4120, 5520, 8120, 5520), *rectangle(5000, 5600, 600, 400)],
    "table": rectangle(5500, 1000, 1400, 800) + rectangle(5600, 500, 400, 420) + rectangle(6300, 500, 400, 420),
    "treads": [line(200 + 260 * i, 4500, 200 + 260 * i, 5500) for i in range(12)]
    + rectangle(200, 4500, 260 * 11, 1000),
    "dimensions": [line(0, -800, 8120, -800), line(0, -900, 0, -700), line(8120, -900, 8120, -700)],
    "frame": rectangle(-3000, -3000, 15000, 12000),
}


def square_metres(lines: list[Segment]) -> list[float]:
    return [area(room) / 1e6 for room in find_rooms(Drawn(lines, mixed=True)).rooms]


def test_bare_walls_stay_as_they_are() -> None:
    assert square_metres(flat()) == pytest.approx([12.0] * 4)


@pytest.mark.parametrize("name", sorted(FURNITURE))
def test_one_thing_more_changes_no_room(name: str) -> None:
    assert square_metres(flat() + FURNITURE[name]) == pytest.approx([12.0] * 4)


def test_a_furnished_flat_in_any_order() -> None:
    lines = flat() + [one for things in FURNITURE.values() for one in things]
    for seed in range(3):
        random.Random(seed).shuffle(lines)
        assert square_metres(lines) == pytest.approx([12.0] * 4)


def test_outer_walls_of_one_line_belong_to_it() -> None:
    """As in depthmapx_rooms.dxf: inner walls are pairs, the outside is one line."""
    lines = rectangle(0, 0, 8120, 6120) + rectangle(1000, 500, 1800, 2000)
    for x in (4000, 4120):
        lines += [line(x, 0, x, 2000), line(x, 2900, x, 6120)]
    lines += [line(4000, 2000, 4120, 2000), line(4000, 2900, 4120, 2900)]
    assert square_metres(lines) == pytest.approx([4.0 * 6.12] * 2)


def test_what_runs_in_no_pairs_is_no_wall() -> None:
    assert walls_among(rectangle(0, 0, 3000, 4000)) == []
    assert walls_among([]) == []
