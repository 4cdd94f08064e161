"""Layout -> Job: every physical panel with a code of its own, the cut list, and the bill of materials.

A code is `<job>-<unit>-<nn>`: eight letters and digits derived from all of the design's content and the library, the unit, and the
panel's number in it. The same design and library always yield the same codes: ASCII, at most 20 characters (domain.md 5.7).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from app.components.materials import Board, Decor
from app.components.parts import Cutout, Grain, Panel, Pocket
from app.components.sides import area_mm2
from app.design.design import Design, as_plain
from app.design.layout import Layout, Placed
from app.records import Text

from .bom import band_lines, board_lines, fitting_lines
from .contour import over_cut
from .cutlist import cut_list
from .job import Job, JobPanel, TakeoffError
from .limits import machine_notes
from .settings import Settings, default_settings

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: not taken for 1, 0 or each other on a label
JOB_LETTERS = 8
UNIT_LETTERS = 5


class Factory(Protocol):
    """What the take-off asks of a construction profile: the limits of its machines, mm by name."""

    @property
    def machine(self) -> Mapping[str, float]: ...


class Materials(Protocol):
    """What the take-off asks of a catalog: its stamp, boards and decors by id, and the profiles that designs are built by."""

    @property
    def stamp(self) -> str: ...
    @property
    def boards(self) -> Mapping[str, Board]: ...
    @property
    def decors(self) -> Mapping[str, Decor]: ...
    @property
    def profiles(self) -> Mapping[str, Factory]: ...


def take_off(layout: Layout, catalog: Materials, settings: Settings | None = None) -> Job:
    """Return the resolved job of a layout, without sheets; raise TakeoffError naming the panel that cannot be made.

    Boards that the profile's machines cannot take are made all the same, and a note says which.
    """
    settings = settings or default_settings()
    factory = catalog.profiles.get(layout.design.profile)
    job_id = job_code(layout.design, catalog.stamp)
    panels = tuple(_job_panels(layout, catalog, job_id))
    return Job(
        id=job_id,
        layout=layout,
        panels=panels,
        cut_list=cut_list(panels),
        boards=board_lines(panels),
        bands=band_lines(panels, settings.bands),
        fittings=fitting_lines(layout),
        sheets=(),
        library=catalog.stamp,
        notes=machine_notes(panels, factory.machine if factory else {}),
    )


def job_code(design: Design, library: str) -> str:
    """Return the eight letters that stand for a design's content worked out with a library, named by its stamp."""
    content = _floats(as_plain(design))
    content.pop("last_id", None)  # how many units there once were is not content
    content["library"] = library  # not the stamp it was saved with: what drills otherwise must not take the same names
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest(), "big")
    return "".join(LETTERS[(number >> (5 * i)) & 31] for i in range(JOB_LETTERS))


def _floats(data: Any) -> Any:
    """Return plain data with every number a float, so that 600 and 600.0, 0.0 and -0.0 are the same content."""
    if isinstance(data, dict):
        return {key: _floats(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_floats(value) for value in data]
    if isinstance(data, int | float) and not isinstance(data, bool):
        return float(data) + 0.0
    return data


def _job_panels(layout: Layout, catalog: Materials, job_id: str) -> Iterator[JobPanel]:
    rooms = {room.id: room.name for room in layout.design.plan.rooms}
    tags = _unit_tags(layout.placed)
    for placed, tag in zip(layout.placed, tags, strict=True):
        for number, panel in enumerate(placed.component.panels, start=1):
            code = f"{job_id}-{tag}-{number:02d}"
            _refuse_unmakeable(panel, layout.design.name, f"{placed.id}/{panel.id}")
            board, grain = _materials(panel, catalog, layout.design.name, f"{placed.id}/{panel.id}")
            room_name = rooms.get(placed.room, Text("", ""))
            match = f"{tag}.{panel.match}" if panel.match and grain != "none" else ""
            yield JobPanel(code, placed.id, placed.component.name, placed.room, room_name, panel, board, grain, match)


def _unit_tags(placed: tuple[Placed, ...]) -> tuple[str, ...]:
    """Return a short tag for each unit: its own id where short and plain, else X and its place in the layout."""
    taken: set[str] = set()
    tags = []
    for position, one in enumerate(placed, start=1):
        tag = one.id.upper()
        if not (tag.isascii() and tag.isalnum() and len(tag) <= UNIT_LETTERS) or tag.startswith("X") or tag in taken:
            tag = f"X{position}"
        taken.add(tag)
        tags.append(tag)
    return tuple(tags)


def _materials(panel: Panel, catalog: Materials, name: str, place: str) -> tuple[Board, Grain]:
    board, decor = catalog.boards.get(panel.board), catalog.decors.get(panel.decor)
    if board is None:
        raise TakeoffError(name, place, f"no board {panel.board!r} in the library")
    if decor is None:
        raise TakeoffError(name, place, f"no decor {panel.decor!r} in the library")
    if abs(board.thickness - panel.thickness) > 1e-6:
        raise TakeoffError(
            name, place, f"{panel.thickness:g} mm thick, but its board {board.id!r} has {board.thickness:g} mm"
        )
    return board, panel.grain if decor.grained else "none"


def _refuse_unmakeable(panel: Panel, name: str, place: str) -> None:
    sizes = (panel.length, panel.width, panel.thickness, panel.cut_length, panel.cut_width)
    if not all(math.isfinite(size) and size > 0 for size in sizes):
        raise TakeoffError(name, place, f"a size is not above zero: {' x '.join(f'{size:g}' for size in sizes)}")
    if len(panel.outline) < 3 or area_mm2(panel.outline) <= 0:
        raise TakeoffError(name, place, "its outline is not a counter-clockwise contour with an area")
    if panel.bands and len(panel.bands) != len(panel.outline):
        raise TakeoffError(name, place, f"{len(panel.bands)} bands for {len(panel.outline)} sides of its outline")
    if over_cut(panel):
        cut = f"{panel.cut_length:g} x {panel.cut_width:g}"
        raise TakeoffError(name, place, f"its cut size {cut} is smaller than its bands leave")
    milled: tuple[Pocket | Cutout, ...] = (*panel.pockets, *panel.cutouts)
    for one in milled:
        fault = _milling_fault(one, panel)
        if fault:
            raise TakeoffError(name, place, f"its {type(one).__name__.lower()} {one.kind!r} {fault}")


def _milling_fault(one: Pocket | Cutout, panel: Panel) -> str:
    """Return what is wrong with a recess or an opening, "" when a router can mill it."""
    size = (one.high[0] - one.low[0], one.high[1] - one.low[1])
    numbers = (*one.low, *one.high, one.radius)
    if not all(math.isfinite(number) for number in numbers) or min(size) <= 0:
        return "has no size"
    if not 0 <= one.radius <= min(size) / 2 + 1e-6:
        return f"has corners of radius {one.radius:g} in {size[0]:g} x {size[1]:g}"
    room = min(*one.low, panel.length - one.high[0], panel.width - one.high[1])
    if room < 0 or (room == 0 and isinstance(one, Cutout)):
        return "leaves the board"
    if isinstance(one, Pocket) and not 0 < one.depth < panel.thickness:
        return f"is {one.depth:g} deep in {panel.thickness:g} mm"
    return ""
