"""Values of a JSON document from outside: numbers that can be lengths, records of bounded number, each error with its place."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from app.geometry.frame import Point2
from app.plans.check import REACH
from app.plans.plan import PlanError


def number(value: Any, place: str, path: str | Path, scale: float = 1.0) -> float:
    """Return a number times `scale`; PlanError when it is none, or when that is no length of a home, mm."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PlanError(path, place, f"{str(value)[:40]!r} is not a number")
    try:
        found = float(value) * scale
    except OverflowError:
        found = math.inf
    if not abs(found) <= REACH:
        raise PlanError(path, place, f"{str(value)[:40]} is not a length of a home")
    return round(found, 3) + 0.0


def pair(value: Any, place: str, path: str | Path, scale: float) -> Point2:
    """Return a point given as a list of two numbers."""
    if not isinstance(value, list) or len(value) != 2:
        raise PlanError(path, place, "is not a point of two numbers")
    return (number(value[0], f"{place}[0]", path, scale), number(value[1], f"{place}[1]", path, scale))


def record(value: Any, place: str, path: str | Path) -> dict[str, Any]:
    """Return a value that has to be an object."""
    if not isinstance(value, dict):
        raise PlanError(path, place, "is not an object")
    return value


def records(value: Any, place: str, path: str | Path, most: int) -> list[dict[str, Any]]:
    """Return a value that has to be a list of at most `most` objects."""
    if not isinstance(value, list):
        raise PlanError(path, place, "is not a list")
    if len(value) > most:
        raise PlanError(path, place, f"{len(value)} are more than {most}")
    return [record(one, f"{place}[{i}]", path) for i, one in enumerate(value)]
