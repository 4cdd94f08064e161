"""The fit check: what does not fit, of a whole layout or, while dragging, of the units that move. RULES is all there is.

Where a plan was surveyed, furniture has to fit into what was measured (plans.survey), not into what was drawn.
A drag is asked about many times a second: everything that stands still is worked out once, a query tests only what moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.components.profile import Profile
from app.design.layout import Layout, Placed
from app.fit.finding import Finding, Fix
from app.fit.footprint import bodies
from app.fit.ground import Zone, ground, zones
from app.fit.rules.boards import door_shape, shelf_span
from app.fit.rules.cabinet_doors import cabinet_door_swing
from app.fit.rules.heights import ceiling
from app.fit.rules.obstacles import beam, obstacle
from app.fit.rules.openings import door_blocked, room_door_swing, window_covered
from app.fit.rules.outside_room import outside_room
from app.fit.rules.overlap import overlap
from app.fit.rules.worktops import worktop_cutout
from app.fit.situation import Draft, Rule, Situation, Way, placed_by, with_values
from app.fit.sweeps import Sweep, sweeps
from app.plans.surveys.as_measured import as_measured

RULES: tuple[Rule, ...] = (
    outside_room,
    overlap,
    obstacle,
    beam,
    ceiling,
    room_door_swing,
    door_blocked,
    window_covered,
    cabinet_door_swing,
    door_shape,
    shelf_span,
    worktop_cutout,
)
LEVELS = ("error", "warning", "info")
MOST_FIXES = 2  # ways out offered for one finding


def check(layout: Layout, profile: Profile) -> tuple[Finding, ...]:
    """Return all that does not fit, errors first, in the order of RULES and of the design; its fixes were tried and mend.

    `profile` is that of the design: its limits say what boards bear and how much air is left above.
    """
    everything = bodies(layout.placed)
    them = tuple(sweeps(layout.placed))
    drawn = layout.design.plan
    plan = as_measured(drawn)
    situation = Situation(
        ground(plan), profile, everything, tuple(range(len(everything.placed))), them, zones([]), True
    )
    drafts = _drafts(situation)
    trial = _Trial(situation, drafts)
    found = [replace(draft.finding, fixes=tuple(trial.fixes(draft))) for draft in drafts]
    if plan is not drawn:
        ideal = {_fact(draft.finding) for draft in _drafts(replace(situation, ground=ground(drawn), mending=False))}
        found = [replace(finding, by_survey=_fact(finding) not in ideal) for finding in found]
    return _sorted(found)


class DragCheck:
    """The findings of units on the move, against all that stands still in a layout."""

    def __init__(self, layout: Layout, moving: Iterable[str], profile: Profile) -> None:
        """Work out what stands still: all but the units `moving` (ids) and the runs over them; `profile` is that of the design."""
        self._profile = profile
        gone = frozenset(moving)
        still = [thing for thing in layout.placed if thing.id not in gone and not gone.intersection(thing.over)]
        self._ground = ground(as_measured(layout.design.plan))
        self._still = bodies(still)
        self._sweeps = zones(sweeps(still))

    def query(self, placed: Iterable[Placed]) -> tuple[Finding, ...]:
        """Return what does not fit of these things where they are now; no fixes, nobody presses a button while dragging."""
        return _sorted([draft.finding for draft in _drafts(self._situation(tuple(placed)))])

    def _situation(self, placed: tuple[Placed, ...]) -> Situation:
        start = len(self._still.placed)
        own: tuple[Zone[Sweep], ...] = tuple(sweeps(placed))
        return Situation(
            self._ground,
            self._profile,
            self._still.plus(bodies(placed)),
            tuple(range(start, start + len(placed))),
            own,
            self._sweeps,
        )


class _Trial:
    """Tries ways out: each is taken by its unit alone, and counts when the finding goes and no error comes."""

    def __init__(self, situation: Situation, drafts: list[Draft]) -> None:
        self._situation = situation
        self._strange = zones(situation.sweeps)
        self._index = {thing.id: index for index, thing in enumerate(situation.bodies.placed)}
        self._errors = Counter(
            unit_id for draft in drafts if draft.finding.level == "error" for unit_id in draft.finding.units
        )

    def fixes(self, draft: Draft) -> Iterator[Fix]:
        found = 0
        for way in draft.ways:
            fix = self._fix(draft.finding, way)
            if fix is not None and found < MOST_FIXES:
                found += 1
                yield fix

    def _fix(self, finding: Finding, way: Way) -> Fix | None:
        index = self._index[way.unit_id]
        thing = self._situation.bodies.placed[index]
        if way.frame is None:  # the size has to be built anew; the edit checks its limits
            return Fix(way.message, way.unit_id, with_values(thing, way).unit)
        mended = placed_by(thing, way)
        left = [draft.finding for draft in _drafts(self._with(index, mended))]
        same = any(other.rule == finding.rule and set(other.units) == set(finding.units) for other in left)
        errors = sum(other.level == "error" for other in left)
        before = self._errors[way.unit_id] - (finding.level == "error")
        return None if same or errors > before else Fix(way.message, way.unit_id, mended.unit)

    def _with(self, index: int, mended: Placed) -> Situation:
        still = self._situation.bodies.without(index)
        own = tuple(sweeps((mended,)))
        return Situation(
            self._situation.ground,
            self._situation.profile,
            still.plus(bodies((mended,))),
            (len(still.placed),),
            own,
            self._strange,
        )


def _drafts(situation: Situation) -> list[Draft]:
    """Return what the rules find; two units that stand in each other are told so once, not again by their doors."""
    drafts = [draft for rule in RULES for draft in rule(situation)]
    inside = {frozenset(draft.finding.units) for draft in drafts if draft.finding.rule == "overlap"}
    return [
        draft
        for draft in drafts
        if draft.finding.rule != "cabinet_door_swing" or frozenset(draft.finding.units) not in inside
    ]


def _fact(finding: Finding) -> tuple[str, str, tuple[str, ...], float | None, float | None]:
    return (finding.level, finding.rule, finding.units, finding.measured, finding.required)


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: LEVELS.index(finding.level)))
