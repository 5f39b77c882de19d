"""The filter of a board: what one types stands in the place of the rule under its tabs."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message as Event
from textual.widgets import Input

from screens.widgets.fields.line import QuietInput
from screens.widgets.prose import Prose
from store.language import Message, _


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

    def __init__(self, hint: Message) -> None:
        """`hint` names what is looked through."""
        super().__init__(id="filter")
        self._hint = hint
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
        self._input.placeholder = str(self._hint)
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
