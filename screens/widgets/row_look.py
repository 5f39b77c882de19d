"""What a row, a heading and an empty list look like: texts in cells, nothing of the widget."""

from __future__ import annotations

from typing import NamedTuple

from screens.widgets.cells import Line, Piece, fit, joined, wrap
from screens.widgets.columns import Column, arrange
from screens.widgets.rows import Heading, Row


class RowLook(NamedTuple):
    """A row in its columns, behind a margin: the cursor, its sign if the list shows `signs`, its mark."""

    columns: tuple[Column, ...]
    signs: bool
    row: Row

    def line(self, part: int, width: int, *, cursor: bool = False, marked: bool = False) -> Line:
        """Line `part` of the row, `width` cells: 0 is the columns, 1 `Row.below`, others keep rows apart."""
        if part > 1:
            return ((" " * width, ""),)
        edge = "|" if cursor else " "
        if part == 0:
            return joined(fit((*self._margin(edge, "*" if marked else " "), *self._cells(width)), width))
        below = fit(self.row.below, width - self._margin_width, style=self.row.style)
        return joined(fit(((edge.ljust(self._margin_width), ""), *below), width))

    @property
    def _margin_width(self) -> int:
        return 4 if self.signs else 2

    def _margin(self, edge: str, mark: str) -> Line:
        if not self.signs:
            return ((edge, ""), (mark, "mark"))
        row = self.row
        return ((edge, ""), *fit(row.sign, 1, style=row.sign_style or row.style), (mark, "mark"), (" ", ""))

    def _cells(self, width: int) -> Line:
        pieces: list[Piece] = []
        x = 0
        style = self.row.style
        room = max(0, width - self._margin_width)
        last = len(self.row.cells) - 1
        for placed in arrange(self.columns, room):
            if placed.x > x:
                pieces.append((" " * (placed.x - x), style))
            cell = self.row.cells[placed.index] if placed.index <= last else ""
            if placed.index == last < len(self.columns) - 1 and placed.column.align == "left":
                pieces.extend(fit(cell, room - placed.x, style=style))
                break
            pieces.extend(fit(cell, placed.width, placed.column.align, style))
            x = placed.x + placed.width
        return tuple(pieces)


def heading_line(heading: Heading, width: int) -> Line:
    """The name of a group and a note beside it, in `width` cells."""
    note = f"  {heading.note}" if heading.note else ""
    return joined(fit(((f" {heading.text}", "heading"), (note, "muted")), width))


def empty_line(text: str, y: int, width: int) -> Line:
    """Line `y` of what an empty list says, a line below its top so that it is not taken for a row."""
    if not text or y < 1:
        return ()
    lines = [line for part in text.splitlines() for line in wrap(part, max(2, width - 4))]
    if y > len(lines):
        return ()
    return joined(fit((("  ", "muted"), *lines[y - 1]), width, style="muted"))
