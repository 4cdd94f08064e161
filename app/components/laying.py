"""Lays the panels of a family at work and leaves its openings, before anything is grooved or drilled. Unit axes, mm, not yet rounded."""

from __future__ import annotations

from app.components.bench import Step, Work
from app.components.draft import Draft
from app.components.family import SIDES
from app.components.parts import Opening, RefusedError
from app.components.rows import Row
from app.records import Text

PANEL_LIMIT = 400
ADJUSTABLE = "shelf_adj"  # the role that gives way to hinges; all others make the hinges give way
OUTER = frozenset({"side_l", "side_r", "top", "bottom", "stretcher"})  # boards that no other opening lies behind


def lay(work: Work) -> None:
    """Lay the panels and leave the openings; raise LibraryError at the first thing that cannot be."""
    for table, step in LAY:
        work.do(table, step)


def need(work: Work, row: Row) -> None:
    """Refuse what cannot be, with the family's own reason."""
    if not row.that:
        zh, en = row.reason
        raise RefusedError(work.bench.setting.who, work.prefix.rstrip("."), Text(zh, en))


def panel(work: Work, row: Row) -> None:
    """Lay one panel."""
    item, profile, drafts, setting = row.item, work.profile, work.bench.drafts, work.bench.setting
    slot = row.board
    board = profile.boards.get(slot)
    if board is None:
        known = ", ".join(profile.boards)
        raise item.where.at("board").fail(f"no board slot {slot!r} in the profile {profile.id}; it has {known}")
    (x, y, z), (ox, oy, oz) = row.at, work.origin
    key = work.prefix + row.id
    length, width = row.size
    draft = Draft(
        key, row.axes, (ox + x, oy + y, oz + z), (length, width, board.thickness), item.where, setting.workshop
    )
    if key in drafts:
        raise item.where.at("id").fail(f"two panels are called {key!r}")
    draft.board, draft.role = board.id, row.role
    draft.finish, draft.grain = profile.finishes[slot], row.grain
    draft.edges = row.edges
    if draft.edges not in profile.edges:
        raise item.where.at("edges").fail(f"no edge rule {draft.edges!r}; the profile has {', '.join(profile.edges)}")
    name = row.name
    draft.name = Text(*name) if name else _role_name(work, row)
    if item.use["outline"]:
        _shape(draft, work, row)
    turn = row.turn
    if turn:
        draft.swing(float(turn))
    if item.use["match"].source and row.matched:
        draft.match, draft.match_at = work.prefix + row.match, item.use["match_at"].whole(row.match_at, 99)
    drafts[key] = draft
    if len(drafts) > PANEL_LIMIT:
        raise item.where.fail(f"more than {PANEL_LIMIT} panels")


def _shape(draft: Draft, work: Work, row: Row) -> None:
    """Give a panel its outline; raise LibraryError when it is none of its size."""
    points = tuple((float(x), float(y)) for x, y in row.outline)
    where, profile = row.item.where, work.profile
    draft.shape(points, row.rim, where.at("outline"))
    if draft.rim and draft.rim not in profile.bands:
        raise where.at("rim").fail(
            f"no band {draft.rim!r} in the profile {profile.id}; it has {', '.join(profile.bands)}"
        )


def _role_name(work: Work, row: Row) -> Text:
    name = work.bench.setting.roles.get(row.role)
    if name is None:
        raise row.item.where.at("role").fail(f"no role {row.role!r} in roles.toml, and no name")
    return name


def leave(work: Work, row: Row) -> None:
    """Leave a free space."""
    bench = work.bench
    found = [_first(work, row, side) for side in SIDES]
    key = work.prefix + row.id
    if key in bench.openings:
        raise row.item.where.at("id").fail(f"two openings are called {key!r}")
    left, right, top, bottom, back = (one.id if one else "" for one in found)
    over = (_over(work, found[0]), _over(work, found[1]), _over(work, found[2]), _over(work, found[3]))
    front = row.front
    bench.openings[key] = Opening(key, work.box(row), left, right, top, bottom, back, front=front, over=over)
    if work.opening is not None:
        bench.parents[key] = work.opening.id


def _over(work: Work, board: Draft | None) -> float:
    """Return how far a front may reach over a board that bounds an opening."""
    if board is None or board.role == ADJUSTABLE:
        return 0.0
    numbers = work.profile.numbers
    if board.role in OUTER:
        return board.thickness - numbers["reveal"]
    return (board.thickness - numbers["gap"]) / 2


def _first(work: Work, row: Row, side: str) -> Draft | None:
    """Return the first board of those named at a side of an opening that is there."""
    for name in getattr(row, side):
        found = work.find(name, row.item) if name else None
        if found is not None:
            return found
    return None


LAY: tuple[tuple[str, Step], ...] = (("need", need), ("panel", panel), ("opening", leave))
