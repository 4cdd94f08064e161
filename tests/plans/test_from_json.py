"""Plans in JSON: blueprint3d, lists of rooms, what is no plan. Facts are those of the files and of the programs they come from."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Polygon

from app.geometry.polygon import area, band, bounds, merge
from app.plans.homes_json.rooms import rooms_plan
from app.plans.importing import Choices, Imported, import_file
from app.plans.plan import Plan, PlanError
from app.plans.sides import sides


def load(path: Path, flat: str | None = None, storey: str | None = None) -> Imported:
    return import_file(path, Choices(flat=flat, storey=storey), "en", lambda what, share: None)


def written(tmp_path: Path, data: Any) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def blueprint3d(**more: Any) -> dict[str, Any]:
    corners = {"a": {"x": 0, "y": 0}, "b": {"x": 400, "y": 0}, "c": {"x": 400, "y": 300}, "d": {"x": 0, "y": 300}}
    walls = [{"corner1": one, "corner2": two} for one, two in ("ab", "bc", "cd", "da")]
    return {"floorplan": {"corners": corners, "walls": walls}, "items": [], **more}


def test_the_blueprint3d_example_is_one_square_room(shared: Path) -> None:
    """Its corners are 467.36 cm apart, the program's walls 10 cm thick: 4573.6 mm clear each way."""
    plan = load(shared / "data/json/blueprint3d_example.json").plan
    assert plan is not None
    (room,) = plan.rooms
    x0, y0, x1, y1 = bounds(room.outline)
    assert (x1 - x0, y1 - y0) == pytest.approx((4573.6, 4573.6), abs=0.002)
    assert [wall.thickness for wall in plan.walls] == [100.0] * 4
    assert {wall.height for wall in plan.walls} == {2500.0}
    assert any("100 mm and 2500 mm were taken" in doubt for doubt in plan.doubts)


def test_blueprint3d_doors_stand_in_their_walls(tmp_path: Path) -> None:
    """A door's middle tells its height; nothing tells its width, which is said. y goes down there: its wall at y = 300 is the south one."""
    door = {"item_name": "Door", "item_type": 7, "xpos": 150, "ypos": 105, "zpos": 301, "rotation": 0}
    window = {"item_name": "Window", "item_type": 3, "xpos": 2, "ypos": 160, "zpos": 150, "rotation": 1.57}
    chair = {"item_name": "Chair", "item_type": 1, "xpos": 200, "ypos": 40, "zpos": 150}
    found = load(written(tmp_path, blueprint3d(items=[door, window, chair])))
    plan = found.plan
    assert plan is not None
    facing = {one.opening.kind: side for side in sides(plan, plan.rooms[0].id) for one in side.openings}
    assert facing["door"].left[1] == facing["door"].right[1] == -2950.0
    assert facing["window"].left[0] == facing["window"].right[0] == 50.0
    heads = {opening.kind: opening.head for opening in plan.openings}
    assert heads["door"] == 2100.0
    assert any("widths of doors and windows: 2" in doubt for doubt in plan.doubts)
    assert [note.text for note in found.underlay.notes] == ["Chair"]


def test_five_hundred_homes_load_close_and_have_their_areas(shared: Path) -> None:
    """Issue 4: each gives its stated areas; its rooms fill one closed shape, and its walls stand around it, none inside."""
    path = shared / "data/json/generated_homes_500.jsonl"
    homes = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(homes) == 500
    for number, home in enumerate(homes, start=1):
        plan = rooms_plan(home, path, str(number), "en").plan
        assert plan is not None
        check_home(plan, home)


def check_home(plan: Plan, home: dict[str, Any]) -> None:
    stated = sorted(room["area_m2"] for room in home["rooms"])
    assert sorted(area(room.outline) / 1e6 for room in plan.rooms) == pytest.approx(stated, rel=0.005)
    assert not any("is stated" in doubt for doubt in plan.doubts)
    kinds = {"Bedroom": "bedroom", "Bathroom": "bath", "Kitchen": "kitchen", "LivingRoom": "living"}
    assert [room.kind for room in plan.rooms] == [kinds[room["type"]] for room in home["rooms"]]
    floor = merge(room.outline for room in plan.rooms)
    ring = [wall.start for wall in plan.walls]
    assert all(wall.end in ring for wall in plan.walls)  # the walls close
    bands = [Polygon(band(wall.start, wall.end, wall.thickness)) for wall in plan.walls]
    assert max(one.intersection(floor).area for one in bands) < 100.0  # and leave every stated mm² free


def test_a_file_of_many_homes_asks_which(shared: Path) -> None:
    path = shared / "data/json/generated_homes_500.jsonl"
    started = time.monotonic()
    found = load(path)
    assert time.monotonic() - started < 5
    assert found.plan is None
    (question,) = found.questions
    assert (question.about, len(question.options), question.chosen) == ("flat", 500, "")
    plan = load(path, flat="2").plan
    assert plan is not None
    assert [round(area(room.outline) / 1e6, 2) for room in plan.rooms] == [41.05]  # the file says 41.047
    with pytest.raises(PlanError, match="no home '501'; there are 1 to 500"):
        load(path, flat="501")


def test_a_stated_area_that_is_not_the_drawn_one_is_told(tmp_path: Path) -> None:
    room = {"type": "Kitchen", "polygon_m": [[0, 0], [3, 0], [3, 2], [0, 2]], "area_m2": 6.5}
    plan = load(written(tmp_path, {"rooms": [room]})).plan
    assert plan is not None
    assert any("stated with 6.5 m², its outline has 6 m²" in doubt for doubt in plan.doubts)
    assert any("no doors" in doubt for doubt in plan.doubts)


def test_what_is_no_plan_is_refused_with_what_was_seen(shared: Path) -> None:
    with pytest.raises(
        PlanError, match="no rooms found: it is a scene of 51 zone, 17 slab, 1 site, 1 level, without walls"
    ):
        load(shared / "data/json/pascal_coordinate_demo.json")
    path = shared / "data/json/mlstruct_fp_test.json"
    with pytest.raises(PlanError, match="no rooms found: saw 80 walls that close in no space"):
        load(path)  # bearing walls only, open at every door
    with pytest.raises(PlanError, match=r"saw 28 walls .* on storey 966"):
        load(path, storey="966")


ROOM = '{"rooms": [{"polygon_m": %s}]}'
FILES = [
    ("[1, 2]", "it is a JSON list, not a plan"),
    ('{"a": 1}', "its keys: a"),
    ('{"rooms": []}', "its list of rooms is empty"),
    ('{"rooms": [1]}', "rooms[0]: is not an object"),
    (ROOM % "[[0,0],[1,0]]", "3 to 500 points"),
    (ROOM % "[[0,0],[3,3],[3,0],[0,3]]", "crosses itself"),
    (ROOM % "[[0,0],[1e30,0],[0,3]]", "is not a length of a home"),
    (ROOM % "[[0,0],[1e999,0],[0,3]]", "is not a length of a home"),
    (ROOM % "[[0,0],[NaN,0],[0,3]]", "NaN is not a number in JSON"),
    (ROOM % '[[0,0],["3",0],[0,3]]', "'3' is not a number"),
    (ROOM % f"[[0,0],[{'9' * 400},0],[0,3]]", "is not a length of a home"),
    ('{"rooms": ' + "[" * 100_000, "not valid JSON"),
    ('{"floorplan": {"corners": {}, "walls": []}}', "no rooms found: saw 0 walls"),
    ('{"floorplan": {"corners": {"a": {"x": 1}}}}', "floorplan.corners.a.y: 'None' is not a number"),
    ('{"floorplan": {"corners": {}, "walls": [{"corner1": "a"}]}}', "no corner 'a'"),
    ('{"rect": {"1": {"x": [1], "y": [1]}}}', "rect.1: needs x and y"),
]


@pytest.mark.parametrize(("text", "told"), FILES, ids=[told for _, told in FILES])
def test_hostile_json_is_refused_in_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(PlanError, match=re.escape(told)) as caught:
        load(written(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_a_broken_line_of_many_is_named(tmp_path: Path) -> None:
    line = json.dumps({"rooms": [{"type": "Hall", "polygon_m": [[0, 0], [2, 0], [2, 2], [0, 2]], "area_m2": 4}]})
    path = tmp_path / "homes.jsonl"
    path.write_text(f"{line}\n{line}\n{{broken}}\n", encoding="utf-8")
    with pytest.raises(PlanError, match="line 3: not valid JSON"):
        load(path)


def test_rooms_that_overlap_are_refused(tmp_path: Path) -> None:
    one = {"type": "Hall", "polygon_m": [[0, 0], [2, 0], [2, 2], [0, 2]]}
    with pytest.raises(PlanError, match=r"rooms\[1\]: overlaps rooms\[0\]"):
        load(written(tmp_path, {"rooms": [one, one]}))
