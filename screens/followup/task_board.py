"""The tasks in one of the views, and the detail of the one under the cursor."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from screens.followup.detail import lines as detail_lines
from screens.followup.issue_detail import issue_lines
from screens.followup.layout import place
from screens.followup.rows import STYLES, card, card_columns, columns, issue_row, room_for_titles, row
from screens.followup.views import LANES, OWN_ORDER, Sort, View, count, keys, lanes, shown
from screens.items.item_list import ItemList
from screens.widgets.cells import width
from screens.widgets.column_board import ColumnBoard, Lane
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from store.language import _
from store.model.organisation import Person
from store.model.task import Task
from store.rules.status import WORDS

if TYPE_CHECKING:
    from screens.followup.overview import Overview
    from screens.trails import Trails
    from store.rules.attention_line import Attention


class TaskBoard(ItemList[View, Sort]):
    """A list for four of the views, lanes for the one by status. The screen keeps `overview` up to date."""

    DEFAULT_CSS = """
    TaskBoard > #lanes { display: none; height: 1fr; width: 1fr; }
    TaskBoard.lanes > LineList { display: none; }
    TaskBoard.lanes > #lanes { display: block; }
    """

    def __init__(self, overview: Overview, trails: Trails) -> None:
        super().__init__(View.ATTENTION if overview.count_in_need() else View.ALL, trails)
        self.overview = overview
        self._tall = False
        self._lanes = self._new_lanes()

    def lists(self) -> Iterable[Widget]:
        """One of them is in sight."""
        return self._list, self._lanes

    # --- what the screen asks

    @property
    def task_here(self) -> Task | None:
        """The task under the cursor, as it is shown."""
        return self.overview.tasks.get(self.key or 0)

    @property
    def issue_here(self) -> Attention | None:
        """The urgent issue under the cursor, where no task is."""
        return self._issue_of(self._shown.key)

    @property
    def own_order(self) -> Sort:
        """By number where all are shown, else the most harmful first."""
        return OWN_ORDER[self.view]

    def has(self, key: int) -> bool:
        """Whether the present view shows the task, as it is filtered."""
        return any(task.id == key for task in shown(self.overview, self.view, self.typed))

    def counted(self) -> tuple[int, int]:
        """How many rows the view shows, and how many without the filter."""
        every = count(self.overview, self.view, "")
        return (count(self.overview, self.view, self.typed) if self.typed else every), every

    # --- what it shows

    def show_view(self, view: View, key: Hashable | None) -> None:
        """Show `view`, the cursor on the row of `key` if it is there."""
        self.view = view
        in_lanes = view is View.STATUS
        self.set_class(in_lanes, "lanes")
        if not in_lanes:
            self._list.arrange_in(columns(view, *self._widths))
        self.show_rows()
        if key is not None:
            self._shown.move_to(key)
        self.lay_out()

    def show_rows(self) -> None:
        """The rows anew; the cursor stays on its task, and only lines that differ are painted."""
        if self.view is View.STATUS:
            found = lanes(self.overview, self.order, self.typed)
            self._lanes.show({name: Rows(ids, self._card) for name, ids in found.items()})
        else:
            self._list.show(Rows(keys(self.overview, self.view, self.order, self.typed), self._row))
            self._list.say_when_empty(self._nothing())

    def lay_out(self) -> None:
        """Put the detail where it belongs on a screen of this size."""
        room = self.screen.size
        needed = room_for_titles(self.view, *self._widths)
        found = place(room.width, room.height, self.view, self.share, needed)
        self._tall = found.side
        self._put_detail(found)

    async def say_again(self) -> None:
        """All of it in the language of the interface, which has changed."""
        key, had_focus = self.key, self._shown.has_focus
        before, self._lanes = self._lanes, self._new_lanes()
        await before.remove()
        await self.mount(self._lanes, before=self._rule)
        self.show_view(self.view, key)
        if had_focus:
            self.take_cursor()

    # --- how

    @property
    def _shown(self) -> LineList | ColumnBoard:
        return self._lanes if self.view is View.STATUS else self._list

    @property
    def _key_width(self) -> int:
        largest = max(self.overview.tasks.values(), key=lambda task: task.number, default=None)
        return width(self.overview.state.key_of(largest)) if largest is not None else 5

    @property
    def _owner_width(self) -> int:
        owners = {task.owner for task in self.overview.tasks.values()}
        people = (self.overview.state.get(Person, owner) for owner in owners)
        return max((width(person.name) for person in people if person is not None), default=6)

    @property
    def _widths(self) -> tuple[int, int, int]:
        """The cells of the longest key, name of an owner, and title."""
        tasks = shown(self.overview, self.view, "")
        titles = max((width(task.title) for task in tasks), default=0)
        return self._key_width, self._owner_width, titles

    def _new_lanes(self) -> ColumnBoard:
        titles = [Lane(status.value, str(WORDS[status]), STYLES[status]) for status in LANES]
        return ColumnBoard(titles, card_columns(self._key_width), id="lanes")

    def _row(self, key: Hashable) -> Row:
        task, issue = self._task_of(key), self._issue_of(key)
        if issue is not None:
            return issue_row(self.overview, issue)
        return row(self.overview, self.view, task) if task is not None else Row(())

    def _card(self, key: Hashable) -> Row:
        task = self._task_of(key)
        return card(self.overview, task) if task is not None else Row(())

    def _task_of(self, key: Hashable) -> Task | None:
        """Null for a task that was removed a moment ago and is still in the rows."""
        return self.overview.tasks.get(key) if isinstance(key, int) else None

    def _issue_of(self, key: Hashable | None) -> Attention | None:
        return self.overview.urgent.get(key[1]) if isinstance(key, tuple) else None

    def _nothing(self) -> str:
        """What an empty list says: the key that leads on."""
        elsewhere = count(self.overview, View.ALL, self.typed) if self.view is View.ATTENTION else 0
        if self.typed and elsewhere:
            return _(
                "Nothing here fits “{typed}”, but {count} in All: tab shows them.",
                typed=self.typed,
                count=elsewhere,
            )
        if self.typed:
            return _("Nothing fits “{typed}”. esc lifts the filter.", typed=self.typed)
        if not self.overview.tasks:
            return _("No task yet. + makes the first one.")
        return _("Nothing needs anybody today. tab shows all tasks.")

    def _tell(self, *, keep_place: bool) -> None:
        task, issue = self.task_here, self.issue_here
        if issue is not None:
            self._pane.show(lambda room: issue_lines(self.overview, issue, room), keep_place=keep_place)
            return
        if task is None:
            self._pane.clear()
            return
        if not self._pane.display:
            return
        trail = self._trails.of(task.id, self._trail_read)
        self._pane.show(
            lambda room: detail_lines(self.overview, task, trail, room, tall=self._tall),
            keep_place=keep_place,
        )
