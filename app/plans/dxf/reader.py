"""A DXF drawing -> Plan: read, sort the layers, settle the units, find rooms, walls and openings. What is not sure becomes a doubt.

Nothing is guessed in silence: each guess is one sentence in `Plan.doubts`, what cannot be decided is asked, every line is kept as underlay.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.geometry.polygon import is_simple
from app.plans.dxf.build import Builder, few, seen
from app.plans.dxf.drawing import Drawing
from app.plans.dxf.evidence import evidence, thickness
from app.plans.dxf.layers import SHOWN, LayerMap, open_layers
from app.plans.dxf.offices import known_office
from app.plans.dxf.read import read_dxf, segments
from app.plans.dxf.sheet import lay_out, walls_on_doors
from app.plans.dxf.sorted import Sorted, sort_drawing
from app.plans.dxf.underlay import underlay_of
from app.plans.dxf.units import HEADER, SCALES, against, settle_units
from app.plans.dxf.walls import rooms_between, too_many
from app.plans.importing import Choices, Imported, NoPlanError, Question, Tell
from app.plans.plan import Plan, PlanError
from app.words import Message, message, say

WALLISH = 0.35  # share of lines on unnamed layers that must run in pairs before they are taken for walls


def import_dxf(
    path: str | os.PathLike[str],
    units: str | None = None,
    layers: Path | LayerMap | None = None,
    language: str = "en",
) -> Plan:
    """Return the plan that a DXF file draws, its doubts in `language`; PlanError when it shows no rooms, cannot be read or has to be asked.

    `units` (mm, cm, m, inch, foot) overrules the file; `layers` maps walls, doors, windows, rooms, ... to layer patterns.
    """
    patterns = dict(open_layers(layers).patterns) if layers is not None else None
    found = read(Path(path), Choices(units=units, layers=patterns), language, lambda what, share: None)
    if found.plan is None:
        question = next(one for one in found.questions if not one.chosen)
        told = "; ".join(say(option.told, language) for option in question.options)
        raise PlanError(
            path if isinstance(path, str) else Path(path), question.about, f"{say(question.told, language)} {told}"
        )
    return found.plan


def read(path: Path, choices: Choices, language: str, tell: Tell) -> Imported:
    """Return what a DXF file draws: its plan, all its lines as underlay, what may be asked; PlanError when it shows no rooms."""
    with _collector_paused():
        return _read(path, choices, language, tell)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Spare the search for cycles among a hundred thousand entities that are all alive: a quarter of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(path: Path, choices: Choices, language: str, tell: Tell) -> Imported:
    drawing = read_dxf(path, tell)
    tell("plans.import_sorting", 0.7)
    layers = [*drawing.layers()]
    office, spoiled = known_office(choices.offices, layers)
    sorter = open_layers(dict(choices.layers) if choices.layers else None, office.sorts if office else None)
    told = sort_drawing(drawing, sorter)
    doubts = _remarks(drawing, told)
    doubts += [message("dxf.doubt_office_spoiled", told=str(problem)) for problem in spoiled]
    if office:
        doubts.append(message("dxf.doubt_office", name=office.name))
    try:
        return _planned(path, told, doubts, choices, language, tell)
    except PlanError as problem:
        shown = {layer: SHOWN.get(sort, sort) for layer, sort in told.layers.items()}
        scale = SCALES.get(choices.units or HEADER.get(drawing.units, "mm"), 1.0)
        raise NoPlanError(problem, Imported(None, underlay_of(lay_out(told, "", scale)), (), shown)) from problem


def _planned(path: Path, told: Sorted, doubts: list[Message], choices: Choices, language: str, tell: Tell) -> Imported:
    drawing = told.drawing
    told, guessed = _with_walls(path, told)
    rings = [line for line in told.lines("rooms") if line.closed and is_simple(line.points)]
    units = settle_units(path, drawing.units, choices.units, evidence(told, rings))
    shown = {layer: SHOWN.get(sort, sort) for layer, sort in told.layers.items()}
    questions = (units.question,) if units.question else ()
    if not units.name:
        if guessed and not _closes(told, units.question):
            raise PlanError(path, "", f"no rooms found: {seen(drawing)}")
        unsure = SCALES[units.question.options[0].value] if units.question else 1.0
        return Imported(None, underlay_of(lay_out(told, "", unsure)), questions, shown)
    told, mixed = walls_on_doors(told, SCALES[units.name])
    sheet = lay_out(told, units.name, SCALES[units.name])
    doubts = [*units.doubts, *doubts, *guessed]
    if mixed:
        doubts.append(message("dxf.doubt_walls_on_doors", names=few(mixed)))
    tell("plans.import_rooms", 0.75)
    plan, asked = Builder(path, sheet, choices.flat, language, doubts, tell).plan()
    tell("plans.import_rooms", 0.95)
    return Imported(plan, underlay_of(sheet), (*questions, *asked), shown)


def _remarks(drawing: Drawing, told: Sorted) -> list[Message]:
    """Return what is to be said of a file before its numbers are looked at."""
    found = [message("plans.doubt_repaired")] if drawing.repaired else []
    if drawing.alphabet:
        found.append(message("dxf.doubt_alphabet", alphabet=drawing.alphabet.upper()))
    if told.hidden:
        found.append(message("dxf.doubt_hidden", count=len(told.hidden), names=few(told.hidden)))
    unread = dict(drawing.unread)
    if proxies := unread.pop("ACAD_PROXY_ENTITY", 0) + sum(unread.pop(k) for k in list(unread) if k.startswith("TCH_")):
        found.append(message("dxf.doubt_proxies", count=proxies))
    if unread:
        names = [f"{count} {kind}" for kind, count in sorted(unread.items())]
        found.append(message("dxf.doubt_unread", names=few(names)))
    return found


def _with_walls(path: Path, told: Sorted) -> tuple[Sorted, list[Message]]:
    """Return a drawing whose walls are known, by their looks where no layer tells them; PlanError when nothing looks like walls."""
    if told.lines("walls") or any(line.closed for line in told.lines("rooms")):
        return told, []
    unnamed = sorted({line.layer for line in told.lines("")})
    lines = [line for line in told.lines("") if line.layer in unnamed]
    if thickness(list(segments(lines)))[1] < WALLISH or len(lines) < 4:
        raise PlanError(path, "", f"no rooms found: {seen(told.drawing)}")
    layers = {**told.layers, **dict.fromkeys(unnamed, "walls")}
    return replace(told, layers=layers), [message("dxf.doubt_walls_guessed", names=few(unnamed))]


def _closes(told: Sorted, question: Question | None) -> bool:
    """Return whether lines that may be walls close in rooms in any unit that would make walls and extents of them."""
    for unit in (option.value for option in question.options) if question else ():
        lines = lay_out(told, unit, SCALES[unit]).pieces("walls")
        if not against(unit, evidence(told, ())) and not too_many(lines) and rooms_between(lines):
            return True
    return False
