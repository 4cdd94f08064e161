"""A tiny catalogue and pointers for the tests of the tools: rays as a mouse would send them. mm."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from app.components.parts import Component, Insert, LibraryError, Opening, Values
from app.design.design import Design, Unit
from app.geometry.box import Box
from app.geometry.frame import Frame
from app.plans.plan import Plan
from app.records import Text
from app.tools.tool import Pointer
from tests.fit.making import RCP_18, cabinet, rectangle, wall_cabinet


@dataclass(frozen=True)
class Named:
    family: str
    mount: str = ""
    values: Values = ()
    parameters: Any = ()
    steps: tuple[Any, ...] = ()
    fills: str = "inside"
    name: Text = field(default_factory=lambda: Text("层板", "board"))


class Shelf:
    """A library of three samples: base (600 x 560 x 820), wall (800 x 320 x 700 at 1450), board (an insert)."""

    profiles: ClassVar[defaultdict[str, Any]] = defaultdict(lambda: RCP_18)

    def parameters(self, sample: str, values: Values = (), profile: str = "") -> tuple[Any, ...]:
        return ()

    def sample(self, name: str) -> Named:
        return Named(name)

    def family(self, name: str, profile: str = "") -> Named:
        return Named(name, {"base": "floor", "wall": "wall", "board": "opening"}[name])

    def build(
        self,
        sample: str,
        values: Values = (),
        finish: Values = (),
        inserts: tuple[Insert, ...] = (),
        profile: str = "",
        seen: tuple[str, ...] = (),
    ) -> Component:
        asked: dict[str, Any] = dict(values)
        width = asked.get("width", 600.0)
        if not 150 <= width <= 1200:
            raise LibraryError(sample, "width", f"{width:g} mm is out of its limits, 150 to 1200 mm")
        if sample == "wall":
            return wall_cabinet(asked.get("width", 800.0))
        made = cabinet(width, asked.get("depth", 560.0), asked.get("height", 820.0))
        halves = tuple(
            Opening(name, Box((18, 0, low), (width - 18, 550, high)), "side_l", "side_r", "", "", "back")
            for name, low, high in (("lower", 100, 450), ("upper", 460, 800))
        )
        return replace(made, openings=halves, inserts=inserts)


SHELF: Any = Shelf()


def home(*units: tuple[str, str, Frame], plan: Plan | None = None) -> Design:
    made = tuple(Unit(unit_id, sample, frame) for unit_id, sample, frame in units)
    return Design("test", plan or rectangle(), "", made)


def down(x: float, y: float, snap: bool = True) -> Pointer:
    """Straight down, as in the plan view."""
    return Pointer((x, y, 10000), (0, 0, -1), snap)


def north(x: float, z: float) -> Pointer:
    """Level towards the north wall, as in its elevation."""
    return Pointer((x, -20000, z), (0, 1, 0))


def slanting(x: float, y: float, z: float = 0.0) -> Pointer:
    """From above the south side, down onto a point: over the south wall, which is seen from behind."""
    start = (x, y - 5000, z + 4000)
    return Pointer(start, (0.0, 5000.0, -4000.0))
