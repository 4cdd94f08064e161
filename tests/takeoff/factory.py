"""Hand-built panels, units and layouts for the take-off and exporter tests: no library, no formula, every number visible."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.components.materials import Board, Decor
from app.components.parts import (
    Component,
    Edge,
    Edges,
    Fitting,
    Grain,
    Groove,
    Hole,
    Panel,
    Placing,
)  # fmt: skip
from app.design.design import Design, Unit
from app.design.layout import Layout, Placed
from app.geometry.box import Box
from app.geometry.frame import Frame, Pose
from app.plans.plan import Plan, Room
from app.records import Text

ABS1 = Edge("abs_1.0", 1.0)
ABS05 = Edge("abs_0.5", 0.5)
CARCASS = Edges(ABS1, ABS05, ABS05, ABS05)
FRONT = Edges(ABS1, ABS1, ABS1, ABS1)
BARE = Edges()


@dataclass(frozen=True)
class Materials:
    """A catalog's materials, as far as the take-off asks for them."""

    stamp: str = "0123456789abcdef"
    boards: dict[str, Board] = field(
        default_factory=lambda: {
            "mfc18": Board("mfc18", Text("18颗粒板", "MFC 18"), "MFC", 18, 2440, 1220, 680),
            "mdf5": Board("mdf5", Text("5密度板", "MDF 5"), "MDF", 5, 2440, 1220, 750),
            "quartz15": Board("quartz15", Text("石英石", "Quartz 15"), "QUARTZ", 15, 3200, 1600, 2400, nested=False),
        }
    )
    decors: dict[str, Decor] = field(
        default_factory=lambda: {
            "white": Decor("white", Text("暖白", "Warm white"), (240, 238, 230)),
            "oak": Decor("oak", Text("橡木", "Oak"), (200, 170, 120), "wood", grained=True),
            "stone": Decor("stone", Text("雪花白", "Snow"), (230, 230, 230), "stone"),
        }
    )
    profiles: dict[str, Any] = field(default_factory=dict)


def panel(
    name: str,
    length: float,
    width: float,
    *,
    board: str = "mfc18",
    decor: str = "white",
    thickness: float = 18.0,
    grain: Grain = "length",
    edges: Edges = CARCASS,
    holes: tuple[Hole, ...] = (),
    grooves: tuple[Groove, ...] = (),
    outline: tuple[tuple[float, float], ...] | None = None,
    **more: Any,
) -> Panel:
    """Return a panel whose cut size is the finished size less its bands; `more` are other fields of it."""
    return Panel(
        id=name,
        role=name,
        name=Text(f"{name}板", name),
        board=board,
        decor=decor,
        grain=grain,
        length=length,
        width=width,
        thickness=thickness,
        cut_length=length - edges.W1.thickness - edges.W2.thickness,
        cut_width=width - edges.L1.thickness - edges.L2.thickness,
        edges=edges,
        outline=outline or ((0.0, 0.0), (length, 0.0), (length, width), (0.0, width)),
        holes=holes,
        grooves=grooves,
        pose=more.pop("pose", Pose()),
        **more,
    )


def unit(*panels: Panel, fittings: tuple[Fitting, ...] = (), name: str = "Base") -> Component:
    """Return a component of these panels and fittings."""
    box = Box((0.0, 0.0, 0.0), (600.0, 560.0, 720.0))
    return Component(
        "base_600", "base", Text("地柜", name), "BD-600", "base", (), (), Placing("floor"),
        box, box, 560.0, panels, fittings, (), (), (),
    )  # fmt: skip


def layout(
    *components: Component, name: str = "测试 home", ids: tuple[str, ...] | None = None, **design: Any
) -> Layout:
    """Return a layout of components standing in one kitchen; units are u1, u2, ... unless `ids` says otherwise."""
    square = ((0.0, 0.0), (4000.0, 0.0), (4000.0, 3000.0), (0.0, 3000.0))
    plan = Plan(
        "p", Text("户型", "Flat"), (Room("kitchen", Text("厨房", "Kitchen"), "kitchen", square, 2700.0),), (), ()
    )
    ids = ids or tuple(f"u{i + 1}" for i in range(len(components)))
    units = tuple(Unit(one, "base_600", Frame(700.0 * i)) for i, one in enumerate(ids))
    placed = tuple(
        Placed(asked.id, asked, component, Frame(700.0 * i, -560.0), "kitchen")
        for i, (asked, component) in enumerate(zip(units, components, strict=True))
    )
    return Layout(Design(name, plan, "0123456789abcdef", units, **design), placed)


SIDE_HOLES = (
    Hole("nut10", "A", 9.0, 40.0, 18.0, 10.0, 12.0),
    Hole("dow8f", "A", 9.0, 72.0, 18.0, 8.0, 12.0),
    Hole("pin5", "A", 296.0, 37.0, 18.0, 5.0, 12.0),
    Hole("thru5", "A", 500.0, 120.0, 18.0, 5.0, 18.0),
    Hole("plate5", "B", 85.5, 37.0, 0.0, 5.0, 12.0),
    Hole("cup35", "B", 617.0, 22.5, 0.0, 35.0, 13.0),
    Hole("bolt8e", "W1", 0.0, 40.0, 9.0, 8.0, 34.0),
    Hole("bolt8e", "W2", 720.0, 50.0, 9.0, 8.0, 34.0),
    Hole("dow8e", "L1", 100.0, 0.0, 9.0, 8.0, 20.0),
    Hole("dow8e", "L2", 200.0, 560.0, 7.5, 8.0, 20.5),
)
SIDE_GROOVES = (
    Groove("back", "A", (0.0, 539.0), (720.0, 539.0), 6.0, 6.0),
    Groove("light", "B", (0.0, 30.0), (400.0, 30.0), 9.0, 9.0),
)


def base600() -> Component:
    """Return a cabinet in the sizes of worked example 9.1, its left side with an asymmetric pattern on every face and edge."""
    side = panel("side_l", 720, 560, holes=SIDE_HOLES, grooves=SIDE_GROOVES)
    return unit(
        side,
        panel("side_r", 720, 560),
        panel("bottom", 564, 560),
        panel("stretcher_f", 564, 100),
        panel("stretcher_r", 564, 100),
        panel("back", 694, 574, board="mdf5", thickness=5, edges=BARE),
        panel("shelf", 562, 515),
        panel("door_l", 717, 297, decor="oak", edges=FRONT),
        panel("door_r", 717, 297, decor="oak", edges=FRONT),
        fittings=(Fitting("hinge", Text("铰链", "Hinge"), 4), Fitting("leg", Text("调整脚", "Leg"), 4)),
    )
