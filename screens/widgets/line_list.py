"""The list of every board: a cursor over rows, painted line by line, as fast at 10,000 rows as at 50."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.message import Message
from textual.timer import Timer

from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.cursor_view import CursorView
from screens.widgets.row_look import RowLook, empty_line, heading_line
from screens.widgets.rows import Heading, Row, Rows, RowSource

FLASH_SECONDS: Final = 1.5
"""How long a row changed by somebody else stands out; its `*` stays until it is taken away."""


class LineList(CursorView, can_focus=True):
    """Rows under a cursor, in columns. It knows nothing about what they are.

    The first cell of a row shows the cursor (`|`, and reverse video), with `signs` the second its sign, the
    next a `*` if it changed since it was looked at. The cursor stays on its row, known by its key, at its
    line of the window, whatever happens to the rows around it.
    """

    HEADER_LINES: ClassVar[int] = 1

    @dataclass
    class Moved(Message):
        """The cursor came to rest on another row.

        line_list: the list. key: of the row, None when there is none.
        """

        line_list: LineList
        key: Hashable | None

        @property
        def control(self) -> LineList:
            """The list, for `@on`."""
            return self.line_list

    @dataclass
    class Opened(Message):
        """A row was opened, by enter or a double click.

        line_list: the list. key: of the row.
        """

        line_list: LineList
        key: Hashable

        @property
        def control(self) -> LineList:
            """The list, for `@on`."""
            return self.line_list

    def __init__(
        self,
        columns: Sequence[Column] = (),
        source: RowSource | None = None,
        *,
        signs: bool = True,
        header: bool = False,
        row_height: int = 1,
        empty: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`columns` from left to right; `header` names them in a first line; `row_height` is in lines, the
        second shows `Row.below`; `empty` is read when there are no rows: what to press next, literal text.
        """
        super().__init__(Rows() if source is None else source, row_height, id=id, classes=classes)
        self._columns = tuple(columns)
        self._signs = signs
        self._header = header
        self._empty = empty
        self._marked: set[Hashable] = set()
        self._flashing: set[Hashable] = set()
        self._flash_timer: Timer | None = None

    @property
    def marked(self) -> frozenset[Hashable]:
        """The keys of the rows that wear a `*`."""
        return frozenset(self._marked)

    def patch(self, keys: Iterable[Hashable]) -> None:
        """The rows of `keys` read differently now; paint those in the window that do."""
        changed = frozenset(keys)
        for index in self._window.rows:
            if index < len(self._source) and self._source.key(index) in changed:
                self._paint(index)

    def arrange_in(self, columns: Sequence[Column], *, row_height: int | None = None) -> None:
        """Show other columns, or rows of another height; the source has to build its rows for them."""
        self._columns = tuple(columns)
        self._row_height = row_height or self._row_height
        self._measure()
        self._reveal()
        self.repaint()

    def say_when_empty(self, text: str) -> None:
        """Change what is read when there are no rows, literal text."""
        if text != self._empty:
            self._empty = text
            if not len(self._source):
                self.repaint()

    def flash(self, keys: Iterable[Hashable]) -> None:
        """The rows of `keys` were changed by somebody else: mark them `*`, let them stand out a moment."""
        changed = frozenset(keys)
        self._marked |= changed
        self._flashing |= changed
        if self._flash_timer is not None:
            self._flash_timer.stop()
        self._flash_timer = self.set_timer(FLASH_SECONDS, self._end_flash)
        self.patch(changed)

    def unflash(self, keys: Iterable[Hashable] | None = None) -> None:
        """Take the `*` off the rows of `keys`, by default off all: they have been looked at."""
        seen = frozenset(self._marked if keys is None else keys)
        self._marked -= seen
        self._flashing -= seen
        self.patch(seen)

    def _end_flash(self) -> None:
        ended = frozenset(self._flashing)
        self._flashing.clear()
        self.patch(ended)

    @property
    def top_lines(self) -> int:
        """The header, if there is one."""
        return self.HEADER_LINES if self._header else 0

    def moved(self, key: Hashable | None) -> None:
        """Post it."""
        self._tell(self.Moved(self, key))

    def opened(self, key: Hashable) -> None:
        """Post it."""
        self._tell(self.Opened(self, key))

    def _tell(self, message: Message) -> None:
        # A message ends at the widget in whose handler it was made; a container may move our cursor in one.
        self.post_message(message.set_sender(self))

    def line(self, y: int) -> Line:
        """The header, a row, a heading or what is said of an empty list."""
        width = self.line_width
        if y < self.top_lines:
            return self.header_line(y, width)
        if not len(self._source):
            return empty_line(self._empty, y - self.top_lines, width)
        place = round(self.scroll_y) + y - self.top_lines
        index, part = divmod(place, self._row_height)
        if index >= len(self._source):
            return ()
        key = self._source.key(index)
        if isinstance(key, Heading):
            return heading_line(key, width) if part == 0 else ()
        return self._row_line(index, key, part, width)

    def header_line(self, y: int, width: int) -> Line:
        """Line `y` of what stays above the rows, `width` cells: the names of the columns."""
        names = Row(tuple(column.header for column in self._columns), style="muted")
        return RowLook(self._columns, self._signs, names).line(0, width)

    def cursor_style(self) -> str:
        """The style of the row under the cursor, "" for not showing it."""
        return "cursor" if self.has_focus else "cursor-away"

    def _row_line(self, index: int, key: Hashable, part: int, width: int) -> Line:
        row = self._source.row(index)
        here = self.cursor_style() if index == self._cursor else ""
        look = RowLook(self._columns, self._signs, row)
        line = look.line(part, width, cursor=bool(here), marked=key in self._marked)
        whole = here or ("flash" if key in self._flashing else "")
        return (("".join(text for text, _ in line), whole),) if whole and part < 2 else line
