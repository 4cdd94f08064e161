"""`design new | add | set | show`, `check` and `render`: a home built, checked and pictured by script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.paper import (
    AsJson,
    DesignPath,
    OutFile,
    Settings,
    UsageError,
    keep_apart,
    language,
    print_json,
    print_table,
    settings,
)
from app.words import say

if TYPE_CHECKING:
    from app.design.layout import Layout
    from app.services import House


ADD_HELP = """Snap a sample to a wall; prints the unit's id.

Example: jiyang design add home.json base_doors-600 --room kitchen --wall N --offset 600
"""
SET_HELP = """Build a design by another construction profile; exit 1, and nothing written, when that factory cannot make it.

Example: jiyang design set home.json --profile ECO-16
"""
VIEW_HELP = (
    "perspective (perspective:ROOM for one room), plan or elevation:WALL (kitchen/2 or kitchen/N, or a wall id)."
)


MOST_PIXELS = 12_000_000  # a picture this large takes about half a minute without a graphics card


def load_layout(house: House, path: Path) -> Layout:
    """Return a design file worked out; DesignError when it cannot be read or names what the library does not have."""
    from app.design.files import check_samples, read_design
    from app.design.layout import lay_out

    design = read_design(path)
    check_samples(design, house.catalog(), path)
    return lay_out(design, house.catalog())


def add_commands(root: typer.Typer, house: House) -> None:
    """Add the `design` commands, `check` and `render`."""
    group = typer.Typer(help="Build a design by script.")
    root.add_typer(group, name="design")

    @group.command(
        "new", help="An empty design on a plan. Example: jiyang design new --plan two_bed_75 --out home.json"
    )
    def new(
        plan: Annotated[str, typer.Option(help="House type id or plan file.")],
        out: OutFile,
        name: str = "",
        profile: Annotated[str, typer.Option(help="Construction profile.")] = "RCP-18",
    ) -> None:
        from app.cli.plans import load_plan
        from app.design.edits import new_design
        from app.design.files import write_design

        keep_apart(out, Path(plan))
        chosen, catalog = load_plan(plan, house.plans()), house.catalog()
        write_design(out, new_design(chosen, catalog.stamp, name or out.stem, catalog.profiles[profile].id))
        print(out)

    @group.command(
        "add",
        help=ADD_HELP,
    )
    def add(
        design: DesignPath,
        sample: str,
        room: Annotated[str, typer.Option(help="Room id.")],
        wall: Annotated[str, typer.Option(help="Side number, wall id, or N, E, S, W.")],
        offset: Annotated[float, typer.Option(help="mm from the left end of the wall, facing it, to the unit.")],
        height: Annotated[float | None, typer.Option(help="mm above the floor; the sample's own by default.")] = None,
        set_: Settings = None,
    ) -> None:
        _add(house, design, sample, (room, wall, offset, height), settings(set_))

    @group.command("set", help=SET_HELP)
    def set_design(
        design: DesignPath,
        profile: Annotated[str, typer.Option(help="Construction profile.")],
        as_json: AsJson = False,
    ) -> int:
        return _set_profile(house, design, profile, as_json)

    @group.command("show", help="The units of a design. Example: jiyang design show home.json --json")
    def show(design: DesignPath, as_json: AsJson = False) -> None:
        from app.design.files import design_json

        layout = load_layout(house, design)
        if as_json:
            print_json(design_json(layout))
            return
        print_table(
            ("id", "code", "name", "room", "x", "y", "z", "turn"),
            [
                (
                    p.id,
                    p.component.code,
                    p.component.name(language()),
                    p.room,
                    p.frame.x,
                    p.frame.y,
                    p.frame.z,
                    p.frame.turn,
                )
                for p in layout.placed
            ],
            layout.design.name,
        )

    @root.command("check", help="What does not fit; exit 1 if any error. Example: jiyang check home.json --json")
    def check_design(design: DesignPath, as_json: AsJson = False) -> int:
        from app.fit.check import check
        from app.fit.report import findings_document

        layout = load_layout(house, design)
        findings = check(layout, house.catalog().profiles[layout.design.profile])
        document = findings_document(findings)
        if as_json:
            print_json(document)
        else:
            for finding in findings:
                told = say(finding.message, language())
                origin = f" ({say('survey.by_survey', language())})" if finding.by_survey else ""
                print(f"{finding.level}: {finding.rule}: {told}{origin}")
            print(f"errors {document['errors']}, warnings {document['warnings']}, infos {document['infos']}")
        return 1 if document["errors"] else 0

    @root.command(
        "render",
        help="A picture, off screen. Example: jiyang render home.json --out home.png --view plan --size 1600x1000",
    )
    def render(
        design: DesignPath,
        out: OutFile,
        view: Annotated[str, typer.Option(help=VIEW_HELP)] = "perspective",
        size: Annotated[str, typer.Option(help="Width and height in pixels.")] = "1500x900",
    ) -> None:
        from app.records import check_writable, write_whole

        keep_apart(out, design)
        check_writable(out)
        write_whole(out, render_picture(house, load_layout(house, design), view, pixels(size)))
        print(out)


def pixels(size: str) -> tuple[int, int]:
    """Return WxH as two pixel counts, 16 to 8192 each."""
    match = re.fullmatch(r"(\d{1,5})[xX](\d{1,5})", size)
    width, height = (int(match[1]), int(match[2])) if match else (0, 0)
    if not (16 <= width <= 8192 and 16 <= height <= 8192):
        raise UsageError("", "--size", f"{size!r} is not WIDTHxHEIGHT with 16 to 8192 pixels each")
    if width * height > MOST_PIXELS:
        raise UsageError("", "--size", f"{size!r} has more than {MOST_PIXELS // 1_000_000} million pixels")
    return width, height


def _add(
    house: House, path: Path, sample: str, spot: tuple[str, str, float, float | None], values: dict[str, Any]
) -> None:
    from app.design.design import as_values
    from app.design.edits import place
    from app.design.files import read_design, write_design
    from app.design.layout import lay_out
    from app.fit.placing import place_on_side
    from app.plans.sides import find_side

    room, wall, offset, height = spot
    design, catalog = read_design(path), house.catalog()
    side = find_side(design.plan, room, wall)
    component = catalog.build(sample, as_values(values), profile=design.profile)
    frame = place_on_side(lay_out(design, catalog), component, side, offset, height)
    changed, unit_id = place(design, sample, frame, as_values(values))
    write_design(path, changed)
    print(unit_id)


def _set_profile(house: House, path: Path, profile: str, as_json: bool) -> int:
    from app.design.files import write_design
    from app.design.profile_change import change_profile

    catalog = house.catalog()
    change = change_profile(load_layout(house, path).design, catalog.profiles[profile], catalog)
    if not change.refused:
        write_design(path, change.design)
    told = [say(sentence, language()) for sentence in change.sentences]
    if as_json:
        refused = [{"unit": one.unit, "sample": one.sample, "message": told[i]} for i, one in enumerate(change.refused)]
        counts = {name: getattr(change, name) for name in ("panels", "resized", "added", "removed")}
        print_json({"profile": change.design.profile, **counts, "refused": refused})
    else:
        print("\n".join([*told, say("design.profile_kept", language())] if change.refused else told))
    return 1 if change.refused else 0


def render_picture(house: House, layout: Layout, view: str, size: tuple[int, int]) -> bytes:
    """Return a PNG of a layout; DataError for an unknown view or wall."""
    from app.view3d.snapshot import picture

    return picture(layout, house.catalog(), view, size)
