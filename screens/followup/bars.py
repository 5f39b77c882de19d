"""The lines above the board: the tabs of its views, the filter, a thin rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message as Event
from textual.widgets import Input

from screens.followup.views import View
from screens.widgets.cells import Line, Piece, fit, joined, width
from screens.widgets.fields.line import QuietInput
from screens.widgets.line_view import LineView
from screens.widgets.prose import Prose
from screens.widgets.rule import Rule as Rule
from store.language import _


@dataclass(frozen=True, slots=True)
class Tab:
    """A view and how many tasks it shows; "" where that says nothing."""

    view: View
    count: str

    @property
    def text(self) -> str:
        """`关注 5`."""
        return f"{self.view.title} {self.count}".rstrip()


class TabBar(LineView, can_focus=False):
    """`[Attention 5]  All 14   By status`: the present one in brackets; how it is sorted at the right."""

    DEFAULT_CSS = "TabBar { height: 1; scrollbar-size: 0 0; overflow: hidden; }"

    class Chosen(Event):
        """A tab was clicked.

        view: its view.
        """

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    def __init__(
        self, tabs: Callable[[], Sequence[Tab]], view: Callable[[], View], right: Callable[[], Line]
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


class FilterBar(Horizontal):
    """`/ 设计      3 / 14   esc lifts it`, in the place of the rule under the tabs."""

    DEFAULT_CSS = """
    FilterBar { height: 1; display: none; }
    FilterBar.open { display: block; }
    FilterBar #sign { width: 3; color: $text-primary; padding-left: 1; }
    FilterBar QuietInput { width: 1fr; background: $panel; }
    FilterBar #count { width: auto; padding: 0 1 0 2; color: $text-muted; }
    """

    class Typed(Event):
        """What is typed has changed.

        text: what is typed now.
        """

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Event):
        """Enter: back to the board, the filter stays."""

    def __init__(self) -> None:
        super().__init__(id="filter")
        self._input = QuietInput("", limit=60)

    def compose(self) -> ComposeResult:
        """A sign, what one types, how many fit."""
        yield Prose("/", id="sign")
        yield self._input
        yield Prose("", id="count")

    @property
    def typed(self) -> str:
        """What is typed, trimmed; "" when nothing is filtered."""
        return self._input.value.strip() if self.has_class("open") else ""

    @property
    def typing(self) -> bool:
        """Whether the cursor is in it."""
        return self._input.has_focus

    def open(self) -> None:
        """Show it, ready to type."""
        self._input.placeholder = _("number, title, owner, department, status")
        self.add_class("open")
        self._input.focus()

    def lift(self) -> None:
        """Nothing is filtered any more."""
        self.remove_class("open")
        self._input.value = ""

    def say_count(self, shown: int, of: int) -> None:
        """How many fit."""
        self.query_one("#count", Prose).say(_("{shown} of {total}  esc lifts it", shown=shown, total=of))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while one types."""
        event.stop()
        self.post_message(self.Typed(self.typed))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes back to the board."""
        event.stop()
        self.post_message(self.Left())

    def on_key(self, event: events.Key) -> None:
        """Down goes back to the board, too."""
        if event.key == "down":
            event.stop()
            self.post_message(self.Left())
