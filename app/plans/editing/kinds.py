"""What a plan may show besides rooms and walls, and what is drawn when nothing is typed: data in resources/plans/drawing.toml. mm.

A plan from elsewhere may hold other kinds of obstacles and services; they are kept and shown by their own word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from app.plans.plan import PlanError
from app.records import Text, convert, read_toml

FILE = Path(__file__).resolve().parents[3] / "resources" / "plans" / "drawing.toml"
ROOM_NAMES: dict[str, Text] = {
    "living": Text("客厅", "Living room"),
    "dining": Text("餐厅", "Dining room"),
    "kitchen": Text("厨房", "Kitchen"),
    "bedroom": Text("卧室", "Bedroom"),
    "study": Text("书房", "Study"),
    "bath": Text("卫生间", "Bathroom"),
    "balcony": Text("阳台", "Balcony"),
    "entry": Text("玄关", "Entry"),
    "hall": Text("过道", "Hall"),
    "storage": Text("储藏间", "Storage"),
    "other": Text("房间", "Room"),
}  # the kinds of check.KINDS, as they are called


@dataclass(frozen=True, slots=True)
class WallDefaults:
    """Thickness outside all rooms and inside one, height of walls and of ceilings."""

    outer: float
    partition: float
    height: float
    ceiling: float


@dataclass(frozen=True, slots=True)
class Hole:
    """The hole of a door, window or passage."""

    width: float
    head: float
    sill: float = 0.0


@dataclass(frozen=True, slots=True)
class ObstacleKind:
    """A kind of body and its size when set down by a click; `top` 0 is the ceiling, from which it reaches down by `drop` if given."""

    name: Text
    width: float
    depth: float
    bottom: float = 0.0
    top: float = 0.0
    drop: float = 0.0

    def span(self, ceiling: float) -> tuple[float, float]:
        """Return bottom and top under a ceiling."""
        top = self.top or ceiling
        return (top - self.drop, top) if self.drop else (self.bottom, top)


@dataclass(frozen=True, slots=True)
class ServiceKind:
    """A kind of service point and how high it sits; `kitchen` is its height over a worktop, 0 as elsewhere."""

    name: Text
    height: float
    kitchen: float = 0.0

    def level(self, room: str) -> float:
        """Return its height in a room of that kind."""
        return self.kitchen if room == "kitchen" and self.kitchen else self.height


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is taken when nothing is typed."""

    wall: WallDefaults
    window: Hole
    passage: Hole
    doors: dict[str, Hole] = field(default_factory=dict)
    obstacles: dict[str, ObstacleKind] = field(default_factory=dict)
    services: dict[str, ServiceKind] = field(default_factory=dict)

    def hole(self, kind: str, rooms: tuple[str, ...] = ()) -> Hole:
        """Return the hole of an opening between rooms of those kinds: a door's follows the first kind that has a door of its own."""
        if kind != "door":
            return self.window if kind == "window" else self.passage
        return next((hole for room, hole in self.doors.items() if room and room in rooms), self.doors[""])


@cache
def drawing() -> Drawing:
    """Return the defaults, read once; raise PlanError when the file is spoiled."""
    found = convert(read_toml(FILE, PlanError), Drawing, FILE, PlanError)
    if "" not in found.doors:
        raise PlanError(FILE, 'doors.""', "missing: the door of rooms that have none of their own")
    return found


def kind_name(kind: str) -> Text:
    """Return what a kind of obstacle or service is called; its own word where it is not known."""
    table = drawing()
    known = table.obstacles.get(kind) or table.services.get(kind)
    return known.name if known else Text(kind, kind)
