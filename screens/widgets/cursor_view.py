"""A cursor over rows: where it is, how it moves, and that it stays on its row whatever happens around it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from screens.widgets.line_view import LineView
from screens.widgets.rows import Heading, RowSource
from screens.widgets.window import Window
from store.language import msg


class CursorView(LineView):
    """Rows, all `row_height` lines high, under a cursor that passes over headings. A subclass paints them.

    The cursor is known by the key of its row: when rows come and go it keeps that row, at its line of the
    window. When it leaves the window the rows jump by nearly a page, so that most moves paint two rows.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", msg("Up").text, show=False, id="list.up"),
        Binding("down,j", "cursor_down", msg("Down").text, show=False, id="list.down"),
        Binding("home", "first", msg("First").text, show=False, id="list.first"),
        Binding("end", "last", msg("Last").text, show=False, id="list.last"),
        Binding("pageup", "page_up", msg("Page up").text, show=False, id="list.page-up"),
        Binding("pagedown", "page_down", msg("Page down").text, show=False, id="list.page-down"),
        Binding("enter", "open", msg("Open").text, show=False, id="list.open"),
    ]

    def __init__(
        self,
        source: RowSource,
        row_height: int,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._source = source
        self._row_height = row_height
        self._cursor = self._selectable(0, 1)
        self._announced: Hashable | None = None

    @property
    def top_lines(self) -> int:
        """How many lines stay above the rows."""
        return 0

    def moved(self, key: Hashable | None) -> None:
        """The cursor came to rest on another row, or there is none any more."""
        raise NotImplementedError

    def opened(self, key: Hashable) -> None:
        """The row of `key` was opened."""
        raise NotImplementedError

    @property
    def key(self) -> Hashable | None:
        """The key of the row under the cursor, None when there is no row."""
        return None if self._cursor is None else self._source.key(self._cursor)

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

    def move_to(self, key: Hashable) -> bool:
        """Put the cursor on the row of `key`. False if there is no such row."""
        index = self._source.find(key)
        if index is None:
            return False
        self._move(index)
        return True

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
            self.opened(key)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor there."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self.top_lines:
            return
        index = self._window.row_at(offset.y - self.top_lines)
        if index < len(self._source) and not isinstance(self._source.key(index), Heading):
            self._move(index)
            self.clicked(self._source.key(index), event.chain)

    def clicked(self, key: Hashable, chain: int) -> None:
        """The row of `key` was clicked, for the `chain`-th time in a row: a second click opens it."""
        if chain == 2:
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
            self.moved(self.key)

    def _selectable(self, index: int, by: int) -> int | None:
        """The first row that is no heading, from `index` on in the direction of `by`."""
        while 0 <= index < len(self._source):
            if not isinstance(self._source.key(index), Heading):
                return index
            index += by
        return None

    # --- where things are

    def _measure(self) -> None:
        self.have_lines(len(self._source) * self._row_height + self.top_lines)

    @property
    def _window(self) -> Window:
        return Window(round(self.scroll_y), self.size.height - self.top_lines, self._row_height)

    def _reveal(self) -> None:
        """Bring the cursor into the window."""
        index = self._cursor
        if index is None or not self.size.height or self._window.shows(index):
            return
        # The headings above the first row are nowhere else to be seen.
        first = self._selectable(index - 1, -1) is None
        self.jump(0 if first else self._window.top_showing(index))

    def _paint(self, index: int) -> None:
        y = self._window.line_of(index) + self.top_lines
        self.repaint(range(max(y, self.top_lines), y + self._row_height))
