"""The openings of cabinets as places for inserts: which are free for one, which lie under the pointer, why one does not take it. mm."""

from __future__ import annotations

from collections.abc import Iterable

from app.components.catalog import Catalog
from app.components.parts import Opening, RefusedError
from app.design.layout import Placed
from app.fit.finding import Finding
from app.records import DataError, Text
from app.tools.aim import into_box
from app.tools.tool import Pointer, Space, SpaceState
from app.words import Argument, Message, message


def is_free(opening: Opening, fills: str) -> bool:
    """Return whether an opening takes an insert that fills "inside" or closes its "front"."""
    return not (opening.front if fills == "front" else opening.filled)


def under(pointer: Pointer, thing: Placed, fills: str) -> tuple[Opening, ...]:
    """Return the openings of a placed unit that the ray enters, the nearest first.

    Where two begin together the smaller comes first for what goes inside, the larger for a front.
    """
    found = []
    for opening in thing.component.openings:
        far = into_box(pointer, thing.frame, opening.box)
        if far is not None:
            width, depth, height = opening.box.size
            size = width * depth * height
            found.append((round(far, 6), -size if fills == "front" else size, opening))
    return tuple(opening for _, _, opening in sorted(found, key=lambda item: item[:2]))


def free_spaces(things: Iterable[Placed], fills: str) -> tuple[Space, ...]:
    """Return all openings that could take an insert, as spaces to show."""
    return tuple(
        space_of(thing, opening, "free")
        for thing in things
        if thing.unit is not None
        for opening in thing.component.openings
        if is_free(opening, fills)
    )


def space_of(thing: Placed, opening: Opening, state: SpaceState) -> Space:
    """Return an opening as a space to show."""
    return Space(thing.id, opening.id, thing.frame, opening.box, state)


def no_room(thing: Placed, catalog: Catalog, taken: Opening | None, fills: str) -> Finding:
    """Return why nothing can go where the pointer is: what fills or closes that opening, or that the unit has none."""
    if taken is None:
        return _told(thing, message("tools.no_opening", name=thing.component.name))
    by = taken.front if fills == "front" else taken.filled
    insert = next((one for one in thing.component.inserts if one.id == by), None)
    key = "tools.closed" if fills == "front" else "tools.filled"
    if insert is None:
        return _told(thing, message(f"{key}_by_unit"))
    return _told(thing, message(key, name=catalog.sample(insert.sample).name))


def not_fitting(thing: Placed, opening: Opening, name: Text, problem: DataError) -> Finding:
    """Return why an insert does not fit an opening: its clear size, and the reason of the library."""
    width, depth, height = opening.box.size
    cause: Text | str = problem.reason if isinstance(problem, RefusedError) else problem.cause
    place = "" if isinstance(problem, RefusedError) or problem.place.startswith("inserts.") else problem.place
    sized: dict[str, Argument] = {"name": name, "width": width, "height": height, "depth": depth}
    if place:
        return _told(thing, message("tools.does_not_fit_for", **sized, value=place, cause=cause))
    return _told(thing, message("tools.does_not_fit", **sized, cause=cause))


def _told(thing: Placed, words: Message) -> Finding:
    x, y = thing.centre
    return Finding("error", "size", (thing.id,), words, None, None, (x, y, 0.0))
