"""What a file is, told by its beginning; a drawing without a plan is still shown; files are read in a process with limits."""

from __future__ import annotations

from pathlib import Path

import ezdxf
import pytest

from app.geometry.polygon import area
from app.plans import import_apart as import_apart_module
from app.plans.import_apart import import_apart, import_to_show
from app.plans.importing import Choices, import_file
from app.plans.plan import PlanError


def quiet(what: str, share: float) -> None:
    """Tell nobody."""


@pytest.fixture(autouse=True)
def _this_process_stays_unbounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of memory is for a process made to read one file; here it would bound all tests to come."""
    monkeypatch.setattr(import_apart_module, "limit_memory", lambda: None)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A room of 4 x 3 m, in mm, whose outline lies on a layer that is called furniture."""
    document = ezdxf.new("R2010", units=4)
    document.layers.add("FURNITURE")
    space = document.modelspace()
    space.add_lwpolyline([(0, 0), (4000, 0), (4000, 3000), (0, 3000)], close=True, dxfattribs={"layer": "FURNITURE"})
    path = tmp_path / "odd.dxf"
    document.saveas(path)
    return path


def test_a_drawing_without_a_plan_is_shown_with_its_layers_and_mended_by_them(odd: Path) -> None:
    with pytest.raises(PlanError, match="no rooms found"):
        import_file(odd, Choices(), "en", quiet)
    shown = import_to_show(odd, Choices(), "en", quiet)
    assert shown.plan is None and not shown.questions and "no rooms found" in shown.refused
    assert shown.layers == {"FURNITURE": "ignore"}
    assert [line.points[:2] for line in shown.underlay.lines] == [((0.0, 0.0), (4000.0, 0.0))]
    mended = import_to_show(odd, Choices(layers={"rooms": ["FURNITURE"]}), "en", quiet)
    assert mended.plan is not None and not mended.refused
    assert [area(room.outline) for room in mended.plan.rooms] == [12e6]


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    document = ezdxf.new("R2010")
    path = tmp_path / "slow.dxf"
    document.saveas(path)
    with pytest.raises(PlanError, match="takes longer to read than 0 seconds"):
        import_apart(path, Choices(), "en", seconds=0.01)


def test_a_file_is_known_by_what_is_in_it_not_by_its_name(odd: Path) -> None:
    renamed = odd.rename(odd.with_suffix(".ifc"))
    with pytest.raises(PlanError, match="no rooms found"):
        import_file(renamed, Choices(), "en", quiet)
