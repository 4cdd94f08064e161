"""A sheet -> underlay: every line of the drawing told by what it was taken for, every text. Plan axes, mm. Nothing is dropped."""

from __future__ import annotations

from app.plans.dxf.curves import arc_points
from app.plans.dxf.drawing import DIMENSION
from app.plans.dxf.sheet import Sheet
from app.plans.underlay import Line, Note, Underlay

REACH = 1e9  # mm; beyond, nothing can be shown


def underlay_of(sheet: Sheet) -> Underlay:
    """Return all that a sheet draws, to be shown below the plan."""
    told = sheet.sorted
    lines = [Line(told.shown(one), one.layer, sheet.chain(one), one.closed) for one in told.drawing.lines]
    for arc in told.drawing.arcs:
        if not arc.drawn:
            points = tuple(sheet.mm(point) for point in arc_points(arc, max(2, round(arc.sweep / 7.5))))
            lines.append(Line(told.shown(arc), arc.layer, points))
    drawing = told.drawing
    notes = [
        Note(one.layer, one.text, sheet.mm(one.at))
        for one in drawing.notes
        if one.text.strip() and one.tag != DIMENSION
    ]
    notes += [
        Note(one.layer, one.text, sheet.mm(one.at))
        for one in drawing.notes
        if one.text.strip() and one.tag == DIMENSION
    ]
    return Underlay(tuple(line for line in lines if _shows(line)), tuple(notes))


def _shows(line: Line) -> bool:
    return all(abs(x) <= REACH and abs(y) <= REACH for x, y in line.points)
