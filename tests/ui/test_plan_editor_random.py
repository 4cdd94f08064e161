"""Random clicks, drags, numbers and keys with every tool on the paper: no exception, no plan that cannot be, undo leads all the way."""

from __future__ import annotations

import random
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.plans.check import check_plan
from app.ui.main_window import MainWindow
from app.ui.plan_editor.tool_table import TOOLS

LEFT, NONE, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


@pytest.mark.parametrize("seed", [3, 11])
def test_random_hands_on_the_paper_break_no_plan(bench: MainWindow, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    session, paper, dice = bench.session, bench.editor.paper, random.Random(seed)
    raised: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: raised.append(error))
    bench.draw()
    bench.editor.fit()
    first = session.design
    assert first is not None
    at = paper.rect().center()
    for _ in range(160):
        kind = dice.choice(("tool", "click", "click", "drag", "type", "key", "double", "undo", "wheel"))
        to = QPoint(dice.randrange(20, paper.width() - 20), dice.randrange(20, paper.height() - 20))
        if kind == "tool":
            bench.editor.choose(dice.choice(TOOLS).key)
        elif kind == "click":
            QTest.mouseMove(paper, to)
            QTest.mouseClick(paper, LEFT, dice.choice((NONE, SHIFT)), to)
        elif kind == "drag":
            QTest.mousePress(paper, LEFT, NONE, at)
            QTest.mouseMove(paper, to)
            QTest.mouseRelease(paper, LEFT, NONE, to)
        elif kind == "double":
            QTest.mouseDClick(paper, LEFT, NONE, to)
        elif kind == "type":
            QTest.keyClicks(paper, dice.choice(("1500", "90", "0", "-3", "99999999", "12.5", ".", "f")))
        elif kind == "key":
            QTest.keyClick(paper, dice.choice(KEYS))
        elif kind == "wheel":
            paper.zoom(dice.choice((0.8, 1.25)), to.toPointF())
        else:
            session.undo()
        at = to
        assert not raised
        assert session.design is not None
        check_plan(session.design.plan, "random", draft=True)
    bench.editor.repaint()
    while session.history is not None and session.history.can_undo:
        session.undo()
    assert session.design == first
    assert not raised
