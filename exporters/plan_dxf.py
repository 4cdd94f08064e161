"""A plan as a DXF drawing for architects: R2013, mm, x east, y north; one layer for each sort of thing, the same bytes every time.

WALL is what the walls fill, cut open at doors and passages, WALL_THRESHOLD the wall's faces below doors. Doors and windows are blocks on
layers that tell their heights, as in DOOR_H2100mm and WINDOW_H1500mm_Ho900mm (Ho: sill). A ROOM is its clear outline with a block that
tells NAME, AREA (m²) and HEIGHT. Columns, beams and flues are outlines, service points a circle and their height. Importing the drawing
gives the same rooms and openings again.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ezdxf
from ezdxf.document import Drawing as Document
from shapely.geometry import Polygon

from app.geometry.frame import Point2
from app.geometry.polygon import area, band, bounds, inner_point, merge
from app.plans.check import check_plan
from app.plans.editing.kinds import kind_name
from app.plans.plan import Obstacle, Opening, Plan, PlanError, Room, Service, Wall
from app.plans.regions import wall_solid
from app.plans.sides import along_wall
from app.records import write_whole

from .drawing import MILLIMETRES, fixed_meta_data, plain

LETTERS = 200.0  # mm; 2.5 mm high on paper at 1:80
SMALL = 0.5  # share of LETTERS for the second line of a room and for service points
FONT = "simhei.ttf"  # has Chinese; on every Windows
LEAF = 40.0  # mm; a door leaf as drawn
SPOT = 60.0  # mm; diameter of a service point
AWAY = 600.0  # mm; from the outermost wall to its dimension line
COLOURS = {
    "WALL": 7,
    "DOOR": 3,
    "WINDOW": 4,
    "ROOM": 8,
    "COLUMN": 1,
    "BEAM": 6,
    "FLUE": 30,
    "DIMENSIONS": 2,
    "SERVICE": 5,
}
DASHED = ("BEAM",)
TAGS = ("NAME", "AREA", "HEIGHT", "UNIT_HEIGHT")


def write_plan_dxf(plan: Plan, path: Path, language: str) -> None:
    """Write a plan as a DXF file, whole or not at all; PlanError when the plan cannot be or the file cannot be written."""
    check_plan(plan, path)
    write_whole(path, plan_dxf(plan, language), PlanError)


def plan_dxf(plan: Plan, language: str) -> bytes:
    """Return a plan as the bytes of a DXF file, its words in `language`."""
    sheet = _Sheet(language)
    walls = {wall.id: wall for wall in plan.walls}
    sheet.walls(plan, walls)
    for opening in plan.openings:
        sheet.opening(opening, walls[opening.wall])
    for room in plan.rooms:
        sheet.room(room)
    for thing in plan.obstacles:
        sheet.obstacle(thing)
    for service in plan.services:
        sheet.service(service)
    sheet.dimensions(plan)
    return sheet.data()


def opening_layer(opening: Opening) -> str:
    """Return the layer of a door or window, which tells its height and its sill."""
    height = f"H{_number(opening.head - opening.sill)}mm"
    sill = f"_Ho{_number(opening.sill)}mm" if opening.kind == "window" or opening.sill else ""
    return f"{opening.kind.upper()}_{height}{sill}"


class _Sheet:
    """A drawing in the making."""

    def __init__(self, language: str) -> None:
        self.language = language
        with fixed_meta_data():
            self.document: Document = ezdxf.new("R2013", units=MILLIMETRES)
        self.document.header["$MEASUREMENT"] = 1
        self.document.header["$LTSCALE"] = 10.0
        self.document.styles.add("PLAN", font=FONT)
        self.document.linetypes.add("DASHED_BEAM", [60.0, 40.0, -20.0], description="beam __ __ __")
        self.space = self.document.modelspace()
        self._make_label()

    def on(self, layer: str) -> dict[str, Any]:
        """Return the attributes of an entity on a layer, which is made when it is first named."""
        if layer not in self.document.layers:
            sort = layer.partition("_")[0]
            linetype = "DASHED_BEAM" if sort in DASHED else "Continuous"
            self.document.layers.add(layer, color=COLOURS.get(layer, COLOURS.get(sort, 8)), linetype=linetype)
        return {"layer": layer}

    def ring(self, points: Sequence[Sequence[float]], layer: str) -> None:
        self.space.add_lwpolyline([(x, y) for x, y in points], close=True, dxfattribs=self.on(layer))

    def text(self, words: str, at: Point2, height: float, layer: str) -> None:
        attributes = {**self.on(layer), "style": "PLAN"}
        self.space.add_text(plain(words), height=height, dxfattribs=attributes).set_placement(at)

    def walls(self, plan: Plan, walls: dict[str, Wall]) -> None:
        """Draw what the walls fill at the floor: less doors, passages and windows down to the floor."""
        holes = [_hole(opening, walls[opening.wall]) for opening in plan.openings if opening.sill <= 0.0]
        solid = wall_solid(plan.walls).difference(merge(holes)) if holes else wall_solid(plan.walls)
        for part in getattr(solid, "geoms", (solid,)):
            if isinstance(part, Polygon) and not part.is_empty:
                for ring in (part.exterior, *part.interiors):
                    self.ring(list(ring.coords)[:-1], "WALL")

    def opening(self, opening: Opening, wall: Wall) -> None:
        """Insert the block of a door or window at its jamb, with a door's threshold; a passage is a gap in its wall."""
        if opening.kind == "passage":
            return
        if opening.sill <= 0.0:
            a, b, c, d = band(*_jambs(opening, wall), wall.thickness)
            self.space.add_line(a, b, dxfattribs=self.on("WALL_THRESHOLD"))
            self.space.add_line(d, c, dxfattribs=self.on("WALL_THRESHOLD"))
        name = _block_name(opening, wall)
        if name not in self.document.blocks:
            _draw_opening(self.document.blocks.new(name), opening, wall.thickness)
        turn = math.degrees(math.atan2(wall.end[1] - wall.start[1], wall.end[0] - wall.start[0]))
        at = along_wall(wall, opening.offset)
        self.space.add_blockref(name, at, dxfattribs={**self.on(opening_layer(opening)), "rotation": turn})

    def room(self, room: Room) -> None:
        """Draw the outline of a room and its label."""
        self.ring(room.outline, "ROOM")
        at = inner_point(room.outline)
        label = self.space.add_blockref("ROOM_LABEL", at, dxfattribs=self.on("ROOM"))
        values = (room.name(self.language), f"{area(room.outline) / 1e6:.2f}", _number(room.ceiling), "mm")
        label.add_auto_attribs(dict(zip(TAGS, (plain(value) for value in values), strict=True)))

    def _make_label(self) -> None:
        block = self.document.blocks.new("ROOM_LABEL")
        for row, tag in enumerate(TAGS):
            hidden = tag not in ("NAME", "AREA")
            one = block.add_attdef(
                tag,
                (-2.0 * LETTERS, -1.3 * row * LETTERS * (1.0 if row < 2 else SMALL)),
                dxfattribs={"height": LETTERS if row == 0 else LETTERS * SMALL, "style": "PLAN"},
            )
            one.is_invisible = hidden

    def obstacle(self, thing: Obstacle) -> None:
        """Draw a body's outline; what hangs above the floor tells how high it is."""
        layer = _layer_name(thing.kind)
        self.ring(thing.outline, layer)
        if thing.bottom > 0.0:
            words = f"{kind_name(thing.kind)(self.language)} +{_number(thing.bottom)}"
            x0, y0, _, _ = bounds(thing.outline)
            self.text(words, (x0, y0 - LETTERS * SMALL * 1.5), LETTERS * SMALL, "DIMENSIONS_TEXT")

    def service(self, service: Service) -> None:
        """Draw a service point: a circle, what it is, its height."""
        layer = f"SERVICE_{_layer_name(service.kind)}"
        x, y, z = service.at
        self.space.add_circle((x, y), SPOT / 2, dxfattribs=self.on(layer))
        words = f"{kind_name(service.kind)(self.language)} +{_number(z)}"
        self.text(words, (x + SPOT, y - LETTERS * SMALL / 2), LETTERS * SMALL, f"{layer}_TEXT")

    def dimensions(self, plan: Plan) -> None:
        """Draw the outer sizes below and left of the plan, and the clear width and depth of each room."""
        x0, y0, x1, y1 = wall_solid(plan.walls).bounds if plan.walls else bounds(plan.rooms[0].outline)
        self._dimension((x0, y0), (x1, y0), (x0, y0 - AWAY), 0.0)
        self._dimension((x0, y0), (x0, y1), (x0 - AWAY, y0), 90.0)
        for room in plan.rooms:
            a, b, c, d = bounds(room.outline)
            if min(c - a, d - b) > 4 * LETTERS:
                self._dimension((a, b), (c, b), (a, b + LETTERS * 1.5), 0.0)
                self._dimension((a, b), (a, d), (a + LETTERS * 1.5, b), 90.0)

    def _dimension(self, start: Point2, end: Point2, base: Point2, angle: float) -> None:
        override: dict[str, Any] = {
            "dimtxt": LETTERS * SMALL,
            "dimtsz": LETTERS / 4,
            "dimexe": 50.0,
            "dimexo": 50.0,
            "dimgap": 30.0,
        }
        override |= {"dimtad": 1, "dimdec": 1, "dimzin": 8, "dimlfac": 1.0, "dimscale": 1.0, "dimtxsty": "PLAN"}
        self.space.add_linear_dim(
            base=base, p1=start, p2=end, angle=angle, override=override, dxfattribs=self.on("DIMENSIONS")
        ).render()

    def data(self) -> bytes:
        """Return the file."""
        self.document.set_modelspace_vport(20000.0)
        stream = io.StringIO()
        with fixed_meta_data():
            self.document.write(stream)
        return stream.getvalue().encode("utf-8")


def _hole(opening: Opening, wall: Wall) -> tuple[Point2, ...]:
    """Return what an opening takes out of its wall, a little deeper than the wall."""
    return band(*_jambs(opening, wall), wall.thickness + 2.0)


def _jambs(opening: Opening, wall: Wall) -> tuple[Point2, Point2]:
    return along_wall(wall, opening.offset), along_wall(wall, opening.offset + opening.width)


def _block_name(opening: Opening, wall: Wall) -> str:
    words = (opening.kind, opening.leaf, opening.hinge, opening.side, _number(opening.width), _number(wall.thickness))
    return "_".join(word for word in words if word and word != "none").upper().replace(".", "P")


def _draw_opening(block: Any, opening: Opening, thickness: float) -> None:
    """Draw a door or window from its start jamb at the origin along x, its wall's middle at y = 0."""
    width, half = opening.width, thickness / 2
    if opening.kind == "window":
        _window(block, width, half)
        return
    for x in (0.0, width):
        block.add_line((x, -half), (x, half))
    if opening.leaf in ("hinged", "double"):
        sign = 1.0 if opening.side == "left" else -1.0
        hinges = ("start", "end") if opening.leaf == "double" else (opening.hinge,)
        for hinge in hinges:
            _leaf(block, 0.0 if hinge == "start" else width, width / len(hinges), hinge == "start", sign, half)
    else:
        block.add_line((0.0, -half / 3), (width * 0.55, -half / 3))
        block.add_line((width * 0.45, half / 3), (width, half / 3))


def _leaf(block: Any, hinge: float, reach: float, at_start: bool, sign: float, half: float) -> None:
    """Draw a leaf that stands open and the quarter circle it swings through, from the face it swings over."""
    y = sign * half
    away = 1.0 if at_start else -1.0
    corners = [(hinge, y), (hinge + away * LEAF, y), (hinge + away * LEAF, y + sign * reach), (hinge, y + sign * reach)]
    block.add_lwpolyline(corners, close=True)
    shut, standing = (0.0 if at_start else 180.0), 90.0 * sign
    counter_clockwise = ((standing - shut) % 360.0) < 180.0
    start, end = (shut, standing) if counter_clockwise else (standing, shut)
    block.add_arc((hinge, y), reach, start % 360.0, end % 360.0)


def _window(block: Any, width: float, half: float) -> None:
    block.add_lwpolyline([(0.0, -half), (width, -half), (width, half), (0.0, half)], close=True)
    for y in (-half / 3, half / 3):
        block.add_line((0.0, y), (width, y))


def _layer_name(kind: str) -> str:
    """Return a kind as the name of a layer."""
    return re.sub(r"[^A-Z0-9]+", "_", kind.upper()).strip("_") or "OTHER"


def _number(value: float) -> str:
    return f"{round(value, 3):.3f}".rstrip("0").rstrip(".")
