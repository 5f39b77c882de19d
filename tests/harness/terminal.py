"""A program in a real pseudo-terminal, driven as a person drives it. For Linux and macOS.

A thread reads all the program paints, so that it never waits for its reader:

    with Terminal(["duiqi", "demo"], size=(80, 24)) as terminal:
        terminal.wait_for("新品上市")
        terminal.press("down", "enter")
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Self

from tests.harness.emulator import Emulator
from tests.harness.grid import Grid
from tests.harness.home import environment
from tests.harness.keys import sequence

PATIENCE: Final = 30.0
"""Seconds until a wait gives up: far more than a busy machine needs, as only a failing test spends them."""

# The new session takes the terminal as its own before it becomes the program, so that a hang-up and a new
# size reach it. A short Python does it: code between fork and exec may hang in a process that has threads.
_TAKE_TERMINAL: Final = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""


class Terminal:
    """One terminal window with `command` in it. A context manager: leaving it ends the program.

    `size` is (columns, lines). The program gets a home of its own, `home` or a temporary one, with the XDG
    folders below it, and from this process only what it needs to start; `env` comes on top.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        home: Path | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.command = [str(part) for part in command]
        self.size = size
        self._env = dict(env or {})
        self._home = home
        self._cwd = cwd
        self._raw = bytearray()
        self._changed = threading.Condition()
        self._ended = False
        self._emulator = Emulator(*size, answer=self._answer)

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            home = self._home or Path(
                stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            )
            self._fd, inner = os.openpty()
            stack.callback(self._close)
            try:
                termios.tcsetwinsize(self._fd, (self.size[1], self.size[0]))
                self._process = subprocess.Popen(
                    [sys.executable, "-I", "-S", "-c", _TAKE_TERMINAL, *self.command],
                    stdin=inner,
                    stdout=inner,
                    stderr=inner,
                    env=environment(home) | self._env,
                    cwd=self._cwd or home,
                    start_new_session=True,
                )
            finally:
                os.close(inner)
            stack.callback(self._end)
            self._wake_read, self._wake_write = os.pipe()
            self._reading = threading.Event()
            self._reading.set()
            self._reader = threading.Thread(target=self._pump, name="terminal", daemon=True)
            self._reader.start()
            stack.callback(self._stop_reader)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    # What is on the screen

    @property
    def grid(self) -> Grid:
        """The screen as it is now: text and styles."""
        with self._changed:
            return self._emulator.grid()

    @property
    def screen(self) -> list[str]:
        """The lines of the screen, without the spaces at their ends."""
        return self.grid.text

    @property
    def raw(self) -> bytes:
        """Every byte the program wrote, from the start."""
        with self._changed:
            return bytes(self._raw)

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the terminal's own cursor is, as (x, y)."""
        with self._changed:
            return self._emulator.cursor

    @property
    def left_on(self) -> list[str]:
        """What the program has switched on that a shell would not like to find so; empty when it left the
        terminal as a person can use it."""
        with self._changed:
            return self._emulator.left_on

    def wait_for(self, text: str, *, patience: float = PATIENCE) -> Grid:
        """Wait until `text` stands in a line of the screen; returns that screen."""
        return self.wait_until(lambda seen: text in seen, repr(text), patience=patience)

    def wait_gone(self, text: str, *, patience: float = PATIENCE) -> Grid:
        """Wait until `text` stands nowhere on the screen; returns that screen."""
        return self.wait_until(lambda seen: text not in seen, f"{text!r} to go", patience=patience)

    def wait_until(self, predicate: Callable[[Grid], bool], what: str, *, patience: float = PATIENCE) -> Grid:
        """Wait until `predicate` holds for a whole frame of the screen; returns that screen.

        Raises AssertionError, with the text of the screen, after `patience` seconds or when the program
        has ended.
        """
        give_up = time.monotonic() + patience
        with self._changed:
            while True:
                ended = self._ended
                if ended or not self._emulator.in_frame:
                    seen = self._emulator.grid()
                    if predicate(seen):
                        return seen
                left = give_up - time.monotonic()
                if ended or left <= 0:
                    why = "the program ended" if ended else f"waited {patience:g} s"
                    shown = self._emulator.grid().shown
                    raise AssertionError(f"{what}: not seen, {why}; the screen was\n{shown}")
                self._changed.wait(left)

    def settle(self, quiet: float = 0.3, *, patience: float = PATIENCE) -> Grid:
        """The screen once nothing was painted for `quiet` seconds. For pictures; a test waits for what it
        wants to see."""
        give_up = time.monotonic() + patience
        with self._changed:
            while not self._ended and time.monotonic() < give_up:
                if not self._changed.wait(quiet):
                    break
            return self._emulator.grid()

    # What a person does

    def press(self, *keys: str) -> None:
        """Press keys: `press("down", "enter", "ctrl+p", "x")`. They arrive together, as over a slow line, so
        after one that moves the focus or opens a screen wait for that before what is meant for it; likewise
        after a lone `esc`, which is only understood once nothing follows it for a moment."""
        self.send(b"".join(map(sequence, keys)))

    def type(self, text: str) -> None:
        """Type `text`, as an input method hands it over."""
        self.send(text.encode())

    def paste(self, text: str) -> None:
        """Paste `text` as a terminal does for a program that asked for bracketed paste."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def click(self, x: int, y: int) -> None:
        """Click the cell (x, y) with the left button."""
        self.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m".encode())

    def send(self, data: bytes) -> None:
        """Send bytes as they are. Raises AssertionError when the program has ended."""
        try:
            self._write(data)
        except OSError as error:
            raise AssertionError(f"nobody takes {data!r}; the screen was\n{self.grid.shown}") from error

    def resize(self, columns: int, lines: int) -> None:
        """Drag the window to another size."""
        with self._changed:
            self.size = (columns, lines)
            self._emulator.resize(columns, lines)
        termios.tcsetwinsize(self._fd, (lines, columns))

    def stop_reading(self) -> None:
        """Take nothing more from the program, as a client that hangs: soon its writes block."""
        self._reading.clear()
        os.write(self._wake_write, b".")

    def read_on(self) -> None:
        """Take what the program wrote meanwhile, and all that follows."""
        self._reading.set()

    def hang_up(self) -> None:
        """Close the window, as a dropped connection does: the program gets SIGHUP and loses its terminal."""
        self._stop_reader()
        self._close()

    # The process

    @property
    def pid(self) -> int:
        """The process id of the program."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the program still runs."""
        return self._process.poll() is None

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def wait_exit(self, *, patience: float = PATIENCE) -> int:
        """Wait for the end of the program and for its last bytes; returns the exit code, or minus the
        signal that ended it. Raises AssertionError when it goes on for `patience` seconds."""
        try:
            code = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            raise AssertionError(
                f"the program did not end in {patience:g} s; the screen was\n{self.grid.shown}"
            ) from None
        self._reading.set()
        # A child of the program may hold the terminal open: its output is not waited for.
        self._reader.join(1.0)
        return code

    def _end(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # The whole session; macOS says "not permitted" of a group with nobody left but the dead.
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._fd, data) :]

    def _answer(self, data: bytes) -> None:
        # The program may have ended since it asked.
        with contextlib.suppress(OSError):
            self._write(data)

    def _pump(self) -> None:
        while True:
            self._reading.wait()
            ready, _, _ = select.select([self._fd, self._wake_read], [], [])
            if self._wake_read in ready:
                if os.read(self._wake_read, 1) == b"":
                    break
                continue
            try:
                data = os.read(self._fd, 65536)
            except OSError:  # how Linux says that the other end is closed
                data = b""
            if not data:
                break
            with self._changed:
                self._raw += data
                self._emulator.feed(data)
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _stop_reader(self) -> None:
        if self._wake_write < 0:
            return
        os.close(self._wake_write)
        self._wake_write = -1
        self._reading.set()
        self._reader.join()
        os.close(self._wake_read)

    def _close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
