"""A moved cabinet on the stage: meshes uploaded (none), the drag layer's frame against the full picture's, and composing it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from app.components.catalog import open_catalog
from app.demo import demo_design
from app.design.edits import shift
from app.design.layout import lay_out
from app.plans.house_types.library import open_plans
from app.scene.compose import compose
from app.scene.diff import diff, first
from app.scene.scene import Scene
from app.view3d.camera import perspective
from app.view3d.drag_layer import DragLayer
from app.view3d.stage import Stage

ROOT = Path(__file__).resolve().parents[2]
SIZE = (1280, 720)
STEPS = 20


def report() -> str:
    """Return one line: meshes uploaded by a move, full frame and drag frame in ms, and their ratio."""
    catalog, plans = open_catalog(ROOT / "components_library"), open_plans(ROOT / "floorplans")
    design = demo_design(catalog, plans)
    layout = lay_out(design, catalog)
    carriers = {
        unit for run in layout.placed for unit in run.over
    }  # their worktop and plinth follow from where they stand
    unit = next(unit.id for unit in design.units if unit.id not in carriers)
    scene = compose(layout, catalog)
    stage = Stage(*SIZE)
    try:
        stage.play(first(scene))
        stage.camera = perspective(design.plan, "", SIZE[0] / SIZE[1])
        stage.render()
        builds, full = stage.meshes.builds, []
        for _ in range(STEPS):
            design = shift(design, (unit,), (1.0, 0.0, 0.0))
            started = perf_counter()
            moved = compose(lay_out(design, catalog), catalog)
            stage.play(diff(scene, moved))
            stage.render()
            full.append(perf_counter() - started)
            scene = moved
        uploads = stage.meshes.builds - builds
        dragged = _dragged(stage, scene, unit)
    finally:
        stage.close()
    return (
        f"pictures: {SIZE[0]}x{SIZE[1]}, {len(design.units)} units; a move uploads {uploads} meshes; full frame "
        f"{median(full) * 1000:.1f} ms, drag frame {median(dragged) * 1000:.1f} ms, ratio {median(full) / median(dragged):.1f}"
    )


def _dragged(stage: Stage, scene: Scene, unit: str) -> list[float]:
    keys = tuple(key for key in scene.items if key[:2] == ("unit", unit))
    layer = DragLayer(stage)
    layer.begin(frozenset(keys))
    taken = []
    for step in range(STEPS):
        items = tuple(
            replace(scene.items[key], frame=replace(scene.items[key].frame, x=scene.items[key].frame.x + step))
            for key in keys
        )
        started = perf_counter()
        layer.frame(items)
        taken.append(perf_counter() - started)
    return taken
