"""The files of a house type of the user's own: its plan with estate, city and area, what lies under it, the pictures of that. mm, m²."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.plans.plan import Plan, PlanError
from app.plans.underlay import Picture, Underlay, underlay_path


def own_toml(plan: Plan, estate: str, city: str, area_m2: float, path: Path) -> bytes:
    """Return the file of a house type; raise PlanError when the plan cannot be, or a name cannot be written."""
    from app.plans.check import check_plan
    from app.plans.files import plan_toml  # it needs shapely, which loads when a plan is saved

    check_plan(plan, path)
    told = {"estate": estate, "city": city, "area_m2": area_m2}
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f") for key, value in told.items()
    ]
    try:
        return ("\n".join(lines) + "\n" + plan_toml(plan)).encode("utf-8")
    except UnicodeEncodeError as problem:
        raise PlanError(path, "", "a name holds half a character that no file can hold") from problem


def files_of(path: Path) -> list[Path]:
    """Return the files of a house type that are there: plan, underlay, pictures."""
    pictures = re.compile(re.escape(path.stem) + r"\.\d+\.\w{1,5}\Z")
    found = [one for one in (path, underlay_path(path)) if one.exists()]
    with suppress(OSError):
        found += [one for one in path.parent.iterdir() if pictures.match(one.name)]
    return found


def reserve(path: Path) -> bool:
    """Take a house type's name until `free`; False when another window has it; PlanError when nothing can be written.

    The mark is a file beside it whose name begins with a dot; one that a killed program left behind only costs its number.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise PlanError(path, "", f"cannot be written: {problem.strerror or problem}") from problem
    try:
        _mark(path).open("xb").close()
    except FileExistsError:
        return False
    except OSError as problem:
        raise PlanError(path, "", f"cannot be written: {problem.strerror or problem}") from problem
    if files_of(path):  # another window wrote it between our look and our mark
        free(path)
        return False
    return True


def free(path: Path) -> None:
    """Give a name back."""
    with suppress(OSError):
        _mark(path).unlink(missing_ok=True)


def _mark(path: Path) -> Path:
    return path.with_name(f".{path.stem}.taken")


def with_pictures(underlay: Underlay, path: Path, pictures: Path | None) -> Underlay:
    """Copy an underlay's pictures from a folder beside a plan's file, and return it with their new names."""
    return replace(underlay, pictures=tuple(_copied(underlay, path, pictures)))


def _copied(underlay: Underlay, path: Path, pictures: Path | None) -> Iterator[Picture]:
    for number, picture in enumerate(underlay.pictures, start=1):
        if pictures is None or Path(picture.file).name != picture.file:
            raise PlanError(path, "underlay", f"it is not told where the picture {picture.file!r} lies")
        name = f"{path.stem}.{number}{Path(picture.file).suffix[:5]}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(pictures / picture.file, path.parent / name)
        except OSError as problem:
            raise PlanError(
                pictures / picture.file, "", f"cannot be copied: {problem.strerror or problem}"
            ) from problem
        yield replace(picture, file=name)
