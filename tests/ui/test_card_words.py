"""Names on cards: as many lines as there is room for, nothing of the beginning lost."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from app.ui.cards import in_lines

NAMES = (
    "平开门衣柜",
    "平开门衣柜 1600×2400 条形拉手 边框（雕铣） 黑胡桃 很长很长很长很长的名字",
    "Wardrobe with sliding doors 2400×2400 Warm white, two doors, between two walls",
    "Bedside",
    "Extraordinarilylongwordwithoutanyplacetobreakitanywhere",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_keeps_its_beginning_and_its_lines_fit(qapp, name: str) -> None:
    font = QFont("Noto Sans", 9)
    told = in_lines(name, font, 110.0, 2).split("\n")
    assert 1 <= len(told) <= 2
    assert name.startswith(told[0].rstrip("…").rstrip())
    assert all(QFontMetricsF(font).horizontalAdvance(line) <= 110.5 for line in told)
    together = " ".join(told)
    assert together.endswith("…") or together.replace(" ", "") == name.replace(" ", "")
