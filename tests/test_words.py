"""Every sentence stands in both languages with the same arguments, and every key the code names exists."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from app.records import Text
from app.words import LANGUAGES, LOCALE, catalogue, message, say, written

ROOT = Path(__file__).resolve().parent.parent
AREAS = sorted(path.stem for path in (LOCALE / "en").glob("*.po"))


NAMES = re.compile(r"\{.*?\}|Apache License|Jiyang|English")  # the same in every language


def arguments(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same(area: str) -> None:
    zh, en = catalogue("zh", area), catalogue("en", area)
    assert zh and set(zh) == set(en)
    for key in zh:
        assert arguments(zh[key]) == arguments(en[key]), key
        assert key.startswith(f"{area}."), "the first word of a key is its area"


@pytest.mark.parametrize("area", AREAS)
def test_chinese_is_chinese(area: str) -> None:
    zh, en = catalogue("zh", area), catalogue("en", area)
    same = [key for key in zh if zh[key] == en[key] and re.search(r"[a-z]{4,}", NAMES.sub("", en[key]))]
    assert not same


def test_areas_are_the_same_in_all_languages() -> None:
    assert AREAS
    for language in LANGUAGES:
        assert sorted(path.stem for path in (LOCALE / language).glob("*.po")) == AREAS


def test_every_key_named_in_the_code_exists() -> None:
    known = {key for area in AREAS for key in catalogue("en", area)}
    missing = set()
    for file in [*ROOT.glob("app/**/*.py"), *ROOT.glob("exporters/**/*.py"), ROOT / "main.py"]:
        for key in re.findall(rf'"((?:{"|".join(AREAS)})\.[a-z0-9_.]+[a-z0-9_])"', file.read_text(encoding="utf-8")):
            if key not in known and not key.endswith(
                (".json", ".toml", ".png", ".dxf", ".xlsx", ".csv", ".zip", ".qss")
            ):
                missing.add((file.name, key))
    assert not missing


def test_numbers_are_not_rounded_away() -> None:
    assert written(2501.0, "en") == "2501"
    assert written(0.25, "en") == "0.25"
    assert written(-0.0, "en") == "0"
    assert written(Text("宽", "Width"), "zh") == "宽"


def test_a_missing_key_or_argument_is_loud() -> None:
    with pytest.raises(KeyError):
        say(message(f"{AREAS[0]}.no_such_sentence"), "en")
