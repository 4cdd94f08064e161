"""`library list | search | terms | lint | schema` and `panels`: the component base samples and what they are made of."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.paper import AsJson, Settings, UsageError, language, print_json, print_table, settings

if TYPE_CHECKING:
    from app.components.catalog import Catalog
    from app.components.lint import LintFinding
    from app.components.ranges import Sample
    from app.services import House

CORES = 8  # at most, for a check of the library
KINDS = ("cam15", "bolt8e", "dow8e", "nut10", "dow8f", "pin5", "plate5", "cup35", "pil3", "slide3", "thru5")


def add_commands(root: typer.Typer, house: House) -> None:
    """Add the `library` commands and `panels`."""
    group = typer.Typer(help="The component base samples.")
    root.add_typer(group, name="library")

    @group.command("list", help="All samples. Example: jiyang library list --json")
    def list_samples(as_json: AsJson = False) -> None:
        catalog = house.catalog()
        _print_samples(catalog.samples, as_json)
        _tell_problems(catalog)

    @group.command(
        "search",
        help="Samples for a customer's words, best first. Example: jiyang library search 两米四宽的推拉门衣柜，白色",
    )
    def search_samples(
        words: list[str],
        most: Annotated[int, typer.Option(min=1, help="How many samples at most.")] = 200,
        as_json: AsJson = False,
    ) -> int:
        from app.cli.customer_words import search

        return search(house, " ".join(words), most, as_json)

    @group.command(
        "terms", help="How a customer's words are understood. Example: jiyang library terms 一米八高的书柜，不要门"
    )
    def read_terms(words: list[str], as_json: AsJson = False) -> int:
        from app.cli.customer_words import show_reading

        return show_reading(" ".join(words), as_json)

    @group.command("lint", help="Check the library data; exit 1 when something is found. Example: jiyang library lint")
    def lint_library(
        files: Annotated[list[Path] | None, typer.Argument()] = None,
        quick: Annotated[bool, typer.Option("--quick", help="Without random points; few samples.")] = False,
        as_json: AsJson = False,
    ) -> int:
        return _lint(house, files or [], quick, as_json)

    @group.command("schema", help="JSON Schema for editors of library files. Example: jiyang library schema family")
    def schema(kind: Annotated[str, typer.Argument(help="family, part, range or profile")] = "family") -> None:
        from app.components.family_schema import SCHEMAS

        if kind not in SCHEMAS:
            raise UsageError("schema", kind, f"there is {', '.join(SCHEMAS)}")
        print_json(SCHEMAS[kind]())

    @root.command(
        "panels",
        help="Panels, holes, edges and fittings of a sample. Example: jiyang panels base_doors --set width=612 --json",
    )
    def panels(
        sample: str,
        set_: Settings = None,
        profile: Annotated[str, typer.Option(help="Construction profile.")] = "RCP-18",
        as_json: AsJson = False,
    ) -> None:
        from app.components.panels import panels_json
        from app.design.design import as_values

        catalog = house.catalog()
        component = catalog.build(sample, as_values(settings(set_)), profile=profile)
        document = panels_json(component, catalog)
        if as_json:
            print_json(document)
        else:
            _print_panels(document)


def _tell_problems(catalog: Catalog) -> None:
    """Say on stderr how many files of the library have errors, and what the first is; nothing for a sound one."""
    from app.words import say

    if catalog.problems:
        files = len({problem.file for problem in catalog.problems})
        print(say("library.problems", language(), count=files, problem=str(catalog.problems[0])), file=sys.stderr)


def _print_samples(samples: tuple[Sample, ...], as_json: bool) -> None:
    if as_json:
        print_json({"samples": [_sample_document(sample) for sample in samples]})
        return
    print_table(("id", "code", "name", "category"), [(s.id, s.code, s.name(language()), s.category) for s in samples])


def _sample_document(sample: Sample) -> dict[str, Any]:
    name = {"zh": sample.name.zh, "en": sample.name.en}
    return {
        "id": sample.id,
        "code": sample.code,
        "family": sample.family,
        "name": name,
        "category": sample.category,
        "values": dict(sample.values),
    }


def _lint(house: House, files: list[Path], quick: bool, as_json: bool) -> int:
    from app.components.lint import lint
    from app.records import to_plain

    for file in files:
        if not file.is_file():
            raise UsageError(file, "", "no such file")
    catalog = house.catalog()
    found = lint(catalog, tuple(files), quick, min(os.cpu_count() or 1, CORES), _progress)
    found += () if files else _takeoff_findings(catalog.folder / "takeoff.toml")
    if as_json:
        print_json({"findings": [to_plain(finding) for finding in found]})
    else:
        for finding in found:
            print(f"{finding.file}:{finding.line}: {finding.key}: {finding.text}")
        print(f"{len(found)} finding{'' if len(found) == 1 else 's'}")
    return 1 if found else 0


def _takeoff_findings(path: Path) -> tuple[LintFinding, ...]:
    """Return what is wrong with the numbers of the take-off, which the check of the components does not know."""
    from app.components.lint.finding import gathered, of_error
    from app.components.source import read_table, record
    from app.records import DataError
    from app.takeoff.settings import Settings as TakeoffSettings
    from app.takeoff.settings import read_settings

    try:
        record(read_table(path), TakeoffSettings, path)
        read_settings(path)
    except DataError as problem:
        return gathered([of_error(problem)])
    return ()


def _progress(done: int, of: int) -> None:
    """Show how far the check is, to a person only."""
    if sys.stderr.isatty():
        print(f"\r{100 * done // of} %\x1b[K" if done < of else "\r\x1b[K", end="", file=sys.stderr, flush=True)


def _print_panels(document: dict[str, Any]) -> None:
    rows = []
    for panel in document["panels"]:
        counts: dict[str, int] = {}
        for hole in panel["holes"]:
            counts[hole["kind"]] = counts.get(hole["kind"], 0) + 1
        holes = " ".join(f"{kind}:{counts[kind]}" for kind in KINDS if kind in counts)
        edges = "/".join(f"{value:g}" for value in panel["edges"].values())
        size = f"{panel['length']:g}x{panel['width']:g}x{panel['thickness']:g}"
        cut = f"{panel['cut_length']:g}x{panel['cut_width']:g}"
        rows.append(
            (
                panel["id"],
                panel["name"][language()],
                panel["qty"],
                size,
                edges,
                cut,
                _milled(panel),
                holes,
                panel["match"],
            )
        )
    print_table(
        ("id", "name", "qty", "finished", "L1/L2/W1/W2", "cut", "milled", "holes", "match"), rows, document["sample"]
    )
    bought = [(f["article"], _in_language(f["name"]), f["qty"], _size(f["size"])) for f in document["fittings"]]
    print_table(("article", "name", "qty", "size"), bought)


def _milled(panel: dict[str, Any]) -> str:
    """What is milled, in a few words: grooves, pockets, cut-outs, and an outline that is no rectangle by its number of sides."""
    found = {key: len(panel[key]) for key in ("grooves", "pockets", "cutouts")}
    words = [f"{key}:{count}" for key, count in found.items() if count]
    return " ".join([*words, *([f"sides:{len(panel['outline'])}"] if len(panel["outline"]) != 4 else [])])


def _size(size: list[float]) -> str:
    return " x ".join(f"{value:.2f}".rstrip("0").rstrip(".") for value in size)


def _in_language(name: Any) -> str:
    return str(name[language()]) if isinstance(name, dict) else str(name)
