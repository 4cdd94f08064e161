"""Fixtures for all tests: off-screen Qt and VTK, no user files touched, no cyclic GC inside Qt, the shared folder.

The environment is set at import, before any test can import Qt or VTK; ./jiyang test sets the same from outside.
"""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_API", "pyside6")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")

# platformdirs reads these whenever it is asked, so every settings file and order book of a test run lands here.
_user_files = tempfile.TemporaryDirectory(prefix="jiyang-tests-")
for _kind in ("CONFIG", "DATA", "CACHE", "STATE"):
    _folder = Path(_user_files.name, _kind.lower())
    _folder.mkdir()
    os.environ[f"XDG_{_kind}_HOME"] = str(_folder)


@pytest.fixture(scope="module", autouse=True)
def _what_stood_before() -> Iterator[None]:
    """Spare the collections of a file of tests what the files before it have left: libraries that were read, cabinets that were built."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _gc_outside_qt(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the cyclic collector out of Qt's paint and event handlers, where it may destroy widgets under Qt's feet."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files and worked examples beside the checkout; a test that needs it skips without it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip(f"the folder of shared files is not there: {folder}")
    return folder
