"""The pane beside a list that tells about the row under the cursor, once the cursor rests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from textual.timer import Timer

from screens.widgets.cells import Line, fit, joined
from screens.widgets.line_view import LineView

REST_SECONDS: Final = 0.08
"""How long the cursor rests before the pane follows: holding an arrow key down paints it once, at the end."""

Build = Callable[[int], Sequence[Line]]
"""Makes the lines for a pane of so many cells; see `cells.wrap`. It may be called again for another width."""


class DetailPane(LineView, can_focus=False):
    """Prepared lines, painted where they differ from those before."""

    def __init__(
        self,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._build: Build | None = None
        self._lines: Sequence[Line] = ()
        self._rest: Timer | None = None

    def show_at_rest(self, build: Build) -> None:
        """Show the lines of `build` when nothing else is asked for within `REST_SECONDS`, from the top."""
        self._stop()
        self._rest = self.set_timer(REST_SECONDS, lambda: self.show(build))

    def show(self, build: Build, *, keep_place: bool = False) -> None:
        """Show the lines of `build` now: from the top, or where one had scrolled to when the same row is
        shown again (`keep_place`).
        """
        self._stop()
        self._build = build
        place = round(self.scroll_y) if keep_place else 0
        self._lay_out()
        self.jump(place)
        self.repaint()

    def step(self, by: int) -> None:
        """Scroll by so many lines, up when negative."""
        self.jump(round(self.scroll_y) + by)

    def page(self, by: int) -> None:
        """Scroll by so many windows, up when negative, a line staying in sight."""
        self.jump(round(self.scroll_y) + by * max(1, self.size.height - 1))

    def clear(self) -> None:
        """Show nothing."""
        self.show(lambda width: ())

    def on_resize(self) -> None:
        """Lay the same lines out for the new width."""
        self._lay_out()
        self.repaint()

    def line(self, y: int) -> Line:
        """The prepared line at `y` of the window, cut or padded to the width."""
        index = round(self.scroll_y) + y
        if index >= len(self._lines):
            return ()
        return joined(fit(self._lines[index], self.line_width))

    def _lay_out(self) -> None:
        width = self.line_width
        self._lines = self._build(width) if self._build and width else ()
        self.have_lines(len(self._lines))

    def _stop(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
