"""When a session that stays open writes the TinyDB file: 2 s after the last change, 10 s after the first at
most, in a thread of its own. What another session wrote in the meantime is not written again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from store.board.board import Board
from store.board.session import Changed

QUIET: Final = 2.0
LONGEST: Final = 10.0

Later = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Do something after so many seconds, not in the caller's thread; returns what calls it off."""


def in_a_thread(seconds: float, work: Callable[[], None]) -> Callable[[], None]:
    """Do `work` after `seconds`, in a thread that does not keep the process alive."""
    timer = threading.Timer(seconds, work)
    timer.daemon = True
    timer.start()
    return timer.cancel


class Checkpointer:
    """Keeps the TinyDB file of an open board up to date until `stop`."""

    def __init__(
        self, board: Board, later: Later = in_a_thread, now: Callable[[], float] = time.monotonic
    ) -> None:
        """`now` is in seconds and does not go backwards."""
        self._board = board
        self._later = later
        self._now = now
        self._mutex = threading.Lock()
        self._first: float | None = None
        self._call_off: Callable[[], None] = lambda: None
        self._unsubscribe = board.subscribe(self._note)

    def stop(self) -> None:
        """No more writing; `Board.close` writes once more."""
        self._unsubscribe()
        with self._mutex:
            self._call_off()

    def _note(self, changed: Changed) -> None:
        if not changed.lines:
            return
        with self._mutex:
            now = self._now()
            if self._first is None:
                self._first = now
            self._call_off()
            self._call_off = self._later(max(0.0, min(QUIET, self._first + LONGEST - now)), self._write)

    def _write(self) -> None:
        with self._mutex:
            self._first = None
        self._board.checkpoint()
