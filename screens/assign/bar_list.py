"""A list whose header can be a ruler of days."""

from __future__ import annotations

from collections.abc import Callable

from screens.widgets.cells import Line, fit, joined
from screens.widgets.columns import arrange
from screens.widgets.line_list import LineList

Ruler = Callable[[], tuple[str, Line, Line] | None]


class BarList(LineList):
    """`ruler` gives the year of the left edge and the two lines over the column `bars`, or null for the names
    of the columns."""

    def __init__(self, ruler: Ruler, *, id: str | None = None) -> None:
        super().__init__((), header=True, id=id)
        self._ruler = ruler

    @property
    def top_lines(self) -> int:
        """Two for a ruler."""
        return 2 if self._ruler() is not None else 1

    def header_line(self, y: int, width: int) -> Line:
        """The ruler over the bars."""
        found = self._ruler()
        if found is None:
            return super().header_line(y, width)
        placed = next(
            (each for each in arrange(self._columns, max(0, width - 4)) if each.column.name == "bars"), None
        )
        if placed is None:
            return ()
        year, *lines = found
        before = year.rjust(placed.x + 3) + " " if y == 0 else " " * (placed.x + 4)
        return joined(fit(((before, "muted"), *lines[y]), width))
