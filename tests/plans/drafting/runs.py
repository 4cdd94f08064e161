"""Runs of a manner over a sample of the library, and the row of the table that tells of them."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from app.plans.house_types.library import PlanLibrary, open_plans

from .manners import MANNERS, draw
from .measure import Score, measure

FOLDER = Path(__file__).resolve().parents[3] / "floorplans"
COLUMNS = {
    "en": ("rooms", "wrong rooms", "doors", "windows", "passages", "wrong openings", "walls' thickness", "asked", "refused",
           "all right", "wrong, told", "wrong, silent"),
    "zh": ("房间", "多出房间", "门", "窗", "洞口", "多出门窗", "墙厚", "询问", "拒绝", "全部正确", "有误已提示", "有误未提示"),
}  # fmt: skip


@cache
def library() -> PlanLibrary:
    """Return the house types that are shipped."""
    return open_plans(FOLDER)


@cache
def sample(count: int) -> tuple[str, ...]:
    """Return ids of house types, each family by turns, those within one by chance that never changes."""
    families: dict[str, list[str]] = {}
    for entry in library().entries:
        families.setdefault(entry.family if entry.kind == "flat" else "", []).append(entry.id)
    for ids in families.values():
        ids.sort(key=lambda one: zlib.crc32(one.encode()))
    rounds = [
        ids[i] for i in range(max(map(len, families.values()))) for _, ids in sorted(families.items()) if i < len(ids)
    ]
    return tuple(rounds[:count])


def run(name: str, ids: Sequence[str], folder: Path) -> dict[str, Score]:
    """Return the scores of house types drawn in a manner."""
    manner, scores = MANNERS[name], {}
    if manner.neighbour:
        ids = [one for one in ids if library().entry(one).kind == "flat"]
    for number, plan_id in enumerate(ids):
        other = library().plan(ids[(number + 1) % len(ids)]) if manner.neighbour else None
        plan = library().plan(plan_id)
        sheet = draw(manner, plan, number, folder / f"{name}_{number}.dxf", other)
        scores[plan_id] = measure(plan, sheet)
        sheet.path.unlink()
    return scores


def row(scores: Sequence[Score]) -> tuple[str, ...]:
    """Return the cells of a manner."""
    right: Counter[str] = sum((one.right for one in scores), Counter())
    there: Counter[str] = sum((one.there for one in scores), Counter())
    wrong = sum(there[f"wrong {kind}"] for kind in ("doors", "windows", "passages"))
    refused = [one for one in scores if one.refused]
    faulty = [one for one in scores if one.faults and not one.refused]
    silent = [one for one in faulty if one.silent]
    return (
        f"{right['rooms']}/{there['rooms']}", str(there["wrong rooms"]),
        *(f"{right[kind]}/{there[kind]}" for kind in ("doors", "windows", "passages")), str(wrong),
        f"{right['walls'] / max(1, there['walls']):.1%}", str(sum(bool(one.asked) for one in scores)), str(len(refused)),
        str(sum(not one.faults for one in scores)), str(len(faulty) - len(silent)), str(len(silent)),
    )  # fmt: skip
