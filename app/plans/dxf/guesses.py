"""What was guessed while rooms were found between walls -> doubts that name the rooms. mm."""

from __future__ import annotations

from collections.abc import Sequence

from app.plans.dxf.spaces import FoundSpaces, RoomGap
from app.records import Text
from app.words import Message, message

MOST = 8  # gaps told one by one; the others are counted


def guesses(found: FoundSpaces, names: Sequence[Text], room_numbers: Sequence[int] | None = None) -> list[Message]:
    """Return one sentence for each gap closed with nothing drawn in it, for lines joined, shafts left out, rooms within rooms.

    `names` are those of the rooms told of: all of `found.rooms`, or those that `room_numbers` picks.
    """
    numbers = range(len(found.rooms)) if room_numbers is None else room_numbers
    shown = dict(zip(numbers, names, strict=True))
    bare = [gap for gap in found.gaps if gap.gap.strength != "sure" and any(i in shown for i in gap.rooms)]
    bare.sort(key=lambda gap: -gap.gap.width)
    told = [_gap(gap, shown) for gap in bare[:MOST]]
    if len(bare) > MOST:
        told.append(message("walls.doubt_more_gaps", count=len(bare) - MOST))
    if found.retaken:
        told.append(message("walls.doubt_retaken", count=found.retaken))
    if found.mended > 1.0:
        told.append(message("walls.doubt_joined", count=found.joined, most=round(found.mended, 1)))
    if found.shut and room_numbers is None:
        told.append(message("walls.doubt_shut", count=len(found.shut)))
    if found.nested and room_numbers is None:
        told.append(message("walls.doubt_nested", count=found.nested))
    return told


def _gap(gap: RoomGap, names: dict[int, Text]) -> Message:
    rooms = [names[i] for i in gap.rooms if i in names]
    width = round(gap.gap.width)
    if len(rooms) >= 2:
        return message("walls.doubt_gap_between", width=width, room=rooms[0], other=rooms[1])
    return message("walls.doubt_gap", width=width, room=rooms[0])
