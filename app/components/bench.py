"""Makes the drafts of a unit and its inserts and works on them: panels laid, grooved, joined, hung, pinned, bored.

First all panels are laid and openings left (LAY), the unit's and then each insert's; then every step of STEPS is done for all of them
before the next, so that what comes later gives way to what is there, in whatever order the inserts were chosen. An insert works on
the same bench as its unit, with its id before its parts' ids and its origin in the least corner of its opening. Unit axes, mm, not yet
rounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.components.angled import facing, hang_angled, is_angled
from app.components.draft import TOUCH, Bore, Draft, Slot
from app.components.family import SIDES, BoundItem, Family
from app.components.hardware_joinery import hang, pin, slide
from app.components.joinery import fix, groove
from app.components.materials import Decor
from app.components.parts import Cut, Cutout, Opening, Pocket, RefusedError, Solid, Swing
from app.components.profile import Profile
from app.geometry.box import Box
from app.geometry.frame import Point2, Point3
from app.records import Text

PANEL_LIMIT = 400
STEP_LIMIT = 10_000  # panels, joints, bores, solids, ... of one unit with its inserts
ADJUSTABLE = "shelf_adj"  # the role that gives way to hinges; all others make the hinges give way
OUTER = frozenset({"side_l", "side_r", "top", "bottom", "stretcher"})  # boards that no other opening lies behind


@dataclass(frozen=True, slots=True)
class Setting:
    """What all parts of one component share: sample id for errors, profile, finish slots, decors, names of roles, other families."""

    who: str
    profile: Profile
    slots: Collection[str]
    decors: Mapping[str, Decor]
    roles: Mapping[str, Text]
    family: Callable[[str], Family]


class Bench:
    """The parts of a component while they are made."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.drafts: dict[str, Draft] = {}
        self.fittings: Counter[tuple[str, tuple[float, ...]]] = Counter()
        self.solids: list[Solid] = []
        self.openings: dict[str, Opening] = {}
        self.parents: dict[str, str] = {}  # opening -> the opening that its insert filled
        self.swings: list[Swing] = []
        self.cuts: list[Cut] = []
        self.steps = 0

    def settled(self) -> tuple[Opening, ...]:
        """Return the openings as they are in the end: moved with the shelves that gave way, closed by what closes those they came from."""
        return tuple(replace(one, box=self._box(one), front=self.front(one.id)) for one in self.openings.values())

    def front(self, opening: str) -> str:
        """Return what closes an opening, or the one it is a part of; "" for nothing."""
        while opening:
            if self.openings[opening].front:
                return self.openings[opening].front
            opening = self.parents.get(opening, "")
        return ""

    def _box(self, opening: Opening) -> Box:
        top, bottom = self.drafts.get(opening.top), self.drafts.get(opening.bottom)
        low, high = opening.box.low, opening.box.high
        return Box(
            (low[0], low[1], low[2] + (bottom.lifted if bottom else 0.0)),
            (high[0], high[1], high[2] + (top.lifted if top else 0.0)),
        )


class Work:
    """One family instance at work on a bench: its prefix, its origin, the opening it fills (if it is an insert)."""

    def __init__(
        self, bench: Bench, family: Family, names: Mapping[str, Any], prefix: str = "", opening: Opening | None = None
    ) -> None:
        self.bench, self.family, self.names, self.prefix, self.opening = bench, family, names, prefix, opening
        self.profile = bench.setting.profile
        self.origin: Point3 = opening.box.low if opening else (0.0, 0.0, 0.0)
        self.stems = tuple(item.id.stem for item in family.items["panel"])

    def lay(self) -> None:
        """Lay the panels and leave the openings; raise LibraryError at the first thing that cannot be."""
        for table, step in LAY:
            self.do(table, step)

    def do(self, table: str, step: Step) -> None:
        """Do one step for all items of its table."""
        for item in self.family.items[table]:
            for names in item.each(self.names):
                self.bench.steps += 1
                if self.bench.steps > STEP_LIMIT:
                    raise item.where.fail(f"more than {STEP_LIMIT} things to make")
                step(self, item, names)

    def need(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Refuse what cannot be, with the family's own reason."""
        if not item.use["that"](names):
            zh, en = (one(names) for one in item.use["reason"])
            raise RefusedError(self.bench.setting.who, self.prefix.rstrip("."), Text(zh, en))

    def panel(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Lay one panel."""
        use = item.use
        slot = use["board"](names)
        board = self.profile.boards.get(slot)
        if board is None:
            known = ", ".join(self.profile.boards)
            raise item.where.at("board").fail(
                f"no board slot {slot!r} in the profile {self.profile.id}; it has {known}"
            )
        x, y, z = use["at"]
        ox, oy, oz = self.origin
        least = (ox + x(names), oy + y(names), oz + z(names))
        length, width = use["size"]
        key = self.prefix + item.id(names)
        draft = Draft(key, use["axes"], least, (length(names), width(names), board.thickness), item.where)
        if key in self.bench.drafts:
            raise item.where.at("id").fail(f"two panels are called {key!r}")
        draft.board, draft.role = board.id, use["role"]
        draft.finish, draft.grain = self.profile.finishes[slot], use["grain"]
        draft.edges = use["edges"](names)
        if draft.edges not in self.profile.edges:
            raise item.where.at("edges").fail(
                f"no edge rule {draft.edges!r}; the profile has {', '.join(self.profile.edges)}"
            )
        draft.name = Text(use["name"][0](names), use["name"][1](names)) if use["name"] else self._role_name(item)
        if use["outline"]:
            self._shape(draft, item, names)
        turn = use["turn"].number(names)
        if turn:
            draft.swing(turn)
        if use["match"].source and use["matched"](names):
            draft.match, draft.match_at = self.prefix + use["match"](names), use["match_at"].count(names, 99)
        self.bench.drafts[key] = draft
        if len(self.bench.drafts) > PANEL_LIMIT:
            raise item.where.fail(f"more than {PANEL_LIMIT} panels")

    def _shape(self, draft: Draft, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Give a panel its outline; raise LibraryError when it is none of its size."""
        points = tuple((x.number(names), y.number(names)) for x, y in item.use["outline"])
        draft.shape(points, item.use["rim"](names), item.where.at("outline"))
        if draft.rim and draft.rim not in self.profile.bands:
            raise item.where.at("rim").fail(
                f"no band {draft.rim!r} in the profile {self.profile.id}; it has {', '.join(self.profile.bands)}"
            )

    def _role_name(self, item: BoundItem) -> Text:
        name = self.bench.setting.roles.get(item.use["role"])
        if name is None:
            raise item.where.at("role").fail(f"no role {item.use['role']!r} in roles.toml, and no name")
        return name

    def find(self, name: str, item: BoundItem) -> Draft | None:
        """Return the draft an item names; None when the family has such a panel but not now. Raises LibraryError for an unknown one."""
        if name.startswith("opening."):
            side = name.partition(".")[2]
            if self.opening is None or side not in SIDES:
                raise item.where.fail(f"{name!r}: only an insert has an opening, with left, right, top, bottom, back")
            return self.bench.drafts.get(getattr(self.opening, side))
        found = self.bench.drafts.get(self.prefix + name)
        if found is None and not any(stem and name.startswith(stem) for stem in self.stems):
            raise item.where.fail(f"no panel {name!r} in this family")
        return found

    def _finds(self, item: BoundItem, key: str, names: Mapping[str, Any]) -> list[Draft]:
        found = (self.find(reference(names), item) for reference in item.use[key])
        return [draft for draft in found if draft is not None]

    def groove(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Cut the grooves for a panel."""
        panel = self.find(item.use["panel"](names), item)
        if panel is not None:
            for receiver in self._finds(item, "into", names):
                groove(panel, receiver, item.use["kind"], self.profile, item.where)

    def joint(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Drill the joints of a panel."""
        panel = self.find(item.use["panel"](names), item)
        if panel is None:
            return
        receivers = self._finds(item, "to", names)
        for edge in item.use["edges"]:
            articles = fix(panel, edge, receivers, item.use["cams"], item.use["kind"], self.profile, item.where)
            self.bench.fittings.update((article, ()) for article in articles)

    def hinge(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Hang a door, or a leaf that is bought."""
        use = item.use
        door = self.find(use["door"](names), item) if use["door"].source else self._leaf(item, names)
        if door is None:
            return
        hand = use["hand"](names)
        if use["door"].source:
            density = next(board.density for board in self.profile.boards.values() if board.id == door.board)
        else:
            density = use["weight"].number(names) * 1e9 / (door.length * door.width * door.thickness)
        boards = [draft for draft in self.bench.drafts.values() if draft.role != ADJUSTABLE]
        uprights, shift = self._finds(item, "on", names), use["shift"](names)
        folds = bool(uprights) and uprights[0].role == "door"  # the second leaf of a pair moves with the first
        hanging = hang_angled if folds or is_angled(door) else hang
        hung = hanging(door, uprights, boards, hand, shift, density, use["kind"](names), self.profile, item.where)
        self.bench.fittings[hung.article, ()] += hung.hinges
        kind: Literal["lift", "flap", "hinged"] = "lift" if hand == "top" else "flap" if hand == "bottom" else "hinged"
        if not folds:
            turn = facing(door) if is_angled(door) else 0.0
            self.bench.swings.append(Swing(door.id, kind, door.box, hand, hung.angle, turn=turn))

    def _leaf(self, item: BoundItem, names: Mapping[str, Any]) -> Draft:
        """Return a leaf that is bought as a board that is not among those to be cut."""
        if item.use["at"] is None or item.use["size"] is None:
            raise item.where.fail("needs a door, or `at` and `size` of a bought one")
        box = self._box(item, names)
        width, thickness, height = box.size
        key = self.prefix + item.id(names)
        return Draft(key, ("+z", "+x"), box.low, (height, width, thickness), item.where)

    def pins(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Drill for an adjustable shelf."""
        shelf = self.find(item.use["panel"](names), item)
        if shelf is None:
            return
        holes = (item.use["holes"].count(names, 99),) if item.use["holes"] else self.profile.pins.holes
        uprights, boards = self._finds(item, "into", names), list(self.bench.drafts.values())
        count = pin(shelf, uprights, boards, holes, self.profile, item.where)
        self.bench.fittings[self.profile.pins.article, ()] += count

    def slides(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Drill for a pair of drawer slides."""
        box, face = self.find(item.use["box"](names), item), self.find(item.use["face"](names), item)
        if box is None or face is None:
            return
        length = item.use["length"](names)
        article = slide(box, self._finds(item, "on", names), length, self.profile, item.where)
        self.bench.fittings[article, ()] += 1
        low, high = (face.low[0], face.low[1] - length, face.low[2]), (face.high[0], face.low[1], face.high[2])
        self.bench.swings.append(Swing(face.id, "drawer", Box(low, high), travel=length))

    def bores(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Bore into a panel, or through it."""
        panel = self.find(item.use["panel"](names), item)
        if panel is None:
            return
        diameter = float(item.use["diameter"](names))
        depth = panel.thickness if item.use["depth"] is None else item.use["depth"].number(names)
        if diameter <= 0 or depth <= 0:
            raise item.where.fail(f"a bore of {panel.id} would be {diameter:g} wide and {depth:g} deep")
        bores: list[Bore] = []
        for x, y in item.use["at"]:
            bore = panel.on_face(item.use["kind"], item.use["face"], x(names), y(names), diameter, depth)
            problem = panel.obstacle(bore, self.profile.webs)
            if problem:
                raise item.where.fail(f"{bore.kind} at {bore.x:g}, {bore.y:g} of {panel.id} meets {problem}")
            bores.append(bore)
        panel.drill(bores)

    def slot(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Cut a groove that takes no panel."""
        panel = self.find(item.use["panel"](names), item)
        if panel is None:
            return
        (x0, y0), (x1, y1) = (tuple(part.number(names) for part in item.use[key]) for key in ("start", "end"))
        width, depth = item.use["width"].number(names), item.use["depth"].number(names)
        half = width / 2
        straight = (x0 == x1) != (y0 == y1)
        across = (
            (min(y0, y1) - half, panel.width - max(y0, y1) - half)
            if y0 == y1
            else (min(x0, x1) - half, panel.length - max(x0, x1) - half)
        )
        if not straight or width <= 0 or not 0 < depth < panel.thickness or min(across) < -TOUCH:
            raise item.where.fail(
                f"the {item.use['kind']} groove of {panel.id} is not straight along a side and inside the board"
            )
        panel.cut(Slot(item.use["kind"], item.use["face"], x0, y0, x1, y1, width, depth))

    def pocket(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Mill a recess."""
        panel = self.find(item.use["panel"](names), item)
        if panel is not None:
            low, high = self._flat(item, names)
            use = item.use
            panel.mill(
                Pocket(use["kind"], use["face"], low, high, use["depth"].number(names), use["radius"].number(names))
            )

    def cutout(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Cut an opening through a panel."""
        panel = self.find(item.use["panel"](names), item)
        if panel is not None:
            low, high = self._flat(item, names)
            web = self.profile.numbers["cutout_web"] if item.use["kind"] in ("sink", "hob") else self.profile.webs.edge
            panel.cut_out(Cutout(item.use["kind"], low, high, item.use["radius"].number(names)), web)

    @staticmethod
    def _flat(item: BoundItem, names: Mapping[str, Any]) -> tuple[Point2, Point2]:
        x, y = (part.number(names) for part in item.use["at"])
        length, width = (part.number(names) for part in item.use["size"])
        return (x, y), (x + length, y + width)

    def cut(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Ask for an opening in the worktop over the unit."""
        low, high = self._flat(item, names)
        self.bench.cuts.append(Cut(item.use["kind"], low, high, item.use["radius"].number(names)))

    def swing(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Keep the space that a leaf needs."""
        use = item.use
        leaf = self.find(use["panel"](names), item) if use["panel"].source else None
        if leaf is None and (use["panel"].source or use["at"] is None or use["size"] is None):
            if use["panel"].source:
                return
            raise item.where.fail("needs a panel, or `at` and `size`")
        box = leaf.box if leaf is not None else self._box(item, names)
        angle, travel, turn = (use[key].number(names) for key in ("angle", "travel", "turn"))
        name = leaf.id if leaf is not None else self.prefix + item.id(names)
        self.bench.swings.append(Swing(name, use["kind"], box, use["hinge"], angle, travel, turn))

    def fitting(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Count bought pieces."""
        size = tuple(part.number(names) for part in item.use["size"])
        if size and min(size) <= 0:
            raise item.where.at("size").fail(f"would be {' x '.join(f'{part:g}' for part in size)} mm")
        self.bench.fittings[item.use["article"](names), size] += item.use["qty"].count(names, 10000)

    def solid(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Set a body that is seen but not cut."""
        setting = self.bench.setting
        look = item.use["look"](names)
        if look not in setting.slots and look not in setting.decors:
            raise item.where.at("look").fail(f"{look!r} is neither a finish slot nor a decor")
        self.bench.solids.append(Solid(self.prefix + item.id(names), item.use["role"], look, self._box(item, names)))

    def _box(self, item: BoundItem, names: Mapping[str, Any]) -> Box:
        low = [self.origin[at] + item.use["at"][at](names) for at in range(3)]
        size = [part(names) for part in item.use["size"]]
        if min(size) <= 0:
            raise item.where.at("size").fail(f"would be {size[0]:g} x {size[1]:g} x {size[2]:g} mm")
        high = (low[0] + size[0], low[1] + size[1], low[2] + size[2])
        return Box((low[0], low[1], low[2]), high)

    def open(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Leave a free space."""
        found = {side: self._first(item, side, names) for side in SIDES}
        key = self.prefix + item.id(names)
        if key in self.bench.openings:
            raise item.where.at("id").fail(f"two openings are called {key!r}")
        sides = {side: draft.id if draft else "" for side, draft in found.items()}
        over = (
            self._over(found["left"]),
            self._over(found["right"]),
            self._over(found["top"]),
            self._over(found["bottom"]),
        )
        front = item.use["front"](names)
        self.bench.openings[key] = Opening(key, self._box(item, names), **sides, front=front, over=over)
        if self.opening is not None:
            self.bench.parents[key] = self.opening.id

    def _over(self, board: Draft | None) -> float:
        """Return how far a front may reach over a board that bounds an opening."""
        if board is None or board.role == ADJUSTABLE:
            return 0.0
        numbers = self.profile.numbers
        if board.role in OUTER:
            return board.thickness - numbers["reveal"]
        return (board.thickness - numbers["gap"]) / 2

    def _first(self, item: BoundItem, side: str, names: Mapping[str, Any]) -> Draft | None:
        named = (self.find(name, item) for name in (one(names) for one in item.use[side]) if name)
        return next((draft for draft in named if draft is not None), None)


type Step = Callable[[Work, BoundItem, Mapping[str, Any]], None]

LAY: tuple[tuple[str, Step], ...] = (("need", Work.need), ("panel", Work.panel), ("opening", Work.open))
STEPS: tuple[tuple[str, Step], ...] = (
    ("groove", Work.groove),
    ("slot", Work.slot),
    ("pocket", Work.pocket),
    ("cutout", Work.cutout),
    ("joint", Work.joint),
    ("hinge", Work.hinge),
    ("slides", Work.slides),
    ("pins", Work.pins),
    ("bores", Work.bores),
    ("fitting", Work.fitting),
    ("solid", Work.solid),
    ("swing", Work.swing),
    ("cut", Work.cut),
)
