"""The house rules of ARCHITECTURE.md as a table: who may import whom, where each foreign library lives, how long a file may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# place -> the places of ours it may import besides itself
PLACES: dict[str, tuple[str, ...]] = {
    "app/geometry": ("app/records",),
    "app/records": (),
    "app/words": ("app/records",),
    "app/formula": ("app/records",),
    "app/plans": ("app/geometry", "app/records", "app/words", "app/formula"),
    "app/components": ("app/geometry", "app/records", "app/words", "app/formula"),
    "app/terms": ("app/records", "app/words", "app/components"),
    "app/design": ("app/geometry", "app/records", "app/words", "app/plans", "app/components"),
    "app/fit": ("app/geometry", "app/records", "app/words", "app/plans", "app/components", "app/design"),
    "app/takeoff": ("app/geometry", "app/records", "app/words", "app/plans", "app/components", "app/design"),
    "app/scene": ("app/geometry", "app/records", "app/words", "app/plans", "app/components", "app/design"),
    "app/tools": (
        "app/geometry", "app/records", "app/words", "app/plans", "app/components", "app/design", "app/fit",
    ),
    "app/view3d": (
        "app/geometry", "app/records", "app/words", "app/plans", "app/components", "app/design", "app/scene",
    ),
    "app/orders": ("app/records", "app/words", "app/design"),
    "exporters": (
        "app/geometry", "app/records", "app/words", "app/plans", "app/components", "app/design", "app/takeoff", "app/scene",
    ),
    "app/services": ("app/*",),
    "app/cli": ("app/*",),
    "app/demo": ("app/*",),
    "app/ui": ("app/*",),
    "main": ("app/*", "exporters"),
}  # fmt: skip

# foreign library -> the only places that may name it
HOMES: dict[str, tuple[str, ...]] = {
    "PySide6": ("app/ui",),
    "vtkmodules": ("app/view3d",),
    "vtk": (),
    "pyvista": ("app/view3d",),
    "trimesh": ("app/view3d",),
    "sqlalchemy": ("app/orders",),
    "ezdxf": ("exporters", "app/plans/dxf"),
    "ifcopenshell": ("app/plans/ifc",),
    "lxml": ("exporters", "app/plans/sh3d"),
    "pypdfium2": ("app/plans/from_picture",),
    "packingsolver": ("app/takeoff",),
    "xlsxwriter": ("exporters",),
    "typer": ("app/cli",),
    "rich": ("app/cli",),
    "babel": ("app/words",),
    "platformdirs": ("app/cli", "app/ui", "main"),
    "pickle": (),
}


def python_files() -> list[Path]:
    files = [ROOT / "main.py"]
    for folder in ("app", "exporters"):
        files += sorted((ROOT / folder).rglob("*.py"))
    return [file for file in files if file.exists()]


def place_of(path: str) -> str | None:
    """Return the longest place that a slash path lies in."""
    fitting = [place for place in PLACES if path == place or path.startswith(place + "/")]
    return max(fitting, key=len, default=None)


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) for each import of a file, relative ones made absolute."""
    package = file.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            name = ".".join(part for part in (base, node.module or "") if part)
            for alias in node.names:
                yield node.lineno, f"{name}.{alias.name}"


def test_the_walk_sees_the_whole_house() -> None:
    seen = {place_of(str(file.relative_to(ROOT).with_suffix("")).replace("\\", "/")) for file in python_files()}
    assert len(python_files()) >= 60
    assert None not in seen
    assert set(PLACES) - seen <= {"app/demo"}


@pytest.mark.parametrize("file", python_files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_imports_only_from_lower_floors_and_foreign_libraries_stay_at_home(file: Path) -> None:
    path = file.relative_to(ROOT).with_suffix("").as_posix()
    own = place_of(path)
    assert own is not None, "a new folder needs a line in the table"
    for line, name in imports(file):
        top = name.split(".")[0]
        if top in HOMES:
            assert any(path == home or path.startswith(home + "/") for home in HOMES[top]), (
                f"line {line}: {top} does not live in {path}"
            )
        if top in ("app", "exporters", "main", "tests"):
            other = place_of(name.replace(".", "/"))
            if other == own or name == "app":
                continue
            allowed = other in PLACES[own] or ("app/*" in PLACES[own] and (other or "").startswith("app/"))
            assert allowed, f"line {line}: {own} may not import {name}"
        elif top not in sys.stdlib_module_names:
            assert not name.startswith("."), f"line {line}: {name}"


@pytest.mark.parametrize("file", python_files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_is_too_long_to_read_and_each_says_what_it_is_for(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert ast.get_docstring(ast.parse(text)), "a file opens with what it is for"


def test_top_level_names_are_the_ones_agreed() -> None:
    python = {path.name for path in ROOT.iterdir() if path.suffix == ".py"}
    assert python == {"main.py"}
    for name in ("app", "components_library", "floorplans", "resources", "exporters", "tests", "pyproject.toml"):
        assert (ROOT / name).exists(), name


def test_listing_and_building_do_not_wait_for_what_they_do_not_need() -> None:
    """Half of a small command's time would go into loading these."""
    heavy = ("shapely", "numpy", "PySide6", "vtkmodules", "ezdxf", "sqlalchemy")
    script = (
        "import sys, main; main.build_house(); library = main.catalog(); library.samples;"
        "[library.build(name) for name in ('base_doors', 'base_corner_l', 'wardrobe_hinged')];"
        f"print(sorted(set({heavy}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
