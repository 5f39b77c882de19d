"""Which rows of a list are in its window, and where to scroll so that one is: arithmetic, no widget."""

from __future__ import annotations

from typing import Final, NamedTuple

_CONTEXT: Final = 2  # rows still in sight from the page before, after a jump


class Window(NamedTuple):
    """`room` lines of a list of rows `row_height` lines high, scrolled down by `top` lines."""

    top: int
    room: int
    row_height: int

    @property
    def rows(self) -> range:
        """The rows of which something is in sight, among them perhaps some after the last one."""
        after = -(-(self.top + max(0, self.room)) // self.row_height)
        return range(self.top // self.row_height, after)

    @property
    def page(self) -> int:
        """How many whole rows are in sight."""
        return max(1, self.room // self.row_height)

    def line_of(self, index: int) -> int:
        """The line of the window at which row `index` begins, outside of it if the row is."""
        return index * self.row_height - self.top

    def shows(self, index: int) -> bool:
        """Whether all of row `index` is in sight."""
        return 0 <= self.line_of(index) <= self.room - self.row_height

    def row_at(self, line: int) -> int:
        """The row at `line` of the window."""
        return (self.top + line) // self.row_height

    def top_showing(self, index: int) -> int:
        """Where to scroll to see row `index`: nowhere if it is in sight, else by nearly a page beyond it, so
        that the steps that follow move the cursor and not the list.
        """
        if self.shows(index):
            return self.top
        context = min(_CONTEXT, (self.page - 1) // 2)
        first = index - context if self.line_of(index) > 0 else index - self.page + 1 + context
        return max(0, first * self.row_height)
