"""A drag stays quick however full the home is."""

from __future__ import annotations

import pytest

from tests.benchmarks.drag import measure


@pytest.mark.slow
def test_a_drag_step_among_500_units_takes_at_most_three_times_that_among_20_and_under_8_ms() -> None:
    times = measure()
    assert times.ratio <= 3.0
    assert times.many < 8.0
