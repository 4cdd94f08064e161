"""Panels worked alike are one stage, what is remembered is what would be found anew, and another decor changes nothing else."""

from __future__ import annotations

import math
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from app.components.bores import Bore
from app.components.catalog import Catalog
from app.components.draft import Draft, first_obstacle
from app.components.parts import Cutout, LibraryError, Panel, Pocket
from app.components.profile import Webs
from app.components.stage import STAGES_KEPT, Stage, Workshop
from app.formula import Where

WEBS = Webs(between=3.0, edge=3.0)
SIZE = (300.0, 200.0, 18.0)
WHERE = Where("families/test.toml", "panel[1]", LibraryError)

PLACES = st.sampled_from([0.0, 2.0, 10.0, 20.0, 28.0, 36.0, 100.0, 192.0, 199.0, 290.0, 299.0])
BORES = st.builds(
    lambda face, x, y, diameter, depth: ("cam15", face, x, y, 9.0, diameter, depth),
    st.sampled_from(["A", "B", "L1", "L2", "W1", "W2"]), PLACES, PLACES,
    st.sampled_from([5.0, 8.0, 15.0]), st.sampled_from([2.0, 13.0, 30.0]),
)  # fmt: skip
GROUPS = st.lists(st.lists(BORES, min_size=1, max_size=3), max_size=12)


def work_through(stage: Stage, groups: list[list[Bore]]) -> tuple[Stage, list[bool]]:
    done = []
    for group in groups:
        after = stage.drilled(group, WEBS)
        done.append(after is not None)
        stage = after or stage
    return stage, done


@given(GROUPS)
def test_what_was_tried_before_is_what_is_found_anew(groups: list[list[Bore]]) -> None:
    shop = Workshop()
    first, done = work_through(shop.blank(*SIZE, None), groups)
    assert work_through(shop.blank(*SIZE, None), groups) == (first, done), "one stage for both"
    fresh, again = work_through(Workshop().blank(*SIZE, None), groups)
    assert again == done and fresh.works() == first.works() and fresh.count == first.count


@given(GROUPS)
def test_there_is_room_where_no_bore_meets_anything(groups: list[list[Bore]]) -> None:
    panel = Draft("side", ("+x", "+y"), (0.0, 0.0, 0.0), SIZE, WHERE)
    for group in groups:
        stage = panel.room(group, WEBS)
        assert (stage is None) == bool(first_obstacle(panel, group, WEBS))
        if stage is not None:
            panel.drill(stage)


@given(st.lists(BORES, min_size=1, max_size=6))
def test_bores_that_were_drilled_stand_apart(bores: list[Bore]) -> None:
    _, done = work_through(Workshop().blank(*SIZE, None), [[bore] for bore in bores])
    flat = [bore for bore, drilled in zip(bores, done, strict=True) if drilled and bore[1] == "A"]
    for at, one in enumerate(flat):
        for other in flat[:at]:
            apart = math.dist(one[2:4], other[2:4])
            assert apart >= (one[5] + other[5]) / 2 + WEBS.between - 1e-5


def test_a_panel_that_is_drilled_twice_over_keeps_both() -> None:
    """A door that hangs on itself is nonsense, but no bore of it may be lost."""
    panel = Draft("door", ("+x", "+y"), (0.0, 0.0, 0.0), SIZE, WHERE)
    bores: list[Bore] = [("plate5", "A", x, 100.0, 18.0, 5.0, 12.0) for x in (50.0, 150.0)]
    stages = [panel.room([bore], WEBS) for bore in bores]
    for stage in stages:
        assert stage is not None
        panel.drill(stage)
    assert panel.stage.works() == [(bores[0],), (bores[1],)]


def test_pockets_and_cutouts_take_their_room() -> None:
    panel = Draft("door", ("+x", "+y"), (0.0, 0.0, 0.0), SIZE, WHERE)
    panel.mill(Pocket("pull", "A", (40.0, 40.0), (90.0, 60.0), 11.0, 3.0))
    panel.cut_out(Cutout("cable", (150.0, 80.0), (210.0, 140.0), 30.0), 3.0)
    for x, y, met in ((60.0, 50.0, "pull pocket"), (180.0, 100.0, "cable cut-out")):
        bore: Bore = ("thru5", "A", x, y, 18.0, 5.0, 12.0)
        assert panel.room([bore], WEBS) is None
        assert panel.obstacle(bore, WEBS) == f"what is already there ({met})"


def test_a_workshop_forgets_before_it_is_too_full() -> None:
    shop = Workshop()
    for at in range(STAGES_KEPT + 10):
        shop.blank(at + 1.0, 200.0, 18.0, None)
    assert shop.stages < 20


def test_another_decor_changes_nothing_else(catalog: Catalog) -> None:
    for sample in ("base_doors-600", "wardrobe-1600", "base_corner_l"):
        plain, other = (catalog.build(sample, finish=(("front", decor),)) for decor in ("white", "light_ash"))
        assert plain != other
        for one, same in zip(plain.panels, other.panels, strict=True):
            kept = [field.name for field in fields(Panel) if field.name not in ("decor", "grain")]
            assert [getattr(one, key) for key in kept] == [getattr(same, key) for key in kept]
