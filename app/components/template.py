"""Text with formulas in braces, as in `BD-{width}x{height}` or `drawer_{n}_face`: ids, codes, names and references of a family."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.formula import Formula, Kind, Where, bind, parse

WHOLE_MOST = 1e15  # floats below it hold whole numbers exactly
_PARTS = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A text with holes; `stem` is what stands before the first hole."""

    source: str
    parts: tuple[str | Formula, ...]
    fixed: str | None = None  # the text of a template without holes

    @property
    def stem(self) -> str:
        """What stands before the first hole."""
        return str(self.parts[0]) if self.parts and isinstance(self.parts[0], str) else ""

    def __call__(self, names: Mapping[str, Any]) -> str:
        """Return the text with its formulas worked out; whole numbers without a point."""
        if self.fixed is not None:
            return self.fixed
        return "".join(part if isinstance(part, str) else written(part(names)) for part in self.parts)


def written(value: object) -> str:
    """Return a value as ids and codes write it: 600, 612.5, true."""
    if isinstance(value, float) and 0 < value < WHOLE_MOST and value == (whole := int(value)):
        return str(whole)  # the usual one, in half the time
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def template(source: str, scope: Mapping[str, Kind], where: Where) -> Template:
    """Return the template of a text; raise where's error for a stray brace or a bad formula."""
    parts: list[str | Formula] = []
    end = 0
    for match in _PARTS.finditer(source):
        if match.start() > end:
            parts.append(source[end : match.start()])
        parts.append(bind(parse(match.group(1), where), scope))
        end = match.end()
    if end < len(source) or not parts:
        parts.append(source[end:])
    if any(brace in part for part in parts if isinstance(part, str) for brace in "{}"):
        raise where.fail(f"{source!r} has a brace without its fellow")
    fixed = parts[0] if len(parts) == 1 and isinstance(parts[0], str) else None
    return Template(source, tuple(parts), fixed)
