"""Long work that must not hold the window up: in a thread, or in a process of its own where VTK or much computing is in play.

Both put what they have to say into a queue that a timer of the GUI thread empties; no signal crosses a thread.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.ui.leaving import Tell, in_own_process, reported

POLL = 60  # ms


def _fallen(code: int | None) -> str:
    return f"the work ended by itself (code {code})"


class Work(QObject):
    """One piece of work; keep it until `finished` or `failed` came. `stop` ends a process at once and lets a thread run out unheard."""

    progressed = Signal(str, float)  # message key of the step, share done
    finished = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject, fallen: Callable[[int | None], str] = _fallen) -> None:
        """`fallen` words what is told when a process ends without an answer, as a library that falls over makes it; by its exit code."""
        super().__init__(parent)
        self._fallen = fallen
        self._queue: Any = None
        self._process: Any = None
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL)
        self._timer.timeout.connect(self._poll)

    def in_thread(self, what: Callable[[Tell], Any]) -> Work:
        """Start `what` in a thread; it may call tell(key, share)."""
        self._queue = queue.Queue()
        self._thread = threading.Thread(target=reported, args=(self._queue, what), daemon=True)
        self._thread.start()
        self._timer.start()
        return self

    def in_process(self, what: Callable[..., Any], *arguments: Any) -> Work:
        """Start what(*arguments, tell) in a fresh Python; all of it must pickle."""
        context = multiprocessing.get_context("spawn")
        self._queue = context.Queue()
        self._process = context.Process(target=in_own_process, args=(self._queue, what, arguments))
        self._process.start()
        self._timer.start()
        return self

    def stop(self) -> None:
        """Forget the work; a process is ended. Files appear whole or not at all, so nothing half-made stays."""
        self._timer.stop()
        if self._process is not None:
            self._process.terminate()
            self._process.join(2)
            self._process = None

    def _poll(self) -> None:
        while self._timer.isActive():
            try:
                kind, *rest = self._queue.get_nowait()
            except queue.Empty:
                if self._process is not None and not self._process.is_alive() and self._queue.empty():
                    self._end()
                    self.failed.emit(self._fallen(self._exit))
                return
            if kind == "progress":
                self.progressed.emit(*rest)
                continue
            self._end()
            (self.finished if kind == "done" else self.failed).emit(rest[0])

    def _end(self) -> None:
        self._timer.stop()
        self._exit = None
        if self._process is not None:
            self._process.join(5)
            self._exit = self._process.exitcode
            self._process = None
