"""Drawer slides: the pilots of both cabinet members in the uprights beside a drawer (domain.md 2.6). Unit axes, mm."""

from __future__ import annotations

from app.components.bores import Bore, Group, shifts
from app.components.draft import Draft, first_obstacle
from app.components.profile import Profile, SlideDrill
from app.formula import Where


def slide(side: Draft, uprights: list[Draft], length: float, profile: Profile, where: Where) -> str:
    """Drill the pilots of a drawer's two cabinet members, level, at the middle of its left side or near it; return the article.

    The uprights are the nearest on each side of the drawer's left side; raises LibraryError when one is missing or has no room.
    """
    article = f"{profile.slides.article}_{length:g}"
    drill = profile.drill(article, SlideDrill)
    z, middle = (side.low[2] + side.high[2]) / 2, (side.low[0] + side.high[0]) / 2
    lefts = [one for one in uprights if one.iz == 0 and one.high[0] <= middle]
    rights = [one for one in uprights if one.iz == 0 and one.low[0] >= middle]
    if not lefts or not rights:
        raise where.fail(f"{side.id} has no upright on its {'right' if lefts else 'left'}")
    pair = ((max(lefts, key=lambda one: one.high[0]), 1.0), (min(rights, key=lambda one: one.low[0]), -1.0))
    front = max(pair[0][0].low[1], pair[1][0].low[1], side.low[1])
    webs = profile.webs
    near, far = ((upright, _pilots(upright, away, front, drill)) for upright, away in pair)
    members: list[tuple[Draft, list[Bore]]] = []
    for dz in shifts(profile.slides.shift_step, profile.slides.shift_most):
        members = [(upright, group.at(z + dz)) for upright, group in (near, far)]
        rooms = [room for upright, bores in members if (room := upright.room(bores, webs)) is not None]
        if len(rooms) == len(members):
            for (upright, _), room in zip(members, rooms, strict=True):
                upright.drill(room)
            return article
    problem = first_obstacle(*members[0], webs) or first_obstacle(*members[1], webs)
    raise where.fail(f"no room for the slide of {side.id}: {problem}")


def _pilots(upright: Draft, away: float, front: float, drill: SlideDrill) -> Group:
    """Return the pilots of a cabinet member that begins at unit y `front`, moving up and down."""
    facing = upright.face_towards(0, away)
    assert facing is not None
    spots = [("slide3", front + y, 0.0, drill.diameter, drill.depth) for y in drill.positions]
    return upright.group(facing[0], 2, spots)
