"""A small flat and cabinets made by hand, so that the picture's tests need no data files. Lengths mm."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.components.materials import Decor
from app.components.parts import Component, Edges, Panel, Placing, Solid
from app.design.design import Design, Unit
from app.design.layout import Layout, Placed
from app.geometry.box import Box
from app.geometry.frame import Frame, Point3, Pose
from app.plans.plan import Opening, Plan, Room, Wall
from app.records import Text

NAME = Text("名", "name")


@dataclass
class Shelf:
    """Stands for a catalog: only decors are asked of it."""

    decors: dict[str, Decor] = field(
        default_factory=lambda: {
            "white": Decor("white", NAME, (240, 240, 236)),
            "oak": Decor("oak", NAME, (205, 165, 118), "wood", (150, 106, 66), grained=True),
            "glass": Decor("glass", NAME, (200, 220, 230), "glass"),
            "black": Decor("black", NAME, (40, 40, 42)),
        }
    )


def flat() -> Plan:
    """Two rooms of 4 x 3 m side by side, walls 200; a window in the south wall of "a", a door between the rooms."""
    walls = (
        Wall("south", (-100.0, -100.0), (8300.0, -100.0), 200.0, 2800.0),
        Wall("east", (8300.0, -100.0), (8300.0, 3100.0), 200.0, 2800.0),
        Wall("north", (8300.0, 3100.0), (-100.0, 3100.0), 200.0, 2800.0),
        Wall("west", (-100.0, 3100.0), (-100.0, -100.0), 200.0, 2800.0),
        Wall("middle", (4100.0, -100.0), (4100.0, 3100.0), 200.0, 2800.0),
    )
    rooms = (
        Room("a", NAME, "living", ((0.0, 0.0), (4000.0, 0.0), (4000.0, 3000.0), (0.0, 3000.0)), 2800.0),
        Room("b", NAME, "kitchen", ((4200.0, 0.0), (8200.0, 0.0), (8200.0, 3000.0), (4200.0, 3000.0)), 2800.0),
    )
    openings = (
        Opening("w1", "window", "south", 1100.0, 1500.0, 900.0, 2400.0),
        Opening("d1", "door", "middle", 300.0, 900.0, 0.0, 2100.0, "hinged", "start", "left"),
    )
    return Plan("flat", NAME, rooms, walls, openings)


def panel(name: str, role: str, low: Point3, high: Point3, decor: str = "white") -> Panel:
    """A board filling a box; its thickness lies along the shortest side, face A towards +x, -y or +z."""
    size = tuple(h - lo for lo, h in zip(low, high, strict=True))
    across = min(range(3), key=lambda axis: size[axis])
    poses = {
        0: (Pose(low, (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)), size[1], size[2]),
        1: (Pose((low[0], high[1], low[2]), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)), size[0], size[2]),
        2: (Pose(low), size[0], size[1]),
    }
    pose, length, width = poses[across]
    outline = ((0.0, 0.0), (length, 0.0), (length, width), (0.0, width))
    return Panel(
        name, role, NAME, "MFC18", decor, "length", length, width, size[across], length, width, Edges(), outline, (), (), pose
    )  # fmt: skip


def cabinet(width: float = 600.0, front: str = "white", shelf: bool = True) -> Component:
    """A closed base cabinet 720 x 560 with one door and a handle."""
    panels = [
        panel("side_l", "side_l", (0.0, 0.0, 0.0), (18.0, 560.0, 720.0)),
        panel("side_r", "side_r", (width - 18.0, 0.0, 0.0), (width, 560.0, 720.0)),
        panel("bottom", "bottom", (18.0, 0.0, 0.0), (width - 18.0, 560.0, 18.0)),
        panel("top", "top", (18.0, 0.0, 702.0), (width - 18.0, 560.0, 720.0)),
        panel("back", "back", (18.0, 530.0, 18.0), (width - 18.0, 539.0, 702.0)),
        panel("door", "door", (1.5, -19.0, 1.5), (width - 1.5, -1.0, 718.5), front),
    ]
    if shelf:
        panels.append(panel("shelf", "shelf_adj", (19.0, 20.0, 360.0), (width - 19.0, 520.0, 378.0)))
    handle = Solid("handle", "handle", "black", Box((width - 60.0, -55.0, 560.0), (width - 48.0, -19.0, 680.0)))
    body, hull = Box((0.0, 0.0, 0.0), (width, 560.0, 720.0)), Box((0.0, -55.0, 0.0), (width, 560.0, 720.0))
    return Component(
        "cab", "cab", NAME, "CAB", "base", (), (), Placing("floor"), body, hull, 560.0, tuple(panels), (), (handle,), (), ()
    )  # fmt: skip


def layout(*placed: tuple[Component, Frame], room: str = "a", plan: Plan | None = None) -> Layout:
    """A layout of components; each frame is where its back left corner stands."""
    found = tuple(
        Placed(f"u{i}", Unit(f"u{i}", c.sample, frame), c, frame.then(Frame(0.0, -c.depth)), room)
        for i, (c, frame) in enumerate(placed, 1)
    )
    units = tuple(p.unit for p in found if p.unit)
    return Layout(Design("test", plan or flat(), "stamp", units), found)
