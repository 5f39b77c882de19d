"""The driver: Textual's own for Linux and macOS, with other ears, and a way out when the terminal goes."""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from time import monotonic
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tui.terminal import signals
from tui.terminal.sequences import EscapeKey, Heard, Keys, Listener, Pasted

_READ: Final = 4096
WIDEST: Final = 1000
"""Columns of the largest window that is painted whole: whoever says how large theirs is can say anything, and
a window of 65,535 by 65,535 takes gigabytes."""
TALLEST: Final = 400
"""Its lines."""
_LOOK_UP: Final = 0.1
"""Seconds between two looks at whether the program is leaving."""


class TerminalSpeaksOtherwise(Message):
    """The terminal sends something that is not UTF-8. Posted to the app, once."""


class InputFailed(Message):
    """What reads the keyboard failed in a way nobody thought of; `error` goes to the crash log."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class TerminalDriver(LinuxDriver):
    """Reads keys and pastes through `Listener`, and leaves the terminal usable on signals."""

    def start_application_mode(self) -> None:
        """Start painting and reading; from here on a signal must clean up."""
        signals.install(self._app)
        self._size = self._get_terminal_size()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def process_message(self, message: Message) -> None:
        """Pass on what was heard; the size of a window within bounds."""
        if isinstance(message, events.Resize):
            size = Size(*_within_bounds(*message.size))
            message = events.Resize(size, size, pixel_size=message.pixel_size)
        super().process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        return _within_bounds(*super()._get_terminal_size())

    def run_input_thread(self) -> None:
        """Read until the program leaves or the terminal is gone. Runs in a thread of its own."""
        ears = Ears(self._debug)
        try:
            with selectors.SelectSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    data = self._read() if selector.select(ears.patience(monotonic())) else None
                    if data == b"":
                        signals.hang_up(self._app)
                        return
                    for message in ears.hear(data or b"", monotonic()):
                        self.process_message(message)
        except Exception as error:  # noqa: BLE001 - handed over whole, to be logged
            self.process_message(InputFailed(error))

    def _read(self) -> bytes | None:
        """What the terminal sent; empty when it is gone, which Linux reports as an error, macOS as an end."""
        try:
            return os.read(self.fileno, _READ)
        except BlockingIOError:
            return None
        except OSError:
            return b""


def _within_bounds(width: int, height: int) -> tuple[int, int]:
    return min(max(width, 1), WIDEST), min(max(height, 1), TALLEST)


class Ears:
    """Bytes in, Textual's messages out."""

    def __init__(self, debug: bool) -> None:
        self._decode = getincrementaldecoder("utf-8")(errors="surrogateescape").decode
        self._listener = Listener()
        self._parser = XTermParser(debug)
        self._told = False

    def patience(self, now: float) -> float:
        """Seconds to wait for more before `hear` is to be called with nothing."""
        deadline = self._listener.deadline
        return _LOOK_UP if deadline is None else min(_LOOK_UP, max(0.0, deadline - now))

    def hear(self, data: bytes, now: float) -> list[Message]:
        """What `data`, read at `now` (monotonic seconds), means."""
        heard = self._listener.feed(self._decode(data), now) if data else self._listener.tick(now)
        messages = [message for what in heard for message in self._meaning(what)]
        return messages + list(self._parser.tick())

    def _meaning(self, what: Heard) -> list[Message]:
        match what:
            case Keys(text):
                return list(self._parser.feed(text))
            case Pasted(text):
                return [events.Paste(text)] if text else []
            case EscapeKey():
                return [events.Key("escape", "\x1b")]
        told, self._told = self._told, True
        return [] if told else [TerminalSpeaksOtherwise()]
