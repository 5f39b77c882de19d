"""The tabs of a board: the same things, looked at in different ways."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message as Event

from screens.widgets.cells import Line, Piece, fit, joined, width
from screens.widgets.line_view import LineView
from store.language import Message


@dataclass(frozen=True, slots=True)
class Tab:
    """A view, what it is called, and how many things it shows; "" where that says nothing."""

    view: Hashable
    title: Message
    count: str = ""

    @property
    def text(self) -> str:
        """`关注 5`."""
        return f"{self.title} {self.count}".rstrip()


class TabBar(LineView, can_focus=False):
    """`[Attention 5]  All 14   By status`: the present one in brackets; how it is sorted at the right."""

    DEFAULT_CSS = "TabBar { height: 1; scrollbar-size: 0 0; overflow: hidden; }"

    class Chosen(Event):
        """A tab was clicked.

        view: its view.
        """

        def __init__(self, view: Hashable) -> None:
            super().__init__()
            self.view = view

    def __init__(
        self, tabs: Callable[[], Sequence[Tab]], view: Callable[[], Hashable], right: Callable[[], Line]
    ):
        super().__init__(id="tabs")
        self._tabs = tabs
        self._view = view
        self._right = right

    def on_mount(self) -> None:
        """Nothing to scroll."""
        self.virtual_size = Size(0, 1)

    def line(self, y: int) -> Line:
        """The one line; what is at the right goes first when there is little room."""
        if y:
            return ()
        pieces: list[Piece] = []
        for tab in self._tabs():
            here = tab.view is self._view()
            pieces.append((f"[{tab.text}]" if here else f" {tab.text} ", "strong" if here else "muted"))
            pieces.append((" ", ""))
        room = self.size.width - 1
        taken = sum(width(text) for text, _style in pieces)
        right = self._right()
        wanted = sum(width(text) for text, _style in right)
        if taken + wanted <= room:
            pieces += [(" " * (room - taken - wanted), ""), *right]
        return joined(fit(tuple(pieces), self.size.width))

    def on_click(self, event: events.Click) -> None:
        """A click on a tab chooses it."""
        x = 0
        for tab in self._tabs():
            wide = width(tab.text) + 3
            if x <= event.x < x + wide:
                self.post_message(self.Chosen(tab.view))
                return
            x += wide
