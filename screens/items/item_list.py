"""The items of an initiative in one of several views, and the detail of the one under the cursor."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message as Event
from textual.timer import Timer
from textual.widget import Widget

from screens.widgets.detail_pane import REST_SECONDS, DetailPane
from screens.widgets.line_list import LineList
from screens.widgets.pane_place import Place, Share
from screens.widgets.rule import Rule
from store.language import Message

if TYPE_CHECKING:
    from screens.trails import Trails
    from screens.widgets.column_board import ColumnBoard


class Order(Enum):
    """What comes first in a view: a subclass has the ways to choose from."""

    @property
    def title(self) -> Message:
        """How it reads behind the tabs, and in the list of ways."""
        raise NotImplementedError


V = TypeVar("V", bound=Enum)
S = TypeVar("S", bound=Order)


class ItemList(Container, Generic[V, S]):
    """A list, and below or beside it the detail. What is listed is kept up to date by the screen, which then
    calls `show_rows`.
    """

    DEFAULT_CSS = """
    ItemList { height: 1fr; layout: vertical; }
    ItemList.side { layout: horizontal; }
    ItemList > LineList { height: 1fr; width: 1fr; }
    ItemList > #detail { padding: 0 0 0 1; }
    ItemList.side > #detail { padding: 0 0 0 2; background: $surface; }
    """

    class Looked(Event):
        """The cursor rests on another item, or on none."""

    def __init__(self, view: V, trails: Trails) -> None:
        super().__init__(id="body")
        self.view = view
        self.sorts: dict[V, S] = {}
        """How views are sorted for which somebody has chosen that."""
        self.typed = ""
        """What the filter looks for, "" for no filter."""
        self.share = Share.NORMAL
        self._trails = trails
        self._rest: Timer | None = None
        self._list = LineList((), header=True)
        self._rule = Rule()
        self._pane = DetailPane(id="detail")

    def compose(self) -> ComposeResult:
        """The list, the detail."""
        yield from self.lists()
        yield self._rule
        yield self._pane

    # --- what a subclass gives

    def lists(self) -> Iterable[Widget]:
        """What shows the rows; one of them is in sight."""
        return (self._list,)

    @property
    def _shown(self) -> LineList | ColumnBoard:
        """The one in sight."""
        return self._list

    @property
    def own_order(self) -> S:
        """How the present view is sorted until somebody chooses."""
        raise NotImplementedError

    def has(self, key: int) -> bool:
        """Whether the present view shows the item, as it is filtered."""
        raise NotImplementedError

    def counted(self) -> tuple[int, int]:
        """How many rows the view shows, and how many without the filter."""
        raise NotImplementedError

    def show_view(self, view: V, key: Hashable | None) -> None:
        """Show `view`, the cursor on the row of `key` if it is there."""
        raise NotImplementedError

    def show_rows(self) -> None:
        """The rows anew; the cursor stays on its item, and only lines that differ are painted."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Put the detail where it belongs on a screen of this size."""
        raise NotImplementedError

    def _tell(self, *, keep_place: bool) -> None:
        """Show what is known of the item under the cursor; or its place in the pane stays."""
        raise NotImplementedError

    # --- what the screen asks

    @property
    def key(self) -> int | None:
        """The id of the item under the cursor."""
        key = self._shown.key
        return key if isinstance(key, int) else None

    @property
    def order(self) -> S:
        """What comes first in the present view."""
        return self.sorts.get(self.view, self.own_order)

    def take_cursor(self) -> None:
        """The keys move the cursor from now on."""
        self._shown.focus()

    def flash(self, changed: Iterable[Hashable]) -> None:
        """Others changed these: let them stand out, and wear a `*` until they are looked at."""
        self._shown.flash(changed)

    def tell_detail(self) -> None:
        """Show what is known of the item under the cursor; its place in the pane stays."""
        self._tell(keep_place=True)

    def page_detail(self, by: int) -> None:
        """Scroll the detail by so many windows."""
        self._pane.page(by)

    # --- how

    def _put_detail(self, place: Place) -> None:
        self.set_class(place.side, "side")
        self._pane.display = not place.hidden
        self._rule.display = not place.hidden and not place.side
        self._pane.styles.width = place.width if place.side else "1fr"
        self._pane.styles.height = "1fr" if place.side else place.height
        self.tell_detail()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Another item is under the cursor: its detail, once the cursor rests."""
        event.stop()
        if event.key != self._shown.key:
            return
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST_SECONDS, self._look)

    def _look(self) -> None:
        """The cursor rests: the item has been looked at."""
        self._tell(keep_place=False)
        key = self.key
        if key is not None and key in self._shown.marked:
            self._shown.unflash([key])
        self.post_message(self.Looked())

    def _trail_read(self, id: int) -> None:
        if self.is_attached and id == self.key:
            self.tell_detail()
