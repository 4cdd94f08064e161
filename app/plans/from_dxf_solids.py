"""Bodies of a drawing that are not walls: columns, beams, flues and ducts -> obstacles. Plan axes, mm."""

from __future__ import annotations

COLUMN = 1200.0  # mm; the widest column
