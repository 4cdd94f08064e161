"""Every house type on the shelf, file by file: what the flats must be so that furniture can be planned in them."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from app.geometry.polygon import area, contains, covers, merge, offset, outlines, overlap
from app.plans.files import read_plan
from app.plans.house_types.index import inside_m2
from app.plans.house_types.library import PlanLibrary, open_plans
from app.plans.house_types.lint import lint_plan, lint_plans
from app.plans.house_types.shapes import Shape, positioned
from app.plans.plan import Opening, Plan, Side
from app.plans.regions import wall_bands
from app.plans.sides import door_swing, find_side, floor_of, sides, wall_by_id
from app.words import say

FLOORPLANS = Path(__file__).resolve().parents[2] / "floorplans"
FILES = sorted(FLOORPLANS.glob("*.toml"))
FLATS = [path for path in FILES if path.stem != "room"]

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
every_flat = pytest.mark.parametrize("path", FLATS, ids=lambda path: path.stem)


def seen_from(plan: Plan) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {opening.id: set() for opening in plan.openings}
    for room in plan.rooms:
        for side in sides(plan, room.id):
            for seen in side.openings:
                if seen.end - seen.start == pytest.approx(seen.opening.width):
                    found[seen.opening.id].add(room.id)
    return found


def free_stretch(plan: Plan, side: Side, depth: float = 100.0) -> float:
    """The longest stretch of a side without opening and without anything standing on the floor against it."""
    length = side.length
    ux, uy = (side.right[0] - side.left[0]) / length, (side.right[1] - side.left[1]) / length
    blocked = [(seen.start, seen.end) for seen in side.openings]
    for thing in plan.obstacles:
        along = [(x - side.left[0]) * ux + (y - side.left[1]) * uy for x, y in thing.outline]
        away = [-(x - side.left[0]) * uy + (y - side.left[1]) * ux for x, y in thing.outline]
        if thing.bottom == 0 and -depth < max(away) and max(along) > 0 and min(along) < length:
            blocked.append((min(along), max(along)))
    edge, best = 0.0, 0.0
    for start, end in [*sorted(blocked), (length, length)]:
        best, edge = max(best, start - edge), max(edge, end)
    return best


def test_the_shelf_holds_what_people_buy() -> None:
    library = open_plans(FLOORPLANS)
    entries = [entry for entry in library.entries if entry.path.parent == FLOORPLANS and entry.id != "room"]
    assert len(entries) >= 12
    assert {entry.bedrooms for entry in entries} >= {0, 1, 2, 3, 4}
    assert min(entry.area_m2 for entry in entries) < 36
    assert max(entry.area_m2 for entry in entries) > 138
    assert any(opening.bay for entry in entries for opening in library.plan(entry.id).openings)


@every_file
def test_it_reads_and_has_names_in_both_languages(path: Path) -> None:
    plan = read_plan(path)
    assert plan.id == path.stem
    for name in (plan.name, *(room.name for room in plan.rooms)):
        assert name.zh
        assert name.en.isascii() or "²" in name.en or "×" in name.en
        assert name.zh != name.en


@every_file
def test_printed_areas_are_the_drawn_ones(path: Path) -> None:
    plan, data = read_plan(path), tomllib.loads(path.read_text(encoding="utf-8"))
    for room, printed in zip(plan.rooms, data["rooms"], strict=True):
        assert area(room.outline) / 1e6 == pytest.approx(printed["area_m2"], rel=0.005)


@every_flat
def test_the_areas_add_up(path: Path) -> None:
    """Rooms and what stands between them fill what the file states inside its outer walls."""
    plan = read_plan(path)
    stated = tomllib.loads(path.read_text(encoding="utf-8"))["area_m2"]
    rooms = sum(area(room.outline) for room in plan.rooms) / 1e6
    assert 0.92 * stated < rooms < stated
    assert stated == pytest.approx(float(path.stem.rpartition("_")[2]), abs=1.0)
    outer = outlines(merge([*wall_bands(plan.walls), *(room.outline for room in plan.rooms)]))[0]
    (inner,) = offset(outer, -max(wall.thickness for wall in plan.walls))
    assert area(inner) / 1e6 == pytest.approx(stated, rel=0.01)


@every_file
def test_rooms_do_not_overlap_and_have_walls_all_round(path: Path) -> None:
    plan = read_plan(path)
    for a, b in combinations(plan.rooms, 2):
        assert overlap(a.outline, b.outline) < 1.0, (a.id, b.id)
    for room in plan.rooms:
        for side in sides(plan, room.id):
            assert side.wall or side.length <= 250, side.id  # the end of a wall has no wall behind it
        ceilings = [wall_by_id(plan, side.wall).height for side in sides(plan, room.id) if side.wall]
        assert max(ceilings) >= room.ceiling


@every_flat
def test_every_room_is_reached_from_the_entry_door(path: Path) -> None:
    plan = read_plan(path)
    seen = seen_from(plan)
    (entry,) = [opening for opening in plan.openings if opening.kind == "door" and len(seen[opening.id]) == 1]
    assert entry.id == "entry_door"
    assert entry.width == 1000
    reached = set(seen[entry.id])
    assert {room.kind for room in plan.rooms if room.id in reached} <= {"entry", "living"}
    for _ in plan.rooms:
        for opening in plan.openings:
            if opening.kind != "window" and seen[opening.id] & reached:
                reached |= seen[opening.id]
    assert reached == {room.id for room in plan.rooms}


@every_flat
def test_doors_lead_somewhere_and_windows_look_out(path: Path) -> None:
    plan = read_plan(path)
    for name, rooms in seen_from(plan).items():
        opening = next(opening for opening in plan.openings if opening.id == name)
        if opening.kind == "window" or name == "entry_door":
            assert len(rooms) == 1, name
        else:
            assert len(rooms) == 2, name


@every_flat
def test_door_holes_are_as_wide_as_the_code_asks(path: Path) -> None:
    """domain.md 7.2: entry 1000, bedroom 900, kitchen 800, bath 700, all 2000 high."""
    plan = read_plan(path)
    kinds = {room.id: room.kind for room in plan.rooms}
    least = {"bedroom": 900, "kitchen": 800, "bath": 700}
    for name, rooms in seen_from(plan).items():
        opening = next(opening for opening in plan.openings if opening.id == name)
        if opening.kind == "door":
            wanted = [least.get(kinds[room], 700) for room in rooms]
            assert opening.width >= (min(wanted) if "bath" in [kinds[room] for room in rooms] else max(wanted)), name
            assert opening.head >= 2000


@every_flat
def test_doors_do_not_land_on_corners(path: Path) -> None:
    plan = read_plan(path)
    for room in plan.rooms:
        for side in sides(plan, room.id):
            for seen in side.openings:
                if seen.opening.kind == "door":
                    assert min(seen.start, side.length - seen.end) >= 50, (side.id, seen.opening.id)


@every_flat
def test_no_leaf_swings_through_a_wall_an_obstacle_or_another_leaf(path: Path) -> None:
    plan = read_plan(path)
    swings: list[tuple[Opening, tuple[tuple[float, float], ...]]] = []
    for opening in plan.openings:
        for swing in door_swing(plan, opening):
            homes = [room for room in plan.rooms if covers(room.outline, swing, slack=1.0)]
            assert homes, opening.id
            for thing in plan.obstacles:
                if thing.bottom < opening.head:
                    assert overlap(thing.outline, swing) < 1.0, (opening.id, thing.id)
            swings.append((opening, swing))
    for (a, one), (b, other) in combinations(swings, 2):
        assert overlap(one, other) < 1.0, (a.id, b.id)


@every_flat
def test_kitchens_take_a_run_and_are_wide_enough(path: Path) -> None:
    """GB 50096-2011 5.3.1 and 5.3.5 in domain.md 7.2: 4.0 m² (3.5 in a studio), 1500 clear; and 2400 of free wall."""
    plan = read_plan(path)
    for room in plan.rooms:
        if room.kind == "kitchen":
            assert area(room.outline) >= 3.5e6
            assert min(side.length for side in sides(plan, room.id)) >= 1500
            assert max(free_stretch(plan, side) for side in sides(plan, room.id)) >= 2400
            assert room.ceiling >= 2200
            assert any(thing.kind == "flue" and contains(room.outline, thing.outline[0]) for thing in plan.obstacles)


@every_flat
def test_bedrooms_take_a_wardrobe(path: Path) -> None:
    plan = read_plan(path)
    for room in plan.rooms:
        if room.kind == "bedroom":
            assert max(free_stretch(plan, side) for side in sides(plan, room.id)) >= 1600, room.id
            assert room.ceiling >= 2400


@every_flat
def test_wet_rooms_have_water_and_drains_and_kitchens_gas(path: Path) -> None:
    plan = read_plan(path)
    for room in plan.rooms:
        here = {point.kind for point in plan.services if contains(room.outline, point.at[:2])}
        if room.kind in ("kitchen", "bath"):
            assert here >= {"water", "drain", "socket"}, room.id
        if room.kind in ("bedroom", "living"):
            assert here >= {"socket"}, room.id
    assert any(point.kind == "gas" for point in plan.services)


@every_file
def test_everything_stands_inside_a_room(path: Path) -> None:
    plan = read_plan(path)
    for thing in plan.obstacles:
        assert any(covers(room.outline, thing.outline) for room in plan.rooms), thing.id
        assert thing.top <= max(wall.height for wall in plan.walls)
    for point in plan.services:
        assert any(contains(room.outline, point.at[:2]) for room in plan.rooms), point.id
    for room in plan.rooms:
        assert sum(area(piece) for piece in floor_of(plan, room.id)) > 0.9 * area(room.outline)


@every_flat
def test_nothing_stands_before_a_window_or_a_door(path: Path) -> None:
    plan = read_plan(path)
    for room in plan.rooms:
        for side in sides(plan, room.id):
            length = side.length
            ux, uy = (side.right[0] - side.left[0]) / length, (side.right[1] - side.left[1]) / length
            for seen in side.openings:
                for thing in plan.obstacles:
                    along = [(x - side.left[0]) * ux + (y - side.left[1]) * uy for x, y in thing.outline]
                    away = [-(x - side.left[0]) * uy + (y - side.left[1]) * ux for x, y in thing.outline]
                    beside = min(along) >= seen.end or max(along) <= seen.start or max(away) < -200 or min(away) > 1
                    over = thing.bottom >= seen.opening.head
                    assert beside or over, (seen.opening.id, thing.id)


def test_a_room_to_try_furniture_in() -> None:
    plan = open_plans(FLOORPLANS).plan("room")
    assert [round(side.length) for side in sides(plan, "room")] == [4000, 5000, 4000, 5000]
    assert plan.source == "library:room"
    assert find_side(plan, "room", "N").openings == ()
    assert math.isclose(area(plan.rooms[0].outline), 20e6)


# --- the house types of the families


@pytest.fixture(scope="module")
def library() -> PlanLibrary:
    return open_plans(FLOORPLANS)


def test_all_house_types_keep_to_the_rules(library: PlanLibrary) -> None:
    """Walls close, doors, kitchens, corridors, heights, light, services, leaves: domain.md 7.2, 7.3, 7.5."""
    assert library.broken == ()
    assert [(found.plan, found.rule, say(found.told, "en")) for found in lint_plans(library)] == []


def test_there_are_hundreds_of_flats_and_no_two_are_equal(library: PlanLibrary) -> None:
    flats = [entry for entry in library.entries if entry.kind == "flat"]
    plain = [entry for entry in flats if not entry.mirrored]
    assert len(plain) >= 300
    assert len({entry.family for entry in plain if entry.family}) >= 25
    assert min(entry.area_m2 for entry in flats) >= 25
    assert max(entry.area_m2 for entry in flats) <= 180
    assert {path.stem for path in FILES} <= {entry.id for entry in library.entries}
    seen: dict[tuple[object, ...], str] = {}
    for entry in library.entries:
        if entry.mirrored:
            twin = entry.id.removesuffix("-m")
            assert mirror_image(library.shape(twin)) == mirror_image(library.shape(entry.id))
        else:
            same = seen.setdefault(mirror_image(library.shape(entry.id)), entry.id)
            assert same == entry.id


def mirror_image(shape: Shape) -> tuple[object, ...]:
    """What a home and its turned and mirrored images have in common and no other home has."""
    images = []
    for turned in range(4):
        for mirrored in (False, True):
            image = positioned(shape, turned, mirrored)
            rooms = sorted(
                (room.kind, room.width, room.depth, *(round(value, 1) for value in room.at)) for room in image.rooms
            )
            images.append((image.width, image.depth, tuple(rooms)))
    return min(images)


def test_ids_names_and_areas_go_together(library: PlanLibrary) -> None:
    for entry in library.entries:
        if entry.family:
            assert entry.id.startswith(entry.family + "-")
            for text, unit in ((entry.name.zh, "㎡"), (entry.name.en, " m²")):
                told = re.findall(r"[\d.]+(?=" + unit + ")", text)
                slack = 0.05 if "." in told[0] else 0.5
                assert [float(one) for one in told] == pytest.approx([entry.area_m2], abs=slack + 0.006)
            assert entry.name.en.replace("²", "").isascii()
            assert entry.city == ""


@pytest.mark.parametrize(
    ("house", "rooms"),
    [  # worked out on paper from the axes: outer walls 200, inner walls 100
        ("two_small-3000-3900-4200-balcony", {"master": 2.85 * 4.05, "bedroom": 2.85 * 3.75, "bath": 2.3 * 1.7}),
        ("two_small-3000-3900-4200-balcony", {"kitchen": 2.3 * 1.95, "balcony": 3.7 * 1.3}),
        ("studio_wide-4500-6000-balcony", {"main": 4.35 * 5.8, "kitchen": 2.35 * 1.95, "bath": 2.35 * 1.7, "entry": 2.35 * 1.95}),
        ("one_slab-3300-3900-4200-balcony", {"closet": 1.25 * 2.55, "bath": 1.8 * 2.55, "kitchen": 2.25 * 2.55}),
        ("one_slab-3300-3900-4200-balcony", {"living": 3.75 * 4.05 + 1.4 * 2.65}),
        ("three_wide-3300-2700-3000-3900", {"hall": 2.9 * 1.2, "master": 3.75 * 5.35, "master_bath": 3.75 * 1.75}),
    ],
)  # fmt: skip
def test_areas_worked_out_on_paper(library: PlanLibrary, house: str, rooms: dict[str, float]) -> None:
    built = {room.id: area(room.outline) / 1e6 for room in library.plan(house).rooms}
    for room, expected in rooms.items():
        assert built[room] == pytest.approx(expected, rel=1e-6), room


def test_the_area_is_what_lies_inside_the_outer_walls(library: PlanLibrary) -> None:
    """Worked out twice: from the axes when it is drawn, and from the outlines of the rooms grown over their partitions."""
    for entry in library.entries[::20]:
        assert inside_m2(library.plan(entry.id).rooms) == pytest.approx(entry.area_m2, rel=0.006), entry.id


def test_two_room_flats_look_to_both_sides_where_they_say_so(library: PlanLibrary) -> None:
    for entry in library.entries:
        if "通透" in entry.name.zh:
            assert {"N", "S"} <= set(entry.orientation), entry.id
        for word, letter in (("朝东", "E"), ("朝西", "W")):
            if word in entry.name.zh:
                assert entry.orientation[0] == letter, entry.id
        assert ("飘窗" not in entry.name.zh) or entry.bays
        assert ("双阳台" not in entry.name.zh) or entry.balconies > 1


def test_the_lint_tells_what_is_wrong() -> None:
    """One thing spoilt at a time in a sound plan."""
    plan = open_plans(FLOORPLANS).plan("two_bed_75")
    assert lint_plan(plan) == ()
    door = {one.id: one for one in plan.openings}

    def without(name: str) -> tuple[Opening, ...]:
        return tuple(one for one in plan.openings if one.id != name)

    def rules(changed: Plan) -> set[str]:
        return {found.rule for found in lint_plan(changed)}

    assert rules(replace(plan, obstacles=plan.obstacles[1:])) == {"kitchens"}  # no flue
    assert rules(replace(plan, services=tuple(one for one in plan.services if one.kind != "gas"))) == {"services"}
    assert rules(replace(plan, openings=without("kitchen_window"))) == {"light"}
    assert "reach" in rules(replace(plan, openings=without("bedroom_door")))
    assert rules(replace(plan, openings=(*without("bath_door"), replace(door["bath_door"], width=650)))) == {"doors"}
    outward = replace(door["entry_door"], side="right")
    assert rules(replace(plan, openings=(*without("entry_door"), outward))) == {"swings"}
    low = tuple(replace(room, ceiling=2300.0) if room.kind == "bedroom" else room for room in plan.rooms)
    assert rules(replace(plan, rooms=low)) == {"heights"}
    assert "closed" in rules(
        replace(plan, walls=tuple(replace(one, thickness=150.0) if one.id == "bath_n" else one for one in plan.walls))
    )
