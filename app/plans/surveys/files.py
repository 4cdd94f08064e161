"""A survey as a TOML form: made from a plan to be filled in on site, and read back. mm, degrees; "" and 0 are blanks.

The keys are the fields of the records in measures.py. A form is somebody else's file: unknown keys, wild numbers and big files are refused.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from app.geometry.frame import normal_turn
from app.geometry.polygon import inner_point
from app.plans.plan import Plan, PlanError, Side
from app.plans.sides import room_by_id, sides
from app.plans.surveys.check import check_survey
from app.plans.surveys.measures import (
    CornerMeasure,
    DiagonalMeasure,
    LevelMeasure,
    OpeningMeasure,
    SideMeasure,
    Survey,
    least,
)
from app.plans.surveys.traverse import inner_angles
from app.records import convert, read_bytes, read_toml
from app.words import say, written

LIMIT = 1024 * 1024  # bytes; a form of a whole flat has some kilobytes
RECORDS: dict[str, type[Any]] = {
    "sides": SideMeasure,
    "corners": CornerMeasure,
    "levels": LevelMeasure,
    "openings": OpeningMeasure,
    "diagonals": DiagonalMeasure,
}
NEEDED = {"corners": "angle", "levels": "level", "diagonals": "length"}  # without it a measure is a blank


def read_survey(path: Path, plan: Plan) -> Survey:
    """Return the survey of a plan in a TOML form, blanks left out; raise PlanError naming file, place and cause."""
    data = _read(path)
    known = {field.name for field in fields(Survey)}
    _refuse_unknown(data, known, path, "")
    plain: dict[str, Any] = {}
    for key, value in data.items():
        plain[key] = value.isoformat() if key == "date" and isinstance(value, datetime.date) else value
    for key in ("id", "date"):
        if key not in plain:
            raise PlanError(path, key, "missing")
    for sort in RECORDS:
        plain[sort] = _records(data, sort, path)
    survey = convert(plain, Survey, path, PlanError)
    survey = _without_blanks(survey)
    check_survey(plan, survey, path)
    if not any(getattr(survey, sort) for sort in RECORDS):
        raise PlanError(path, "", "nothing was measured: the form is blank")
    return survey


def survey_form(plan: Plan, rooms: Iterable[str], date: str, language: str) -> str:
    """Return a blank form for some rooms of a plan, the drawn sizes beside each field; PlanError for an unknown room."""
    lines = [f"# {line}" for line in say("survey.form", language).split("|")]
    lines += [f"id = {_text(f'survey-{date}')}", f"date = {_text(date)}", 'by = ""', 'notes = ""']
    for room_id in rooms:
        lines += _room_form(plan, room_id, language)
    return "\n".join(lines) + "\n"


def _room_form(plan: Plan, room_id: str, language: str) -> Iterator[str]:
    room, there = room_by_id(plan, room_id), sides(plan, room_id)
    yield from ("", f"# {_plain(room.name(language))} ({_plain(room.id)})")
    for side in there:
        drawn = written(side.length, "en")
        yield from ("", "[[sides]]", f"side = {_text(side.id)}  # {_place(side, language)}", f"drawn = {drawn}")
        yield f"widths = [0, 0, 0]  # {say('survey.form_widths', language, drawn=drawn)}"
        yield f"heights = [0, 0, 0]  # {say('survey.form_heights', language, drawn=room.ceiling)}"
        yield f'lean = ""  # {say("survey.form_lean", language)}'
    for side, angle in zip(there, inner_angles([side.left for side in there]), strict=True):
        yield from ("", "[[corners]]", f"side = {_text(side.id)}")
        yield f'angle = ""  # {say("survey.form_angle", language, drawn=round(angle, 2))}'
    seen: set[str] = set()
    for side in there:
        for gap in side.openings:
            one = gap.opening
            if one.id in seen:
                continue
            seen.add(one.id)
            yield from ("", "[[openings]]", f"opening = {_text(one.id)}", f"side = {_text(side.id)}")
            for key, value in (("offset", gap.start), ("width", one.width), ("sill", one.sill), ("head", one.head)):
                yield f'{key} = ""  # {say("survey.form_drawn", language, drawn=float(value))}'
    x, y = inner_point(room.outline)
    yield from ("", "[[levels]]", f"room = {_text(room.id)}", f"at = [{round(x)}, {round(y)}]")
    yield f'level = ""  # {say("survey.form_level", language)}'
    yield from ("", "[[diagonals]]", f"side = {_text(there[0].id)}", f"other = {_text(there[2 % len(there)].id)}")
    yield f'length = ""  # {say("survey.form_diagonal", language)}'


def _place(side: Side, language: str) -> str:
    """Return where a side lies on the plan and what openings are in it, so that it is known on site."""
    towards = "enws"[round(normal_turn(side.turn + 90.0) / 90.0) % 4]
    words = [say(f"survey.towards_{towards}", language), *(_plain(gap.opening.id) for gap in side.openings)]
    return ", ".join(words)


def _read(path: Path) -> dict[str, Any]:
    if len(read_bytes(path, PlanError, LIMIT)) == 0:
        raise PlanError(path, "", "is empty")
    try:
        return read_toml(path, PlanError)
    except ValueError as problem:  # a number of thousands of digits
        raise PlanError(path, "", f"not valid TOML: {problem}") from problem


def _records(data: dict[str, Any], sort: str, path: Path) -> list[dict[str, Any]]:
    entries = data.get(sort, [])
    if not isinstance(entries, list):
        raise PlanError(path, sort, "expected an array of tables")
    known, found = {field.name for field in fields(RECORDS[sort])}, []
    for i, entry in enumerate(entries):
        if not isinstance(entry, dict):
            raise PlanError(path, f"{sort}[{i}]", "expected a table")
        _refuse_unknown(entry, known, path, f"{sort}[{i}]")
        filled = {key: _filled(value) for key, value in entry.items() if value != ""}
        if NEEDED.get(sort, "") in ("", *filled):
            found.append(filled)
    return found


def _filled(value: Any) -> Any:
    return [0.0 if item == "" else item for item in value] if isinstance(value, list) else value


def _without_blanks(survey: Survey) -> Survey:
    taken = [
        one for one in survey.sides if least(one.widths) or least(one.heights) or one.lean is not None or _odd(one)
    ]
    openings = [one for one in survey.openings if one.offset is not None or one.width or one.head]
    return Survey(
        survey.id, survey.date, survey.by, tuple(taken), survey.corners, survey.levels, tuple(openings), survey.notes,
        survey.diagonals,
    )  # fmt: skip


def _odd(one: SideMeasure) -> bool:
    """Whether a side holds a number that is no measure: it is kept, to be told by check_survey."""
    return any(value < 0 for value in (*one.widths, *one.heights))


def _refuse_unknown(data: dict[str, Any], known: set[str], path: Path, place: str) -> None:
    for key in data:
        if key not in known:
            where = f"{place}.{key[:80]}" if place else key[:80]
            raise PlanError(path, where, f"unknown key; known are {', '.join(sorted(known))}")


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(value: str) -> str:
    """Return a name for a comment of the form: one line, nothing that TOML forbids there."""
    return "".join(letter if letter.isprintable() else " " for letter in value)
