"""Plans in JSON -> plan. Known are blueprint3d, lists of rooms as polygons (one home, or one a line), and walls of MLSTRUCT-FP.

Told apart by their keys; what is no plan is refused with what was seen. JSON holds no Infinity, no NaN and no doubled key.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from app.plans.homes_json.blueprint3d import blueprint3d_home
from app.plans.homes_json.mlstruct import mlstruct_home
from app.plans.homes_json.rooms import rooms_plan, told_rooms
from app.plans.importing import Choices, Imported, Option, Question, Tell
from app.plans.plan import PlanError
from app.plans.sh3d.plan import plan_of
from app.plans.underlay import Underlay
from app.records import parse_json, read_bytes
from app.words import message

MOST_BYTES = 32 * 1024 * 1024
MOST_HOMES = 2000
MOST_LINES = 10 * MOST_HOMES  # empty ones, too
SHOWN = 4  # keys named in an error


def read(path: Path, choices: Choices, language: str, tell: Tell) -> Imported:
    """Return the plan in a JSON file, or the question which of its homes is meant; PlanError when it is broken or shows no rooms."""
    homes = _homes(path)
    if len(homes) == 1:
        return _imported(homes[0], path, "", choices, language)
    if len(homes) > MOST_HOMES:
        raise PlanError(path, "", f"holds {len(homes)} homes, more than {MOST_HOMES}; cut it into smaller files")
    if choices.flat is None:
        options = tuple(Option(str(i), told_rooms(home, path, f"home {i}")) for i, home in enumerate(homes, start=1))
        return Imported(None, Underlay(), (Question("flat", message("sh3d.ask_flat", count=len(homes)), options),))
    number = int(choices.flat) if choices.flat.isdecimal() and len(choices.flat) <= 6 else 0
    if not 1 <= number <= len(homes):
        raise PlanError(path, "flat", f"no home {choices.flat[:20]!r}; there are 1 to {len(homes)}")
    return _imported(homes[number - 1], path, str(number), choices, language)


def _homes(path: Path) -> list[Any]:
    """Return the documents of a file: one, the items of a list of homes, or one a line."""
    data = read_bytes(path, PlanError, MOST_BYTES)
    first, *rest = (part.strip() for part in re.split(rb"[\r\n]", data.strip(), maxsplit=1))
    if any(rest) and first.startswith(b"{") and first.endswith(b"}"):  # a document on a line of its own: JSON lines
        if (count := data.count(b"\n") + data.count(b"\r")) > MOST_LINES:
            raise PlanError(path, "", f"holds {count} lines of JSON, more than {MOST_LINES}; cut it into smaller files")
        return [_line(line, i, path) for i, line in enumerate(data.splitlines(), start=1) if line.strip()]
    found = parse_json(data, path, PlanError)
    if isinstance(found, list) and found and all(isinstance(one, dict) and "rooms" in one for one in found):
        return found
    return [found]


def _line(line: bytes, number: int, path: Path) -> Any:
    try:
        return parse_json(line, path, PlanError)
    except PlanError as problem:
        raise PlanError(path, f"line {number}", problem.cause) from problem


def _imported(found: Any, path: Path, number: str, choices: Choices, language: str) -> Imported:
    if not isinstance(found, dict):
        raise PlanError(path, "", f"no rooms found: it is a JSON {_sort(found)}, not a plan")
    floorplan = found.get("floorplan", found)
    if isinstance(floorplan, dict) and isinstance(floorplan.get("corners"), dict):
        home = blueprint3d_home(found, floorplan, path)
        return plan_of(home, path, choices, language, f"blueprint3d:{path.name}?units=cm")
    if isinstance(found.get("rooms"), list):
        return rooms_plan(found, path, number, language)
    if isinstance(found.get("rect"), dict):
        return plan_of(mlstruct_home(found, path), path, choices, language, f"mlstruct:{path.name}?units=m")
    raise PlanError(path, "", f"no rooms found: {_seen(found)}")


def _seen(found: dict[str, Any]) -> str:
    """Return what a document that is no plan holds, for its error."""
    nodes = found.get("nodes")
    if isinstance(nodes, dict):
        sorts = Counter(str(one.get("type", "?"))[:20] for one in nodes.values() if isinstance(one, dict))
        told = ", ".join(f"{count} {sort}" for sort, count in sorts.most_common(SHOWN))
        return f"it is a scene of {told or 'nothing'}" + ("" if "wall" in sorts else ", without walls")
    keys = ", ".join(key[:30] for key in list(found)[:SHOWN]) or "none"
    return f"none of the plans in JSON that can be read has its keys: {keys}"


def _sort(found: Any) -> str:
    return {list: "list", str: "text", bool: "truth value", type(None): "null"}.get(type(found), "number")
