"""A program in a terminal of its own, read byte by byte with the times at which the bytes came."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self

ROOT: Final = Path(__file__).resolve().parent.parent
_KEPT: Final = 1 << 18
_NOT_KEPT: Final = ("DUIQI_", "TEXTUAL_", "PYTHON", "NO_COLOR")


class Gone(RuntimeError):
    """A program ended, or never painted what was waited for. The text ends with what it painted last."""


def person(home: Path) -> dict[str, str]:
    """The environment of somebody at a terminal with all colours, whose home is `home`.

    No setting of the interpreter is handed on: it keeps compiled modules, as for anybody.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_KEPT)}
    return kept | {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "DUIQI_LANG": "zh",
    }


def duiqi(*words: str | Path) -> list[str]:
    """The program's command line, by the interpreter that runs this."""
    script = Path(sys.executable).with_name("duiqi")
    begin = [str(script)] if script.exists() else [sys.executable, "-m", "tui"]
    return [*begin, *map(str, words)]


class Window:
    """`command` in a terminal of `size` (columns, lines). `began` is the moment before it was started: by
    posix_spawn, which costs the same however large this process is."""

    def __init__(
        self, command: list[str], env: Mapping[str, str], *, size: tuple[int, int] = (80, 24)
    ) -> None:
        self._fd, inner = pty.openpty()
        name = os.ttyname(inner)
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.seen = b""
        """The newest bytes it painted."""
        self.count = 0
        self.began = time.perf_counter()
        # A terminal that the leader of a new session opens becomes its own.
        self.pid = os.posix_spawn(
            command[0],
            command,
            {**env, "PYTHONPATH": str(ROOT)},
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
            setsid=True,
        )
        os.close(inner)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fileno(self) -> int:
        """The terminal's end of the line, for select."""
        return self._fd

    def send(self, data: bytes) -> None:
        """Type."""
        os.write(self._fd, data)

    def take(self) -> int:
        """Take what has come; how much it was. Raises Gone."""
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            raise Gone(f"it ended: {self.tail()}")
        self.seen = (self.seen + data)[-_KEPT:]
        self.count += len(data)
        return len(data)

    def wait_for(self, text: str, *, patience: float = 60.0) -> float:
        """The moment at which bytes with `text` in them had come. Raises Gone."""
        wanted, give_up = text.encode(), time.perf_counter() + patience
        while wanted not in self.seen:
            left = give_up - time.perf_counter()
            if left <= 0 or not select.select([self._fd], [], [], left)[0]:
                raise Gone(f"{text!r} was not painted: {self.tail()}")
            self.take()
        return time.perf_counter()

    def settle(self, quiet: float, *, first: float) -> tuple[float, int]:
        """Read until nothing comes for `quiet` seconds, after waiting `first` for the first bytes; when those
        came, and how many bytes in all. A clock on the screen is never quiet for a second: it ends after ten
        times as long then."""
        came, size, patience = time.perf_counter(), 0, first
        give_up = came + 10 * max(quiet, first)
        while time.perf_counter() < give_up and select.select([self._fd], [], [], patience)[0]:
            size += self.take()
            if patience != quiet:
                came, patience = time.perf_counter(), quiet
        return came, size

    def forget(self) -> None:
        """Begin anew with what was seen."""
        self.seen, self.count = b"", 0

    def tail(self) -> str:
        """What it painted last, without the sequences, for a message."""
        from re import sub

        text = self.seen[-6000:].decode("utf-8", "replace")
        return " ".join(
            sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|[\]P][^\x07\x1b]*(\x07|\x1b\\)|.)", " ", text).split()
        )[-300:]

    def close(self) -> None:
        """End the program."""
        if self._fd < 0:
            return
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)
        self._fd = -1
