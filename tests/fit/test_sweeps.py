"""What leaves sweep that do not face the front of their unit: angled, rear and folding down ones."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import shapely

from app.components.catalog import Catalog, open_catalog
from app.components.parts import Component
from app.design.placed import Placed
from app.fit.sweeps import sweeps
from app.geometry.frame import Frame


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return open_catalog(Path(__file__).parents[2] / "components_library")


def zones(component: Component) -> dict[str, shapely.Polygon]:
    placed = Placed("u1", None, component, Frame(), "")
    return {zone.of.swing.id: zone.polygon for zone in sweeps([placed])}


def test_the_door_of_a_diagonal_corner_swings_out_of_the_diagonal(catalog: Catalog) -> None:
    made = catalog.build("base_corner_diag")
    door = next(panel for panel in made.panels if panel.id == "door_1")
    swept = zones(made)["door_1"]
    assert swept.area == pytest.approx(math.pi / 4 * door.width**2, rel=0.002)
    corners = [door.pose.out((x, y, z))[:2] for x, y in door.outline for z in (0.0, door.thickness)]
    hinge = max(corners, key=lambda point: point[0])
    assert swept.distance(shapely.Point(hinge)) < door.thickness + 1
    low, high = made.body.low, made.body.high
    inside = shapely.box(low[0], low[1], high[0], high[1]).intersection(swept).area
    assert inside < swept.area / 2  # it opens into the room, not into the walls behind
    # hung at the right, it swings from the diagonal (225 degrees) by a quarter towards the right (315)
    assert swept.bounds[2] - 898.29 == pytest.approx(door.width / math.sqrt(2), abs=1)
    assert 310 - swept.bounds[1] == pytest.approx(door.width, abs=1)


def test_rear_doors_of_an_island_open_to_the_rear(catalog: Catalog) -> None:
    made = catalog.build("island")
    swept = zones(made)
    rear = [shape for name, shape in swept.items() if name.startswith("rear")]
    front = [shape for name, shape in swept.items() if name.startswith("door")]
    assert len(rear) == len(front) == 4
    assert all(shape.bounds[1] >= 900 for shape in rear)
    assert all(shape.bounds[3] <= 1 for shape in front)


def test_a_flap_that_stops_at_45_degrees_reaches_out_by_its_sine(catalog: Catalog) -> None:
    made = catalog.build("shoe_flip")
    swing = made.swings[0]
    shape = zones(made)[swing.id]
    height = swing.box.high[2] - swing.box.low[2]
    assert shape.bounds[3] - shape.bounds[1] == pytest.approx(height * math.sin(math.radians(45)), abs=0.01)
