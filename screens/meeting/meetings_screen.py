"""The meetings of an initiative: the one that runs, those ahead, those that could be held, the past ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.base import DuiqiScreen
from screens.dialogs.calling import call_urgent
from screens.keys import Act, Group
from screens.meeting import meeting_rows as look
from screens.meeting.calm import calm
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.detail_pane import DetailPane
from screens.widgets.footer import Hint
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from screens.widgets.rule import Rule
from store.language import Message, _, msg
from store.model.capture import Capture
from store.model.initiative import Initiative, Stage
from store.model.issue import Issue
from store.model.meeting import Meeting, MeetingKind
from store.rules.archive_here import archive_here
from store.rules.commands.meetings.planning import PlanMeeting
from store.rules.meeting.running import KINDS, ahead, held, running
from store.rules.rights_meeting import why_not_call, why_not_plan
from store.rules.urgent import UrgentClock, clocks

if TYPE_CHECKING:
    from screens.session import Session
    from store.board.line import Line as JournalLine
    from store.board.session import Changed
    from store.rules.meeting.capture_place import Focus

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


_OF_STAGE: Final = {
    Stage.CONFIRM: MeetingKind.ALIGNMENT,
    Stage.ASSIGN: MeetingKind.KICKOFF,
    Stage.FOLLOW_UP: MeetingKind.WEEKLY,
    Stage.RESOLVE: MeetingKind.REVIEW,
}
_SHOWN: Final = frozenset({Meeting.table, Issue.table, Capture.table})


class MeetingsScreen(DuiqiScreen[None]):
    """The meetings of the initiative of that id; the cursor on the one that is next."""

    DOCUMENT: ClassVar[str] = "minutes"
    ACTS: ClassVar[tuple[Act, ...]] = (OPEN, COMPARE)
    DEFAULT_CSS = """
    MeetingsScreen #meetings { height: 1fr; margin-top: 1; }
    MeetingsScreen #about { height: 30%; min-height: 5; }
    MeetingsScreen.bare #about, MeetingsScreen.bare #rule { display: none; }
    """

    def __init__(self, session: Session, initiative: int) -> None:
        super().__init__()
        self._initiative = initiative
        self._comparing = False

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """The list, and what the one under the cursor was."""
        yield LineList(
            self._columns(),
            self._rows(),
            empty=_("No meeting was held."),
            id="meetings",
        )
        yield Rule(id="rule")
        yield DetailPane(id="about")

    def on_mount(self) -> None:
        """On what is next."""
        super().on_mount()
        self._list.focus()
        self._list.move_to(self._next())
        self._about()

    def in_focus(self) -> Focus:
        """What is captured here belongs to the initiative."""
        from store.rules.meeting.capture_place import Focus

        return Focus(self._initiative)

    def title_line(self, room: int) -> Line:
        """Whose meetings."""
        found = self.session.state.get(Initiative, self._initiative)
        if found is None:
            return ()
        return ((f"{found.code} ", "accent"), (found.title, "strong"), ("  ", ""), (_("Meetings"), ""))

    @property
    def _list(self) -> LineList:
        return self.query_one("#meetings", LineList)

    def _columns(self) -> tuple[Column, ...]:
        """Only what is to be called says more than a day and a time."""
        return (
            Column("name", least=17, ideal=19),
            Column("when", least=18, ideal=28 if self._clocks() else 18),
            Column("what", least=12, weight=1),
        )

    def _show(self) -> None:
        self._list.arrange_in(self._columns())
        self._list.show(self._rows())
        self._about()

    def _rows(self) -> Rows:
        state, initiative = self.session.state, self._initiative
        now = [each.id for each in running(state, initiative)]
        later = [each.id for each in ahead(state, initiative)]
        past = [each.id for each in held(state, initiative)]
        taken = {each.kind for each in state.all(Meeting) if each.id in (*now, *later)}
        keys: list[Hashable] = []
        urgent = [(Issue.table, clock.issue.id) for clock in self._clocks()]
        if now:
            keys += [Heading(_("Running")), *now, Heading()]
        if urgent:
            keys += [Heading(_("To be called")), *urgent, Heading()]
        coming = [*later, *(kind for kind in self._kinds() if kind not in taken)]
        # Nothing is ahead of an archive.
        if archive_here(state) is None:
            keys += [Heading(_("Ahead")), *coming]
        if past:
            keys += [Heading()] if keys else []
            keys += [Heading(_("Past: {count}", count=len(past))), *past]
        return Rows(keys, self._row)

    def _next(self) -> Hashable:
        """The meeting that runs, else the one that the present stage has next, planned or not."""
        state, initiative = self.session.state, self._initiative
        for each in running(state, initiative):
            return each.id
        usual = self._kinds()[0]
        if archive_here(state) is not None:
            return next((each.id for each in held(state, initiative)), usual)
        return next((each.id for each in ahead(state, initiative) if each.kind is usual), usual)

    def _kinds(self) -> list[MeetingKind]:
        """What can be planned, that of the present stage first."""
        found = self.session.state.get(Initiative, self._initiative)
        usual = _OF_STAGE.get(found.stage) if found is not None else None
        return sorted(FIRST_OF, key=lambda kind: kind is not usual)

    def _clocks(self) -> list[UrgentClock]:
        """The urgent issues for which no meeting was opened yet."""
        found = clocks(self.session.state, self.session.moment().now)
        return [clock for clock in found if clock.issue.initiative == self._initiative]

    def _row(self, key: Hashable) -> Row:
        if isinstance(key, MeetingKind):
            return Row((f"+ {KINDS[key]}", "", ((str(look.WHEN_USEFUL[key]), "muted"),)))
        if isinstance(key, tuple):
            clock = next((each for each in self._clocks() if each.issue.id == key[1]), None)
            return look.to_call(self.session.state, clock, self.session.moment()) if clock else Row(())
        meeting = self.session.state.get(Meeting, key) if isinstance(key, int) else None
        if meeting is None:
            return Row(("", "", ""))
        return look.row(self.session.state, meeting, self.session.moment())

    def _about(self) -> None:
        key = self._list.key
        meeting = self.session.state.get(Meeting, key) if isinstance(key, int) else None
        lines = self._lines(meeting)
        # Where there is nothing to read the list has the room.
        self.set_class(not lines(self.size.width), "bare")
        self.query_one("#about", DetailPane).show_at_rest(lines)

    def _lines(self, meeting: Meeting | None) -> Callable[[int], Sequence[Line]]:
        if meeting is None:
            return lambda room: ()
        state, moment = self.session.state, self.session.moment()
        if self._comparing:
            return lambda room: look.compared(state, meeting, moment, room)
        return lambda room: look.about(state, meeting, moment, room)

    def hints(self) -> Sequence[Hint]:
        """Few, as the room reads them too."""
        return calm(super().hints())

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """One was planned, opened or closed."""
        if changed.reloaded or any(table in _SHOWN for table, _id in changed.records):
            self._show()
            self.refresh_frame()

    def refresh_text(self) -> None:
        """In the other language."""
        super().refresh_text()
        self._show()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """About another one."""
        event.stop()
        self._about()
        self.refresh_frame()

    async def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        await self.action_act(OPEN.id)

    def reason_against(self, act: Act) -> Message | None:
        """There must be one, and the right to plan or call it."""
        key = self._list.key if self.is_mounted else None
        if act is COMPARE and not isinstance(key, int):
            return msg("There is no past meeting under the cursor.")
        if act is OPEN:
            return self._against_opening(key)
        return super().reason_against(act)

    def _against_opening(self, key: Hashable | None) -> Message | None:
        state, me = self.session.state, self.session.person
        if key is None:
            return msg("There is no meeting under the cursor.")
        if isinstance(key, int):
            return None
        if isinstance(key, tuple):
            issue = state.get(Issue, key[1])
            why = why_not_call(state, me, issue) if issue is not None else None
        else:
            why = why_not_plan(state, me, self._initiative)
        return why or self.session.read_only

    # --- acts

    def action_compare(self) -> None:
        """Beside the one before."""
        self._comparing = not self._comparing
        self._about()

    def action_open(self) -> None:
        """What one does with it now."""
        key = self._list.key
        if isinstance(key, MeetingKind):
            plan = PlanMeeting(self._initiative, key)
            self.carry_out(plan, done=self._planned, quiet=True)
        elif isinstance(key, tuple):
            call_urgent(self, key[1])
        else:
            meeting = self.session.state.get(Meeting, key) if isinstance(key, int) else None
            if meeting is not None:
                self.host.show_meeting(meeting.id)

    def _planned(self, line: JournalLine | None) -> None:
        ids = [change.id for change in line.changes if change.table == Meeting.table] if line else []
        meeting = self.session.state.get(Meeting, ids[0]) if ids else None
        if meeting is not None:
            self.host.show_meeting(meeting.id)
