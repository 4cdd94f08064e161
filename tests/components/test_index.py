"""The samples of ten thousand: found at once, kept in the cache and made again when they must be; what is broken takes no other away."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import cli
from app.components import index, stock
from app.components.catalog import Catalog, open_catalog
from app.components.parts import LibraryError
from app.components.ranges import Sample
from main import build_house

from .conftest import LIBRARY
from .grid_library import make_small_library

MANY = """
[[range]]
family = "{family}"
id = "many-{family}-{{width}}x{{depth}}-{{front}}-{{handle}}"
code = "M-{family}-{{width}}x{{depth}}-{{front}}-{{handle}}"
name = {{ zh = "很多 {{width}} {{front}}", en = "Many {{width}}, {{front}}, {{handle}}" }}
grid = {{ width = {widths}, depth = [{depth}], handle = ["none", "bar"] }}
finish_grid = {{ front = {decors} }}
"""


def write_many(folder: Path) -> None:
    """Add 10,000 samples of two families to a library."""
    decors = [key for key in open_catalog(folder).decors][:10]
    widths = [300 + 8 * step for step in range(100)]
    sizes = [("base_doors", depth) for depth in (540, 560, 580)] + [("wall_doors", depth) for depth in (300, 320)]
    text = [MANY.format(family=family, depth=depth, widths=widths, decors=decors) for family, depth in sizes]
    (folder / "ranges" / "many.toml").write_text("".join(text).replace("'", '"'), encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small library that a test may change."""
    return make_small_library(tmp_path / "library")


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The same small library, left alone."""
    return open_catalog(make_small_library(tmp_path_factory.mktemp("untouched") / "library"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of 10,000 samples and more."""
    folder = make_small_library(tmp_path_factory.mktemp("many") / "library")
    write_many(folder)
    return folder


@pytest.fixture(scope="module")
def shelf(many: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalog, float]:
    """A cache folder with the index of that library, the catalog that made it, and the CPU seconds it took."""
    cache = tmp_path_factory.mktemp("cache")
    catalog = open_catalog(many, cache)
    started = process_time()
    assert len(catalog.samples) > 10_000
    return cache, catalog, process_time() - started


def same(one: Catalog, other: Catalog) -> bool:
    """Whether two catalogs offer the same."""
    return (
        one.samples == other.samples
        and list(map(str, one.problems)) == list(map(str, other.problems))
        and [one.mount(name) for name in sorted({s.family for s in one.samples})]
        == [other.mount(name) for name in sorted({s.family for s in other.samples})]
    )


@pytest.fixture
def no_making(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Making samples fails the test."""
    monkeypatch.setattr(stock, "make_samples", lambda *_: pytest.fail("samples were made"))
    yield


# ---- ten thousand


def test_a_kept_index_offers_the_same_and_is_much_quicker(
    many: Path, shelf: tuple[Path, Catalog, float], no_making: None
) -> None:
    cache, made, seconds = shelf
    started = process_time()
    again = open_catalog(many, cache)
    count, read = len(again.samples), process_time() - started
    assert count == len(made.samples) and same(again, made)
    assert read < seconds / 5  # the measure is benchmarks/library.py; this is that it is another kind of work


def test_values_keep_their_kinds(many: Path, shelf: tuple[Path, Catalog, float], no_making: None) -> None:
    """A count that comes back as a length, or a truth as a number, would be another cabinet."""
    for ours, kept in zip(shelf[1].samples, open_catalog(many, shelf[0]).samples, strict=True):
        assert [(name, type(value)) for name, value in ours.values] == [(n, type(v)) for n, v in kept.values]


def test_searching_ten_thousand_takes_no_time(shelf: tuple[Path, Catalog, float]) -> None:
    catalog = shelf[1]
    catalog.search("600")
    started = process_time()
    found = [len(catalog.search(words)) for words in ("很多 x560 bar", "many wall_doors", "many zeppelin", "many")]
    assert (process_time() - started) / len(found) < 0.05  # 5 ms on a quiet machine
    assert found == [100 * 10, 2 * 100 * 2 * 10, 0, 10_000]  # widths, depths, handles, decors


def test_samples_are_found_by_id_and_by_code(shelf: tuple[Path, Catalog, float]) -> None:
    catalog = shelf[1]
    started = process_time()
    assert all(catalog.sample(sample.id) is sample for sample in catalog.samples)
    assert all(
        catalog.sample(sample.code) is sample for sample in catalog.samples if sample.code not in catalog.families
    )
    assert process_time() - started < 2  # 20,000 questions: each is one look


def test_a_code_that_stands_twice_is_not_guessed(small: Path) -> None:
    text = '[[range]]\nfamily = "base_doors"\nid = "t-{handle}"\ncode = "T"\ngrid = { handle = ["none", "bar"] }\n'
    (small / "ranges" / "zz.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match="T: is the code of several samples: t-none, t-bar"):
        open_catalog(small).sample("T")


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.sampled_from("ab-6Wx衣柜0 "), max_size=3))
def test_every_word_occurs_and_nothing_that_has_them_is_left_out(
    untouched: Catalog, chance: random.Random, loose: list[str]
) -> None:
    """The search against its own promise, said once more: id, code, category, tags, names, the family's name."""

    def told(at: int) -> list[str]:
        s = untouched.samples[at]
        family = untouched.family(s.family).name
        return [s.id, s.code, s.category, s.name.zh, s.name.en, *s.tags, family.zh, family.en]

    sample = chance.randrange(len(untouched.samples))
    words = [chance.choice(told(sample))[:4] for _ in range(2)] + loose
    asked = " ".join(words).lower().split()
    expected = [
        at
        for at in range(len(untouched.samples))
        if all(any(word in one.lower() for one in told(at)) for word in asked)
    ]
    found = untouched.search(" ".join(words))
    assert list(found) == [untouched.samples[at] for at in expected]


# ---- the file


@pytest.fixture
def kept(small: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A library with its index kept: the library and the index file."""
    _ = open_catalog(small, tmp_path / "cache").samples
    (path,) = (tmp_path / "cache").iterdir()
    return small, path


def test_a_sound_index_is_used(kept: tuple[Path, Path], no_making: None) -> None:
    folder, path = kept
    assert open_catalog(folder, path.parent).samples


DAMAGE = {
    "empty": lambda data: b"",
    "cut off": lambda data: data[: len(data) // 2],
    "one bit": lambda data: data[:-20] + bytes([data[-20] ^ 4]) + data[-19:],
    "the head": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "longer": lambda data: data + b"\0",
    "foreign": lambda data: b"SQLite format 3\0" * 100,
    "another stamp": lambda data: data.replace(data[17:81], b"0" * 64, 1),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_or_foreign_index_is_made_again_without_a_word(
    kept: tuple[Path, Path], untouched: Catalog, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    folder, path = kept
    sound = path.read_bytes()
    path.write_bytes(DAMAGE[case](sound))
    assert open_catalog(folder, path.parent).samples == untouched.samples
    assert path.read_bytes() == sound and list(path.parent.iterdir()) == [path]
    assert capsys.readouterr() == ("", "")


def test_an_index_with_sound_sums_but_other_contents_is_made_again(kept: tuple[Path, Path], untouched: Catalog) -> None:
    """As another version of the program would leave it, had it the same head."""
    folder, path = kept
    head = path.read_bytes().index(b"\n", 20) + 1
    for body in (b"", b"\x90", b"\xc1", b'{"samples": []}'):
        path.write_bytes(path.read_bytes()[:head] + sha256(body).digest() + body)
        assert open_catalog(folder, path.parent).samples == untouched.samples


def test_changed_data_make_another_index(kept: tuple[Path, Path]) -> None:
    folder, path = kept
    first = folder / "ranges" / "first.toml"
    first.write_text(first.read_text(encoding="utf-8").replace("平开门地柜", "双门地柜"), encoding="utf-8")
    catalog = open_catalog(folder, path.parent)
    assert catalog.search("双门地柜") and same(catalog, open_catalog(folder))
    assert list(path.parent.iterdir()) == [path], "one index a library, however often it is edited"


def test_other_code_makes_another_index(kept: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, path = kept
    made: list[str] = []
    monkeypatch.setattr(index, "_code", lambda: "another version")
    monkeypatch.setattr(stock, "make_samples", lambda entry, *_: (made.append(entry.range.id), ((), None))[1])
    assert open_catalog(folder, path.parent).samples == () and made


def test_what_changed_while_it_was_made_is_not_kept(small: Path, tmp_path: Path) -> None:
    class Slow(Catalog):
        def faults(self) -> Iterator[LibraryError]:
            (small / "ranges" / "second.toml").unlink()
            return super().faults()

    assert Slow(small, tmp_path / "cache").samples
    assert not (tmp_path / "cache").exists()


def test_where_nothing_can_be_kept_all_stays_in_memory(small: Path, tmp_path: Path, untouched: Catalog) -> None:
    (tmp_path / "cache").write_text("a file, no folder")
    assert open_catalog(small, tmp_path / "cache").samples == untouched.samples
    assert (tmp_path / "cache").read_text() == "a file, no folder"


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes among files")
def test_a_pipe_among_the_files_hangs_nothing(small: Path, tmp_path: Path, untouched: Catalog) -> None:
    os.mkfifo(small / "ranges" / "pipe.toml")
    opened = open_catalog(small, tmp_path / "cache")
    assert opened.samples == untouched.samples and not (tmp_path / "cache").exists()
    assert [problem.cause for problem in opened.problems] == ["is a pipe or a device, not a file"]


READER = """
import sys
from pathlib import Path
from app.components.catalog import open_catalog
catalog = open_catalog(Path(sys.argv[1]), Path(sys.argv[2]))
print(len(catalog.samples), catalog.samples[-1].id)
"""


def written(cache: Path, library: Path) -> index.Index:
    """The index that lies in a cache folder, whichever code has made it."""
    (path,) = cache.iterdir()
    data = path.read_bytes()
    found = index.read_index(path, data[: data.index(b"\n", len(index.MAGIC)) + 1], library)
    assert found is not None
    return found


def test_several_processes_may_make_it_at_once(small: Path, tmp_path: Path, untouched: Catalog) -> None:
    command = [sys.executable, "-c", READER, str(small), str(tmp_path / "cache")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=LIBRARY.parent) for _ in range(3)]
    answers = {process.communicate(timeout=60)[0] for process in running}
    assert answers == {f"{len(untouched.samples)} {untouched.samples[-1].id}\n"}
    assert len(list((tmp_path / "cache").iterdir())) == 1, "no half file is left"
    assert written(tmp_path / "cache", small).samples == untouched.samples


# ---- what is broken takes no other away


type Lost = Callable[[Sample], bool]


def of_family(name: str) -> Lost:
    return lambda sample: sample.family == name


def with_part(name: str) -> Lost:
    return lambda sample: f'"{name}"' in (LIBRARY / "families" / f"{sample.family}.toml").read_text(encoding="utf-8")


def in_decor(name: str) -> Lost:
    return lambda sample: name in dict(sample.finish).values()


def nothing(sample: Sample) -> bool:
    return False


SINK = "families/base_sink.toml"
BROKEN: dict[str, tuple[str, str, Lost, str]] = {  # file, its new end, what is lost, what it says
    "a family: no TOML": (SINK, "= =", of_family("base_sink"), r"base_sink.toml: line \d+: not valid TOML"),
    "a family: an unknown key": (SINK, "[roof]", of_family("base_sink"), r"base_sink.toml: line \d+: roof: unknown key"),
    "a family: a circle": (SINK, "[[panel]]\nid = 3", of_family("base_sink"), r"base_sink.toml: line \d+: panel"),
    "a part": ("families/parts/drawers.toml", "[roof]", with_part("drawers"), r"drawers.toml: line \d+: roof: unknown key"),
    "a range file: no TOML": ("ranges/second.toml", "= =", of_family("base_drawers"), r"second.toml: line \d+: not valid TOML"),
    "a range file: another table": ("ranges/second.toml", "[roof]", nothing, r"second.toml: line \d+: roof: unknown key"),
    "a range": ("ranges/second.toml", '[[range]]\nid = "x"', nothing, r"second.toml: line \d+: range\[x\]: needs a 'family'"),
    "a profile": ("profiles/RCP-99.toml", "numbers = 3", nothing, r"RCP-99.toml: "),
    "a decor": ("materials/decors.toml", "[sage]\ncolor = [1, 2]", in_decor("sage"), r"decors.toml: line \d+: sage: needs a 'name'"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_told_and_takes_no_other_away(small: Path, untouched: Catalog, case: str) -> None:
    name, text, lost, says = BROKEN[case]
    path = small / name
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before.replace("[sage]", "[another]") + "\n" + text + "\n", encoding="utf-8")
    opened = open_catalog(small)
    told = [str(problem) for problem in opened.problems if problem.file == str(path)]
    assert len(told) == 1 and re.search(says, told[0]), list(map(str, opened.problems))
    assert list(opened.samples) == [sample for sample in untouched.samples if not lost(sample)]
    assert opened.build("wall_doors-600x800") == untouched.build("wall_doors-600x800")
    assert "RCP-18" in opened.profiles and "RCP-99" not in opened.profiles


def test_what_is_broken_answers_with_its_own_error_when_it_is_asked_for(small: Path) -> None:
    for name in ("families/base_sink.toml", "profiles/RCP-99.toml"):
        with (small / name).open("a", encoding="utf-8") as file:
            file.write("\n[roof]\n")
    opened = open_catalog(small)
    for ask in (opened.build, opened.mount, opened.family, opened.parameters):
        with pytest.raises(LibraryError, match=r"base_sink\.toml: line \d+: roof: unknown key"):
            ask("base_sink")
    with pytest.raises(LibraryError, match=r"RCP-99\.toml: "):
        _ = opened.profiles["RCP-99"]
    with pytest.raises(LibraryError, match="no profile 'RCP-1'; there is"):
        _ = opened.profiles["RCP-1"]


def test_problems_are_kept_with_the_index(small: Path, tmp_path: Path) -> None:
    for name in ("families/base_sink.toml", "ranges/second.toml", "profiles/RCP-99.toml"):
        with (small / name).open("a", encoding="utf-8") as file:
            file.write("\n[roof]\n")
    command = [sys.executable, "-c", READER, str(small), str(tmp_path / "cache")]
    subprocess.run(command, check=True, capture_output=True, cwd=LIBRARY.parent, timeout=60)
    files = [problem.file for problem in written(tmp_path / "cache", small).problems]
    assert {str(small / name) for name in ("families/base_sink.toml", "ranges/second.toml")} <= set(files)


def test_the_list_of_a_library_says_what_is_left_out(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIYANG_LANGUAGE", "en")
    sink = small / "families" / "base_sink.toml"
    sink.write_text("= =", encoding="utf-8")
    opened = open_catalog(small)
    assert cli.main(replace(build_house(), catalog=lambda: opened), ["library", "list", "--json"]) == 0
    printed = capsys.readouterr()
    assert len(json.loads(printed.out)["samples"]) == len(opened.samples) == 11
    count = len({problem.file for problem in opened.problems})
    assert printed.err.startswith(f"{count} of the library's files have errors") and len(printed.err.splitlines()) == 1
    assert str(opened.problems[0]) in printed.err
