"""All shipped component data, as `library lint` sees it, and what every sample promises a customer."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog
from app.components.lint import lint

LIBRARY = Path(__file__).resolve().parent.parent / "components_library"
FAMILIES = sorted((LIBRARY / "families").glob("*.toml"))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return open_catalog(LIBRARY)


def test_there_is_a_library() -> None:
    assert len(FAMILIES) >= 10


@pytest.mark.parametrize("path", FAMILIES, ids=lambda path: path.stem)
def test_family(catalog: Catalog, path: Path) -> None:
    assert lint(catalog, (path,), quick=True) == ()


def test_every_part_of_families_is_used() -> None:
    used = " ".join(path.read_text(encoding="utf-8") for path in FAMILIES)
    assert [path.stem for path in (LIBRARY / "families" / "parts").glob("*.toml") if f'"{path.stem}"' not in used] == []


def test_samples_are_named_in_both_languages_and_have_a_category(catalog: Catalog) -> None:
    assert len(catalog.samples) >= 100
    for sample in catalog.samples:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in sample.name.zh), sample.id
        assert sample.name.en.isascii() or "×" in sample.name.en
        assert sample.category and sample.code


def test_decors_to_choose_from(catalog: Catalog) -> None:
    assert len(catalog.decors) >= 10
    assert len({decor.color for decor in catalog.decors.values()}) == len(catalog.decors)
    for decor in catalog.decors.values():
        assert decor.name.zh and decor.name.en
        assert (decor.texture == "wood") == decor.grained


def test_every_number_of_the_profile_is_used(catalog: Catalog) -> None:
    """A number nobody reads would mislead the factory that edits it."""
    text = " ".join(path.read_text(encoding="utf-8") for path in (LIBRARY / "families").rglob("*.toml"))
    code = " ".join(path.read_text(encoding="utf-8") for path in (LIBRARY.parent / "app" / "components").glob("*.py"))
    for name, profile in catalog.profiles.items():
        for key in (*profile.numbers, *profile.tables):
            assert f"profile.{key}" in text + code or f'"{key}"' in code, (name, key)
