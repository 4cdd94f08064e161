"""The tools of the plan editor as one table: the strip on the left, its shortcuts and its words are made from it.

A tool's name is "plan_editor.tool.<key>", except where a kind of thing has a name of its own (app/plans/editing/kinds.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.plans.editing.kinds import kind_name
from app.ui.session import Session


@dataclass(frozen=True, slots=True)
class ToolEntry:
    """One tool: its key, the group it stands in, its picture, its shortcut, and the kind of thing that it sets down ("" for none)."""

    key: str
    group: str
    icon: str
    shortcut: str = ""
    kind: str = ""


TOOLS: tuple[ToolEntry, ...] = (
    ToolEntry("select", "hand", "cursor", "V"),
    ToolEntry("measure", "hand", "measure", "M"),
    ToolEntry("room", "hand", "room_name", "N"),
    ToolEntry("wall", "hand", "wall", "W"),
    ToolEntry("arc", "hand", "arc_wall", "A"),
    ToolEntry("door", "openings", "door", "D"),
    ToolEntry("window", "openings", "window", "X"),
    ToolEntry("passage", "openings", "passage", "P"),
    ToolEntry("column", "obstacles", "column", "", "column"),
    ToolEntry("beam", "obstacles", "beam", "", "beam"),
    ToolEntry("flue", "obstacles", "flue", "", "flue"),
    ToolEntry("pipe", "obstacles", "pipe", "", "pipe"),
    ToolEntry("radiator", "obstacles", "radiator", "", "radiator"),
    ToolEntry("box", "obstacles", "box", "", "box"),
    ToolEntry("water", "services", "water", "", "water"),
    ToolEntry("drain", "services", "drain", "", "drain"),
    ToolEntry("gas", "services", "gas", "", "gas"),
    ToolEntry("gas_meter", "services", "gas_meter", "", "gas_meter"),
    ToolEntry("socket", "services", "socket", "", "socket"),
    ToolEntry("switch", "services", "switch", "", "switch"),
)
GROUPS = ("hand", "openings", "obstacles", "services")
BY_KEY = {entry.key: entry for entry in TOOLS}


def tool_name(session: Session, key: str) -> str:
    """Return what a tool is called in the language of the window."""
    kind = BY_KEY[key].kind
    return session.name(kind_name(kind)) if kind else session.say(f"plan_editor.tool.{key}")
