"""What the commands print: one JSON document, or tables for people; a progress bar only on a terminal."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

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


def print_json(document: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Print a table; numbers stand right, and in a pipe no line is cut."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 240)
    table = Table(title=title or None, box=None, header_style="bold", title_justify="left", pad_edge=False)
    body = [[written(cell, language()) if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    for index, column in enumerate(columns):
        numeric = bool(body) and all(row[index].replace(".", "", 1).lstrip("-").isdigit() for row in body)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
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
