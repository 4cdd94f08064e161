"""Makes the drafts of one family instance and works on them: panels laid, grooved, joined, hung, pinned, bored.

The order is fixed (STEPS): what comes later gives way to what is there. An insert works on the same bench as the unit it sits in,
with its id before its parts' ids and its origin in the least corner of its opening. Unit axes, mm, not yet rounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.components.draft import Bore, Draft
from app.components.family import SIDES, BoundItem, Family
from app.components.hardware_joinery import hang, pin, slide
from app.components.joinery import fix, groove
from app.components.materials import Decor
from app.components.parts import Opening, Solid, Swing
from app.components.profile import Profile
from app.geometry.box import Box
from app.geometry.frame import Point3
from app.records import Text

PANEL_LIMIT = 400
ADJUSTABLE = "shelf_adj"  # the role that gives way to hinges; all others make the hinges give way


@dataclass(frozen=True, slots=True)
class Setting:
    """What all parts of one component share: sample id for errors, profile, finish by slot, decors, names of roles."""

    who: str
    profile: Profile
    finish: Mapping[str, str]
    decors: Mapping[str, Decor]
    roles: Mapping[str, Text]


class Bench:
    """The parts of a component while they are made."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.drafts: dict[str, Draft] = {}
        self.fittings: Counter[str] = Counter()
        self.solids: list[Solid] = []
        self.openings: list[Opening] = []
        self.swings: list[Swing] = []


class Work:
    """One family instance at work on a bench: its prefix, its origin, the opening it fills (if it is an insert)."""

    def __init__(
        self, bench: Bench, family: Family, names: Mapping[str, Any], prefix: str = "", opening: Opening | None = None
    ) -> None:
        self.bench, self.family, self.names, self.prefix, self.opening = bench, family, names, prefix, opening
        self.profile = bench.setting.profile
        self.origin: Point3 = opening.box.low if opening else (0.0, 0.0, 0.0)
        self.stems = tuple(item.id.stem for item in family.items["panel"])

    def run(self) -> None:
        """Make everything the family says; raise LibraryError at the first thing that cannot be."""
        for table, step in STEPS:
            for item in self.family.items[table]:
                for names in item.each(self.names):
                    step(self, item, names)

    def panel(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Lay one panel."""
        use, setting = item.use, self.bench.setting
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
        draft.finish = setting.finish[self.profile.finishes[slot]]
        draft.grain = use["grain"] if setting.decors[draft.finish].grained else "none"
        draft.edges = use["edges"](names)
        if draft.edges not in self.profile.edges:
            raise item.where.at("edges").fail(
                f"no edge rule {draft.edges!r}; the profile has {', '.join(self.profile.edges)}"
            )
        draft.name = Text(use["name"][0](names), use["name"][1](names)) if use["name"] else self._role_name(item)
        self.bench.drafts[key] = draft
        if len(self.bench.drafts) > PANEL_LIMIT:
            raise item.where.fail(f"more than {PANEL_LIMIT} panels")

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
            self.bench.fittings.update(
                fix(panel, edge, receivers, item.use["cams"], item.use["kind"], self.profile, item.where)
            )

    def hinge(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Hang a door."""
        door = self.find(item.use["door"](names), item)
        if door is None:
            return
        hand = item.use["hand"](names)
        density = next(board.density for board in self.profile.boards.values() if board.id == door.board)
        boards = [draft for draft in self.bench.drafts.values() if draft.role != ADJUSTABLE]
        uprights, shift = self._finds(item, "on", names), item.use["shift"](names)
        hung = hang(door, uprights, boards, hand, shift, density, self.profile, item.where)
        self.bench.fittings[hung.article] += hung.hinges
        self.bench.swings.append(Swing(door.id, "hinged", box_of(door), hand, hung.angle))

    def pins(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Drill for an adjustable shelf."""
        shelf = self.find(item.use["panel"](names), item)
        if shelf is None:
            return
        holes = (item.use["holes"].count(names, 99),) if item.use["holes"] else self.profile.pins.holes
        uprights, boards = self._finds(item, "into", names), list(self.bench.drafts.values())
        count = pin(shelf, uprights, boards, holes, self.profile, item.where)
        self.bench.fittings[self.profile.pins.article] += count

    def slides(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Drill for a pair of drawer slides."""
        box, face = self.find(item.use["box"](names), item), self.find(item.use["face"](names), item)
        if box is None or face is None:
            return
        length = item.use["length"](names)
        article = slide(box, self._finds(item, "on", names), length, self.profile, item.where)
        self.bench.fittings[article] += 1
        low, high = (face.low[0], face.low[1] - length, face.low[2]), (face.high[0], face.low[1], face.high[2])
        self.bench.swings.append(Swing(face.id, "drawer", Box(low, high), travel=length))

    def bores(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Bore through a panel."""
        panel = self.find(item.use["panel"](names), item)
        if panel is None:
            return
        diameter = float(item.use["diameter"](names))
        bores: list[Bore] = []
        for x, y in item.use["at"]:
            bore = panel.on_face(item.use["kind"], item.use["face"], x(names), y(names), diameter, panel.thickness)
            problem = panel.obstacle(bore, self.profile.webs)
            if problem:
                raise item.where.fail(f"{bore.kind} at {bore.x:g}, {bore.y:g} of {panel.id} meets {problem}")
            bores.append(bore)
        panel.drill(bores)

    def fitting(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Count bought pieces."""
        self.bench.fittings[item.use["article"](names)] += item.use["qty"].count(names, 10000)

    def solid(self, item: BoundItem, names: Mapping[str, Any]) -> None:
        """Set a body that is seen but not cut."""
        setting = self.bench.setting
        look = item.use["look"](names)
        look = setting.finish.get(look, look)
        if look not in setting.decors:
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
        box, top, bottom = self._box(item, names), found["top"], found["bottom"]
        low = (*box.low[:2], box.low[2] + (bottom.lifted if bottom else 0.0))
        high = (*box.high[:2], box.high[2] + (top.lifted if top else 0.0))
        sides = {side: draft.id if draft else "" for side, draft in found.items()}
        self.bench.openings.append(Opening(self.prefix + item.id(names), Box(low, high), **sides))

    def _first(self, item: BoundItem, side: str, names: Mapping[str, Any]) -> Draft | None:
        named = (self.find(name, item) for name in (one(names) for one in item.use[side]) if name)
        return next((draft for draft in named if draft is not None), None)


STEPS = (
    ("panel", Work.panel),
    ("groove", Work.groove),
    ("joint", Work.joint),
    ("hinge", Work.hinge),
    ("slides", Work.slides),
    ("pins", Work.pins),
    ("bores", Work.bores),
    ("fitting", Work.fitting),
    ("solid", Work.solid),
    ("opening", Work.open),
)


def box_of(draft: Draft) -> Box:
    """Return the box of a draft in unit axes."""
    return Box((draft.low[0], draft.low[1], draft.low[2]), (draft.high[0], draft.high[1], draft.high[2]))
