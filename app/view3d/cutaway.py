"""The dollhouse cut: which walls a view lowers because they would hide the room, and what a view of one room leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.scene.scene import Item, Key, Scene

from .camera import Camera

STEEP = -0.94  # looking down more steeply than this, walls hide nothing


@dataclass(frozen=True, slots=True)
class WallFace:
    """A stretch of wall in plan: a point on its axis, its left normal, half its thickness, the rooms on its left and right."""

    point: tuple[float, float]
    normal: tuple[float, float]
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
    slab, frame = item.shape.slabs[0], item.frame
    x, y, _ = slab.pose.at
    half = -y
    zero, up = frame.out2((0.0, 0.0)), frame.out2((0.0, 1.0))
    return WallFace(frame.out2((x + 1.0, 0.0)), (up[0] - zero[0], up[1] - zero[1]), half, *item.rooms)


def lowered(faces: Mapping[Key, WallFace], camera: Camera) -> frozenset[Key]:
    """Return the stretches that stand between the eye and the room the camera is about (or the flat): they are drawn as stubs."""
    _, _, forward = camera.basis()
    if float(forward[2]) < STEEP:
        return frozenset()
    found = set()
    for key, face in faces.items():
        away = (camera.eye[0] - face.point[0]) * face.normal[0] + (camera.eye[1] - face.point[1]) * face.normal[1]
        inner = _inner_side(face, camera.room)
        if inner and away * inner < -face.half:
            found.add(key)
    return frozenset(found)


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
    if item.key[0] != "wall" or item.key[-1] == "threshold":
        return True
    return (item.key[-1] == "low") == (item.key[:3] in low)


def visible_walls(scene: Scene, camera: Camera) -> frozenset[Key]:
    """Return the keys of the wall items that a camera sees at full height."""
    low = lowered(wall_faces(scene.items.values()), camera)
    return frozenset(
        key for key, item in scene.items.items() if key[0] == "wall" and key[-1] != "low" and shown(item, low, camera)
    )
