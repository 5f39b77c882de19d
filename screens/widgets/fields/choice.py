"""One of a few: all of them in sight, the chosen one marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message as Event
from textual.widget import Widget

from screens.widgets.cells import Line, Piece, fit, joined, width
from screens.widgets.fields.field import Field
from screens.widgets.line_view import LineView
from store.language import Message, msg


class ChoiceStrip(LineView, can_focus=True):
    """`[high]  medium   low`: arrows and space choose, and the first letter of each."""

    DEFAULT_CSS = """
    ChoiceStrip { width: 1fr; height: 1; scrollbar-size: 0 0; overflow: hidden; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1)", show=False, id="choice.left"),
        Binding("right,space", "go(1)", show=False, id="choice.right"),
        Binding("enter", "done", show=False, id="choice.done"),
    ]

    class Changed(Event):
        """Another one was chosen."""

    class Done(Event):
        """Enter."""

    def __init__(self, words: Sequence[Message], chosen: int) -> None:
        super().__init__()
        self._words = words
        self.chosen = chosen

    def on_mount(self) -> None:
        """One line, nothing to scroll."""
        self.virtual_size = Size(0, 1)

    def line(self, y: int) -> Line:
        """All of them, the chosen one in brackets; in a narrow window closer together, then from one further
        on, so that the chosen one is in sight."""
        if y:
            return ()
        room, said = self.size.width, [f" {word} " for word in self._words]
        said[self.chosen] = f"[{self._words[self.chosen]}]"
        gap = " " if sum(width(each) + 1 for each in said) <= room + 1 else ""
        first = 0
        while first < self.chosen and sum(map(width, said[first : self.chosen + 1])) > room:
            first += 1
        pieces: list[Piece] = []
        for index, text in enumerate(said[first:], first):
            chosen = index == self.chosen
            style = ("cursor" if self.has_focus else "strong") if chosen else "muted"
            pieces += [(text, style), (gap, "title")]
        return joined(fit(tuple(pieces), room))

    def choose(self, index: int) -> None:
        """Choose the one at `index`."""
        if index != self.chosen:
            self.chosen = index
            self.repaint()
            self.post_message(self.Changed())

    def action_go(self, by: int) -> None:
        """The next or the one before, round and round."""
        self.choose((self.chosen + by) % len(self._words))

    def action_done(self) -> None:
        """On to the next field."""
        self.post_message(self.Done())

    def on_key(self, event: events.Key) -> None:
        """The first letter of one of them, in English or as shown."""
        for index, word in enumerate(self._words):
            if event.character and event.character.lower() in (word.text[:1].lower(), str(word)[:1].lower()):
                event.stop()
                self.choose(index)
                return

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        x = 0
        for index, word in enumerate(self._words):
            wide = width(str(word)) + 3
            if x <= event.x < x + wide:
                self.choose(index)
                return
            x += wide

    def on_focus(self) -> None:
        """Show that it has the keys."""
        self.repaint()

    def on_blur(self) -> None:
        """Show that it has not."""
        self.repaint()


class ChoiceField(Field):
    """One of `options`, pairs of a value and its words; `value` is the value."""

    def __init__(
        self, name: str, label: Message, options: Sequence[tuple[str, Message]], *, chosen: str | None = None
    ) -> None:
        super().__init__(name, label)
        self._values = [value for value, _words in options]
        at = self._values.index(chosen) if chosen in self._values else 0
        self._strip = ChoiceStrip([words for _value, words in options], at)

    def compose_control(self) -> Iterable[Widget]:
        """The strip."""
        yield self._strip

    @property
    def text(self) -> str:
        """The value that is chosen."""
        return self._values[self._strip.chosen]

    @text.setter
    def text(self, text: str) -> None:
        if text in self._values:
            self._strip.choose(self._values.index(text))

    @property
    def value(self) -> str:
        """The value that is chosen."""
        return self.text

    def on_choice_strip_changed(self, event: ChoiceStrip.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.show_error(None)
        self.post_message(self.Changed(self))

    def on_choice_strip_done(self, event: ChoiceStrip.Done) -> None:
        """Enter goes on."""
        event.stop()
        self.post_message(self.Done(self))


class YesNoField(ChoiceField):
    """Yes or no; `yes` says which."""

    def __init__(self, name: str, label: Message, *, yes: bool = False) -> None:
        super().__init__(name, label, (("yes", msg("yes")), ("no", msg("no"))), chosen="yes" if yes else "no")

    @property
    def yes(self) -> bool:
        """Whether yes is chosen."""
        return self.text == "yes"
