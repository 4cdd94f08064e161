"""Composing a layout: what is drawn of it, what is shared, and what a change costs."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from app.geometry.frame import Frame
from app.records import DataError
from app.scene.compose import compose
from app.scene.dress import ERROR_TINT, SELECTED_TINT
from app.scene.scene import Marks
from app.scene.walls import STUB_HEIGHT, solid_spans, stretches
from tests.scene import making

SHELF = making.Shelf()
PLAN = making.flat()


def test_the_outer_wall_over_two_rooms_is_cut_where_the_rooms_change():
    south = [s for s in stretches(PLAN) if s.wall.id == "south"]
    assert [s.rooms for s in south] == [("a", ""), ("b", "")]
    assert south[0].start == -100.0  # runs on to close the corner with the west wall
    assert south[-1].end == pytest.approx(8500.0)


def test_a_partition_knows_the_rooms_on_both_sides():
    (middle,) = [s for s in stretches(PLAN) if s.wall.id == "middle"]
    assert middle.rooms == ("a", "b")


def test_solid_wall_and_openings_add_up_to_the_whole_face():
    for stretch in stretches(PLAN):
        solid = sum((x1 - x0) * (z1 - z0) for x0, x1, z0, z1 in solid_spans(stretch, stretch.start, stretch.end))
        holes = sum(o.width * (o.head - o.sill) for o in stretch.openings)
        assert solid + holes == pytest.approx((stretch.end - stretch.start) * stretch.wall.height)


def test_a_flat_shows_floors_walls_window_and_door():
    keys = set(compose(making.layout(plan=PLAN), SHELF).items)
    assert ("floor", "a") in keys
    assert ("floor", "b", "shade") in keys
    assert {key[-1] for key in keys if key[0] == "wall" and "w1" in key} == {"frame", "glass", "sill"}
    assert {key[-1] for key in keys if key[0] == "wall" and "d1" in key} >= {"frame", "leaf", "threshold"}


def test_a_lowered_wall_leaves_the_doorway_free():
    scene = compose(making.layout(plan=PLAN), SHELF)
    low = scene.items["wall", "middle", "0", "low"]
    spans = sorted((s.pose.at[0], s.pose.at[0] + s.outline[1][0]) for s in low.shape.slabs)
    assert spans[0][1] == pytest.approx(300.0, abs=2.0)
    assert spans[1][0] == pytest.approx(1200.0, abs=2.0)
    assert all(s.thickness == STUB_HEIGHT for s in low.shape.slabs)


def test_equal_cabinets_share_one_shape_object_even_when_built_twice():
    frames = [Frame(600.0 * i, 3000.0) for i in range(4)]
    scene = compose(making.layout(*((making.cabinet(), f) for f in frames), plan=PLAN), SHELF)
    shapes = {id(item.shape) for key, item in scene.items.items() if key[0] == "unit" and key[2] == "0"}
    assert len(shapes) == 1


def test_what_stands_behind_a_closed_door_is_left_out_but_not_behind_glass():
    def slabs(front: str) -> int:
        scene = compose(making.layout((making.cabinet(front=front), Frame(0.0, 3000.0)), plan=PLAN), SHELF)
        carcass = next(
            item for key, item in scene.items.items() if key[0] == "unit" and item.look.color == (240, 240, 236)
        )
        return len(carcass.shape.slabs)

    assert slabs("oak") == 5  # sides, bottom, top, back
    assert slabs("glass") == 6  # and the shelf


def test_grain_follows_the_panel():
    board = making.cabinet().panels[0]
    across = replace(making.cabinet(), panels=(replace(board, grain="width"), replace(board, grain="none")))
    scene = compose(making.layout((across, Frame()), plan=PLAN), SHELF)
    slabs = scene.items["unit", "u1", "0"].shape.slabs
    assert [slab.grain for slab in slabs] == ["y", "none"]
    assert slabs[0].pose == board.pose


def test_marks_tint_ghost_and_hide_without_touching_shapes():
    lay = making.layout(*((making.cabinet(), Frame(700.0 * i, 3000.0)) for i in range(4)), plan=PLAN)
    marks = Marks(frozenset({"u1", "u2"}), frozenset({"u2"}), ghosts=frozenset({"u3"}), hidden=frozenset({"u4"}))
    plain, marked = compose(lay, SHELF), compose(lay, SHELF, marks)
    assert marked.items["unit", "u1", "0"].tint == SELECTED_TINT
    assert marked.items["unit", "u2", "0"].tint == ERROR_TINT
    assert marked.items["unit", "u3", "0"].layer == "ghost"
    assert ("unit", "u4", "0") not in marked.items
    assert marked.items["unit", "u1", "0"].shape is plain.items["unit", "u1", "0"].shape


def test_an_unknown_decor_is_named():
    odd = making.cabinet(front="nowhere")
    with pytest.raises(DataError, match="nowhere"):
        compose(making.layout((odd, Frame()), plan=PLAN), SHELF)


def test_a_moved_unit_among_five_hundred_keeps_every_other_item_and_costs_little():
    cab = making.cabinet()
    lay = making.layout(*((cab, Frame(10.0 * i, 3000.0)) for i in range(500)), plan=PLAN)
    old = compose(lay, SHELF)
    moved = replace(lay.placed[7], frame=Frame(5.0, 5.0))
    new_layout = replace(lay, placed=(*lay.placed[:7], moved, *lay.placed[8:]))
    started = time.perf_counter()
    new = compose(new_layout, SHELF)
    took = (time.perf_counter() - started) * 1000.0
    other = [key for key in old.items if old.items[key] is not new.items[key]]
    assert other == [key for key in old.items if key[:2] == ("unit", "u8")]
    assert took < 30.0  # measured about 1 ms; a busy machine must not make this fail
