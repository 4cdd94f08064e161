"""Panel to panel: cams, bolts, nuts and dowels of a joint, and the grooves that take a back. Everything from the poses in space.

An edge that is to be joined must touch a face; where they touch is the joint line, and the profile's table says how many connectors it
takes and where (domain.md 3.3). All lengths mm.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from app.components.bores import Bore, Slot
from app.components.draft import TOUCH, Draft, first_obstacle
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


class Kit(NamedTuple):
    """What a kind of joint takes of a profile: its cams and dowels, and how near they may come to each other."""

    kind: JointKind
    cam: CamDrill
    dowel: DowelDrill
    closest: float  # a cam and a dowel
    cams_apart: float


@lru_cache(maxsize=64)
def _kit(profile: Profile, kind_name: str) -> Kit | None:
    kind = profile.joints.get(kind_name)
    if kind is None:
        return None
    cam, dowel = profile.drill(kind.cam, CamDrill), profile.drill(kind.dowel, DowelDrill)
    web = profile.webs.between
    return Kit(kind, cam, dowel, (cam.cam_diameter + dowel.diameter) / 2 + web, cam.cam_diameter + web)


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
    kit = _kit(profile, kind_name)
    if kit is None:
        raise where.fail(f"no joint {kind_name!r} in the profile {profile.id}; it has {', '.join(profile.joints)}")
    webs, receiver = profile.webs, touch.receiver
    own, others = list[Bore](), list[Bore]()
    for cams, dowels in patterns(round(touch.length, 4), kit.kind, kit.closest, kit.cams_apart):
        own, others = _bores(panel, edge, touch, cam_face, cams, dowels, kit)
        in_panel = panel.room(own, webs)
        in_receiver = receiver.room(others, webs) if in_panel else None
        if in_panel and in_receiver:
            panel.drill(in_panel)
            receiver.drill(in_receiver)
            return (kit.kind.cam,) * len(cams) + (kit.kind.dowel,) * len(dowels)
    problem = first_obstacle(panel, own, webs) or first_obstacle(receiver, others, webs)
    problem = problem or f"{touch.length:g} mm are too short for them"
    raise where.fail(f"no room for the connectors between {edge} of {panel.id} and {receiver.id}: {problem}")


def _bores(
    panel: Draft,
    edge: Face,
    touch: Contact,
    cam_face: Face,
    cams: tuple[float, ...],
    dowels: tuple[float, ...],
    kit: Kit,
) -> tuple[list[Bore], list[Bore]]:
    """Return the bores of a joint in the panel and in its receiver."""
    receiver, face, start, _ = touch
    _, cam, dowel, _, _ = kit
    thickness = panel.thickness
    axis = min(thickness / 2, cam.bolt_axis)  # from the cam face
    z = thickness - axis if cam_face == "A" else axis
    cam_z = thickness if cam_face == "A" else 0.0
    cam_depth = next(depth for limit, depth in cam.cam_depth if thickness <= limit)
    face_z = receiver.thickness if face == "A" else 0.0
    height = panel.at[panel.iz] + panel.sz * z  # of the joint line, on the receiver
    upright = edge in ("W1", "W2")  # the edge runs along the panel's width
    rim = 0.0 if edge in ("W1", "L1") else panel.length if upright else panel.width
    inward = cam.cam_centre if edge in ("W1", "L1") else rim - cam.cam_centre
    way, sign = (panel.iy, panel.sy) if upright else (panel.ix, panel.sx)
    origin, lengthways = panel.at[way], receiver.ix == way
    level = receiver.y_of(height) if lengthways else receiver.x_of(height)
    zero, turn = receiver.at[way], receiver.sx if lengthways else receiver.sy
    own, others = [], []
    for place in cams:
        along = start + place
        at = (origin + sign * along - zero) * turn
        x, y = (inward, along) if upright else (along, inward)
        own.append(("cam15", cam_face, x, y, cam_z, cam.cam_diameter, cam_depth))
        x, y = (rim, along) if upright else (along, rim)
        own.append(("bolt8e", edge, x, y, z, cam.bolt_diameter, cam.bolt_depth))
        x, y = (at, level) if lengthways else (level, at)
        others.append(("nut10", face, x, y, face_z, cam.nut_diameter, cam.nut_depth))
    for place in dowels:
        along = start + place
        at = (origin + sign * along - zero) * turn
        x, y = (rim, along) if upright else (along, rim)
        own.append(("dow8e", edge, x, y, z, dowel.diameter, dowel.edge_depth))
        x, y = (at, level) if lengthways else (level, at)
        others.append(("dow8f", face, x, y, face_z, dowel.diameter, dowel.face_depth))
    return own, others


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
