"""What is done to the panels of a unit and its inserts once all are laid: grooved, milled, joined, hung, pinned, bored; what is bought.

Every step of STEPS is done for the unit and all inserts before the next, so that what comes later gives way to what is there, in whatever
order the inserts were chosen. Unit axes, mm, not yet rounded.
"""

from __future__ import annotations

from typing import Literal

from app.components.angled import facing, hang_angled, is_angled
from app.components.bench import Step, Work
from app.components.bores import Slot
from app.components.draft import TOUCH, Draft
from app.components.hinges import hang
from app.components.joinery import fix
from app.components.joinery import groove as cut_groove
from app.components.laying import ADJUSTABLE
from app.components.parts import Cut, Cutout, Pocket, Swing
from app.components.pins import pin
from app.components.rows import Row
from app.components.slides import slide as slide_on
from app.geometry.box import Box
from app.geometry.frame import Point2


def groove(work: Work, row: Row) -> None:
    """Cut the grooves for a panel."""
    item = row.item
    panel = work.find(row.panel, item)
    if panel is not None:
        for receiver in work.finds(row.into, item):
            cut_groove(panel, receiver, row.kind, work.profile, item.where)


def joint(work: Work, row: Row) -> None:
    """Drill the joints of a panel."""
    item, fittings = row.item, work.bench.fittings
    panel = work.find(row.panel, item)
    if panel is None:
        return
    receivers = work.finds(row.to, item)
    for edge in row.edges:
        for article in fix(panel, edge, receivers, row.cams, row.kind, work.profile, item.where):
            fittings[article, ()] += 1


def hinge(work: Work, row: Row) -> None:
    """Hang a door, or a leaf that is bought."""
    item, bench = row.item, work.bench
    own = bool(item.use["door"].source)
    door = work.find(row.door, item) if own else _leaf(work, row)
    if door is None:
        return
    hand = row.hand
    density = _density(work, door) if own else float(row.weight) * 1e9 / (door.length * door.width * door.thickness)
    boards = [draft for draft in bench.drafts.values() if draft.role != ADJUSTABLE]
    uprights, shift = work.finds(row.on, item), row.shift
    folds = bool(uprights) and uprights[0].role == "door"  # the second leaf of a pair moves with the first
    hanging = hang_angled if folds or is_angled(door) else hang
    hung = hanging(door, uprights, boards, hand, shift, density, row.kind, work.profile, item.where)
    bench.fittings[hung.article, ()] += hung.hinges
    kind: Literal["lift", "flap", "hinged"] = "lift" if hand == "top" else "flap" if hand == "bottom" else "hinged"
    if not folds:
        bench.swings.append(Swing(door.id, kind, door.box, hand, hung.angle, turn=facing(door)))


def _density(work: Work, door: Draft) -> float:
    return next(board.density for board in work.profile.boards.values() if board.id == door.board)


def _leaf(work: Work, row: Row) -> Draft:
    """Return a leaf that is bought as a board that is not among those to be cut."""
    item = row.item
    if item.use["at"] is None or item.use["size"] is None:
        raise item.where.fail("needs a door, or `at` and `size` of a bought one")
    box = work.box(row)
    width, thickness, height = box.size
    return Draft(work.prefix + row.id, ("+z", "+x"), box.low, (height, width, thickness), item.where)


def pins(work: Work, row: Row) -> None:
    """Drill for an adjustable shelf."""
    item, profile = row.item, work.profile
    shelf = work.find(row.panel, item)
    if shelf is None:
        return
    asked = item.use["holes"]
    holes = (asked.whole(row.holes, 99),) if asked else profile.pins.holes
    uprights, boards = work.finds(row.into, item), list(work.bench.drafts.values())
    work.bench.fittings[profile.pins.article, ()] += pin(shelf, uprights, boards, holes, profile, item.where)


def slides(work: Work, row: Row) -> None:
    """Drill for a pair of drawer slides."""
    item = row.item
    box, face = work.find(row.box, item), work.find(row.face, item)
    if box is None or face is None:
        return
    length = row.length
    article = slide_on(box, work.finds(row.on, item), length, work.profile, item.where)
    work.bench.fittings[article, ()] += 1
    low, high = (face.low[0], face.low[1] - length, face.low[2]), (face.high[0], face.low[1], face.high[2])
    work.bench.swings.append(Swing(face.id, "drawer", Box(low, high), travel=length))


def bore(work: Work, row: Row) -> None:
    """Bore into a panel, or through it."""
    item = row.item
    panel = work.find(row.panel, item)
    if panel is None:
        return
    diameter = float(row.diameter)
    depth = panel.thickness if item.use["depth"] is None else float(row.depth)
    if diameter <= 0 or depth <= 0:
        raise item.where.fail(f"a bore of {panel.id} would be {diameter:g} wide and {depth:g} deep")
    bores = [panel.on_face(row.kind, row.face, x, y, diameter, depth) for x, y in row.at]
    room = panel.room(bores, work.profile.webs)
    if room is None:
        met = ((one, panel.obstacle(one, work.profile.webs)) for one in bores)
        one, problem = next((one, problem) for one, problem in met if problem)
        raise item.where.fail(f"{row.kind} at {one[2]:g}, {one[3]:g} of {panel.id} meets {problem}")
    panel.drill(room)


def slot(work: Work, row: Row) -> None:
    """Cut a groove that takes no panel."""
    item = row.item
    panel = work.find(row.panel, item)
    if panel is None:
        return
    (x0, y0), (x1, y1) = (tuple(map(float, point)) for point in (row.start, row.end))
    width, depth = float(row.width), float(row.depth)
    half = width / 2
    straight = (x0 == x1) != (y0 == y1)
    across = (
        (min(y0, y1) - half, panel.width - max(y0, y1) - half)
        if y0 == y1
        else (min(x0, x1) - half, panel.length - max(x0, x1) - half)
    )
    if not straight or width <= 0 or not 0 < depth < panel.thickness or min(across) < -TOUCH:
        raise item.where.fail(f"the {row.kind} groove of {panel.id} is not straight along a side and inside the board")
    panel.cut(Slot(row.kind, row.face, x0, y0, x1, y1, width, depth))


def pocket(work: Work, row: Row) -> None:
    """Mill a recess."""
    panel = work.find(row.panel, row.item)
    if panel is not None:
        panel.mill(Pocket(row.kind, row.face, *_flat(row), float(row.depth), float(row.radius)))


def cutout(work: Work, row: Row) -> None:
    """Cut an opening through a panel."""
    panel = work.find(row.panel, row.item)
    if panel is not None:
        low, high = _flat(row)
        web = work.profile.numbers["cutout_web"] if row.kind in ("sink", "hob") else work.profile.webs.edge
        panel.cut_out(Cutout(row.kind, low, high, float(row.radius)), web)


def _flat(row: Row) -> tuple[Point2, Point2]:
    x, y = map(float, row.at)
    length, width = map(float, row.size)
    return (x, y), (x + length, y + width)


def cut(work: Work, row: Row) -> None:
    """Ask for an opening in the worktop over the unit."""
    work.bench.cuts.append(Cut(row.kind, *_flat(row), float(row.radius)))


def swing(work: Work, row: Row) -> None:
    """Keep the space that a leaf needs."""
    item = row.item
    named = bool(item.use["panel"].source)
    leaf = work.find(row.panel, item) if named else None
    if leaf is None and (named or item.use["at"] is None or item.use["size"] is None):
        if named:
            return
        raise item.where.fail("needs a panel, or `at` and `size`")
    box = leaf.box if leaf is not None else work.box(row)
    angle, travel, turn = float(row.angle), float(row.travel), float(row.turn)
    name = leaf.id if leaf is not None else work.prefix + row.id
    work.bench.swings.append(Swing(name, row.kind, box, row.hinge, angle, travel, turn))


def fitting(work: Work, row: Row) -> None:
    """Count bought pieces."""
    item = row.item
    size = tuple(map(float, row.size))
    if size and min(size) <= 0:
        raise item.where.at("size").fail(f"would be {' x '.join(f'{part:g}' for part in size)} mm")
    work.bench.fittings[row.article, size] += item.use["qty"].whole(row.qty, 10000)


def solid(work: Work, row: Row) -> None:
    """Set a body that is seen but not cut."""
    setting = work.bench.setting
    look = row.look
    if look not in setting.slots and look not in setting.decors:
        raise row.item.where.at("look").fail(f"{look!r} is neither a finish slot nor a decor")
    work.bench.solids.append((work.prefix + row.id, row.role, look, *work.corners(row)))


STEPS: tuple[tuple[str, Step], ...] = (
    ("groove", groove),
    ("slot", slot),
    ("pocket", pocket),
    ("cutout", cutout),
    ("joint", joint),
    ("hinge", hinge),
    ("slides", slides),
    ("pins", pins),
    ("bores", bore),
    ("fitting", fitting),
    ("solid", solid),
    ("swing", swing),
    ("cut", cut),
)
