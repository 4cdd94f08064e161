"""A few hundred spoiled files of every format; thousands by `python -m tests.fuzz`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="reads each file in a fork, which Windows has not")


def run(*arguments: str, timeout: float) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=timeout
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_hundred_spoiled_files_end_in_a_plan_a_question_or_a_sentence() -> None:
    assert "100 files" in run("--count", "100", "--seed", "7", timeout=110)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_five_thousand_spoiled_files_end_in_a_plan_a_question_or_a_sentence() -> None:
    assert "5000 files" in run("--count", "5000", timeout=3500)
