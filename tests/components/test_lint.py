"""The check of library data: every class of fault planted is found where it stands, sound data give no finding, two runs say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.components.catalog import open_catalog
from app.components.lint import LintFinding, lint
from app.components.lint.finding import Fault, gathered
from app.components.source import line_of
from app.records import to_plain

from .small_library import FAMILY, LIBRARY, add, small_library, spoil

pytestmark = pytest.mark.timeout(60)

CHOICE = """
[parameters.hand]
name = { zh = "手", en = "Hand" }
kind = "choice"
default = "left"
choices = [{ value = "left", name = { zh = "左", en = "Left" } }, { value = "right", name = { zh = "右", en = "Right" } }]
"""
INSERT = """\
name = { zh = "隔板", en = "Board" }
code = "BB"
category = "insert"
placing = { mount = "opening" }
body = ["opening.width", "opening.depth", "opening.height"]

[parameters.at]
name = { zh = "高", en = "Height" }
default = "opening.height/2"
min = 100
max = "opening.height - 100"

[[panel]]
id = "board"
role = "shelf_fix"
board = "carcass"
axes = ["+x", "+y"]
at = [0, 20, "at"]
size = ["opening.width", "opening.depth - 50"]
edges = "carcass"
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_library(tmp_path_factory.mktemp("lint") / "library")


def found(library: Path, text: str, quick: bool = True) -> list[tuple[int, str, str]]:
    path = add(library, text)
    findings = lint(open_catalog(library), (path,), quick=quick)
    assert {finding.file for finding in findings} <= {str(path)}
    return [(finding.line, finding.key, finding.text) for finding in findings]


def test_a_sound_family_gives_no_finding_at_two_hundred_points(library: Path) -> None:
    assert found(library, FAMILY, quick=False) == []


TWIN = FAMILY[FAMILY.index("[[panel]]") : FAMILY.index('[[panel]]\nid = "floor"')]  # a second side, in the first
TWIN = TWIN.replace('"side"', '"twin"').replace("at = [0, 0, 0]", "at = [9, 0, 300]").replace('"b"', "100")
OPENING = '\n[[opening]]\nid = "bay"\nat = [0, 0, 100]\nsize = [200, 400, 100]\n'
NO_HOME = spoil("code =", 'placing = { mount = "opening" }\ncode =').replace("min = 300", 'min = "opening.width + 1"')
FINISH = "[parameters.width]"
PLANTED: dict[str, tuple[str, int, str, str]] = {  # the family, then line, key and words of the finding
    "one name for both": (spoil('en = "Width"', 'en = "宽"'), 7, "parameters.width.name", "'宽' is the same in zh and en"),
    "a Chinese English name": (spoil('en = "Width"', 'en = "宽 W"'), 7, "parameters.width.name", "is Chinese"),
    "no name": (spoil('en = "Width"', 'en = " "'), 7, "parameters.width.name", "needs a name in zh and in en"),
    "no step": (spoil("min = 300", "min = 300\nstep = 0"), 10, "parameters.width.step", "leads nowhere"),
    "no least": (spoil("min = 300\n", ""), 6, "parameters.width", "a length needs a 'min'"),
    "limits of a choice": (FAMILY + CHOICE + "min = 1\n", 41, "parameters.hand", "a choice has no limits"),
    "a choice twice": (
        FAMILY + CHOICE.replace('"right", name', '"left", name'), 45, "parameters.hand.choices", "'left' stands twice",
    ),
    "a default that is no choice": (
        FAMILY + CHOICE.replace('"left"\n', '"middle"\n'), 44, "parameters.hand.default", "'middle' is not one of the choices",
    ),
    "a dead parameter": (FAMILY + CHOICE, 41, "parameters.hand", "nothing that is made uses this parameter"),
    "a dead value": (spoil("[derived]\n", "[derived]\nc = 1\n"), 13, "derived.c", "nothing uses this value"),
    "a value of the dead": (spoil("[derived]\n", '[derived]\nc = 1\nd = "c"\n'), 13, "derived.c", "nothing uses this value"),
    "a dead local": (
        spoil('size = ["b", 500]', 'size = ["b", 500]\nlet = { q = 1 }'), 23, "panel[side].let.q", "nothing of this item uses 'q'",
    ),
    "an unknown decor": (spoil(FINISH, f'finish = {{ carcass = "pink" }}\n{FINISH}'), 6, "finish.carcass", "no decor 'pink'"),
    "a finish of nothing": (spoil(FINISH, f'finish = {{ front = "cream" }}\n{FINISH}'), 6, "finish.front", "nothing of this family"),
    "metres": (spoil('body = ["width", 500, 700]', 'body = ["width", 0.5, 0.7]'), 1, "", "lengths are mm"),
    "a panel out of the body": (
        spoil('body = ["width", 500, 700]', 'body = ["width", 500, 400]'), 16, "panel[side]", "side reaches out of the body",
    ),
    "a default out of limits": (spoil("default = 600", "default = 200"), 8, "parameters.width.default", "below the least, 300 mm"),
    "boards in each other": (FAMILY + "\n" + TWIN, 41, "panel[twin]", "twin and side stand in each other"),
    "an opening that is not free": (FAMILY + OPENING, 41, "opening[bay]", "bay is not free: side stands in it"),
    "an insert of no opening": (NO_HOME, 1, "", "no opening of the library takes it"),
}  # fmt: skip


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_fault_is_found_where_it_stands(library: Path, case: str) -> None:
    text, line, key, words = PLANTED[case]
    findings = found(library, text)
    assert (line, key) in [(at, name) for at, name, _ in findings], findings
    assert any(words in cause for at, name, cause in findings if (at, name) == (line, key))


def test_a_family_file_is_named_by_small_letters(library: Path) -> None:
    path = add(library, FAMILY, "Little-2")
    [finding] = lint(open_catalog(library), (path,), quick=True)
    path.unlink()
    assert "small letters" in finding.text and finding.line == 1


def test_limits_that_leave_nothing_are_found_at_a_random_point(library: Path) -> None:
    """Below 400 wide the least number of holes, 3, is more than the most, 2: no value is left."""
    text = spoil('a = "width/2"', 'a = "width/2 + holes"') + (
        '\n[parameters.holes]\nname = { zh = "孔数", en = "Holes" }\nkind = "count"\ndefault = 3\n'
        'min = 3\nmax = "3 if width >= 400 or width < 301 else 2"\n'
    )
    assert found(library, text) == []
    [(line, key, cause)] = [one for one in found(library, text, quick=False) if "no value" in one[2]]
    assert (line, key) == (41, "parameters.holes") and cause.startswith(
        "no value is left: the least is 3, the most 2 (width = 3"
    )


def test_what_a_random_point_shows_is_told_with_the_one_value_it_needs(library: Path) -> None:
    text = spoil('a = "width/2"', 'a = "width/2 if depth < 500 or depth > 560 else -width"') + (
        '\n[parameters.depth]\nname = { zh = "深", en = "Depth" }\ndefault = 480\nmin = 400\nmax = 600\n'
    )
    [(line, key, cause)] = found(library, text, quick=False)
    assert (line, key) == (16, "panel[side]")
    size = re.fullmatch(r"side would be -599 x 500 x 18 mm \(depth = (5\d\d)\); so with other values too", cause)
    assert size and 500 <= float(size[1]) <= 560


def test_the_parameters_of_random_points_follow_each_other(library: Path) -> None:
    """Half the width is a limit of the shelf: drawn blindly it would be out of limits at once."""
    text = spoil('a = "width/2"', 'a = "wide"') + (
        '\n[parameters.wide]\nname = { zh = "板宽", en = "Board" }\ndefault = "width/2"\nmin = "width/2 - 20"\nmax = "width/2"\n'
    )
    assert found(library, text, quick=False) == []


def test_an_insert_is_tried_in_openings_of_units(library: Path) -> None:
    path = add(library, INSERT, "board_insert")
    catalog = open_catalog(library)
    assert lint(catalog, (path,)) == ()
    path.write_text(INSERT.replace("opening.depth - 50", "opening.depth - 400"), encoding="utf-8")
    findings = lint(open_catalog(library), (path,), quick=True)
    path.unlink()
    assert [(one.line, one.key) for one in findings] == [(13, "panel[board]")]
    assert "mm (in bay_1 of base_doors" in findings[0].text  # a depth of 264 or less leaves a negative board


def test_a_refusal_of_the_insert_itself_is_no_finding(library: Path) -> None:
    need = '\n[[need]]\nthat = "opening.width < 300"\nreason = { zh = "太宽", en = "too wide" }\n'
    path = add(library, INSERT + need, "board_insert")
    assert lint(open_catalog(library), (path,), quick=True) == ()
    path.write_text(INSERT + need.replace("300", "3"), encoding="utf-8")
    [finding] = lint(open_catalog(library), (path,), quick=True)
    path.unlink()
    assert finding.text.startswith("no opening of the library takes it: too wide, in bay_")


def test_two_runs_say_the_same(library: Path) -> None:
    text = spoil('a = "width/2"', 'a = "3000/(floor(width/100) - 7)"')
    assert found(library, text, quick=False) == found(library, text, quick=False) != []


def test_what_no_family_reads_is_told_once_at_its_line(tmp_path: Path) -> None:
    folder = small_library(tmp_path / "library")
    before = set(lint(open_catalog(folder), quick=True))
    for file, text in {
        "materials/boards.toml": '[board.GOLD]\nname = { zh = "金板", en = "Gold" }\nsubstrate = "MFC"\n'
        "thickness = 18\nlength = 2440\nwidth = 1220\ndensity = 700\n",
        "roles.toml": 'crown = { zh = "冠", en = "Crown" }\n',
        "finishes.toml": 'roof = { name = { zh = "顶", en = "Roof" }, default = "white" }\n',
        "families/parts/roof.toml": "[derived]\nridge = 1\n",
        "families/parts/legs.toml": '\n[[fitting]]\narticle = "leg"\nqty = 0\n',
    }.items():
        path = folder / file
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(old.rstrip("\n") + "\n\n" + text if old else text, encoding="utf-8")
    profile = folder / "profiles" / "RCP-18.toml"
    profile.write_text(
        profile.read_text(encoding="utf-8").replace("[numbers]\n", "[numbers]\ngolden = 1.618\n"), encoding="utf-8"
    )
    new = [one for one in lint(open_catalog(folder), quick=True) if one not in before and "grooves" not in one.key]
    told = {
        (Path(one.file).name, one.key): one
        for one in new
        if one.key.split(".")[-1] in ("GOLD", "crown", "roof", "golden", "", "fitting[2]")
    }
    assert set(told) == {
        ("boards.toml", "board.GOLD"),
        ("roles.toml", "crown"),
        ("finishes.toml", "roof"),
        ("roof.toml", ""),
        ("RCP-18.toml", "numbers.golden"),
        ("legs.toml", "fitting[2]"),
    }
    for one in told.values():
        lines = Path(one.file).read_text(encoding="utf-8").splitlines()
        assert one.key.split(".")[-1].partition("[")[0] in lines[one.line - 1]


def test_a_code_given_twice_is_told_at_its_range(tmp_path: Path) -> None:
    folder = small_library(tmp_path / "library")
    add(folder, FAMILY)
    ranges = folder / "ranges" / "test.toml"
    ranges.write_text(
        '[[range]]\nfamily = "little"\nid = "little-{width}"\ncode = "L-{width}"\ngrid = { width = [400, 500] }\n\n'
        '[[range]]\nfamily = "little"\nid = "other-{width}"\ncode = "L-{width}"\ngrid = { width = [500, 600] }\n',
        encoding="utf-8",
    )
    found = [one for one in lint(open_catalog(folder), quick=True) if one.file == str(ranges)]
    assert found == [LintFinding(str(ranges), 7, "range[other-{width}]", "other-500: has the code L-500 of little-500")]
    assert lint(open_catalog(folder), (ranges,), quick=True) == tuple(found)


def test_one_cause_is_one_finding_with_the_simplest_values_and_the_families() -> None:
    faults = [
        Fault("parts/legs.toml", 7, "solid[leg]", f"would be -{size} mm", f"width = {size}, depth = 3", family)
        for size, family in ((10, "b"), (20, "a"), (30, "a"))
    ] + [Fault("parts/legs.toml", 7, "solid[leg]", "would be -5 mm", "width = 5", "c")]
    [finding] = gathered(faults)
    assert finding.text == "would be -10 mm (width = 5); so with other values too; in 3 families: a, b, c".replace(
        "-10", "-5"
    )
    assert len(gathered([*faults, Fault("parts/legs.toml", 8, "solid[leg]", "would be -5 mm")])) == 2


@pytest.mark.parametrize("path", sorted((LIBRARY / "families").rglob("*.toml")), ids=lambda path: path.stem)
def test_the_line_of_an_entry_is_where_it_stands(path: Path) -> None:
    """Counted another way: the id of each item stands below its own header, before the next."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = ""
    for number, line in enumerate(lines, start=1):
        if line.startswith("["):
            header, at = line.strip("[]"), number
            if line.startswith("[parameters."):
                assert line_of(path, header) == number
        elif line.startswith('id = "') and "[[" in lines[at - 1]:
            name = line.split('"')[1]
            assert line_of(path, f"{header}[{name}]") == at
            assert line_of(path, f"{header}[{name}].id") == number
        elif header == "derived" and " = " in line and not line.startswith("#"):
            assert line_of(path, f"derived.{line.split(' ')[0]}") == number


def test_findings_are_plain_data(library: Path) -> None:
    path = add(library, spoil("min = 300\n", ""))
    findings = lint(open_catalog(library), (path,), quick=True)
    assert json.loads(json.dumps([to_plain(one) for one in findings]))[0].keys() == {"file", "line", "key", "text"}


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_shipped_library_has_no_findings() -> None:
    assert lint(open_catalog(LIBRARY), cores=2) == ()
