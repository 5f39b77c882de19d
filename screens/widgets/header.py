"""The top line: where one is on the left, who is here and what runs out on the right."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Region, Size

from screens.widgets.cells import Line, fit, joined, width
from screens.widgets.line_view import LineView

_GAP = 2


class Header(LineView, can_focus=False):
    """Two lines of pieces made by `left` and `right`; the right one is never cut.

    Call `repaint` when either reads differently; only the cells from the first that differs are sent.
    """

    DEFAULT_CSS = """
    Header { height: 1; scrollbar-size: 0 0; overflow: hidden; background: $surface; }
    """

    def __init__(self, left: Callable[[int], Line], right: Callable[[], Line]) -> None:
        """`left` is told how many cells it has."""
        super().__init__(id="header")
        self._left = left
        self._right = right

    def line(self, y: int) -> Line:
        """The one line."""
        room = self.size.width
        right = self._right() if y == 0 else ()
        taken = sum(width(text) for text, _ in right)
        left_room = max(0, room - taken - (_GAP if right else 0) - 2)
        left = fit(self._left(left_room), left_room)
        blank = ((" " * _GAP, ""),) if right else ()
        return joined(fit(((" ", ""), *left, *blank, *right, (" ", "")), room))

    def repaint_end(self) -> None:
        """Paint the last cells only: digits that change every second."""
        was, now = self._shown.get(0, ()), self.line(0)
        if was == now:
            return
        x = _same_cells(was, now)
        self.refresh(Region(x, 0, self.size.width - x, 1))

    def on_mount(self) -> None:
        """One line, nothing to scroll."""
        self.virtual_size = Size(0, 1)


def _same_cells(one: Line, other: Line) -> int:
    """How many cells at the beginning look the same."""
    cells = 0
    for (text, style), (text2, style2) in zip(one, other, strict=False):
        if style != style2:
            return cells
        for char, char2 in zip(text, text2, strict=False):
            if char != char2:
                return cells
            cells += width(char)
        if len(text) != len(text2):
            return cells
    return cells
