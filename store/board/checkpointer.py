"""When a session that stays open writes the TinyDB file: 2 s after its own last change, 10 s after the first
at most, in a thread of its own; what others changed a moment later. What is written by then is not again;
what could not be written is tried again after 10 s."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Final

from store.board.board import Board
from store.board.session import Changed

QUIET: Final = 2.0
LONGEST: Final = 10.0
ASIDE: Final = (1.0, 3.0)
"""Seconds by which one stands back for who made the change: each session by others, so that fifty do not all
write the same file in the same moment."""

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
        self,
        board: Board,
        later: Later = in_a_thread,
        now: Callable[[], float] = time.monotonic,
        aside: float | None = None,
    ) -> None:
        """`now` is in seconds and does not go backwards; `aside` is one of `ASIDE`, by chance if null."""
        self._board = board
        self._later = later
        self._now = now
        self._aside = random.uniform(*ASIDE) if aside is None else aside
        self._mutex = threading.Lock()
        self._first = self._due = 0.0
        self._call_off: Callable[[], None] | None = None
        self._stopped = False
        self._unsubscribe = board.subscribe(self._note)

    def stop(self) -> None:
        """No more writing; `Board.close` writes once more."""
        self._unsubscribe()
        with self._mutex:
            self._stopped = True
            if self._call_off is not None:
                self._call_off()

    def _note(self, changed: Changed) -> None:
        """Every change of everybody comes by here: a thread is begun for the first of several only."""
        if not changed.lines:
            return
        aside = 0.0 if changed.own else self._aside
        with self._mutex:
            now = self._now()
            if self._call_off is None:
                self._first = now
                self._call_off = self._later(QUIET + aside, self._write)
            self._due = min(now + QUIET, self._first + LONGEST) + aside

    def _write(self) -> None:
        with self._mutex:
            rest = self._due - self._now()
            if rest > 0:
                self._call_off = self._later(rest, self._write)
                return
            self._call_off = None
        if self._board.checkpoint() or self._board.read_only is not None:
            return
        with self._mutex:
            # A change that came meanwhile has it written sooner.
            if self._call_off is None and not self._stopped:
                self._first = self._now()
                self._due = self._first + LONGEST
                self._call_off = self._later(LONGEST, self._write)
