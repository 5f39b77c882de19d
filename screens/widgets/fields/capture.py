"""A field for a line of a meeting: names are completed behind an `@`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from screens.widgets.columns import Column
from screens.widgets.fields.line import LineField
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from store.language import Message
from store.model.state import State
from store.rules.meeting.capture_people import Suggestion, being_typed, suggestions
from store.rules.names import folded

_MOST_LINES: Final = 5
_LIMIT: Final = 500


class CaptureField(LineField):
    """`state` gives the people, `likely` the ids of those offered first; `wrong` says what is the matter
    with a line. The arrows choose among the names that are offered, enter or `take` takes one.
    """

    DEFAULT_CSS = """
    CaptureField > LineList { display: none; height: 5; background: $surface; }
    CaptureField.open > LineList { display: block; }
    """

    def __init__(
        self,
        name: str,
        label: Message,
        *,
        state: Callable[[], State],
        likely: Callable[[], Sequence[int]],
        wrong: Callable[[str], Message | None],
        hint: Message,
        text: str = "",
    ) -> None:
        super().__init__(name, label, text=text, hint=hint, limit=_LIMIT)
        self._state = state
        self._likely = likely
        self._wrong = wrong
        self._offered: list[Suggestion] = []
        self._lines = LineList(
            (Column("name", least=8, ideal=24, weight=1), Column("note", least=8, weight=1)),
            Rows(),
            signs=False,
        )
        self._lines.can_focus = False

    def compose(self) -> Iterable[Widget]:
        """The names open below the field."""
        yield from super().compose()
        yield self._lines

    def complaint(self) -> Message | None:
        """What is missing or unclear."""
        return self._wrong(self.text)

    @property
    def offering(self) -> bool:
        """Whether names are offered now."""
        return bool(self._offered)

    def type_instead(self, text: str) -> None:
        """`text` takes the place of what is typed, the cursor at its end."""
        self.text = text
        self._input.cursor_position = len(text)

    def offer_to_replace(self) -> None:
        """All that stands there is marked: the first letter that one types takes its place."""
        self._input.select_all()

    def take(self) -> bool:
        """Put the name under the cursor where it is being typed. False when none is offered."""
        key = self._lines.key
        if not self._offered or not isinstance(key, int):
            return False
        before, after = self._split()
        typed = being_typed(before) or ""
        before = f"{before[: len(before) - len(typed)]}{self._offered[key].name} "
        self.text = before + after.lstrip()
        self._input.cursor_position = len(before)
        self._offer([])
        return True

    def understood(self) -> None:
        """Offer who can be meant by the name that is being typed."""
        typed = being_typed(self._split()[0])
        asked = typed is not None and self._input.has_focus
        found = suggestions(typed or "", self._state(), self._likely()) if asked else []
        # A name that stands there in full is not asked for again: enter saves.
        self._offer([] if any(folded(each.name) == folded(typed or "") for each in found) else found)

    def on_key(self, event: events.Key) -> None:
        """The arrows belong to the names that are offered."""
        moves = {"up": self._lines.action_cursor_up, "down": self._lines.action_cursor_down}
        if self._offered and event.key in moves:
            moves[event.key]()
            event.stop()
            event.prevent_default()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the name that is offered; else go on."""
        event.prevent_default()  # Textual would call the handler below once more
        if self.take():
            event.stop()
        else:
            super().on_input_submitted(event)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """A double click takes."""
        event.stop()
        self.take()

    def on_descendant_blur(self) -> None:
        """The names close."""
        super().on_descendant_blur()
        self._offer([])

    def _split(self) -> tuple[str, str]:
        at = self._input.cursor_position
        return self.text[:at], self.text[at:]

    def _offer(self, found: list[Suggestion]) -> None:
        self._offered = found
        self.set_class(bool(found), "open")
        if not found:
            return

        def build(key: Hashable) -> Row:
            each = found[int(str(key))]
            return Row((each.name, ((each.note, "muted"),)))

        self._lines.show(Rows(list(range(len(found))), build))
        self._lines.action_first()
        self._lines.styles.height = min(_MOST_LINES, len(found))
        label = self.query_one(".label")
        indent = int(label.styles.width.value) if label.styles.width else 0
        self._lines.styles.margin = (0, 0, 0, max(0, indent - 2))
