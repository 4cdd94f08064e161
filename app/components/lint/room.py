"""Is there room where a component says so? Its panels inside the box it keeps free, its openings free of them."""

from __future__ import annotations

from collections.abc import Iterator

from app.components.parts import Component
from app.components.proof import SLACK, is_shaped, is_square, panel_box
from app.geometry.box import Box

LARGEST = 12_000.0  # mm; a longer piece of furniture is a slip of units


def room_faults(component: Component, mount: str) -> Iterator[str]:
    """Yield one sentence for each thing that is not where the component says."""
    sizes = component.body.size
    if not all(1.0 <= side <= LARGEST for side in sizes):
        yield f"the body is {' x '.join(f'{side:g}' for side in sizes)}: lengths are mm, from 1 to {LARGEST:g}"
    if not (component.panels or component.solids):
        yield "there is nothing to see of it"
    boxes = {panel.id: panel_box(panel) for panel in component.panels}
    if mount in ("floor", "wall"):
        for name, box in boxes.items():
            if box.high[1] > SLACK and not _inside(box, component.body):
                yield f"{name} reaches out of the body"
    plain = {panel.id: boxes[panel.id] for panel in component.panels if not is_shaped(panel) and is_square(panel)}
    for opening in component.openings:
        if min(opening.box.size) <= 0:
            yield f"{opening.id} is {' x '.join(f'{side:g}' for side in opening.box.size)} mm"
        for name, box in () if opening.filled else plain.items():
            if all(
                min(box.high[i], opening.box.high[i]) - max(box.low[i], opening.box.low[i]) > SLACK for i in range(3)
            ):
                yield f"{opening.id} is not free: {name} stands in it"


def _inside(box: Box, body: Box) -> bool:
    """Whether a box keeps within a body but for what stands before its front."""
    low, high = box.low, box.high
    return (
        low[0] >= body.low[0] - SLACK
        and low[2] >= body.low[2] - SLACK
        and all(high[i] <= body.high[i] + SLACK for i in range(3))
    )
