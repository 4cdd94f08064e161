"""How offices draw: one entry a manner, each with its own layers, blocks, units and habits."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from app.plans.plan import Plan
from app.records import Text

from . import clutter
from .body import holes_of, masonry, rings_of, spans_of
from .pen import Pen, Setting, document
from .symbols import (
    Draw,
    Style,
    block_door,
    block_window,
    loose_door,
    loose_window,
    nested_door,
    unit_door,
    unit_window,
)

type Walls = Literal["lines", "rings", "hatches", "wide"]


@dataclass(frozen=True)
class Manner:
    """One office's way: `layers` names walls, doors, windows, columns, text, dims, axes, furniture, floors, rooms, flues; "" draws it not.

    `liar` lists (true unit, what the header says), taken in turn. `bound` puts the whole drawing into a block.
    """

    name: Text
    layers: dict[str, str]
    door: Draw
    window: Draw
    style: dict[str, Any] = field(default_factory=dict)
    walls: Walls = "lines"
    unbroken: tuple[str, ...] = ()
    setting: Setting = field(default_factory=Setting)
    header: str = "mm"
    liar: tuple[tuple[str, str], ...] = ()
    version: str = "R2010"
    encoding: str = ""
    language: str = "zh"
    areas: bool = True
    tags: bool = False
    told: bool = False  # dimensions with a text of their own
    flat: bool = False
    slip: float = 0.0
    bound: bool = False
    neighbour: bool = False  # another flat on the sheet
    frame: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was drawn: the file, how it lies, the flats on it with their own labels."""

    path: Path
    setting: Setting
    asks_for: str  # the label of the flat that is measured, "" with one on the sheet


def draw(manner: Manner, plan: Plan, number: int, path: Path, other: Plan | None = None) -> Sheet:
    """Draw a plan as an office would; `number` settles what varies from sheet to sheet."""
    setting, header = manner.setting, manner.header
    if manner.liar:
        unit, header = manner.liar[number % len(manner.liar)]
        setting = replace(setting, unit=unit)
    made = document(manner.version, header, manner.encoding)
    for layer in {name for name in manner.layers.values() if name not in ("", "0")}:
        made.layers.add(layer, color=7)
    space: Any = made.modelspace()
    if manner.bound:
        space = made.blocks.new("PLAN")
    chance = random.Random(zlib.crc32(plan.id.encode()))
    pen = Pen(made, space, setting, manner.flat, manner.slip, chance)
    _flat(pen, manner, plan)
    if other is not None:
        x0, _, x1, _ = clutter.extent(plan)
        gap = x1 + 6000.0 - clutter.extent(other)[0]
        beside = replace(setting, moved=(setting.moved[0] + gap, setting.moved[1]))
        _flat(replace_pen(pen, beside), manner, other)
        _title(pen, manner, plan, "A户型")
        _title(replace_pen(pen, beside), manner, other, "B户型")
    if manner.frame:
        x0, y0, x1, y1 = clutter.extent(plan)
        wide = 0.0 if other is None else 6000.0 + clutter.extent(other)[2] - clutter.extent(other)[0]
        tall = max(y1, y1 if other is None else clutter.extent(other)[3])
        clutter.frame(
            pen, manner.layers["frame"], manner.layers["text"], (x0, y0, x1 + wide + 8000.0, tall), plan.name("zh")
        )
        clutter.schedule(pen, manner.layers["frame"], manner.layers["text"], holes_of(plan), (x1 + wide + 3000.0, tall))
        clutter.north(pen, manner.layers["frame"], (x1 + wide + 2000.0, tall))
    if manner.bound:
        made.modelspace().add_blockref("PLAN", (0, 0), dxfattribs={"layer": "XREF", "rotation": 0})
    made.saveas(path)
    return Sheet(path, setting, "A户型" if other is not None else "")


def replace_pen(pen: Pen, setting: Setting) -> Pen:
    """Return a pen that draws elsewhere on the sheet."""
    return Pen(pen.document, pen.space, setting, pen.flat, pen.slip, pen.chance)


def _title(pen: Pen, manner: Manner, plan: Plan, name: str) -> None:
    x0, y0, _, _ = clutter.extent(plan)
    gross = sum(part.area for part in _whole(plan)) / 1e6
    pen.text(manner.layers["text"], f"{name} 建筑面积{gross:.2f}㎡", (x0, y0 - 3500.0), 500.0)


def _whole(plan: Plan) -> list[Any]:
    import shapely

    bodies = masonry(plan, ("door", "window", "passage"))
    whole = shapely.union_all([*bodies, *(shapely.Polygon(room.outline) for room in plan.rooms)], grid_size=0.01)
    return list(shapely.get_parts(whole))


def _flat(pen: Pen, manner: Manner, plan: Plan) -> None:
    layers = manner.layers
    style = Style(layers["doors"], layers["windows"], **manner.style)
    _walls(pen, manner, plan)
    for hole in holes_of(plan):
        if hole.opening.kind != "passage":
            make = manner.window if hole.opening.kind == "window" else manner.door
            make(pen, style, hole, hole.outward(plan))
    _bodies(pen, manner, plan)
    steps: dict[str, Callable[[str], None]] = {
        "rooms": lambda layer: _outlines(pen, layer, plan),
        "axes": lambda layer: clutter.grid(pen, layer, layers["text"], plan),
        "dims": lambda layer: clutter.dimensions(pen, layer, plan, manner.told),
        "furniture": lambda layer: clutter.furnish(pen, layer, plan),
        "floors": lambda layer: clutter.tile(pen, layer, plan),
    }
    for what, step in steps.items():
        if layers.get(what):
            step(layers[what])
    if layers["text"]:
        form = "{:.2f}㎡" if manner.language == "zh" else "{:.2f} m2"
        clutter.label(pen, layers["text"], plan.rooms, manner.language, manner.areas, form)
        if manner.tags:
            clutter.tag(pen, layers["text"], plan)


def _outlines(pen: Pen, layer: str, plan: Plan) -> None:
    for room in plan.rooms:
        pen.chain(layer, room.outline, closed=True)


def _walls(pen: Pen, manner: Manner, plan: Plan) -> None:
    layer, parts = manner.layers["walls"], masonry(plan, manner.unbroken)
    if manner.walls == "hatches":
        for part in parts:
            pen.fill(layer, rings_of([part]))
    elif manner.walls == "wide":
        for wall, a, b in spans_of(plan):
            ux, uy = ((b[i] - a[i]) / ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5 for i in (0, 1))
            run = ((wall.start[0] - a[0]) ** 2 + (wall.start[1] - a[1]) ** 2) ** 0.5
            total = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
            cuts = sorted(hole.span for hole in holes_of(plan) if hole.wall.id == wall.id)
            edge = 0.0
            for start, end in [*((s + run, e + run) for s, e in cuts), (total, total)]:
                if start - edge > 1.0:
                    p, q = ((a[0] + ux * u, a[1] + uy * u) for u in (edge, start))
                    pen.chain(layer, [p, q], width=wall.thickness)
                edge = end
    else:
        for ring in rings_of(parts):
            if manner.walls == "rings":
                pen.chain(layer, ring, closed=True)
            else:
                for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
                    (pen.sloppy if pen.slip else pen.line)(layer, a, b)


def _bodies(pen: Pen, manner: Manner, plan: Plan) -> None:
    """Columns filled, beams dashed, flues with a cross, pipes as circles."""
    layers = manner.layers
    for one in plan.obstacles:
        if one.kind == "column" and layers.get("columns"):
            pen.chain(layers["columns"], one.outline, closed=True)
            if manner.version != "R12" and not manner.flat:
                pen.fill(layers["columns"], [one.outline])
        elif one.kind == "flue" and layers.get("flues"):
            pen.chain(layers["flues"], one.outline, closed=True)
            pen.line(layers["flues"], one.outline[0], one.outline[len(one.outline) // 2])
        elif one.kind == "beam" and layers.get("beams"):
            pen.chain(layers["beams"], one.outline, closed=True)


CHINESE = {
    "walls": "WALL", "doors": "WINDOW", "windows": "WINDOW", "columns": "COLUMN", "text": "PUB_TEXT", "dims": "PUB_DIM", "axes": "AXIS",
    "flues": "烟道", "beams": "梁", "rooms": "SPACE", "frame": "PUB_TITLE",
}  # fmt: skip
ENGLISH = {
    "walls": "A-WALL", "doors": "A-DOOR", "windows": "A-GLAZ", "columns": "A-COLS", "text": "A-ANNO-TEXT", "dims": "A-ANNO-DIMS",
    "flues": "A-FLUE", "axes": "S-GRID", "furniture": "A-FURN", "frame": "A-ANNO-TTLB",
}  # fmt: skip
GERMAN = {
    "walls": "WAENDE", "doors": "TUEREN", "windows": "FENSTER", "columns": "STUETZEN", "text": "TEXT", "dims": "BEMASSUNG",
    "flues": "KAMIN_SCHACHT", "furniture": "MOEBEL",
}  # fmt: skip
ONE = {**dict.fromkeys(("walls", "doors", "windows", "text", "dims"), "0"), "columns": "", "flues": ""}
FULL = {
    **CHINESE, "rooms": "", "furniture": "家具", "floors": "地面铺装", "dims": "DIM_ELEV", "axes": "DOTE",
}  # fmt: skip
BOUND = {key: f"PLAN$0${name}" for key, name in ENGLISH.items()}

MANNERS: dict[str, Manner] = {
    "tangent": Manner(
        Text("天正式样，房间轮廓、编号块名 M0921/C1518", "Chinese layers, room outlines, blocks called M0921/C1518"),
        CHINESE, block_door, block_window, {"on_face": False}, tags=False,
    ),
    "gbk": Manner(
        Text("同上，无房间轮廓，R2000 GBK 编码，图库块按宽缩放", "the same without outlines, R2000 in GBK, unit blocks scaled"),
        {**CHINESE, "rooms": ""}, unit_door, unit_window, {"on_face": False}, version="R2000", encoding="gbk", tags=True,
    ),
    "metres": Manner(
        Text("米，英文图层，门为散弧线，无图块", "metres, English layers, doors as loose arcs and lines"),
        ENGLISH, loose_door, loose_window, {"on_face": True, "slim": True, "panes": 3}, setting=Setting("m"), header="m",
        language="en",
    ),
    "inches": Manner(
        Text("英寸，门窗图块", "inches, blocks of doors and windows"),
        {**ENGLISH, "axes": ""}, block_door, block_window, {"on_face": True, "names": "words", "panes": 3},
        setting=Setting("inch"), header="inch", language="en", areas=False,
    ),
    "one_layer": Manner(
        Text("全部在 0 层", "everything on layer 0"),
        ONE, loose_door, loose_window, {"on_face": True, "panes": 3}, areas=False,
    ),
    "hatches": Manner(
        Text("墙仅为实体填充", "walls as solid hatches only"),
        {**CHINESE, "rooms": "", "axes": "", "walls": "墙体"}, unit_door, unit_window, {"on_face": False}, walls="hatches",
    ),
    "wide": Manner(
        Text("墙为带宽度的多段线", "walls as polylines with width"),
        {**ENGLISH, "axes": ""}, loose_door, loose_window, {"on_face": True}, walls="wide", language="en",
    ),
    "no_units": Manner(
        Text("无单位或单位有误，有尺寸标注", "no units or wrong ones in the header, dimensions present"),
        {**CHINESE, "rooms": ""}, block_door, block_window, {"on_face": False}, told=True,
        liar=(("mm", "none"), ("mm", "inch"), ("cm", "mm"), ("m", "none"), ("mm", "m")), areas=False,
    ),
    "turned": Manner(
        Text("旋转 23 度，远离原点", "turned by 23 degrees, far from the origin"),
        {**ENGLISH, "axes": "", "furniture": ""}, block_door, block_window, {"on_face": True, "names": "words"},
        setting=Setting("mm", 23.0, (5.0e8, 3.0e8)),
    ),
    "two_flats": Manner(
        Text("一张图两户，有图框、门窗表", "two flats on a sheet, a title block, a schedule"),
        {**CHINESE, "rooms": ""}, block_door, block_window, {"on_face": False}, neighbour=True, frame=True, tags=True,
    ),
    "nested": Manner(
        Text("外部参照绑定，嵌套镜像缩放门块，整图镜像", "a bound reference, doors in mirrored, scaled, nested blocks, the whole mirrored"),
        BOUND, nested_door, block_window, {"on_face": True, "names": "words", "inner": "0"}, bound=True,
        setting=Setting("mm", 90.0, (0.0, 0.0), True), language="en",
    ),
    "sloppy": Manner(
        Text("粗画：端点差 8 mm 以内，线条重复、断开、出头", "sloppy: ends miss by up to 8 mm, lines doubled, split, crossing"),
        {**ENGLISH, "dims": "", "axes": "", "furniture": ""}, loose_door, loose_window, {"on_face": True, "slim": True}, slip=8.0,
    ),
    "exploded": Manner(
        Text("R12，全部炸开", "R12, everything exploded"),
        {**ENGLISH, "rooms": "", "flues": "SHAFT", "axes": "GRID"}, loose_door, loose_window, {"on_face": False},
        version="R12", header="none", flat=True, language="en",
    ),
    "crowded": Manner(
        Text("家具、铺地、尺寸、轴线、指北针、图框齐全", "furniture, hatched and tiled floors, dimensions, grid, north arrow, frame"),
        FULL, unit_door, unit_window, {"on_face": False}, frame=True, tags=True,
    ),
    "german": Manner(
        Text("厘米，德文图层，墙线穿过窗洞", "cm, German layers, wall lines run on through windows"),
        GERMAN, loose_door, loose_window, {"on_face": True, "panes": 3}, unbroken=("window",), setting=Setting("cm"), header="cm",
        language="en", walls="rings",
    ),
}  # fmt: skip
