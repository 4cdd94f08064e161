"""Composing a layout: what is drawn of it, what is shared, and what a change costs."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from app.components.parts import Component, Cutout, Pocket, Solid
from app.geometry.box import Box
from app.geometry.frame import Frame
from app.records import DataError
from app.scene.compose import compose
from app.scene.dress import ERROR_TINT, SELECTED_TINT, solid_look
from app.scene.hidden import covered, visible_panels
from app.scene.scene import Marks
from app.scene.solids import parts_of
from app.scene.units import slab_of
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


def roles(component: Component) -> set[str]:
    return {panel.role for panel in visible_panels(component, SHELF)}


def test_an_open_bay_beside_doors_shows_what_is_in_it() -> None:
    """Doors over 95 % of a wide front, and one open niche of 240 x 300: the shelf in it is seen."""
    wide = making.cabinet(width=2400.0)
    rest = [panel for panel in wide.panels if panel.role != "door"]
    parts = [
        making.panel("a", "door", (1.5, -19.0, 1.5), (2160.0, -1.0, 718.5)),
        making.panel("b", "door", (2160.0, -19.0, 1.5), (2398.5, -1.0, 418.5)),
    ]
    assert "shelf_adj" in roles(replace(wide, panels=(*rest, *parts)))
    third = making.panel("c", "door", (2160.0, -19.0, 421.5), (2398.5, -1.0, 718.5))
    assert "shelf_adj" not in roles(replace(wide, panels=(*rest, *parts, third)))
    assert "shelf_adj" not in roles(wide)


def test_a_door_with_an_opening_or_a_pane_hides_nothing() -> None:
    closed = making.cabinet()
    framed = [
        replace(panel, cutouts=(Cutout("glass", (60.0, 60.0), (540.0, 650.0), 0.0),)) if panel.role == "door" else panel
        for panel in closed.panels
    ]
    assert "shelf_adj" in roles(replace(closed, panels=tuple(framed)))


@pytest.mark.parametrize(("look", "seen"), [("oak", False), ("glass", True)])
def test_doors_that_slide_inside_the_depth_close_the_front(look: str, seen: bool) -> None:
    """Two leaves bought to measure, one behind the other, standing 10-90 mm inside the carcass (domain.md 2.7)."""
    case = making.cabinet()
    panels = tuple(panel for panel in case.panels if panel.role != "door")
    leaves = (
        Solid("s1", "sliding_door", look, Box((18.0, 10.0, 18.0), (310.0, 40.0, 702.0))),
        Solid("s2", "sliding_door", look, Box((290.0, 50.0, 18.0), (582.0, 80.0, 702.0))),
    )
    assert ("shelf_adj" in roles(replace(case, panels=panels, solids=leaves))) is seen
    assert "shelf_adj" in roles(replace(case, panels=panels, solids=leaves[:1]))


def test_the_back_of_a_shallow_case_is_no_front() -> None:
    case = making.cabinet()
    back = making.panel("back", "back", (18.0, 60.0, 0.0), (582.0, 65.0, 720.0))
    shelf = next(panel for panel in case.panels if panel.role == "shelf_adj")
    shallow = Box((0.0, 0.0, 0.0), (600.0, 90.0, 720.0))
    assert "shelf_adj" in roles(replace(case, body=shallow, panels=(back, shelf)))


@pytest.mark.parametrize(
    ("covers", "closed"),
    [
        ([(0.0, 0.0, 297.0, 700.0), (300.0, 0.0, 600.0, 700.0)], True),
        ([(0.0, 0.0, 600.0, 655.0)], True),
        ([(0.0, 0.0, 600.0, 620.0)], False),
        ([(0.0, 0.0, 600.0, 300.0), (0.0, 400.0, 600.0, 700.0)], False),
        ([(0.0, 0.0, 600.0, 300.0), (0.0, 400.0, 600.0, 700.0), (0.0, 290.0, 560.0, 410.0)], True),
        ([(0.0, 0.0, 600.0, 300.0), (0.0, 400.0, 600.0, 700.0), (0.0, 290.0, 500.0, 410.0)], False),
    ],
)
def test_a_front_is_closed_where_no_square_of_65_mm_fits_between(
    covers: list[tuple[float, float, float, float]], closed: bool
) -> None:
    assert covered((0.0, 0.0, 600.0, 700.0), covers) is closed


def test_pockets_and_openings_are_drawn_where_they_lie() -> None:
    front = making.panel("d", "door", (0.0, -18.0, 0.0), (600.0, 0.0, 700.0))
    shaker = Pocket("shaker", "A", (60.0, 60.0), (540.0, 640.0), 6.0, 3.0)
    out = Pocket("pull", "B", (200.0, -5.0), (400.0, 30.0), 8.0, 0.0)
    across = Pocket("x", "A", (500.0, 300.0), (580.0, 400.0), 4.0, 0.0)
    cable = Cutout("cable", (270.0, 300.0), (330.0, 360.0), 30.0)
    found = slab_of(replace(front, pockets=(shaker, out, across), cutouts=(cable,))).recesses
    assert [(one.depth, one.upper) for one in found] == [
        (18.0, True),
        (6.0, True),
        (8.0, False),
    ]  # across cuts the field's rim
    assert found[1].outline == ((60, 60), (540, 60), (540, 640), (60, 640))
    assert min(y for _, y in found[2].outline) == pytest.approx(0.1)
    assert slab_of(front).recesses == ()


def test_matched_fronts_lie_on_one_grain() -> None:
    left = making.panel("l", "door", (1.5, -19.0, 1.5), (298.5, -1.0, 718.5), "oak")
    right = making.panel("r", "door", (301.5, -19.0, 1.5), (598.5, -1.0, 718.5), "oak")
    found = [slab_of(replace(one, match="fronts")).grain_at for one in (left, right)]
    assert found == [(1.5, 1.5), (301.5, 1.5)]
    assert slab_of(left).grain_at is None


def test_bought_things_look_like_what_they_are() -> None:
    box = Box((0.0, 0.0, 0.0), (500.0, 400.0, 150.0))
    assert solid_look(SHELF, Solid("g", "glass", "white", box)).opacity < 1.0
    assert solid_look(SHELF, Solid("m", "mirror", "white", box)).metallic > 0.5
    assert solid_look(SHELF, Solid("h", "handle", "black", box)).opacity == 1.0
    basket = parts_of(Solid("b", "basket", "black", box))
    assert len(basket) > 20
    for name in ("basket", "appliance"):
        corners = [
            slab.pose.out((x, y, z))
            for slab in parts_of(Solid("s", name, "black", box))
            for x, y in slab.outline
            for z in (0.0, slab.thickness)
        ]
        for axis in range(3):
            assert min(c[axis] for c in corners) == pytest.approx(box.low[axis], abs=3.0)
            assert max(c[axis] for c in corners) == pytest.approx(box.high[axis], abs=3.0)
