"""Wardrobes and the rest of the bedroom: facts of domain.md 1.2, 2.3, 2.7, 2.8, 2.9, 7.6 and 9.4, and every value within its limits."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from app.components.catalog import DEFAULT_PROFILE, Catalog, open_catalog
from app.components.lint.points import Empty
from app.components.lint.trial import RefusalError, Trial
from app.components.parts import Component, LibraryError
from app.components.proof import panel_box
from app.geometry.box import Box

from .conftest import LIBRARY

FAMILIES = (
    "wardrobe_sliding", "wardrobe_frame", "wardrobe_corner", "wardrobe_end", "top_box", "cloakroom", "bedside", "dressing_table",
    "tatami_box", "tatami_bed",
)  # fmt: skip
_catalog = open_catalog(LIBRARY)


def bought(component: Component, article: str) -> list[tuple[tuple[float, ...], int]]:
    return [(one.size, one.qty) for one in component.fittings if one.article == article]


def box(component: Component, panel_id: str) -> Box:
    return panel_box(next(panel for panel in component.panels if panel.id == panel_id))


def roles(component: Component, role: str) -> list[Box]:
    return [panel_box(panel) for panel in component.panels if panel.role == role]


@pytest.mark.parametrize("family", FAMILIES)
def test_any_values_within_their_limits_build_soundly(family: str) -> None:
    bound = _catalog.family(family)
    trial, random = Trial(_catalog, bound, LIBRARY), Random(family)
    for _ in range(25):
        values = trial.random(random)
        assert not isinstance(values, Empty), (values.state.id, values.values)
        try:
            assert [fault.cause for fault in trial.faults(values)] == [], values
        except RefusalError as refused:
            assert "locked" in str(refused) or "there are only" in str(refused)


def test_what_is_bought_for_the_worked_wardrobe() -> None:
    """domain.md 9.4: doors (1764 + 30) / 2 x (2284 - 40), tracks 1764 - 2, rods 576 - 4."""
    wardrobe = _catalog.build("wardrobe_sliding", (("width", 1800.0),))
    assert bought(wardrobe, "sliding_door") == [((2244.0, 897.0), 2)]
    assert bought(wardrobe, "track") == [((1762.0,), 2)]
    assert bought(wardrobe, "rod") == [((572.0,), 2)]
    assert bought(wardrobe, "wall_anchor") == [((), 2)]  # 7.6: from 1200 up, unless two walls hold it


@pytest.mark.parametrize(("doors", "leaf"), [(3, (2364 + 2 * 30) / 3), (4, (2364 + 2 * 30) / 4)])
def test_sliding_doors_of_three_and_four(doors: int, leaf: float) -> None:
    """domain.md 2.7: (opening + 2 x overlap) / n; four are two pairs that meet."""
    wardrobe = _catalog.build("wardrobe_sliding", (("doors", doors), ("width", 2400.0)))
    assert bought(wardrobe, "sliding_door") == [((2244.0, leaf), doors)]
    leaves = sorted(
        (s.box for s in wardrobe.solids if s.role == "sliding_door" and "_" not in s.id.removeprefix("leaf_")),
        key=lambda one: one.low[0],
    )
    assert len(leaves) == doors and leaves[0].low[0] < 18 + 60 and leaves[-1].high[0] > 2400 - 18 - 60
    assert all(one.high[1] <= 100 for one in leaves)  # within the track's depth


def test_how_many_sliding_doors_a_width_takes() -> None:
    """domain.md 1.5 row 1: ceil(W / 900), leaves of 500 to 950 (2.7)."""
    for width, doors in ((1500, 2), (1800, 2), (1900, 3), (2400, 3)):
        found = bought(_catalog.build("wardrobe_sliding", (("width", float(width)),)), "sliding_door")[0]
        assert found[1] == doors and 500 <= found[0][1] <= 950
    with pytest.raises(LibraryError, match="doors: 4 is above the most"):
        _catalog.build("wardrobe_sliding", (("doors", 4), ("width", 1800.0)))


def test_fixed_shelves_beside_an_upright_stand_at_different_heights() -> None:
    """domain.md 9.7: back-to-back nuts (3.3)."""
    for family in ("wardrobe_sliding", "cloakroom"):
        wardrobe = _catalog.build(family, (("width", 2400.0),))
        heights = [box(wardrobe, f"fixed_{n}").low[2] for n in range(1, 4)]
        assert all(abs(a - b) >= 32 for a, b in itertools.pairwise(heights))


def test_clothes_have_room_to_hang() -> None:
    """domain.md 2.3: rod to floor of bay 1400 for long clothes, 40 to the board over it; 2.2: depth 530 clear of the doors."""
    wardrobe = _catalog.build("wardrobe_sliding")
    rods = [solid.box for solid in wardrobe.solids if solid.role == "rod"]
    floor = box(wardrobe, "bottom").high[2]
    assert rods and all(rod.high[2] - floor >= 1400 for rod in rods)
    over = {round(box(wardrobe, f"fixed_{n}").low[2], 2) for n in (1, 3)}
    assert all(min(z - rod.high[2] for z in over) >= 40 for rod in rods)


def test_wide_frames_have_their_backs_joined_by_strips() -> None:
    """domain.md 2.9, 5.1: a back wider than a 1220 sheet is split; 2364 + 10 = 2 x 1186.5 and a web of 1."""
    frame = _catalog.build("wardrobe_frame", (("width", 2400.0),))
    backs = sorted(roles(frame, "back"), key=lambda one: one.low[0])
    assert [one.size[0] for one in backs] == [1186.0, 1187.0]
    assert backs[1].low[0] - backs[0].high[0] == 1 and backs[0].low[0] == 18 - 5 and backs[1].high[0] == 2400 - 18 + 5
    assert bought(frame, "back_strip") == [((2284.0,), 1)]
    assert len(roles(frame, "back")) == 2 and not bought(
        _catalog.build("wardrobe_frame", (("width", 900.0),)), "back_strip"
    )
    ribs = [one for one in roles(frame, "rib")]
    assert len(ribs) == 2 and all(one.size[2] == 80 for one in ribs)


def test_the_corner_wardrobe_is_an_l_with_a_door_in_each_leg() -> None:
    """domain.md 2.8: notch = A - T - D, doors (A - D) - 1.5 - (t_f + 4)."""
    corner = _catalog.build("wardrobe_corner", (("depth", 1000.0), ("leg_depth", 580.0), ("width", 1000.0)))
    hat = next(panel for panel in corner.panels if panel.id == "hat")
    assert (hat.length, hat.width) == (964.0, 964.0) and (562.0, 402.0) in hat.outline
    doors = [panel for panel in corner.panels if panel.role == "door"]
    assert {panel.width for panel in doors} == {1000 - 580 - 1.5 - (18 + 4)}
    hinges = {one.article: one.qty for one in corner.fittings if one.article.startswith("hinge")}
    assert hinges == {"hinge_165": 5, "hinge_bifold": 5}  # 2297 high (2.5)
    assert next(size for (size,), _ in bought(corner, "rod")) == 964 - 4


def test_end_shelves_for_either_hand_mirror_each_other() -> None:
    left, right = (_catalog.build("wardrobe_end", (("hand", hand),)) for hand in ("left", "right"))
    width = left.body.high[0]
    mirrored = sorted(
        ((width - b.high[0], b.low[1], b.low[2]), (width - b.low[0], b.high[1], b.high[2]))
        for b in map(panel_box, left.panels)
    )
    assert mirrored == sorted((b.low, b.high) for b in map(panel_box, right.panels))
    shelf = next(panel for panel in left.panels if panel.id == "board_1")
    assert len(shelf.outline) == 5  # the outer front corner is cut off
    assert shelf.bands[1].thickness == 1.0


def test_a_walk_in_unit_hangs_in_every_other_bay() -> None:
    unit = _catalog.build("cloakroom", (("width", 2400.0),))
    kinds = [
        "hang" if opening.filled.startswith("rod") else "fold" if opening.filled.startswith("drawers") else ""
        for opening in unit.openings
        if opening.id.startswith("bay_")
    ]
    assert kinds == ["hang", "fold", "hang", "fold"]
    assert 450 <= unit.depth <= 550 and not [panel for panel in unit.panels if panel.role == "door"]
    faces = [panel for panel in unit.panels if panel.role == "drw_face"]
    assert len(faces) == 6
    with pytest.raises(LibraryError, match="depth: 600 mm is above the most"):
        _catalog.build("cloakroom", (("depth", 600.0),))


def test_low_furniture_has_its_measures() -> None:
    """domain.md 1.2: tatami H 300-450 with a beam every 600; bed H 350-450; desk H 750 with 580-600 for the knees."""
    for width in (600.0, 1200.0, 1800.0, 2400.0):
        box_ = _catalog.build("tatami_box", (("width", width),))
        edges = [0.0, *sorted((b.low[0] + b.high[0]) / 2 for b in roles(box_, "beam")), width]
        assert all(right - left <= 600.01 for left, right in itertools.pairwise(edges))
        assert sum(len(panel.cutouts) for panel in box_.panels if panel.role == "lid") == len(edges) - 1
    bed = _catalog.build("tatami_bed")
    assert {one.high[2] for one in roles(bed, "lid")} == {400.0}
    beams = sorted((b.low[1] + b.high[1]) / 2 for b in roles(bed, "beam"))
    assert all(b - a <= 600.01 for a, b in zip(beams, [*beams[1:], 2050.0 - 18], strict=True))
    table = _catalog.build("dressing_table")
    knee = next(one for one in table.openings if one.id == "knee").box
    assert table.body.high[2] == 750 and knee.size[0] >= 580 and knee.size[2] == 725
    bedside = _catalog.build("bedside")
    assert {one.size[1] for one in roles(bedside, "drw_face")} == {18.0} and len(roles(bedside, "drw_face")) == 2


def test_tall_units_are_fixed_to_the_wall() -> None:
    """domain.md 2.10, 7.6: anti-tip fixing from 1200 up."""
    for family in ("wardrobe_frame", "wardrobe_sliding", "wardrobe_corner", "wardrobe_end", "cloakroom", "top_box"):
        assert sum(qty for _, qty in bought(_catalog.build(family), "wall_anchor")) >= 2, family
    assert not bought(_catalog.build("wardrobe_frame", (("height", 1000.0),)), "wall_anchor")


def test_names_and_samples(catalog: Catalog) -> None:
    for family in FAMILIES:
        name = catalog.family(family).name
        assert name.zh and name.en and name.zh != name.en
        assert catalog.build(family, profile=DEFAULT_PROFILE).panels
