"""A wardrobe that a customer puts together in four steps: frame, uprights, inside, doors. The window's journey repeats it."""

from __future__ import annotations

from app.components.parts import Insert, Values

FAMILY = "wardrobe_frame"
VALUES: Values = (("depth", 580.0), ("height", 2400.0), ("width", 2400.0))
UPRIGHTS = (Insert("i1", "divider_insert", "main", (("bay_2", 640.0), ("bays", 3))),)
INSIDE = (
    Insert("i2", "rod_insert", "i1.bay_1"),
    Insert("i3", "rows_insert", "i1.bay_2", (("shelves", 5),)),
    Insert("i4", "drawers_insert", "i1.bay_3", (("drawers", 3),)),
)
DOORS = (
    Insert("i5", "doors_insert", "i1.bay_1"),
    Insert("i6", "doors_insert", "i1.bay_2"),
    Insert("i7", "doors_insert", "i4.above"),
)
STEPS = ((), UPRIGHTS, UPRIGHTS + INSIDE, UPRIGHTS + INSIDE + DOORS)
WARDROBE = STEPS[-1]
