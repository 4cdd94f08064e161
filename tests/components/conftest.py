"""The shipped component library, read once for all tests here, and a folder copy of it to spoil."""

import shutil
from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog

LIBRARY = Path(__file__).resolve().parents[2] / "components_library"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return open_catalog(LIBRARY)


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """A copy of the library that a test may change before it opens it."""
    folder = tmp_path / "library"
    shutil.copytree(LIBRARY, folder)
    return folder
