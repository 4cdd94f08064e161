"""Fronts and handles of domain.md 2.5, 2.6 and 1.5: what a style or a grip does to the boards, what is bought for it, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog
from app.components.parts import Component, LibraryError, Panel, RefusedError
from app.components.proof import faults, panel_box


def fronts(component: Component) -> list[Panel]:
    return [panel for panel in component.panels if panel.role in ("door", "drw_face")]


def bought(component: Component, article: str) -> list[tuple[int, tuple[float, ...]]]:
    return [(one.qty, one.size) for one in component.fittings if one.article == article]


@pytest.mark.parametrize(
    "family", ["base_doors", "wall_doors", "base_drawers", "base_corner_l", "base_bottle", "wall_lift"]
)
def test_a_grip_profile_takes_30_to_45_off_each_front_and_is_ordered_to_its_width(
    catalog: Catalog, family: str
) -> None:
    """domain.md 2.5: under the worktop 30-45 for a handleless profile."""
    plain, grip = fronts(catalog.build(family)), fronts(catalog.build(family, (("handle", "profile"),)))
    less = {round(a.length + a.width - b.length - b.width, 2) for a, b in zip(plain, grip, strict=True)}
    assert less == {40.0}
    built = catalog.build(family, (("handle", "profile"),))
    sizes = bought(built, "grip_profile")
    assert sum(qty for qty, _ in sizes) == len(grip)
    assert all(len(size) == 1 for _, size in sizes)


def test_a_finger_pull_is_a_recess_at_the_edge_25_to_30_deep(catalog: Catalog) -> None:
    """domain.md 1.5 rows 15 and 16: 25-30 deep; the fingers need 20 over the front."""
    for panel in fronts(catalog.build("base_doors", (("handle", "pull"),))):
        (pocket,) = [one for one in panel.pockets if one.kind == "pull"]
        assert pocket.face == "A" and panel.length == 717 - 20
        assert pocket.high[0] == panel.length and 25 <= pocket.high[0] - pocket.low[0] <= 30
        assert 0 < pocket.depth < panel.thickness


def test_a_shaker_front_is_one_routed_board_with_its_handle_in_the_frame(catalog: Catalog) -> None:
    values = (("front_style", "shaker"), ("handle", "bar"))
    for panel in fronts(catalog.build("base_doors", values)):
        assert panel.board == "MDF18"
        (field,) = panel.pockets
        assert (field.kind, field.face) == ("shaker", "B")
        frame = field.low[0]
        assert field.low == (frame, frame) and field.high == (panel.length - frame, panel.width - frame)
        bores = [hole for hole in panel.holes if hole.kind == "thru5"]
        assert len(bores) == 2
        for bore in bores:
            from_rim = min(bore.y, panel.width - bore.y)
            assert from_rim + bore.diameter / 2 < frame


def test_a_drawer_face_too_low_for_a_frame_stays_flat(catalog: Catalog) -> None:
    values = (("front_style", "shaker"), ("top_face", 118.0), ("drawers", 3))
    faces = {panel.id: panel for panel in fronts(catalog.build("base_drawers", values))}
    assert not faces["drawer_1_face"].pockets and faces["drawer_2_face"].pockets


def test_glass_doors_are_bought_to_size_and_only_their_plates_are_drilled(catalog: Catalog) -> None:
    plain, glass = catalog.build("wall_doors-800"), catalog.build("wall_doors-800", (("front_style", "glass"),))
    assert not fronts(glass)
    assert bought(glass, "glass_door") == [(2, (697.0, 397.0))]
    plates = [sum(hole.kind == "plate5" for panel in one.panels for hole in panel.holes) for one in (plain, glass)]
    assert plates[0] == plates[1] == 8
    assert not any(hole.kind in ("cup35", "pil3") for panel in glass.panels for hole in panel.holes)
    panes = [solid for solid in glass.solids if solid.look == "clear_glass"]
    assert len(panes) == 2 and all(pane.box.low[1] > -22 for pane in panes)


@pytest.mark.parametrize(("height", "straight"), [(1800.0, False), (1900.0, True)])
def test_doors_over_1800_have_a_straightener(catalog: Catalog, height: float, straight: bool) -> None:
    """domain.md 2.5: straightener beyond 1800; 1.5 row 108: a slot 5-6 wide."""
    built = catalog.build("tall_doors", (("height", height),))
    slots = [groove for panel in fronts(built) for groove in panel.grooves]
    assert bool(slots) is straight
    assert all(5 <= slot.width <= 6 and slot.face == "A" for slot in slots)
    assert bought(built, "straightener") == ([(len(slots), (height - 3,))] if straight else [])


def test_matched_fronts_run_in_order(catalog: Catalog) -> None:
    faces = fronts(catalog.build("base_drawers", (("matched", True),)))
    assert {face.match for face in faces} == {"stack_1"}
    by_height = sorted(faces, key=lambda face: -panel_box(face).high[2])
    assert [face.match_at for face in by_height] == [0, 1, 2]
    assert not any(face.match for face in fronts(catalog.build("base_drawers")))
    doors = fronts(catalog.build("base_doors-800", (("matched", True),)))
    assert [(door.match, door.match_at) for door in doors] == [("doors_1", 0), ("doors_1", 1)]


def test_fronts_pushed_to_open_need_their_gap(spoiled: Path) -> None:
    """domain.md 2.5: push-to-open 2.5-3; a factory that leaves less is told so in both languages."""
    profile = spoiled / "profiles" / "RCP-18.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("\ngap = 3 ", "\ngap = 2 ", 1), encoding="utf-8")
    catalog = open_catalog(spoiled)
    catalog.build("base_doors", (("handle", "bar"),))
    with pytest.raises(RefusedError) as refused:
        catalog.build("base_doors")
    assert "2.5 mm" in refused.value.reason.en and "按弹" in refused.value.reason.zh


@pytest.mark.parametrize("handle", ["bar", "knob"])
@pytest.mark.parametrize("width", [300.0, 330.0, 356.0, 600.0, 1000.0])
@pytest.mark.parametrize("style", ["flat", "shaker"])
def test_a_handle_is_screwed_through_inner_front_and_face(
    catalog: Catalog, handle: str, width: float, style: str
) -> None:
    """A screw's head has no room between the boards: it goes through both, or passes over the box."""
    built = catalog.build("base_drawers", (("front_style", style), ("handle", handle), ("width", width)))
    assert not faults(built, catalog.profiles["RCP-18"].webs)
    panels = {panel.id: panel for panel in built.panels}

    def spots(panel: Panel) -> set[tuple[float, float]]:
        points = [panel.pose.out((hole.x, hole.y, 0.0)) for hole in panel.holes if hole.kind == "thru5"]
        return {(round(x, 2), round(z, 2)) for x, _, z in points}

    for n in (1, 2, 3):
        face, inner = panels[f"drawer_{n}_face"], panels[f"drawer_{n}_inner"]
        wanted = spots(face)
        assert len(wanted) == (2 if handle == "bar" else 1)
        top = panel_box(inner).high[2]
        for spot in wanted:
            assert spot in spots(inner) if spot[1] < top else spot[1] - top >= 8


def test_a_grip_needs_its_numbers(spoiled: Path) -> None:
    fittings = spoiled / "fittings" / "hardware.toml"
    text = fittings.read_text(encoding="utf-8")
    fittings.write_text(
        text.replace("[grip_profile.drill]\nlower = 40", "[grip_profile.drill]\nlow = 40"), encoding="utf-8"
    )
    with pytest.raises(LibraryError, match=r"hardware\.toml.*grip_profile\.drill"):
        open_catalog(spoiled).build("base_doors")
