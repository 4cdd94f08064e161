"""Panel to panel: cams, bolts, nuts and dowels of a joint, and the grooves that take a back. Everything from the poses in space.

An edge that is to be joined must touch a face; where they touch is the joint line, and the profile's table says how many connectors it
takes and where (domain.md 3.3). All lengths mm.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from app.components.draft import TOUCH, Bore, Draft, Slot, first_obstacle
from app.components.outline import spans
from app.components.parts import Face
from app.components.profile import CamDrill, DowelDrill, JointKind, Profile
from app.formula import Where


class Contact(NamedTuple):
    """Where an edge lies on a face: from `start` along the edge for `length`."""

    receiver: Draft
    face: Face
    start: float
    length: float


def contact(panel: Draft, edge: Face, receivers: list[Draft]) -> Contact | None:
    """Return where an edge of a panel touches the first of the receivers it touches; None when it touches none."""
    if panel.turn:
        return None
    if edge in ("W1", "W2"):
        across, sign, along = panel.ix, panel.sx, panel.iy
        plane = panel.at[across] if edge == "W1" else panel.at[across] + sign * panel.length
        sign = -sign if edge == "W1" else sign
    else:
        across, sign, along = panel.iy, panel.sy, panel.ix
        plane = panel.at[across] if edge == "L1" else panel.at[across] + sign * panel.width
        sign = -sign if edge == "L1" else sign
    thick = panel.iz
    for receiver in receivers:
        found = receiver.face_towards(across, -sign)
        if found is None or abs(found[1] - plane) > TOUCH:
            continue
        low = max(panel.low[along], receiver.low[along])
        high = min(panel.high[along], receiver.high[along])
        inside = receiver.low[thick] - TOUCH <= panel.low[thick] and panel.high[thick] <= receiver.high[thick] + TOUCH
        if high - low > TOUCH and inside:
            to_edge = panel.y_of if edge in ("W1", "W2") else panel.x_of
            start, length = min(to_edge(low), to_edge(high)), high - low
            if panel.outline is None:
                return Contact(receiver, found[0], start, length)
            for first, last in spans(panel.outline, edge, panel.length, panel.width):
                begin, end = max(start, first), min(start + length, last)
                if end - begin > TOUCH:
                    return Contact(receiver, found[0], begin, end - begin)
    return None


@lru_cache(maxsize=4096)
def patterns(
    length: float, kind: JointKind, closest: float, cams_apart: float
) -> tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]:
    """Return the ways to set connectors on a joint of some length, best first: (cams, dowels) from its start (domain.md 3.3).

    `closest` is how near a cam and a dowel may come, `cams_apart` how near two cams.
    """
    found = []
    for cams, dowels in _patterns(length, kind):
        places = sorted((*cams, *dowels))
        inside = all(0 < place < length for place in places)
        apart = all(b - a >= closest for a, b in pairwise(places))
        if inside and apart and all(b - a >= cams_apart for a, b in pairwise(sorted(cams))):
            found.append((cams, dowels))
    return tuple(found)


def _patterns(length: float, kind: JointKind) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    cams, dowels = next((cams, dowels) for limit, cams, dowels in kind.counts if length <= limit)
    middle = length / 2
    for shift in kind.shifts:
        if cams == 1:
            for side in (-kind.centred, kind.centred) if dowels else (0.0,):
                yield ((middle + side + shift,), (middle - side + shift,) if dowels else ())
                if shift:
                    yield ((middle + side - shift,), (middle - side - shift,) if dowels else ())
            continue
        first, last = kind.first + shift, length - kind.first - shift
        between = tuple(
            first + (last - first) * at / (cams - 1) + (shift if cams > 2 else 0) for at in range(1, cams - 1)
        )
        yield ((first, *between, last), (first + kind.dowel_offset, last - kind.dowel_offset) if dowels else ())


def fix(
    panel: Draft, edge: Face, receivers: list[Draft], cam_face: Face, kind_name: str, profile: Profile, where: Where
) -> tuple[str, ...]:
    """Drill the joint of an edge with the receiver it touches; return the articles it takes, one word each.

    Raises LibraryError when the edge touches none of the receivers or the connectors find no room.
    """
    touch = contact(panel, edge, receivers)
    if touch is None:
        named = " or ".join(receiver.id for receiver in receivers)
        raise where.fail(f"{edge} of {panel.id} does not touch {named}")
    kind = profile.joints.get(kind_name)
    if kind is None:
        raise where.fail(f"no joint {kind_name!r} in the profile {profile.id}; it has {', '.join(profile.joints)}")
    cam, dowel = profile.drill(kind.cam, CamDrill), profile.drill(kind.dowel, DowelDrill)
    closest = (cam.cam_diameter + dowel.diameter) / 2 + profile.webs.between
    problem = f"{touch.length:g} mm are too short for them"
    for cams, dowels in patterns(round(touch.length, 4), kind, closest, cam.cam_diameter + profile.webs.between):
        own, others = _bores(panel, edge, touch, cam_face, cams, dowels, cam, dowel)
        problem = first_obstacle(panel, own, profile.webs) or first_obstacle(touch.receiver, others, profile.webs)
        if not problem:
            panel.drill(own)
            touch.receiver.drill(others)
            return (kind.cam,) * len(cams) + (kind.dowel,) * len(dowels)
    raise where.fail(f"no room for the connectors between {edge} of {panel.id} and {touch.receiver.id}: {problem}")


def _bores(
    panel: Draft,
    edge: Face,
    touch: Contact,
    cam_face: Face,
    cams: tuple[float, ...],
    dowels: tuple[float, ...],
    cam: CamDrill,
    dowel: DowelDrill,
) -> tuple[list[Bore], list[Bore]]:
    thickness = panel.thickness
    axis = min(thickness / 2, cam.bolt_axis)  # from the cam face
    z = thickness - axis if cam_face == "A" else axis
    cam_depth = next(depth for limit, depth in cam.cam_depth if thickness <= limit)
    receiver, face = touch.receiver, touch.face
    own, others = [], []
    for place in cams:
        along = touch.start + place
        x, y = _inward(panel, edge, along, cam.cam_centre)
        own.append(panel.on_face("cam15", cam_face, x, y, cam.cam_diameter, cam_depth))
        own.append(panel.in_edge("bolt8e", edge, along, z, cam.bolt_diameter, cam.bolt_depth))
        x, y = receiver.flat(_at_edge(panel, edge, along, z))
        others.append(receiver.on_face("nut10", face, x, y, cam.nut_diameter, cam.nut_depth))
    for place in dowels:
        along = touch.start + place
        own.append(panel.in_edge("dow8e", edge, along, z, dowel.diameter, dowel.edge_depth))
        x, y = receiver.flat(_at_edge(panel, edge, along, z))
        others.append(receiver.on_face("dow8f", face, x, y, dowel.diameter, dowel.face_depth))
    return own, others


def _inward(panel: Draft, edge: Face, along: float, distance: float) -> tuple[float, float]:
    if edge == "W1":
        return (distance, along)
    if edge == "W2":
        return (panel.length - distance, along)
    return (along, distance) if edge == "L1" else (along, panel.width - distance)


def _at_edge(panel: Draft, edge: Face, along: float, z: float) -> tuple[float, float, float]:
    x, y = _inward(panel, edge, along, 0.0)
    point = [0.0, 0.0, 0.0]
    point[panel.ix] = panel.at[panel.ix] + panel.sx * x
    point[panel.iy] = panel.at[panel.iy] + panel.sy * y
    point[panel.iz] = panel.at[panel.iz] + panel.sz * z
    return (point[0], point[1], point[2])


def groove(panel: Draft, receiver: Draft, kind: str, profile: Profile, where: Where) -> None:
    """Cut the through groove in `receiver` that takes the edge of a thin panel (domain.md 2.9).

    Raises LibraryError when the panel does not reach into the receiver, or further than the groove is deep.
    """
    numbers = profile.grooves.get(kind)
    if numbers is None:
        raise where.fail(f"no groove {kind!r} in the profile {profile.id}; it has {', '.join(profile.grooves)}")
    across, flat = receiver.iz, panel.iz
    reach = min(panel.high[across], receiver.high[across]) - max(panel.low[across], receiver.low[across])
    if across == flat or not TOUCH < reach <= numbers.depth + TOUCH:
        raise where.fail(
            f"{panel.id} reaches {max(reach, 0):g} mm into {receiver.id}; the groove is {numbers.depth:g} deep"
        )
    if panel.thickness > numbers.width + TOUCH:
        raise where.fail(f"{panel.id} is {panel.thickness:g} mm thick; the groove is {numbers.width:g} wide")
    towards = panel.low[across] + panel.high[across] - receiver.low[across] - receiver.high[across]
    found = receiver.face_towards(across, towards)
    assert found is not None
    middle = (panel.low[flat] + panel.high[flat]) / 2
    if receiver.ix == flat:
        x = receiver.x_of(middle)
        receiver.cut(Slot(kind, found[0], x, 0.0, x, receiver.width, numbers.width, numbers.depth))
    else:
        y = receiver.y_of(middle)
        receiver.cut(Slot(kind, found[0], 0.0, y, receiver.length, y, numbers.width, numbers.depth))
