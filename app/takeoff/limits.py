"""What the machines cannot take: notes on parts beyond the limits that a construction profile gives its drill, saw and edge bander. mm.

Nothing is changed or left out: the factory is told which boards need another way (domain.md 2.6, 4.3, 5.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from app.components.sides import sides
from app.words import Message, message

from .job import JobPanel

CODES_SHOWN = 6

type Machine = Mapping[str, float]
type Faulty = Callable[[JobPanel, Machine], bool]


def machine_notes(panels: Iterable[JobPanel], machine: Machine) -> tuple[Message, ...]:
    """Return one note per machine and size of part that it cannot take; a limit that the profile does not give is not asked."""
    panels = tuple(panels)
    return tuple(note for key, faulty in RULES.items() for note in _notes(key, faulty, panels, machine))


def over_slab(panel: JobPanel) -> bool:
    """Return whether a part that is not nested (a worktop) is larger than the slab it is made of."""
    long, short = sorted((panel.panel.cut_length, panel.panel.cut_width), reverse=True)
    return not panel.board.nested and (long > panel.board.length or short > panel.board.width)


def _drill(panel: JobPanel, machine: Machine) -> bool:
    """Whether a bored or milled part is too small, too large, too thin or too thick for the drilling machine, whichever way it enters."""
    part = panel.panel
    if not panel.board.nested or not (part.holes or part.grooves or part.pockets or part.cutouts):
        return False
    long, short = max(part.length, part.width), min(part.length, part.width)
    return (
        _beyond(long, machine, "drill_length_least", "drill_length_most")
        or _beyond(short, machine, "drill_width_least", "drill_width_most")
        or _beyond(part.thickness, machine, "drill_thickness_least", "drill_thickness_most")
    )


def _saw(panel: JobPanel, machine: Machine) -> bool:
    part = panel.panel
    long, short = max(part.cut_length, part.cut_width), min(part.cut_length, part.cut_width)
    return panel.board.nested and (
        _beyond(long, machine, "saw_length_least") or _beyond(short, machine, "saw_width_least")
    )


def _strip(panel: JobPanel, machine: Machine) -> bool:
    """Whether a banded part is narrower than the edge bander feeds."""
    short = min(panel.panel.cut_length, panel.panel.cut_width)
    banded = any(side.band.thickness > 0 for side in sides(panel.panel))
    return panel.board.nested and banded and _beyond(short, machine, "strip_least")


def _slab(panel: JobPanel, machine: Machine) -> bool:
    return over_slab(panel)


RULES: Mapping[str, Faulty] = {
    "takeoff.beyond_drill": _drill,
    "takeoff.beyond_saw": _saw,
    "takeoff.beyond_bander": _strip,
    "takeoff.beyond_slab": _slab,
}


def _beyond(value: float, machine: Machine, least: str, most: str = "") -> bool:
    return (least in machine and value < machine[least]) or (most in machine and value > machine[most])


def _notes(key: str, faulty: Faulty, panels: tuple[JobPanel, ...], machine: Machine) -> Iterator[Message]:
    groups: dict[tuple[object, ...], list[JobPanel]] = {}
    for one in panels:
        if faulty(one, machine):
            part = one.panel
            groups.setdefault((one.board.id, part.name, part.length, part.width), []).append(one)
    for group in groups.values():
        part, codes = group[0].panel, [one.code for one in group]
        shown = " ".join(codes[:CODES_SHOWN]) + (f" +{len(codes) - CODES_SHOWN}" if len(codes) > CODES_SHOWN else "")
        yield message(
            key,
            name=part.name,
            count=len(codes),
            codes=shown,
            length=part.length,
            width=part.width,
            thickness=part.thickness,
            cut_length=part.cut_length,
            cut_width=part.cut_width,
            board=group[0].board.name,
        )
