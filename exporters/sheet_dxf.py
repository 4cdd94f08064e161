"""One DXF per nested sheet: exploded geometry in sheet coordinates, origin at the corner of the untrimmed board, x along its grain, mm.

Parts are drawn as they are cut, before banding, with their true contour and what is cut through them; a part that is no rectangle is
nested by its bounding box and says so. What a router can do from above while the parts lie in the sheet is drawn in place:
bores, grooves and pockets of face A, on the layers of the panel drawings. Edges and face B come later, with the panel drawings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.components.parts import Panel
from app.components.sides import is_rectangle
from app.geometry.frame import Point2
from app.takeoff.contour import cut_origin, cut_outline
from app.takeoff.job import JobPanel, Part, Sheet

from . import layers
from .bundle import Bundle, File, sheet_path
from .drawing import Drawing
from .milling import Vertex, contour, is_round, middle
from .panel_dxf import groove_corners

TEXT_HEIGHT = 14.0


def write_sheets(bundle: Bundle) -> Iterator[File]:
    """Yield the drawings of all sheets."""
    panels = {one.code: one for one in bundle.job.panels}
    for sheet in bundle.job.sheets:
        yield sheet_path(sheet.number, bundle.job), draw_sheet(sheet, panels, bundle.job.id)


def draw_sheet(sheet: Sheet, panels: dict[str, JobPanel], job_id: str) -> bytes:
    """Return the DXF of one sheet."""
    drawing = Drawing()
    drawing.contour(_rectangle(0.0, 0.0, sheet.length, sheet.width), layers.SHEET_OUTLINE)
    title = f"{job_id}-S{sheet.number:03d} {sheet.board.name.zh} {sheet.board.id} {sheet.decor}"
    saw = f"TRIM {sheet.trim:g} KERF {sheet.kerf:g} PARTS {len(sheet.parts)}"
    drawing.text(f"{title} {saw}", (0.0, sheet.width + TEXT_HEIGHT), 2 * TEXT_HEIGHT, layers.LABEL)
    for part in sheet.parts:
        _draw_part(drawing, part, panels[part.code])
    for rest in sheet.offcuts:
        drawing.contour(_rectangle(rest.x, rest.y, rest.length, rest.width), layers.OFFCUT)
        drawing.text(f"{rest.length:g} x {rest.width:g}", (rest.x + 20, rest.y + 20), TEXT_HEIGHT, layers.OFFCUT)
    return drawing.data()


def laid(part: Part, panel: Panel) -> Callable[[Point2], Point2]:
    """Return how a point of the finished panel comes to lie on the sheet; a turned part is turned a quarter, never mirrored."""
    x0, y0 = cut_origin(panel)

    def on_sheet(point: Point2) -> Point2:
        u, v = point[0] - x0, point[1] - y0
        x, y = (part.x + panel.cut_width - v, part.y + u) if part.turned else (part.x + u, part.y + v)
        return (round(x, 6), round(y, 6))

    return on_sheet


def _draw_part(drawing: Drawing, part: Part, job_panel: JobPanel) -> None:
    panel = job_panel.panel
    on_sheet = laid(part, panel)
    x0, y0 = cut_origin(panel)
    drawing.contour([on_sheet((x + x0, y + y0)) for x, y in cut_outline(panel)], layers.PART_OUTLINE)
    for hole in panel.holes:
        if hole.face == "A":
            drawing.circle(on_sheet((hole.x, hole.y)), hole.diameter, layers.drill(hole))
    for groove in panel.grooves:
        if groove.face == "A":
            corners = [_within(panel, corner) for corner in groove_corners(groove)]
            drawing.contour([on_sheet(corner) for corner in corners], layers.groove(groove))
    for pocket in panel.pockets:
        if pocket.face == "A":
            drawing.curve(_curved(on_sheet, contour(pocket)), layers.pocket(pocket))
    for cutout in panel.cutouts:
        if is_round(cutout):
            drawing.circle(on_sheet(middle(cutout)), 2.0 * cutout.radius, layers.PART_OUTLINE)
        else:
            drawing.curve(_curved(on_sheet, contour(cutout)), layers.PART_OUTLINE)
    drawing.text(part.code, (part.x + TEXT_HEIGHT, part.y + TEXT_HEIGHT), TEXT_HEIGHT, layers.LABEL)
    size = f"{panel.name.zh} {panel.cut_length:g} x {panel.cut_width:g}"
    drawing.text(size, (part.x + TEXT_HEIGHT, part.y + 2.5 * TEXT_HEIGHT), TEXT_HEIGHT, layers.LABEL)
    shape = [] if is_rectangle(panel) else ["异 SHAPE, NESTED BY ITS BOX"]
    strip = [f"通纹 MATCH {job_panel.strip}"] if job_panel.strip else []
    for row, words in enumerate((*shape, *strip)):
        at = (part.x + TEXT_HEIGHT, part.y + (4.0 + 1.5 * row) * TEXT_HEIGHT)
        drawing.text(words, at, TEXT_HEIGHT, layers.LABEL)


def _curved(on_sheet: Callable[[Point2], Point2], vertices: list[Vertex]) -> list[Vertex]:
    """Return a contour laid on the sheet: a turned part is never mirrored, so arcs keep their way."""
    return [(*on_sheet((x, y)), bulge) for x, y, bulge in vertices]


def _within(panel: Panel, point: Point2) -> Point2:
    """Return a point moved onto the board as cut: a groove that runs out of the finished panel ends with the unbanded board."""
    x0, y0 = cut_origin(panel)
    return (
        min(max(point[0], x0), x0 + panel.cut_length),
        min(max(point[1], y0), y0 + panel.cut_width),
    )


def _rectangle(x: float, y: float, length: float, width: float) -> list[Point2]:
    return [(x, y), (round(x + length, 6), y), (round(x + length, 6), round(y + width, 6)), (x, round(y + width, 6))]
