"""Worktops and plinths: one over each row of touching neighbours, cut where rows meet in a corner. The kitchen is 4000 x 3000."""

import pytest

from app.design import edits
from app.design.design import Design
from app.design.layout import Placed, lay_out
from app.design.runs import derive_runs
from app.design.stretches import KINDS, stretches
from app.geometry.frame import Frame


def row(design: Design, *frames: Frame, sample: str = "bench", **values: float) -> Design:
    for frame in frames:
        design, _ = edits.place(design, sample, frame, values)
    return design


def runs(design: Design, catalog, kind: str = "worktop") -> dict[str, Placed]:
    return {placed.id: placed for placed in lay_out(design, catalog).placed if placed.id.startswith(f"{kind}:")}


def slab(placed: Placed) -> tuple[float, float, float, float]:
    """The plan rectangle of a run's panel: low x, low y, high x, high y."""
    panel = placed.component.panels[0]
    ends = (panel.pose.at, panel.pose.out((panel.length, panel.width, panel.thickness)))
    (x0, y0, _), (x1, y1, _) = (placed.frame.out(end) for end in ends)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def test_three_touching_cabinets_carry_one_worktop_of_their_length(empty: Design, catalog) -> None:
    design = row(empty, Frame(1600, 3000), Frame(400, 3000), Frame(1000, 3000))
    ((run_id, worktop),) = runs(design, catalog).items()
    assert run_id == "worktop:u2"  # named after the unit at its left end
    assert worktop.unit is None
    assert worktop.over == ("u2", "u3", "u1")
    assert worktop.room == "kitchen"
    assert worktop.frame == Frame(400, 2440, 820, 0)
    assert slab(worktop) == (400, 2400, 2200, 3000)


def test_the_plinth_stands_on_the_floor_behind_the_fronts_as_high_as_the_legs(empty: Design, catalog) -> None:
    design = row(empty, Frame(400, 3000), Frame(1000, 3000), foot=120.0)
    (plinth,) = runs(design, catalog, "plinth").values()
    assert plinth.frame == Frame(400, 2440, 0, 0)
    assert plinth.component.panels[0].width == 120.0
    assert slab(plinth) == (400, 2490, 1600, 2508)


@pytest.mark.parametrize(
    ("other", "values", "count"),
    [
        (Frame(1000, 3000), {}, 1),
        (Frame(1001, 3000), {}, 1),  # a millimetre of gap, and of bad alignment, is still one top
        (Frame(1000, 2999), {}, 1),
        (Frame(1001.01, 3000), {}, 2),
        (Frame(1000, 2998.99), {}, 2),
        (Frame(1000, 3000, 1.01), {}, 2),  # another height
        (Frame(1000, 3000, 0, 5), {}, 2),  # another turn
        (Frame(1000, 3000), {"depth": 580}, 2),  # another depth
        (Frame(900, 3000), {}, 1),  # overlapping is the fit check's matter; the top lies over both
    ],
)
def test_neighbours_share_a_worktop_only_when_they_stand_in_one_row(
    empty: Design, catalog, other: Frame, values: dict, count: int
) -> None:
    design = row(row(empty, Frame(400, 3000)), other, **values)
    assert len(runs(design, catalog)) == count


def test_only_units_that_ask_for_it_carry_it(empty: Design, catalog) -> None:
    design = row(empty, Frame(400, 3000), Frame(1600, 3000))
    design = row(design, Frame(1000, 3000), sample="tall")
    assert [run.over for run in runs(design, catalog).values()] == [("u1",), ("u2",)]
    assert [run.over for run in runs(design, catalog, "plinth").values()] == [("u1", "u3", "u2")]


def test_plinths_of_unequal_height_are_two(empty: Design, catalog) -> None:
    design = row(row(empty, Frame(400, 3000)), Frame(1000, 3000), foot=150.0)
    assert len(runs(design, catalog, "plinth")) == 2


def test_a_filler_lengthens_its_neighbours_runs_and_has_none_of_its_own(empty: Design, catalog) -> None:
    design = row(row(empty, Frame(400, 3000)), Frame(350, 3000), Frame(2000, 3000), sample="filler")
    design = row(design, Frame(1000, 3000), sample="filler", foot=1450.0)
    assert [run.over for run in runs(design, catalog).values()] == [("u2", "u1", "u4")]
    assert [run.over for run in runs(design, catalog, "plinth").values()] == [("u2", "u1")]


def test_what_has_no_legs_has_no_plinth(empty: Design, catalog) -> None:
    design = row(empty, Frame(400, 3000), foot=0.0)
    assert (len(runs(design, catalog)), len(runs(design, catalog, "plinth"))) == (1, 0)


@pytest.mark.parametrize("turn", [0.0, 90.0, 180.0, 270.0, 33.0])
def test_a_row_is_a_row_whichever_way_it_faces(empty: Design, catalog, turn: float) -> None:
    wall = Frame(2000, 1500, 0, turn)
    design = row(empty, *(wall.then(Frame(x, 0)) for x in (-600, 0, 600)))
    (worktop,) = runs(design, catalog).values()
    assert worktop.over == ("u1", "u2", "u3")
    assert worktop.component.panels[0].length == 1800
    assert worktop.frame.turn == pytest.approx(turn)


def test_rows_back_to_back_are_two(empty: Design, catalog) -> None:
    design = row(empty, Frame(1000, 1500), Frame(1600, 1500, 0, 180))
    assert len(runs(design, catalog)) == 2


# Corner: row A along the north wall into the corner with the west wall, row B on the west wall, ending at A's front (y = 2440).
A = (Frame(0, 3000), Frame(600, 3000))
B = (Frame(0, 1840, 0, 90), Frame(0, 1240, 0, 90))


def test_in_an_inside_corner_one_worktop_runs_through_and_the_other_ends_at_its_face(empty: Design, catalog) -> None:
    through, butted = runs(row(empty, *A, *B), catalog).values()
    assert slab(through) == (0, 2400, 1200, 3000)
    assert slab(butted) == (0, 1240, 600, 2400)


def test_in_an_inside_corner_the_plinth_reaches_on_to_the_other_plinth(empty: Design, catalog) -> None:
    through, butted = runs(row(empty, *A, *B), catalog, "plinth").values()
    assert slab(through) == (0, 2490, 1200, 2508)
    assert slab(butted) == (492, 1240, 510, 2490)


def test_the_corner_is_the_same_seen_from_the_other_side(empty: Design, catalog) -> None:
    # row A into the corner with the east wall (x = 4000), row B on the east wall: there its left end is in the corner
    east = (Frame(2800, 3000), Frame(3400, 3000), Frame(4000, 2440, 0, 270), Frame(4000, 1840, 0, 270))
    through, butted = runs(row(empty, *east), catalog).values()
    assert slab(through) == (2800, 2400, 4000, 3000)
    assert slab(butted) == (3400, 1240, 4000, 2400)


def test_a_u_shaped_kitchen_is_cut_at_both_ends(empty: Design, catalog) -> None:
    # rows on the west and east walls run into both north corners; the north row ends at their fronts
    west = (Frame(0, 2400, 0, 90), Frame(0, 1800, 0, 90))
    east = (Frame(2320, 3000, 0, 270), Frame(2320, 2400, 0, 270))
    north = (Frame(560, 3000), Frame(1160, 3000))
    design = row(empty, *west, *east, *north)
    _, _, middle = runs(design, catalog).values()
    assert slab(middle) == (600, 2400, 1720, 3000)


def test_rows_of_two_heights_or_with_a_gap_between_do_not_cut_each_other(empty: Design, catalog) -> None:
    higher = [Frame(f.x, f.y, 100, f.turn) for f in B]
    apart = [Frame(f.x, f.y - 30, 0, f.turn) for f in B]
    for other in (higher, apart):
        _, free = runs(row(empty, *A, *other), catalog).values()
        assert slab(free)[3] - slab(free)[1] == 1200


def test_a_moved_cabinet_takes_its_share_of_the_worktop_with_it(empty: Design, catalog) -> None:
    design = row(empty, Frame(400, 3000), Frame(1000, 3000))
    assert len(runs(design, catalog)) == 1
    design = edits.shift(design, ["u2"], (50.0, 0.0, 0.0))
    assert {run: slab(placed) for run, placed in runs(design, catalog).items()} == {
        "worktop:u1": (400, 2400, 1000, 3000),
        "worktop:u2": (1050, 2400, 1650, 3000),
    }


def test_what_carries_no_run_moves_without_runs_being_worked_out_anew(empty: Design, catalog) -> None:
    design = row(row(empty, Frame(400, 3000), Frame(1000, 3000)), Frame(3000, 3000), sample="wall")
    before = lay_out(design, catalog)
    catalog.built.clear()
    after = lay_out(edits.shift(design, ["u3"], (10.0, 0.0, 0.0)), catalog)
    assert catalog.built == []
    assert after.placed[-1] is before.placed[-1]


def test_runs_that_stayed_are_the_same_values(empty: Design, catalog) -> None:
    design = row(empty, Frame(0, 3000), Frame(600, 3000), Frame(2000, 3000))
    before = runs(design, catalog)
    after = runs(edits.shift(design, ["u3"], (10.0, 0.0, 0.0)), catalog)
    assert after["worktop:u1"] is before["worktop:u1"]
    assert after["worktop:u3"] is not before["worktop:u3"]


def test_no_carriers_no_runs(empty: Design, catalog) -> None:
    assert derive_runs((), empty, catalog) == ()
    assert stretches((), KINDS[0]) == ()
    assert catalog.built == []
