"""From a key to the paint: milliseconds and bytes, in a real terminal of 80x24, for lists short and long.

`python -m bench.paint` prints the table; `python -m bench.paint show KIND ROWS` is the program it measures.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Sequence
from typing import Final, NamedTuple

KEYS: Final = 24
_QUIET: Final = 0.02  # seconds without a byte after which a frame is taken to be whole
_CODES: Final = {"down": b"\x1b[B", "up": b"\x1b[A", "right": b"\x1b[C", "page": b"\x1b[6~", "end": b"\x1b[F"}


class Paint(NamedTuple):
    """What one key cost: medians over `KEYS` presses of it."""

    what: str
    rows: int
    milliseconds: float
    bytes: float

    def line(self) -> str:
        """One row of the printed table."""
        return f"{self.what:<28} {self.rows:>7,} rows  {self.milliseconds:>6.2f} ms  {self.bytes:>6.0f} bytes"


def measure_paint(sizes: Sequence[int] = (50, 5_000)) -> list[Paint]:
    """A step in a list, in a list with its detail pane (both paints), and on a board by status; for each of
    `sizes`. Starts a program for each and takes a few seconds.
    """
    found: list[Paint] = []
    for rows in sizes:
        found.append(_press("list", rows, "list, a row down", ["down", "up"]))
        found.append(_press("list", rows, "list, a page down", ["page", "page"], presses=4))
        found.append(_press("board", rows, "board by status, a card down", ["down", "up"]))
        found.append(_press("board", rows, "board by status, a lane right", ["right", "h"]))
        found.append(_press("pane", rows, "list and detail, at rest", ["down", "up"], quiet=0.15))
    return found


def _press(
    kind: str, rows: int, what: str, keys: Sequence[str], *, presses: int = KEYS, quiet: float = _QUIET
) -> Paint:
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", TEXTUAL_ANIMATIONS="none")
        os.environ.pop("NO_COLOR", None)
        os.execv(sys.executable, [sys.executable, "-m", "bench.paint", "show", kind, str(rows)])
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        _drain(terminal, 1.0, first=10.0)
        for _ in range(4):
            os.write(terminal, _CODES["down"])
            _drain(terminal, 0.15, first=1.0)
        times: list[float] = []
        sizes: list[int] = []
        for press in range(presses):
            key = keys[press % len(keys)]
            began = time.perf_counter()
            os.write(terminal, _CODES.get(key, key.encode()))
            first, size = _drain(terminal, quiet, first=1.0)
            times.append((first - began) * 1000)
            sizes.append(size)
        return Paint(what, rows, statistics.median(times), statistics.median(sizes))
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def _drain(terminal: int, quiet: float, *, first: float) -> tuple[float, int]:
    """Read until nothing comes for `quiet` seconds, after waiting `first` for the first bytes; when those
    came, and how many bytes in all.
    """
    came, size, patience = time.perf_counter(), 0, first
    while select.select([terminal], [], [], patience)[0]:
        size += len(os.read(terminal, 65536))
        if patience != quiet:
            came, patience = time.perf_counter(), quiet
    return came, size


def _show(kind: str, count: int) -> None:
    from bench.paint_app import PaintApp

    PaintApp(kind, count).run()


if __name__ == "__main__":
    if sys.argv[1:2] == ["show"]:
        _show(sys.argv[2], int(sys.argv[3]))
    else:
        for paint in measure_paint():
            print(paint.line())
