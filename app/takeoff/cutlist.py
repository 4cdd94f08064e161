"""The cut list: physical panels that are alike in everything a machine does to them, grouped and numbered."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import astuple

from .job import CutLine, JobPanel


def cut_list(panels: tuple[JobPanel, ...]) -> tuple[CutLine, ...]:
    """Return the panels grouped by likeness, numbered from 1 by board, decor and falling size: the same every time."""
    groups: dict[Hashable, list[JobPanel]] = {}
    for panel in panels:
        groups.setdefault(likeness(panel), []).append(panel)
    order = sorted(groups.values(), key=lambda group: _rank(group[0]))
    return tuple(
        CutLine(
            number,
            group[0].panel,
            group[0].board,
            len(group),
            tuple(one.code for one in group),
            group[0].grain,
            tuple(one.strip for one in group) if group[0].match else (),
        )
        for number, group in enumerate(order, start=1)
    )


def likeness(job_panel: JobPanel) -> Hashable:
    """Return what two panels must share to be one line: board, decor, grain, sizes, bands, outline and all that is machined.

    Role, name and place in the unit do not count; nor does the order in which holes and the like were listed. Matched panels are not
    mixed with others: they are cut from strips. Which strip is no matter to the machines, so equal fronts of many strips are one line.
    """
    panel = job_panel.panel
    return (
        job_panel.board.id,
        panel.decor,
        job_panel.grain,
        panel.thickness,
        (panel.length, panel.width, panel.cut_length, panel.cut_width),
        panel.edges,
        panel.outline,
        panel.bands,
        bool(job_panel.match),
        tuple(sorted(astuple(hole) for hole in panel.holes)),
        tuple(sorted(astuple(groove) for groove in panel.grooves)),
        tuple(sorted(astuple(pocket) for pocket in panel.pockets)),
        tuple(sorted(astuple(cutout) for cutout in panel.cutouts)),
    )


def _rank(job_panel: JobPanel) -> tuple[object, ...]:
    panel = job_panel.panel
    return (job_panel.board.id, panel.decor, -panel.length, -panel.width, job_panel.code)
