"""The guide for pattern makers, done as it says: blocks written into a copy of the library, commands run, what they print compared.

A block is marked in its first line: `toml new FILE` writes a file, `add` appends to one, `derived` puts lines under its `[derived]`; with
`try` only the next commands see it. A console block holds commands and what they print. JIYANG_DOCS=write fills in what they print and
makes the pictures anew.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app import cli
from app.components.catalog import open_catalog
from app.components.lint import lint
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.session import Session
from app.ui.theme import dress
from app.view3d.snapshot import png, thumbnail_pixels
from main import build_house
from tests.ui.conftest import closed, opened, stocked
from tests.ui.test_library import search

from .small_library import LIBRARY

DOCS = LIBRARY.parent / "docs"
WRITING = os.environ.get("JIYANG_DOCS") == "write"
GUIDES = {"en": DOCS / "families.md", "zh": DOCS / "families.zh.md"}
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

RANDOM = re.compile(r"\(width = 7[\d.]+")  # drawn by lot; what is drawn hangs on all parameters
PICTURES = {4: "families-1-carcass.png", 6: "families-2-cabinet.png"}  # after which console block
KEPT = ("base_doors", "doors_insert", "drawers_insert", "worktop_run", "plinth_run")

pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True)
class Block:
    """One fenced block: `words` are those after the language."""

    language: str
    words: tuple[str, ...]
    text: str


def blocks(guide: Path) -> Iterator[Block]:
    for match in BLOCK.finditer(guide.read_text(encoding="utf-8")):
        yield Block(match[1], tuple(match[2].split()), match[3])


class Desk:
    """A copy of the library at which one does what the guide says."""

    def __init__(self, folder: Path, run: Callable[[str], str]) -> None:
        self.library, self.run = folder / "components_library", run
        shutil.copytree(LIBRARY, self.library)
        self.kept: dict[Path, bytes] = {}

    def do(self, block: Block) -> None:
        way, name = (word for word in block.words if word != "try")
        path = self.library / name
        if "try" in block.words:
            self.kept.setdefault(path, path.read_bytes())
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if way == "new":
            text = block.text
        elif way == "add":
            text = old + block.text
        else:
            assert way == "derived" and old.count("[derived]\n") == 1
            text = old.replace("[derived]\n", "[derived]\n" + block.text)
        path.write_text(text, encoding="utf-8")

    def undo(self) -> None:
        for path, data in self.kept.items():
            path.write_bytes(data)
        self.kept.clear()

    def console(self, block: Block) -> str:
        """Run the commands of a block and return it with what they print."""
        lines = []
        for line in block.text.splitlines():
            if line.startswith("$ "):
                lines += [line, *(printed.rstrip() for printed in self.run(line[2:]).splitlines())]
        return "\n".join(lines) + "\n"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)

    def run(command: str) -> str:
        program, *words = command.split()
        assert program == "jiyang"
        house = replace(build_house(), catalog=lambda: open_catalog(tmp_path / "components_library"))
        capsys.readouterr()
        code = cli.main(house, words)
        printed = capsys.readouterr()
        assert code in (0, 1) and printed.err == "", printed
        return printed.out.replace(f"{tmp_path}/", "")

    return Desk(tmp_path, run)


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_does_what_it_says(language: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIYANG_LANGUAGE", language)
    guide, ran = GUIDES[language], 0
    for block in blocks(guide):
        if block.language == "toml":
            desk.do(block)
            continue
        assert block.language == "console"
        printed = desk.console(block)
        desk.undo()
        if WRITING:
            write(guide, ran, printed)
            if ran + 1 in PICTURES:
                picture(desk.library, DOCS / PICTURES[ran + 1], (720, 560))
        else:
            assert RANDOM.sub("(width = 7..", printed) == RANDOM.sub("(width = 7..", block.text)
        ran += 1
    assert ran >= 10
    family = desk.library / "families" / "litter_cabinet.toml"
    assert lint(open_catalog(desk.library), (family,)) == ()


def write(guide: Path, at: int, printed: str) -> None:
    """Put what the commands of a console block print into the guide; `at` counts from 0."""
    text, start = guide.read_text(encoding="utf-8"), 0
    for _ in range(at + 1):
        start = text.index("```console\n", start) + len("```console\n")
    guide.write_text(text[:start] + printed + text[text.index("```\n", start) :], encoding="utf-8")


def picture(library: Path, path: Path, size: tuple[int, int]) -> None:
    """Write the picture of the guide's family as the files now have it."""
    catalog = open_catalog(library)
    sides = [state.id for state in catalog.parameters("litter_cabinet") if state.id == "hole_side"]
    component = catalog.build("litter_cabinet", tuple((name, "right") for name in sides))  # the side that is seen
    pixels = thumbnail_pixels(component, catalog, size).astype(float)
    alpha = pixels[..., 3:] / 255.0
    path.write_bytes(png((pixels[..., :3] * alpha + 255.0 * (1.0 - alpha)).round().astype("uint8")))  # on white


def finished(library: Path, few: bool) -> None:
    """Make the guide's family and samples in a copy of the library; `few` leaves most other families out of it."""
    for name in ("families", "ranges"):
        for path in (library / name).glob("*.toml") if few else ():
            if path.stem not in KEPT:
                path.unlink()
    desk = Desk.__new__(Desk)
    desk.library, desk.kept = library, {}
    for block in blocks(GUIDES["en"]):
        if block.language == "toml" and "try" not in block.words:
            desk.do(block)


def test_its_samples_stand_in_the_window_with_pictures(qapp: QApplication, qtbot: Any, tmp_path: Path) -> None:
    library = shutil.copytree(LIBRARY, tmp_path / "library")
    finished(library, few=True)
    catalog = open_catalog(library)
    window = opened(qapp, replace(build_house(), catalog=lambda: catalog))
    try:
        for words in ("猫砂柜", "litter cabinet", "LC-800x900x520-left-sage"):
            found = search(window.library, words)
            assert "litter_cabinet-800-left-sage" in found, words
        assert sum(name.startswith("litter_cabinet-") for name in search(window.library, "猫砂柜")) == 18
    finally:
        closed(window)
    pixels = thumbnail_pixels(catalog.build("litter_cabinet-800-left-sage"), catalog, (120, 96))
    assert 0.2 < (pixels[..., 3] > 0).mean() < 0.9


@pytest.mark.skipif(not WRITING, reason="makes the pictures of the window anew: JIYANG_DOCS=write")
@pytest.mark.parametrize("language", GUIDES)
def test_pictures_of_the_window(language: str, qapp: QApplication, qtbot: Any, tmp_path: Path) -> None:
    library = shutil.copytree(LIBRARY, tmp_path / "library")
    finished(library, few=False)
    catalog = open_catalog(library)
    dress(qapp)
    window = MainWindow(
        Session(replace(build_house(), catalog=lambda: catalog), Preferences(), language), pictures=True, still=False
    )
    window.resize(1180, 720)
    window.show()
    stocked(window)
    window.begin(build_house().plans().plan("studio_35"))
    window.library.search.setText({"en": "litter", "zh": "猫砂柜"}[language])
    window.library.refresh()
    qtbot.wait(15_000)
    assert window.grab().save(str(DOCS / f"families-3-window{'' if language == 'en' else '.zh'}.png"))
    closed(window)


def test_both_languages_build_the_same() -> None:
    english, chinese = (
        [replace(one, text=re.sub(r" *#.*", "", one.text)) for one in blocks(guide) if one.language == "toml"]
        for guide in GUIDES.values()
    )
    assert english == chinese
    commands = [
        [line for one in blocks(guide) for line in one.text.splitlines() if line[:2] == "$ "]
        for guide in GUIDES.values()
    ]
    assert commands[0] == commands[1]


@pytest.mark.parametrize("language", GUIDES)
def test_what_the_guide_points_at_is_there(language: str) -> None:
    text = GUIDES[language].read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([\w.-]+)\)", text):
        assert (DOCS / link).is_file(), link
    for path in re.findall(r"`((?:components_library|resources|tests)/[\w./]+)`", text):
        new = path.removeprefix("components_library/") in {
            one.words[1] for one in blocks(GUIDES[language]) if one.language == "toml"
        }
        assert new or (LIBRARY.parent / path).exists(), path
