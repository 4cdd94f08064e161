"""What a tool shows besides the furniture: the measures around a unit, with the one being typed. Plan axes, mm."""

from __future__ import annotations

from collections.abc import Iterable

from app.components.parts import Component
from app.fit.snapping import Measure, held_box
from app.geometry.frame import Frame
from app.tools.numbers import SIZES, Numbers
from app.tools.tool import Dimension
from app.words import written


def dimensions(
    measures: Iterable[Measure], component: Component, held: Frame, numbers: Numbers
) -> tuple[Dimension, ...]:
    """Return the measures to draw: clear distances always, a size when it is typed or in hand; `held` is the unit's frame."""
    rows = [(measure.name, measure.start, measure.end, measure.value) for measure in measures]
    low, high = held_box(component).low, held_box(component).high
    lines = {
        "width": ((low[0], low[1], high[2]), (high[0], low[1], high[2])),
        "height": ((high[0], low[1], low[2]), (high[0], low[1], high[2])),
        "depth": ((high[0], low[1], high[2]), (high[0], high[1], high[2])),
    }
    values = dict(component.values)
    typed = dict(numbers.texts)
    for name in SIZES:
        if name in typed or (numbers.open and numbers.active == name):
            start, end = lines[name]
            size = values.get(name)
            shown = (
                float(size)
                if isinstance(size, int | float)
                else sum(abs(b - a) for a, b in zip(start, end, strict=True))
            )
            rows.append((name, held.out(start), held.out(end), shown))
    return tuple(Dimension(start, end, value, name, _typing(name, value, numbers)) for name, start, end, value in rows)


def _typing(name: str, value: float, numbers: Numbers) -> str:
    if not numbers.open or numbers.active != name:
        return ""
    return numbers.text or written(value, "en")
