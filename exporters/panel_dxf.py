"""One DXF per face of each line of the cut list: the finished panel, origin lower left, x along the length, y from L1, mm.

Face A is always drawn, with its bores and grooves and all bores in edges. Face B is drawn when something is machined there, as the
machine sees it after the panel was turned over left to right: x' = length - x, y' = y. So L1 stays below and W2 comes to the left; bores
in edges are not repeated. All boards of a line share its drawings; bom/panels.csv and the manifest name them for each code.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.components.parts import Groove, Hole, Panel
from app.geometry.frame import Point2
from app.takeoff.job import CutLine, Job

from . import layers
from .bundle import Bundle, File, program
from .drawing import Drawing

TEXT_HEIGHT = 12.0
CODES_SHOWN = 6
INWARD: dict[str, Point2] = {"W1": (1.0, 0.0), "W2": (-1.0, 0.0), "L1": (0.0, 1.0), "L2": (0.0, -1.0)}


def write_panels(bundle: Bundle) -> Iterator[File]:
    """Yield the drawings of all cut-list lines."""
    for line in bundle.job.cut_list:
        for face in faces(line.panel):
            yield program(line, bundle.job, face), draw_face(line, face)


def faces(panel: Panel) -> tuple[str, ...]:
    """Return the faces that are drawn: A, and B where it has bores or grooves."""
    on_b = any(hole.face == "B" for hole in panel.holes) or any(groove.face == "B" for groove in panel.grooves)
    return ("A", "B") if on_b else ("A",)


def programs(line: CutLine, job: Job) -> tuple[str, ...]:
    """Return the paths of all drawings that a board of this line needs."""
    return tuple(program(line, job, face) for face in faces(line.panel))


def draw_face(line: CutLine, face: str) -> bytes:
    """Return the DXF of one face."""
    panel = line.panel
    drawing = Drawing()
    drawing.contour([seen(panel, face, point) for point in panel.outline], layers.outline(panel.thickness))
    for hole in panel.holes:
        if hole.face == face:
            drawing.circle(seen(panel, face, (hole.x, hole.y)), hole.diameter, layers.drill(hole))
        elif face == "A" and hole.face != "B":
            drawing.line(*edge_bore(hole), layers.drill(hole))
    for groove in panel.grooves:
        if groove.face == face:
            drawing.contour([seen(panel, face, point) for point in groove_corners(groove)], layers.groove(groove))
    for row, words in enumerate(label(line, face)):
        drawing.text(words, (2 * TEXT_HEIGHT, panel.width / 2 - row * 1.5 * TEXT_HEIGHT), TEXT_HEIGHT, layers.LABEL)
    return drawing.data()


def seen(panel: Panel, face: str, point: Point2) -> Point2:
    """Return a point of the panel as seen from a face: from B the panel was turned over left to right."""
    return point if face == "A" else (round(panel.length - point[0], 6), point[1])


def edge_bore(hole: Hole) -> tuple[Point2, Point2]:
    """Return where a bore in an edge starts and where it ends inside the panel."""
    dx, dy = INWARD[hole.face]
    return (hole.x, hole.y), (round(hole.x + dx * hole.depth, 6), round(hole.y + dy * hole.depth, 6))


def groove_corners(groove: Groove) -> list[Point2]:
    """Return the four corners of a groove about its centre line, counter-clockwise."""
    (x0, y0), (x1, y1) = groove.start, groove.end
    length = math.dist(groove.start, groove.end)
    nx, ny = -(y1 - y0) / length * groove.width / 2, (x1 - x0) / length * groove.width / 2
    corners = [(x0 - nx, y0 - ny), (x1 - nx, y1 - ny), (x1 + nx, y1 + ny), (x0 + nx, y0 + ny)]
    return [(round(x, 6), round(y, 6)) for x, y in corners]


def label(line: CutLine, face: str) -> list[str]:
    """Return the words on a drawing: line, name, size, how it is seen, and the codes of its boards."""
    panel = line.panel
    size = " x ".join(f"{value:g}" for value in (panel.length, panel.width, panel.thickness))
    more = f" +{line.qty - CODES_SHOWN}" if line.qty > CODES_SHOWN else ""
    view = "FACE A" if face == "A" else "FACE B, TURNED OVER LEFT TO RIGHT, L1 BELOW"
    return [
        f"L{line.number:03d} {panel.name.zh} {panel.name.en}",
        f"{size} {line.board.id} {panel.decor} QTY {line.qty}",
        view,
        " ".join(line.codes[:CODES_SHOWN]) + more,
    ]
