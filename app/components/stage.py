"""How far a panel has been worked: what was drilled and cut of it so far, and whether one more bore finds room. Panel axes, mm.

A stage is one and the same for all panels of a size that were worked alike, and remembers what came after it: a library's cabinets are
mostly made of panels that others have too, and what has been tried on one of them need not be tried on the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.components.bores import Bore, Slot, Space
from app.components.outline import Outline, keeps, keeps_box
from app.components.parts import Cutout, Pocket
from app.components.profile import Webs

STAGES_KEPT = 40_000  # of one workshop, about 1 KB each with their bores; a library of 2400 geometries takes 33 000

type Work = tuple[Bore, ...] | Slot | Pocket | Cutout


class Workshop:
    """The blanks that panels are made of, by size and outline, with all stages that came of them; one for each construction profile."""

    def __init__(self) -> None:
        self._blanks: dict[tuple[float, float, float, Outline | None], Stage] = {}
        self.stages = 0

    def blank(self, length: float, width: float, thickness: float, outline: Outline | None) -> Stage:
        """Return the first stage of a panel."""
        found = self._blanks.get((length, width, thickness, outline))
        if found is None:
            if self.stages > STAGES_KEPT:
                self._blanks.clear()
                self.stages = 0
            found = Stage(self, length, width, thickness, outline)
            self._blanks[length, width, thickness, outline] = found
        return found


class Stage:
    """A panel of some size up to some work; `work` is what was done to it last, `before` the stage before that."""

    __slots__ = (
        "_after", "before", "count", "finished", "length", "outline", "panels", "spaces", "thickness", "width", "work", "workshop",
    )  # fmt: skip

    def __init__(
        self,
        workshop: Workshop,
        length: float,
        width: float,
        thickness: float,
        outline: Outline | None,
        before: Stage | None = None,
        work: Work = (),
        spaces: Sequence[Space] = (),
    ) -> None:
        self.workshop, self.length, self.width, self.thickness, self.outline = (
            workshop,
            length,
            width,
            thickness,
            outline,
        )
        self.before, self.work, self.spaces = before, work, spaces
        self.count: int = (before.count if before else 0) + (
            0 if isinstance(work, Slot | Pocket | Cutout) else len(work)
        )  # bores
        self.finished: Any = None  # gate.py keeps here what it makes of a stage
        self.panels: dict[Any, Any] | None = None  # and here
        self._after: dict[Work, Stage | None] = {}
        workshop.stages += 1

    def then(self, work: Work, spaces: Sequence[Space]) -> Stage:
        """Return the stage after some work that takes some spaces, wherever they are."""
        found = self._after.get(work)
        if found is None:
            found = Stage(
                self.workshop, self.length, self.width, self.thickness, self.outline, self, work, tuple(spaces)
            )
            self._after[work] = found
        return found

    def drilled(self, bores: Sequence[Bore], webs: Webs) -> Stage | None:
        """Return the stage after some bores; None when one of them cannot be drilled here, for what `obstacle` tells."""
        work = tuple(bores)
        found = self._after.get(work, self)
        if found is self:
            spaces = self._room(work, webs)
            if spaces is not None:
                return self.then(work, spaces)
            found = self._after[work] = None
            self.workshop.stages += 1
        return found

    def works(self) -> list[Work]:
        """Return all that was done, in order."""
        found, stage = list[Work](), self
        while stage.before is not None:
            found.append(stage.work)
            stage = stage.before
        return found[::-1]

    def _taken(self) -> list[Space]:
        """Return the spaces of all that was done."""
        parts, stage = list[Sequence[Space]](), self
        while stage.before is not None:
            parts.append(stage.spaces)
            stage = stage.before
        return [space for part in reversed(parts) for space in part]

    def _room(self, bores: Sequence[Bore], webs: Webs) -> list[Space] | None:
        found, rim = list[Space](), webs.edge
        for bore in bores:
            space = self.space(bore)
            if self._beyond(bore, space, rim):
                return None
            found.append(space)
        return found if not found or self._free(found, webs.between) else None

    def _free(self, found: list[Space], web: float) -> bool:
        """Return whether nothing stands in some spaces: first what is near all of them is looked for, then each is."""
        x0s, x1s, y0s, y1s, *_ = zip(*found, strict=True)
        x0, x1, y0, y1 = min(x0s) - web, max(x1s) + web, min(y0s) - web, max(y1s) + web
        near = [one for one in self._taken() if one[0] < x1 and x0 < one[1] and one[2] < y1 and y0 < one[3]]
        return not near or _met(found, near, web) is None

    def obstacle(self, bore: Bore, webs: Webs) -> str:
        """Return what keeps a bore from being drilled here: a hole, a groove or the rim of the panel; "" when nothing does."""
        space = self.space(bore)
        beyond = self._beyond(bore, space, webs.edge)
        if beyond:
            return beyond
        met = _met([space], self._taken(), webs.between)
        return f"what is already there ({met[7]})" if met else ""

    def _beyond(self, bore: Bore, space: Space, rim: float) -> str:
        """Return which border of the panel a bore does not keep away from."""
        x0, x1, y0, y1, z0, z1, *_ = space
        face = bore[1]
        flat = face in "AB"
        if bore[6] > (self.thickness if flat else self.length if face in ("W1", "W2") else self.width):
            return "the board's thickness"
        if flat and (x0 < rim or y0 < rim or x1 > self.length - rim or y1 > self.width - rim):
            return "the edge of the panel"
        if not flat and (z0 < rim or z1 > self.thickness - rim or self._outside(space, rim)):
            return "the edge of the panel"
        if self.outline is not None and not self._inside_outline(bore, space, rim):
            return "the outline of the panel"
        return ""

    def _outside(self, space: Space, rim: float) -> bool:
        x0, x1, y0, y1 = space[:4]
        if x0 == 0.0 or x1 == self.length:
            return y0 < rim or y1 > self.width - rim
        return x0 < rim or x1 > self.length - rim

    def _inside_outline(self, bore: Bore, space: Space, rim: float) -> bool:
        assert self.outline is not None
        _, face, x, y, _, diameter, _ = bore
        if face in "AB":
            return keeps(self.outline, (x, y), diameter / 2 + rim)
        x0, x1, y0, y1 = space[:4]
        dx, dy = (0.0, rim) if face in ("W1", "W2") else (rim, 0.0)
        return keeps_box(self.outline, (x0 - dx, y0 - dy), (x1 + dx, y1 + dy))

    def space(self, bore: Bore) -> Space:
        """Return the space that a bore takes."""
        kind, face, x, y, z, diameter, depth = bore
        r = diameter / 2
        if face == "A":
            return (x - r, x + r, y - r, y + r, self.thickness - depth, self.thickness, r, kind)
        if face == "B":
            return (x - r, x + r, y - r, y + r, 0.0, depth, r, kind)
        if face == "W1":
            return (0.0, depth, y - r, y + r, z - r, z + r, 0.0, kind)
        if face == "W2":
            return (self.length - depth, self.length, y - r, y + r, z - r, z + r, 0.0, kind)
        if face == "L1":
            return (x - r, x + r, 0.0, depth, z - r, z + r, 0.0, kind)
        return (x - r, x + r, self.width - depth, self.width, z - r, z + r, 0.0, kind)


def _met(found: list[Space], spaces: list[Space], web: float) -> Space | None:
    """Return the first of `spaces` that leaves less than `web` to one of those found; two bores in faces are apart as circles are."""
    for x0, x1, y0, y1, z0, z1, radius, _ in found:
        left, right, near, far, low, high = x0 - web, x1 + web, y0 - web, y1 + web, z0 - web, z1 + web
        for other in spaces:
            if (
                left < other[1] - 1e-6
                and other[0] < right - 1e-6
                and near < other[3] - 1e-6
                and other[2] < far - 1e-6
                and low < other[5] - 1e-6
                and other[4] < high - 1e-6
            ):
                apart = radius + other[6] + web - 1e-6
                across, along = x0 + x1 - other[0] - other[1], y0 + y1 - other[2] - other[3]
                if not radius or not other[6] or across**2 + along**2 < 4 * apart * apart:
                    return other
    return None
