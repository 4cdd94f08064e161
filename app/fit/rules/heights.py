"""What hangs over the furniture: the ceiling of the room (domain.md 7.5)."""

from __future__ import annotations

from collections.abc import Iterator

from app.design.layout import Placed
from app.fit.finding import Level
from app.fit.situation import Draft, Situation, Way, draft, moved, name_of
from app.words import message

NOISE = 0.01  # mm


def ceiling(situation: Situation) -> Iterator[Draft]:
    """Yield the units that stand through the ceiling (error) or closer to it than the profile's `air` (warning)."""
    air = situation.profile.limits.air
    for index, thing in situation.own():
        space = situation.ground.rooms.get(thing.room)
        if space is None:
            continue
        top, limit = float(situation.bodies.body.z[index, 1]), space.room.ceiling
        if top > limit - air + NOISE:
            level: Level = "error" if top > limit + NOISE else "warning"
            x, y, _ = situation.middle(index)
            yield draft(
                level, "ceiling", (thing,), (x, y, min(top, limit)), top, limit - air,
                key="ceiling" if level == "error" else "ceiling_close",
                ways=lower(thing, top - (limit - air)), ceiling=limit, room=space.room.name,
            )  # fmt: skip


def lower(thing: Placed, by: float) -> tuple[Way, ...]:
    """Return how a thing's top comes down by `by` mm: hung lower or, standing on the floor, built lower."""
    if thing.unit is None:
        return ()
    if thing.frame.z - by >= 0:
        return (
            Way(message("fit.fix_down", unit=name_of(thing), distance=round(by, 2)), thing.id, moved(thing, 0, 0, -by)),
        )
    height = dict(thing.component.values).get("height")
    if not isinstance(height, int | float) or isinstance(height, bool) or height - by <= 0:
        return ()
    wanted = round(height - by, 2)
    return (Way(message("fit.fix_height", unit=name_of(thing), height=wanted), thing.id, values=(("height", wanted),)),)
