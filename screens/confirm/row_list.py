"""A list with a row among its rows that is being typed: where the row stands, and what is in sight then."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from screens.confirm.entry import Entry
from screens.confirm.row_editor import HINT_LINES, RowEditor
from screens.widgets.cells import Line
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from screens.wizard.page import ListPage

if TYPE_CHECKING:
    from screens.wizard.wizard import Wizard
    from store.board.session import Changed
NEW: Final = ("new row",)
"""The key of the row that is being typed."""


class RowList(ListPage):
    """A subclass gives `keys`, `build`, `about`; enter on a row is its `opened`."""

    DEFAULT_CSS = "RowList { layers: default above; }"
    SIGNS: ClassVar[bool] = True
    PRESENTS: ClassVar[bool] = True
    SIDE_FROM: ClassVar[int] = 150

    def __init__(self, wizard: Wizard, step: str) -> None:
        super().__init__(wizard, step)
        self.editor = RowEditor()
        self._entry: Entry | None = None

    def compose_below(self) -> Iterable[Widget]:
        """The row that is typed, over the list."""
        yield self.editor

    # --- what a subclass gives

    def keys(self) -> list[Hashable]:
        """The rows from the top."""
        raise NotImplementedError

    def build(self, key: Hashable) -> Row:
        """The row of a key."""
        raise NotImplementedError

    def about(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """What makes the lines about the row of `key` for a width."""
        raise NotImplementedError

    def for_the_room(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """The same for a presenter: large, few words."""
        return self.about(key)

    def opened(self, key: Hashable) -> None:
        """Enter on a row."""

    # --- rows

    @property
    def key(self) -> Hashable | None:
        """The row under the cursor; null for the one that is being typed."""
        key = self.list.key
        return None if key == NEW else key

    def detail(self, key: Hashable) -> Callable[[int], Sequence[Line]]:
        """Nothing about a row that is not there yet."""
        if key == NEW or key not in self.keys():
            return lambda room: ()
        return self.for_the_room(key) if self.presenter else self.about(key)

    def rows(self) -> Rows:
        """The keys, with room for what is typed."""
        keys = self.keys()
        entry = self._entry
        blanks: list[Hashable] = [Heading()] * HINT_LINES
        if entry is not None and entry.key is not None:
            at = keys.index(entry.key) + 1 if entry.key in keys else len(keys)
            keys[at:at] = blanks
        elif entry is not None:
            at = self._place(keys, entry)
            keys[at:at] = [NEW, *blanks]
        return Rows(keys, lambda key: Row(()) if key == NEW else self.build(key))

    @staticmethod
    def _place(keys: Sequence[Hashable], entry: Entry) -> int:
        if entry.after in keys:
            return keys.index(entry.after) + 1
        return keys.index(entry.before) if entry.before in keys else len(keys)

    def show_page(self) -> None:
        """The rows, and what is typed at its place among them."""
        super().show_page()
        self._put()

    def lay_out(self) -> None:
        """The editor where its row is now; while one types, the room below belongs to the list."""
        super().lay_out()
        if self.typing and not self.has_class("side"):
            self.pane.display = self._rule.display = False
        self.call_after_refresh(self._put)

    def on_resize(self, event: events.Resize) -> None:
        """Once the list has its new size."""
        self.call_after_refresh(self._put)

    def _put(self) -> None:
        entry = self._entry
        if entry is None or not self.list.size.width:
            return
        key = entry.key if entry.key is not None else NEW
        self.list.move_to(key)
        source = self.rows()
        index = source.find(key)
        if index is None:
            return
        y = index - round(self.list.scroll_y) + self.list.top_lines
        below = y + 1 + HINT_LINES - self.list.size.height
        if below > 0:
            self.list.jump(round(self.list.scroll_y) + below)
            y = index - round(self.list.scroll_y) + self.list.top_lines
        self.editor.put(0, y, self.list.size.width, self.columns())

    @property
    def changing(self) -> bool:
        """Whether the row that is typed was there before: enter saves and closes it."""
        return self._entry is not None and self._entry.key is not None

    @property
    def typing(self) -> bool:
        """Whether a row is being typed."""
        return self._entry is not None

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on a row."""
        event.stop()
        if event.line_list is self.list:
            self.opened(event.key)

    def board_changed(self, changed: Changed) -> None:
        """As it reads now."""
        self.show_page()
