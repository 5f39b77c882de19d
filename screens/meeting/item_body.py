"""The middle of a meeting's screen: the item with its clock, its list, what was captured of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from screens.meeting import item_lines, item_rows
from screens.widgets.cells import Line
from screens.widgets.detail_pane import DetailPane
from screens.widgets.line_list import LineList
from screens.widgets.section import Section
from screens.widgets.ticking import Ticking
from store.language import _
from store.model.meeting import AgendaItem, ItemKind, Meeting

if TYPE_CHECKING:
    from datetime import date

    from store.model.capture import Capture
    from store.model.clock import Moment
    from store.model.state import State
    from store.rules.meeting.table import TableView

_HIGH: Final = 4
"""The most lines of an item above its list."""
_ABOVE: Final = 3
"""The lines above the item: a blank one, its head, a blank one."""


class ItemBody(Vertical):
    """Shows one item; `head` and `clock` make the line above it."""

    DEFAULT_CSS = """
    ItemBody { height: 1fr; }
    ItemBody #top { height: 1; margin-top: 1; }
    ItemBody #head { width: 1fr; }
    ItemBody #item { height: 1fr; margin-top: 1; }
    ItemBody #open { height: 1fr; margin-top: 1; display: none; }
    ItemBody #kept { height: 0; }
    ItemBody.listing #open { display: block; }
    """

    def __init__(self, head: Callable[[], Line], clock: Callable[[], Line]) -> None:
        super().__init__(id="body")
        self._lines = 0
        self._head = Section(head, id="head")
        self._clock = Ticking(clock, id="item-clock")
        self.pane: Final = DetailPane(id="item")
        """What is read of the item."""
        self.rows: Final = LineList(empty=_("Nothing is open here."), id="open")
        """What stands in an item that is a list."""
        self._kept = DetailPane(id="kept")

    def compose(self) -> ComposeResult:
        """From the top."""
        with Horizontal(id="top"):
            yield self._head
            yield self._clock
        yield self.pane
        yield self.rows
        yield self._kept

    def tick(self) -> None:
        """A second later."""
        self._clock.tick()

    def show_end(self, state: State, captures: Sequence[Capture], today: date, *, presents: bool) -> None:
        """Nothing is on the table any more: what the meeting has kept, the newest at the foot."""
        self.remove_class("listing")
        self._fill()
        self.pane.show(lambda room: item_lines.end(state, captures, today, room, presents=presents))
        self._keep(())
        self._head.repaint()
        self.tick()

    def show(
        self,
        state: State,
        meeting: Meeting,
        item: AgendaItem,
        view: TableView,
        moment: Moment,
        *,
        keep_place: bool,
    ) -> None:
        """The item; `keep_place`: it was the one before, so it stays scrolled to where it was."""
        listed = item.kind in item_rows.LISTED
        self.set_class(listed, "listing")
        captures, label = view.captures, item_lines.label_width(view)
        if listed:
            label = item_lines.SHORT
            captures = tuple(each for each in captures if not item_rows.stands_in(each, item))
            view = replace(view, facts=view.facts[:1] if item.kind is ItemKind.POINT else ())
            self.rows.arrange_in(item_rows.columns(item.kind))
            self.rows.show(item_rows.rows(state, meeting, item, moment))
            self.pane.styles.height = len(item_lines.lines(view, self._room, _HIGH))
        else:
            self._fill()
        kept = item_lines.kept(state, captures, moment.today, self._room, label=label)
        high = _HIGH if listed else self.size.height - _ABOVE
        room = high if listed else high - len(kept)
        if listed or len(item_lines.lines(view, self._room, room)) > room:
            self._keep(kept)  # in sight below what scrolls
            self.pane.show(lambda cells: item_lines.lines(view, cells, room), keep_place=keep_place)
        else:
            self._keep(())
            self.pane.show(lambda cells: [*item_lines.lines(view, cells, room), *kept], keep_place=keep_place)
        self._head.repaint()
        self.tick()

    def _fill(self) -> None:
        """The item takes the height there is. Said again it would have the whole screen laid out anew."""
        styles = self.pane.styles
        if styles.inline.has_rule("height"):
            styles.height = None

    def _keep(self, lines: Sequence[Line]) -> None:
        if len(lines) != self._lines:
            self._lines = len(lines)
            self._kept.styles.height = self._lines
        self._kept.show(lambda _room: lines)

    @property
    def _room(self) -> int:
        return max(20, self.size.width - 2)

    def refresh_text(self) -> None:
        """In the other language."""
        self.rows.say_when_empty(_("Nothing is open here."))
