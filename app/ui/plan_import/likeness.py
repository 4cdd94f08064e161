"""Which house types of the library a plan is like, as sentences. mm."""

from __future__ import annotations

from app.plans.entries import entry_of
from app.plans.plan import Plan
from app.ui.session import Session

CLOSE = 150.0  # mm; a house type whose sizes differ by less is worth a look
TOLD = 3


def alike(session: Session, plan: Plan) -> tuple[str, ...]:
    """Return sentences about the house types that have the plan's rooms and nearly its width and depth."""
    own = entry_of(plan, session.plans.folder, 0.0, "", "")
    found = []
    for entry in session.plans.entries:
        if (entry.rooms, entry.baths) != (own.rooms, own.baths):
            continue
        upright = max(abs(entry.width - own.width), abs(entry.depth - own.depth))
        turned = max(abs(entry.width - own.depth), abs(entry.depth - own.width))
        off = min(upright, turned)
        if off <= CLOSE:
            found.append((off, entry))
    found.sort(key=lambda item: (item[0], item[1].id))
    return tuple(
        session.say("homes.save.alike", name=session.name(entry.name), off=round(off))
        if off >= 0.5
        else session.say("homes.save.same", name=session.name(entry.name))
        for off, entry in found[:TOLD]
    )
