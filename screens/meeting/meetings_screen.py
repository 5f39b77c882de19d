"""The meetings of an initiative: the one that runs, those ahead, those that could be held, the past ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.base import DuiqiScreen
from screens.keys import Act, Group
from screens.meeting import meeting_rows as look
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.detail_pane import DetailPane
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from screens.widgets.rule import Rule
from store.language import Message, _, msg
from store.model.initiative import Initiative
from store.model.meeting import Meeting, MeetingKind
from store.rules.commands.meetings.planning import PlanMeeting
from store.rules.meeting.agenda import agenda
from store.rules.meeting.running import KINDS

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.board.session import Changed

OPEN: Final = Act(
    "meetings.open",
    "open",
    ("enter", "space"),
    msg("Open"),
    msg(
        "The agenda of a meeting ahead, the running meeting, the minutes of a past one; or plan the new one."
    ),
    Group.ITEM,
    1,
)
COMPARE: Final = Act(
    "meetings.compare",
    "compare",
    ("v", "f5"),
    msg("Compare"),
    msg("Beside the meeting before of the same kind, or what it agreed."),
    Group.ITEM,
    3,
)
FIRST_OF: Final = (MeetingKind.ALIGNMENT, MeetingKind.KICKOFF, MeetingKind.WEEKLY, MeetingKind.REVIEW)
"""What can be planned; an urgent meeting is called from its issue."""


class MeetingsScreen(DuiqiScreen[None]):
    """The meetings of the initiative of that id; the cursor on the one that is next."""

    ACTS: ClassVar[tuple[Act, ...]] = (OPEN, COMPARE)
    DEFAULT_CSS = """
    MeetingsScreen #meetings { height: 1fr; margin-top: 1; }
    MeetingsScreen #about { height: 9; }
    """

    def __init__(self, session: Session, initiative: int) -> None:
        super().__init__()
        self._initiative = initiative
        self._comparing = False

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """The list, and what the one under the cursor was."""
        yield LineList(
            (
                Column("name", least=14, ideal=20),
                Column("when", least=16, ideal=18),
                Column("what", least=12, weight=1),
            ),
            self._rows(),
            id="meetings",
        )
        yield Rule()
        yield DetailPane(id="about")

    def on_mount(self) -> None:
        """On what is next."""
        super().on_mount()
        self._list.focus()
        self._about()

    def title_line(self, room: int) -> Line:
        """Whose meetings."""
        found = self.session.state.get(Initiative, self._initiative)
        if found is None:
            return ()
        return ((f"{found.code} ", "accent"), (found.title, "strong"), ("  ", ""), (_("Meetings"), ""))

    @property
    def _list(self) -> LineList:
        return self.query_one("#meetings", LineList)

    @property
    def meetings(self) -> list[Meeting]:
        """All of the initiative but those called off, newest first."""
        found = [
            each
            for each in self.session.state.all(Meeting)
            if each.initiative == self._initiative and not each.called_off
        ]
        return (
            sorted(
                found,
                key=lambda each: (each.opened is None, each.opened or each.planned, each.id),
                reverse=True,
            )
            if all(each.opened or each.planned for each in found)
            else found[::-1]
        )

    def _rows(self) -> Rows:
        meetings = self.meetings
        running = [each.id for each in meetings if each.running]
        ahead = [each.id for each in meetings if each.ahead]
        past = [each.id for each in meetings if each.closed is not None]
        planned = {each.kind for each in meetings if not each.closed}
        keys: list[Hashable] = []
        if running:
            keys += [Heading(_("Running")), *running, Heading()]
        keys += [Heading(_("Ahead")), *ahead]
        keys += [kind for kind in FIRST_OF if kind not in planned]
        if past:
            keys += [Heading(), Heading(_("Past: {count}", count=len(past))), *past]
        return Rows(keys, self._row)

    def _row(self, key: Hashable) -> Row:
        if isinstance(key, MeetingKind):
            return Row((((f"+ {KINDS[key]}", "muted"),), "", ((str(look.WHEN_USEFUL[key]), "muted"),)))
        meeting = self.session.state.get(Meeting, key) if isinstance(key, int) else None
        if meeting is None:
            return Row(("", "", ""))
        return look.row(self.session.state, meeting, self.session.moment())

    def _about(self) -> None:
        key = self._list.key
        meeting = self.session.state.get(Meeting, key) if isinstance(key, int) else None
        self.query_one("#about", DetailPane).show_at_rest(self._lines(meeting))

    def _lines(self, meeting: Meeting | None) -> Callable[[int], Sequence[Line]]:
        if meeting is None:
            return lambda room: ()
        state, moment = self.session.state, self.session.moment()
        if self._comparing:
            return lambda room: look.compared(state, meeting, moment, room)
        return lambda room: look.about(state, meeting, moment, room)

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """One was planned, opened or closed."""
        if changed.reloaded or any(table == Meeting.table for table, _id in changed.records):
            self._list.show(self._rows())
            self._about()
            self.refresh_frame()

    def refresh_text(self) -> None:
        """In the other language."""
        super().refresh_text()
        self._list.show(self._rows())
        self._about()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """About another one."""
        event.stop()
        self._about()
        self.refresh_frame()

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        self.action_open()

    def reason_against(self, act: Act) -> Message | None:
        """There must be one."""
        if act is COMPARE and not isinstance(self._list.key if self.is_mounted else None, int):
            return msg("There is no past meeting under the cursor.")
        return super().reason_against(act)

    # --- acts

    def action_compare(self) -> None:
        """Beside the one before."""
        self._comparing = not self._comparing
        self._about()

    def action_open(self) -> None:
        """What one does with it now."""
        key = self._list.key
        if isinstance(key, MeetingKind):
            self.run_worker(self._plan(key), exclusive=True, group="plan")
            return
        meeting = self.session.state.get(Meeting, key) if isinstance(key, int) else None
        if meeting is not None:
            show_meeting(self, meeting)

    async def _plan(self, kind: MeetingKind) -> None:
        """The agenda from the data, with what changed since the last one."""
        from store.board.meetings import since_last

        board, initiative = self.session.board, self._initiative
        since = await self.session.in_order(lambda: since_last(board, initiative, kind))
        items = agenda(self.session.state, initiative, kind, self.session.moment(), since=since)

        def planned(line: JournalLine | None) -> None:
            ids = [change.id for change in line.changes if change.table == Meeting.table] if line else []
            meeting = self.session.state.get(Meeting, ids[0]) if ids else None
            if meeting is not None:
                show_meeting(self, meeting)

        self.carry_out(PlanMeeting(initiative, kind, agenda=items), done=planned)


def show_meeting(screen: DuiqiScreen[None], meeting: Meeting) -> None:
    """The screen of a meeting: its agenda before, itself while it runs, its minutes after."""
    from screens.meeting.meeting_screen import MeetingScreen
    from screens.meeting.plan_screen import PlanScreen
    from screens.meeting.read_back import ReadBackScreen

    session = screen.session
    if meeting.closed is not None:
        screen.app.push_screen(ReadBackScreen(session, meeting.id))
    elif meeting.running:
        screen.app.push_screen(MeetingScreen(session, meeting.id))
    else:
        screen.app.push_screen(PlanScreen(session, meeting.id))
