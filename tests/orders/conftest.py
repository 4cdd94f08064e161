"""Packages made by hand: a zip with a manifest, as the order book sees it from outside."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

MANIFEST = {
    "format": "jiyang.package",
    "version": 1,
    "design": "王家厨房",
    "customer": "王小姐",
    "units": 14,
    "panels": 133,
}


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """Write a package; its `text` makes its bytes differ from others."""

    def write(text: str = "", name: str = "home.zip", manifest: object = MANIFEST, extra: dict | None = None) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            data = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
            if manifest is not None:
                archive.writestr(zipfile.ZipInfo("manifest.json"), data)
            for file, content in {"design.json": text, **(extra or {})}.items():
                archive.writestr(zipfile.ZipInfo(file) if isinstance(file, str) else file, content)
        return path

    return write


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A book that does not exist yet."""
    return f"sqlite:///{tmp_path / 'book' / 'orders.db'}"
