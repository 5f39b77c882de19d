"""The follow-up board (DOMAIN.md stage 3): all tasks of an initiative, and their status in a key or two."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.containers import Container
from textual.widget import Widget

from screens.dialogs.status.task_screen import TaskScreen
from screens.followup import acts
from screens.followup.bars import FilterBar, Rule, Tab, TabBar
from screens.followup.detail import lines as detail_lines
from screens.followup.header import title_line
from screens.followup.layout import Size, place
from screens.followup.overview import Overview
from screens.followup.rows import STYLES, card, card_columns, columns, row
from screens.followup.trails import Trails
from screens.followup.views import LANES, OWN_ORDER, Sort, View, keys, lanes, shown
from screens.keys import Act
from screens.widgets.cells import Line, width
from screens.widgets.column_board import ColumnBoard, Lane
from screens.widgets.detail_pane import REST_SECONDS, DetailPane
from screens.widgets.line_list import LineList
from screens.widgets.rows import Row, Rows
from store.language import Message, _, msg
from store.model.initiative import Initiative
from store.model.task import Task
from store.rules.status import WORDS

if TYPE_CHECKING:
    from textual.timer import Timer

    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.board.session import Changed

_MINUTE: Final = 60
_LEAST_SIDE: Final = 120


class FollowUpScreen(TaskScreen):
    """The tasks of `initiative` (its id), the cursor on `item` (table and id) at first."""

    ACTS: ClassVar[tuple[Act, ...]] = acts.ON_BOARD
    DEFAULT_CSS = """
    FollowUpScreen #body { height: 1fr; layout: vertical; }
    FollowUpScreen #body.side { layout: horizontal; }
    FollowUpScreen #tasks { height: 1fr; width: 1fr; }
    FollowUpScreen #lanes { display: none; height: 1fr; width: 1fr; }
    FollowUpScreen.lanes #tasks { display: none; }
    FollowUpScreen.lanes #lanes { display: block; }
    FollowUpScreen #detail { padding: 0 0 0 1; }
    FollowUpScreen .side #between { width: 1; height: 100%; }
    FollowUpScreen.filtering #under { display: none; }
    """

    def __init__(self, session: Session, initiative: int, item: tuple[str, int] | None = None) -> None:
        super().__init__()
        self._initiative = initiative
        self._item = item
        self._overview = Overview(session.state, initiative, session.moment())
        self._view = View.ATTENTION if self._overview.count_in_need() else View.ALL
        self._sorts: dict[View, Sort] = {}
        self._pane_size = Size.NORMAL
        self._rest: Timer | None = None
        self._trails = Trails(session)

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """Tabs, the board in one of its forms, the pane."""
        yield TabBar(self._tabs, lambda: self._view, self._sorted_how)
        yield Rule(id="under")
        yield FilterBar()
        yield Container(
            LineList((), header=True, id="tasks"),
            self._new_lanes(),
            Rule(id="between"),
            DetailPane(id="detail"),
            id="body",
        )

    def on_mount(self) -> None:
        """Fill it, the cursor where it was asked for."""
        self.set_interval(_MINUTE, self._minute)
        if self._item is not None and self._item[0] == Task.table:
            self.show_task(self._item[1])
        else:
            self._show_view(None)
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """The pane where there is room for it."""
        self._lay_out()

    def title_line(self, room: int) -> Line:
        """The initiative and its stages."""
        return title_line(self.session.state, self._initiative, room)

    def refresh_text(self) -> None:
        """All of it in the other language."""
        super().refresh_text()
        key = self._key
        self.run_worker(self._say_again(key), group="language", exclusive=True)

    async def _say_again(self, key: int | None) -> None:
        lanes_before = self.query_one("#lanes")
        await lanes_before.remove()
        await self.query_one("#body").mount(self._new_lanes(), before="#between")
        self._show_view(key)
        self._look()

    def _new_lanes(self) -> ColumnBoard:
        return ColumnBoard(
            [Lane(status.value, str(WORDS[status]), STYLES[status]) for status in LANES],
            card_columns(self._key_width),
            id="lanes",
        )

    def _tabs(self) -> list[Tab]:
        counts = {
            View.ATTENTION: str(self._overview.count_in_need()),
            View.ALL: str(len(self._overview.tasks)),
        }
        return [Tab(view, counts.get(view, "")) for view in View]

    def _sorted_how(self) -> Line:
        chosen = self._sorts.get(self._view)
        if chosen is not None and chosen is not OWN_ORDER[self._view]:
            return ((str(chosen.title), "accent"),)
        return ((_("/ filter"), "muted"),) if not self._filter.has_class("open") else ()

    def _lay_out(self) -> None:
        """Put the pane where it belongs on a screen of this size."""
        found = place(self.size.width, self.size.height, self._view, self._pane_size)
        body, pane, rule = self.query_one("#body"), self._pane, self.query_one("#between")
        body.set_class(found.side, "side")
        pane.display = rule.display = not found.hidden
        pane.styles.width = found.width if found.side else "1fr"
        pane.styles.height = "1fr" if found.side else found.height
        self._tall = found.side
        self._tell_detail(keep_place=True)

    # --- what is shown

    @property
    def _list(self) -> LineList:
        return self.query_one("#tasks", LineList)

    @property
    def _lanes(self) -> ColumnBoard:
        return self.query_one("#lanes", ColumnBoard)

    @property
    def _pane(self) -> DetailPane:
        return self.query_one("#detail", DetailPane)

    @property
    def _filter(self) -> FilterBar:
        return self.query_one(FilterBar)

    @property
    def _board(self) -> LineList | ColumnBoard:
        return self._lanes if self._view is View.STATUS else self._list

    @property
    def _key(self) -> int | None:
        key = self._board.key
        return key if isinstance(key, int) else None

    @property
    def _key_width(self) -> int:
        tasks = self._overview.tasks.values()
        largest = max(tasks, key=lambda task: task.number, default=None)
        return width(self._overview.state.key_of(largest)) if largest is not None else 5

    def task_at_hand(self) -> Task | None:
        """The task under the cursor."""
        key = self._key
        return self._overview.tasks.get(key) if key is not None else None

    def show_task(self, key: int) -> None:
        """Put the cursor on a task, in a view that has it."""
        if key not in self._overview.tasks:
            return
        fits = {task.id for task in shown(self._overview, self._view, self._typed)}
        if key not in fits:
            self._filter.lift()
            self.remove_class("filtering")
            if self._view is View.ATTENTION and self._overview.line(key) is None:
                self._view = View.ALL
        self._show_view(key)

    def _show_view(self, key: int | None) -> None:
        """Show the present view; the cursor on the task `key` if it is there."""
        in_lanes = self._view is View.STATUS
        self.set_class(in_lanes, "lanes")
        if not in_lanes:
            self._list.arrange_in(columns(self._view, self._key_width))
        self._show_rows()
        if key is not None:
            self._board.move_to(key)
        if not self._filter.typing:
            self._board.focus()
        self.query_one(TabBar).repaint()
        self._lay_out()
        self.refresh_frame()

    def _show_rows(self) -> None:
        """The rows of the present view anew; the cursor stays on its task."""
        typed, sort = self._typed, self._sorts.get(self._view)
        if self._view is View.STATUS:
            found = lanes(self._overview, sort, typed)
            self._lanes.show({name: Rows(ids, self._card) for name, ids in found.items()})
        else:
            self._list.say_when_empty(self._nothing())
            self._list.show(Rows(keys(self._overview, self._view, sort, typed), self._row))
        if self._filter.has_class("open"):
            of = len(shown(self._overview, self._view, ""))
            self._filter.say_count(len(shown(self._overview, self._view, typed)), of)

    def _row(self, key: Hashable) -> Row:
        return row(self._overview, self._view, self._overview.tasks[_id(key)])

    def _card(self, key: Hashable) -> Row:
        return card(self._overview, self._overview.tasks[_id(key)])

    @property
    def _typed(self) -> str:
        return self._filter.typed if self.is_mounted else ""

    def _nothing(self) -> str:
        """What an empty list says: the key that leads on."""
        if self._typed:
            return _("Nothing fits “{typed}”. esc lifts the filter.", typed=self._typed)
        if not self._overview.tasks:
            return _("No task yet. + makes the first one.")
        return _("Nothing needs anybody today. tab shows all tasks.")

    # --- the detail

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """The cursor is on another task: its detail, once it rests."""
        event.stop()
        if event.key is not None and event.key != self._board.key:
            return
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST_SECONDS, self._look)

    def _look(self) -> None:
        """The cursor rests: tell about the task, and take the mark off it, as it has been looked at."""
        key = self._key
        self._tell_detail()
        self.refresh_frame()
        if key is not None and key in self._board.marked:
            self._board.unflash([key])

    def _tell_detail(self, *, keep_place: bool = False) -> None:
        task = self.task_at_hand()
        if task is None:
            self._pane.clear()
            return
        if not self._pane.display:
            return
        trail = self._trails.of(task.id, self._trail_read)
        self._pane.show(
            lambda room: detail_lines(self._overview, task, trail, room, tall=self._tall),
            keep_place=keep_place,
        )

    def _trail_read(self, task: int) -> None:
        if task == self._key:
            self._tell_detail(keep_place=True)

    # --- what others do

    def board_changed(self, changed: Changed) -> None:
        """Patch what reads differently; let others' changes flash. The cursor stays on its task."""
        state, moment = self.session.state, self.session.moment()
        self._trails.take_in(changed)
        if changed.reloaded:
            self._overview.work_out(state, moment)
            touched: frozenset[int] | None = None
        else:
            touched = self._overview.update(state, moment, changed.records)
        if touched is not None and not touched:
            return
        self._show_rows()
        self.query_one(TabBar).repaint()
        if not changed.own:
            records = {key for table, key in changed.records if table == Task.table}
            self._board.flash(records & self._overview.tasks.keys())
        if touched is None or self._key in touched:
            self._tell_detail(keep_place=True)

    def _minute(self) -> None:
        """A new day makes other things late; an urgent clock may have run out."""
        moment = self.session.moment()
        if moment.today != self._overview.moment.today:
            self._overview.work_out(self.session.state, moment)
            self._show_view(self._key)
        elif any(task.block is not None and task.block.urgent for task in self._overview.tasks.values()):
            self._overview.moment = moment
            self._tell_detail(keep_place=True)

    def told(self, line: JournalLine | None) -> None:
        """The cursor stays where it is; what was said stands in the row."""

    # --- acts

    def reason_against(self, act: Act) -> Message | None:
        """Filtered or not, the keys of the board always work."""
        if act is acts.NEW:
            return self.session.read_only
        return super().reason_against(act)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on a task."""
        event.stop()
        self.offer_actions()

    def action_offer(self) -> None:
        """What can be done to the task."""
        self.offer_actions()

    def on_tab_bar_chosen(self, event: TabBar.Chosen) -> None:
        """A click on a tab."""
        self._change_view(event.view)

    def action_next_view(self) -> None:
        """The next tab."""
        self._change_view(self._view.after(1))

    def action_previous_view(self) -> None:
        """The tab before."""
        self._change_view(self._view.after(-1))

    def _change_view(self, view: View) -> None:
        key = self._key
        self._view = view
        self._show_view(key)

    def action_filter(self) -> None:
        """Type what to look for."""
        self.add_class("filtering")
        self._filter.open()
        self._show_rows()
        self.query_one(TabBar).repaint()

    def on_filter_bar_typed(self, event: FilterBar.Typed) -> None:
        """Show what fits."""
        if self.has_class("filtering"):
            self._show_rows()

    def on_filter_bar_left(self, event: FilterBar.Left) -> None:
        """Back to the board; with nothing typed there is no filter."""
        if not self._typed:
            self._lift()
        self._board.focus()

    def action_back(self) -> None:
        """Lift the filter; without one, back to Home."""
        if self._filter.has_class("open"):
            self._lift()
        else:
            super().action_back()

    def _lift(self) -> None:
        self.remove_class("filtering")
        self._filter.lift()
        self._show_rows()
        self._board.focus()
        self.query_one(TabBar).repaint()

    def action_sort(self) -> None:
        """Choose what comes first."""
        from screens.dialogs.choose import ChooseDialog, Option

        view = self._view
        now = self._sorts.get(view, OWN_ORDER[view])
        options = [Option(sort, str(sort.title)) for sort in Sort]

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, Sort):
                self._sorts[view] = chosen
                self._show_view(self._key)

        self.app.push_screen(ChooseDialog(msg("Which tasks first?"), options, at=now), take)

    def action_detail(self) -> None:
        """More room for the detail, none, as before."""
        self._pane_size = self._pane_size.after()
        self._lay_out()

    def action_detail_down(self) -> None:
        """Further down in the detail."""
        self._pane.page(1)

    def action_detail_up(self) -> None:
        """Further up in the detail."""
        self._pane.page(-1)

    def action_new(self) -> None:
        """A new task, and the cursor on it."""
        from screens.dialogs.status.create import NewTaskDialog

        def look_at(line: JournalLine | None) -> None:
            for change in line.changes if line is not None else ():
                if change.table == Task.table and change.field is None:
                    self._overview.update(
                        self.session.state, self.session.moment(), [(change.table, change.id)]
                    )
                    self.show_task(change.id)

        self.app.push_screen(NewTaskDialog(self.session, self._initiative), look_at)

    def action_jump(self) -> None:
        """A bare number is one of this initiative."""
        from screens.dialogs.jump import JumpDialog
        from store.model.initiative import Stage

        def go(found: tuple[str, int] | None) -> None:
            if found is None:
                return
            task = self.session.state.get(Task, found[1]) if found[0] == Task.table else None
            if task is not None and task.initiative == self._initiative:
                self.show_task(task.id)
            elif task is not None:
                self.host.open_stage(task.initiative, Stage.FOLLOW_UP, item=found)
            else:
                self.host.open_stage(found[1])

        initiative = self.session.state.get(Initiative, self._initiative)
        self.app.push_screen(JumpDialog(initiative.code if initiative else None), go)


def _id(key: Hashable) -> int:
    if not isinstance(key, int):
        raise TypeError(f"not a task's id: {key!r}")
    return key
