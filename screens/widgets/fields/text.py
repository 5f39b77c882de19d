"""A field of several lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message as Event
from textual.widget import Widget
from textual.widgets import TextArea

from screens.widgets.fields.field import Field
from store.language import Message, msg


class QuietArea(TextArea, inherit_bindings=False):
    """A TextArea without blinking, from which enter on an empty last line leads on. Function keys are the
    screen's, in every field: a TextArea would take F6 and F7 to select with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        each for each in TextArea.BINDINGS if not (isinstance(each, Binding) and each.key in ("f6", "f7"))
    ]

    DEFAULT_CSS = """
    QuietArea { width: 1fr; height: 4; border: none; padding: 0; background: $panel; }
    QuietArea:focus { border: none; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False

    class Left(Event):
        """Enter on an empty last line."""

    def on_mount(self) -> None:
        """What stands there already is gone on with, not pushed down."""
        self.move_cursor(self.document.end)

    def on_key(self, event: events.Key) -> None:
        """Enter on an empty last line leads on instead of breaking it."""
        row, _column = self.cursor_location
        last = row == self.document.line_count - 1 and not self.document.get_line(row)
        if event.key == "enter" and last:
            event.prevent_default()
            event.stop()
            self.post_message(self.Left())


class TextField(Field):
    """Several lines. Enter breaks the line; on an empty last line it goes on, as tab does."""

    def __init__(
        self, name: str, label: Message, *, text: str = "", limit: int = 4000, required: bool = False
    ) -> None:
        """`limit` is in characters."""
        super().__init__(name, label, required=required)
        self._area = QuietArea(text)
        self._limit = limit

    def compose_control(self) -> Iterable[Widget]:
        """The editor."""
        yield self._area

    def on_mount(self) -> None:
        """Say how one gets out of it, while it is empty."""
        self._area.placeholder = str(msg("enter on an empty line goes on"))

    @property
    def text(self) -> str:
        """What is typed."""
        return self._area.text

    @text.setter
    def text(self, text: str) -> None:
        self._area.text = text

    @property
    def value(self) -> str:
        """What is typed, without blank lines around it."""
        return self.text.strip()

    def complaint(self) -> Message | None:
        """Missing or too long."""
        length = len(self.value)
        if length > self._limit:
            return msg(
                "This is {length} characters long; at most {limit} fit.", length=length, limit=self._limit
            )
        return super().complaint()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Typing takes an error away."""
        event.stop()
        if self.has_class("wrong"):
            self.show_error(None)
        self.post_message(self.Changed(self))

    def on_quiet_area_left(self, event: QuietArea.Left) -> None:
        """On to the next field."""
        event.stop()
        self.post_message(self.Done(self))
