"""The top line: where one is on the left, who is here and what runs out on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size

from screens.widgets.cells import Line, fit, joined, width
from screens.widgets.line_view import LineView
from screens.widgets.ticking import Ticking

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
        self._clock = Ticking(clock)

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
