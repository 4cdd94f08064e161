"""Outlines with holes as triangles: nothing missing, nothing twice, nothing over a hole."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.geometry.frame import Point2
from app.scene.forms import circle, rectangle, rounded
from app.view3d.triangles import triangulate

L_SHAPE = ((0.0, 0.0), (542.0, 0.0), (542.0, 322.0), (864.0, 322.0), (864.0, 864.0), (0.0, 864.0))
PLATE = rectangle(0.0, 0.0, 1000.0, 600.0)


def area(ring: tuple[Point2, ...]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


def check(outline: tuple[Point2, ...], holes: list[tuple[Point2, ...]]) -> None:
    """All area, all triangles the right way round, each inner side shared by two, each side of a ring by one."""
    points = [*outline, *(point for hole in holes for point in hole)]
    found = triangulate(outline, holes)
    areas = [area((points[a], points[b], points[c])) for a, b, c in found]
    assert min(areas) > 0
    assert sum(areas) == pytest.approx(area(outline) - sum(map(area, holes)), rel=1e-9)
    sides = [side for a, b, c in found for side in ((a, b), (b, c), (c, a))]
    assert len(set(sides)) == len(sides)
    rims, first = set(), 0
    for ring, way in ((outline, 1), *((hole, -1) for hole in holes)):
        n = len(ring)
        for i in range(n):
            pair = (first + i, first + (i + 1) % n)
            rims.add(pair if way > 0 else pair[::-1])
        first += n
    assert {side for side in sides if side[::-1] not in set(sides)} == rims


@pytest.mark.parametrize(
    ("outline", "holes"),
    [
        (PLATE, []),
        (L_SHAPE, []),
        (PLATE, [rectangle(60.0, 60.0, 940.0, 540.0)]),
        (PLATE, [rectangle(100.0, 100.0, 300.0, 500.0), rectangle(400.0, 100.0, 600.0, 500.0), rectangle(700.0, 100.0, 900.0, 500.0)]),
        (PLATE, [rectangle(100.0, 100.0, 200.0, 200.0), rectangle(100.0, 300.0, 200.0, 400.0), rectangle(300.0, 100.0, 350.0, 500.0)]),
        (PLATE, [circle(50.0, 16, (200.0, 300.0)), circle(80.0, 24, (600.0, 300.0)), rounded((750.0, 100.0), (900.0, 500.0), 40.0)]),
        (L_SHAPE, [rectangle(20.0, 20.0, 300.0, 300.0), rectangle(600.0, 400.0, 800.0, 800.0), circle(60.0, 20, (200.0, 600.0))]),
        (circle(500.0, 48), [rectangle(-100.0, -100.0, 100.0, 100.0), circle(50.0, 12, (250.0, 250.0))]),
    ],
)  # fmt: skip
def test_the_triangles_are_the_outline_less_its_holes(
    outline: tuple[Point2, ...], holes: list[tuple[Point2, ...]]
) -> None:
    check(outline, holes)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([(i, j) for i in range(5) for j in range(4)]), unique=True, max_size=8), st.randoms())
def test_any_holes_on_a_grid_can_be_cut(cells: list[tuple[int, int]], dice: object) -> None:
    holes = []
    for i, j in cells:
        x, y, r = 200.0 * i + 100.0, 150.0 * j + 75.0, dice.choice([20.0, 50.0, 74.0])  # type: ignore[attr-defined]
        holes.append(rectangle(x - r, y - r, x + r, y + r) if dice.random() < 0.5 else circle(r, 12, (x, y)))  # type: ignore[attr-defined]
    check(PLATE, holes)


def test_a_rounded_rectangle_has_round_corners_and_sharp_ones_when_small() -> None:
    assert rounded((0.0, 0.0), (100.0, 50.0), 3.0) == rectangle(0.0, 0.0, 100.0, 50.0)
    soft = rounded((0.0, 0.0), (100.0, 50.0), 20.0)
    assert area(soft) == pytest.approx(100 * 50 - (4 - math.pi) * 400, rel=0.01)
    assert len(set(soft)) == len(soft)
    assert len(set(rounded((0.0, 0.0), (50.0, 50.0), 25.0))) == len(rounded((0.0, 0.0), (50.0, 50.0), 25.0))
