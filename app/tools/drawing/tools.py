"""The drawing tools by the words of the tool strip: a table, so that a new tool is one line."""

from __future__ import annotations

from collections.abc import Callable

from app.plans.editing.kinds import drawing
from app.plans.plan import Plan
from app.plans.underlay import Underlay
from app.tools.drawing.base import Drawer
from app.tools.drawing.curves import CurveTool
from app.tools.drawing.measure import MeasureTool
from app.tools.drawing.openings import OpeningTool
from app.tools.drawing.select import SelectTool
from app.tools.drawing.things import thing_tool
from app.tools.drawing.walls import WallTool

type Maker = Callable[[Plan, Underlay | None], Drawer]

TOOLS: dict[str, Maker] = {
    "select": SelectTool,
    "measure": MeasureTool,
    "wall": WallTool,
    "arc": CurveTool,
    "door": lambda plan, under: OpeningTool(plan, "door", under),
    "sliding_door": lambda plan, under: OpeningTool(plan, "door", under, leaf="sliding"),
    "double_door": lambda plan, under: OpeningTool(plan, "door", under, leaf="double"),
    "window": lambda plan, under: OpeningTool(plan, "window", under),
    "passage": lambda plan, under: OpeningTool(plan, "passage", under),
}


def make_tool(word: str, plan: Plan, underlay: Underlay | None = None) -> Drawer:
    """Return a tool in hand: a word of TOOLS, or a kind of obstacle or service point; KeyError for any other word."""
    if word in TOOLS:
        return TOOLS[word](plan, underlay)
    if word in drawing().obstacles or word in drawing().services:
        return thing_tool(plan, word, underlay)
    raise KeyError(word)
