"""`plan find | keep | remove | lint`: the house type nearest to what was measured, house types of one's own, the library checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.paper import AsJson, UsageError, language, print_json, print_table
from app.words import say

if TYPE_CHECKING:
    from app.plans.house_types.find_flat import Difference, Match, Measures, RoomMeasure
    from app.plans.house_types.lint import PlanFinding
    from app.services import House

SHORTEST = 100.0  # mm; a measure of a home that is shorter was meant in metres
SHOWN = 4  # differences of a house type in the table, the largest
SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
ROOM = re.compile(r"([a-z]+)=(?:(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:m2|m²))", re.IGNORECASE)
FIND_HELP = """The house types nearest to a plan or to a few measures in mm, with the differences.

Example: jiyang plan find --size 9600x8400 --room living=3900x6000 --room kitchen=5.2m2
"""


def add_library_commands(group: typer.Typer, house: House) -> None:
    """Add to `plan` the commands that look through the library and change one's own part of it."""

    @group.command("find", help=FIND_HELP)
    def find(
        plan: Annotated[str | None, typer.Argument(metavar="[ID|FILE]")] = None,
        size: Annotated[str | None, typer.Option(help="Width x depth over the outer walls, mm.")] = None,
        room: Annotated[list[str] | None, typer.Option(help="KIND=WxD or KIND=AREAm2; repeatable.")] = None,
        side: Annotated[list[float] | None, typer.Option(help="A clear length of any room, mm; repeatable.")] = None,
        as_json: AsJson = False,
    ) -> int:
        from app.plans.house_types.find_flat import find_flat

        asked = _measures(house, plan, size, room or [], side or [])
        found = find_flat(house.plans(), asked)
        _print_matches(found, asked, as_json)
        return 0 if found else 1

    @group.command(
        "keep", help="Keep a plan as a house type of your own. Example: jiyang plan keep house.toml --name 张宅"
    )
    def keep(
        plan: Annotated[Path, typer.Argument(metavar="FILE")],
        name: Annotated[str, typer.Option(help="What it is called.")],
        name_en: Annotated[str, typer.Option(help="In English, where that differs.")] = "",
        estate: Annotated[str, typer.Option(help="小区 (estate).")] = "",
        city: Annotated[str, typer.Option(help="城市 (city).")] = "",
    ) -> None:
        from app.plans.files import read_plan
        from app.plans.underlay import read_underlay
        from app.records import Text

        named = Text(name, name_en or name)
        entry = house.plans().save(read_plan(plan), named, estate, city, read_underlay(plan), plan.parent)
        print(entry.id)

    @group.command("remove", help="Take a house type of your own away. Example: jiyang plan remove own-1")
    def remove(plan: Annotated[str, typer.Argument(metavar="ID")]) -> None:
        house.plans().remove(plan)

    @group.command(
        "lint", help="Check the house types, or plan files, by the rules of building. Example: jiyang plan lint"
    )
    def lint(files: list[Path] | None = typer.Argument(None, metavar="[FILE]..."), as_json: AsJson = False) -> int:
        from app.plans.files import read_plan
        from app.plans.house_types.lint import lint_plan, lint_plans

        given = [finding for file in files or [] for finding in lint_plan(read_plan(file))]
        found = tuple(given) if files else lint_plans(house.plans())
        _print_findings(found, as_json)
        return 1 if found else 0


def _measures(house: House, plan: str | None, size: str | None, rooms: list[str], sides: list[float]) -> Measures:
    from app.cli.plans import load_plan
    from app.plans.house_types.find_flat import Measures, measures_of

    if plan is not None:
        if size or rooms or sides:
            raise UsageError("", "plan find", "takes a plan or measures, not both")
        return measures_of(load_plan(plan, house.plans()))
    if not (size or rooms or sides):
        raise UsageError("", "plan find", "needs a plan, or one of --size, --room, --side")
    width, depth = _size(size) if size else (0.0, 0.0)
    found = tuple(_length("--side", str(value), value) for value in sides)
    return Measures(width=width, depth=depth, rooms=tuple(_room(word) for word in rooms), sides=found)


def _length(option: str, word: str, value: float) -> float:
    """Return a length of a home, mm; raise UsageError for one that only makes sense in metres."""
    if value < SHORTEST:
        raise UsageError("", option, f"{word}: {value:g} mm is too short for a home; lengths are mm, as 3900")
    return value


def _size(word: str) -> tuple[float, float]:
    found = SIZE.fullmatch(word.strip())
    if found is None:
        raise UsageError("", "--size", f"{word!r} is no width x depth in mm, as 9600x8400")
    return _length("--size", word, float(found.group(1))), _length("--size", word, float(found.group(2)))


def _room(word: str) -> RoomMeasure:
    from app.plans.check import KINDS
    from app.plans.house_types.find_flat import RoomMeasure

    found = ROOM.fullmatch(word.strip())
    if found is None or found.group(1).lower() not in KINDS:
        raise UsageError("", "--room", f"{word!r} is not KIND=WxD or KIND=AREAm2, where KIND is {', '.join(KINDS)}")
    kind, width, depth, square = found.groups()
    across, deep = (_length("--room", word, float(one)) if one else 0.0 for one in (width, depth))
    return RoomMeasure(kind.lower(), across, deep, float(square or 0))


def _about(difference: Difference, asked: Measures) -> str:
    """Return what a difference is of: the kind of the room that was asked for, or outline, width, depth, side."""
    about = difference.about
    return asked.rooms[int(about)].kind if about.isdigit() else about


def _told(difference: Difference, asked: Measures) -> str:
    """Return a difference for the table: mm, of an area m²."""
    about, part = _about(difference, asked), difference.part
    if part == "area_m2":
        return f"{about} {difference.found - difference.asked:+.2f} m²"
    return " ".join(word for word in (about, part, f"{difference.off:+.0f}") if word)


def _print_matches(found: tuple[Match, ...], asked: Measures, as_json: bool) -> None:
    documents = [
        {
            "id": one.entry.id,
            "name": {"zh": one.entry.name.zh, "en": one.entry.name.en},
            "turned": one.turned * 90,
            "mirrored": one.mirrored,
            "distance": round(one.distance, 1),
            "differences": [
                {"about": _about(d, asked), "part": d.part, "asked": d.asked, "found": d.found, "off": round(d.off, 1)}
                for d in one.differences
            ],
        }
        for one in found
    ]
    if as_json:
        print_json({"matches": documents})
        return
    rows = []
    for one in found:
        most = sorted(one.differences, key=lambda d: -abs(d.off))[:SHOWN]
        off = ", ".join(_told(d, asked) for d in most)
        rows.append((one.entry.id, one.entry.name(language()), round(one.distance, 1), off))
    print_table(("id", "name", "mm off", "differences"), rows)


def _print_findings(found: tuple[PlanFinding, ...], as_json: bool) -> None:
    if as_json:
        told = [{"plan": one.plan, "rule": one.rule, "message": say(one.told, language())} for one in found]
        print_json({"findings": told})
        return
    for one in found:
        print(f"{one.plan}: {one.rule}: {say(one.told, language())}")
    print(f"findings {len(found)}")
