"""One DXF per face of each line of the cut list: the finished panel, origin lower left, x along the length, y from L1, mm.

Face A is always drawn, with its bores, grooves and pockets, all bores in edges and what is cut through the board. Face B is drawn when
something is machined there, as the machine sees it after the panel was turned over left to right: x' = length - x, y' = y. So L1 stays
below and W2 comes to the left; bores in edges and cut-outs are not repeated. All boards of a line share its drawings; bom/panels.csv and
the manifest name them for each code.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from app.components.parts import Cutout, Groove, Hole, Panel, Pocket
from app.components.sides import is_rectangle
from app.geometry.frame import Point2
from app.takeoff.job import CutLine, Job

from . import layers
from .bundle import Bundle, File, program
from .drawing import Drawing
from .milling import contour, is_round, middle

TEXT_HEIGHT = 12.0
CODES_SHOWN = 6
INWARD: dict[str, Point2] = {"W1": (1.0, 0.0), "W2": (-1.0, 0.0), "L1": (0.0, 1.0), "L2": (0.0, -1.0)}


def write_panels(bundle: Bundle) -> Iterator[File]:
    """Yield the drawings of all cut-list lines."""
    for line in bundle.job.cut_list:
        for face in faces(line.panel):
            yield program(line, bundle.job, face), draw_face(line, face)


def faces(panel: Panel) -> tuple[str, ...]:
    """Return the faces that are drawn: A, and B where it has bores, grooves or pockets."""
    machined: tuple[Hole | Groove | Pocket, ...] = (*panel.holes, *panel.grooves, *panel.pockets)
    on_b = any(one.face == "B" for one in machined)
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
    for pocket in panel.pockets:
        if pocket.face == face:
            drawing.curve(contour(turned_over(panel, face, pocket)), layers.pocket(pocket))
    if face == "A":
        for cutout in panel.cutouts:
            draw_cutout(drawing, cutout, layers.cutout(panel.thickness))
    for row, words in enumerate(label(line, face)):
        drawing.text(words, (2 * TEXT_HEIGHT, panel.width / 2 - row * 1.5 * TEXT_HEIGHT), TEXT_HEIGHT, layers.LABEL)
    return drawing.data()


def seen(panel: Panel, face: str, point: Point2) -> Point2:
    """Return a point of the panel as seen from a face: from B the panel was turned over left to right."""
    return point if face == "A" else (round(panel.length - point[0], 6), point[1])


def turned_over(panel: Panel, face: str, pocket: Pocket) -> Pocket:
    """Return a recess as seen from a face."""
    (x0, y0), (x1, y1) = seen(panel, face, pocket.low), seen(panel, face, pocket.high)
    return replace(pocket, low=(min(x0, x1), y0), high=(max(x0, x1), y1))


def draw_cutout(drawing: Drawing, cutout: Cutout, layer: str) -> None:
    """Draw what is cut through a board: a circle where it is round."""
    if is_round(cutout):
        drawing.circle(middle(cutout), 2.0 * cutout.radius, layer)
    else:
        drawing.curve(contour(cutout), layer)


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
    """Return the words on a drawing: line, name, size, how it is seen, the codes of its boards, and the marks of domain.md 5.7."""
    panel = line.panel
    size = " x ".join(f"{value:g}" for value in (panel.length, panel.width, panel.thickness))
    more = f" +{line.qty - CODES_SHOWN}" if line.qty > CODES_SHOWN else ""
    view = "FACE A" if face == "A" else "FACE B, TURNED OVER LEFT TO RIGHT, L1 BELOW"
    return [
        f"L{line.number:03d} {panel.name.zh} {panel.name.en}",
        f"{size} {line.board.id} {panel.decor} QTY {line.qty}",
        view,
        " ".join(line.codes[:CODES_SHOWN]) + more,
        *([" | ".join(found)] if (found := marks(line)) else []),
    ]


def marks(line: CutLine) -> list[str]:
    """Return what sets a line apart in the factory: a special shape (异), openings, pockets, matched grain; none for a plain board."""
    panel = line.panel
    found = []
    if not is_rectangle(panel):
        found.append("异 SHAPE")
    if panel.cutouts:
        found.append(f"开孔 CUTOUTS {len(panel.cutouts)}")
    for face in ("A", "B"):
        count = sum(pocket.face == face for pocket in panel.pockets)
        if count:
            found.append(f"铣型 POCKETS {face} {count}")
    if line.strips:
        more = f" +{line.qty - CODES_SHOWN}" if line.qty > CODES_SHOWN else ""
        found.append("通纹 MATCH " + " ".join(line.strips[:CODES_SHOWN]) + more)
    return found
