"""Outlines on the plan: facts of plane geometry."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geometry.polygon import (
    area,
    band,
    bounds,
    contains,
    covers,
    enclosed,
    inner_point,
    is_simple,
    merge,
    mitre,
    offset,
    outlines,
    overlap,
    sector,
    shape,
    signed_area,
    stretches_inside,
    tidy,
)

SQUARE = ((0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0))
ELL = ((0.0, 0.0), (3000.0, 0.0), (3000.0, 1000.0), (1000.0, 1000.0), (1000.0, 3000.0), (0.0, 3000.0))


def test_area_has_the_sign_of_the_turn() -> None:
    assert signed_area(SQUARE) == 1e6
    assert signed_area(tuple(reversed(SQUARE))) == -1e6
    assert area(ELL) == 3000 * 1000 + 1000 * 2000
    assert area(()) == 0


def test_a_bow_tie_a_line_and_a_touching_ring_are_not_simple() -> None:
    assert is_simple(SQUARE)
    assert not is_simple(((0, 0), (1000, 1000), (1000, 0), (0, 1000)))
    assert not is_simple(((0, 0), (1000, 0), (2000, 0)))
    assert not is_simple(((0, 0), (1000, 0)))


def test_the_border_counts_as_inside() -> None:
    assert contains(ELL, (500, 2000))
    assert contains(ELL, (1000, 2000))
    assert not contains(ELL, (2000, 2000))
    assert covers(ELL, SQUARE)
    assert not covers(SQUARE, ELL)
    assert covers(SQUARE, ((0, 0), (1001, 0), (1001, 1000), (0, 1000)), slack=2)
    assert overlap(SQUARE, ((500, 500), (1500, 500), (1500, 1500), (500, 1500))) == 250_000


def test_offset_keeps_corners_sharp_and_may_vanish() -> None:
    (grown,) = offset(SQUARE, 100)
    assert bounds(grown) == (-100, -100, 1100, 1100)
    assert area(grown) == pytest.approx(1200 * 1200)
    assert offset(SQUARE, -500) == ()


def test_an_inner_point_of_an_ell_lies_in_it() -> None:
    assert contains(ELL, inner_point(ELL))


def test_tidy_starts_south_west_runs_counter_clockwise_and_drops_needless_points() -> None:
    messy = [(1000, 1000), (1000, 500), (1000, 0), (0, 0), (0, 0), (0, 1000)]
    assert tidy(messy) == SQUARE
    assert tidy([(0, 0), (1, 0), (2, 0)]) == ()


def test_a_band_lies_half_on_each_side_of_its_line() -> None:
    assert bounds(band((0, 0), (1000, 0), 200)) == (0, -100, 1000, 100)
    with pytest.raises(ValueError, match="length"):
        band((5, 5), (5, 5), 100)


def test_a_mitre_fills_the_outer_corner_of_unequal_walls() -> None:
    corner = mitre((0, 0), (1000, 0), 100, (0, 1000), 60)  # one wall to the east, a thinner one to the north
    assert area(corner) == pytest.approx(60 * 100)
    assert bounds(corner) == (-60, -100, 0, 0)
    assert mitre((0, 0), (1000, 0), 100, (-1000, 0), 100) == ()


def test_four_bands_close_in_the_clear_room() -> None:
    corners = [(0, 0), (4000, 0), (4000, 3000), (0, 3000)]
    ring = [band(a, b, 200) for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
    (room,) = enclosed(merge(ring))
    assert bounds(room) == (100, 100, 3900, 2900)
    assert area(room) == pytest.approx(3800 * 2800)


def test_outlines_come_largest_first() -> None:
    apart = shape(SQUARE).union(shape(((5000, 0), (7000, 0), (7000, 2000), (5000, 2000))))
    assert [area(ring) for ring in outlines(apart)] == [4e6, 1e6]


def test_a_quarter_circle_is_a_little_less_than_round() -> None:
    leaf = sector((0, 0), 900, 0, 90)
    assert leaf[0] == (0, 0)
    assert leaf[1] == (900, 0)
    assert leaf[-1] == (0, 900)
    assert 0.995 < area(leaf) / (math.pi * 900**2 / 4) < 1.0
    assert signed_area(sector((0, 0), 900, 0, -90)) > 0


def test_a_line_through_an_ell_is_inside_where_it_is() -> None:
    assert stretches_inside(ELL, (-500.0, 2000.0), (3500.0, 2000.0)) == ((500.0, 1500.0),)
    assert stretches_inside(ELL, (2000.0, 2000.0), (3000.0, 2000.0)) == ()


@given(st.floats(0, 360), st.floats(50, 5000), st.floats(1, 180))
def test_a_sector_never_exceeds_its_circle(start: float, radius: float, sweep: float) -> None:
    exact = math.pi * radius**2 * sweep / 360
    assert area(sector((10.0, -20.0), radius, start, sweep)) == pytest.approx(exact, rel=0.004)


@given(st.integers(-200, 3200), st.integers(-200, 3200))
def test_inside_an_ell_is_what_its_two_rectangles_say(x: int, y: int) -> None:
    expected = (0 <= x <= 3000 and 0 <= y <= 1000) or (0 <= x <= 1000 and 0 <= y <= 3000)
    assert contains(ELL, (x, y)) == expected
    assert contains(tuple(reversed(ELL)), (x, y)) == expected
