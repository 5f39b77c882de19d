"""The follow-up board (DOMAIN.md stage 3): all tasks of an initiative, and their status in a key or two."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from screens.followup import acts
from screens.followup.overview import Overview
from screens.followup.task_board import TaskBoard
from screens.followup.views import Sort, View
from screens.items.item_board import ItemBoardScreen
from screens.items.task_screen import TaskScreen
from screens.keys import Act
from screens.trails import Trails
from screens.widgets.line_list import LineList
from screens.widgets.tabs import Tab
from store.language import Message, msg
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


class FollowUpScreen(TaskScreen, ItemBoardScreen[View, Sort]):
    """The tasks of `initiative` (its id), the cursor on `item` (table and id) at first."""

    STAGE: ClassVar[Stage] = Stage.FOLLOW_UP
    DOCUMENT: ClassVar[str] = "progress"
    FILTERS: ClassVar[Message] = msg("number, title, owner, department, status")
    SORTS: ClassVar[Message] = msg("Which tasks first?")
    ACTS: ClassVar[tuple[Act, ...]] = acts.ON_BOARD

    def __init__(self, session: Session, initiative: int, item: tuple[str, int] | None = None) -> None:
        self._first = item
        self._overview = Overview(session.state, initiative, session.moment())
        self._trails = Trails(session, Task.table)
        self._board = TaskBoard(self._overview, self._trails)
        super().__init__(initiative, self._board)

    # --- the look of it

    def on_mount(self) -> None:
        """Fill it, the cursor where it was asked for."""
        table, key = self._first or ("", 0)
        if table == Task.table and key in self._overview.tasks:
            self.show_task(key)
        else:
            self.change_view(self._board.view, self._first)
        self._board.take_cursor()

    def refresh_text(self) -> None:
        """All of it in the other language."""
        super().refresh_text()
        self.show_around()
        self.run_worker(self._board.say_again(), group="language", exclusive=True)

    def every_tab(self) -> list[Tab]:
        """How many need somebody, and how many there are."""
        counts = {
            View.ATTENTION: str(self._overview.count_in_need()),
            View.ALL: str(len(self._overview.tasks)),
        }
        return [Tab(view, view.title, counts.get(view, "")) for view in View]

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
            self.lift_filter()
            view = view if self._board.has(key) else View.ALL
        self.change_view(view, key)

    def item_here(self) -> tuple[str, int] | None:
        """The task."""
        task = self.task_at_hand()
        return (Task.table, task.id) if task is not None else None

    async def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter on a task; an issue is taken further on its own board."""
        event.stop()
        line = self._board.issue_here
        if line is not None and line.issue is not None:
            self.host.open_stage(self.initiative, Stage.RESOLVE, item=(Issue.table, line.issue.id))
            return
        await self.perform(acts.ACTIONS)

    def in_focus(self) -> Focus:
        """The task or the issue under the cursor."""
        from store.rules.meeting.capture_place import Focus

        task, issue = self.task_at_hand(), self._board.issue_here
        about = (Task.table, task.id) if task is not None else None
        if about is None and issue is not None and issue.issue is not None:
            about = (Issue.table, issue.issue.id)
        return Focus(self.initiative, about)

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

    def minute(self) -> None:
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

    def reason_against(self, act: Act) -> Message | None:
        """Whether a task may be made, the commit judges."""
        if act.id == acts.NEW.id:
            return self.session.read_only
        if act.id == acts.ACTIONS.id:
            return self.nothing_at_hand() if self.task_at_hand() is None else None
        return super().reason_against(act)

    def action_offer(self) -> None:
        """What can be done to the task."""
        self.offer_actions()

    def action_round(self) -> None:
        """The updates that are due, one item a page."""
        self.host.open_round(self.initiative)

    def action_new(self) -> None:
        """A new task, and the cursor on it."""
        from screens.dialogs.status.create import NewTaskDialog

        def look_at(line: JournalLine | None) -> None:
            made = line.made(Task) if line is not None else None
            if made is not None:
                self._overview.update(self.session.state, self.session.moment(), [(Task.table, made)])
                self.show_task(made)

        self.app.push_screen(NewTaskDialog(self.session, self.initiative), look_at)

    def action_jump(self) -> None:
        """A bare number is one of this initiative, whose items are shown here."""
        from screens.dialogs.jump import ask_and_jump

        initiative = self.session.state.get(Initiative, self.initiative)
        ask_and_jump(self, initiative.code if initiative else None, self._show_here)

    def _show_here(self, task: Task) -> bool:
        here = task.initiative == self.initiative
        if here:
            self.show_task(task.id)
        return here
