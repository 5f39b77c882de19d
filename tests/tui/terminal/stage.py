"""Runs the specimen in a real pseudo-terminal and keeps every byte it paints."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

PATIENCE: Final = 60.0
"""Seconds until a test gives up: a hang, not a slow machine."""


class Stage:
    """The specimen `what` in a terminal of 80 columns and 24 lines. `painted` is every byte so far."""

    def __init__(self, what: str, folder: Path) -> None:
        self.painted = b""
        self._heard = folder / "heard"
        self._heard.touch()
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.tui.terminal.specimen", what, str(folder)],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=environment | {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
            start_new_session=True,
        )

    def read(self, patience: float = 0.02) -> bool:
        """Take what was painted; False when nothing came within `patience` seconds."""
        if self.master < 0 or not select.select([self.master], [], [], patience)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # nobody holds the other end
            return False
        self.painted += data
        return bool(data)

    def until(self, seen: Callable[[], bool]) -> None:
        """Read until `seen`; a failure after a minute."""
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, f"waited in vain; painted at last: {self.painted[-300:]!r}"
            self.read()

    def heard(self) -> list[list[Any]]:
        """What the specimen told so far."""
        return [json.loads(line) for line in self._heard.read_text().splitlines()]

    def until_heard(self, *what: object) -> None:
        """Read until the specimen told `what`."""
        self.until(lambda: list(what) in self.heard())

    def send(self, data: bytes) -> None:
        """Type."""
        os.write(self.master, data)

    def all_read(self) -> bool:
        """Whether the program has taken everything that was sent."""
        waiting = fcntl.ioctl(self.slave, termios.FIONREAD, b"\0\0\0\0")
        return int.from_bytes(waiting, sys.byteorder) == 0

    def hang_up(self) -> None:
        """Close the terminal's end, as a dropped connection does."""
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1

    def exit_code(self, *, reading: bool = True) -> int:
        """Wait for the end. Without `reading` the terminal is stopped: nobody takes what is painted."""
        if not reading:
            return self.process.wait(PATIENCE)
        self.until(lambda: self.process.poll() is not None)
        while self.read():
            pass
        return self.process.returncode


@contextmanager
def on_stage(what: str, folder: Path) -> Iterator[Stage]:
    """A stage whose specimen is ready; nothing of it is left behind."""
    stage = Stage(what, folder)
    try:
        stage.until_heard("ready")
        yield stage
    finally:
        stage.process.kill()
        stage.process.wait()
        if stage.master >= 0:
            stage.hang_up()
