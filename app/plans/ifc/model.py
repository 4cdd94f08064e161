"""What an IFC model says beside its shapes: its storeys and what is in them, axes, placements, true north. mm, model axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.geometry.frame import Point2
from app.plans.importing import Choices, Option, Question
from app.plans.plan import PlanError
from app.words import message

STOREY = 3000.0  # mm; taken as the height of the highest storey, which has none above it
BUILT = ("IfcWall", "IfcCurtainWall", "IfcDoor", "IfcWindow", "IfcColumn", "IfcBeam")
DRAWN = (
    "IfcFurnishingElement",
    "IfcFlowTerminal",
    "IfcStair",
    "IfcStairFlight",
    "IfcRailing",
    "IfcBuildingElementProxy",
)


@dataclass(frozen=True, slots=True)
class Storey:
    """A storey of the model: its name, its floor, where the next one begins; the products that are said to be in it."""

    id: int
    name: str
    floor: float
    top: float
    products: tuple[Any, ...]

    def count(self, kind: str) -> int:
        """Return how many of its products are of a kind."""
        return sum(bool(one.is_a(kind)) for one in self.products)


def storeys(path: Path, model: Any) -> list[Storey]:
    from ifcopenshell.util.element import get_container, get_decomposition
    from ifcopenshell.util.unit import calculate_unit_scale

    scale = float(calculate_unit_scale(model)) * 1000.0
    inside: dict[int, list[Any]] = {}
    for kind in (*BUILT, *DRAWN):
        for one in model.by_type(kind):
            if (container := get_container(one)) is not None:
                inside.setdefault(container.id(), []).append(one)
    found = []
    levels = sorted(model.by_type("IfcBuildingStorey"), key=lambda one: float(one.Elevation or 0.0))
    for i, one in enumerate(levels):
        floor = float(one.Elevation or 0.0) * scale
        if not math.isfinite(floor) or abs(floor) > 1e9:
            raise PlanError(path, f"#{one.id()}", f"the storey {one.Name} stands at an impossible height")
        above = float(levels[i + 1].Elevation or 0.0) * scale if i + 1 < len(levels) else floor + STOREY
        spaces = [part for part in get_decomposition(one) if part.is_a("IfcSpace")]
        name = str(one.LongName or one.Name or f"{i + 1}")[:60]
        found.append(Storey(one.id(), name, floor, above, (*spaces, *inside.get(one.id(), ()))))
    if not found:
        raise PlanError(path, "", "no rooms found: the model has no storey")
    return found


def choose(path: Path, storeys: Sequence[Storey], choices: Choices) -> tuple[Storey, Question | None]:
    """Return the storey to take: the one asked for, else the lowest of those with most spaces, or with most walls where none has any."""
    most = max(storeys, key=lambda one: (one.count("IfcSpace"), one.count("IfcWall"), -one.floor))
    named = {str(number): one for number, one in enumerate(storeys, start=1)} | {one.name: one for one in storeys}
    if choices.storey is not None and choices.storey not in named:
        raise PlanError(path, "storey", f"no storey {choices.storey!r}; there are {', '.join(o.name for o in storeys)}")
    chosen = named[choices.storey] if choices.storey is not None else most
    if len(storeys) == 1:
        return chosen, None
    options = tuple(Option(one.name, message("plans.storey_holds", **counts(one))) for one in storeys)
    return chosen, Question("storey", message("plans.ask_storey", count=len(storeys)), options, chosen.name)


def counts(one: Storey) -> dict[str, str | int | float]:
    return {
        "name": one.name,
        "floor": round(one.floor, 3),
        "rooms": one.count("IfcSpace"),
        "walls": one.count("IfcWall"),
        "doors": one.count("IfcDoor"),
        "windows": one.count("IfcWindow"),
    }


def axis_of(wall: Any) -> tuple[Point2, Point2] | None:
    """Return the ends of a wall's own axis on the plan, None where it has none that is a polyline."""
    from ifcopenshell.util.placement import get_local_placement

    shapes = wall.Representation.Representations if wall.Representation is not None else ()
    for shape in shapes:
        if shape.RepresentationIdentifier == "Axis" and shape.Items and shape.Items[0].is_a("IfcPolyline"):
            ends = [np.array([*point.Coordinates[:2], 0.0, 1.0], dtype=float) for point in shape.Items[0].Points]
            if len(ends) == 2:
                matrix = get_local_placement(wall.ObjectPlacement)
                a, b = (matrix @ end for end in ends)
                if all(math.isfinite(float(value)) for value in (*a, *b)):
                    return ((float(a[0]), float(a[1])), (float(b[0]), float(b[1])))
    return None


def frames_of(model: Any) -> dict[int, NDArray[np.float64]]:
    """Return the local axes of the doors by their number: columns x, y, z, origin (4, 4), in the model's unit."""
    from ifcopenshell.util.placement import get_local_placement

    return {
        one.id(): get_local_placement(one.ObjectPlacement) for one in model.by_type("IfcDoor") if one.ObjectPlacement
    }


def place_of(one: Any) -> Point2 | None:
    """Return the middle of a door or window at its sill, mm, by its placement and overall width."""
    from ifcopenshell.util.placement import get_local_placement
    from ifcopenshell.util.unit import calculate_unit_scale

    if one.ObjectPlacement is None:
        return None
    scale = float(calculate_unit_scale(one.file)) * 1000.0
    matrix = get_local_placement(one.ObjectPlacement)
    middle = matrix @ np.array([float(one.OverallWidth or 0.0) / 2, 0.0, 0.0, 1.0])
    return (float(middle[0]) * scale, float(middle[1]) * scale)


def north_of(model: Any) -> float:
    """Return degrees from plan north to true north, counter-clockwise."""
    for context in model.by_type("IfcGeometricRepresentationContext", include_subtypes=False):
        if context.TrueNorth is not None:
            x, y = (float(value) for value in context.TrueNorth.DirectionRatios[:2])
            if math.isfinite(x) and math.isfinite(y) and (x or y):
                return round(math.degrees(math.atan2(-x, y)), 3) + 0.0
    return 0.0
