"""The line above the keys: what was just done, or why something cannot be."""

from __future__ import annotations

from typing import Final

from textual.geometry import Size
from textual.timer import Timer

from screens.host import Tone
from screens.widgets.cells import Line, fit, joined, wrap
from screens.widgets.line_view import LineView
from store.language import Message

REST_SECONDS: Final = 12.0
"""How long it stands; hints and refusals stand twice as long as acknowledgements."""
_MOST_LINES: Final = 4

_LOOK: Final[dict[Tone, tuple[str, str]]] = {
    "done": ("✓", "accent"),
    "plain": (" ", ""),
    "warning": ("!", "delayed"),
    "error": ("!", "blocked"),
}


class StatusLine(LineView, can_focus=False):
    """One line, blank most of the time; a long sentence takes up to four while it stands."""

    DEFAULT_CSS = """
    StatusLine { height: 1; scrollbar-size: 0 0; overflow: hidden; }
    """

    def __init__(self) -> None:
        super().__init__(id="status")
        self._message: Message | None = None
        self._tone: Tone = "plain"
        self._lines: list[Line] = []
        self._timer: Timer | None = None

    def say(self, message: Message, tone: Tone = "plain") -> None:
        """Show `message`, literal text, in place of what was said before."""
        self._message, self._tone = message, tone
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(REST_SECONDS * (1 if tone == "done" else 2), self.clear)
        self.lay_out()

    def clear(self) -> None:
        """Say nothing any more."""
        self._message = None
        self.lay_out()

    @property
    def said(self) -> str:
        """What stands there now, "" when nothing does."""
        return str(self._message) if self._message else ""

    def lay_out(self) -> None:
        """Put the sentence into lines, in the language of the interface."""
        room = max(10, self.size.width - 4)
        self._lines = wrap(self.said, room)[:_MOST_LINES] if self._message else []
        height = max(1, len(self._lines))
        if self.size.height and height != self.size.height:
            self.styles.height = height
        self.repaint()

    def on_mount(self) -> None:
        """Nothing to scroll."""
        self.virtual_size = Size(0, 1)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.lay_out()

    def line(self, y: int) -> Line:
        """One line of the sentence, its sign before the first."""
        if y >= len(self._lines):
            return ()
        sign, style = _LOOK[self._tone]
        pieces = tuple((text, style) for text, _ in self._lines[y])
        return joined(fit(((f" {sign if y == 0 else ' '} ", style), *pieces), self.size.width))
