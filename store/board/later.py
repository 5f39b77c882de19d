"""Writing in a thread, seldom: what changes with every key is on the disk soon, and no key waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Later(Generic[K, V]):
    """Hands the newest value of each key to `write`, in a thread of its own.

    The first value goes at once, the following ones at most every `pause` seconds, in the order their keys
    changed first. The thread starts with the first value and sleeps while there is none. `write` must not
    raise.
    """

    def __init__(self, write: Callable[[K, V], None], pause: float, *, name: str) -> None:
        self._write = write
        self._pause = pause
        self._name = name
        self._waiting: dict[K, V] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._at_once = False
        self._hurried = 0
        self._busy = False
        self._closed = False

    def put(self, key: K, value: V, *, at_once: bool = False) -> None:
        """Write `value` soon, or without the pause; what waited for the same key is dropped. Never blocks.

        Nothing is taken any more after `close`.
        """
        with self._changed:
            if self._closed:
                return
            self._waiting[key] = value
            self._at_once = self._at_once or at_once
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def flush(self) -> None:
        """Return when all that was put before is written."""
        with self._changed:
            self._hurried += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._waiting and not self._busy)
            self._hurried -= 1

    def close(self) -> None:
        """Write what waits, and end the thread. Again: nothing happens."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        wrote = float("-inf")
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                rest = wrote + self._pause - time.monotonic()
                self._changed.wait_for(lambda: self._at_once or self._hurried or self._closed, max(rest, 0))
                now, self._waiting = self._waiting, {}
                self._at_once = False
                self._busy = True
            try:
                for key, value in now.items():
                    self._write(key, value)
            finally:
                wrote = time.monotonic()
                with self._changed:
                    self._busy = False
                    self._changed.notify_all()
