"""Which house types of the library a plan is like, as sentences. mm."""

from __future__ import annotations

from app.plans.house_types.find_flat import Match, find_flat, measures_of
from app.plans.plan import Plan
from app.ui.session import Session

CLOSE = 150.0  # mm; a house type whose measures differ by less is worth a look
SAME = 0.5  # mm
TOLD = 3


def alike(session: Session, plan: Plan) -> tuple[str, ...]:
    """Return sentences about the house types that the plan is the same as, or nearly; none for a plan without rooms."""
    if not plan.rooms:
        return ()
    found = find_flat(session.plans, measures_of(plan), TOLD)
    return tuple(_told(session, match) for match in found if match.distance <= CLOSE)


def _told(session: Session, match: Match) -> str:
    name = session.name(match.entry.name) + position(session, match)
    if match.distance <= SAME:
        return session.say("homes.save.same", name=name)
    return session.say("homes.save.alike", name=name, off=round(match.distance))


def position(session: Session, match: Match) -> str:
    """Return words for how a house type has to be mirrored and turned to match, "" when it has not."""
    words = [session.say("homes.find.mirrored")] if match.mirrored else []
    if match.turned % 4:
        words.append(session.say("homes.find.turned", degrees=90 * (match.turned % 4)))
    return session.say("homes.find.position", words=session.say("homes.find.and").join(words)) if words else ""
