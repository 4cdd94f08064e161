"""A flat as an office drew it long ago: in cm though the header says mm, no swings of doors, a wall out of place. Facts in mm and m².

Three columns of rooms from west to east: bathroom below kitchen, living room, study below bedroom; outer walls 200 thick, inner ones 100.
The wall between study and bedroom is drawn 100 too far north; the printed areas are the true ones. A pier leaves a niche of 1500 by 600
in the bedroom's north-east corner.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ezdxf
from ezdxf.layouts import Modelspace
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

type Box = tuple[float, float, float, float]  # x0, y0, x1, y1

CM = 10.0  # mm; what the lines are drawn in
HEADER_MM = 4  # $INSUNITS
OUT_OF_PLACE = 100.0
NORTH, EAST = 6000.0, 9800.0  # inner faces of the outer walls
DEPTH = 3500.0  # of the bedroom, south to north, as it is
NICHE = (1500.0, 600.0)
PIER = (EAST - NICHE[0] - 100.0, NORTH - NICHE[1], EAST - NICHE[0], NORTH)
PRINTED = {"bath": 4.32, "kitchen": 6.3, "living": 25.2, "study": 8.64, "bedroom": 12.54}  # by kind of room
NAMES = {
    "zh": {"bath": "卫生间", "kitchen": "厨房", "living": "客厅", "study": "书房", "bedroom": "主卧"},
    "en": {"bath": "Bathroom", "kitchen": "Kitchen", "living": "Living room", "study": "Study", "bedroom": "Bedroom"},
}
LAYERS = {
    "zh": {"walls": "墙体", "doors": "门", "windows": "窗", "text": "文字"},
    "en": {"walls": "WALL", "doors": "DOOR", "windows": "WINDOW", "text": "TEXT"},
}
COLOURS = {"walls": 7, "doors": 3, "windows": 4, "text": 2}
DOORS: tuple[Box, ...] = (
    (2200.0, -200.0, 3200.0, 0.0),  # entry
    (1800.0, 1200.0, 1900.0, 2000.0),  # bathroom
    (1800.0, 3600.0, 1900.0, 4400.0),  # kitchen
    (6100.0, 900.0, 6200.0, 1800.0),  # study
    (6100.0, 3600.0, 6200.0, 4500.0),  # bedroom
)
WINDOWS: tuple[Box, ...] = (
    (2800.0, 6000.0, 5200.0, 6200.0),
    (6400.0, 6000.0, 7900.0, 6200.0),
    (7200.0, -200.0, 8800.0, 0.0),
    (-200.0, 4000.0, 0.0, 5200.0),
)


def clear_rooms() -> dict[str, Box]:
    """Return the rooms as drawn, the pier not taken out of the bedroom."""
    wall = NORTH - DEPTH - 100.0 + OUT_OF_PLACE  # the south face of the wall that is out of place
    return {
        "bath": (0.0, 0.0, 1800.0, 2400.0),
        "kitchen": (0.0, 2500.0, 1800.0, NORTH),
        "living": (1900.0, 0.0, 6100.0, NORTH),
        "study": (6200.0, 0.0, EAST, wall),
        "bedroom": (6200.0, wall + 100.0, EAST, NORTH),
    }


def draw_flat(path: Path, language: str) -> None:
    """Write the drawing as a DXF of R2000, its words in a language."""
    document = ezdxf.new("R2000", units=HEADER_MM)
    layers = LAYERS[language]
    for sort, layer in layers.items():
        document.layers.add(layer, color=COLOURS[sort])
    space = document.modelspace()
    for ring in _wall_rings():
        points = [(x / CM, y / CM) for x, y in ring]
        space.add_lwpolyline(points, close=True, dxfattribs={"layer": layers["walls"]})
    for opening in DOORS:
        _draw_along(space, opening, (0.0, 1.0), layers["doors"])
    for opening in WINDOWS:
        _draw_along(space, opening, (0.0, 0.35, 0.65, 1.0), layers["windows"])
    for kind, (x0, y0, x1, y1) in clear_rooms().items():
        for line, words in enumerate((NAMES[language][kind], f"{PRINTED[kind]} m²")):
            at = ((x0 + 0.2 * (x1 - x0)) / CM, ((y0 + y1) / 2 - 350.0 * line) / CM)
            space.add_text(words, height=20.0, dxfattribs={"layer": layers["text"]}).set_placement(at)
    document.saveas(path)


def _draw_along(space: Modelspace, opening: Box, shares: tuple[float, ...], layer: str) -> None:
    """Draw lines along an opening, at shares of its wall's thickness: the edges of a threshold, the panes of a window."""
    x0, y0, x1, y1 = opening
    for share in shares:
        if x1 - x0 > y1 - y0:
            y = y0 + share * (y1 - y0)
            ends = ((x0, y), (x1, y))
        else:
            x = x0 + share * (x1 - x0)
            ends = ((x, y0), (x, y1))
        space.add_line(*((px / CM, py / CM) for px, py in ends), dxfattribs={"layer": layer})


def _wall_rings() -> Iterator[list[tuple[float, float]]]:
    """Yield the outlines of what the walls fill, cut open at doors and windows."""
    free = unary_union([box(*room) for room in clear_rooms().values()]).difference(box(*PIER))
    holes = unary_union([box(*opening) for opening in (*DOORS, *WINDOWS)])
    solid: BaseGeometry = box(-200.0, -200.0, EAST + 200.0, NORTH + 200.0).difference(free).difference(holes)
    for part in getattr(solid, "geoms", (solid,)):
        assert isinstance(part, Polygon)
        for ring in (part.exterior, *part.interiors):
            yield [(x, y) for x, y in ring.coords][:-1]
