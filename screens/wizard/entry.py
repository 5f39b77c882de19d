"""A line at the foot of a page into which new rows are typed: enter adds one and waits for the next."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message as Event
from textual.widgets import Input

from screens.widgets.fields.line import QuietInput
from screens.widgets.prose import Prose
from store.language import Message


class RowInput(QuietInput):
    """An Input that hands several pasted lines on at once; one line is typed into it as ever.

    Over a slow line a burst of keys, `one enter two enter`, arrives here at one go: so the keys that end a
    cell are handled in their turn among the letters, and letters behind them go where the cursor has gone.
    """

    def __init__(
        self, text: str = "", *, limit: int = 200, at_once: Callable[[str], bool] = lambda key: False
    ) -> None:
        """`at_once` is called with each key; true: it was one that ends the cell, and is done."""
        super().__init__(text, limit=limit)
        self._at_once = at_once

    def on_key(self, event: events.Key) -> None:
        """See above."""
        focused = self.screen.focused
        if focused is not self and isinstance(focused, RowInput):
            focused.post_message(events.Key(event.key, event.character))
        elif not self._at_once(event.key):
            return
        event.stop()
        event.prevent_default()

    class Lines(Event):
        """Several lines were pasted. text: as it was pasted, tabs and line breaks with it."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_paste(self, event: events.Paste) -> None:
        """More than one line is more than one row."""
        if len([line for line in event.text.splitlines() if line.strip()]) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.Lines(event.text))


class EntryBar(Horizontal):
    """`+ 设计宣传物料`; hidden until `open`. Esc or enter with nothing typed leaves it."""

    DEFAULT_CSS = """
    EntryBar { height: 1; display: none; }
    EntryBar.open { display: block; }
    EntryBar > .sign { width: auto; color: $text-primary; text-style: bold; padding: 0 1; }
    """

    class Entered(Event):
        """One row was typed, or several were pasted.

        text: trimmed; with line breaks only when it was pasted.
        """

        def __init__(self, bar: EntryBar, text: str) -> None:
            super().__init__()
            self.bar = bar
            self.text = text

    class Typed(Event):
        """What stands in it has changed: time to keep a draft."""

        def __init__(self, bar: EntryBar, text: str) -> None:
            super().__init__()
            self.bar = bar
            self.text = text

    class Left(Event):
        """It was left; the list should have the keys again."""

        def __init__(self, bar: EntryBar) -> None:
            super().__init__()
            self.bar = bar

    def __init__(self, *, limit: int = 200, id: str | None = None) -> None:
        super().__init__(id=id)
        self._input = RowInput("", limit=limit, at_once=self._key)
        self._sign = Prose("+", classes="sign")

    def compose(self) -> ComposeResult:
        """A sign, and what one types."""
        yield self._sign
        yield self._input

    @property
    def text(self) -> str:
        """What stands in it."""
        return self._input.value

    @text.setter
    def text(self, text: str) -> None:
        self._input.value = text

    def open(self, label: Message, hint: Message, text: str = "") -> None:
        """Show it, ready to type; `label` before the field, `hint` in it while it is empty."""
        self._sign.say(label)
        self._input.placeholder = str(hint)
        if text:
            self._input.value = text
        self.add_class("open")
        self._input.focus()

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("open")

    def leave(self) -> None:
        """Hide it; what stood in it stays for the next time."""
        self.remove_class("open")
        self.post_message(self.Left(self))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell."""
        event.stop()
        self.post_message(self.Typed(self, event.value))

    def _enter(self) -> None:
        text = self.text.strip()
        if text:
            self.text = ""
            self.post_message(self.Entered(self, text))
        else:
            self.leave()

    def on_row_input_lines(self, event: RowInput.Lines) -> None:
        """Several at once; what was typed before stands before the first."""
        event.stop()
        text, self.text = self.text, ""
        self.post_message(self.Entered(self, f"{text}{event.text}"))

    def _key(self, key: str) -> bool:
        """Back to the list; add a row, also with the keys that save a form."""
        if key in ("escape", "up", "down"):
            self.leave()
        elif key in ("enter", "ctrl+s", "f3"):
            self._enter()
        else:
            return False
        return True
