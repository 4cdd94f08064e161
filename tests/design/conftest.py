"""A flat of two rooms and a catalogue made by hand that counts what it builds: enough for the document without any library."""

import dataclasses

import pytest

from app.components.parts import Component, Edges, Insert, Panel, Placing, Values
from app.design.design import Design
from app.design.edits import new_design
from app.geometry.box import Box
from app.geometry.frame import Pose
from app.plans.plan import Obstacle, Opening, Plan, Room, Service, Wall
from app.records import DataError, Text

LIMITS = {
    "base": (150.0, 1200.0),
    "tall": (300.0, 1200.0),
    "wall": (150.0, 1200.0),
    "bench": (150.0, 1200.0),
    "filler": (20.0, 200.0),
}
SIZES = {
    "base": (600.0, 560.0, 820.0),
    "tall": (600.0, 560.0, 2200.0),
    "wall": (600.0, 320.0, 700.0),
    "bench": (600.0, 560.0, 820.0),  # a base cabinet that asks for a worktop and a plinth
    "filler": (50.0, 560.0, 820.0),
}
TAGS = {"bench": ("worktop", "plinth"), "tall": ("plinth",), "filler": ("worktop", "plinth", "filler")}
OVERHANG, SETBACK, SLAB, BOARD = 40.0, 50.0, 20.0, 18.0


def component_of(sample: str, values: Values, size: tuple[float, float, float], tags: tuple[str, ...]) -> Component:
    """A box with nothing in it; front at y = 0, rear at y = depth."""
    body = Box((0.0, 0.0, 0.0), size)
    name = Text(sample, sample)
    placing = Placing("wall", 1450.0) if sample == "wall" else Placing("floor")
    return Component(
        sample, sample, name, sample, sample, values, (), placing, body, body, size[1], (), (), (), (), (), (), tags
    )  # fmt: skip


def run_of(sample: str, given: dict[str, float], finish: Values) -> Component:
    """A slab that stands out in front of the cabinets, or a board that stays behind their fronts, over the whole length."""
    length, depth = given["length"], given.get("depth", SETBACK + BOARD)
    slab = Pose((0.0, -OVERHANG, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), depth + OVERHANG, SLAB
    board = Pose((0.0, SETBACK + BOARD, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)), given.get("height", 0.0), BOARD
    pose, width, thickness = slab if sample == "worktop_run" else board
    panel = Panel(
        "run", sample, Text("台面", "Run"), "B", "white", "none", length, width, thickness, length, width,
        Edges(), ((0.0, 0.0), (length, 0.0), (length, width), (0.0, width)), (), (), pose,
    )  # fmt: skip
    size = (length, depth, SLAB if sample == "worktop_run" else given["height"])
    component = component_of(sample, tuple(sorted(given.items())), size, ())
    return dataclasses.replace(component, panels=(panel,), placing=Placing("run"), finish=finish)


class HandCatalog:
    """Builds boxes; `built` lists the samples asked for, so that a test can count, `dressed` those built for the place they stand at."""

    def __init__(self) -> None:
        self.built: list[str] = []
        self.dressed: list[str] = []

    def build(
        self,
        sample: str,
        values: Values = (),
        finish: Values = (),
        inserts: tuple[Insert, ...] = (),
        profile: str = "RCP-18",
        seen: tuple[str, ...] = (),
    ) -> Component:
        (self.dressed if seen else self.built).append(sample)
        given = dict(values)
        if sample in ("worktop_run", "plinth_run"):
            return run_of(sample, {name: float(value) for name, value in given.items() if "_kind" not in name}, finish)
        if sample not in SIZES:
            raise DataError("library", "", f"no sample {sample!r}")
        width, depth, height = SIZES[sample]
        width, depth = float(given.get("width", width)), float(given.get("depth", depth))
        low, high = LIMITS[sample]
        if not low <= width <= high:
            raise DataError(sample, "width", f"{width:g} is not between {low:g} and {high:g}")
        tags = TAGS.get(sample, ())
        foot = () if "foot" in given else (("foot", 100.0),)
        component = component_of(sample, tuple(sorted((*values, *foot))), (width, depth, height), tags)
        return dataclasses.replace(component, finish=finish, inserts=inserts, seen=seen)


@pytest.fixture
def catalog() -> HandCatalog:
    """A fresh hand-made catalogue."""
    return HandCatalog()


@pytest.fixture(scope="session")
def flat() -> Plan:
    """A kitchen 4000 x 3000 and, east of it behind a wall of 200, an L-shaped living room."""
    kitchen = ((0.0, 0.0), (4000.0, 0.0), (4000.0, 3000.0), (0.0, 3000.0))
    living = ((4200.0, 0.0), (9000.0, 0.0), (9000.0, 5000.0), (7000.0, 5000.0), (7000.0, 3000.0), (4200.0, 3000.0))
    return Plan(
        "flat",
        Text("两室", "Two rooms"),
        (
            Room("kitchen", Text("厨房", "Kitchen"), "kitchen", kitchen, 2700.0),
            Room("living", Text("客厅", "Living room"), "living", living, 2800.5),
        ),
        (Wall("w1", (-100.0, 3100.0), (7100.0, 3100.0), 200.0, 2700.0),),
        (Opening("win", "window", "w1", 1100.25, 1200.0, 900.0, 2300.0),),
        (Obstacle("flue", "flue", ((0.0, 0.0), (300.0, 0.0), (300.0, 300.0), (0.0, 300.0)), 0.0, 2700.0),),
        (Service("s1", "water", (100.0, 2990.0, 450.0)),),
        orientation=12.5,
        source="test",
        doubts=("height assumed",),
    )


@pytest.fixture
def empty(flat: Plan) -> Design:
    """An empty design on the flat."""
    return new_design(flat, "lib-1", "王家厨房")
