"""The top line: where one is on the left, who is here and what runs out on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size

from screens.widgets.cells import Line, fit, joined, width
from screens.widgets.line_view import LineView

_GAP: Final = 2


class Header(Horizontal):
    """One line: pieces made by `left` and `right`, and at the end the `clock`; the left gives way.

    Call `repaint` when they read differently, `tick` when only the clock does.
    """

    DEFAULT_CSS = "Header { height: 1; background: $surface; }"

    def __init__(
        self, left: Callable[[int], Line], right: Callable[[], Line], clock: Callable[[], Line]
    ) -> None:
        """`left` is told how many cells it has."""
        super().__init__(id="header")
        self._place = _Place(left, right)
        self._clock = _Clock(clock)

    def compose(self) -> ComposeResult:
        """A widget of its own for the clock: whatever stands on a line of a widget is painted as a whole."""
        yield self._place
        yield self._clock

    def repaint(self) -> None:
        """Paint what reads differently now."""
        self._place.repaint()
        self._clock.tick()

    def tick(self) -> None:
        """A second later: some 100 bytes."""
        self._clock.tick()


class _Place(LineView, can_focus=False):
    DEFAULT_CSS = "_Place { width: 1fr; height: 1; scrollbar-size: 0 0; overflow: hidden; }"

    def __init__(self, left: Callable[[int], Line], right: Callable[[], Line]) -> None:
        super().__init__()
        self._left = left
        self._right = right

    def on_mount(self) -> None:
        """One line, nothing to scroll."""
        self.virtual_size = Size(0, 1)

    def line(self, y: int) -> Line:
        """The left, blanks, the right."""
        room = self.size.width
        right = self._right() if y == 0 else ()
        taken = sum(width(text) for text, _ in right)
        left_room = max(0, room - taken - (_GAP if right else 0) - 2)
        left = fit(self._left(left_room), left_room)
        blank = ((" " * _GAP, ""),) if right else ()
        return joined(fit(((" ", ""), *left, *blank, *right, (" ", "")), room))


class _Clock(LineView, can_focus=False):
    DEFAULT_CSS = "_Clock { width: 0; height: 1; scrollbar-size: 0 0; overflow: hidden; }"

    def __init__(self, clock: Callable[[], Line]) -> None:
        super().__init__()
        self._clock = clock
        self._cells = 0

    def on_mount(self) -> None:
        """One line, nothing to scroll."""
        self.virtual_size = Size(0, 1)
        self.tick()

    def line(self, y: int) -> Line:
        """The clock, a blank on each side."""
        now = self._clock() if y == 0 else ()
        return joined(fit(((" ", ""), *now, (" ", "")), self.size.width)) if now else ()

    def tick(self) -> None:
        """Take as much room as it needs, and paint the new time."""
        now = self._clock()
        cells = sum(width(text) for text, _ in now) + 2 if now else 0
        if cells != self._cells:
            self._cells = cells
            self.styles.width = cells
        self.repaint()
