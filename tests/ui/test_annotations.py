"""The compass and the hints over the picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.plans.plan import Plan
from app.ui.annotations import hint, north_on_screen
from app.ui.main_window import MainWindow
from app.ui.offers import Offer
from app.ui.wall_view import entry
from app.view3d import camera as cameras
from tests.ui.doing import stand


@pytest.mark.parametrize(("orientation", "angle"), [(0.0, 0.0), (90.0, -90.0), (-30.0, 30.0)])
def test_north_is_up_in_the_plan_unless_the_plan_is_turned(one_room: Plan, orientation: float, angle: float) -> None:
    camera = cameras.plan_view(one_room)
    assert north_on_screen(camera, replace(one_room, orientation=orientation)) == pytest.approx(angle, abs=1e-6)


def test_the_empty_room_says_how_to_begin_and_then_keeps_quiet(bench: MainWindow) -> None:
    assert hint(bench.session)[0] == bench.session.say("ui.hint.empty")
    stand(bench.session, "base_doors-600", 0.0)
    assert hint(bench.session) == ("", "")
    bench.viewport.gestures.follow(Offer("base_doors-600"))
    assert hint(bench.session)[0] == bench.session.say("ui.hint.place")


def test_a_ray_from_outside_begins_where_it_enters_the_room(one_room: Plan) -> None:
    # from 2000 mm south of the room, level at 1000 mm, due north: it enters through the south side, y = 0
    x, y, z = entry(one_room, "kitchen", (2000.0, -2000.0, 1000.0), (0.0, 1.0, 0.0))
    assert (x, z) == (2000.0, 1000.0)
    assert y == pytest.approx(0.0, abs=2.0)
    # straight down: through the ceiling, z = 2800
    assert entry(one_room, "kitchen", (2000.0, 1500.0, 9000.0), (0.0, 0.0, -1.0))[2] == pytest.approx(2800.0, abs=2.0)
    # past it: the ray is left as it is
    assert entry(one_room, "kitchen", (9000.0, -2000.0, 1000.0), (0.0, 1.0, 0.0)) == (9000.0, -2000.0, 1000.0)
