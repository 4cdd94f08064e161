"""Would it go together? Checks a finished component as a factory would: sizes, bores inside their boards, webs, partners, collisions.

It reads only the component (parts.py) and the profile's webs, nothing of how it was built, so it proves the joinery from outside.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from app.components.outline import keeps, keeps_box
from app.components.parts import Component, Groove, Hole, Panel
from app.components.profile import Webs
from app.geometry.box import Box
from app.geometry.frame import Point2, Point3, cross
from app.geometry.ring import shared_area

SLACK = 0.02  # mm; two lengths rounded to 0.01 each
SHARED = 2.0  # mm2 of overlap that rounding may leave
PARTNERS = {"bolt8e": "nut10", "dow8e": "dow8f"}
INTO = {"A": (0, 0, -1), "B": (0, 0, 1), "L1": (0, 1, 0), "L2": (0, -1, 0), "W1": (1, 0, 0), "W2": (-1, 0, 0)}

type Space = tuple[float, float, float, float, float, float]


def faults(component: Component, webs: Webs) -> tuple[str, ...]:
    """Return one sentence for each thing that would not go together; none for a sound component."""
    found: list[str] = []
    for panel in component.panels:
        found += _sizes(panel)
        found += _shape(panel)
        found += _milled(panel)
        found += _bores(panel, webs)
    found += _partners(component)
    found += _collisions(component)
    return tuple(found)


def panel_box(panel: Panel) -> Box:
    """Return the box round a panel in unit axes, mm."""
    size = (panel.length, panel.width, panel.thickness)
    if is_square(panel):
        a, b = panel.pose.out((0.0, 0.0, 0.0)), panel.pose.out(size)
        return Box(
            (min(a[0], b[0]), min(a[1], b[1]), min(a[2], b[2])), (max(a[0], b[0]), max(a[1], b[1]), max(a[2], b[2]))
        )
    corners = [panel.pose.out((x, y, z)) for x in (0.0, size[0]) for y in (0.0, size[1]) for z in (0.0, size[2])]
    low, high = (tuple(pick(corner[axis] for corner in corners) for axis in range(3)) for pick in (min, max))
    return Box((low[0], low[1], low[2]), (high[0], high[1], high[2]))


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
        if is_shaped(panel) and not _within_outline(panel, hole, space, webs.edge):
            yield f"{panel.id}: {hole.kind} on {hole.face} at {hole.x:g}, {hole.y:g} leaves the outline"
    recesses = [*_recesses(panel)]
    for at, one in enumerate(panel.holes):
        for what, taken in recesses:
            if _overlap(spaces[at], taken, webs.between):
                yield f"{panel.id}: {one.kind} at {one.x:g}, {one.y:g} meets the {what}"
    for at, other_at in _near_pairs(spaces, webs.between):
        one, other = panel.holes[at], panel.holes[other_at]
        if _too_near(one, other, spaces[at], spaces[other_at], webs.between):
            yield f"{panel.id}: {one.kind} at {one.x:g}, {one.y:g} meets {other.kind}"


def _near_pairs(spaces: list[Space], web: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs (later, earlier) of spaces that are nearer than a web along x; all others are far from each other."""
    order = sorted(range(len(spaces)), key=lambda at: spaces[at][0])
    for place, at in enumerate(order):
        reach = spaces[at][1] + web
        for other in order[place + 1 :]:
            if spaces[other][0] >= reach:
                break
            yield (at, other) if at > other else (other, at)


def is_shaped(panel: Panel) -> bool:
    """Return whether a panel's outline is no rectangle."""
    return panel.outline != ((0.0, 0.0), (panel.length, 0.0), (panel.length, panel.width), (0.0, panel.width))


def _within_outline(panel: Panel, hole: Hole, space: Space, rim: float) -> bool:
    if hole.face in "AB":
        return keeps(panel.outline, (hole.x, hole.y), hole.diameter / 2 + rim - SLACK)
    dx, dy = (0.0, rim - SLACK) if hole.face in ("W1", "W2") else (rim - SLACK, 0.0)
    return keeps_box(panel.outline, (space[0] - dx, space[2] - dy), (space[1] + dx, space[3] + dy))


def _recesses(panel: Panel) -> Iterator[tuple[str, Space]]:
    """Yield what is milled or cut out of a panel, with the box it takes."""
    for groove in panel.grooves:
        yield f"{groove.kind} groove", _groove_space(panel, groove)
    for pocket in panel.pockets:
        z0, z1 = (panel.thickness - pocket.depth, panel.thickness) if pocket.face == "A" else (0.0, pocket.depth)
        yield f"{pocket.kind} pocket", (pocket.low[0], pocket.high[0], pocket.low[1], pocket.high[1], z0, z1)
    for cutout in panel.cutouts:
        box = (cutout.low[0], cutout.high[0], cutout.low[1], cutout.high[1])
        yield f"{cutout.kind} cut-out", (*box, 0.0, panel.thickness)


def _milled(panel: Panel) -> Iterator[str]:
    """Every groove, pocket and cut-out lies in its panel and leaves some of it."""
    for what, (x0, x1, y0, y1, z0, z1) in _recesses(panel):
        if x0 < -SLACK or y0 < -SLACK or x1 > panel.length + SLACK or y1 > panel.width + SLACK:
            yield f"{panel.id}: the {what} leaves the panel"
        if min(x1 - x0, y1 - y0, z1 - z0) <= 0 or (z1 - z0 >= panel.thickness and "cut-out" not in what):
            yield f"{panel.id}: the {what} has no size or no floor"
    for cutout in panel.cutouts:
        if not keeps_box(panel.outline, cutout.low, cutout.high):
            yield f"{panel.id}: the {cutout.kind} cut-out leaves the outline"


def _shape(panel: Panel) -> Iterator[str]:
    """The outline's box is the panel's size, and each of its sides has its band."""
    xs, ys = [x for x, _ in panel.outline], [y for _, y in panel.outline]
    ends = (min(xs), min(ys), max(xs) - panel.length, max(ys) - panel.width)
    if any(abs(end) > SLACK for end in ends):
        yield f"{panel.id}: its outline is not {panel.length:g} x {panel.width:g}"
    if len(panel.bands) not in ((len(panel.outline),) if is_shaped(panel) else (0, 4)):
        yield f"{panel.id}: {len(panel.bands)} bands for {len(panel.outline)} sides"


def _overlap(a: Space, b: Space, web: float) -> bool:
    ax0, ax1, ay0, ay1, az0, az1 = a
    bx0, bx1, by0, by1, bz0, bz1 = b
    near = web - SLACK  # nearer than this along all three axes
    return (
        bx0 - ax1 < near
        and ax0 - bx1 < near
        and by0 - ay1 < near
        and ay0 - by1 < near
        and bz0 - az1 < near
        and az0 - bz1 < near
    )


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
            if b.low[0] >= a.high[0] or b.high[0] <= a.low[0] or b.low[2] >= a.high[2] or b.high[2] <= a.low[2]:
                continue
            reach = [min(a.high[i], b.high[i]) - max(a.low[i], b.low[i]) for i in range(3)]
            if (
                min(reach) > SLACK
                and not (_fits_groove(one, other, reach) or _fits_groove(other, one, reach))
                and _share(one, other, b)
                and _share(other, one, a)
            ):
                yield f"{one.id} and {other.id} stand in each other"


def _share(one: Panel, other: Panel, box: Box) -> bool:
    """Return whether another panel reaches into the outline of one that is no rectangle, or stands turned; True for plain ones."""
    if not is_shaped(one) and is_square(one) and is_square(other):
        return True
    corners = [
        (x, y, z)
        for x in (box.low[0], box.high[0])
        for y in (box.low[1], box.high[1])
        for z in (box.low[2], box.high[2])
    ]
    if not is_square(other):
        corners = [other.pose.out((x, y, z)) for x, y in other.outline for z in (0.0, other.thickness)]
    seen = [one.pose.into(corner) for corner in corners]
    if min(z for _, _, z in seen) > one.thickness - SLACK or max(z for _, _, z in seen) < SLACK:
        return False
    return shared_area(one.outline, _hull([(x, y) for x, y, _ in seen])) > SHARED


def is_square(panel: Panel) -> bool:
    """Return whether a panel lies along the axes of its unit."""
    return max(abs(part) for part in panel.pose.x) > 1 - 1e-9 and max(abs(part) for part in panel.pose.y) > 1 - 1e-9


def _hull(points: list[Point2]) -> tuple[Point2, ...]:
    """Return the convex hull of points, counter-clockwise."""
    ordered = sorted(set(points))
    chains: list[list[Point2]] = []
    for run in (ordered, ordered[::-1]):
        chain: list[Point2] = []
        for point in run:
            while len(chain) > 1 and _left(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        chains.append(chain[:-1])
    return (*chains[0], *chains[1])


def _left(a: Point2, b: Point2, c: Point2) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _fits_groove(thin: Panel, thick: Panel, reach: list[float]) -> bool:
    return any(thin.thickness <= groove.width and min(reach) <= groove.depth + SLACK for groove in thick.grooves)
