"""The follow-up board (DOMAIN.md stage 3): all tasks of an initiative, and their status in a key or two."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from screens.dialogs.stages import stage_of
from screens.dialogs.status.task_screen import TaskScreen
from screens.followup import acts
from screens.followup.overview import Overview
from screens.followup.task_board import TaskBoard
from screens.followup.views import OWN_ORDER, Sort, View
from screens.keys import Act, Group
from screens.trails import Trails
from screens.widgets.cells import Line
from screens.widgets.filter_bar import FilterBar
from screens.widgets.line_list import LineList
from screens.widgets.rule import Rule
from screens.widgets.stage_title import stage_title
from screens.widgets.tabs import Tab, TabBar
from store.language import Message, _, msg
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue
from store.model.task import Task
from store.rules.urgent import deadline_of

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.board.session import Changed
    from store.rules.meeting.capture_place import Focus

_MINUTE: Final = 60


class FollowUpScreen(TaskScreen):
    """The tasks of `initiative` (its id), the cursor on `item` (table and id) at first."""

    DOCUMENT: ClassVar[str] = "progress"
    ACTS: ClassVar[tuple[Act, ...]] = acts.ON_BOARD
    DEFAULT_CSS = "FollowUpScreen.filtering #under { display: none; }"

    def __init__(self, session: Session, initiative: int, item: tuple[str, int] | None = None) -> None:
        super().__init__()
        self._initiative = initiative
        self._first = item
        self._overview = Overview(session.state, initiative, session.moment())
        self._trails = Trails(session, Task.table)
        self._board = TaskBoard(self._overview, self._trails)
        self._tabs = TabBar(self._every_tab, lambda: self._board.view, self._beside_tabs)
        self._filter = FilterBar(msg("number, title, owner, department, status"))

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """Tabs, the filter in the place of a rule, the board."""
        yield self._tabs
        yield Rule(id="under")
        yield self._filter
        yield self._board

    def on_mount(self) -> None:
        """Fill it, the cursor where it was asked for."""
        self.set_interval(_MINUTE, self._minute)
        table, key = self._first or ("", 0)
        if table == Task.table and key in self._overview.tasks:
            self.show_task(key)
        else:
            self._change_view(self._board.view, self._first)
        self._board.take_cursor()

    def on_resize(self, event: events.Resize) -> None:
        """The detail where there is room for it."""
        self._board.lay_out()

    def title_line(self, room: int) -> Line:
        """The initiative and its stages."""
        return stage_title(self.session.state, self._initiative, Stage.FOLLOW_UP, room)

    def refresh_text(self) -> None:
        """All of it in the other language."""
        super().refresh_text()
        self._tabs.repaint()
        self._say_count()
        self.run_worker(self._board.say_again(), group="language", exclusive=True)

    def _every_tab(self) -> list[Tab]:
        counts = {
            View.ATTENTION: str(self._overview.count_in_need()),
            View.ALL: str(len(self._overview.tasks)),
        }
        return [Tab(view, view.title, counts.get(view, "")) for view in View]

    def _beside_tabs(self) -> Line:
        if self._board.sort is not OWN_ORDER[self._board.view]:
            return ((str(self._board.sort.title), "accent"),)
        return ((_("/ filter"), "muted"),) if not self.filtering else ()

    @property
    def filtering(self) -> bool:
        """Whether only some of the tasks are shown."""
        return self.has_class("filtering")

    # --- the task at hand

    def task_at_hand(self) -> Task | None:
        """The task under the cursor."""
        return self._board.task_here

    def show_task(self, key: int) -> None:
        """Put the cursor on a task, in the present view if that has it, the filter lifted if it must be."""
        if key not in self._overview.tasks:
            return
        view = self._board.view
        if not self._board.has(key):
            self._lift()
            view = view if self._board.has(key) else View.ALL
        self._change_view(view, key)

    def on_task_board_looked(self, event: TaskBoard.Looked) -> None:
        """Other keys make sense now, and others see where I look."""
        task = self.task_at_hand()
        self.session.look_at((Task.table, task.id) if task is not None else None)
        self.refresh_frame()

    async def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on a task; an issue is taken further on its own board."""
        event.stop()
        line = self._board.issue_here
        if line is not None and line.issue is not None:
            self.host.open_stage(self._initiative, Stage.RESOLVE, item=(Issue.table, line.issue.id))
            return
        await self.perform(acts.ACTIONS)

    def in_focus(self) -> Focus:
        """The task or the issue under the cursor."""
        from store.rules.meeting.capture_place import Focus

        task, issue = self.task_at_hand(), self._board.issue_here
        about = (Task.table, task.id) if task is not None else None
        if about is None and issue is not None and issue.issue is not None:
            about = (Issue.table, issue.issue.id)
        return Focus(self._initiative, about)

    def nothing_at_hand(self) -> Message:
        """Why there is no task that the keys could act on."""
        issue = self._board.issue_here
        if issue is None:
            return super().nothing_at_hand()
        found = issue.issue
        if found is not None and deadline_of(found, self.session.state.settings.urgent_minutes) is not None:
            return msg("{key} is an issue: enter opens it, M calls its urgent meeting.", key=issue.key)
        return msg("{key} is an issue: enter opens it.", key=issue.key)

    # --- what changes without a key

    def board_changed(self, changed: Changed) -> None:
        """Paint what reads differently; let others' changes flash. The cursor stays on its task."""
        state, moment = self.session.state, self.session.moment()
        self._trails.take_in(changed)
        touched: frozenset[int] | None = None
        if changed.reloaded:
            self._overview.work_out(state, moment)
        else:
            touched = self._overview.update(state, moment, changed.records)
        if touched is not None and not touched:
            return
        self._board.show_rows()
        told = touched is None or self._board.key in touched
        if changed.own:
            self._tell_about(detail=told)
            return
        flashing = {key for table, key in changed.records if table == Task.table}
        self._board.flash(
            [*(flashing & self._overview.tasks.keys()), *(changed.records & self._overview.urgent_keys)]
        )
        self.at_rest(self._tell_all if told else self._tell_about)

    def _tell_about(self, *, detail: bool = False) -> None:
        """What stands around the rows."""
        self._tabs.repaint()
        self._say_count()
        if detail:
            self._board.tell_detail()

    def _tell_all(self) -> None:
        self._tell_about(detail=True)

    def _minute(self) -> None:
        """A new day makes other things late; an urgent clock may have run out."""
        moment = self.session.moment()
        urgent = bool(self._overview.urgent) or any(
            task.block is not None and task.block.urgent for task in self._overview.tasks.values()
        )
        if urgent or moment.today != self._overview.moment.today:
            self._overview.work_out(self.session.state, moment)
            self._board.show_rows()
            self._board.tell_detail()
            self._tabs.repaint()

    # --- acts

    def acts(self) -> list[Act]:
        """What is done to a task comes before what is done to the board."""
        return sorted(super().acts(), key=lambda act: act.group is not Group.ITEM)

    def reason_against(self, act: Act) -> Message | None:
        """Whether a task may be made, the commit judges."""
        if act.id == acts.NEW.id:
            return self.session.read_only
        if stage_of(act) is not None:
            return None
        if act.id == acts.ACTIONS.id:
            return self.nothing_at_hand() if self.task_at_hand() is None else None
        return super().reason_against(act)

    def action_offer(self) -> None:
        """What can be done to the task."""
        self.offer_actions()

    def on_tab_bar_chosen(self, event: TabBar.Chosen) -> None:
        """A click on a tab."""
        if isinstance(event.view, View):
            self._change_view(event.view)

    def action_next_view(self) -> None:
        """The next tab."""
        self._change_view(self._board.view.after(1))

    def action_previous_view(self) -> None:
        """The tab before."""
        self._change_view(self._board.view.after(-1))

    def _change_view(self, view: View, key: Hashable | None = None) -> None:
        self._board.show_view(view, key if key is not None else self._board.key)
        if not self._filter.typing:
            self._board.take_cursor()
        self._tabs.repaint()
        self._say_count()
        self.refresh_frame()

    def action_filter(self) -> None:
        """Type what to look for."""
        self.add_class("filtering")
        self._filter.open()
        self._say_count()
        self._tabs.repaint()

    def on_filter_bar_typed(self, event: FilterBar.Typed) -> None:
        """Show what fits."""
        if event.text != self._board.typed:
            self._board.typed = event.text
            self._board.show_rows()
            self._say_count()

    def on_filter_bar_left(self, event: FilterBar.Left) -> None:
        """Back to the board; with nothing typed there is no filter."""
        if not self._board.typed:
            self._lift()
        self._board.take_cursor()

    def action_back(self) -> None:
        """Lift the filter; without one, back to Home."""
        if self.filtering:
            self._lift()
            self._board.take_cursor()
        else:
            super().action_back()

    def _lift(self) -> None:
        self.remove_class("filtering")
        self._filter.lift()
        if self._board.typed:
            self._board.typed = ""
            self._board.show_rows()
        self._tabs.repaint()

    def _say_count(self) -> None:
        if self.filtering:
            self._filter.say_count(*self._board.counted())

    def action_sort(self) -> None:
        """Choose what comes first."""
        from screens.dialogs.choose import ChooseDialog, Option

        options = [Option(sort, str(sort.title)) for sort in Sort]

        def take(chosen: Hashable | None) -> None:
            if isinstance(chosen, Sort):
                self._board.sorts[self._board.view] = chosen
                self._change_view(self._board.view)

        self.app.push_screen(ChooseDialog(msg("Which tasks first?"), options, at=self._board.sort), take)

    def action_detail(self) -> None:
        """More room for the detail, none, as before."""
        self._board.share = self._board.share.after()
        self._board.lay_out()

    def action_detail_down(self) -> None:
        """Further down in the detail."""
        self._board.page_detail(1)

    def action_detail_up(self) -> None:
        """Further up in the detail."""
        self._board.page_detail(-1)

    def action_round(self) -> None:
        """The updates that are due, one item a page."""
        self.host.open_round(self._initiative)

    def action_confirm(self) -> None:
        """Stage 1 of the initiative."""
        self.host.open_stage(self._initiative, Stage.CONFIRM)

    def action_assign(self) -> None:
        """Stage 2 of the initiative."""
        self.host.open_stage(self._initiative, Stage.ASSIGN)

    def action_resolve(self) -> None:
        """Stage 4 of the initiative."""
        self.host.open_stage(self._initiative, Stage.RESOLVE)

    def action_stages(self) -> None:
        """Ask which stage."""
        from screens.dialogs.stages import ask_for_stage

        initiative = self.session.state.get(Initiative, self._initiative)
        if initiative is not None:
            ask_for_stage(self, initiative)

    def action_new(self) -> None:
        """A new task, and the cursor on it."""
        from screens.dialogs.status.create import NewTaskDialog

        def look_at(line: JournalLine | None) -> None:
            made = line.made(Task) if line is not None else None
            if made is not None:
                self._overview.update(self.session.state, self.session.moment(), [(Task.table, made)])
                self.show_task(made)

        self.app.push_screen(NewTaskDialog(self.session, self._initiative), look_at)

    def action_jump(self) -> None:
        """A bare number is one of this initiative, whose items are shown here."""
        from screens.dialogs.jump import ask_and_jump

        initiative = self.session.state.get(Initiative, self._initiative)
        ask_and_jump(self, initiative.code if initiative else None, self._show_here)

    def _show_here(self, task: Task) -> bool:
        here = task.initiative == self._initiative
        if here:
            self.show_task(task.id)
        return here
