"""A unit set against a side of a room by numbers, as the hand would set it: back on the wall as it was measured, facing the room. mm."""

from __future__ import annotations

import math

from app.components.parts import Component
from app.design.design import DesignError
from app.design.layout import Layout
from app.geometry.frame import Frame
from app.plans.plan import Side
from app.plans.sides import sides
from app.plans.surveys.as_measured import as_measured


def place_on_side(
    layout: Layout, component: Component, side: Side, offset: float, height: float | None = None
) -> Frame:
    """Return where a unit is held when its left end stands exactly `offset` from the left end of a drawn side, as that was measured.

    `height` is that of its lower corner above the floor, the component's usual one when None. Raise DesignError when a number is not
    finite or the unit would start beyond the side.
    """
    elevation = component.placing.elevation if height is None else height
    if not (math.isfinite(offset) and math.isfinite(elevation)):
        raise DesignError(layout.design.name, side.id, "offset and height are numbers of mm")
    side = next((one for one in sides(as_measured(layout.design.plan), side.room) if one.id == side.id), side)
    if not 0 <= offset <= side.length:
        raise DesignError(
            layout.design.name, side.id, f"offset {offset:g} lies beyond the side, which is {side.length:g} long"
        )
    start = Frame(side.left[0], side.left[1], 0.0, side.turn).then(
        Frame(offset - component.body.low[0], 0.0, elevation)
    )
    return Frame(round(start.x, 6) + 0.0, round(start.y, 6) + 0.0, start.z, start.turn)
