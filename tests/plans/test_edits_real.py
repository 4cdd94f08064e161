"""Edits of plans that others drew: walls that miss each other, rooms that no wall closes in, living and dining in one space."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.geometry.ring import area
from app.plans.check import check_plan
from app.plans.editing.edits import EditError, move_wall
from app.plans.importing import Choices, import_file
from app.plans.plan import Plan

FILES = (
    ("sh3d/sh3d_example_4BedroomHouse.xml", 11),
    ("sh3d/sh3d_example_3BedroomHouseWithAttic.xml", 6),
    ("sh3d/sh3dtest_home1.sh3d", 2),
    ("dxf/roomsize_simple.dxf", 1),
)


def imported(path: Path) -> Plan:
    plan = import_file(path, Choices(), "en", lambda key, share: None).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize(("name", "rooms"), FILES)
def test_moving_a_wall_by_a_hand_loses_no_room_and_makes_none(shared: Path, name: str, rooms: int) -> None:
    plan = imported(shared / "data" / name)
    assert len(plan.rooms) == rooms
    moved = 0
    for wall in plan.walls:
        for by in (37.0, -37.0):
            try:
                after = move_wall(plan, wall.id, by)
            except EditError:
                continue
            moved += 1
            check_plan(after, name)
            assert [room.id for room in after.rooms] == [room.id for room in plan.rooms], (wall.id, by)
            for old, new in zip(plan.rooms, after.rooms, strict=True):
                around = sum(
                    abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in zip(old.outline, old.outline[1:], strict=False)
                )
                assert abs(area(new.outline) - area(old.outline)) <= 40.0 * around + 0.1e6, (wall.id, old.id)
    assert moved >= len(plan.walls)
