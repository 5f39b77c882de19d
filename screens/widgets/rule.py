"""A thin line between two parts of a screen."""

from __future__ import annotations

from textual.geometry import Size

from screens.widgets.cells import Line
from screens.widgets.line_view import LineView


class Rule(LineView, can_focus=False):
    """As long as there is room."""

    DEFAULT_CSS = "Rule { height: 1; width: 100%; scrollbar-size: 0 0; overflow: hidden; }"

    def on_mount(self) -> None:
        """Nothing to scroll."""
        self.virtual_size = Size(0, 1)

    def line(self, y: int) -> Line:
        """The one line."""
        return (("─" * self.size.width, "rule"),) if y == 0 else ()
