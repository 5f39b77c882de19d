"""Choosing one of several: with the arrows, or by typing a part of its name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.dialog import GIVE_UP, Dialog
from screens.keys import Act
from screens.widgets.cells import width
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from store.language import Message, _, msg

TAKE = Act("choose.take", "take", ("enter",), msg("Choose"), msg("Take the line under the cursor."), footer=1)
UP = Act("choose.up", "up", ("up",), msg("Up"), msg("One line up."))
DOWN = Act("choose.down", "down", ("down",), msg("Down"), msg("One line down."))
CLOSE = replace(GIVE_UP, label=msg("Close"))


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose.

    key: what the dialog ends with. name: what it is called. note: in grey beside it. sign: at the right, such
    as its key. words: what else finds it. reason: why it cannot be chosen now; it is said when one tries.
    group: the heading it stands under, "" for none.
    """

    key: Hashable
    name: str
    note: str = ""
    sign: str = ""
    words: str = ""
    reason: Message | None = None
    group: str = ""

    def fits(self, typed: str) -> bool:
        """Whether every word of `typed` is in what it is called."""
        text = f"{self.name} {self.note} {self.sign} {self.words}".casefold()
        return all(word in text for word in typed.casefold().split())


class ChooseDialog(Dialog[Hashable]):
    """Ends with the key of the option that was taken, or null."""

    DEFAULT_CSS = """
    ChooseDialog LineList { height: auto; max-height: 16; background: $surface; }
    ChooseDialog Input { border: none; height: 1; padding: 0; margin-bottom: 1; background: $panel; }
    """
    ACTS: ClassVar[tuple[Act, ...]] = (TAKE, UP, DOWN, CLOSE)

    def __init__(
        self, title: Message, options: Sequence[Option], *, find: bool = False, at: Hashable | None = None
    ) -> None:
        """`find` gives a field that narrows the list down; `at` is where the cursor stands at first."""
        super().__init__(title)
        self._options = list(options)
        self._shown = self._options
        self._find = find
        self._at = at

    def compose_body(self) -> Iterable[Widget]:
        """The field, if there is one, and the list."""
        if self._find:
            yield Input(placeholder=_("type a part of the name"), max_length=80, id="find")
        sign = max((width(option.sign) for option in self._options), default=0)
        name = max((width(option.name) for option in self._options), default=8)
        notes = any(option.note for option in self._options)
        yield LineList(
            (
                Column("name", least=8, ideal=min(name, 36) if notes else name),
                Column("note", least=8, weight=1, priority=1),
                Column("sign", least=sign, align="right"),
            ),
            self._rows(),
            signs=False,
            empty=_("Nothing is called that. Delete a letter or two."),
            id="options",
        )

    def on_mount(self) -> None:
        """The cursor where it belongs, the focus where one types."""
        lines = self.query_one(LineList)
        self._fit()
        if self._at is not None:
            lines.move_to(self._at)
        (self.query_one(Input) if self._find else lines).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        self._shown = [option for option in self._options if option.fits(event.value)]
        lines = self.query_one(LineList)
        lines.show(self._rows())
        lines.action_first()
        self._fit()

    def on_input_submitted(self) -> None:
        """Enter in the field takes the line under the cursor."""
        self.action_take()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter or a double click in the list."""
        self._take(event.key)

    def on_key(self, event: events.Key) -> None:
        """Pages, while the field has the focus."""
        if self._find and event.key in ("pageup", "pagedown"):
            lines = self.query_one(LineList)
            (lines.action_page_up if event.key == "pageup" else lines.action_page_down)()
            event.stop()

    def action_take(self) -> None:
        """Take the line under the cursor."""
        key = self.query_one(LineList).key
        if key is not None:
            self._take(key)

    def action_up(self) -> None:
        """One line up, from the field."""
        self.query_one(LineList).action_cursor_up()

    def action_down(self) -> None:
        """One line down, from the field."""
        self.query_one(LineList).action_cursor_down()

    def _take(self, key: Hashable) -> None:
        option = next(option for option in self._options if option.key == key)
        if option.reason is not None:
            self.say(option.reason, "warning")
        else:
            self.dismiss(key)

    def _rows(self) -> Rows:
        by_key = {option.key: option for option in self._shown}
        keys: list[Hashable] = []
        group = ""
        for option in self._shown:
            if option.group != group:
                if keys:
                    keys.append(Heading())
                keys.append(Heading(option.group))
                group = option.group
            keys.append(option.key)

        def build(key: Hashable) -> Row:
            option = by_key[key]
            able = option.reason is None
            return Row(
                (
                    ((option.name, "" if able else "muted"),),
                    ((option.note, "muted"),),
                    ((option.sign, "accent" if able else "muted"),),
                )
            )

        return Rows(keys, build)

    def _fit(self) -> None:
        """As high as what there is to choose at first, so that the panel does not jump while one types."""
        lines = self.query_one(LineList)
        if not lines.styles.has_rule("height") or lines.styles.height is None or lines.styles.height.is_auto:
            room = max(4, self.app.size.height - 8)
            lines.styles.height = min(max(2, len(self._rows())), room, 18)
