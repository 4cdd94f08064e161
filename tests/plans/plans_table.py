"""The tables of docs/plans.md and docs/plans.zh.md: what a real file is known to hold against what came of it, made by the tests.

A file of tests holds its rows as a list of Row and calls `check_table("dxf", rows)`: the guides hold a table between the marks
`<!-- table: dxf -->` and `<!-- end -->`. With JIYANG_DOCS=write the tables are written anew instead of compared.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.geometry.polygon import area
from app.plans.importing import Imported
from app.plans.plan import Plan
from app.records import Text
from app.words import say

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDES = {"en": DOCS / "plans.md", "zh": DOCS / "plans.zh.md"}
HEADS = {
    "en": ("File", "What is known of it", "What was recognized"),
    "zh": ("文件", "已知内容", "识别结果"),
}
WRITING = os.environ.get("JIYANG_DOCS") == "write"
MOST = 4  # rooms told by name


@dataclass(frozen=True)
class Row:
    """A file, what is known of it, and what was recognized."""

    file: str
    expected: Text
    got: Text


def check_table(name: str, rows: Sequence[Row]) -> None:
    """Hold a table of both guides against rows, or write it anew."""
    for language, path in GUIDES.items():
        text = path.read_text(encoding="utf-8")
        marks = re.compile(rf"(<!-- table: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        assert len(marks.findall(text)) == 1, f"{path.name} holds no table {name}"
        table = made(rows, language)
        wanted = marks.sub(lambda found: found.group(1) + table + found.group(2), text)  # noqa: B023
        if WRITING:
            path.write_text(wanted, encoding="utf-8")
        assert wanted == (path.read_text(encoding="utf-8") if WRITING else text), "JIYANG_DOCS=write makes it anew"


def made(rows: Sequence[Row], language: str) -> str:
    """Return rows as a Markdown table."""
    head = HEADS[language]
    lines = [head, tuple("---" for _ in head), *((f"`{r.file}`", r.expected(language), r.got(language)) for r in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def told(found: Imported) -> Text:
    """Return what came of a file in a sentence of both languages: what is asked, or the plan."""
    open_ones = [question for question in found.questions if not question.chosen]
    if found.plan is None:
        asked = [(say(q.told, "zh"), say(q.told, "en"), len(q.options)) for q in open_ones]
        zh = "；".join(f"询问：{one}（{count} 个选项）" for one, _, count in asked)
        return Text(zh, "; ".join(f"asks: {one} ({count} answers)" for _, one, count in asked))
    return told_plan(found.plan)


def told_plan(plan: Plan) -> Text:
    """Return a plan in a sentence: its rooms with their areas, its doors and windows, how many doubts."""
    rooms = sorted(plan.rooms, key=lambda room: -area(room.outline))
    counts = {kind: sum(one.kind == kind for one in plan.openings) for kind in ("door", "window", "passage")}
    named = ", ".join(f"{room.id} {area(room.outline) / 1e6:.3f}" for room in rooms[:MOST])
    more = ", …" if len(rooms) > MOST else ""
    zh = (
        f"{len(rooms)} 间（m²：{named}{more}），门 {counts['door']}，窗 {counts['window']}，"
        f"洞口 {counts['passage']}，存疑 {len(plan.doubts)} 条"
    )
    en = (
        f"{len(rooms)} rooms (m²: {named}{more}), {counts['door']} doors, {counts['window']} windows, "
        f"{counts['passage']} passages, {len(plan.doubts)} doubts"
    )
    return Text(zh, en)
