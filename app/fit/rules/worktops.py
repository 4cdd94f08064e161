"""Worktops are cut out for what stands under them: enough stone stays round each cut-out, or the worktop is not cut and this says so."""

from __future__ import annotations

from collections.abc import Iterator

from app.components.parts import Cut, Panel
from app.design.layout import Placed
from app.design.runs import CUTS
from app.fit.situation import Draft, Situation, draft
from app.records import Text

TRUE = 0.02  # mm; two lengths rounded to 0.01 each
KINDS = {"sink": Text("水槽", "sink"), "hob": Text("灶具", "hob")}
OTHER = Text("器具", "fitting")

type Rect = tuple[float, float, float, float]  # low x, low y, high x, high y in the axes of a run


def worktop_cutout(situation: Situation) -> Iterator[Draft]:
    """Yield what a unit asks to be cut out and its worktop lacks: mm of stone that would be left beside it against what is needed."""
    runs = [thing for thing in situation.bodies.placed if thing.unit is None and _slabs(thing)]
    for index, thing in situation.own():
        for run in runs if thing.component.cuts else ():
            if thing.id not in run.over:
                continue
            made = [hole for panel in _slabs(run) for hole in _holes(panel)]
            for cut in thing.component.cuts:
                asked = _asked(thing, run, cut)
                if not any(max(abs(a - b) for a, b in zip(hole, asked, strict=True)) <= TRUE for hole in made):
                    yield _draft(situation, index, thing, run, cut, asked, made)


def _draft(
    situation: Situation, index: int, thing: Placed, run: Placed, cut: Cut, asked: Rect, made: list[Rect]
) -> Draft:
    kind, needed = KINDS.get(cut.kind, OTHER), situation.profile.numbers["cutout_web"]
    left = _left(asked, run, made)
    if left >= needed - TRUE:
        return draft(
            "error", "worktop_cutout", (thing,), situation.middle(index), None, CUTS, key="worktop_cuts", cut=kind
        )
    return draft("error", "worktop_cutout", (thing,), situation.middle(index), left, needed, cut=kind)


def _slabs(thing: Placed) -> tuple[Panel, ...]:
    return tuple(panel for panel in thing.component.panels if panel.role == "worktop")


def _holes(panel: Panel) -> Iterator[Rect]:
    for hole in panel.cutouts:
        low, high = (panel.pose.out((*corner, 0.0)) for corner in (hole.low, hole.high))
        yield (min(low[0], high[0]), min(low[1], high[1]), max(low[0], high[0]), max(low[1], high[1]))


def _asked(thing: Placed, run: Placed, cut: Cut) -> Rect:
    """Return where a unit's cut-out lies in its worktop, both turned alike."""
    spots = [run.frame.into(thing.frame.out((*corner, 0.0))) for corner in (cut.low, cut.high)]
    xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
    return (min(xs), min(ys), max(xs), max(ys))


def _left(asked: Rect, run: Placed, made: list[Rect]) -> float:
    """Return how many mm of the worktop stay beside a cut-out, to its rim and to the cut-outs made; below 0 where it leaves it."""
    corners = [
        spot for panel in _slabs(run) for spot in (panel.pose.at, panel.pose.out((panel.length, panel.width, 0.0)))
    ]
    xs, ys = [spot[0] for spot in corners], [spot[1] for spot in corners]
    rims = (asked[0] - min(xs), asked[1] - min(ys), max(xs) - asked[2], max(ys) - asked[3])
    gaps = (max(asked[0] - hole[2], hole[0] - asked[2], asked[1] - hole[3], hole[1] - asked[3]) for hole in made)
    return min((*rims, *gaps))
