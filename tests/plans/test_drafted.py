"""House types drawn as offices draw them and imported again: the truth is the plan that was drawn. The table of the guides.

A few house types a manner are tried each time; the whole sample, and the table, take minutes: `-m slow`, `python -m tests.plans.drafting`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .drafting.manners import MANNERS
from .drafting.measure import Score
from .drafting.runs import COLUMNS, library, row, run, sample
from .plans_table import GUIDES, WRITING

EACH = 2  # house types a manner, each manner others
ALL = 44
MARKS = re.compile(r"(<!-- table: drafted -->\n).*?(<!-- end -->)", re.DOTALL)
WHOLE = (
    0.9  # share of house types that come back whole: every room, opening and wall; what the guides' table shows is more
)
PARTLY = {"one_layer": 0.25}  # bay windows are not told there, which a doubt says


def few(manner: str) -> tuple[str, ...]:
    """Return other house types for each manner, by turns."""
    flats = [one for one in sample(ALL) if library().entry(one).kind == "flat"]
    start = EACH * list(MANNERS).index(manner)
    return tuple(flats[(start + i) % len(flats)] for i in range(EACH))


def silent(scores: dict[str, Score]) -> list[str]:
    return [f"{plan_id}: {what}: {words}" for plan_id, score in scores.items() for what, words in score.silent]


@pytest.mark.parametrize("manner", MANNERS)
def test_what_an_office_drew_comes_back(manner: str, tmp_path: Path) -> None:
    scores = run(manner, few(manner), tmp_path)
    assert not [score.refused for score in scores.values() if score.refused]
    for kind in ("rooms", "doors", "windows", "passages", "walls"):
        right = sum(score.right[kind] for score in scores.values())
        there = sum(score.there[kind] for score in scores.values())
        least = 0.75 if manner in PARTLY and kind == "windows" else 0.9
        assert right >= least * there, [fault for score in scores.values() for fault in score.faults]
    assert not silent(scores)


def test_the_sample_has_all_families_of_flats() -> None:
    families = {entry.family for entry in library().entries if entry.kind == "flat" and entry.family}
    drawn = {library().entry(one).family for one in sample(ALL)}
    assert families <= drawn
    assert len(sample(ALL)) == ALL


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_guide_tells_how_drawings_of_offices_are_read(tmp_path: Path) -> None:
    scores = {name: run(name, sample(ALL), tmp_path) for name in MANNERS}
    for language, path in GUIDES.items():
        head = ("Drawn as" if language == "en" else "画法", *COLUMNS[language])
        rows = [(MANNERS[name].name(language), *row(list(found.values()))) for name, found in scores.items()]
        lines = [head, tuple("---" for _ in head), *rows]
        table = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
        text = path.read_text(encoding="utf-8")
        assert len(MARKS.findall(text)) == 1, path.name
        wanted = MARKS.sub(lambda found: found.group(1) + table + found.group(2), text)  # noqa: B023
        if WRITING:
            path.write_text(wanted, encoding="utf-8")
        assert WRITING or wanted == text, "JIYANG_DOCS=write makes it anew"
    for name, found in scores.items():
        assert not silent(found), name
        least = PARTLY.get(name, WHOLE) * len(found)
        assert sum(not score.faults for score in found.values()) >= least, name
