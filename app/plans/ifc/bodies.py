"""An IFC model -> bodies: each product's outline on the plan and how high it stands. mm, model axes (x east, y north, z up).

This folder is the only home of ifcopenshell. Bodies are what its geometry kernel makes of any representation,
openings not yet cut out of walls; a product whose shape it cannot make has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.plans.plan import PlanError
from app.records import read_bytes

MOST_BYTES = 128 * 1024 * 1024
MOST_PRODUCTS = 20_000
MOST_POINTS = 200_000  # of one product; a plan needs no finer shape
FARTHEST = 1e10  # mm; survey coordinates of a country are within
FLAT = 1e-3  # mm²; a triangle smaller than this on the plan stands upright
GRID = 0.001  # mm


@dataclass(frozen=True, slots=True)
class Body:
    """A product as a prism would be: what it covers on the plan, and from where to where it stands."""

    outline: BaseGeometry
    low: float
    high: float


def open_model(path: Path) -> Any:
    """Return the model in an IFC file; raise PlanError when it is none or is cut off."""
    import ifcopenshell  # loaded when a model is read

    data = read_bytes(path, PlanError, MOST_BYTES)
    if b"END-ISO-10303-21" not in data[-2048:].upper():
        raise PlanError(path, "", "ends in the middle: the mark END-ISO-10303-21 of a whole IFC file is missing")
    try:
        model = ifcopenshell.open(str(path))
    except Exception as problem:  # a hostile file may raise anything inside the reader
        cause = " ".join(str(problem).split())[:200]
        raise PlanError(path, "", f"cannot be read as IFC: {cause}") from problem
    if not str(model.schema).startswith(("IFC2X3", "IFC4")):
        raise PlanError(path, "FILE_SCHEMA", f"{model.schema} is neither IFC2x3 nor IFC4")
    return model


def bodies(
    path: Path, model: Any, products: Sequence[Any], rough: tuple[str, ...], tell: Callable[[float], None]
) -> dict[int, Body]:
    """Return the bodies of products by their number in the file; PlanError for too many or a wild coordinate. tell(share done).

    Of products of a `rough` kind, furniture above all, the hull is told: their meshes are as fine as pictures need them.
    """
    import ifcopenshell.geom

    shaped = [product for product in products if getattr(product, "Representation", None) is not None]
    if len(shaped) > MOST_PRODUCTS:
        raise PlanError(path, "", f"holds {len(shaped)} building parts, more than {MOST_PRODUCTS}")
    settings = ifcopenshell.geom.settings()
    settings.set("use-world-coords", True)
    settings.set("disable-opening-subtractions", True)
    found: dict[int, Body] = {}
    if not shaped:
        return found
    made = ifcopenshell.geom.iterator(settings, model, 1, include=shaped)
    going = bool(made.initialize())
    while going:
        one = made.get()
        body = _body(path, one, any(model.by_id(one.id).is_a(kind) for kind in rough))
        if body is not None:
            found[int(one.id)] = body
        tell(len(found) / len(shaped))
        going = bool(made.next())
    return found


def _body(path: Path, made: Any, rough: bool) -> Body | None:
    points: NDArray[np.float64] = np.round(np.array(made.geometry.verts, dtype=float).reshape(-1, 3) * 1000.0, 3)
    corners: NDArray[np.int64] = np.array(made.geometry.faces, dtype=np.int64).reshape(-1, 3)
    if not len(points) or not len(corners) or len(points) > MOST_POINTS:
        return None
    if not np.isfinite(points).all() or np.abs(points).max() > FARTHEST:
        raise PlanError(path, f"#{made.id}", "stands at an impossible place")
    outline = _hull(points[:, :2]) if rough else _shadow(points[:, :2], corners)
    if outline is None:
        return None
    return Body(outline, round(float(points[:, 2].min()), 3), round(float(points[:, 2].max()), 3))


def _hull(points: NDArray[np.float64]) -> BaseGeometry | None:
    covered: BaseGeometry = shapely.MultiPoint(points).convex_hull
    return covered if covered.geom_type == "Polygon" else None


def _shadow(points: NDArray[np.float64], corners: NDArray[np.int64]) -> BaseGeometry | None:
    """Return what triangles cover on the plan, None for a body that stands on a line."""
    a, b, c = (points[corners[:, i]] for i in range(3))
    doubled = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    flat = np.abs(doubled) > 2 * FLAT
    if not flat.any():
        return None
    rings = np.stack([a[flat], b[flat], c[flat], a[flat]], axis=1)
    covered = shapely.union_all(shapely.polygons(rings), grid_size=GRID)
    return covered if not covered.is_empty else None
