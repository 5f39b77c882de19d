"""The list of every board: a cursor over rows, painted line by line, as fast at 10,000 rows as at 50."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer

from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.line_view import LineView
from screens.widgets.row_look import RowLook, empty_line, heading_line
from screens.widgets.rows import Heading, Row, Rows, RowSource
from screens.widgets.window import Window
from store.language import msg

FLASH_SECONDS: Final = 1.5
"""How long a row changed by somebody else stands out; its `*` stays until it is taken away."""


class LineList(LineView, can_focus=True):
    """Rows under a cursor, in columns. It knows nothing about what they are.

    The first cell of a row shows the cursor (`|`, and reverse video), with `signs` the second its sign, the
    next a `*` if it changed since it was looked at. The cursor stays on its row, known by its key, at its
    line of the window, whatever happens to the rows around it.
    """

    HEADER_LINES: ClassVar[int] = 1
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", msg("Up").text, show=False, id="list.up"),
        Binding("down,j", "cursor_down", msg("Down").text, show=False, id="list.down"),
        Binding("home", "first", msg("First").text, show=False, id="list.first"),
        Binding("end", "last", msg("Last").text, show=False, id="list.last"),
        Binding("pageup", "page_up", msg("Page up").text, show=False, id="list.page-up"),
        Binding("pagedown", "page_down", msg("Page down").text, show=False, id="list.page-down"),
        Binding("enter", "open", msg("Open").text, show=False, id="list.open"),
    ]

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
        id: str | None = None,  # noqa: A002 - Textual's name for it
        classes: str | None = None,
    ) -> None:
        """`columns` from left to right; `header` names them in a first line; `row_height` is in lines, the
        second shows `Row.below`; `empty` is read when there are no rows: what to press next, literal text.
        """
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._source: RowSource = source or Rows()
        self._signs = signs
        self._header = header
        self._row_height = row_height
        self._empty = empty
        self._cursor = self._selectable(0, 1)
        self._announced: Hashable | None = None
        self._marked: set[Hashable] = set()
        self._flashing: set[Hashable] = set()
        self._flash_timer: Timer | None = None

    # --- what the caller asks and tells

    @property
    def key(self) -> Hashable | None:
        """The key of the row under the cursor, None when there is no row."""
        return None if self._cursor is None else self._source.key(self._cursor)

    @property
    def marked(self) -> frozenset[Hashable]:
        """The keys of the rows that wear a `*`."""
        return frozenset(self._marked)

    def show(self, source: RowSource) -> None:
        """Show the rows of `source` instead. The cursor stays on the row of its key at the same line of the
        window; if that row is gone, at the same place. Only lines that differ are painted.
        """
        key, was, top = self.key, self._cursor, round(self.scroll_y)
        seen = was is not None and self._window.shows(was)
        self._source = source
        index = None if key is None else source.find(key)
        if index is None and len(source):
            at = min(was or 0, len(source) - 1)
            index = self._selectable(at, 1)
            if index is None:
                index = self._selectable(at, -1)
        self._cursor = index
        self._measure()
        if seen and index is not None and was is not None:
            top += (index - was) * self._row_height
        self.jump(top)
        if seen:
            self._reveal()
        self.repaint()
        self._announce()

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
        self._empty = text
        self.repaint()

    def move_to(self, key: Hashable) -> bool:
        """Put the cursor on the row of `key`. False if there is no such row."""
        index = self._source.find(key)
        if index is None:
            return False
        self._move(index)
        return True

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

    # --- moving

    def action_cursor_up(self) -> None:
        """To the row above."""
        self._step(-1)

    def action_cursor_down(self) -> None:
        """To the row below."""
        self._step(1)

    def action_first(self) -> None:
        """To the first row."""
        self._move(self._selectable(0, 1))

    def action_last(self) -> None:
        """To the last row."""
        self._move(self._selectable(len(self._source) - 1, -1))

    def action_page_up(self) -> None:
        """A window up."""
        self._leap(-1)

    def action_page_down(self) -> None:
        """A window down."""
        self._leap(1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        key = self.key
        if key is not None:
            self._tell(self.Opened(self, key))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor there, a second one opens."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self._top_lines:
            return
        index = self._window.row_at(offset.y - self._top_lines)
        if index < len(self._source) and not isinstance(self._source.key(index), Heading):
            self._move(index)
            if event.chain == 2:
                self.action_open()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._measure()
        self._reveal()
        self.repaint()

    def on_mount(self) -> None:
        """Say where the cursor is."""
        self._measure()
        self._announce()

    def _step(self, by: int) -> None:
        if self._cursor is not None:
            self._move(self._selectable(self._cursor + by, by))

    def _leap(self, by: int) -> None:
        if self._cursor is None:
            return
        target = self._cursor + by * max(1, self._window.page - 1)
        target = max(0, min(target, len(self._source) - 1))
        index = self._selectable(target, by)
        self._move(self._selectable(target, -by) if index is None else index)

    def _move(self, index: int | None) -> None:
        was = self._cursor
        if index is None or was is None:
            return
        self._cursor = index
        self._reveal()
        self._paint(was)
        self._paint(index)
        self._announce()

    def _announce(self) -> None:
        if self.is_attached and self.key != self._announced:
            self._announced = self.key
            self._tell(self.Moved(self, self.key))

    def _tell(self, message: Message) -> None:
        # A message ends at the widget in whose handler it was made; a container may move our cursor in one.
        self.post_message(message.set_sender(self))

    def _selectable(self, index: int, by: int) -> int | None:
        """The first row that is no heading, from `index` on in the direction of `by`."""
        while 0 <= index < len(self._source):
            if not isinstance(self._source.key(index), Heading):
                return index
            index += by
        return None

    # --- where things are

    @property
    def _top_lines(self) -> int:
        return self.HEADER_LINES if self._header else 0

    def _measure(self) -> None:
        self.have_lines(len(self._source) * self._row_height + self._top_lines)

    @property
    def _window(self) -> Window:
        return Window(round(self.scroll_y), self.size.height - self._top_lines, self._row_height)

    def _reveal(self) -> None:
        """Bring the cursor into the window."""
        index = self._cursor
        if index is None or not self.size.height or self._window.shows(index):
            return
        # The headings above the first row are nowhere else to be seen.
        first = self._selectable(index - 1, -1) is None
        self.jump(0 if first else self._window.top_showing(index))

    def _paint(self, index: int) -> None:
        y = self._window.line_of(index) + self._top_lines
        self.repaint(range(max(y, self._top_lines), y + self._row_height))

    # --- painting

    def line(self, y: int) -> Line:
        """The header, a row, a heading or what is said of an empty list."""
        width = self.line_width
        if y < self._top_lines:
            return self.header_line(y, width)
        if not len(self._source):
            return empty_line(self._empty, y - self._top_lines, width)
        place = round(self.scroll_y) + y - self._top_lines
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
