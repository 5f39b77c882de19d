"""Several short lists side by side under one cursor: a board by status."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message

from screens.widgets.cells import Line, fit, joined
from screens.widgets.columns import Column
from screens.widgets.line_list import LineList
from screens.widgets.rows import RowSource
from store.language import msg

_ROOMY: Final = 30  # lines from which cards get a blank line between them


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of a board. name: in the code; title: over it, literal text; style: of the title."""

    name: str
    title: str
    style: str = "strong"


class LaneList(LineList, can_focus=False):
    """The cards of one lane. The board has the focus and the keys; the lane paints."""

    HEADER_LINES = 2
    DEFAULT_CSS = """
    LaneList { width: 1fr; margin-right: 1; scrollbar-size-vertical: 0; }
    LaneList:last-child { margin-right: 0; }
    """

    @dataclass
    class Chosen(Message):
        """A lane was clicked."""

        lane: LaneList

    def __init__(self, lane: Lane, columns: Sequence[Column]) -> None:
        super().__init__(columns, signs=False, header=True, row_height=2)
        self.lane = lane
        self.active = False

    def header_line(self, y: int, width: int) -> Line:
        """The title of the lane and how many cards it has, over a thin rule."""
        if y:
            return (("─" * width, "rule"),)
        return joined(fit(((self.lane.title, self.lane.style), (f" {len(self._source)}", "muted")), width))

    def cursor_style(self) -> str:
        """Only the lane that is acted on shows its cursor."""
        if not self.active:
            return ""
        return "cursor" if isinstance(self.parent, ColumnBoard) and self.parent.has_focus else "cursor-away"

    def on_click(self, event: events.Click) -> None:
        """Tell the board; the list itself has gone to the card."""
        self.post_message(self.Chosen(self))

    def activate(self, active: bool) -> None:
        """Take the board's cursor, or give it up."""
        if active != self.active:
            self.active = active
            self.repaint()
            self._announced = None if active else self._announced
            self._announce()

    @property
    def cursor_line(self) -> int:
        """The line of the window the cursor is at, 0 at the top of the lane."""
        return self._window.line_of(self._cursor or 0)

    def move_to_line(self, line: int) -> None:
        """Put the cursor on the card at `line` of the window, or the last one."""
        if len(self._source):
            self._move(min(self._window.row_at(max(line, 0)), len(self._source) - 1))

    def _announce(self) -> None:
        if self.active:
            super()._announce()


class ColumnBoard(Horizontal, can_focus=True):
    """Lanes of cards two lines high: the columns of `columns` (a key, a name), then `Row.below` (a title).

    It posts the messages of the lane that is acted on: `LineList.Moved` and `LineList.Opened`. Each lane
    repaints its own two cards, so that a step costs no more than in a list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *LineList.BINDINGS,
        Binding("left,h", "lane_left", msg("Column to the left").text, show=False, id="board.left"),
        Binding("right,l", "lane_right", msg("Column to the right").text, show=False, id="board.right"),
    ]
    DEFAULT_CSS = "ColumnBoard { height: 1fr; padding: 0 1 0 0; }"

    def __init__(
        self,
        lanes: Sequence[Lane],
        columns: Sequence[Column],
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._lanes = tuple(LaneList(lane, columns) for lane in lanes)
        self._active = self._lanes[0]
        self._active.active = True

    def compose(self) -> ComposeResult:
        """The lanes."""
        yield from self._lanes

    @property
    def key(self) -> Hashable | None:
        """The key of the card under the cursor, None when the lane is empty."""
        return self._active.key

    @property
    def lane(self) -> str:
        """The name of the lane the cursor is in."""
        return self._active.lane.name

    @property
    def marked(self) -> frozenset[Hashable]:
        """The keys of the cards that wear a `*`."""
        return frozenset(key for lane in self._lanes for key in lane.marked)

    def show(self, sources: Mapping[str, RowSource]) -> None:
        """Show the cards of `sources`, by the names of the lanes. The cursor follows its card into another
        lane; if the card is gone it stays where it is, or goes to the nearest lane that has cards.
        """
        key = self.key
        for lane in self._lanes:
            source = sources.get(lane.lane.name)
            if source is not None:
                lane.show(source)
        if key is not None and self.key != key and self.move_to(key):
            return
        if self.key is None:
            self._enter(next(self._others(), None))

    def move_to(self, key: Hashable) -> bool:
        """Put the cursor on the card of `key`. False if no lane has it."""
        for lane in self._lanes:
            if lane.move_to(key):
                self._activate(lane)
                return True
        return False

    def patch(self, keys: Iterable[Hashable]) -> None:
        """The cards of `keys` read differently now; paint those in sight that do."""
        changed = frozenset(keys)
        for lane in self._lanes:
            lane.patch(changed)

    def flash(self, keys: Iterable[Hashable]) -> None:
        """As `LineList.flash`."""
        changed = frozenset(keys)
        for lane in self._lanes:
            lane.flash(changed)

    def unflash(self, keys: Iterable[Hashable] | None = None) -> None:
        """As `LineList.unflash`."""
        seen = None if keys is None else frozenset(keys)
        for lane in self._lanes:
            lane.unflash(seen)

    def action_cursor_up(self) -> None:
        """To the card above."""
        self._active.action_cursor_up()

    def action_cursor_down(self) -> None:
        """To the card below."""
        self._active.action_cursor_down()

    def action_first(self) -> None:
        """To the first card of the lane."""
        self._active.action_first()

    def action_last(self) -> None:
        """To the last card of the lane."""
        self._active.action_last()

    def action_page_up(self) -> None:
        """A window up."""
        self._active.action_page_up()

    def action_page_down(self) -> None:
        """A window down."""
        self._active.action_page_down()

    def action_open(self) -> None:
        """Open the card under the cursor."""
        self._active.action_open()

    def action_lane_left(self) -> None:
        """To the lane on the left that has cards, at the same height."""
        at = self._lanes.index(self._active)
        self._enter(next((lane for lane in reversed(self._lanes[:at]) if lane.key is not None), None))

    def action_lane_right(self) -> None:
        """To the lane on the right that has cards, at the same height."""
        at = self._lanes.index(self._active)
        self._enter(next((lane for lane in self._lanes[at + 1 :] if lane.key is not None), None))

    def on_lane_list_chosen(self, event: LaneList.Chosen) -> None:
        """A click into a lane makes it the one acted on."""
        event.stop()
        if event.lane.key is not None:
            self._activate(event.lane)

    def on_resize(self, event: events.Resize) -> None:
        """Cards stand apart where there is room."""
        for lane in self._lanes:
            lane.arrange_in(self._columns, row_height=3 if event.size.height >= _ROOMY else 2)

    def on_focus(self) -> None:
        """Show the cursor as one that moves."""
        self._active.repaint()

    def on_blur(self) -> None:
        """Show the cursor as one that waits."""
        self._active.repaint()

    def _others(self) -> Iterator[LaneList]:
        at = self._lanes.index(self._active)
        near = sorted(self._lanes, key=lambda lane: abs(self._lanes.index(lane) - at))
        return (lane for lane in near if lane.key is not None)

    def _enter(self, lane: LaneList | None) -> None:
        if lane is not None:
            lane.move_to_line(self._active.cursor_line)
            self._activate(lane)

    def _activate(self, lane: LaneList) -> None:
        if lane is not self._active:
            self._active.activate(False)
            self._active = lane
            lane.activate(True)
