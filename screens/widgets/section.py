"""One line of text between two parts of a screen."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size

from screens.widgets.cells import Line, fit, joined
from screens.widgets.line_view import LineView


class Section(LineView, can_focus=False):
    """The pieces that `text` makes; call `repaint` when they may have changed."""

    DEFAULT_CSS = "Section { height: 1; scrollbar-size: 0 0; overflow: hidden; }"

    def __init__(self, text: Callable[[], Line], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text

    def on_mount(self) -> None:
        """Nothing to scroll."""
        self.virtual_size = Size(0, 1)

    def line(self, y: int) -> Line:
        """The one line."""
        return joined(fit(((" ", ""), *self._text()), self.size.width)) if y == 0 else ()
