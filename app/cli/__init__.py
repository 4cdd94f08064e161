"""The command line: the same job as the window, by script and with no screen.

Names, options, exit codes and JSON keys are a promise to scripts: add, never rename. Exit codes: 0 done, 1 done and the answer is
"no", 2 bad input or usage, told in one sentence on stderr with nothing written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from app.cli import designs, library, packages, plans, surveys
from app.cli.paper import abandon_output, settle_output
from app.records import DataError

if TYPE_CHECKING:
    from app.plans.plan import Plan
    from app.services import House

HELP = """Jiyang: room designer for made-to-measure panel furniture.

With no command the window opens (DESIGN opens in it). Lengths are mm.
"""


UNREAD = 141  # what a shell calls a program that nobody reads on: 128 and SIGPIPE


def application(house: House) -> typer.Typer:
    """Return the whole command tree over one house."""
    names = {"help_option_names": ["-h", "--help"]}
    root = typer.Typer(help=HELP, add_completion=False, rich_markup_mode=None, context_settings=names)
    packages.add_commands(root, house)
    designs.add_commands(root, house)
    library.add_commands(root, house)
    plans.add_commands(root, house)
    surveys.add_commands(root, house)
    return root


def command_names(house: House) -> frozenset[str]:
    """Return the words that start a command, so that any other first argument is a design to open."""
    tree = typer.main.get_command(application(house))
    return frozenset(getattr(tree, "commands", ()))


def main(house: House, arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; what goes wrong is one sentence on stderr."""
    settle_output()
    try:
        result = application(house)(list(arguments), standalone_mode=False, prog_name="jiyang")
        sys.stdout.flush()
    except DataError as problem:
        return _refused(str(problem))
    except typer.Exit as stop:
        return stop.exit_code
    except typer.TyperException as problem:
        return _refused(problem.format_message())
    except (typer.Abort, KeyboardInterrupt):
        return _refused("stopped", 130)
    except (
        BrokenPipeError,
        SystemExit,
    ):  # whoever read the answer has enough of it; typer and rich end the program then
        abandon_output()
        return UNREAD
    except OSError as problem:
        abandon_output()
        what = problem.filename or "the answer cannot be written"
        return _refused(f"{what}: {problem.strerror or problem}")
    return result if isinstance(result, int) else 0


@dataclass(frozen=True, slots=True)
class WindowArguments:
    """What the window is asked to open: a design file, or a new design on a plan."""

    design: Path | None
    plan: Plan | None


def window_arguments(house: House, arguments: Sequence[str]) -> WindowArguments | int:
    """Return what `[DESIGN] [--plan PLAN]` asks for, or the exit code after one sentence."""
    words, plan = list(arguments), ""
    if words and not words[0].startswith("-") and not os.path.exists(words[0]) and not words[0].endswith(".json"):
        return _refused(f"{words[0]!r} is no command and no design file; see --help")
    if "--plan" in words:
        at = words.index("--plan")
        if at + 1 == len(words):
            return _refused("--plan: names no house type or plan file")
        plan = words[at + 1]
        del words[at : at + 2]
    unknown = next((word for word in words if word.startswith("-")), words[1] if len(words) > 1 else None)
    if unknown is not None:
        return _refused(f"{unknown!r} is no option or command; see --help")
    try:
        from app.cli.plans import load_plan
        from app.design.files import read_design

        design = Path(words[0]) if words else None
        if design is not None:
            read_design(design)
        return WindowArguments(design, load_plan(plan, house.plans()) if plan else None)
    except DataError as problem:
        return _refused(str(problem))


def _refused(sentence: str, code: int = 2) -> int:
    line = " ".join(sentence.split())
    shown = (letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in line)
    print("".join(shown), file=sys.stderr)
    return code
