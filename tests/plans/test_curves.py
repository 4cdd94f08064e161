"""Arcs and their chords: geometry by Thales and Pythagoras; what check_plan refuses. mm, degrees."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geometry.ring import distance_to_line
from app.plans.check import check_plan
from app.plans.curves import FULLEST, arc, chords, sweep_of_radius, sweep_through
from app.plans.editing.edits import add_curve, empty_plan
from app.plans.plan import SAGITTA, Plan, PlanError

points = st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
sweeps = st.floats(0.5, FULLEST) | st.floats(-FULLEST, -0.5)


@given(start=points, end=points, sweep=sweeps)
def test_chords_begin_and_end_where_the_arc_does_and_stand_off_it_by_two_mm_at_most(
    start: tuple[float, float], end: tuple[float, float], sweep: float
) -> None:
    if math.dist(start, end) < 10.0:
        return
    whole, row = arc(start, end, sweep), chords(start, end, sweep)
    assert (row[0], row[-1]) == (start, end)
    for point in row:
        assert math.dist(point, whole.centre) == pytest.approx(whole.radius, abs=1e-3)
    if len(row) < 700:  # what is finer than that is not divided further
        for a, b in pairwise(row):
            middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            assert whole.radius - math.dist(middle, whole.centre) <= SAGITTA + 1e-3


@given(start=points, end=points, sweep=sweeps)
def test_the_sweep_through_a_point_of_an_arc_is_the_arcs(
    start: tuple[float, float], end: tuple[float, float], sweep: float
) -> None:
    if math.dist(start, end) < 10.0:
        return
    assert sweep_through(start, end, arc(start, end, sweep).at(0.4)) == pytest.approx(sweep, abs=1e-3)


def test_half_circles_and_radii() -> None:
    """Left to right along the x axis: an arc below it turns counter-clockwise."""
    assert sweep_through((-1000, 0), (1000, 0), (0, -1000)) == pytest.approx(180)
    assert sweep_through((-1000, 0), (1000, 0), (0, 1000)) == pytest.approx(-180)
    assert sweep_through((-1000, 0), (1000, 0), (300, 0)) == 0
    assert sweep_of_radius((0, 0), (1000, 0), 1000, "right") == pytest.approx(60)
    assert sweep_of_radius((0, 0), (1000, 0), 1000, "left") == pytest.approx(-60)
    assert sweep_of_radius((0, 0), (1000, 0), 1000, "right", wide=True) == pytest.approx(300)
    with pytest.raises(ValueError, match="farther apart"):
        sweep_of_radius((0, 0), (1000, 0), 499)
    with pytest.raises(ValueError, match="two points apart"):
        arc((0, 0), (0, 0), 90)
    quarter = chords((0, 0), (2000, 2000), 90)  # from the south to the east of a circle about (0, 2000)
    assert max(distance_to_line(point, (0, 0), (2000, 2000)) for point in quarter) == pytest.approx(
        2000 - 2000 / math.sqrt(2), abs=SAGITTA
    )


def bow() -> Plan:
    return add_curve(empty_plan(), (0, 0), (3000, 0), sweep=90)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"walls": ()}, "has no walls"),
        ({"walls": ("ghost",)}, "no wall 'ghost'"),
        ({"sweep": 0.0}, "is no arc"),
        ({"sweep": math.nan}, "is no arc"),
        ({"sweep": 500.0}, "is not between"),
        ({"sweep": 60.0}, "leave its arc"),
        ({"sweep": -90.0}, "leave its arc"),
        ({"id": ""}, "is no id"),
    ],
)
def test_a_curve_that_its_walls_do_not_follow_is_refused(change: dict[str, object], cause: str) -> None:
    plan = bow()
    check_plan(plan, "bow", draft=True)
    with pytest.raises(PlanError, match=cause):
        check_plan(replace(plan, curves=(replace(plan.curves[0], **change),)), "bow", draft=True)  # type: ignore[arg-type]


def test_a_wall_is_of_one_curve_only() -> None:
    plan = bow()
    with pytest.raises(PlanError, match="already one of"):
        check_plan(replace(plan, curves=(plan.curves[0], replace(plan.curves[0], id="arc2"))), "bow", draft=True)
    backwards = replace(plan.curves[0], walls=plan.curves[0].walls[::-1])
    with pytest.raises(PlanError, match="leave its arc"):
        check_plan(replace(plan, curves=(backwards,)), "bow", draft=True)
