"""A clock on a line of its own widget: whatever else stands on a line of a widget is painted with it.

It goes on behind a dialog. There a widget that asks to be painted has Textual (8.2.8) paint the whole window,
twice; so the screen in front is asked for the clock's few cells, behind which this one shows through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.geometry import Region, Size
from textual.messages import Update
from textual.screen import Screen
from textual.strip import Strip

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
        if not self.is_attached:  # its screen is being taken down
            return
        now = self._read()
        cells = sum(width(text) for text, _style in now) + 2 if now else 0
        if cells != self._cells:
            self._cells = cells
            self.styles.width = cells
        stack = self.app.screen_stack
        if self.app.screen is self.screen:
            self.repaint()
        elif self._shows_through(stack) and self.region and self._shown.get(0) != self.line(0):
            # Not `refresh`: a screen that asks for itself has Textual forget what its widgets asked for.
            stack[-1]._set_dirty(self.region)
            stack[-1].post_message(Update(stack[-1]))

    def _shows_through(self, stack: list[Screen[Any]]) -> bool:
        """Whether nothing but dialogs lies before the screen of this clock."""
        above = stack[stack.index(self.screen) + 1 :] if self.screen in stack else stack
        return all(screen.is_modal for screen in above)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Always as it reads now: what is remembered of a widget goes stale behind a dialog."""
        return [self.render_line(y).crop(crop.x, crop.right) for y in crop.line_range]
