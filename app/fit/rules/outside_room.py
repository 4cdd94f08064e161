"""Every unit stands in a room, with its whole body, and not below the floor."""

from __future__ import annotations

from collections.abc import Iterator

from shapely.geometry import Point, Polygon
from shapely.ops import nearest_points

from app.design.layout import Placed
from app.fit.footprint import TOUCH
from app.fit.ground import RoomSpace
from app.fit.situation import Draft, Situation, Way, draft, moved, name_of
from app.geometry.frame import Point2
from app.words import message

PUSHES = 6  # a body in a corner needs two, one in a crooked niche a few more


def outside_room(situation: Situation) -> Iterator[Draft]:
    """Yield the units outside all rooms, reaching through a wall (by how many mm) or below the floor."""
    body = situation.bodies.body
    for index, thing in situation.own():
        bottom = float(body.z[index, 0])
        if bottom < -TOUCH:
            way = Way(
                message("fit.fix_up", unit=name_of(thing), distance=round(-bottom, 2)),
                thing.id,
                moved(thing, 0, 0, -bottom),
            )
            yield draft(
                "error", "outside_room", (thing,), situation.middle(index), bottom, 0.0, key="below_floor", ways=(way,)
            )
        space = situation.ground.rooms.get(thing.room)
        if space is None:
            yield draft("error", "outside_room", (thing,), situation.middle(index), None, None, key="no_room")
            continue
        corners = body.corners(index)
        if space.loose.covers(Polygon(corners)):
            continue
        out, at = farthest(space, corners)
        if out > TOUCH:
            place = (*at, situation.middle(index)[2])
            ways = _push_in(space, thing, corners) if situation.mending else ()
            yield draft("error", "outside_room", (thing,), place, out, 0.0, ways=ways, room=space.room.name)


def farthest(space: RoomSpace, corners: tuple[Point2, ...]) -> tuple[float, Point2]:
    """Return how far an outline reaches out of a room, mm, and where."""
    outside = Polygon(corners).difference(space.exact)
    parts = [part for part in getattr(outside, "geoms", (outside,)) if isinstance(part, Polygon) and not part.is_empty]
    points = [point for part in parts for point in part.exterior.coords]
    found = [(space.exact.distance(Point(point)), (float(point[0]), float(point[1]))) for point in points]
    return max(found, default=(0.0, corners[0]))


def _push_in(space: RoomSpace, thing: Placed, corners: tuple[Point2, ...]) -> tuple[Way, ...]:
    dx = dy = 0.0
    for _ in range(PUSHES):
        spots = tuple((x + dx, y + dy) for x, y in corners)
        out, at = farthest(space, spots)
        if out <= 1e-6:
            words = message("fit.fix_into_room", unit=name_of(thing), distance=round((dx * dx + dy * dy) ** 0.5, 2))
            return (Way(words, thing.id, moved(thing, dx, dy)),)
        inside = nearest_points(space.exact, Point(at))[0]
        dx, dy = dx + inside.x - at[0], dy + inside.y - at[1]
    return ()
