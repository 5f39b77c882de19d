"""A field of one line."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.message import Message as Event
from textual.widget import Widget
from textual.widgets import Input

from screens.widgets.fields.field import Field
from store.language import Message


class QuietInput(Input):
    """An Input that does not blink. What is pasted becomes one line, in the place of what is selected."""

    DEFAULT_CSS = """
    QuietInput { width: 1fr; border: none; height: 1; padding: 0; background: $panel; }
    QuietInput:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self, text: str = "", *, limit: int = 200, hint: str = "", replaced: bool = False) -> None:
        super().__init__(text, max_length=limit, placeholder=hint, select_on_focus=replaced)
        self.cursor_blink = False

    class Cut(Event):
        """Of what was pasted, `whole` characters on one line, only the first `fitting` had room."""

        def __init__(self, fitting: int, whole: int) -> None:
            super().__init__()
            self.fitting = fitting
            self.whole = whole

    def on_paste(self, event: events.Paste) -> None:
        """Line breaks become blanks: what was copied from a chat stays whole, as far as there is room."""
        event.stop()
        event.prevent_default()
        text = " ".join(event.text.split())
        start, end = sorted(self.selection)
        room = (self.max_length or len(text)) - len(self.value) + end - start
        if text and room > 0:
            self.replace(text[:room], start, end)
        if len(text) > room:
            self.post_message(self.Cut(max(0, room), len(text)))


class LineField(Field):
    """One line of text. `value` is trimmed."""

    def __init__(
        self,
        name: str,
        label: Message,
        *,
        text: str = "",
        hint: Message | None = None,
        limit: int = 200,
        required: bool = False,
        replaced: bool = False,
    ) -> None:
        """`hint` stands in the empty field; `limit` is in characters. `replaced`: what one types takes the
        place of what stood there, as in a choice.
        """
        super().__init__(name, label, required=required)
        self._input = QuietInput(text, limit=limit, hint=str(hint or ""), replaced=replaced)

    def compose_control(self) -> Iterable[Widget]:
        """An Input."""
        yield self._input

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    @text.setter
    def text(self, text: str) -> None:
        self._input.value = text

    @property
    def value(self) -> str:
        """What is typed, trimmed."""
        return self.text.strip()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Typing takes an error away."""
        event.stop()
        if self.has_class("wrong"):
            self.show_error(None)
        self.understood()
        self.post_message(self.Changed(self))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on."""
        event.stop()
        self.post_message(self.Done(self))

    def understood(self) -> None:
        """Say what was understood, in fields that understand something."""
