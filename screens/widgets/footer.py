"""The bottom line: the few keys that matter here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.geometry import Size
from textual.message import Message as Event

from screens.widgets.cells import Line, Piece, fit, joined, width
from screens.widgets.line_view import LineView

_GAP = 2


class Hint(NamedTuple):
    """A key and what it does. rank: 1 stays longest where there is little room. able: else greyed."""

    id: str
    key: str
    label: str
    rank: int
    able: bool = True

    @property
    def width(self) -> int:
        """In cells."""
        return width(self.key) + 1 + width(self.label)


class Footer(LineView, can_focus=False):
    """The hints of `hints`, as many as fit, in their order. Call `repaint` when they may have changed."""

    DEFAULT_CSS = """
    Footer { height: 1; scrollbar-size: 0 0; overflow: hidden; background: $surface; }
    """

    class Chosen(Event):
        """A hint was clicked.

        id: of its act.
        """

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    def __init__(self, hints: Callable[[], Sequence[Hint]]) -> None:
        super().__init__(id="footer")
        self._hints = hints

    def line(self, y: int) -> Line:
        """The one line."""
        pieces: list[Piece] = []
        for hint in fitting(self._hints(), self.size.width - 2) if y == 0 else ():
            pieces.append((" " * (_GAP if pieces else 1), ""))
            pieces.append((hint.key, "accent" if hint.able else "muted"))
            pieces.append((f" {hint.label}", "" if hint.able else "muted"))
        return joined(fit(tuple(pieces), self.size.width))

    def on_mount(self) -> None:
        """One line, nothing to scroll."""
        self.virtual_size = Size(0, 1)

    def on_click(self, event: events.Click) -> None:
        """A click on a hint is its key."""
        x = 1
        for hint in fitting(self._hints(), self.size.width - 2):
            if x <= event.x < x + hint.width:
                self.post_message(self.Chosen(hint.id))
                return
            x += hint.width + _GAP


def fitting(hints: Sequence[Hint], room: int) -> list[Hint]:
    """Those of `hints` that fit side by side into `room` cells, in their order; high ranks go first."""
    chosen = list(hints)
    while chosen and sum(hint.width + _GAP for hint in chosen) - _GAP > room:
        chosen.remove(max(chosen, key=lambda hint: hint.rank))
    return chosen
