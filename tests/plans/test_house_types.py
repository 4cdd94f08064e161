"""Every house type on the shelf, file by file: what the flats must be so that furniture can be planned in them."""

from __future__ import annotations

import math
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from app.geometry.polygon import area, contains, covers, merge, offset, outlines, overlap
from app.plans.files import read_plan
from app.plans.library import open_plans
from app.plans.plan import Opening, Plan, Side
from app.plans.regions import wall_bands
from app.plans.sides import door_swing, find_side, floor_of, sides, wall_by_id

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
