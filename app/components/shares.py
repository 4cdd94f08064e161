"""Parts that share a space: locked ones keep their size, the rest share what is left in whole mm; the sum is exact (domain.md 2.11)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.components.family import SHARES_MOST, BoundShare
from app.components.parts import LibraryError
from app.components.template import written

DUST = 1e-6


@dataclass(frozen=True, slots=True)
class Shared:
    """The parts of a space, in order, with the least and most each may be, mm."""

    parts: tuple[float, ...]
    least: float
    most: float
    total: float


def share_out(
    share: BoundShare, locked: Mapping[int, float], names: Mapping[str, Any], who: str, strict: bool
) -> Shared:
    """Return the parts of a space; `locked` holds the sizes asked for, by number from 1.

    Raises LibraryError naming the part for a lock beyond the count, a part out of its limits, or locks that leave a rest when no part
    is free. Without `strict` (for the inspector) locks that cannot be are brought within what can.
    """
    count = share.count.count(names, SHARES_MOST)
    if count < 1:
        raise share.where.at("count").fail("there are no parts to share the space")
    total, least = share.total.number(names), share.least.number(names)
    most = share.most.number(names) if share.most is not None else math.inf
    if strict:
        beyond = next((n for n in sorted(locked) if n > count), 0)
        if beyond:
            raise LibraryError(who, f"{share.id}_{beyond}", f"there are only {count} parts")
    kept = {n: size for n, size in locked.items() if n <= count}
    for n, size in kept.items():
        _within(share, n, size, least, most, who, strict)
    if len(kept) == count and not strict:
        kept.pop(count)  # one has to give way, so that the rest can be told
    free = [n for n in range(1, count + 1) if n not in kept]
    rest = total - sum(kept.values())
    if not free:
        if abs(rest) > DUST:
            raise LibraryError(
                who,
                f"{share.id}_{count}",
                f"all parts are locked and add up to {written(total - rest)} mm of {written(total)}; free one of them",
            )
        return Shared(tuple(kept[n] for n in range(1, count + 1)), least, most, total)
    shares = _laddered(share, rest, len(free), names, (least, most))
    shares = shares or _split(rest, len(free), names.get("profile.remainder", "last"))
    if max(shares) > most + DUST:  # what is over would make one part too large: all take some of it
        shares = _split(rest, len(free), "spread")
    for n, size in zip(free, shares, strict=True):
        if strict and not least - DUST <= size <= most + DUST:
            limit = f"the least is {written(least)}" if size < least else f"the most is {written(most)}"
            told = (
                f"{written(sum(kept.values()))} mm are locked, which leaves " if kept else f"{written(total)} mm leave "
            )
            raise LibraryError(who, f"{share.id}_{n}", f"{told}{written(size)} mm for this part; {limit} mm")
        kept[n] = size
    return Shared(tuple(kept[n] for n in range(1, count + 1)), least, most, total)


def _within(share: BoundShare, n: int, size: float, least: float, most: float, who: str, strict: bool) -> None:
    if strict and size < least - DUST:
        raise LibraryError(who, f"{share.id}_{n}", f"{written(size)} mm is below the least, {written(least)} mm")
    if strict and size > most + DUST:
        raise LibraryError(who, f"{share.id}_{n}", f"{written(size)} mm is above the most, {written(most)} mm")


def _laddered(
    share: BoundShare, rest: float, count: int, names: Mapping[str, Any], limits: tuple[float, float]
) -> list[float]:
    """Return `rest` in parts that come to whole steps with the board beside them, all but the one that takes what is over.

    Whole steps that are over go to the first parts. An empty list when there is no step, or a part would leave its limits.
    """
    if share.step is None:
        return []
    step, plus = share.step.number(names), share.plus.number(names) if share.plus is not None else 0.0
    if step <= 0:
        raise share.where.at("step").fail(f"is {written(step)} mm; a step is above 0")
    base = math.floor(round((rest / count + plus) / step, 6)) * step - plus
    over = round(rest - base * count, 6)
    parts = [base + step if at < math.floor(over / step) else base for at in range(count)]
    parts[0 if names.get("profile.remainder") == "first" else -1] += round(over - math.floor(over / step) * step, 6)
    return parts if min(parts) >= limits[0] - DUST and max(parts) <= limits[1] + DUST else []


def _split(rest: float, count: int, policy: str) -> list[float]:
    """Return `rest` in `count` parts of whole mm; what is over goes to the last, the first, or mm by mm from the first ("spread")."""
    base = float(math.floor(round(rest / count, 6)))
    parts = [base] * count
    over = round(rest - base * count, 6)
    if policy == "spread":
        whole = math.floor(over)
        for at in range(whole):
            parts[at] += 1.0
        parts[-1] += round(over - whole, 6)
    else:
        parts[0 if policy == "first" else -1] += over
    return parts
