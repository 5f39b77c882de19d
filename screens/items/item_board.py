"""A board of all items of an initiative: views as tabs, a filter, an order, the detail of one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import ClassVar, Final, Generic

from textual import events
from textual.widget import Widget

from screens.initiative import InitiativeScreen
from screens.items.item_list import ItemList, S, V
from screens.keys import Act, Group
from screens.widgets.cells import Line
from screens.widgets.filter_bar import FilterBar
from screens.widgets.rule import Rule
from screens.widgets.stage_title import stage_title
from screens.widgets.tabs import Tab, TabBar
from store.language import Message, _
from store.model.initiative import Stage

_MINUTE: Final = 60


class ItemBoardScreen(InitiativeScreen, Generic[V, S]):
    """A subclass gives `STAGE` and what is asked of it below, and fills the board when it is mounted."""

    STAGE: ClassVar[Stage]
    FILTERS: ClassVar[Message]
    """What the filter looks through."""
    SORTS: ClassVar[Message]
    """The question which order is wanted."""
    DEFAULT_CSS = "ItemBoardScreen.filtering #under { display: none; }"

    def __init__(self, initiative: int, items: ItemList[V, S]) -> None:
        """The board of `initiative` (its id), on which `items` are listed."""
        super().__init__()
        self.initiative = initiative
        self._items = items
        self._views = list(type(items.view))
        self._tabs = TabBar(self.every_tab, lambda: items.view, self._beside_tabs)
        self._filter = FilterBar(self.FILTERS)

    # --- what a subclass gives

    def every_tab(self) -> list[Tab]:
        """One for each view."""
        raise NotImplementedError

    def item_here(self) -> tuple[str, int] | None:
        """Table and id of what is under the cursor, as others see where I look."""
        raise NotImplementedError

    def minute(self) -> None:
        """A minute has passed."""
        raise NotImplementedError

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """Tabs, the filter in the place of a rule, the items."""
        yield self._tabs
        yield Rule(id="under")
        yield self._filter
        yield self._items

    def on_mount(self) -> None:
        """What is late or urgent is another thing later."""
        self.set_interval(_MINUTE, self.minute)

    def on_resize(self, event: events.Resize) -> None:
        """The detail where there is room for it."""
        self._items.lay_out()

    def title_line(self, room: int) -> Line:
        """The initiative and its stages."""
        return stage_title(self.session.state, self.initiative, self.STAGE, room)

    def _beside_tabs(self) -> Line:
        if self._items.order is not self._items.own_order:
            return ((str(self._items.order.title), "accent"),)
        return ((_("/ filter"), "muted"),) if not self.filtering else ()

    def show_around(self) -> None:
        """What stands around the rows."""
        self._tabs.repaint()
        self._say_count()

    def on_item_list_looked(self, event: ItemList.Looked) -> None:
        """Other keys make sense now, and others see where I look."""
        self.session.look_at(self.item_here())
        self.refresh_frame()

    # --- views

    def change_view(self, view: V, key: Hashable | None = None) -> None:
        """Show `view`, the cursor on the row of `key`, or on the one it is on."""
        self._items.show_view(view, key if key is not None else self._items.key)
        if not self._filter.typing:
            self._items.take_cursor()
        self.show_around()
        self.refresh_frame()

    def on_tab_bar_chosen(self, event: TabBar.Chosen) -> None:
        """A click on a tab."""
        for view in self._views:
            if event.view is view:
                self.change_view(view)

    def action_next_view(self) -> None:
        """The next tab."""
        self._turn_tab(1)

    def action_previous_view(self) -> None:
        """The tab before."""
        self._turn_tab(-1)

    def _turn_tab(self, by: int) -> None:
        self.change_view(self._views[(self._views.index(self._items.view) + by) % len(self._views)])

    def action_sort(self) -> None:
        """Choose what comes first."""
        from screens.dialogs.choose import ChooseDialog, Option

        present = self._items.order
        orders = {order: Option(order, str(order.title)) for order in type(present)}

        def take(chosen: Hashable | None) -> None:
            for order in orders:
                if chosen is order:
                    self._items.sorts[self._items.view] = order
                    self.change_view(self._items.view)

        self.app.push_screen(ChooseDialog(self.SORTS, list(orders.values()), at=present), take)

    # --- the filter

    @property
    def filtering(self) -> bool:
        """Whether only some of the items are shown."""
        return self.has_class("filtering")

    def action_filter(self) -> None:
        """Type what to look for."""
        self.add_class("filtering")
        self._filter.open()
        self.show_around()

    def on_filter_bar_typed(self, event: FilterBar.Typed) -> None:
        """Show what fits."""
        if event.text != self._items.typed:
            self._items.typed = event.text
            self._items.show_rows()
            self._say_count()

    def on_filter_bar_left(self, event: FilterBar.Left) -> None:
        """Back to the items; with nothing typed there is no filter."""
        if not self._items.typed:
            self.lift_filter()
        self._items.take_cursor()

    def action_back(self) -> None:
        """Lift the filter; without one, back to Home."""
        if self.filtering:
            self.lift_filter()
            self._items.take_cursor()
        else:
            super().action_back()

    def lift_filter(self) -> None:
        """Show all of the view again."""
        self.remove_class("filtering")
        self._filter.lift()
        if self._items.typed:
            self._items.typed = ""
            self._items.show_rows()
        self._tabs.repaint()

    def _say_count(self) -> None:
        if self.filtering:
            self._filter.say_count(*self._items.counted())

    # --- acts

    def acts(self) -> list[Act]:
        """What is done to an item comes before what is done to the board."""
        return sorted(super().acts(), key=lambda act: act.group is not Group.ITEM)

    def action_detail(self) -> None:
        """More room for the detail, none, as before."""
        self._items.share = self._items.share.after()
        self._items.lay_out()

    def action_detail_down(self) -> None:
        """Further down in the detail."""
        self._items.page_detail(1)

    def action_detail_up(self) -> None:
        """Further up in the detail."""
        self._items.page_detail(-1)
