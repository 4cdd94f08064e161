"""The word bank: what customers say, in Chinese and English, and what it stands for (domain.md 1.1-1.5). Data: resources/terms/*.toml.

bank.toml names the files of terms and holds the settings; numbers.toml the numerals and units. A word may have slots for a number:
{n} a count, {length} mm, {board} a thickness in mm, {body} how tall a person is; its parameters may then say "{n}" or "-{length}".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from app.components.source import FileError, read_table, record
from app.records import Text
from app.terms.letters import fold
from app.terms.number_rules import NumberRules, read_rules

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "terms"
SLOTS = ("n", "length", "board", "body")
KINDS = (
    "family", "part", "attribute", "parameter", "zone", "fitting", "rule", "pricing", "edit", "layout", "style", "colour", "site",
    "dimension", "negation", "filler", "joint", "with",
)  # fmt: skip

type Said = float | str | bool | tuple[float, float]  # a pair: from, to


@dataclass(frozen=True, slots=True)
class Derived:
    """A parameter worked out from another: `times` of it and `plus` from, to."""

    of: str
    times: float
    plus: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of the bank.

    `params` is what it sets, `prefill` which value a family's parameter should take, the first that it knows, `ask` what is still to
    be said, `families` where it points to and how strongly, `source` its rows in domain.md. `measures`: a number beside it is this
    size; `owner`: sizes beside it are its own and not the cabinet's; `order`: what sizes joined by x are. `slot`: a colour beside it
    is for this finish slot; `decors`: the decors of a colour, the likeliest first, and `slots` those of slots that take no board.
    `opposite`: the term that its negation stands for. `context`: another term's id -> the terms that, when near, say that it is meant.
    """

    id: str
    kind: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    params: dict[str, float | str | bool | tuple[float, float]] = field(default_factory=dict)
    prefill: dict[str, tuple[float | str | bool, ...]] = field(default_factory=dict)
    derive: dict[str, Derived] = field(default_factory=dict)
    ask: Text | None = None
    confidence: float = 1.0
    families: dict[str, float] = field(default_factory=dict)
    measures: str = ""
    owner: str = ""
    slot: str = ""
    decors: tuple[str, ...] = ()
    slots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    opposite: str = ""
    context: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""

    @property
    def name(self) -> Text:
        """What to call it: its first words."""
        zh, en = self.zh or self.en or (self.id,), self.en or self.zh or (self.id,)
        return Text(zh[0], en[0])


@dataclass(frozen=True, slots=True)
class Settings:
    """bank.toml: limits of a reading and the weights of a search."""

    files: tuple[str, ...]
    longest: int  # letters of a text that are read
    board_most: float  # mm; a thicker number is no board
    context_reach: int  # words to each side that tell which meaning a word has
    person_cm_most: float  # how tall a person is, said without a unit: centimetres up to here
    ceiling: str  # the term that leaves a height to the ceiling
    by_context: float  # confidence of a word that its neighbours explain
    by_custom: float  # of sizes read in the usual order, or taken from what is left open
    unclear: float  # of a number whose side nobody said
    doubtful: float  # factor for a number with a doubt
    negated: float  # factor for the families of a term that is not wanted
    text: float  # what a sample gains when all words occur in its names
    unread: float  # the same for the words that are no terms
    decor: float  # the same when its finish is the one asked for
    named: float  # what a sample gains when the text is its id or code
    colour_slot: str
    beside: float  # factor for the families of a thing that comes with another
    unranged: int  # of the best families, how many are found without samples of their own
    board_slots: tuple[str, ...]
    long_is: str  # the side that the length of a cabinet is taken for
    sides: dict[str, str]  # size -> parameter of families
    order: tuple[str, ...]  # of sizes joined by x
    board_order: tuple[str, ...]
    joins: tuple[str, ...]  # words between sizes of one thing
    ranges: tuple[str, ...]
    breaks: str  # letters that end a clause


@dataclass(frozen=True, slots=True)
class _TermFile:
    term: tuple[Entry, ...]


class Node:
    """A place in the tree of words: the next letters, slots for numbers, and the entries that end here."""

    __slots__ = ("entries", "letters", "slots")

    def __init__(self) -> None:
        self.letters: dict[str, Node] = {}
        self.slots: dict[str, Node] = {}
        self.entries: list[Entry] = []


@dataclass(frozen=True)
class Bank:
    """All terms with the tree of their words."""

    entries: Mapping[str, Entry]
    settings: Settings
    numbers: NumberRules

    @cached_property
    def tree(self) -> Node:
        """The words of all terms, letter by letter; a space in a word stands for spaces and hyphens."""
        root = Node()
        for entry in self.entries.values():
            for word in (*entry.zh, *(form for one in entry.en for form in plurals(one))):
                node = root
                for step, slot in _steps(fold(word, self.numbers.variants)):
                    node = (node.slots if slot else node.letters).setdefault(step, Node())
                if entry not in node.entries:
                    node.entries.append(entry)
        return root


def plurals(word: str) -> tuple[str, ...]:
    """Return an English word and its simple plural; words that end in no letter have none."""
    if not word[-1:].isalpha() or word.endswith(("s", "ss", "ed", "ing")):
        return (word,)
    if word.endswith(("x", "ch", "sh")):
        return word, word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word, word[:-1] + "ies"
    if word.endswith("f"):
        return word, word[:-1] + "ves", word + "s"
    return word, word + "s"


def _steps(word: str) -> Iterator[tuple[str, bool]]:
    at = 0
    while at < len(word):
        end = word.find("}", at) if word[at] == "{" else -1
        if end > 0:
            yield word[at + 1 : end], True
            at = end + 1
        else:
            yield (" " if word[at] in " -" else word[at]), False
            at += 1


def open_bank(folder: Path = FOLDER) -> Bank:
    """Return the word bank of a folder, read once; raise LibraryError naming file, line and key of what is wrong."""
    return _open(folder)


@cache
def _open(folder: Path) -> Bank:
    path = folder / "bank.toml"
    settings = record(read_table(path), Settings, path)
    numbers = read_rules(folder / "numbers.toml")
    entries: dict[str, Entry] = {}
    files: dict[str, Path] = {}
    for name in settings.files:
        path = folder / f"{name}.toml"
        for entry in record(read_table(path), _TermFile, path).term:
            if entry.id in entries:
                raise FileError(path, f"term[{entry.id}]", f"stands twice, also in {files[entry.id].name}")
            _check(entry, path)
            entries[entry.id], files[entry.id] = entry, path
    for entry in entries.values():
        for other in (*filter(None, (entry.opposite,)), *entry.context):
            if other not in entries:
                raise FileError(files[entry.id], f"term[{entry.id}]", f"points to {other!r}, which is no term")
    return Bank(entries, settings, numbers)


def _check(entry: Entry, path: Path) -> None:
    place = f"term[{entry.id}]"
    if entry.kind not in KINDS:
        raise FileError(path, f"{place}.kind", f"{entry.kind!r} is none of {', '.join(KINDS)}")
    if not 0 < entry.confidence <= 1:
        raise FileError(path, f"{place}.confidence", "is above 0 and at most 1")
    slots = {step for word in (*entry.zh, *entry.en) for step, slot in _steps(word) if slot}
    known = slots | set(entry.params)
    values: list[Any] = [*entry.params.values(), *(one for many in entry.prefill.values() for one in many)]
    slots |= {value.strip("-")[1:-1] for value in values if isinstance(value, str) and value.strip("-").startswith("{")}
    for slot in slots:
        if slot not in SLOTS:
            raise FileError(path, place, f"no slot {{{slot}}}; the slots are {', '.join(SLOTS)}")
    for name, derived in entry.derive.items():
        if derived.of not in known:
            raise FileError(path, f"{place}.derive.{name}", f"no parameter {derived.of!r} to derive it from")
