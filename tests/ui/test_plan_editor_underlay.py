"""A picture or a page of a PDF under the plan: scaled and straightened by two clicks, kept beside the design's file, never in it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest

from app.design.files import design_bytes
from app.plans.plan import Plan, PlanError
from app.plans.underlay import Line, Note, Underlay, read_underlay, underlay_path, write_underlay
from app.ui.main_window import MainWindow
from app.ui.plan_editor import pictures
from app.ui.plan_editor.pictures import png_of, read_image
from app.ui.plan_editor.reading import ReadingDialog
from app.ui.plan_editor.underlay_drawn import corners
from tests.plans.test_from_picture import pdf

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def sheet() -> QImage:
    """A scan of 1200 by 800 pixels with a line of 1000 pixels from (100, 200) to (1100, 200)."""
    image = QImage(1200, 800, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.fillRect(100, 198, 1001, 5, QColor("black"))
    painter.end()
    return image


@pytest.fixture
def drawing(bench: MainWindow, one_room: Plan) -> MainWindow:
    """The plan editor on the one room, nothing under it."""
    bench.draw()
    bench.editor.keeper.clear()
    bench.editor.fit()
    return bench


def click(window: MainWindow, x: float, y: float) -> None:
    paper = window.editor.paper
    spot = paper.transform().map(QPointF(x, y)).toPoint()
    QTest.mouseMove(paper, spot + QPoint(2, 2))
    QTest.mouseMove(paper, spot)
    QTest.mouseClick(paper, LEFT, NONE, spot)


def on_plan(window: MainWindow, x: float, y: float) -> tuple[float, float]:
    """Return where a pixel of the one picture lies in the plan, mm; pixels from its upper left corner."""
    picture = window.editor.keeper.underlay.pictures[0]
    image = window.editor.keeper.images[picture.file]
    low_left, low_right, _, up_left = corners(picture, image)
    u, v = x / image.width(), 1 - y / image.height()
    return (
        low_left[0] + (low_right[0] - low_left[0]) * u + (up_left[0] - low_left[0]) * v,
        low_left[1] + (low_right[1] - low_left[1]) * u + (up_left[1] - low_left[1]) * v,
    )


def test_two_clicks_and_a_length_scale_a_picture(drawing: MainWindow, sheet: QImage) -> None:
    """1000 pixels are told to be 5000 mm: 5 mm a pixel, as near as a pixel of the screen can be hit."""
    editor = drawing.editor
    editor.tracing.add(sheet)
    assert not editor.keeper.underlay.pictures[0].scaled
    assert editor.underlay.note.isVisibleTo(editor)  # its sizes cannot be trusted yet
    click(drawing, *on_plan(drawing, 100, 200))
    click(drawing, *on_plan(drawing, 1100, 200))
    reach = 2.0 / editor.paper.sight.scale / (1000 * editor.keeper.underlay.pictures[0].mm_per_pixel)
    QTest.keyClicks(editor.paper, "5.0m")  # the letter is no tool now, and metres are metres
    QTest.keyClick(editor.paper, Qt.Key.Key_Return)
    picture = editor.keeper.underlay.pictures[0]
    assert picture.scaled
    assert picture.mm_per_pixel == pytest.approx(5.0, rel=reach)
    assert editor.hand.tool_key == "select"
    assert not editor.hand.shown.readings  # the distance is asked for no longer
    assert not editor.underlay.note.isVisibleTo(editor)


def test_two_clicks_straighten_a_picture(drawing: MainWindow, sheet: QImage) -> None:
    editor = drawing.editor
    editor.keeper.add(sheet, 5.0, (2000.0, 1500.0))
    editor.underlay.level.click()
    click(drawing, *on_plan(drawing, 100, 200))
    click(drawing, *on_plan(drawing, 1100, 260))
    assert editor.keeper.underlay.pictures[0].turn == pytest.approx(math.degrees(math.atan2(60, 1000)), abs=0.5)


def test_escape_while_points_are_asked_for_changes_nothing(drawing: MainWindow, sheet: QImage) -> None:
    editor = drawing.editor
    editor.keeper.add(sheet, 5.0, (2000.0, 1500.0))
    before = editor.keeper.underlay
    editor.underlay.scale.click()
    click(drawing, *on_plan(drawing, 100, 200))
    QTest.keyClick(editor.paper, Qt.Key.Key_Escape)
    assert editor.keeper.underlay == before
    assert editor.hand.tool_key == "select"


def test_a_picture_lies_where_it_says(drawing: MainWindow, sheet: QImage) -> None:
    """What is painted on the paper at a point of the plan is the pixel that lies there."""
    editor = drawing.editor
    editor.keeper.add(sheet, 5.0, (9000.0, 1500.0))
    editor.underlay.slider.setValue(100)
    editor.paper.look_at((6000.0, -500.0, 12000.0, 3500.0))
    seen = editor.paper.grab().toImage()
    ratio = seen.devicePixelRatio()
    for x, dark in ((110, True), (1090, True), (90, False), (1110, False)):
        spot = editor.paper.transform().map(QPointF(*on_plan(drawing, x, 200))) * ratio
        assert (seen.pixelColor(spot.toPoint()).lightness() < 128) is dark, x
    editor.underlay.slider.setValue(50)


def test_the_underlay_lies_beside_the_design_and_comes_back_with_it(
    drawing: MainWindow, sheet: QImage, tmp_path: Path, one_room: Plan
) -> None:
    editor, session = drawing.editor, drawing.session
    editor.keeper.add(sheet, 5.0, (2000.0, 1500.0))
    before = design_bytes(session.design)
    path = tmp_path / "home.json"
    assert session.save(path)
    assert path.read_bytes() == before  # nothing of it is in the design
    (picture,) = read_underlay(path).pictures
    assert (tmp_path / picture.file).exists() and picture.file == "home.underlay-1.png"
    drawing.begin(one_room)
    assert not editor.keeper.underlay
    drawing.open_path(path)
    assert editor.keeper.underlay.pictures == (picture,)
    assert editor.keeper.images[picture.file].size() == QSize(1200, 800)
    editor.keeper.clear()
    assert not list(tmp_path.glob("home.underlay*"))


def test_a_design_without_a_file_keeps_its_underlay_by_its_name(drawing: MainWindow, sheet: QImage) -> None:
    editor, session = drawing.editor, drawing.session
    editor.keeper.add(sheet, 5.0, (2000.0, 1500.0))
    home = editor.keeper.home
    assert home is not None and underlay_path(home).exists()
    session.describe("name", "李宅")
    moved = editor.keeper.home
    assert moved is not None and "李宅" in moved.name
    assert underlay_path(moved).exists() and not underlay_path(home).exists()
    session.undo()
    assert underlay_path(home).exists()
    editor.keeper.clear()


def test_lines_of_a_drawing_are_shown_by_their_sort(drawing: MainWindow) -> None:
    editor = drawing.editor
    wall = Line("walls", "A-WALL", ((5000.0, 0.0), (8000.0, 0.0)))
    unknown = Line("", "XYZ", ((5000.0, 1000.0), (8000.0, 1000.0)))
    editor.keeper.take(Underlay((wall, unknown), (Note("TEXT", "厨房", (6000.0, 500.0)),)))
    assert editor.underlay.sorts.isVisibleTo(editor)
    faint = editor.paper.grab().toImage()
    editor.underlay.sorts.setChecked(True)
    coloured = editor.paper.grab().toImage()
    assert faint != coloured
    editor.underlay.sorts.setChecked(False)
    assert editor.paper.grab().toImage() == faint
    editor.keeper.clear()


# --- files from outside ----------------------------------------------------------------------------------------------


def wait_for(window: MainWindow, done) -> None:
    for _ in range(600):
        if done():
            return
        QTest.qWait(20)
    pytest.fail("it takes too long")


def test_a_page_of_a_pdf_is_read_apart_and_laid_under_the_plan(drawing: MainWindow, tmp_path: Path) -> None:
    path = pdf(tmp_path / "plan.pdf", b"0 0 0 rg 100 100 600 20 re f", ((800.0, 400.0),))
    drawing.editor.tracing.read(path)
    wait_for(drawing, lambda: drawing.editor.keeper.underlay.pictures)
    (picture,) = drawing.editor.keeper.underlay.pictures
    assert drawing.editor.keeper.images[picture.file].width() == pytest.approx(5000, abs=2)
    drawing.editor.keeper.clear()


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n" + bytes(200), b"GARBAGE" * 100, b"%PDF-1.4 broken"])
def test_a_spoiled_picture_is_told_in_a_sentence(drawing: MainWindow, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(data)
    drawing.toast.hide()
    drawing.editor.tracing.read(path)
    wait_for(drawing, lambda: drawing.findChild(ReadingDialog) is None)
    assert drawing.toast.isVisible() and "scan.png" in drawing.toast.text()
    assert not drawing.editor.keeper.underlay


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(
    tmp_path: Path, sheet: QImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(png_of(sheet))
    assert read_image(path).size() == QSize(1200, 800)
    monkeypatch.setattr(pictures, "LONGEST", 600)
    assert read_image(path).size() == QSize(600, 400)
    with pytest.raises(PlanError, match="1200 x 800"):
        read_image(path, as_it_is=True)  # its pixels have been measured: it is not made smaller in silence
    monkeypatch.setattr(pictures, "MOST", 900_000)
    with pytest.raises(PlanError, match="million"):
        read_image(path)


def test_an_underlay_that_names_a_file_elsewhere_is_not_followed(
    drawing: MainWindow, tmp_path: Path, sheet: QImage
) -> None:
    session, path = drawing.session, tmp_path / "home.json"
    (tmp_path / "secret.png").write_bytes(png_of(sheet))
    (tmp_path / "inner").mkdir()
    assert session.save(path)
    inner = tmp_path / "inner" / "home.json"
    inner.write_bytes(path.read_bytes())
    write_underlay(inner, Underlay(pictures=(pictures_at("../secret.png"),)))
    drawing.toast.hide()
    drawing.open_path(inner)
    assert not drawing.editor.keeper.images
    assert "secret.png" in drawing.toast.text()


def pictures_at(name: str):
    from app.plans.underlay import Picture

    return Picture(name, 5.0)
