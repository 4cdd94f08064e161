"""A room from the tape: sides of measured lengths and corners that close, and by how much they did not (闭合差). mm, degrees.

The ring is walked clockwise, as the sides are numbered. Sides that were not measured take what is needed to close. What then is left over
is taken from the measured ones in proportion to their lengths, as in any traverse, but none becomes longer than it was measured: the
worst case counts (domain.md 7.5).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.geometry.frame import Point2

SAME = 0.005  # mm; a length this near to the drawn one is the drawn one
CLOSED = 1e-6  # mm
TRUE = 1e-9  # mm, degrees; what sums may add
FLAT = math.sin(math.radians(1.0)) ** 2  # sides turned by less do not close what lies across them
SHARPER = 6  # rounds
ASKEW = 10.0  # times as easily a wall that stands askew changes its length
MOST_TRIED = 64  # sides of a room in which it is asked which wall stands askew
NANO = 6  # decimals of a mm


@dataclass(frozen=True, slots=True)
class Ring:
    """A room's corners, clockwise from the first one drawn, the lengths of its sides, and what was left over: mm and degrees."""

    corners: tuple[Point2, ...]
    lengths: tuple[float, ...]
    misclosure: float
    bend: float


def solve(ring: Sequence[Point2], measured: Sequence[float], angles: Sequence[float | None]) -> Ring:
    """Return the ring whose side i, from corner i on, is `measured[i]` mm long and whose corner at its end is `angles[i]` inside.

    A length of 0 and an angle of None were not taken. The first corner stays; most of the walls keep their direction.
    """
    drawn = _lengths(ring)
    ways = _directions(ring, drawn)
    goals = [length if length > 0 else own for length, own in zip(measured, drawn, strict=True)]
    goals = [own if abs(goal - own) < SAME else goal for goal, own in zip(goals, drawn, strict=True)]
    fixed = [length > 0 for length in measured]
    changes, bend = _changes(ring, angles)
    turns = _best_turns(changes, ways, goals, fixed)
    ways = [_turned(way, turn) for way, turn in zip(ways, turns, strict=True)]
    lengths, misclosure = _closed(ways, goals, fixed, turns)
    if not any(turns) and all(abs(length - own) < SAME for length, own in zip(lengths, drawn, strict=True)):
        return Ring(tuple(ring), tuple(drawn), misclosure, bend)
    return Ring(_corners(ring[0], ways, lengths), tuple(lengths), misclosure, bend)


def inner_angles(ring: Sequence[Point2]) -> list[float]:
    """Return the inner angle at the end of each side of a clockwise ring, degrees, 0 to 360."""
    ways = _directions(ring, _lengths(ring))
    found = []
    for (ax, ay), (bx, by) in zip(ways, [*ways[1:], ways[0]], strict=True):
        found.append(180.0 + math.degrees(math.atan2(ax * by - ay * bx, ax * bx + ay * by)))
    return found


def shifted(corners: Sequence[Point2], inward: Sequence[float]) -> tuple[Point2, ...]:
    """Return a clockwise ring whose side i stands `inward[i]` mm further in, its corners where the sides then meet."""
    ways = _directions(corners, _lengths(corners))
    moved = []
    for i, (x, y) in enumerate(corners):
        (ax, ay), (bx, by) = ways[i - 1], ways[i]
        before, after = inward[i - 1], inward[i]
        across = ax * by - ay * bx
        if not before and not after:
            moved.append((x, y))
        elif across * across < FLAT:
            moved.append((x + by * after, y - bx * after))
        else:  # the room lies to the right: (way y, -way x) points into it
            along = ((by * after - ay * before) * by + (ax * before - bx * after) * -bx) / across
            moved.append(_neat(x + ay * before + ax * along, y - ax * before + ay * along))
    return tuple(moved)


def _lengths(ring: Sequence[Point2]) -> list[float]:
    return [math.dist(a, b) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]


def _directions(ring: Sequence[Point2], lengths: Sequence[float]) -> list[Point2]:
    ends = [*ring[1:], ring[0]]
    return [((b[0] - a[0]) / n, (b[1] - a[1]) / n) for a, b, n in zip(ring, ends, lengths, strict=True)]


def _turned(way: Point2, degrees: float) -> Point2:
    if not degrees:
        return way
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (cos * way[0] - sin * way[1], sin * way[0] + cos * way[1])


def _corners(start: Point2, ways: Sequence[Point2], lengths: Sequence[float]) -> tuple[Point2, ...]:
    (x, y), found = start, [start]
    for way, length in zip(ways[:-1], lengths[:-1], strict=True):
        x, y = x + way[0] * length, y + way[1] * length
        found.append(_neat(x, y))
    return tuple(found)


def _neat(x: float, y: float) -> Point2:
    return (round(x, NANO) + 0.0, round(y, NANO) + 0.0)


def _changes(ring: Sequence[Point2], angles: Sequence[float | None]) -> tuple[list[float | None], float]:
    """Return by how much each measured corner differs from the drawn one, and what the angles of all corners are over, degrees."""
    changes = [None if angle is None else angle - own for angle, own in zip(angles, inner_angles(ring), strict=True)]
    taken = [change for change in changes if change is not None]
    if len(taken) < len(changes):
        return changes, 0.0
    over = math.fsum(taken)
    sign = math.copysign(
        1.0, over
    )  # the inner angles of a ring have one sum: the corners that are off that way take it back
    share = abs(over) / (math.fsum(max(0.0, change * sign) for change in taken) or 1.0)
    return [change - share * max(0.0, change * sign) * sign for change in taken], over


def _best_turns(
    changes: list[float | None], ways: Sequence[Point2], goals: Sequence[float], fixed: Sequence[bool]
) -> list[float]:
    """Return by how many degrees each side is turned: what closes best, then what leaves most of the walls as drawn."""
    rest = -math.fsum(change for change in changes if change is not None)
    free = [i for i, change in enumerate(changes) if change is None]
    if not free or abs(rest) < TRUE:
        tries = [[change or 0.0 for change in changes]]
    else:
        tries = [[change if change is not None else rest / len(free) for change in changes]]
        if len(changes) <= MOST_TRIED:  # one wall askew is likelier than all of them
            tries += [[rest if i == at else change or 0.0 for i, change in enumerate(changes)] for at in free]
    best: tuple[tuple[float, float], list[float]] | None = None
    for tried in tries:
        turns = _turns(tried, goals)
        turned = [_turned(way, turn) for way, turn in zip(ways, turns, strict=True)]
        off = round(_closed(turned, goals, fixed, turns)[1], 1)
        askew = round(math.fsum(length for length, turn in zip(goals, turns, strict=True) if turn), 3)
        if best is None or (off, askew) < best[0]:
            best = ((off, askew), turns)
    assert best is not None
    return best[1]


def _turns(changes: Sequence[float], goals: Sequence[float]) -> list[float]:
    """Return the turn of each side from the changes of the corners; the greatest length of wall is not turned at all."""
    turns, turn = [], 0.0
    for change in changes:
        turns.append(turn)
        turn += change
    votes: dict[float, float] = defaultdict(float)
    for turn, length in zip(turns, goals, strict=True):
        votes[round(turn, 6)] += length
    most = max(votes, key=lambda turn: (votes[turn], -abs(turn)))
    return [0.0 if abs(turn - most) < 1e-5 else turn - most for turn in turns]


def _closed(
    ways: Sequence[Point2], goals: Sequence[float], fixed: Sequence[bool], turns: Sequence[float]
) -> tuple[list[float], float]:
    """Return lengths that close, near to their goals, and what the measured ones were off by, mm; walls askew give way first."""
    ease = [0.0 if one else ASKEW if turn else 1.0 for one, turn in zip(fixed, turns, strict=True)]
    lengths = _taken(ways, goals, [share * goal for share, goal in zip(ease, goals, strict=True)])
    for _ in range(SHARPER):  # few walls that change much are likelier than many that change a little
        changed = [share * abs(length - goal) for share, length, goal in zip(ease, lengths, goals, strict=True)]
        found = _taken(ways, goals, [change if change > SAME else 0.0 for change in changed])
        if math.hypot(*_gap(ways, found)) > math.hypot(*_gap(ways, lengths)) + CLOSED:
            break
        lengths = found
    off = math.hypot(*_gap(ways, lengths))
    if off < CLOSED:
        return lengths, 0.0
    slack, best = list(goals), _taken(ways, lengths, goals)
    for _ in goals:
        found = _taken(ways, lengths, slack)
        if math.hypot(*_gap(ways, found)) > CLOSED:
            break
        best = found
        over = [i for i, one in enumerate(fixed) if one and slack[i] and found[i] > goals[i] + TRUE]
        if not over:
            break
        for i in over:
            slack[i] = 0.0
    return best, off


def _gap(ways: Sequence[Point2], lengths: Sequence[float]) -> Point2:
    pairs = list(zip(ways, lengths, strict=True))
    return (math.fsum(way[0] * length for way, length in pairs), math.fsum(way[1] * length for way, length in pairs))


def _taken(ways: Sequence[Point2], lengths: Sequence[float], slack: Sequence[float]) -> list[float]:
    """Return lengths that close as far as those with slack can: the least change, in proportion to the slack."""
    x, y = _gap(ways, lengths)
    a = math.fsum(s * way[0] * way[0] for way, s in zip(ways, slack, strict=True))
    b = math.fsum(s * way[0] * way[1] for way, s in zip(ways, slack, strict=True))
    c = math.fsum(s * way[1] * way[1] for way, s in zip(ways, slack, strict=True))
    half, swing = (a + c) / 2.0, math.hypot((a - c) / 2.0, b)
    low, high = half - swing, half + swing
    if high <= 0.0:
        return list(lengths)
    if low > FLAT * high:
        p, q = (c * x - b * y) / (low * high), (a * y - b * x) / (low * high)
    else:  # all of them run one way: only what lies along it can be closed
        turn = 0.5 * math.atan2(2.0 * b, a - c)
        way = (math.cos(turn), math.sin(turn))
        along = (way[0] * x + way[1] * y) / high
        p, q = way[0] * along, way[1] * along
    return [length - s * (way[0] * p + way[1] * q) for length, way, s in zip(lengths, ways, slack, strict=True)]
