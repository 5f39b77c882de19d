"""The keys that scroll what is read on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.widgets.detail_pane import DetailPane


class ScrollKeys:
    """A part of a screen on which no cursor moves: up, down and the page keys are for `reading`."""

    @property
    def reading(self) -> DetailPane | None:
        """What is read now; null where there is nothing to scroll."""
        raise NotImplementedError

    def key_down(self) -> None:
        """A line down."""
        self._step(1)

    def key_up(self) -> None:
        """A line up."""
        self._step(-1)

    def key_pagedown(self) -> None:
        """A page down."""
        self._page(1)

    def key_pageup(self) -> None:
        """A page up."""
        self._page(-1)

    def _step(self, by: int) -> None:
        pane = self.reading
        if pane is not None:
            pane.step(by)

    def _page(self, by: int) -> None:
        pane = self.reading
        if pane is not None:
            pane.page(by)
