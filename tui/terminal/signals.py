"""Leaving on SIGHUP, SIGTERM and SIGINT: the terminal is left as it was found, and the process does end.

Two chances. First the program is asked to leave in its own way, so that screens and the board close properly.
If it has not ended a moment later (its terminal does not read, its loop hangs) or a second signal comes, the
terminal is put back from here, without waiting for it, and the process ends at once.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

from textual.app import App

SIGNALS: Final = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
GRACE: Final = 2.0
"""Seconds that the program has for leaving in its own way."""

LEAVE: Final = (
    b"\x18"  # give up a sequence that was cut
    b"\x1b[?2026l"  # synchronised painting
    b"\x1b[?2004l\x1b[?2048l"  # bracketed paste, reports of the size
    b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # the mouse
    b"\x1b[<u"  # the keyboard protocol
    b"\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[?1004l"  # colours, wrapping, screen, cursor, focus reports
)
"""What puts a terminal back that a Textual program has set up."""

_TRIES: Final = 20
_PAUSE: Final = 0.01


class Leaver:
    """Ends `app` when told, and knows how the terminal was before.

    Python runs a signal's handler in the main thread, when that gets round to it: not while it hangs, and not
    if the signal came just before it began to wait. So signals go through Python's wake-up descriptor, which
    is written to at once, and a thread of our own attends to it.
    """

    def __init__(self, app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
        self._app = app
        self._loop = loop
        self._fd = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self._attributes = _attributes(self._fd)
        self._told, self.wake_up = os.pipe()
        os.set_blocking(self.wake_up, False)
        threading.Thread(target=self._attend, name="leaver", daemon=True).start()

    def _attend(self) -> None:
        first = 0
        while first not in SIGNALS:
            first = os.read(self._told, 1)[0]
        try:
            self._loop.call_soon_threadsafe(lambda: self._app.exit(return_code=128 + first))
            self._wait_for_hurry()
        except RuntimeError:  # the loop has ended already
            pass
        put_back(self._fd, self._attributes)
        os._exit(128 + first)

    def _wait_for_hurry(self) -> None:
        """Wait for a second signal, at most `GRACE` seconds.

        The terminal's end comes twice, as a signal and as the end of the input, and hurries nothing.
        """
        end = time.monotonic() + GRACE
        while select.select([self._told], [], [], max(0.0, end - time.monotonic()))[0]:
            if os.read(self._told, 1)[0] in (signal.SIGTERM, signal.SIGINT):
                return


_leavers: Final[dict[int, Leaver]] = {}


def install(app: App[Any]) -> None:
    """From now on the signals leave `app`; the exit code is 128 + the first one.

    In the main thread, its loop running, before painting. Again, after a suspension, it does nothing.
    """
    if id(app) in _leavers:
        return
    leaver = _leavers[id(app)] = Leaver(app, asyncio.get_running_loop())
    signal.set_wakeup_fd(leaver.wake_up, warn_on_full_buffer=False)
    for number in SIGNALS:
        signal.signal(number, _through_the_descriptor)


def _through_the_descriptor(_number: int, _frame: FrameType | None) -> None:
    """A handler has to be there for the descriptor to be written to."""


def hang_up(app: App[Any]) -> None:
    """Leave `app` because its terminal is gone, as SIGHUP does. From any thread."""
    if leaver := _leavers.get(id(app)):
        os.write(leaver.wake_up, bytes((signal.SIGHUP,)))


def put_back(fd: int, attributes: list[Any] | None) -> None:
    """Make the terminal at `fd` usable without waiting for it. Nothing else can be painted after this.

    What was to be painted and is not yet read may be lost: it is in the way of a terminal that has stopped.
    """
    try:
        # A descriptor of our own: making the shared one non-blocking would outlive this process.
        own = os.open(os.ttyname(fd), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        return
    for _ in range(_TRIES):
        try:
            os.write(own, LEAVE)
            break
        except BlockingIOError:
            _quietly(_stop_painting)
            _quietly(lambda: termios.tcflush(own, termios.TCOFLUSH))
            time.sleep(_PAUSE)
        except OSError:
            break
    if attributes is not None:
        _quietly(lambda: termios.tcsetattr(own, termios.TCSANOW, attributes))


def _stop_painting() -> None:
    """Pull the threads of this process out of a write to the terminal: it lets only one write at a time.

    Their output is turned away first; then a signal interrupts the write, and Python's retry goes nowhere.
    SIGHUP, as it has a handler by now, which does nothing.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for standard in (1, 2):
        os.dup2(nowhere, standard)
    for thread in threading.enumerate():
        if thread.ident not in (None, threading.get_ident()):
            signal.pthread_kill(thread.ident, signal.SIGHUP)


def _attributes(fd: int) -> list[Any] | None:
    try:
        return termios.tcgetattr(fd)
    except termios.error:
        return None


def _quietly(call: Callable[[], None]) -> None:
    """The terminal may be gone at any moment, and nobody is left to be told."""
    try:
        call()
    except (OSError, termios.error):
        return
