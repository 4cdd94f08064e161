"""What the commands print: one JSON document, or tables for people; a progress bar only on a terminal."""

from __future__ import annotations

import io
import json
import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from app.records import DataError
from app.words import say, written

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout and nothing else.")]
OutFile = Annotated[Path, typer.Option("--out", help="Where to write; appears whole or not at all.")]
BookUrl = Annotated[
    str, typer.Option("--book", help="Database URL of the order book; this user's SQLite file by default.")
]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A value that differs; repeatable.")
]
DesignPath = Annotated[Path, typer.Argument(metavar="DESIGN", help="A design file (.json).")]


GAP = 2  # blanks between two columns of a table


class UsageError(DataError):
    """Arguments that cannot be carried out."""


def language() -> str:
    """Return "zh" for a Chinese environment, else "en"."""
    chosen = (
        os.environ.get("JIYANG_LANGUAGE")
        or os.environ.get("LC_ALL")
        or os.environ.get("LANG")
        or locale.getlocale()[0]
        or "en"
    )
    return "zh" if chosen.lower().startswith("zh") else "en"


def settle_output() -> None:
    """Make stdout and stderr fit to be written to: closed ones lead nowhere, letters that one cannot show become "?"."""
    if sys.stdout is None:  # closed by the caller; opened first, so that no file of ours takes its number
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # for the life of the program
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def abandon_output() -> None:
    """Let go of what stdout still holds: nobody takes it, and it would fail again when the program ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def keep_apart(out: Path, *sources: Path) -> None:
    """Raise UsageError when `out` is one of the files that it is to be made from."""
    for source in sources:
        if out.exists() and source.exists() and out.samefile(source):
            raise UsageError(out, "--out", "would be written over what it is made from")


def print_json(document: Any) -> None:
    """Print one JSON document, with escapes where stdout cannot show its letters."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(document, indent=2, allow_nan=False)
    print(text)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Print a table; numbers stand right. No word is broken on a terminal however narrow, and in a pipe no line is."""
    body = [[written(cell, language()) if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    words = [
        max(cell_len(word) for cell in (column, *cells) for word in cell.split() or [""])
        for column, cells in zip(columns, zip(*body, strict=True) if body else [()] * len(columns), strict=True)
    ]
    console = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else 240)
    console.width = max(console.width, sum(words) + GAP * len(words))  # rich counts a gap for the edges too
    table = Table(
        title=Text(title) if title else None, box=None, header_style="bold", title_justify="left", pad_edge=False
    )
    for index, column in enumerate(columns):
        numeric = bool(body) and all(row[index].replace(".", "", 1).lstrip("-").isdigit() for row in body)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold", min_width=words[index])
    for row in body:
        table.add_row(*row)
    console.print(table)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """Yield a progress callback that draws a bar on a terminal and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda what, share: None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)

        def show(what: str, share: float) -> None:
            bar.update(task, description=say(what, language()), completed=share)

        yield show


def settings(words: Sequence[str] | None, option: str = "--set") -> dict[str, float | int | str | bool]:
    """Return NAME=VALUE words as values: numbers and true/false as such, the rest as words; UsageError when one has no '='."""
    values: dict[str, float | int | str | bool] = {}
    for word in words or ():
        name, sign, text = word.partition("=")
        if not sign or not name.strip():
            raise UsageError("", option, f"{word!r} is not NAME=VALUE")
        values[name.strip()] = _value(text.strip())
    return values


def _value(text: str) -> float | int | str | bool:
    if text in ("true", "false"):
        return text == "true"
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return text
    return number
