"""Leaving on SIGHUP, SIGTERM and SIGINT: the terminal is left as it was found, and the process does end.

Two chances. First the program is asked to leave in its own way, so that screens and the board close properly.
If it has not ended a moment later (its terminal does not read, its loop hangs) or a second signal comes, the
terminal is put back from here, without waiting for it, and the process ends at once.
"""

from __future__ import annotations

import asyncio
import os
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
    """Ends `app` when told, and knows how the terminal was before."""

    def __init__(self, app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
        self._app = app
        self._loop = loop
        self._told: int | None = None
        self._fd = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self._attributes = _attributes(self._fd)

    def on_signal(self, number: int, _frame: FrameType | None = None) -> None:
        """Leave because of the signal `number`; the process ends with 128 + number. Never blocks.

        The terminal's end comes twice, as a signal and as the end of the input, and hurries nothing.
        """
        if self._told is not None:
            if number != signal.SIGHUP:
                self.leave_now()
            return
        self._told = number
        second_chance = threading.Timer(GRACE, self.leave_now)
        second_chance.daemon = True
        second_chance.start()
        try:
            self._loop.call_soon_threadsafe(self._leave_properly)
        except RuntimeError:  # the loop has ended already
            self.leave_now()

    def leave_now(self) -> None:
        """Put the terminal back and end the process, whatever else is going on in it."""
        put_back(self._fd, self._attributes)
        os._exit(128 + (self._told or signal.SIGTERM))

    def _leave_properly(self) -> None:
        self._app.exit(return_code=128 + (self._told or signal.SIGTERM))


_leavers: Final[dict[int, Leaver]] = {}


def install(app: App[Any]) -> None:
    """From now on the signals leave `app`. In the main thread, its loop running, before painting.

    Called again, after the program was suspended, it does nothing.
    """
    if id(app) in _leavers:
        return
    leaver = _leavers[id(app)] = Leaver(app, asyncio.get_running_loop())
    for number in SIGNALS:
        signal.signal(number, leaver.on_signal)


def hang_up(app: App[Any]) -> None:
    """Leave `app` because its terminal is gone, as SIGHUP does. From any thread."""
    if leaver := _leavers.get(id(app)):
        leaver.on_signal(signal.SIGHUP)


def put_back(fd: int, attributes: list[Any] | None) -> None:
    """Make the terminal at `fd` usable, as far as that goes without waiting for it.

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
            _quietly(lambda: termios.tcflush(own, termios.TCOFLUSH))
            time.sleep(_PAUSE)
        except OSError:
            break
    if attributes is not None:
        _quietly(lambda: termios.tcsetattr(own, termios.TCSANOW, attributes))


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
