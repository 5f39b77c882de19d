"""A terminal in memory: takes the bytes a program paints with, gives the grid a person would see.

pyte does the work; this adds what it lacks: the alternate screen, which modes the program left on, frames
that are painted as a whole (mode 2026), and silence about sequences that pyte would print as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pyte
from rich.cells import cell_len

from tests.harness.grid import RIGHT_HALF, Cell, CellStyle, Grid, visible

_SEQUENCE: Final = re.compile(
    rb"\x1b\[(?P<params>[0-?]*)(?P<middle>[ -/]*)(?P<final>[@-~])"
    rb"|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\|(?=\x1b[^\\]))"
)
_UNFINISHED: Final = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?|[()#%])?\Z")
_PLAIN_PARAMS: Final = re.compile(rb"[0-9;]*")

_FRAME: Final = 2026
_ALTERNATE: Final = frozenset({47, 1047, 1049})
_KNOWN_TO_PYTE: Final = frozenset({5, 6, 7, 25})
_NAMES: Final = {
    1000: "mouse clicks",
    1002: "mouse drags",
    1003: "mouse moves",
    1004: "focus reports",
    1006: "mouse in SGR form",
    1015: "mouse in urxvt form",
    1016: "mouse in pixels",
    2004: "bracketed paste",
    2026: "unfinished frame",
    2048: "resize reports",
}


class _Screen(pyte.Screen):
    def __init__(self, columns: int, lines: int, answer: Callable[[bytes], None]) -> None:
        super().__init__(columns, lines)
        self._answer = answer

    def write_process_input(self, data: str) -> None:
        self._answer(data.encode())


class Emulator:
    """A terminal of `columns` × `lines` cells. `answer` takes what the terminal says to the program."""

    def __init__(self, columns: int, lines: int, answer: Callable[[bytes], None]) -> None:
        self._answer = answer
        self._main = self._screen = _Screen(columns, lines, answer)
        self._stream = pyte.ByteStream(self._screen)
        self._unfinished = b""
        self._modes: set[int] = set()
        self._keyboard_pushes = 0

    def feed(self, data: bytes) -> None:
        """Paint `data`, which may end in the middle of a sequence or of a character."""
        data = self._unfinished + data
        tail = _UNFINISHED.search(data)
        self._unfinished = tail.group() if tail else b""
        end = len(data) - len(self._unfinished)
        start = 0
        for found in _SEQUENCE.finditer(data, 0, end):
            self._stream.feed(data[start : found.start()])
            if found["final"] and self._is_for_pyte(found["params"], found["middle"], found["final"]):
                self._stream.feed(found.group())
            start = found.end()
        self._stream.feed(data[start:end])

    def resize(self, columns: int, lines: int) -> None:
        """Another size; what no longer fits is cut off, as in a terminal."""
        for screen in {self._main, self._screen}:
            screen.resize(lines, columns)

    @property
    def in_frame(self) -> bool:
        """Whether the program is in the middle of a frame, which a terminal would not show yet."""
        return _FRAME in self._modes

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the terminal's own cursor is, as (x, y): an input method opens its window there."""
        return self._screen.cursor.x, self._screen.cursor.y

    @property
    def left_on(self) -> list[str]:
        """What a shell would not like to find switched on; empty for a terminal that can be used."""
        on = [_NAMES[mode] for mode in sorted(self._modes & _NAMES.keys())]
        if self._screen is not self._main:
            on.append("alternate screen")
        if self._screen.cursor.hidden:
            on.append("hidden cursor")
        if self._keyboard_pushes > 0:
            on.append("kitty keyboard")
        return on

    def grid(self) -> Grid:
        """The cells as they are now."""
        screen = self._screen
        return Grid([_row([screen.buffer[y][x] for x in range(screen.columns)]) for y in range(screen.lines)])

    def _is_for_pyte(self, params: bytes, middle: bytes, final: bytes) -> bool:
        if params.startswith(b"?") and final in b"hl" and not middle:
            return self._set_modes(params[1:], on=final == b"h")
        if params == b"?%d" % _FRAME and middle + final == b"$p":
            self._answer(b"\x1b[?%d;2$y" % _FRAME)
        elif final == b"u" and params.startswith(b">"):
            self._keyboard_pushes += 1
        elif final == b"u" and params.startswith(b"<"):
            self._keyboard_pushes -= 1
        return not middle and _PLAIN_PARAMS.fullmatch(params) is not None

    def _set_modes(self, params: bytes, *, on: bool) -> bool:
        modes = {int(mode) for mode in params.split(b";") if mode.isdigit()}
        if on:
            self._modes |= modes
        else:
            self._modes -= modes
        if modes & _ALTERNATE:
            self._show(_Screen(self._main.columns, self._main.lines, self._answer) if on else self._main)
        return modes <= _KNOWN_TO_PYTE

    def _show(self, screen: _Screen) -> None:
        # A hidden cursor stays hidden from one screen to the other, as in xterm.
        screen.cursor.hidden = self._screen.cursor.hidden
        self._screen = screen
        self._stream = pyte.ByteStream(screen)


def _row(chars: list[pyte.screens.Char]) -> list[Cell]:
    cells: list[Cell] = []
    covered = False
    for char, following in zip(chars, [*chars[1:], None], strict=True):
        style = _look(char)
        if covered:
            cells.append(Cell(RIGHT_HALF, style))
            covered = False
            continue
        # Half of a wide character that was painted over is a blank in a terminal; pyte keeps the other half.
        wide = char.data != "" and cell_len(char.data[0]) == 2
        covered = wide and following is not None and following.data == ""
        text = " " if char.data == "" or wide != covered else "".join(map(visible, char.data))
        cells.append(Cell(text, style))
    return cells


def _look(char: pyte.screens.Char) -> CellStyle:
    return CellStyle(
        fg=_colour(char.fg),
        bg=_colour(char.bg),
        bold=char.bold,
        italic=char.italics,
        underline=char.underscore,
        reverse=char.reverse,
        strike=char.strikethrough,
        blink=char.blink,
    )


def _colour(name: str) -> str:
    return f"#{name}" if re.fullmatch("[0-9a-f]{6}", name) else name
