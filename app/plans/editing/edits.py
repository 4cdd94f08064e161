"""Every change a user can ask of a plan, as a function plan -> plan: rooms are closed anew by the walls, PlanError tells why it cannot be.

The error is an EditError with `told`, the reason in both languages, or a plain PlanError of check.py. mm and degrees; ids as in plan.py.
`moved(before, after)` lists what a change touched; closing.py's `closing(before, after)` tells which rooms came and went.
"""

from __future__ import annotations

from app.plans.editing.arcs import add_curve, curve_by_id, curve_ends, move_curve, set_curve
from app.plans.editing.openings import (
    add_opening,
    change_opening,
    flip_opening,
    jambs,
    move_opening,
    opening_by_id,
    rooms_beside,
)
from app.plans.editing.refused import EditError
from app.plans.editing.sizes import set_height, set_thickness, set_wall_length
from app.plans.editing.things import (
    add_obstacle,
    add_room,
    add_service,
    change_obstacle,
    change_service,
    move_obstacle,
    move_service,
    obstacle_by_id,
    rectangle,
    rename_room,
    service_by_id,
)
from app.plans.editing.walls import (
    add_wall,
    add_walls,
    move_corner,
    move_wall,
    move_walls,
    split_wall,
    usual_thickness,
)
from app.plans.editing.whole import (
    Part,
    empty_plan,
    mirror_all,
    move_all,
    moved,
    remove,
    set_orientation,
    turn_all,
)

__all__ = [
    "EditError",
    "Part",
    "add_curve",
    "add_obstacle",
    "add_opening",
    "add_room",
    "add_service",
    "add_wall",
    "add_walls",
    "change_obstacle",
    "change_opening",
    "change_service",
    "curve_by_id",
    "curve_ends",
    "empty_plan",
    "flip_opening",
    "jambs",
    "mirror_all",
    "move_all",
    "move_corner",
    "move_curve",
    "move_obstacle",
    "move_opening",
    "move_service",
    "move_wall",
    "move_walls",
    "moved",
    "obstacle_by_id",
    "opening_by_id",
    "rectangle",
    "remove",
    "rename_room",
    "rooms_beside",
    "service_by_id",
    "set_curve",
    "set_height",
    "set_orientation",
    "set_thickness",
    "set_wall_length",
    "split_wall",
    "turn_all",
    "usual_thickness",
]
