"""Changes of doors, windows and passages: set in, move, change, flip. plan -> plan; PlanError tells why it cannot be. Lengths mm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from app.geometry.frame import Point2
from app.plans.check import HEIGHT
from app.plans.curves import curve_of
from app.plans.editing.finish import finish
from app.plans.editing.ids import fresh_id
from app.plans.editing.joints import direction, tidy
from app.plans.editing.kinds import drawing
from app.plans.editing.refused import refusal
from app.plans.plan import Opening, Plan, Room, Wall
from app.plans.sides import along_wall, room_of, wall_by_id

BESIDE = 50.0  # mm off a wall's face at which the room there is looked for
WITHIN = ("bedroom", "bath", "kitchen", "study", "storage")  # rooms into which their own door swings, first by rank
LEAST = 50.0  # mm; as check.py

type Kind = Literal["door", "window", "passage"]


@dataclass(frozen=True, slots=True)
class Beside:
    """The rooms on the two sides of a wall at an opening, None where there is none."""

    left: Room | None
    right: Room | None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What decides a door's hole: "entry" for a door to the outside, else the kinds of both rooms."""
        if self.left is None or self.right is None:
            return ("entry",) if self.left or self.right else ()
        return tuple(room.kind for room in (self.left, self.right) if room.kind != "entry")

    @property
    def swing(self) -> Literal["left", "right"]:
        """The side a door swings to: into the smaller room of the flat, never out of it."""
        if self.left is None or self.right is None:
            return "left" if self.left or not self.right else "right"
        ranks = [WITHIN.index(room.kind) if room.kind in WITHIN else len(WITHIN) for room in (self.left, self.right)]
        return "left" if ranks[0] <= ranks[1] else "right"


def rooms_beside(plan: Plan, wall: Wall, at: float) -> Beside:
    """Return the rooms on both sides of a wall, `at` mm from its start."""
    x, y = along_wall(wall, at)
    ux, uy = direction(wall)
    off = wall.thickness / 2 + BESIDE

    def room(sign: float) -> Room | None:
        return room_of(plan, (x - uy * off * sign, y + ux * off * sign))

    return Beside(room(1.0), room(-1.0))


def add_opening(
    plan: Plan,
    wall: str,
    kind: Kind,
    offset: float,
    width: float = 0.0,
    sill: float | None = None,
    head: float = 0.0,
    leaf: str = "",
    hinge: str = "",
    side: str = "",
    bay: float = 0.0,
) -> Plan:
    """Return the plan with an opening `offset` mm from its wall's start; what is not given is usual there (kinds.py, domain.md 7.2)."""
    own = wall_by_id(plan, wall)
    beside = rooms_beside(plan, own, min(max(offset + width / 2, 0.0), own.length))
    hole = drawing().hole(kind, beside.kinds)
    leaf = leaf or ("hinged" if kind == "door" else "none")
    opening = Opening(
        fresh_id(plan.openings, kind),
        kind,
        wall,
        round(offset, 6) + 0.0,
        width or hole.width,
        hole.sill if sill is None else sill,
        head or min(hole.head, own.height),
        leaf,  # type: ignore[arg-type]
        (hinge or "start") if leaf == "hinged" and kind == "door" else "",  # type: ignore[arg-type]
        (side or beside.swing) if leaf in ("hinged", "double") and kind == "door" else "",  # type: ignore[arg-type]
        bay,
    )
    _check(plan, own, opening)
    return finish(plan, replace(plan, openings=(*plan.openings, opening)))


def opening_by_id(plan: Plan, opening: str) -> Opening:
    """Return an opening by its id; raise PlanError when there is none."""
    for one in plan.openings:
        if one.id == opening:
            return one
    raise refusal(plan, "openings", "no_opening", opening=opening)


def move_opening(plan: Plan, opening: str, offset: float, wall: str = "") -> Plan:
    """Return the plan with an opening `offset` mm from its wall's start, or from another wall's."""
    own = opening_by_id(plan, opening)
    return _with(plan, replace(own, offset=round(offset, 6) + 0.0, wall=wall or own.wall))


def change_opening(plan: Plan, opening: str, **changes: Any) -> Plan:
    """Return the plan with other values of an opening: kind, wall, offset, width, sill, head, leaf, hinge, side, bay.

    A leaf that takes no hinge or side loses them, one that needs them gets the usual ones. TypeError for an unknown value.
    """
    new = replace(opening_by_id(plan, opening), **changes)
    if new.kind != "door":
        new = replace(new, leaf="none")
    if new.kind != "window":
        new = replace(new, bay=0.0)
    swings = new.kind == "door" and new.leaf in ("hinged", "double")
    beside = rooms_beside(plan, wall_by_id(plan, new.wall), new.offset + new.width / 2) if swings else None
    hinge = (new.hinge or "start") if new.leaf == "hinged" else ""
    side = (new.side or beside.swing) if beside else ""
    return _with(plan, replace(new, hinge=hinge, side=side, offset=round(new.offset, 6) + 0.0))


def flip_opening(plan: Plan, opening: str, what: Literal["hinge", "side"] = "hinge") -> Plan:
    """Return the plan with a door hung at its other jamb, or swinging to the other side; PlanError for what has no such thing."""
    own = opening_by_id(plan, opening)
    if not getattr(own, what):
        raise refusal(plan, f"openings.{opening}", "no_swing", opening=opening)
    if what == "hinge":
        return _with(plan, replace(own, hinge="end" if own.hinge == "start" else "start"))
    return _with(plan, replace(own, side="right" if own.side == "left" else "left"))


def _with(plan: Plan, new: Opening) -> Plan:
    _check(plan, wall_by_id(plan, new.wall), new)
    return finish(plan, replace(plan, openings=tuple(new if one.id == new.id else one for one in plan.openings)))


def _check(plan: Plan, wall: Wall, opening: Opening) -> None:
    """Refuse what check.py would refuse, in the user's language."""
    place = f"openings.{opening.id}"
    if not LEAST <= opening.width <= wall.length:
        key = "arc_opening" if curve_of(plan, wall.id) else "wider_than_wall"
        raise refusal(plan, place, key, width=opening.width, length=wall.length)
    if not (opening.offset >= 0.0 and opening.offset + opening.width <= wall.length + 1e-6):
        raise refusal(plan, place, "off_wall", opening=opening.id, wall=wall.id, length=wall.length)
    if not 0.0 <= opening.sill < opening.head <= HEIGHT[1]:
        raise refusal(plan, place, "head_under_sill", head=opening.head, sill=opening.sill)
    if opening.head > wall.height:
        raise refusal(plan, place, "above_wall", opening=opening.id, head=opening.head, height=wall.height)
    for other in plan.openings:
        if other.wall == opening.wall and other.id != opening.id and _meet(opening, other):
            raise refusal(plan, place, "overlaps", other=other.id)


def _meet(a: Opening, b: Opening) -> bool:
    along = min(a.offset + a.width, b.offset + b.width) - max(a.offset, b.offset)
    return along > 0.01 and min(a.head, b.head) - max(a.sill, b.sill) > 0.01


def jambs(plan: Plan, opening: Opening) -> tuple[Point2, Point2]:
    """Return where an opening's jambs stand on its wall's centre line, the nearer to the wall's start first."""
    wall = wall_by_id(plan, opening.wall)
    return tidy(along_wall(wall, opening.offset)), tidy(along_wall(wall, opening.offset + opening.width))
