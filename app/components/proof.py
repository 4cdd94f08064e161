"""Would it go together? Checks a finished component as a factory would: sizes, bores inside their boards, webs, partners, collisions.

It reads only the component (parts.py) and the profile's webs, nothing of how it was built, so it proves the joinery from outside.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.components.parts import Component, Groove, Hole, Panel
from app.components.profile import Webs
from app.geometry.box import Box
from app.geometry.frame import Point3, cross

SLACK = 0.02  # mm; two lengths rounded to 0.01 each
PARTNERS = {"bolt8e": "nut10", "dow8e": "dow8f"}
INTO = {"A": (0, 0, -1), "B": (0, 0, 1), "L1": (0, 1, 0), "L2": (0, -1, 0), "W1": (1, 0, 0), "W2": (-1, 0, 0)}

type Space = tuple[float, float, float, float, float, float]


def faults(component: Component, webs: Webs) -> tuple[str, ...]:
    """Return one sentence for each thing that would not go together; none for a sound component."""
    found: list[str] = []
    for panel in component.panels:
        found += _sizes(panel)
        found += _bores(panel, webs)
    found += _partners(component)
    found += _collisions(component)
    return tuple(found)


def panel_box(panel: Panel) -> Box:
    """Return the box of a panel in unit axes, mm."""
    a, b = panel.pose.out((0.0, 0.0, 0.0)), panel.pose.out((panel.length, panel.width, panel.thickness))
    return Box((min(a[0], b[0]), min(a[1], b[1]), min(a[2], b[2])), (max(a[0], b[0]), max(a[1], b[1]), max(a[2], b[2])))


def _sizes(panel: Panel) -> Iterator[str]:
    if min(panel.length, panel.width, panel.thickness, panel.cut_length, panel.cut_width) <= 0:
        yield f"{panel.id}: a size is not above 0"
    x, y = panel.pose.x, panel.pose.y
    if abs(math.hypot(*x) - 1) > 1e-9 or abs(math.hypot(*y) - 1) > 1e-9 or abs(math.hypot(*cross(x, y)) - 1) > 1e-9:
        yield f"{panel.id}: its pose is no rotation"


def space_of(panel: Panel, hole: Hole) -> Space:
    """Return the box a bore takes from its panel: x0, x1, y0, y1, z0, z1 in panel axes."""
    low, high = [hole.x, hole.y, hole.z], [hole.x, hole.y, hole.z]
    for axis, way in enumerate(INTO[hole.face]):
        if way == 0:
            low[axis] -= hole.diameter / 2
            high[axis] += hole.diameter / 2
        elif way > 0:
            high[axis] += hole.depth
        else:
            low[axis] -= hole.depth
    return (low[0], high[0], low[1], high[1], low[2], high[2])


def _groove_space(panel: Panel, groove: Groove) -> Space:
    half = groove.width / 2
    (x0, y0), (x1, y1) = groove.start, groove.end
    dx, dy = (0.0, half) if y0 == y1 else (half, 0.0)
    z0, z1 = (panel.thickness - groove.depth, panel.thickness) if groove.face == "A" else (0.0, groove.depth)
    return (min(x0, x1) - dx, max(x0, x1) + dx, min(y0, y1) - dy, max(y0, y1) + dy, z0, z1)


def _bores(panel: Panel, webs: Webs) -> Iterator[str]:
    size = (panel.length, panel.width, panel.thickness)
    spaces = [space_of(panel, hole) for hole in panel.holes]
    for hole, space in zip(panel.holes, spaces, strict=True):
        for axis, way in enumerate(INTO[hole.face]):
            rim = 0.0 if way else webs.edge
            at = (hole.x, hole.y, hole.z)[axis]
            if way and abs(at - (0.0 if way > 0 else size[axis])) > SLACK:
                yield f"{panel.id}: {hole.kind} does not start on face {hole.face}"
            if space[2 * axis] < rim - SLACK or space[2 * axis + 1] > size[axis] - rim + SLACK:
                yield f"{panel.id}: {hole.kind} on {hole.face} at {hole.x:g}, {hole.y:g}, {hole.z:g} leaves the panel"
    for at, one in enumerate(panel.holes):
        for other_at in range(at):
            if _too_near(one, panel.holes[other_at], spaces[at], spaces[other_at], webs.between):
                yield f"{panel.id}: {one.kind} at {one.x:g}, {one.y:g} meets {panel.holes[other_at].kind}"
        for groove in panel.grooves:
            if _overlap(spaces[at], _groove_space(panel, groove), webs.between):
                yield f"{panel.id}: {one.kind} at {one.x:g}, {one.y:g} meets the {groove.kind} groove"


def _overlap(a: Space, b: Space, web: float) -> bool:
    return all(min(a[i + 1], b[i + 1]) - max(a[i], b[i]) > -web + SLACK for i in (0, 2, 4))


def _too_near(one: Hole, other: Hole, a: Space, b: Space, web: float) -> bool:
    if not _overlap(a, b, web):
        return False
    if {one.kind, other.kind} == {"cam15", "bolt8e"}:
        cam, bolt = (one, other) if one.kind == "cam15" else (other, one)
        along = 0 if bolt.face in ("W1", "W2") else 1
        if abs((cam.x, cam.y)[1 - along] - (bolt.x, bolt.y)[1 - along]) < SLACK:
            return False  # the bolt ends in its own cam
    if one.face in "AB" and other.face in "AB":
        return math.hypot(one.x - other.x, one.y - other.y) < (one.diameter + other.diameter) / 2 + web - SLACK
    return True


def _partners(component: Component) -> Iterator[str]:
    """Every bolt and dowel leaves its edge where a nut or bore waits in the face behind, in line with it."""
    lines: dict[str, list[tuple[Point3, Point3]]] = {}
    for panel in component.panels:
        for hole in panel.holes:
            if hole.kind in PARTNERS or hole.kind in PARTNERS.values():
                lines.setdefault(hole.kind, []).append(_line(panel, hole))
    for kind, partner in PARTNERS.items():
        waiting = list(lines.get(partner, ()))
        for point, way in lines.get(kind, ()):
            met = next((one for one in waiting if one[1] == (-way[0], -way[1], -way[2]) and _same(one[0], point)), None)
            if met is None:
                yield f"{kind} at {point[0]:g}, {point[1]:g}, {point[2]:g} of the unit has no {partner} to go to"
            else:
                waiting.remove(met)
        for point, _ in waiting:
            yield f"{partner} at {point[0]:g}, {point[1]:g}, {point[2]:g} of the unit has no {kind} that comes"
    cams = sum(hole.kind == "cam15" for panel in component.panels for hole in panel.holes)
    if cams != len(lines.get("bolt8e", ())):
        yield f"{cams} cams for {len(lines.get('bolt8e', ()))} bolts"


def _line(panel: Panel, hole: Hole) -> tuple[Point3, Point3]:
    """Return where a bore starts and the way it goes, in unit axes."""
    way = INTO[hole.face]
    origin, tip = panel.pose.out((0.0, 0.0, 0.0)), panel.pose.out((float(way[0]), float(way[1]), float(way[2])))
    ways = (round(tip[0] - origin[0]), round(tip[1] - origin[1]), round(tip[2] - origin[2]))
    return panel.pose.out((hole.x, hole.y, hole.z)), ways


def _same(a: Point3, b: Point3) -> bool:
    return abs(a[0] - b[0]) <= SLACK and abs(a[1] - b[1]) <= SLACK and abs(a[2] - b[2]) <= SLACK


def _collisions(component: Component) -> Iterator[str]:
    boxes = [(panel, panel_box(panel)) for panel in component.panels]
    for at, (one, a) in enumerate(boxes):
        for other, b in boxes[:at]:
            reach = [min(a.high[i], b.high[i]) - max(a.low[i], b.low[i]) for i in range(3)]
            if min(reach) > SLACK and not (_fits_groove(one, other, reach) or _fits_groove(other, one, reach)):
                yield f"{one.id} and {other.id} stand in each other"


def _fits_groove(thin: Panel, thick: Panel, reach: list[float]) -> bool:
    return any(thin.thickness <= groove.width and min(reach) <= groove.depth + SLACK for groove in thick.grooves)
