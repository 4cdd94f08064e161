"""`plan list | show | search | import`: the house-type library and real drawings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.house_types import add_library_commands
from app.cli.paper import AsJson, OutFile, UsageError, keep_apart, language, print_json, print_table, progress_bar
from app.words import say

if TYPE_CHECKING:
    from app.plans.house_types.library import Entry, PlanLibrary
    from app.plans.importing import Imported, Question
    from app.plans.plan import Plan
    from app.services import House

UNITS = ("mm", "cm", "m", "inch", "foot")


def load_plan(word: str, library: PlanLibrary) -> Plan:
    """Return a plan by library id or by file path; PlanError when it is neither."""
    from app.plans.files import read_plan

    if Path(word).suffix.lower() == ".toml" or Path(word).exists():
        return read_plan(Path(word))
    return library.plan(word)


def add_commands(root: typer.Typer, house: House) -> None:
    """Add the `plan` commands."""
    group = typer.Typer(help="The house-type library, and plans from real drawings.")
    root.add_typer(group, name="plan")

    @group.command("list", help="All house types. Example: jiyang plan list --json")
    def list_plans(as_json: AsJson = False) -> None:
        _print_entries(house.plans().entries, as_json)

    @group.command("search", help="House types that answer the words. Example: jiyang plan search 两房 75")
    def search_plans(words: list[str], as_json: AsJson = False) -> int:
        found = house.plans().search(" ".join(words))
        _print_entries(found, as_json)
        return 0 if found else 1

    @group.command("show", help="One plan. Example: jiyang plan show two_bed_75")
    def show_plan(plan: Annotated[str, typer.Argument(metavar="ID|FILE")], as_json: AsJson = False) -> None:
        _print_plan(load_plan(plan, house.plans()), as_json)

    @group.command(
        "import",
        help="A real drawing or model -> a plan. Example: jiyang plan import house.dxf --out house.toml --units cm",
    )
    def import_plan(
        file: Path,
        out: OutFile,
        units: Annotated[
            str | None, typer.Option(help="mm, cm, m, inch or foot: overrides what the file says.")
        ] = None,
        layers: Annotated[
            Path | None, typer.Option(help="TOML that names the layers of walls, doors, windows, rooms.")
        ] = None,
        flat: Annotated[str | None, typer.Option(help="Which one, where a sheet shows several flats.")] = None,
        storey: Annotated[str | None, typer.Option(help="Which one, where a model has several storeys.")] = None,
        as_json: AsJson = False,
    ) -> None:
        from app.plans.files import write_plan
        from app.plans.import_apart import import_apart
        from app.plans.importing import Choices
        from app.plans.underlay import underlay_path, write_underlay

        if units is not None and units not in UNITS:
            raise UsageError("", "--units", f"{units!r} is none of {', '.join(UNITS)}")
        keep_apart(out, file, *([layers] if layers else []))
        keep_apart(underlay_path(out), file)
        choices = Choices(units, flat, storey, _layer_map(layers), house.offices())
        with progress_bar() as tell:
            found = import_apart(file, choices, language(), tell)
        plan = _answered(file, found)
        write_plan(out, plan)
        if found.underlay or underlay_path(out).exists():
            write_underlay(out, found.underlay)
        if as_json:
            print_json({**_plan_document(plan), "questions": [_question(one) for one in found.questions]})
        else:
            _print_plan(plan, False)

    @group.command("export", help="A plan as DXF, .sh3d or PNG. Example: jiyang plan export two_bed_75 --out flat.sh3d")
    def export_plan(plan: Annotated[str, typer.Argument(metavar="ID|FILE")], out: OutFile) -> None:
        keep_apart(out, Path(plan))
        house.export_plan(load_plan(plan, house.plans()), out, language())

    add_library_commands(group, house)


def _layer_map(path: Path | None) -> dict[str, list[str]] | None:
    """Return the layer map in a TOML file: arrays of layer patterns by what they are taken for."""
    from app.plans.plan import PlanError
    from app.records import read_toml

    if path is None:
        return None
    data = read_toml(path, PlanError)
    for sort, patterns in data.items():
        if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
            raise PlanError(path, sort, 'expected an array of layer patterns, as ["A-WALL*"]')
    return data


def _answered(file: Path, found: Imported) -> Plan:
    """Return the plan; raise UsageError naming the option that answers the question which stands in its way."""
    if found.plan is not None:
        return found.plan
    open_ones = [question for question in found.questions if not question.chosen]
    asked = open_ones[0]
    evidence = [re.sub(rf"^{re.escape(one.value)}[:：] *", "", say(one.told, language())) for one in asked.options]
    told = ", ".join(f"--{asked.about} {one.value} ({text})" for one, text in zip(asked.options, evidence, strict=True))
    raise UsageError(file, asked.about, f"{say(asked.told, language())} {told}")


def _question(question: Question) -> dict[str, object]:
    options = [{"value": one.value, "told": say(one.told, language())} for one in question.options]
    return {
        "about": question.about,
        "told": say(question.told, language()),
        "chosen": question.chosen,
        "options": options,
    }


def _print_entries(entries: tuple[Entry, ...], as_json: bool) -> None:
    if as_json:
        print_json({"plans": [_entry_document(entry) for entry in entries]})
        return
    print_table(
        ("id", "name", "bedrooms", "baths", "area m2"),
        [(e.id, e.name(language()), e.bedrooms, e.baths, e.area_m2) for e in entries],
    )


def _entry_document(entry: Entry) -> dict[str, object]:
    """Return what is known of a house type; `area_m2` is all inside the outer walls, width and depth in mm."""
    keys = ("id", "rooms", "bedrooms", "halls", "baths", "area_m2", "width", "depth", "estate", "city")
    return {"name": {"zh": entry.name.zh, "en": entry.name.en}, **{key: getattr(entry, key) for key in keys}}


def _plan_document(plan: Plan) -> dict[str, Any]:
    from app.plans.report import plan_json

    return plan_json(plan)


def _print_plan(plan: Plan, as_json: bool) -> None:
    document = _plan_document(plan)
    if as_json:
        print_json(document)
        return
    print(f"{plan.name(language())}  ({document['units']})")
    print_table(
        ("room", "name", "kind", "m2", "ceiling"),
        [
            (room.id, room.name(language()), room.kind, area["area_m2"], room.ceiling)
            for room, area in zip(plan.rooms, document["rooms"], strict=True)
        ],
    )
    print(
        f"walls {len(plan.walls)}, doors {len(document['doors'])}, windows {len(document['windows'])}, obstacles {len(plan.obstacles)}"
    )
    for doubt in document["doubts"]:
        print(f"? {doubt}")
