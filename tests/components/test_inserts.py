"""Inserts take their size from the opening, keep their locks, and refuse what cannot be (domain.md 1.5, 2.5-2.7, 2.11)."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.components.catalog import DEFAULT_PROFILE, open_catalog
from app.components.parts import Component, Insert, LibraryError, Opening, Panel, RefusedError, Values
from app.components.proof import faults, panel_box
from app.components.ranges import read_ranges
from app.design import edits
from app.design.design import Design
from app.design.history import History
from app.geometry.box import Box
from app.geometry.frame import Frame
from app.plans.plan import Plan
from app.records import Text

from .conftest import LIBRARY
from .wardrobe_sample import DOORS, FAMILY, INSIDE, STEPS, UPRIGHTS, VALUES, WARDROBE

_catalog = open_catalog(LIBRARY)
T = 18.0  # RCP-18: all boards of a carcass (domain.md 9)
GROOVE = 24.0  # back groove from the rear edge: 18 + 6


def frame(
    inserts: tuple[Insert, ...] = (), width: float = 900.0, height: float = 2000.0, depth: float = 580.0
) -> Component:
    values: Values = (("depth", depth), ("height", height), ("width", width))
    return _catalog.build(FAMILY, values, inserts=inserts)


def sound(component: Component) -> None:
    assert faults(component, _catalog.profiles[DEFAULT_PROFILE].webs) == ()
    found = Counter(hole.kind for panel in component.panels for hole in panel.holes)
    assert found["cam15"] == found["bolt8e"] == found["nut10"] and found["dow8e"] == found["dow8f"]
    bought = {fitting.article: fitting.qty for fitting in component.fittings if not fitting.size}
    assert bought["three_in_one_set"] == found["cam15"] and bought["dowel_8x30"] == found["dow8e"]


def box(component: Component, panel_id: str) -> Box:
    return panel_box(panel(component, panel_id))


def panel(component: Component, panel_id: str) -> Panel:
    return next(one for one in component.panels if one.id == panel_id)


def opening(component: Component, opening_id: str) -> Opening:
    return next(one for one in component.openings if one.id == opening_id)


def holes(component: Component, panel_id: str, kind: str) -> set[tuple[float, float]]:
    return {(hole.x, hole.y) for hole in panel(component, panel_id).holes if hole.kind == kind}


# ---- the wardrobe that is put together


def test_the_four_steps_of_a_wardrobe_are_sound_and_leave_room_for_the_next() -> None:
    for inserts in STEPS:
        sound(_catalog.build(FAMILY, VALUES, inserts=inserts))


def test_bays_and_uprights_make_up_the_width_and_a_locked_bay_keeps_it() -> None:
    """domain.md 2.11: 2400 - 2 x 18 = 2364 = 844 + 18 + 640 + 18 + 844."""
    component = _catalog.build(FAMILY, VALUES, inserts=UPRIGHTS)
    bays = [opening(component, f"i1.bay_{n}").box.size[0] for n in (1, 2, 3)]
    assert bays == [844.0, 640.0, 844.0]
    assert box(component, "i1.divider_1").low[0] == 18 + 844
    assert panel(component, "i1.divider_1").length == 2400 - 80 - 2 * T  # between bottom and top
    assert panel(component, "i1.divider_1").width == 580 - GROOVE - 1  # in front of the back, as a fixed shelf (2.9)
    assert panel(component, "i1.divider_1").grooves == ()


def test_what_is_inside_takes_its_size_from_its_bay() -> None:
    component = _catalog.build(FAMILY, VALUES, inserts=WARDROBE)
    assert {f.size: f.qty for f in component.fittings if f.article == "rod"} == {(840.0,): 1}  # clear width - 4 (9.4)
    assert {panel(component, f"i3.shelf_{n}_adj").length for n in range(1, 6)} == {638.0}  # clear width - 2
    for n in (1, 2, 3):  # domain.md 2.6: box = clear width - 26, inner parts less two sides of 16
        assert panel(component, f"i4.drawer_{n}_inner").length == 844 - 26 - 2 * 16
        # the face covers all of the side less 1.5, and its half of the upright: (18 - 3) / 2
        assert panel(component, f"i4.drawer_{n}_face").length == 844 + 16.5 + 7.5
    # doors and faces of the row: 1.5 outside, 3 between them all the way
    fronts = sorted((box(component, p.id) for p in component.panels if p.role == "door"), key=lambda b: b.low[0])
    assert fronts[0].low[0] == 1.5 and fronts[-1].high[0] == 2400 - 1.5
    assert all(b.low[0] - a.high[0] == pytest.approx(3, abs=0.02) for a, b in itertools.pairwise(fronts))
    face, door = box(component, "i4.drawer_1_face"), box(component, "i7.door_1")
    assert door.low[2] - face.high[2] == pytest.approx(3, abs=0.02)


def test_shelves_stand_on_the_32_mm_ladder() -> None:
    component = frame((Insert("i1", "rows_insert", "main", (("shelves", 4),)),), width=800.0)  # of 18 mm
    floor = box(component, "bottom").high[2]
    tops = [box(component, f"i1.shelf_{n}_adj").high[2] - floor for n in (1, 2, 3, 4)]
    assert all(round(top % 32, 6) in (0, 32) for top in tops)
    rows = [opening(component, f"i1.row_{n}").box.size[2] for n in range(1, 6)]
    assert sum(rows) + 4 * T == opening(component, "main").box.size[2]
    fixed = frame((Insert("i1", "shelf_fixed_insert", "main"),))
    assert round((box(fixed, "i1.shelf").high[2] - floor) % 32, 6) in (0, 32)


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    width=st.integers(1500, 2400),
    height=st.integers(1800, 2420),
    depth=st.integers(400, 650),
    lock=st.integers(400, 640),
)
def test_a_resized_wardrobe_keeps_every_invariant_and_undo_brings_it_back(
    width: int, height: int, depth: int, lock: int
) -> None:
    inserts = (Insert("i1", "divider_insert", "main", (("bay_2", float(lock)), ("bays", 3))), *INSIDE, *DOORS)
    values: Values = (("depth", float(depth)), ("height", float(height)), ("width", float(width)))
    component = _catalog.build(FAMILY, values, inserts=inserts)
    sound(component)
    bays = [opening(component, f"i1.bay_{n}").box.size[0] for n in (1, 2, 3)]
    assert bays[1] == lock and sum(bays) + 2 * T == width - 2 * T
    assert panel(component, "i4.drawer_1_inner").length == pytest.approx(bays[2] - 26 - 2 * 16)
    rod = next(solid for solid in component.solids if solid.role == "rod").box
    assert opening(component, "i1.bay_1").box.high[2] - rod.high[2] == 60  # it rides the top

    empty = Design("home", Plan("p", Text("空", "empty"), (), (), ()), "")
    design, unit = edits.place(empty, FAMILY, Frame(), values, inserts=WARDROBE)
    history = History(design)
    built = _catalog.build(FAMILY, values, inserts=history.present.unit(unit).inserts)
    history = history.commit(edits.set_values(design, unit, {"width": 2100.0}), "resize")
    history = history.commit(edits.remove_insert(history.present, unit, "i1"), "remove")
    assert history.present.unit(unit).inserts == ()  # what stood in the openings it made is gone with it
    back = history.undo().undo().present.unit(unit)
    assert _catalog.build(FAMILY, back.values, inserts=back.inserts) == built


def test_the_order_of_choosing_does_not_matter() -> None:
    wanted = {one.id: one for one in _catalog.build(FAMILY, VALUES, inserts=WARDROBE).panels}
    for turned in range(1, len(WARDROBE)):
        inserts = (*WARDROBE[turned:], *reversed(WARDROBE[:turned]))
        assert {one.id: one for one in _catalog.build(FAMILY, VALUES, inserts=inserts).panels} == wanted


def test_inserts_follow_when_their_openings_grow() -> None:
    low, high = (frame((Insert("i1", "rod_insert", "main"),), height=h) for h in (2000.0, 2300.0))
    rods = [next(s.box for s in c.solids if s.role == "rod") for c in (low, high)]
    assert rods[1].high[2] - rods[0].high[2] == 300


# ---- each kind


def test_a_fixed_shelf_leaves_openings_and_is_not_refused_twice() -> None:
    chain = (
        Insert("i1", "shelf_fixed_insert", "main"),
        Insert("i2", "shelf_insert", "i1.above"),
        Insert("i3", "rod_insert", "i1.below"),
        Insert("i4", "shelf_insert", "i3.below", (("at", 300.0),)),
    )
    component = frame(chain)
    sound(component)
    assert opening(component, "i4.above").top == "" and opening(component, "i1.below").filled == "i3"
    with pytest.raises(LibraryError, match=r"is filled by i1; free is i1\.below, i1\.above"):
        frame((*chain[:1], Insert("i9", "shelf_insert", "main")))


def test_drawers_are_refused_behind_doors_and_inner_drawers_clear_the_hinges() -> None:
    doors = Insert("i1", "doors_insert", "main")
    with pytest.raises(RefusedError) as refused:
        frame((doors, Insert("i2", "drawers_insert", "main")))
    assert "inner drawers" in refused.value.reason.en and "门内抽屉" in refused.value.reason.zh
    component = frame((doors, Insert("i2", "inner_drawers_insert", "main")))
    sound(component)
    assert box(component, "i2.drawer_1_face").low[1] == 20  # domain.md 1.5 row 50: 20 behind the carcass front
    assert panel(component, "i2.drawer_1_inner").length == 864 - 2 * T - 26 - 2 * 16  # between the packers
    # packers begin behind the hinge plates (37 from the front), slides at the front edge of the packers
    assert box(component, "i2.packer_l").low[1] == 60
    assert {y for _, y in holes(component, "side_l", "plate5")} == {37.0}
    assert {y for _, y in holes(component, "i2.packer_l", "slide3")} == {37.0, 165.0, 261.0}
    open_unit = frame((Insert("i2", "inner_drawers_insert", "main"),))
    assert panel(open_unit, "i2.drawer_1_inner").length == 864 - 26 - 2 * 16  # no hinges, no packers


def test_slides_and_pins_lie_on_one_line_when_one_upright_stands_farther_back() -> None:
    """A sliding wardrobe's sides begin 100 in front of its uprights: pilots and pins are measured from the farther front."""
    component = _catalog.build("wardrobe_sliding", (), inserts=(Insert("i1", "inner_drawers_insert", "hang_1"),))
    sound(component)
    side = {panel(component, "side_l").pose.out((x, y, 0))[1] for x, y in holes(component, "side_l", "slide3")}
    post = {panel(component, "divider_1").pose.out((x, y, 0))[1] for x, y in holes(component, "divider_1", "slide3")}
    assert side == post and min(side) == 100 + 20 + T + 37  # 20 behind the uprights, the face, then 37 (2.6)
    shelf = _catalog.build("wardrobe_sliding", (), inserts=(Insert("i1", "shelf_insert", "hang_1"),))
    side = {panel(shelf, "side_l").pose.out((x, y, 0))[1] for x, y in holes(shelf, "side_l", "pin5")}
    assert min(side) == 137


def test_a_stack_leaves_the_rest_of_its_opening_over_a_board() -> None:
    component = frame((Insert("i1", "drawers_insert", "main", (("drawers", 3), ("face_1", 141.0), ("height", 700.0))),))
    sound(component)
    faces = [panel(component, f"i1.drawer_{n}_face").width for n in (1, 2, 3)]
    # 700 and 16.5 over the bottom, 7.5 over its own board, less two joints of 3
    assert faces[0] == 141 and sum(faces) == 700 + 16.5 + 7.5 - 6
    above = opening(component, "i1.above").box
    assert above.low[2] == 80 + T + 700 + T and above.high[2] == 2000 - T
    with pytest.raises(RefusedError, match="fill the whole 1884 mm"):
        frame((Insert("i1", "drawers_insert", "main", (("height", 1800.0),)),))


def test_doors_take_their_overlay_from_the_boards_round_the_opening() -> None:
    """domain.md 2.5: W/n - 3 over a whole carcass; half of an upright that two doors share."""
    pair = frame((Insert("i1", "doors_insert", "main"),))
    assert {panel(pair, f"i1.door_{n}").width for n in (1, 2)} == {900 / 2 - 3}
    bays = (Insert("i1", "divider_insert", "main"), Insert("i2", "doors_insert", "i1.bay_1"))
    single = frame(bays)
    assert panel(single, "i2.door_1").width == 423 + 16.5 + 7.5
    hinges = {f.article: f.qty for f in frame((*bays, Insert("i3", "doors_insert", "i1.bay_2"))).fittings}
    assert hinges["hinge"] == hinges["hinge_half"] == 4  # one on the side, one on half of the upright; 1917 high
    with pytest.raises(RefusedError, match="put an upright in first"):
        frame((Insert("i1", "doors_insert", "main"),), width=1400.0)
    with pytest.raises(LibraryError, match="is closed by i1"):
        frame((*bays[:1], Insert("i1x", "doors_insert", "i1.bay_1"), Insert("i3", "doors_insert", "i1.bay_1")))


def test_a_flap_hangs_on_the_board_over_it() -> None:
    low = Insert("i0", "shelf_fixed_insert", "main", (("at", 400.0),))
    component = frame((low, Insert("i1", "lift_insert", "i0.above")), height=900.0, width=800.0)
    sound(component)
    flap = panel(component, "i1.flap")
    assert (flap.length, flap.width) == (797.0, 900 - 80 - 2 * T - 400 - T + 16.5 + 7.5)
    # two hinges for 797 (2.5: up to 900), 100 from its ends; cups 22.5 from its upper edge, plates 37 from the front of the top
    assert holes(component, "i1.flap", "cup35") == {(100.0, 22.5), (697.0, 22.5)}
    assert {y for _, y in holes(component, "top", "plate5")} == {37.0} and len(holes(component, "top", "plate5")) == 4
    assert {h.face for h in panel(component, "top").holes if h.kind == "plate5"} == {"B"}  # its underside
    bought = {f.article: f.qty for f in component.fittings}
    assert bought["hinge"] == 2 and bought["lift_stay"] == 2
    swing = next(one for one in component.swings if one.id == "i1.flap")
    assert (swing.kind, swing.hinge) == ("lift", "top")
    for height in (780.0, 1020.0):  # domain.md 1.5: H 280-500
        with pytest.raises(RefusedError, match="280 to 500 mm"):
            frame((low, Insert("i1", "lift_insert", "i0.above")), height=height)


def test_glass_doors_are_bought_and_only_their_plates_are_drilled() -> None:
    component = frame((Insert("i1", "glass_doors_insert", "main"),))
    sound(component)
    leaves: Counter[tuple[float, ...]] = Counter()
    for fitting in component.fittings:
        if fitting.article == "glass_door":
            leaves[fitting.size] += fitting.qty
    assert leaves == {(1917.0, 447.0): 2}
    assert not any(p.role == "door" for p in component.panels)
    cups = sum(f.qty for f in component.fittings if f.article.startswith("hinge"))
    plates = sum(h.kind == "plate5" for p in component.panels for h in p.holes)
    assert cups == 8 and plates == 16 and not any(h.kind == "cup35" for p in component.panels for h in p.holes)


def test_shoes_are_counted_in_pairs() -> None:
    """domain.md 1.5 row 54: layers = pairs / (width / 220); 864 mm take 3 pairs, 20 pairs 7 layers of 160."""
    component = frame((Insert("i1", "shoe_insert", "main", (("pairs", 20),)),))
    sound(component)
    shelves = sorted(box(component, p.id).low[2] for p in component.panels if p.id.startswith("i1."))
    assert len(shelves) == 7 and shelves[0] - (80 + T) == 160
    assert opening(component, "i1.above").box.size[2] > 500


def test_pull_outs_ask_for_their_room() -> None:
    component = frame((Insert("i1", "trouser_insert", "main"), Insert("i2", "basket_insert", "i1.below")))
    sound(component)
    assert [(f.article, f.size) for f in component.fittings if f.article in ("trouser_rack", "wire_basket")] == [
        ("trouser_rack", (864.0,)),
        ("wire_basket", (864.0,)),
    ]
    assert opening(component, "i1.below").box.size[2] == 1884 - 800  # 1.5 row 45: H 800
    with pytest.raises(RefusedError, match="500 to 1000"):
        frame((Insert("i1", "trouser_insert", "main"),), width=500.0)


def test_wine_cells_are_at_least_100_square() -> None:
    component = frame((Insert("i1", "wine_insert", "main"),), height=700.0, depth=350.0)
    sound(component)
    shelves = [box(component, p.id) for p in component.panels if p.id.startswith("i1.shelf")]
    posts = [box(component, p.id) for p in component.panels if p.id.startswith("i1.upright")]
    lows = sorted({18.0, *(post.high[0] for post in posts)})
    highs = sorted({882.0, *(post.low[0] for post in posts)})
    columns = [high - low for low, high in zip(lows, highs, strict=True)]
    assert len(shelves) >= 3 and len(posts) == (len(shelves) + 1) * (len(columns) - 1)
    assert min(columns) >= 100 and min(post.size[2] for post in posts) >= 100
    assert sum(columns) + (len(columns) - 1) * T == 864
    crossed = frame((Insert("i1", "wine_insert", "main", (("kind", "cross"),)),), height=700.0, depth=350.0)
    racks = [f for f in crossed.fittings if f.article == "wine_rack_x"]
    assert sum(f.qty for f in racks) >= 4 and min(min(f.size) for f in racks) >= 200


# ---- what cannot be


@pytest.mark.parametrize(
    ("inserts", "en", "zh"),
    [
        ((Insert("i1", "rod_insert", "main"),), "would bend; 1200 mm is the longest", "会弯"),
        ((Insert("i1", "drawers_insert", "main"),), "drawers take 260 to 1000 mm", "抽屉要"),
        ((Insert("i1", "shelf_insert", "main"), Insert("i2", "divider_insert", "i1.above")), "jointed to a fixed board", "固定的板"),
        ((Insert("i1", "shelf_insert", "main"), Insert("i2", "lift_insert", "i1.below")), "lift-up flap is 280", "上翻门"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_reason(inserts: tuple[Insert, ...], en: str, zh: str) -> None:
    with pytest.raises(RefusedError) as refused:
        frame(inserts, width=1600.0)
    assert en in refused.value.reason.en and zh in refused.value.reason.zh


def test_drawers_that_sliding_doors_never_clear_are_refused() -> None:
    """domain.md 2.7: two doors of 897 leave 867 at one end; the middle bay of three is never clear as a whole."""
    sliding = _catalog.build("wardrobe_sliding")
    assert {o.front for o in sliding.openings if o.id in ("hang_1", "hang_3")} == {"sliding"}
    with pytest.raises(RefusedError, match="wherever the sliding doors stand"):
        _catalog.build("wardrobe_sliding", (), inserts=(Insert("i1", "inner_drawers_insert", "fold_1"),))


INSERTS = [path.stem for path in sorted((LIBRARY / "families").glob("*_insert.toml"))]


@pytest.mark.parametrize("family", INSERTS)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(width=st.integers(300, 2400), height=st.integers(600, 2420), depth=st.integers(300, 650), doors=st.booleans())
def test_an_insert_builds_soundly_in_any_frame_or_says_why_not(
    family: str, width: int, height: int, depth: int, doors: bool
) -> None:
    front = (Insert("i0", "doors_insert", "main"),) if doors and family not in FRONTS else ()
    try:
        component = frame((*front, Insert("i1", family, "main")), float(width), float(height), float(depth))
    except RefusedError as refused:
        assert refused.reason.zh and refused.reason.en and refused.reason.zh != refused.reason.en
        return
    sound(component)
    parts = [one.id for one in component.panels] + [one.id for one in component.solids]
    assert any(one.startswith("i1.") for one in parts)


FRONTS = {"doors_insert", "glass_doors_insert", "lift_insert"}


def test_every_kind_of_insert_has_samples() -> None:
    entries, problems = read_ranges(LIBRARY / "ranges")
    assert set(INSERTS) <= {entry.range.family for entry in entries} and not problems
    assert len(INSERTS) == 14
