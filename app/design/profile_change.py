"""The same design under another construction profile: what it would be, what becomes of its panels, and what that factory cannot make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.components.parts import LibraryError, RefusedError
from app.components.profile import Profile
from app.design import edits
from app.design.design import Design
from app.design.layout import build_unit, lay_out
from app.design.placed import Builder, Layout
from app.records import Text
from app.words import Argument, Message, message

type Sizes = dict[tuple[str, str], tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Refused:
    """A unit that a profile cannot make, and why; `unit` is "" for what follows from where units stand: worktops, plinths, ends."""

    unit: str
    sample: str
    problem: LibraryError

    @property
    def cause(self) -> Text | str:
        """Why, in both languages where the family itself says so."""
        if isinstance(self.problem, RefusedError):
            return self.problem.reason
        return f"{self.problem.place}: {self.problem.cause}" if self.problem.place else self.problem.cause


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """What a design becomes under another profile. With anything `refused` it cannot be, and the counts are 0."""

    design: Design
    profile: Profile
    refused: tuple[Refused, ...] = ()
    panels: int = 0  # that there are afterwards
    resized: int = 0  # of another length, width or thickness than before, mm, finished
    added: int = 0
    removed: int = 0

    @property
    def sentences(self) -> tuple[Message, ...]:
        """What there is to tell: what became of the panels, or each thing that cannot be made."""
        name: dict[str, Argument] = {"profile": self.profile.name}
        if self.refused:
            return tuple(
                message("design.profile_refused", **name, unit=one.unit, sample=one.sample, cause=one.cause)
                if one.unit
                else message("design.profile_refused_there", **name, sample=one.sample, cause=one.cause)
                for one in self.refused
            )
        counts = {"panels": self.panels, "resized": self.resized}
        if self.added or self.removed:
            return (message("design.profile_made_others", **name, **counts, added=self.added, removed=self.removed),)
        return (message("design.profile_made", **name, **counts),)


def change_profile(design: Design, profile: Profile, catalog: Builder) -> ProfileChange:
    """Return what a design becomes under a profile of the catalog; raise LibraryError when it cannot be built as it is."""
    changed = edits.set_profile(design, profile.id)
    before = _sizes(lay_out(design, catalog))
    refused = tuple(_refused(changed, catalog))
    if refused:
        return ProfileChange(design, profile, refused)
    try:
        after = _sizes(lay_out(changed, catalog))
    except LibraryError as problem:
        return ProfileChange(design, profile, (Refused("", problem.file, problem),))
    kept = before.keys() & after.keys()
    resized = sum(before[key] != after[key] for key in kept)
    return ProfileChange(changed, profile, (), len(after), resized, len(after) - len(kept), len(before) - len(kept))


def _refused(design: Design, catalog: Builder) -> Iterator[Refused]:
    for unit in design.units:
        try:
            build_unit(unit, design, catalog)
        except LibraryError as problem:
            yield Refused(unit.id, unit.sample, problem)


def _sizes(layout: Layout) -> Sizes:
    """Return the finished sizes of all panels by the id of what they belong to and their own."""
    return {
        (placed.id, panel.id): (panel.length, panel.width, panel.thickness)
        for placed in layout.placed
        for panel in placed.component.panels
    }
