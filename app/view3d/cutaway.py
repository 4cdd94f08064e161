"""The dollhouse cut: which walls a view lowers because they would hide the room, and what a view of one room leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.geometry.frame import Point2
from app.scene.scene import Item, Key

from .camera import Camera

POST_REACH = 450.0  # mm from a wall's face within which a column's middle counts as standing at it
STEEP = -0.94  # looking down more steeply than this, walls hide nothing


@dataclass(frozen=True, slots=True)
class WallFace:
    """A stretch of wall in plan: where its axis begins, its left normal, length and half thickness, the rooms left and right of it."""

    point: Point2
    normal: Point2
    length: float
    half: float
    left: str
    right: str


def wall_faces(items: Iterable[Item]) -> dict[Key, WallFace]:
    """Return the wall stretches among some items by the beginning of their keys."""
    return {item.key[:3]: wall_face(item) for item in items if is_body(item)}


def is_body(item: Item) -> bool:
    """Return whether an item is the body of a wall stretch."""
    return item.key[0] == "wall" and item.key[-1] == "body"


def wall_face(item: Item) -> WallFace:
    """Return the stretch whose body this is."""
    frame = item.frame
    start = min(slab.pose.at[0] for slab in item.shape.slabs)
    end = max(slab.pose.at[0] + slab.outline[1][0] for slab in item.shape.slabs)
    zero, left = frame.out2((0.0, 0.0)), frame.out2((0.0, 1.0))
    normal = (left[0] - zero[0], left[1] - zero[1])
    return WallFace(
        frame.out2((start, 0.0)), normal, end - start, -item.shape.slabs[0].pose.at[1], item.rooms[0], item.rooms[1]
    )


def lowered(faces: Mapping[Key, WallFace], posts: Mapping[Key, Point2], camera: Camera) -> frozenset[Key]:
    """Return the stretches that stand between the eye and the room the camera is about (or the flat), drawn as stubs.

    `posts` are the middles of columns and flues; those that stand at such a stretch are among the answer.
    """
    _, _, forward = camera.basis()
    if float(forward[2]) < STEEP:
        return frozenset()
    walls = [key for key, face in faces.items() if _hides(face, camera)]
    columns = [key for key, post in posts.items() if any(_stands_at(post, faces[wall]) for wall in walls)]
    return frozenset((*walls, *columns))


def _hides(face: WallFace, camera: Camera) -> bool:
    inner = _inner_side(face, camera.room)
    return inner != 0 and _away(face, camera.eye[:2]) * inner < -face.half


def _away(face: WallFace, point: Point2) -> float:
    """How far a plan point lies to the left of a stretch's axis."""
    return (point[0] - face.point[0]) * face.normal[0] + (point[1] - face.point[1]) * face.normal[1]


def _stands_at(post: Point2, face: WallFace) -> bool:
    along = (post[0] - face.point[0]) * face.normal[1] - (post[1] - face.point[1]) * face.normal[0]
    return abs(_away(face, post)) < face.half + POST_REACH and -POST_REACH < along < face.length + POST_REACH


def _inner_side(face: WallFace, room: str) -> int:
    """+1 when only the left side of the wall is inside, -1 when only the right is, 0 when both or neither."""
    left = face.left == room if room else bool(face.left)
    right = face.right == room if room else bool(face.right)
    return int(left) - int(right)


def shown(item: Item, low: frozenset[Key], camera: Camera) -> bool:
    """Return whether an item is drawn, given the lowered stretches; beams only from below, in a dollhouse they'd hang in the air."""
    if camera.room and item.rooms and camera.room not in item.rooms:
        return False
    if item.key[0] == "beam":
        return camera.eye[2] < item.shape.slabs[0].pose.at[2]
    owner = {"wall": item.key[:3], "obstacle": item.key[:2]}.get(item.key[0])
    if owner is None or item.key[-1] == "threshold":
        return True
    return (item.key[-1] == "low") == (owner in low)


def post_of(item: Item) -> Point2 | None:
    """Return the middle of a column, flue or the like, None for any other item."""
    if item.key[0] != "obstacle" or item.key[-1] == "low":
        return None
    outline = item.shape.slabs[0].outline
    return (sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline))
