"""A family that no word of the bank points to is found by its own name: a pattern maker writes it and looks for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.components.catalog import Catalog, open_catalog
from app.terms.bank import open_bank
from app.terms.find import find

LIBRARY = Path(__file__).resolve().parents[2] / "components_library"
RANGE = """
[[range]]
family = "bench_cabinet"
id = "bench_cabinet-{width}"
name = { zh = "凳柜 {width}", en = "Bench with drawers {width}" }
grid = { width = [800, 1000, 1200] }
"""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = tmp_path_factory.mktemp("called") / "library"
    shutil.copytree(LIBRARY, folder)
    family = (folder / "families" / "sideboard.toml").read_text(encoding="utf-8")
    family = family.replace("餐边柜", "凳柜").replace("Sideboard", "Bench cabinet").replace("SB-", "XB-")
    (folder / "families" / "bench_cabinet.toml").write_text(family, encoding="utf-8")
    (folder / "ranges" / "bench.toml").write_text(RANGE, encoding="utf-8")
    return open_catalog(folder)


@pytest.mark.parametrize("said", ["凳柜", "我要一个凳柜", "bench with drawers", "a bench cabinet", "Bench cabinets"])
def test_a_new_family_is_found_by_its_name(catalog: Catalog, said: str) -> None:
    assert find(catalog, open_bank(), said)[0].sample.family == "bench_cabinet"


def test_its_size_is_heard_too(catalog: Catalog) -> None:
    hit = find(catalog, open_bank(), "凳柜 1000宽")[0]
    assert hit.sample.id == "bench_cabinet-1000"


def test_the_shipped_families_keep_their_places(catalog: Catalog) -> None:
    assert find(catalog, open_bank(), "餐边柜")[0].sample.family == "sideboard"
    assert find(catalog, open_bank(), "推拉门衣柜")[0].sample.family == "wardrobe_sliding"
