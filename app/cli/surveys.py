"""`survey template | load | show`: a form to fill in on site, the visit added to a design, and what it means for the furniture."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.designs import load_layout
from app.cli.paper import AsJson, DesignPath, OutFile, keep_apart, language, print_json, print_table
from app.cli.plans import load_plan
from app.words import LANGUAGES, Message, say

if TYPE_CHECKING:
    from app.fit.remeasure import Line, Remeasured
    from app.plans.plan import Plan
    from app.plans.surveys.changes import Change
    from app.plans.surveys.free_space import FreeSpace
    from app.services import House

LOAD_HELP = """Add a visit to a design; prints what it changed and what no longer fits, exit 1 when anything does not.

Example: jiyang survey load home.json kitchen-survey.toml --json
"""
TEMPLATE_HELP = (
    "A form to fill in on site. Example: jiyang survey template home.json --room kitchen --out kitchen-survey.toml"
)


def add_commands(root: typer.Typer, house: House) -> None:
    """Add the `survey` commands."""
    group = typer.Typer(help="What was measured on site: 量尺 and 复尺.")
    root.add_typer(group, name="survey")

    @group.command("template", help=TEMPLATE_HELP)
    def template(
        plan: Annotated[str, typer.Argument(metavar="PLAN|DESIGN", help="House type id, plan file or design file.")],
        out: OutFile,
        room: Annotated[list[str] | None, typer.Option(help="Room id; repeatable; all rooms by default.")] = None,
    ) -> None:
        from app.plans.plan import PlanError
        from app.plans.surveys.files import survey_form
        from app.records import write_whole

        keep_apart(out, Path(plan))
        chosen = _plan(house, plan)
        rooms = room or [one.id for one in chosen.rooms]
        today = datetime.date.today().isoformat()
        write_whole(out, survey_form(chosen, rooms, today, language()).encode("utf-8"), PlanError)
        print(out)

    @group.command("load", help=LOAD_HELP)
    def load(
        design: DesignPath,
        survey: Annotated[Path, typer.Argument(metavar="SURVEY", help="A filled form (.toml).")],
        as_json: AsJson = False,
    ) -> int:
        return _load(house, design, survey, as_json)

    @group.command(
        "show", help="What was measured, and the free space by it. Example: jiyang survey show home.json --json"
    )
    def show(design: DesignPath, as_json: AsJson = False) -> None:
        from app.design.files import read_design

        _show(read_design(design).plan, as_json)


def _plan(house: House, word: str) -> Plan:
    from app.design.files import read_design

    if Path(word).suffix.lower() == ".json":
        return read_design(Path(word)).plan
    return load_plan(word, house.plans())


def _load(house: House, path: Path, form: Path, as_json: bool) -> int:
    from app.design.files import write_design
    from app.fit.remeasure import remeasure
    from app.plans.surveys.files import read_survey

    design = load_layout(house, path).design
    survey = read_survey(form, design.plan)
    found = remeasure(design, house.catalog(), survey)
    write_design(path, found.design)
    if as_json:
        print_json({"survey": survey.id, **remeasured_document(found)})
    else:
        _print_remeasured(found)
    return 1 if found.misfits else 0


def remeasured_document(found: Remeasured) -> dict[str, Any]:
    """Return what a visit means as `survey load --json` promises it."""
    return {
        "misfits": len(found.misfits),
        "changes": [_change_document(change) for change in found.changes],
        "lines": [_line_document(line) for line in found.lines],
        "doubts": [_told(doubt) for doubt in found.doubts],
    }


def _told(what: Message) -> dict[str, str]:
    return {tongue: say(what, tongue) for tongue in LANGUAGES}


def _change_document(change: Change) -> dict[str, Any]:
    of, side = change.of, change.side
    return {
        "of": of,
        "side": side,
        "sort": change.sort,
        "old": round(change.old, 3),
        "new": change.new,
        "by": change.by,
    }


def _line_document(line: Line) -> dict[str, Any]:
    fixes = [_told(remedy.message) for remedy in line.remedies]
    return {
        "kind": line.kind,
        "units": list(line.units),
        "side": line.side,
        "by": line.by,
        "message": _told(line.message),
        "fixes": fixes,
    }


def _print_remeasured(found: Remeasured) -> None:
    tongue = language()
    rows = [
        (change.of, say(f"survey.sort_{change.sort}", tongue), round(change.old, 2), change.new, f"{change.by:+g}")
        for change in found.changes
    ]
    if rows:
        print_table(("wall", "measure", "before", "now", "by"), rows)
    for doubt in found.doubts:
        print(f"? {say(doubt, tongue)}")
    for line in found.lines:
        print(f"{'+' if line.kind == 'gap' else '!'} {say(line.message, tongue)}")
        for remedy in line.remedies:
            print(f"    -> {say(remedy.message, tongue)}")
    key = "survey.some_misfit" if found.misfits else "survey.all_fits"
    print(say(key, tongue, count=len(found.misfits)))


def _show(plan: Plan, as_json: bool) -> None:
    from dataclasses import replace

    from app.plans.surveys.as_measured import measured, survey_of
    from app.plans.surveys.changes import differences
    from app.plans.surveys.free_space import advice_message, free_space
    from app.plans.surveys.measures import least

    state, counts = measured(plan), survey_of(plan)
    taken = [one.side for one in counts.sides]
    wide = {one.side for one in counts.sides if least(one.widths)}  # wall to wall only where the width is known
    known = {f"{room.id}/{i + 1}" for room in plan.rooms for i in range(len(room.outline))}
    spaces = [free_space(plan, side) for side in taken if side in known]
    changes = differences(replace(plan, surveys=()), plan)
    if as_json:
        print_json(
            {
                "visits": [{"id": one.id, "date": one.date, "by": one.by} for one in plan.surveys],
                "changes": [_change_document(change) for change in changes],
                "closures": [{"room": c.room, "misclosure": c.misclosure, "bend": c.bend} for c in state.closures],
                "spaces": [_space_document(space) for space in spaces],
                "doubts": [_told(doubt) for doubt in state.doubts],
            }
        )
        return
    tongue = language()
    for visit in plan.surveys:
        print(" ".join(part for part in (visit.id, visit.date, visit.by) if part))
    if not plan.surveys:
        print(say("survey.none", tongue))
    for space in spaces:
        for sentence in space.evidence:
            print(say(sentence, tongue))
        advice = advice_message(space) if space.side in wide else None
        if advice is not None:
            print(f"    -> {say(advice, tongue)}")
    for doubt in state.doubts:
        print(f"? {say(doubt, tongue)}")


def _space_document(space: FreeSpace) -> dict[str, Any]:
    keys = ("side", "width", "front", "height", "depth", "niche", "tall")
    advice = space.advice
    sizes = ("cabinet", "gap", "with_fillers", "filler", "filler_cut", "scribed")
    return {
        **{key: getattr(space, key) for key in keys},
        "evidence": [_told(sentence) for sentence in space.evidence],
        "advice": None if advice is None else {key: getattr(advice, key) for key in sizes},
    }
