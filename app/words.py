"""What the program says, in Chinese and English: a message key and its arguments -> a sentence.

The catalogues are gettext .po files, one per language and area: resources/locale/<zh|en>/<area>.po; the key's first word is the area,
as in "fit.overlap". A sentence names its arguments as `{width}`; lengths are mm and are written without rounding what was measured:
up to two decimals, none that are zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from app.records import Text

LOCALE = Path(__file__).resolve().parent.parent / "resources" / "locale"
LANGUAGES = ("zh", "en")

type Argument = str | int | float | Text


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence not yet in any language: its key and its arguments as sorted pairs."""

    key: str
    args: tuple[tuple[str, Argument], ...] = ()


def message(key: str, **args: Argument) -> Message:
    """Return the message `key` with its arguments."""
    return Message(key, tuple(sorted(args.items())))


def say(what: Message | str, language: str, **args: Argument) -> str:
    """Return a message in `language`; a missing key or argument raises KeyError, because a silent blank would mislead."""
    if isinstance(what, str):
        what = message(what, **args)
    area = what.key.partition(".")[0]
    sentence = catalogue(language, area)[what.key]
    return sentence.format_map({name: written(value, language) for name, value in what.args})


def written(value: Argument, language: str) -> str:
    """Return one argument as people read it: numbers with at most two decimals, names in the language."""
    if isinstance(value, Text):
        return value(language)
    if isinstance(value, float):
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return "0" if text in ("-0", "") else text
    return str(value)


@cache
def catalogue(language: str, area: str) -> dict[str, str]:
    """Return the sentences of one area in one language, read once."""
    path = LOCALE / language / f"{area}.po"
    with path.open("rb") as stream:
        entries = read_po(stream, locale=language)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id and entry.string}
