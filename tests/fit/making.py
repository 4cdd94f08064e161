"""Small rooms and cabinets for the tests of fit and tools: made by hand, so that each number in a test can be seen. mm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from app.components.catalog import open_catalog
from app.components.parts import Component, Placing, Swing, Values
from app.design.design import Design, Unit
from app.design.layout import Layout, Placed
from app.fit import check as fit
from app.fit.finding import Finding
from app.geometry.box import Box
from app.geometry.frame import Frame, Point2
from app.plans.plan import Obstacle, Opening, Plan, Room, Wall
from app.records import Text

RCP_18 = open_catalog(Path(__file__).resolve().parents[2] / "components_library").profiles["RCP-18"]
WALL = 200.0
BASE_NAME = Text("地柜", "Base cabinet")


def rectangle(
    width: float = 4000,
    depth: float = 3000,
    ceiling: float = 2700,
    openings: tuple[Opening, ...] = (),
    obstacles: tuple[Obstacle, ...] = (),
) -> Plan:
    """One room from (0, 0) to (width, depth); walls south, east, north, west, counter-clockwise, each starting at its corner."""
    h = WALL / 2
    ends: list[tuple[str, Point2, Point2]] = [
        ("south", (0, -h), (width, -h)),
        ("east", (width + h, 0), (width + h, depth)),
        ("north", (width, depth + h), (0, depth + h)),
        ("west", (-h, depth), (-h, 0)),
    ]
    room = Room("room", Text("房间", "Room"), "kitchen", ((0, 0), (width, 0), (width, depth), (0, depth)), ceiling)
    walls = tuple(Wall(name, start, end, WALL, ceiling) for name, start, end in ends)
    return Plan("plan", Text("测试", "Test"), (room,), walls, openings, obstacles)


def l_shaped() -> Plan:
    """An L: 4000 x 3000 less the 1500 x 1200 of its north-east corner."""
    outline = ((0.0, 0.0), (4000.0, 0.0), (4000.0, 1800.0), (2500.0, 1800.0), (2500.0, 3000.0), (0.0, 3000.0))
    room = Room("room", Text("房间", "Room"), "living", outline, 2700)
    walls = []
    for number, (start, end) in enumerate(zip(outline, (*outline[1:], outline[0]), strict=True), start=1):
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = abs(dx) + abs(dy)
        out = (dy / length * WALL / 2, -dx / length * WALL / 2)
        ends = ((start[0] + out[0], start[1] + out[1]), (end[0] + out[0], end[1] + out[1]))
        walls.append(Wall(f"w{number}", *ends, WALL, 2700))
    return Plan("plan", Text("测试", "Test"), (room,), tuple(walls), ())


def block(
    x0: float, y0: float, x1: float, y1: float, bottom: float = 0, top: float = 2700, kind: str = "column"
) -> Obstacle:
    return Obstacle(f"{kind}1", kind, ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), bottom, top)


def cabinet(
    width: float = 600,
    depth: float = 560,
    height: float = 820,
    mount: str = "floor",
    elevation: float = 0,
    swings: tuple[Swing, ...] = (),
    name: Text = BASE_NAME,
) -> Component:
    """A box with its front at y = 0; `swings` stand in front of it."""
    body = Box((0, 0, 0), (width, depth, height))
    front = min((swing.box.low[1] for swing in swings), default=0.0)
    values: Values = (("depth", depth), ("height", height), ("width", width))
    return Component(
        "sample", "family", name, "CODE", "base", values, (), Placing(mount, elevation),  # type: ignore[arg-type]
        body, Box((0, front, 0), body.high), depth, (), (), (), (), swings,
    )  # fmt: skip


def wall_cabinet(width: float = 800, depth: float = 320, height: float = 700, elevation: float = 1450) -> Component:
    return cabinet(width, depth, height, "wall", elevation, name=Text("吊柜", "Wall cabinet"))


def door(
    width: float, hinge: str, height: float = 720, bottom: float = 100, start: float = 0.0, thickness: float = 18
) -> Swing:
    """A leaf of full width whose outer face is at y = -20."""
    box = Box((start, -20, bottom), (start + width, -20 + thickness, bottom + height))
    return Swing(f"door_{hinge}", "hinged", box, hinge, 110)  # type: ignore[arg-type]


def held(
    unit_id: str, component: Component, x: float, y: float, turn: float = 0, z: float | None = None, room: str = "room"
) -> Placed:
    """A component whose back left corner is held at (x, y)."""
    frame = Frame(x, y, component.placing.elevation if z is None else z, turn)
    unit = Unit(unit_id, component.sample, frame)
    return Placed(unit_id, unit, component, frame.then(Frame(0, -component.depth)), room)


def run(unit_ids: tuple[str, ...], low: tuple[float, float, float], high: tuple[float, float, float]) -> Placed:
    """A derived run in plan axes over some units."""
    body = Box(low, high)
    component = replace(
        cabinet(name=Text("台面", "Worktop")), placing=Placing("run"), body=body, hull=body, depth=high[1]
    )
    return Placed("run1", None, component, Frame(), "room", unit_ids)


def laid(plan: Plan, *placed: Placed) -> Layout:
    units = tuple(thing.unit for thing in placed if thing.unit is not None)
    return Layout(Design("test", plan, "", units), placed)


def check(layout: Layout) -> tuple[Finding, ...]:
    """What does not fit, by the limits of RCP-18."""
    return fit.check(layout, RCP_18)


def drag_check(layout: Layout, moving: Iterable[str]) -> fit.DragCheck:
    """The check of a drag, by the limits of RCP-18."""
    return fit.DragCheck(layout, moving, RCP_18)
