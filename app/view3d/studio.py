"""The studio for catalogue pictures: an unseen floor and wall that only catch the soft shadow of what is pictured. Unit axes, mm."""

from __future__ import annotations

from app.components.parts import Component
from app.geometry.frame import Frame, Pose
from app.scene.dress import PAINT, SHADE
from app.scene.forms import prism, rectangle
from app.scene.scene import Item, Key, Shape, Slab

ROOM = "studio"
ROUND = 700.0  # how far the shadow may reach
AWAY = 9000.0
HUNG = 5000.0  # how high a hanging unit is hung, out of reach of the floor's shadow
UNSEEN: frozenset[Key] = frozenset({("floor", ROOM)})


def stand(component: Component) -> Frame:
    """Return where a component stands in the studio: on the floor, or high up on the wall."""
    return Frame(0.0, 0.0, HUNG if component.placing.mount == "wall" else 0.0)


def studio_items(component: Component) -> tuple[Item, ...]:
    """Return the unseen floor, and the shadow on it or, for what hangs on a wall, on the wall behind."""
    low, high = component.hull.low, component.hull.high
    outline = rectangle(low[0] - AWAY, low[1] - AWAY, high[0] + AWAY, high[1] + AWAY)
    ground = Item(("floor", ROOM), Shape((prism(outline, -1.0, 0.0),)), PAINT, Frame(), "room", None, (ROOM,))
    if component.placing.mount == "wall":
        face = rectangle(low[0] - ROUND, low[2] - ROUND, high[0] + ROUND, high[2] + ROUND)
        pose = Pose((0.0, component.depth + 2.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    else:
        face = rectangle(low[0] - ROUND, low[1] - ROUND, high[0] + ROUND, high[1] + ROUND)
        pose = Pose((0.0, 0.0, low[2] - 1.0))
    shade = Item(
        ("floor", ROOM, "shade"), Shape((Slab(pose, face, 0.0),)), SHADE, stand(component), "room", None, (ROOM,)
    )
    return (ground, shade)
