"""The survey in the window: walls walked by keyboard, units asked about, undo, a re-measure read in, what no longer fits. mm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.plans.plan import Plan
from app.plans.sides import sides
from app.plans.surveys.as_measured import as_measured
from app.plans.surveys.measures import SideMeasure, Survey
from app.ui.main_window import MainWindow
from app.ui.survey.reading import read_angle, read_length
from app.ui.survey.taking import boxes, put_in, read_out
from app.ui.survey_panel import SurveyPanel
from tests.ui.doing import stand

NORTH = "kitchen/2"  # of one_room: 4000 by 3000, 2800 high


@pytest.fixture
def panel(bench: MainWindow) -> SurveyPanel:
    bench.draw()
    bench.editor.side.show_page(1)
    survey = bench.editor.side.survey
    survey.visit = ""
    survey.show_wall(1)
    assert survey.sheet is not None
    survey.sheet.focus_first()
    return survey


def type_in(panel: SurveyPanel, *texts: str) -> None:
    """Type into the box that has the cursor, each text ended by Enter."""
    for text in texts:
        field = panel.window().focusWidget()
        assert field is not None and field.objectName().startswith("measure:")
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)


def taken(panel: SurveyPanel, side: str = NORTH) -> SideMeasure | None:
    design = panel.session.design
    assert design is not None
    found = [one for survey in design.plan.surveys for one in survey.sides if one.side == side]
    return found[-1] if found else None


def focus(panel: SurveyPanel) -> str:
    field = panel.window().focusWidget()
    return field.objectName() if field is not None else ""


def test_a_wall_is_measured_without_the_mouse(panel: SurveyPanel) -> None:
    type_in(panel, "3988", "3990", "3.991 m", "2785", "", "2788mm", "-4")
    assert taken(panel) == SideMeasure(NORTH, (3988.0, 3990.0, 3991.0), (2785.0, 0.0, 2788.0), -4.0, 4000.0)
    assert focus(panel) == "measure:angle"
    assert panel.sheet is not None
    assert [panel.sheet.offs[f"width{i}"].text() for i in range(3)] == ["-12", "-10", "-9"]
    assert [panel.sheet.offs[f"width{i}"].property("role") for i in range(3)] == ["offWarning", "offGood", "offGood"]
    QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_PageDown)
    assert panel.side is not None and panel.side.id == "kitchen/3" and focus(panel) == "measure:width0"
    QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Up)
    assert panel.side.id == NORTH


def test_the_last_box_leads_to_the_next_wall(panel: SurveyPanel) -> None:
    assert panel.sheet is not None
    for _ in panel.sheet.boxes:
        type_in(panel, "")
    assert panel.side is not None and panel.side.id == "kitchen/3"
    assert panel.session.design is not None and panel.session.design.plan.surveys == ()


def test_a_length_in_another_unit_is_asked_about(panel: SurveyPanel) -> None:
    assert panel.sheet is not None
    type_in(panel, "3.988")
    assert taken(panel) is None and focus(panel) == "measure:width0"
    assert "3988" in panel.sheet.complaint.text() and panel.sheet.complaint.isVisible()
    assert panel.sheet.fields["width0"].text() == "3988"
    QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Return)
    found = taken(panel)
    assert found is not None and found.widths == (3988.0, 0.0, 0.0) and focus(panel) == "measure:width1"
    type_in(panel, "wide")
    assert focus(panel) == "measure:width1" and "wide" in panel.sheet.complaint.text()
    QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Escape)
    assert panel.sheet.fields["width1"].text() == "" and not panel.sheet.complaint.isVisible()


def test_each_number_is_one_step_of_undo(panel: SurveyPanel) -> None:
    before = panel.session.design
    type_in(panel, "3988", "3990")
    panel.session.undo()
    found = taken(panel)
    assert found is not None and found.widths == (3988.0, 0.0, 0.0)
    panel.session.undo()
    assert panel.session.design == before
    panel.session.redo()
    assert taken(panel) is not None


def test_what_cannot_be_is_told_and_not_taken(panel: SurveyPanel) -> None:
    said: list[tuple[str, str]] = []
    panel.session.said.connect(lambda level, text: said.append((level, text)))
    type_in(panel, "-3988")
    assert taken(panel) is None and said and said[0][0] == "error"
    assert panel.sheet is not None and panel.sheet.fields["width0"].text() == ""


def test_what_no_longer_fits_is_listed_jumped_to_and_mended(bench: MainWindow, panel: SurveyPanel) -> None:
    session = panel.session
    last = [stand(session, "base_doors-1000", offset) for offset in (0.0, 1000.0, 2000.0, 3000.0)][-1]
    type_in(panel, "3988")
    panel.compare()
    lines = [card.line for card in panel.misfits.cards]
    assert [(line.kind, line.units, line.by) for line in lines] == [("over", (last,), 12.0)]
    assert any(finding.by_survey for finding in session.findings)
    QTest.mouseClick(panel.misfits.cards[0], Qt.MouseButton.LeftButton)
    assert session.selection == (last,) and bench.at_work
    bench.draw()
    panel.misfits.cards[0].fixes[0].clicked.emit()
    panel.compare()
    assert panel.misfits.cards == [] and not any(finding.level == "error" for finding in session.findings)
    assert session.design is not None and dict(session.design.unit(last).values)["width"] == 988.0


def test_a_re_measure_is_read_in_beside_the_first_visit(panel: SurveyPanel, tmp_path: Path) -> None:
    type_in(panel, "3995")
    form = tmp_path / "form.toml"
    panel.write_form(form)
    text = form.read_text(encoding="utf-8").replace(
        "drawn = 4000\nwidths = [0, 0, 0]", "drawn = 4000\nwidths = [3988, 0, 0]", 1
    )
    form.write_text(text.replace('id = "survey-', 'id = "again-'), encoding="utf-8")
    panel.load(form)
    assert panel.session.design is not None and panel.sheet is not None
    assert len(panel.session.design.plan.surveys) == 2
    assert panel.sheet.fields["width0"].text() == "3988" and panel.sheet.fields["width0"].placeholderText() == "3995"
    panel.begin_visit()
    assert panel.sheet.fields["width0"].text() == "" and panel.sheet.fields["width0"].placeholderText() == "3988"


def test_both_languages_say_all_of_it(panel: SurveyPanel) -> None:
    for language in ("en", "zh"):
        panel.session.set_language(language)
        assert panel.load_button.text() and panel.title.text() and "survey." not in panel.detail.text()


# --- without a window -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "outcome", "value"),
    [
        ("2385", "taken", 2385.0), ("2.385 m", "taken", 2385.0), ("238,5cm", "taken", 2385.0), ("２３８５毫米", "taken", 2385.0),
        ("2385 mm\r\n", "taken", 2385.0), ("2.385", "asked", 2385.0), ("238.5", "asked", 2385.0), ("2.9", "asked", 2900.0),
        ("", "blank", 0.0), ("two", "refused", 0.0), ("2385 ft", "refused", 0.0), ("1e9", "refused", 0.0), ("nan", "refused", 0.0),
    ],
)  # fmt: skip
def test_what_a_tape_says(text: str, outcome: str, value: float) -> None:
    read = read_length(text, 2400.0)
    assert (read.outcome, read.value) == (outcome, value)


def test_angles_and_offsets_have_no_unit_to_ask_about() -> None:
    assert read_angle("90.5°").value == 90.5 and read_angle("90 m").outcome == "refused"
    assert (read_length("2.5").outcome, read_length("-4").value) == ("taken", -4.0)


def test_every_box_of_a_wall_is_put_in_and_read_out(one_room: Plan) -> None:
    side = sides(one_room, "kitchen")[1]
    survey = Survey("a", "2026-11-22")
    for number, box in enumerate(boxes(one_room, side), start=1):
        survey = put_in(survey, one_room, side, box.key, float(number))
    assert read_out(survey, one_room, side) == {
        box.key: float(n) for n, box in enumerate(boxes(one_room, side), start=1)
    }
    for box in boxes(one_room, side):
        survey = put_in(survey, one_room, side, box.key, None)
    assert survey == Survey("a", "2026-11-22")
    assert as_measured(replace(one_room, surveys=(survey,))).rooms == one_room.rooms
