"""Matched grain: fronts with one running grain are cut from one strip, in the order and the way they stand (domain.md 5.3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.components.parts import Component, Grain, Panel
from app.geometry.frame import Pose
from app.takeoff.job import Job, Part
from app.takeoff.nest import nest
from app.takeoff.take_off import take_off
from app.words import say
from tests.takeoff.factory import FRONT, Materials, layout, panel, unit

KERF = 4.0
UP, RIGHT = (0.0, 0.0, 1.0), (1.0, 0.0, 0.0)


def door(number: int, x: float, width: float = 397.0, **more: object) -> Panel:
    """Return a door as doors lie in a unit: its length upright, its width to the right, grain along the length."""
    made = panel(f"door{number}", 717, width, decor="oak", edges=FRONT, pose=Pose((x, 0.0, 1.5), UP, RIGHT))
    return replace(made, match="fronts", match_at=number, **more)  # type: ignore[arg-type]


def drawer(number: int, z: float, height: float, grain: Grain = "width") -> Panel:
    """Return a drawer face: its length to the right, its width upwards."""
    made = panel(
        f"face{number}", 597, height, decor="oak", edges=FRONT, grain=grain, pose=Pose((1.5, 0.0, z), RIGHT, UP)
    )
    return replace(made, match="fronts", match_at=number)


def nested(*components: Component) -> tuple[Job, dict[str, Part], dict[str, int]]:
    """Return a job with its sheets, the parts by panel id (unit 1 first seen), and the sheet each lies on."""
    job = nest(take_off(layout(*components), Materials()))
    ids = {one.code: f"{one.unit}/{one.panel.id}" for one in job.panels}
    places = {ids[part.code]: part for sheet in job.sheets for part in sheet.parts}
    return job, places, {ids[part.code]: sheet.number for sheet in job.sheets for part in sheet.parts}


def others(count: int) -> list[Panel]:
    return [panel(f"o{i}", 700 - 7 * i, 300 + 11 * i, decor="oak", edges=FRONT) for i in range(count)]


def test_doors_side_by_side_lie_side_by_side_in_one_strip_whatever_else_is_cut() -> None:
    doors = [door(i, 1.5 + 400.0 * i) for i in range(3)]
    job, places, sheet = nested(unit(*others(5), doors[2], doors[0], doors[1], *others(4)), unit(*others(7)))
    found = [places[f"u1/door{i}"] for i in range(3)]
    assert len({sheet[f"u1/door{i}"] for i in range(3)}) == 1
    assert len({part.x for part in found}) == 1
    assert [part.y - found[0].y for part in found] == [0, 395 + KERF, 2 * (395 + KERF)]
    assert not any(part.turned for part in found)
    assert job.notes == ()
    assert {one.strip for one in job.panels if one.match} == {"U1.fronts/1", "U1.fronts/2", "U1.fronts/3"}


def test_upright_grain_over_drawers_lies_along_the_board_as_the_faces_stand_one_over_the_other() -> None:
    """Counted from the top: the strip keeps what stands below what, so that the lower edge of each meets the next one's upper edge."""
    faces = [drawer(0, 577.5, 141.0), drawer(1, 289.5, 285.0), drawer(2, 1.5, 285.0)]
    job, places, _ = nested(unit(*faces, *others(6)))
    found = [places[f"u1/face{i}"] for i in range(3)]
    assert all(
        part.turned and (part.length, part.width) == (f.cut_width, f.cut_length)
        for part, f in zip(found, faces, strict=True)
    )
    assert len({part.y for part in found}) == 1
    # turned a quarter counter-clockwise, the width (upwards) runs towards -x on the sheet: the top face comes first
    assert [part.x - found[0].x for part in found] == [0, 139 + KERF, 139 + 283 + 2 * KERF]
    assert job.notes == ()


def test_grain_across_the_fronts_runs_on_too() -> None:
    _, places, _ = nested(unit(drawer(0, 577.5, 141.0, "length"), drawer(1, 289.5, 285.0, "length"), *others(3)))
    low, high = places["u1/face1"], places["u1/face0"]
    assert (high.x, high.y) == (low.x, low.y + 283 + KERF)


def test_a_lower_door_stays_where_it_stands_beside_a_higher_one() -> None:
    low = replace(door(1, 401.5), length=500.0, cut_length=498.0, outline=((0, 0), (500, 0), (500, 397), (0, 397)))
    raised = replace(low, pose=Pose((401.5, 0.0, 101.5), UP, RIGHT))
    _, places, _ = nested(unit(door(0, 1.5), raised))
    assert places["u1/door1"].x == places["u1/door0"].x + 100


def test_each_unit_has_a_strip_of_its_own() -> None:
    pair = [door(0, 1.5), door(1, 401.5)]
    job, places, _ = nested(unit(*pair), unit(*pair))
    assert {one.match for one in job.panels} == {"U1.fronts", "U2.fronts"}
    for one in ("u1", "u2"):
        assert places[f"{one}/door1"].y - places[f"{one}/door0"].y == 395 + KERF
    (line,) = job.cut_list
    assert line.strips == ("U1.fronts/1", "U1.fronts/2", "U2.fronts/1", "U2.fronts/2")


def test_matched_and_other_fronts_of_one_size_are_two_lines() -> None:
    job, _, _ = nested(unit(door(0, 1.5), door(1, 401.5), replace(door(2, 801.5), match="")))
    assert sorted((line.qty, bool(line.strips)) for line in job.cut_list) == [(1, False), (2, True)]


def test_a_strip_fills_the_board_to_the_last_hundredth() -> None:
    """Usable 1200 across: two fronts of 598 and one kerf; a hundredth more does not fit and is said."""
    fits = [
        replace(door(i, 700.0 * i), width=600.0, cut_width=598.0, outline=((0, 0), (717, 0), (717, 600), (0, 600)))
        for i in (0, 1)
    ]
    job, places, _ = nested(unit(*fits))
    assert (places["u1/door0"].y, places["u1/door1"].y, job.notes) == (10, 10 + 598 + KERF, ())
    more = replace(fits[1], cut_width=598.01)
    job, places, _ = nested(unit(fits[0], more))
    assert [note.key for note in job.notes] == ["takeoff.match_too_large"]
    assert "U1.fronts" in say(job.notes[0], "en")
    assert "1200.01" in say(job.notes[0], "zh")
    assert set(places) == {"u1/door0", "u1/door1"}


@pytest.mark.parametrize(
    ("fronts", "key"),
    [
        ([door(0, 1.5), door(2, 401.5), door(1, 801.5)], "takeoff.match_order"),
        ([door(0, 1.5), replace(door(1, 401.5), grain="width")], "takeoff.match_order"),
        ([door(0, 1.5), replace(door(1, 401.5), pose=Pose((401.5, 0.0, 720.0), (0.0, 0.0, -1.0), RIGHT))], "takeoff.match_order"),
        ([door(0, 1.5), door(1, 401.5), replace(door(2, 801.5), decor="ash")], "takeoff.match_mixed"),
    ],
    ids=["out of order", "two directions of grain", "one stands on its head", "two decors"],
)  # fmt: skip
def test_a_group_that_cannot_run_on_is_told_and_still_cut(fronts: list[Panel], key: str) -> None:
    plain = Materials()
    ash = replace(plain.decors["oak"], id="ash")
    job = nest(take_off(layout(unit(*fronts)), replace(plain, decors=plain.decors | {"ash": ash})))
    assert [note.key for note in job.notes] == [key]
    assert all(say(note, language) for note in job.notes for language in ("zh", "en"))
    assert sum(len(sheet.parts) for sheet in job.sheets) == len(fronts)


def test_a_plain_colour_has_no_grain_to_match() -> None:
    job, _, _ = nested(unit(replace(door(0, 1.5), decor="white"), replace(door(1, 401.5), decor="white")))
    assert {one.match for one in job.panels} == {""}
    assert job.cut_list[0].strips == ()
