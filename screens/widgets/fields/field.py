"""What every field of a form is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message as Event
from textual.widget import Widget

from screens.widgets.cells import width
from screens.widgets.prose import Prose
from store.language import Message, msg


class Field(Widget):
    """A label, what is typed, at its right what was understood, below it what is wrong.

    A subclass gives `compose_control`, `text` and `complaint`, and posts `Changed` and `Done`.
    """

    DEFAULT_CSS = """
    Field { height: auto; layout: vertical; }
    Field > Horizontal { height: auto; }
    Field .label { width: 14; color: $text-muted; }
    Field.active .label { color: $text-primary; text-style: bold; }
    Field .echo { width: 1fr; padding-left: 2; color: $text-muted; display: none; }
    Field.echoes .echo { display: block; }
    Field.echoes QuietInput { width: 26; }
    Field > .complaint { display: none; color: $text-error; text-style: bold; }
    Field.wrong > .complaint { display: block; }
    """

    @dataclass
    class Changed(Event):
        """What is typed in `field` is another thing now."""

        field: Field

    @dataclass
    class Done(Event):
        """Enter was pressed in `field`: on to the next one."""

        field: Field

    def __init__(self, name: str, label: Message, *, required: bool = False) -> None:
        """`name` is that of the command's parameter, so that a refusal finds its field."""
        super().__init__(id=f"field-{name}")
        self.field_name = name
        self.label = label
        self.required = required

    def compose(self) -> ComposeResult:
        """One line, and a second one for what is wrong."""
        with Horizontal():
            yield Prose(self.label, classes="label")
            yield from self.compose_control()
            yield Prose("", classes="echo")
        yield Prose("", classes="complaint")

    def compose_control(self) -> Iterable[Widget]:
        """What one types into."""
        raise NotImplementedError

    def on_descendant_focus(self) -> None:
        """The label of the field one is in stands out."""
        self.add_class("active")

    def on_descendant_blur(self) -> None:
        """Its label is like the others again."""
        self.remove_class("active")

    @property
    def text(self) -> str:
        """What is typed, as a draft keeps it."""
        raise NotImplementedError

    @text.setter
    def text(self, text: str) -> None:
        raise NotImplementedError

    @property
    def unanswered(self) -> bool:
        """Whether nothing is typed yet: the cursor starts in the first such field."""
        return not self.text.strip()

    def complaint(self) -> Message | None:
        """What is wrong with what is typed; null when it can be used."""
        if self.required and not self.text.strip():
            return msg("{label} is needed.", label=self.label)
        return None

    def check(self) -> bool:
        """Show what is wrong, or take it away. Whether the field can be used."""
        complaint = self.complaint()
        self.show_error(complaint)
        return complaint is None

    def show_error(self, message: Message | None) -> None:
        """Say what is wrong with the field below it, or nothing any more."""
        self.set_class(message is not None, "wrong")
        label = self.query_one(".label", Prose)
        below = self.query_one(".complaint", Prose)
        below.styles.padding = (0, 0, 0, int(label.styles.width.value) if label.styles.width else 0)
        below.say("" if message is None else msg("! {what}", what=message))

    def show_echo(self, text: Message | str) -> None:
        """Say at the right of the field what was understood."""
        self.query_one(".echo", Prose).say(text)

    @property
    def error(self) -> str:
        """What is shown as wrong, "" when nothing is."""
        return str(self.query_one(".complaint", Prose).content) if self.has_class("wrong") else ""

    def widen_label(self, cells: int) -> None:
        """Give the label so many cells, as the other fields of the form."""
        self.query_one(".label", Prose).styles.width = cells

    @property
    def label_width(self) -> int:
        """The cells the label takes."""
        return width(str(self.label))

    def focus_control(self) -> None:
        """Put the cursor into the field."""
        for node in self.query("*"):
            if isinstance(node, Widget) and node.focusable:
                node.focus()
                return
