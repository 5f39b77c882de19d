"""A clock on a line of its own widget: whatever else stands on a line of a widget is painted with it."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size

from screens.widgets.cells import Line, fit, joined, width
from screens.widgets.line_view import LineView


class Ticking(LineView, can_focus=False):
    """A clock as wide as it reads: painting it costs its own few cells and nothing else."""

    DEFAULT_CSS = "Ticking { width: 0; height: 1; scrollbar-size: 0 0; overflow: hidden; }"

    def __init__(self, read: Callable[[], Line], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._read = read
        self._cells = 0

    def on_mount(self) -> None:
        """One line, nothing to scroll."""
        self.virtual_size = Size(0, 1)
        self.tick()

    def line(self, y: int) -> Line:
        """The time, a blank on each side."""
        now = self._read() if y == 0 else ()
        return joined(fit(((" ", ""), *now, (" ", "")), self.size.width)) if now else ()

    def tick(self) -> None:
        """Take as much room as it needs, and paint the new time."""
        now = self._read()
        cells = sum(width(text) for text, _style in now) + 2 if now else 0
        if cells != self._cells:
            self._cells = cells
            self.styles.width = cells
        self.repaint()
