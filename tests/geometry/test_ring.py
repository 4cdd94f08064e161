"""Outlines by plain sums: the same answers as shapely's."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from app.geometry.frame import Point2
from app.geometry.ring import Outline, contains, distance_to_line, shared_area

SQUARE = ((0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0))
ELL = ((0.0, 0.0), (3000.0, 0.0), (3000.0, 1000.0), (1000.0, 1000.0), (1000.0, 3000.0), (0.0, 3000.0))

hundredths = st.integers(-500_000, 500_000).map(lambda n: n / 100)
points = st.tuples(hundredths, hundredths)


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """Draw a ring that goes once round a point, with corners in and out."""
    x, y = draw(points)
    reaches = draw(st.lists(st.floats(5.0, 3000.0), min_size=3, max_size=9))
    turns = [2 * math.pi * i / len(reaches) for i in range(len(reaches))]
    return tuple((x + r * math.cos(t), y + r * math.sin(t)) for r, t in zip(reaches, turns, strict=True))


@given(points, points, points)
@example((3.0, 4.0), (0.0, 0.0), (0.0, 0.0))
def test_the_distance_from_a_segment_is_shapelys(point: Point2, start: Point2, end: Point2) -> None:
    known = LineString([start, end]).distance(Point(point))
    assert distance_to_line(point, start, end) == pytest.approx(known, rel=1e-9, abs=1e-6)


def test_distances_on_beside_and_beyond_a_segment() -> None:
    assert distance_to_line((500.0, 0.0), *SQUARE[:2]) == 0
    assert distance_to_line((500.0, -37.0), *SQUARE[:2]) == 37
    assert distance_to_line((1003.0, 4.0), *SQUARE[:2]) == 5
    assert distance_to_line((-3.0, -4.0), *SQUARE[:2]) == 5


@given(outlines(), points)
def test_inside_is_shapelys_but_for_the_border(outline: Outline, point: Point2) -> None:
    polygon, spot = Polygon(outline), Point(point)
    near = polygon.exterior.distance(spot) < 1e-4
    assert near or contains(outline, point) == polygon.contains(spot)


@given(outlines(), outlines())
def test_the_area_that_two_outlines_share_is_shapelys(a: Outline, b: Outline) -> None:
    known = Polygon(a).intersection(Polygon(b)).area
    assert shared_area(a, b) == pytest.approx(known, rel=1e-6, abs=0.05)


@given(outlines(), st.integers(0, 8), st.floats(-2000.0, 2000.0))
def test_an_outline_shares_all_of_itself_and_nothing_with_what_touches_it(a: Outline, first: int, dy: float) -> None:
    turned = a[first % len(a) :] + a[: first % len(a)]
    assert shared_area(a, turned) == pytest.approx(Polygon(a).area, rel=1e-6)
    right = max(x for x, _ in a)
    assert shared_area(a, tuple((2 * right - x, y + dy) for x, y in reversed(a))) < 0.05


def test_the_notch_of_an_ell_is_free() -> None:
    notch = tuple((x + 1000.0, y + 1000.0) for x, y in SQUARE)
    assert shared_area(ELL, notch) == 0
    assert shared_area(ELL, tuple((x - 100.0, y) for x, y in notch)) == pytest.approx(100 * 1000)
    assert shared_area(ELL, SQUARE) == shared_area(SQUARE, ELL) == pytest.approx(1e6)
