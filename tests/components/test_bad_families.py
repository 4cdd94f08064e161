"""Families from hostile hands: every one is told with file, line, key and formula, takes no other family away, and hangs nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.components.catalog import open_catalog
from app.components.lint import lint
from app.components.parts import LibraryError

from .small_library import FAMILY, add, small_library, spoil

pytestmark = pytest.mark.timeout(20)  # nothing here may take long: what hangs fails

LET = 'size = ["b", 500]'


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path / "library")


def told(library: Path, text: str | bytes) -> tuple[str, list[tuple[int, str, str]]]:
    """Return what building the bad family says, and line, key and text of each finding; the good one beside it must still build."""
    path = add(library, text)
    catalog = open_catalog(library)
    with pytest.raises(LibraryError) as caught:
        catalog.build("little")
    found = lint(catalog, (path,), quick=True)
    assert {finding.file for finding in found} == {str(path)}
    assert catalog.build("filler").panels and catalog.samples == ()
    return str(caught.value), [(finding.line, finding.key, finding.text) for finding in found]


FAULTS: dict[str, tuple[str, int, str, str]] = {  # the family, then line, key and words of the one finding
    "a cycle": (spoil('a = "width/2"', 'a = "b/2"'), 13, "derived.a", "these values need each other: a -> b -> a"),
    "a value of itself": (spoil('a = "width/2"', 'a = "a"'), 13, "derived.a", "a -> a"),
    "a limit in a cycle": (spoil("min = 300", 'min = "b"'), 6, "parameters.width", "width -> b -> a -> width"),
    "a division by zero": (
        spoil('"width/2"', '"300/(width - 600)"'), 13, "derived.a", "formula '300/(width - 600)': divides by zero",
    ),
    "a negative panel": (spoil('["b", 500]', '["b - 2000", 500]'), 16, "panel[side]", "side would be -1699 x 500 x 18 mm"),
    "a joint to a missing panel": (spoil('to = ["side"]', 'to = ["sied"]'), 34, "joint[floor]", "no panel 'sied' in this family"),
    "an unknown board": (spoil('board = "carcass"', 'board = "gold"'), 19, "panel[side].board", "no board slot 'gold'"),
    "an unknown edge rule": (spoil('edges = "carcass"', 'edges = "gold"'), 23, "panel[side].edges", "no edge rule 'gold'"),
    "an unknown role": (spoil('role = "panel"', 'role = "gold"'), 18, "panel[side].role", "no role 'gold'"),
    "an unknown name": (spoil('"width/2"', '"widht/2"'), 13, "derived.a", "unknown name 'widht'; did you mean 'width'?"),
    "ten to the ninth": (
        spoil(LET, f"{LET}\nrepeat = 1e9").replace('id = "side"', 'id = "side_{n}"', 1), 23, "panel[side_{n}].repeat",
        "gives 1e+09, but a count is a whole number from 0 to 200",
    ),
    "a repeat without a number": (spoil(LET, f"{LET}\nrepeat = 3"), 17, "panel[side].id", "needs a number in its id"),
    "a part that is not there": (spoil("code =", 'extends = "nothing"\ncode ='), 2, "extends", "no family part 'nothing'"),
    "a part out of the library": (spoil("code =", 'extends = "../base_doors"\ncode ='), 2, "extends", "no family part"),
    "an unknown key": (spoil("min = 300", "mni = 300"), 9, "parameters.width.mni", "unknown key"),
    "an unknown item": (FAMILY + "\n[[pannel]]\n", 41, "pannel", "unknown key"),
    "an id twice": (spoil('id = "floor"', 'id = "side"'), 16, "panel[side]", "stands twice in this file"),
    "no English name": (spoil(', en = "Width"', ""), 7, "parameters.width.name", "needs a 'en'"),
    "a finish slot": (spoil("[parameters", 'finish = { roof = "white" }\n[parameters'), 6, "finish.roof", "no finish slot"),
    "a decor": (spoil("[parameters", 'finish = { carcass = "pink" }\n[parameters'), 6, "finish.carcass", "no decor 'pink'"),
    "not a number": (spoil("min = 300", "min = nan"), 9, "parameters.width.min", "nan is not a finite number"),
    "infinity": (spoil("max = 1200", "max = inf"), 10, "parameters.width.max", "inf is not a finite number"),
    "a long number": (spoil("min = 300", "min = " + "9" * 3000), 9, "parameters.width.min", "is beyond 1e9"),
    "a longer number": (spoil("min = 300", "min = " + "9" * 5000), 9, "", "the limit is 4000"),
    "a date": (spoil("min = 300", "min = 2020-01-01"), 9, "parameters.width.min", "date"),
    "a truth for a length": (spoil("default = 600", "default = true"), 8, "parameters.width.default", "gives a bool"),
    "tables in a let": (spoil(LET, f"{LET}\nlet = {{ a = {{ b = 1 }} }}"), 23, "panel[side].let.a", ""),
    "a key twice": (spoil("min = 300", "min = 300\nmin = 301"), 10, "", "not valid TOML"),
    "a table twice": (FAMILY + "\n[derived]\nc = 1\n", 41, "", "not valid TOML"),
    "a broken line": (spoil("min = 300", "min = "), 9, "", "not valid TOML"),
    "an endless name": (FAMILY + "\n" + "a." * 60 + "a = 1\n", 41, "", "a name of more than 40 parts"),
    "a stray brace": (spoil("XX-{width}", "XX-{width"), 2, "code", "has a brace without its fellow"),
    "too many values": (
        spoil("[derived]\n", "[derived]\n" + "".join(f"d{i} = {i}\n" for i in range(500))), 12, "derived", "the limit is 400",
    ),
    "a chain too long": (
        spoil("[derived]\n", '[derived]\nd0 = "d1"\n' + "".join(f'd{i} = "d{i + 1}"\n' for i in range(1, 300)) + "d300 = 1\n"),
        214, "derived.d201", "more than 200 deep",
    ),
    "too many items": (
        FAMILY + "".join(f'[[fitting]]\nid = "f{i}"\narticle = "leg"\n' for i in range(700)), 1, "", "the limit is 600",
    ),
    "no mount": (spoil("code =", 'placing = { mount = "moon" }\ncode ='), 2, "placing.mount", "'moon'"),
    "a wild elevation": (
        spoil("code =", 'placing = { elevation = "width*1e9" }\ncode ='), 2, "placing.elevation", "which is no size",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_with_file_line_key_and_cause(library: Path, case: str) -> None:
    text, line, key, words = FAULTS[case]
    problem, found = told(library, text)
    assert [(at, name) for at, name, _ in found] == [(line, key)], found
    assert words in found[0][2] and words in problem
    assert problem.startswith(f"{library / 'families' / 'little.toml'}: ")
    assert (f"line {line}" in problem) or line == 1


PYTHON = [
    "().__class__.__bases__[0].__subclasses__()",
    "width.__class__",
    "profile.__class__",
    "__import__('os').system('true')",
    "import os",
    "exec('x = 1')",
    "open('/etc/passwd')",
    "lambda: 1",
    "[x for x in (1, 2)]",
    "(x for x in profile)",
    "{1: 2}",
    "a.b.c.d",
    "f'{width}'",
    "(width := 3)",
    "await width",
    "yield 1",
    "width[0]",
    "9**9**9",
    "1 << 99999999",
    "'a'*999999999",
    "'a' + 'b'",
    "min(width, *profile)",
    "max(width, key=abs)",
    "1j",
    "...",
    "None",
    "1e400",
    "9" * 390,
    "0x" + "f" * 300,
    "1" + "+1" * 190,
    "-" * 390 + "1",
    "(" * 199 + "1" + ")" * 199 + " + nothing",
    "(" * 1500 + "1" + ")" * 1500,
    "",
    "１２",
]


@pytest.mark.parametrize("formula", PYTHON, ids=lambda one: one[:24])
def test_a_formula_reaches_nothing_but_numbers(library: Path, formula: str) -> None:
    problem, found = told(library, spoil('a = "width/2"', f'a = """{formula}"""'))
    assert [(line, key) for line, key, _ in found] == [(13, "derived.a")]
    assert "formula " in found[0][2] and f"formula {formula[:60]!r}"[:60] in problem


def test_ten_thousand_parentheses_and_a_huge_text_end_at_the_line_limit(library: Path) -> None:
    for formula in ("(" * 10_000 + "1" + ")" * 10_000, "'" + "x" * 100_000 + "'"):
        _, found = told(library, spoil('a = "width/2"', f'a = "{formula}"'))
        assert found[0][0] == 13 and "the limit is 4000" in found[0][2]


def test_a_fault_at_one_size_only_is_found_with_that_size(library: Path) -> None:
    """Zero from 700 to 799.99 only: neither the default nor a limit meets it, one in nine random widths does."""
    path = add(library, spoil('a = "width/2"', 'a = "3000/(floor(width/100) - 7)**1"').replace("**1", ""))
    catalog = open_catalog(library)
    assert "divides by zero" not in " ".join(finding.text for finding in lint(catalog, (path,), quick=True))
    [found] = [one for one in lint(catalog, (path,)) if "divides by zero" in one.text]
    assert (found.line, found.key) == (13, "derived.a")
    assert "(width = 7" in found.text


def test_a_hundred_thousand_solids_end_at_the_limit(library: Path) -> None:
    solid = '[[solid]]\nid = "s{at}_{n}"\nrole = "x"\nlook = "white"\nrepeat = 200\nat = [0, 0, 0]\nsize = [1, 1, 1]\n'
    add(library, FAMILY + "".join(solid.replace("{at}", str(at)) for at in range(500)))
    assert "line 383: solid[s49_{n}]: more than 10000 things to make" in _problem(library)


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (spoil("小柜", "Schränkchen").replace("宽", "Größe").encode("latin-1"), 1, "not UTF-8 text"),
        (FAMILY.encode("gbk"), 1, "not UTF-8 text"),
        (FAMILY.encode("utf-16"), 1, "not UTF-8 text"),
        (FAMILY.encode() + b"\0", 40, "not valid TOML"),
        (FAMILY.replace("\n", "\r").encode(), 1, "not valid TOML"),
        (b"", 1, "needs a 'name'"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 1, "not UTF-8 text"),
        (b"x = " + b"[" * 3000 + b"]" * 800, 1, "too deeply nested"),
        (FAMILY.encode() + b"# " + b"x" * 60 + b"\n" + (b"# " + b"x" * 60 + b"\n") * 170_000, 1, "larger than 1 MiB"),
    ],
    ids=["latin-1", "GBK", "UTF-16", "a nought", "old Mac lines", "nothing", "a picture", "depth", "ten megabytes"],
)
def test_bytes_that_are_no_family(library: Path, data: bytes, line: int, words: str) -> None:
    problem, found = told(library, data)
    assert [at for at, _, _ in found] == [line]
    assert words in found[0][2] and words in problem


def test_a_mark_before_the_text_and_windows_lines_are_nothing_wrong(library: Path) -> None:
    for data in (b"\xef\xbb\xbf" + FAMILY.encode(), FAMILY.replace("\n", "\r\n").encode()):
        path = add(library, data)
        catalog = open_catalog(library)
        assert catalog.build("little").panels[0].length == 301
        assert lint(catalog, (path,), quick=True) == ()
    add(library, b"\xef\xbb\xbf" + spoil('a = "width/2"', 'a = "widht"').replace("\n", "\r\n").encode())
    assert "line 13: derived.a" in _problem(library)


def _problem(library: Path) -> str:
    catalog = open_catalog(library)
    with pytest.raises(LibraryError) as caught:
        catalog.build("little")
    assert catalog.build("filler").panels
    return str(caught.value)


def test_what_is_no_file_is_told_and_hangs_nothing(library: Path) -> None:
    path = library / "families" / "little.toml"
    path.mkdir()
    assert _problem(library) == f"{path}: is a folder, not a file"
    path.rmdir()
    path.symlink_to(path)
    assert str(path) in _problem(library)
    path.unlink()
    path.symlink_to(library / "families" / "gone.toml")
    assert str(path) in _problem(library)
    path.unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)
        assert "is a pipe or a device, not a file" in _problem(library)
        path.unlink()
    add(library, FAMILY).chmod(0)
    if not os.access(path, os.R_OK):  # root reads everything
        assert _problem(library) == f"{path}: Permission denied"


def test_a_family_that_needs_what_is_not_so_says_why(library: Path) -> None:
    path = add(library, FAMILY + '\n[[need]]\nthat = "width > 700"\nreason = { zh = "太窄", en = "too narrow" }\n')
    assert _problem(library) == "little: too narrow"
    [found] = lint(open_catalog(library), (path,), quick=True)
    assert (found.line, found.key) == (41, "need[1]") and found.text.startswith("too narrow")


def test_a_fault_of_a_shared_part_is_one_finding_at_the_part(library: Path) -> None:
    part = library / "families" / "parts" / "legs.toml"
    text = part.read_text(encoding="utf-8")
    line = text.splitlines().index('legs = "pick(profile.legs, width)"') + 1
    part.write_text(text.replace("pick(profile.legs, width)", "pick(profile.legs, widht)"), encoding="utf-8")
    base = (library / "families" / "base_doors.toml").read_text(encoding="utf-8")
    for name in ("one", "two"):
        add(library, base.replace('"BD-', f'"{name.upper()}-'), name)
    [found] = lint(open_catalog(library), quick=True)
    assert (found.file, found.line, found.key) == (str(part), line, "derived.legs")
    assert (
        "unknown name 'widht'; did you mean 'width'?" in found.text
        and "in 3 families: base_doors, one, two" in found.text
    )


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("min = 60", 'min = "sixty"', "parameters.foot.min"),
        ("max = 200", "max = [200]", "parameters.foot.max"),
        ('role = "leg"', "", "solid[leg_{n}]"),
        ("default =", "defualt =", "parameters.foot.defualt"),
    ],
)
def test_what_a_shared_part_says_wrong_is_told_of_the_part(library: Path, old: str, new: str, key: str) -> None:
    part = library / "families" / "parts" / "legs.toml"
    text = part.read_text(encoding="utf-8")
    assert text.count(old) == 1
    part.write_text(text.replace(old, new), encoding="utf-8")
    found = lint(open_catalog(library), quick=True)
    assert {(one.file, one.key) for one in found} == {(str(part), key)}
    assert all(one.line > 0 for one in found)
