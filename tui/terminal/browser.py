"""The driver for a session in a browser: what it paints and hears goes through the pipes of `duiqi serve`.

Textual's own driver for that, with the ears of a terminal's (pastes come out whole, strange bytes are
harmless), a way out when the server is gone, and no way to hand the browser a file or an address.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, TextIO

from textual import events
from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver
from textual.geometry import Size
from textual.messages import ExitApp

from tui.terminal.input import Ears, InputFailed

if TYPE_CHECKING:
    from textual.app import App

_READ: Final = 4096
_WIDEST: Final = 500
_TALLEST: Final = 200


class BrowserDriver(WebDriver):
    """Reads packets from standard input, writes packets to standard output."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write: Any = self._write_while_heard
        self._gone = False

    def run_input_thread(self) -> None:
        """Read until the program leaves or the server is gone. Runs in a thread of its own."""
        ears, packets = Ears(self._debug), ByteStream()
        fd = sys.__stdin__.fileno() if sys.__stdin__ else 0
        try:
            with selectors.SelectSelector() as selector:
                selector.register(fd, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    if selector.select(ears.patience(monotonic())):
                        data = os.read(fd, _READ)
                        if not data:
                            self._leave()
                            return
                        for kind, payload in packets.feed(data):
                            self._take(kind, payload, ears)
                    for message in ears.hear(b"", monotonic()):
                        self.process_message(message)
        except Exception as error:  # noqa: BLE001 - handed over whole, to be logged
            self.process_message(InputFailed(error))

    def _take(self, kind: str, payload: bytes, ears: Ears) -> None:
        if kind == "D":
            for message in ears.hear(payload, monotonic()):
                self.process_message(message)
        elif kind == "M":
            with contextlib.suppress(ValueError):
                told = json.loads(payload)
                if isinstance(told, dict):
                    self.on_meta(str(told.get("type")), told)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """The window's size, whether it has the focus, and that it was closed; nothing else is understood."""
        match packet_type:
            case "resize":
                width, height = payload.get("width"), payload.get("height")
                if type(width) is int and type(height) is int:
                    size = Size(min(max(width, 1), _WIDEST), min(max(height, 1), _TALLEST))
                    self._size = (size.width, size.height)
                    self._app.post_message(events.Resize(size, size))
            case "focus":
                self._app.post_message(events.AppFocus())
            case "blur":
                self._app.post_message(events.AppBlur())
            case "quit":
                self._leave()

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """No address is handed to the browser."""

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """No file is handed to the browser."""
        binary.close()

    def _leave(self) -> None:
        self._app.post_message(ExitApp())

    def _write_while_heard(self, data: bytes) -> None:
        """Write a whole packet. When the server is gone nobody is left to be painted for."""
        if self._gone:
            return
        try:
            while data:
                data = data[os.write(self.fileno, data) :]
        except OSError:
            self._gone = True
            self._leave()
