"""Plan <-> TOML. mm and degrees; axes as in plan.py.

The keys are the fields of the plan's records. A plan drawn by hand may be shorter: `ceiling` and `height` at the top
serve rooms and walls that give none, and a room may give a point `at` and its printed `area_m2` instead of an outline;
the outline then follows from the walls around that point and must have the printed area.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from app.geometry.frame import Point2
from app.geometry.ring import Outline, area, contains
from app.plans.check import check_plan
from app.plans.plan import Curve, Obstacle, Opening, Plan, PlanError, Room, Service, Wall
from app.plans.regions import regions
from app.plans.surveys.measures import Survey
from app.records import Text, convert, read_toml, to_plain, write_whole

AREA_SLACK = 0.005  # how far a region may differ from its printed area
SORTS = ("rooms", "walls", "openings", "obstacles", "services", "curves", "surveys")
LIBRARY_KEYS = ("estate", "city", "area_m2", "ceiling", "height")  # of a house type, not of a plan


@dataclass(frozen=True, slots=True)
class _RoomEntry:
    """A room as a file gives it."""

    id: str
    name: Text
    kind: str
    ceiling: float
    outline: tuple[Point2, ...] = ()
    at: Point2 | None = None
    area_m2: float | None = None


RECORDS: dict[str, type[Any]] = {
    "rooms": _RoomEntry,
    "walls": Wall,
    "openings": Opening,
    "obstacles": Obstacle,
    "services": Service,
    "curves": Curve,
    "surveys": Survey,
}


def read_plan(path: Path) -> Plan:
    """Return the plan in a TOML file; raise PlanError naming file, place and cause."""
    return parse_plan(read_toml(path, PlanError), path)


def parse_plan(data: dict[str, Any], path: str | Path) -> Plan:
    """Return plain TOML data as a checked plan; `path` names the file in a PlanError."""
    known = {field.name for field in fields(Plan)}
    _refuse_unknown(data, known | set(LIBRARY_KEYS), path, "")
    for key in ("id", "name", "rooms", "walls"):
        if key not in data:
            raise PlanError(path, key, "missing")
    data = {key: value for key, value in data.items() if key != "area_m2"}
    defaults = {"ceiling": data.pop("ceiling", None), "height": data.pop("height", None)}
    records = {sort: _records(data, sort, defaults, path) for sort in SORTS}
    walls = records["walls"]
    check_plan(_plan_of_walls(walls), path)
    plain: dict[str, Any] = {key: value for key, value in data.items() if key in known and key not in SORTS}
    frame = convert({**plain, **{sort: [] for sort in SORTS}}, Plan, path, PlanError)
    plan = Plan(
        frame.id,
        frame.name,
        _rooms(records["rooms"], walls, path),
        walls,
        records["openings"],
        records["obstacles"],
        records["services"],
        frame.orientation,
        frame.source,
        frame.doubts,
        records["curves"],
        records["surveys"],
    )
    if not plan.id or not plan.name.zh or not plan.name.en:
        raise PlanError(path, "name", "a plan needs an id and a name in zh and en")
    check_plan(plan, path)
    return plan


def _refuse_unknown(data: dict[str, Any], known: set[str], path: str | Path, place: str) -> None:
    for key in data:
        if key not in known:
            raise PlanError(
                path, f"{place}.{key}" if place else key, f"unknown key; known are {', '.join(sorted(known))}"
            )


def _records(data: dict[str, Any], sort: str, defaults: dict[str, Any], path: str | Path) -> tuple[Any, ...]:
    entries = data.get(sort, [])
    if not isinstance(entries, list):
        raise PlanError(path, sort, "expected an array of tables")
    kind = RECORDS[sort]
    known = {field.name for field in fields(kind)}
    records = []
    for i, entry in enumerate(entries):
        place = f"{sort}[{i}]"
        if not isinstance(entry, dict):
            raise PlanError(path, place, "expected a table")
        _refuse_unknown(entry, known, path, place)
        given = {key: value for key, value in defaults.items() if key in known and value is not None}
        records.append(convert({**given, **entry}, kind, path, PlanError, place))
    return tuple(records)


def _plan_of_walls(walls: tuple[Wall, ...]) -> Plan:
    """Return walls as a plan with a stand-in room, so that bad walls are told before rooms are derived from them."""
    stand_in = Room("room", Text("", ""), "other", ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)), 2700.0)
    return Plan("walls", Text("", ""), (stand_in,), walls, ())


def _rooms(entries: tuple[_RoomEntry, ...], walls: tuple[Wall, ...], path: str | Path) -> tuple[Room, ...]:
    spaces = regions(walls) if any(not entry.outline for entry in entries) else ()
    rooms = []
    for i, entry in enumerate(entries):
        outline = entry.outline or _region(entry, spaces, path, f"rooms[{i}]")
        if entry.area_m2 is not None:
            drawn = area(outline) / 1e6
            if not abs(drawn - entry.area_m2) <= AREA_SLACK * entry.area_m2:
                cause = f"{entry.id!r} is {drawn:.3f} m², its printed area is {entry.area_m2:g} m²"
                raise PlanError(path, f"rooms[{i}].area_m2", cause)
        rooms.append(Room(entry.id, entry.name, entry.kind, outline, entry.ceiling))
    return tuple(rooms)


def _region(entry: _RoomEntry, spaces: tuple[Outline, ...], path: str | Path, place: str) -> Outline:
    if entry.at is None or entry.area_m2 is None:
        raise PlanError(path, f"{place}.outline", f"{entry.id!r} needs an outline, or a point `at` and its `area_m2`")
    for space in spaces:
        if contains(space, entry.at):
            return space
    raise PlanError(
        path, f"{place}.at", f"no walls close in the point {entry.at[0]:g}, {entry.at[1]:g} of {entry.id!r}"
    )


def write_plan(path: Path, plan: Plan) -> None:
    """Write a plan as TOML, whole or not at all; raise PlanError when it cannot be, or cannot be written."""
    check_plan(plan, path)
    try:
        data = plan_toml(plan).encode("utf-8")
    except UnicodeEncodeError as problem:
        raise PlanError(path, "", "a name holds half a character that no file can hold") from problem
    write_whole(path, data, PlanError)


def plan_toml(plan: Plan) -> str:
    """Return a plan as TOML text, one record a line; reading it back gives an equal plan."""
    lines = [f"id = {_value(plan.id)}", f"name = {_value(to_plain(plan.name))}"]
    lines += [f"orientation = {_value(plan.orientation)}", f"source = {_value(plan.source)}"]
    lines += ["doubts = [", *(f"    {_value(doubt)}," for doubt in plan.doubts), "]"]
    for sort in SORTS:
        records = getattr(plan, sort)
        if records or sort in ("rooms", "walls", "openings", "obstacles", "services"):
            lines += ["", f"{sort} = [", *(f"    {_value(_told(record))}," for record in records), "]"]
    return "\n".join(lines) + "\n"


def _told(record: Any) -> dict[str, Any]:
    """Return a record as a table without the fields that stand at their default."""
    defaults = {field.name: field.default for field in fields(record) if field.default is not MISSING}
    plain: dict[str, Any] = to_plain(record)
    return {key: value for key, value in plain.items() if key not in defaults or value != defaults[key]}


def _value(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else repr(value)
    if isinstance(value, dict):
        given = {
            key: item for key, item in value.items() if item is not None
        }  # TOML has no word for what was not taken
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in given.items()) + " }"
    return "[" + ", ".join(_value(item) for item in value) + "]"
