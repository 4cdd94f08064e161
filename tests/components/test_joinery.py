"""Joinery by its published rules: connectors by joint length, hinges by height and weight, the back-to-back rule, honest failures."""

from __future__ import annotations

import math

import pytest

from app.components.catalog import DEFAULT_PROFILE, Catalog
from app.components.draft import Draft
from app.components.hinges import hinge_count
from app.components.joinery import contact, fix, groove, patterns
from app.components.parts import LibraryError
from app.components.profile import Profile
from app.formula import Where

WHERE = Where("families/test.toml", "joint[1]", LibraryError)


@pytest.fixture
def profile(catalog: Catalog) -> Profile:
    return catalog.profiles[DEFAULT_PROFILE]


@pytest.mark.parametrize(
    ("length", "cams", "dowels"),
    [
        (60, (30,), ()),
        (69, (34.5,), ()),
        (70, (19,), (51,)),
        (100, (34,), (66,)),
        (149, (58.5,), (90.5,)),
        (150, (40, 110), ()),
        (200, (40, 160), ()),
        (250, (40, 210), (72, 178)),
        (560, (40, 520), (72, 488)),
        (649, (40, 609), (72, 577)),
        (650, (40, 325, 610), (72, 578)),
        (864, (40, 432, 824), (72, 792)),
    ],
)
def test_connectors_by_joint_length(
    profile: Profile, length: float, cams: tuple[float, ...], dowels: tuple[float, ...]
) -> None:
    """Table 3.3 of domain.md: 1+0, 1+1 at +-16, 2+0, 2+2, 3+2; the first 40 from the end, the dowel 32 further."""
    assert patterns(length, profile.joints["cam_dowel"], 14.5, 18)[0] == (cams, dowels)


@pytest.mark.parametrize(
    ("height", "width", "weight", "count"),
    [
        (717, 297, 2.7, 2),
        (900, 450, 5.0, 2),
        (901, 450, 5.0, 3),
        (1600, 450, 9.0, 4),  # 3 by one table of 2.5, 4 by the other: the more counts (10, row 15)
        (1400, 450, 8.0, 3),
        (2000, 450, 11.0, 4),
        (2400, 450, 13.6, 5),
        (2430, 450, 13.8, 6),
        (717, 297, 6.5, 3),  # heavy
        (717, 620, 5.6, 3),  # wider than 600: one more
    ],
)
def test_hinges_by_height_weight_and_width(
    profile: Profile, height: float, width: float, weight: float, count: int
) -> None:
    assert hinge_count(height, width, weight, profile) == count


def test_shelves_at_one_height_on_both_sides_of_an_upright_clear_each_other(catalog: Catalog) -> None:
    """Back-to-back rule of domain.md 3.3: nuts from both faces of an 18 board stand at least 32 apart."""
    built = catalog.build("wardrobe-1600")
    fixed = [panel for panel in built.panels if panel.role == "shelf_fix"]
    assert len(fixed) == 2 and fixed[0].pose.at[2] == fixed[1].pose.at[2]
    divider = next(panel for panel in built.panels if panel.id == "divider_1")
    nuts = {face: [hole for hole in divider.holes if hole.kind == "nut10" and hole.face == face] for face in "AB"}
    assert nuts["A"] and nuts["B"]
    assert min(math.hypot(a.x - b.x, a.y - b.y) for a in nuts["A"] for b in nuts["B"]) >= 32


def test_plates_on_both_sides_of_an_upright_clear_each_other(catalog: Catalog) -> None:
    divider = next(panel for panel in catalog.build("wardrobe-1600").panels if panel.id == "divider_1")
    plates = {face: [hole for hole in divider.holes if hole.kind == "plate5" and hole.face == face] for face in "AB"}
    assert len(plates["A"]) == len(plates["B"]) == 10
    assert min(math.hypot(a.x - b.x, a.y - b.y) for a in plates["A"] for b in plates["B"]) >= 5 + 3


def upright(x: float = 0.0) -> Draft:
    return Draft("side", ("-z", "+y"), (x, 0.0, 0.0), (720.0, 560.0, 18.0), WHERE)


def shelf(x: float = 18.0, y: float = 0.0, z: float = 300.0, depth: float = 560.0) -> Draft:
    return Draft("shelf", ("+x", "+y"), (x, y, z), (564.0, depth, 18.0), WHERE)


def test_an_edge_meets_the_face_it_touches() -> None:
    found = contact(shelf(y=20, depth=500.0), "W1", [upright()])
    assert found is not None
    assert (found.face, found.start, found.length) == ("A", 0.0, 500.0)


@pytest.mark.parametrize("edge", ["W2", "L1", "L2"])
def test_other_edges_do_not(edge: str) -> None:
    assert contact(shelf(), edge, [upright()]) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("place", [{"x": 19.0}, {"x": 17.0}, {"z": 710.0}, {"y": 600.0}])
def test_a_gap_or_a_miss_is_no_joint(profile: Profile, place: dict[str, float]) -> None:
    with pytest.raises(LibraryError, match=r"families/test.toml: joint\[1\]: W1 of shelf does not touch side"):
        fix(shelf(**place), "W1", [upright()], "B", "cam_dowel", profile, WHERE)


def test_no_room_is_said(profile: Profile) -> None:
    side = upright()
    for _ in profile.joints["cam_dowel"].shifts:  # each finds its own place beside the ones before
        fix(shelf(), "W1", [side], "B", "cam_dowel", profile, WHERE)
    with pytest.raises(
        LibraryError, match=r"no room for the connectors between W1 of shelf and side: .* meets what is already there"
    ):
        fix(shelf(), "W1", [side], "B", "cam_dowel", profile, WHERE)


def test_a_groove_takes_a_board_that_reaches_into_it(profile: Profile) -> None:
    side = upright()
    back = Draft("back", ("+z", "+x"), (13.0, 536.5, 13.0), (694.0, 574.0, 5.0), WHERE)
    groove(back, side, "back", profile, WHERE)
    cut = side.grooves[0]
    assert (cut.face, cut.y0, cut.y1, cut.width, cut.depth) == ("A", 539.0, 539.0, 6.0, 6.0)
    assert (cut.x0, cut.x1) == (0.0, 720.0), "through"


@pytest.mark.parametrize(
    ("x", "thickness", "says"), [(18.0, 5.0, "reaches 0 mm"), (10.0, 5.0, "reaches 8 mm"), (13.0, 8.0, "8 mm thick")]
)
def test_a_groove_that_cannot_be(profile: Profile, x: float, thickness: float, says: str) -> None:
    back = Draft("back", ("+z", "+x"), (x, 536.5, 13.0), (694.0, 574.0, thickness), WHERE)
    with pytest.raises(LibraryError, match=says):
        groove(back, upright(), "back", profile, WHERE)
