"""Nesting: every pitfall found in the solver as a test, and an independent checker over what comes out."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from app.components.parts import Grain
from app.takeoff.job import Job, TakeoffError
from app.takeoff.nest import nest, nest_groups
from app.takeoff.nest_first import first_solution
from app.takeoff.nest_run import CHILD, faults_of, portions, solve_group
from app.takeoff.settings import default_settings
from app.takeoff.take_off import take_off
from app.words import say
from tests.takeoff.factory import BARE, Materials, base600, layout, panel, unit

CATALOG = Materials()
SETTINGS = default_settings().nesting
ROOT = Path(__file__).resolve().parents[2]


def load(shared: Path, name: str) -> ModuleType:
    """Return a module of the shared nesting tools: a checker that knows nothing of our code."""
    spec = importlib.util.spec_from_file_location(name, shared / "tools" / "nesting" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def job_of(*sizes: tuple[float, float], grain: Grain = "length", decor: str = "white") -> Job:
    panels = [panel(f"p{i}", x, y, grain=grain, decor=decor, edges=BARE) for i, (x, y) in enumerate(sizes)]
    return take_off(layout(unit(*panels)), CATALOG)


def independent_faults(metrics: ModuleType, job: Job) -> list[object]:
    """Return what the shared checker finds: each panel once, size, grain, inside, kerf gaps, at most 3 stages and a trim."""
    bad: list[object] = []
    for group in nest_groups(job):
        items = [(p.panel.cut_length, p.panel.cut_width, p.grain != "none", p.code) for p in group.panels]
        index = {code: i for i, (_, _, _, code) in enumerate(items)}
        sheets = [s for s in job.sheets if (s.board.id, s.decor) == (group.board.id, group.decor)]
        boards = [[(index[p.code], p.x - s.trim, p.y - s.trim, p.length, p.width) for p in s.parts] for s in sheets]
        bad += metrics.check(items, boards)
        for board in boards:
            needed = metrics.stages(board)
            if needed is None or needed > 4:
                bad.append(("stages", needed, board))
    return bad


@pytest.fixture
def metrics(shared: Path) -> ModuleType:
    return load(shared, "metrics")


@pytest.fixture(scope="module")
def order(shared: Path) -> Job:
    """One furniture order of 200 panels in three groups, as the measurements of nesting.md used."""
    rows = load(shared, "gen").order(1, 200, 1)
    boards = dict(CATALOG.boards)
    boards["mfc9"] = replace(boards["mdf5"], id="mfc9", thickness=9.0)
    decors = dict(CATALOG.decors)
    for _, _, group, *_ in rows:
        decors[group] = replace(decors["oak"], id=group)
    made = [
        panel(
            code, length, width, decor=group, grain="length" if oriented else "none", edges=BARE,
            board="mfc9" if group.endswith("-9") else "mfc18", thickness=9.0 if group.endswith("-9") else 18.0,
        )
        for code, _, group, length, width, oriented, _ in rows
    ]  # fmt: skip
    return take_off(layout(unit(*made)), Materials(boards=boards, decors=decors))


def test_a_whole_order_passes_the_independent_checker_and_is_near_the_best_known(
    order: Job, metrics: ModuleType
) -> None:
    nested = nest(order)
    assert independent_faults(metrics, nested) == []
    area = sum(p.panel.cut_length * p.panel.cut_width for p in order.panels) / (2440 * 1220)
    assert area < len(nested.sheets) <= 22  # what the measured settings reach on this order
    assert nested.notes == ()
    assert {(line.board.id, line.decor): line.sheets for line in nested.boards} == {
        (g.board.id, g.decor): sum((s.board.id, s.decor) == (g.board.id, g.decor) for s in nested.sheets)
        for g in nest_groups(nested)
    }


def test_the_same_job_gives_the_same_sheets(order: Job) -> None:
    assert nest(order).sheets == nest(order).sheets


def test_half_millimetre_cut_sizes_stay_exact(metrics: ModuleType) -> None:
    nested = nest(take_off(layout(*[base600()] * 6), CATALOG))
    assert independent_faults(metrics, nested) == []
    sizes = {(part.length, part.width) for sheet in nested.sheets for part in sheet.parts}
    assert (719.0, 558.5) in sizes or (558.5, 719.0) in sizes


def test_grained_panels_are_never_turned_and_cross_grain_always(metrics: ModuleType) -> None:
    along = nest(job_of(*[(1000, 500)] * 9, decor="oak"))
    assert not any(part.turned for sheet in along.sheets for part in sheet.parts)
    across = nest(job_of(*[(1000, 500)] * 9, decor="oak", grain="width"))
    parts = [part for sheet in across.sheets for part in sheet.parts]
    assert all(part.turned and (part.length, part.width) == (500, 1000) for part in parts)
    assert len(parts) == 9
    free = nest(job_of((1180, 2000), decor="oak", grain="none"))
    assert free.sheets[0].parts[0].turned


def test_a_panel_too_big_for_its_board_is_named_not_dropped() -> None:
    with pytest.raises(
        TakeoffError, match=r"p1 of u1 \(2421 x 300 cut\) does not fit the usable 2420 x 1200 of board 'mfc18'"
    ) as caught:
        nest(job_of((500, 300), (2421, 300)))
    assert caught.value.place.endswith("-02")
    with pytest.raises(TakeoffError, match="with its grain along the board"):
        nest(job_of((1300, 500), decor="oak", grain="width"))


def test_the_kerf_is_folded_so_a_board_takes_exactly_what_it_can() -> None:
    """Pitfall 1: two panels and one kerf make up the usable length; a hair more needs a second board."""
    assert len(nest(job_of((1208, 1200), (1208, 1200))).sheets) == 1
    assert len(nest(job_of((1208.01, 1200), (1208, 1200))).sheets) == 2
    (sheet,) = nest(job_of((1208, 1200), (1208, 1200))).sheets
    assert sorted(part.x for part in sheet.parts) == [10, 10 + 1208 + 4]


def test_a_group_whose_native_bound_hides_the_kerf_comes_back_at_once() -> None:
    """Pitfall 1: with the kerf as a parameter the solver would sit out its time limit here."""
    sizes = [(20 * i + 300, 10 * i + 150) for i in range(20)] * 3
    board = (2424, 1204)
    items = [(x + 4, y + 4, True) for x, y in sizes]
    solved = solve_group(board, items, replace(SETTINGS, queues=(8,), seconds=30.0))
    assert solved.fault == ""
    assert faults_of(board, items, solved.sheets) == ""


def test_the_root_node_is_not_taken_for_a_panel() -> None:
    """Pitfall 2: the root of a board's tree shows item 0; one panel must come out once."""
    (sheet,) = nest(job_of((500, 300))).sheets
    assert len(sheet.parts) == 1


@pytest.mark.parametrize(
    "sizes",
    [
        [(500, 300)],
        [(2420, 1200)],
        [(2420, 1200)] * 3,
        [(2420, 30)] * 40,
        [(100, 60)] * 300,
        [(1200, 2420)],
    ],
    ids=["one panel", "exactly the board", "three full boards", "long strips", "300 identical", "turned full board"],
)
@pytest.mark.parametrize("kerf", [0.0, 4.0, 6.0])
def test_extremes(
    sizes: list[tuple[float, float]], kerf: float, metrics: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics.check, "__defaults__", (kerf, 2420, 1200))
    monkeypatch.setattr(metrics.stages, "__defaults__", (kerf, None))
    nested = nest(job_of(*sizes), replace(SETTINGS, kerf=kerf))
    assert independent_faults(metrics, nested) == []
    assert nested.notes == ()


def test_a_job_without_panels_has_no_sheets() -> None:
    assert nest(take_off(layout(unit()), CATALOG)).sheets == ()
    stone = panel("top", 2400, 600, board="quartz15", decor="stone", thickness=15, edges=BARE)
    assert nest(take_off(layout(unit(stone)), CATALOG)).sheets == ()


def fake_child(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "child.py"
    path.write_text("import sys, os, json, time\ntask = json.load(sys.stdin)\n" + body, encoding="utf-8")
    return path


ONE_SHEET = "print(json.dumps({'sheets': [[[0, 0, 0, *task['kinds'][0][:2]]]]}))"


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("os.kill(os.getpid(), 11)", "killed by signal 11"),
        ("raise RuntimeError('wrong item dimensions')", "wrong item dimensions"),
        ("print('no json')", "no answer"),
        ("print('[]')", "no solution"),
        ("print(json.dumps({'fault': 'no complete solution'}))", "no complete solution"),
        (ONE_SHEET, "1 items missing"),
        ("print(json.dumps({'sheets': [[[0, 0, 0, *task['kinds'][0][:2]]] * 2]}))", "overlap"),
        ("print(json.dumps({'sheets': [[[0, 9999, 0, *task['kinds'][0][:2]]]]}))", "outside"),
        ("print(json.dumps({'sheets': [[[0, 0, 0, 5, 5]]]}))", "as 5 x 5"),
    ],
    ids=["segfault", "exception", "garbage", "wrong shape", "partial", "dropped", "overlap", "outside", "resized"],
)
def test_a_solver_that_fails_costs_nothing_but_its_gain(
    tmp_path: Path, metrics: ModuleType, body: str, cause: str
) -> None:
    """Pitfalls 5, 6, 7: a crash or a partial answer falls back to our own first solution, and the job says so."""
    nested = nest(job_of((500, 300), (500, 300)), child=fake_child(tmp_path, body))
    assert independent_faults(metrics, nested) == []
    (note,) = nested.notes
    assert cause in say(note, "en")
    assert "18颗粒板" in say(note, "zh")
    assert "white" in say(note, "zh")


def test_a_solver_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.takeoff.nest_run.START_SECONDS", 0.5)
    nested = nest(job_of((500, 300)), replace(SETTINGS, seconds=0.1), fake_child(tmp_path, "time.sleep(60)"))
    assert len(nested.sheets) == 1
    assert "no answer within" in say(nested.notes[0], "en")


def test_only_the_failing_group_falls_back(tmp_path: Path) -> None:
    body = "if task['kinds'][0][0] > task['board'][0] / 2: sys.exit(3)\nprint(json.dumps({'sheets': [[[0, 0, 0, *task['kinds'][0][:2]]]]}))"
    panels = unit(panel("long", 2000, 300, edges=BARE), panel("short", 500, 300, decor="oak", edges=BARE))
    nested = nest(take_off(layout(panels), CATALOG), replace(SETTINGS, queues=(8,)), fake_child(tmp_path, body))
    assert len(nested.sheets) == 2
    assert len(nested.notes) == 1


def random_items(seed: int, count: int) -> list[tuple[int, int, bool]]:
    dice = random.Random(seed)
    return [(dice.randint(60, 2424), dice.randint(60, 1204), dice.random() < 0.5) for _ in range(count)]


@pytest.mark.parametrize("seed", range(5))
def test_the_first_solution_is_valid_and_can_be_sawn(seed: int, metrics: ModuleType) -> None:
    board, items = (2424, 1204), random_items(seed, 120)
    sheets = first_solution(board, items)
    assert faults_of(board, items, sheets) == ""
    for sheet in sheets:
        pieces = [(i, x, y, length - 4, width - 4) for i, x, y, length, width in sheet]
        needed = metrics.stages(pieces)
        assert needed is not None
        assert needed <= 4


def test_the_solver_is_never_worse_than_the_first_solution() -> None:
    board, items = (2424, 1204), random_items(7, 60)
    assert len(solve_group(board, items, SETTINGS).sheets) <= len(first_solution(board, items))


def test_a_large_group_is_dealt_out_evenly() -> None:
    items = random_items(1, 1000)
    dealt = portions(items, 300)
    assert sorted(index for portion in dealt for index in portion) == list(range(1000))
    assert max(map(len, dealt)) - min(map(len, dealt)) <= 1
    area: Callable[[list[int]], int] = lambda portion: sum(items[i][0] * items[i][1] for i in portion)  # noqa: E731
    assert max(map(area, dealt)) <= min(map(area, dealt)) * 1.05
    assert portions(items[:300], 300) == [list(range(300))]


def test_rests_worth_keeping_are_named() -> None:
    (sheet,) = nest(job_of((1000, 1200), decor="oak")).sheets
    (rest,) = sheet.offcuts
    assert (rest.x, rest.y, rest.length, rest.width) == (1014, 10, 1416, 1200)
    assert nest(job_of((2300, 1200))).sheets[0].offcuts == ()


def test_the_child_knows_nothing_of_the_program() -> None:
    """It starts in a moment: no Qt, no main module, none of our packages, and the solver only when there is work."""
    foreign = "[m for m in sys.modules if m.split('.')[0] in ('app', 'PySide6', 'packingsolver', 'vtkmodules')]"
    script = f"import runpy, sys; runpy.run_path({str(CHILD)!r}); print({foreign})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_nesting_works_from_any_main_module_without_a_guard(tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text(
        "import sys\nsys.path.insert(0, sys.argv[1])\n"
        "from tests.takeoff.factory import *\nfrom app.takeoff.nest import nest\nfrom app.takeoff.take_off import take_off\n"
        "print(len(nest(take_off(layout(base600()), Materials())).sheets))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script), str(ROOT)], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert done.stdout.strip() == "3"
