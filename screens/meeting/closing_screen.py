"""Closing a meeting: what is still missing, each mended in place; then the minutes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widget import Widget

from screens.items.task_screen import TaskScreen
from screens.keys import Act, Group
from screens.meeting.about_meeting import AboutMeeting
from screens.meeting.calm import calm
from screens.meeting.mending import mend
from screens.widgets.cells import Line
from screens.widgets.columns import Column
from screens.widgets.footer import Hint
from screens.widgets.line_list import LineList
from screens.widgets.rows import Heading, Row, Rows
from screens.widgets.rule import Rule
from screens.widgets.section import Section
from screens.words import date_with_weekday
from store.errors import DuiqiError
from store.language import Message, _, msg
from store.model.issue import Issue
from store.model.meeting import MeetingKind
from store.model.task import Task
from store.rules.commands.meetings.closing import CloseMeeting, to_fix
from store.rules.meeting.cadence import next_begin
from store.rules.meeting.carry import carried_over
from store.rules.meeting.holes import HoleKind, holes
from store.rules.meeting.running import KINDS, title
from store.rules.rights_meeting import why_not_hold

if TYPE_CHECKING:
    from textual import events

    from screens.session import Session
    from store.board.session import Changed
    from store.rules.meeting.capture_place import Focus
    from store.rules.meeting.holes import Hole

MEND: Final = Act(
    "closing.mend",
    "mend",
    ("enter",),
    msg("Mend"),
    msg("What is missing is asked for at once; an item not reached is put on the table."),
    Group.ITEM,
    1,
)
CLOSE: Final = Act(
    "closing.close",
    "close_meeting",
    ("w", "f3"),
    msg("End the meeting"),
    msg("The meeting is over: its minutes are written, what is open is carried over."),
    footer=1,
)


class ClosingScreen(TaskScreen, AboutMeeting):
    """The holes of the meeting of that id. Closing it brings everybody in it to the read-back."""

    ACTS: ClassVar[tuple[Act, ...]] = (CLOSE, MEND)
    DEFAULT_CSS = """
    ClosingScreen #holes { height: 1fr; margin-top: 1; }
    ClosingScreen #baseline { display: none; }
    ClosingScreen.kickoff #baseline { display: block; }
    """

    def __init__(self, session: Session, meeting: int, put_on_the_table: Callable[[int], None]) -> None:
        """`put_on_the_table` shows an item on the screen below, once this one is gone."""
        super().__init__(meeting)
        self._put_on_the_table = put_on_the_table
        self._holes: tuple[Hole, ...] = ()
        self._carried: tuple[Message, ...] = ()
        self._closing = False

    # --- the look of it

    def compose_body(self) -> Iterable[Widget]:
        """What is missing, what is carried over, when the next one is."""
        yield LineList(
            (Column("what", least=30, weight=1),),
            self._rows(),
            empty=_("Nothing is missing. w closes the meeting."),
            id="holes",
        )
        yield Rule()
        yield Section(self._baseline, id="baseline")
        yield Section(self._next, id="next")

    def on_mount(self) -> None:
        """The cursor on the first hole."""
        super().on_mount()
        meeting = self.meeting
        self.set_class(meeting is not None and meeting.kind is MeetingKind.KICKOFF, "kickoff")
        self._list.focus()

    def title_line(self, room: int) -> Line:
        """Which meeting ends."""
        meeting = self.meeting
        name = str(title(self.session.state, meeting)) if meeting else ""
        return ((name, "strong"), ("  ", ""), (_("closing"), "accent"))

    @property
    def _list(self) -> LineList:
        return self.query_one("#holes", LineList)

    def _rows(self) -> Rows:
        meeting, state, moment = self.meeting, self.session.state, self.session.moment()
        if meeting is None:
            return Rows()
        self._holes = holes(state, meeting, moment)
        self._carried = carried_over(state, meeting, moment)
        keys: list[Hashable] = []
        if self._holes:
            keys += [Heading(_("Still missing: {count}", count=len(self._holes)))]
            keys += [_key(hole) for hole in self._holes]
        if self._carried:
            count = len(self._carried)
            keys += [Heading()] if keys else []
            keys += [Heading(_("Carried over to the next meeting: {count}", count=count))]
            keys += [("carried", at) for at in range(count)]
        return Rows(keys, self._row)

    def _row(self, key: Hashable) -> Row:
        hole = self._hole_of(key)
        if hole is not None:
            return Row((str(hole.text),), "!", "delayed")
        at = key[1] if isinstance(key, tuple) and key[0] == "carried" else 0
        text = str(self._carried[at]) if at < len(self._carried) else ""
        return Row((text.partition("\n")[0],), "-", "muted", "muted")

    def _baseline(self) -> Line:
        """What a kickoff leaves behind for good."""
        meeting = self.meeting
        count = len(to_fix(self.session.state.all(Task), meeting)) if meeting is not None else 0
        if not count:
            return ((_("The baseline stands already: no original date changes."), "muted"),)
        text = _("Ending it fixes the baseline: the original dates of {count} tasks.", count=count)
        return ((text, "accent"),)

    def _next(self) -> Line:
        meeting, moment = self.meeting, self.session.moment()
        found = next_begin(self.session.state, meeting, moment) if meeting is not None else None
        if found is None:
            return ((_("No next meeting of this kind follows by itself."), "muted"),)
        local = found.begin.astimezone(moment.zone)
        day = date_with_weekday(local.date(), moment.today)
        said = _("Next: {kind} {day} {time}", kind=KINDS[found.kind], day=day, time=f"{local:%H:%M}")
        return ((said, ""), ("  ", ""), (str(found.moved) if found.moved is not None else "", "delayed"))

    def hints(self) -> Sequence[Hint]:
        """The keys of a task where a hole is about one."""
        found = calm(super().hints())
        if self.task_at_hand() is not None:
            return found
        return [hint for hint in found if not hint.id.startswith("task.")]

    # --- what is at hand

    def _hole_of(self, key: Hashable) -> Hole | None:
        return next((hole for hole in self._holes if _key(hole) == key), None)

    @property
    def _hole(self) -> Hole | None:
        return self._hole_of(self._list.key) if self.is_mounted else None

    def task_at_hand(self) -> Task | None:
        """The task that something is missing of: the status keys act on it."""
        hole = self._hole
        return self.session.state.get(Task, hole.task) if hole is not None else None

    def nothing_at_hand(self) -> Message:
        """A hole that is about something else."""
        return msg("This line is about no task; enter mends it.")

    def in_focus(self) -> Focus:
        """The meeting."""
        from store.rules.meeting.capture_place import Focus

        meeting, task, hole = self.meeting, self.task_at_hand(), self._hole
        if meeting is None:
            return Focus()
        about = (Task.table, task.id) if task is not None else None
        return Focus(meeting.initiative, about, meeting=meeting.id, item=hole.item if hole else None)

    # --- what happens

    def board_changed(self, changed: Changed) -> None:
        """A hole was mended, or somebody closed it."""
        self._look()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """In front again: somebody may have closed it."""
        self._look()

    def _look(self) -> None:
        meeting = self.meeting
        if meeting is None or not meeting.running:
            if self.app.screen is self:
                self.dismiss()
            return
        self._list.show(self._rows())
        for section in self.query(Section):
            section.repaint()
        self.refresh_frame()

    def refresh_text(self) -> None:
        """In the other language."""
        super().refresh_text()
        self._list.say_when_empty(_("Nothing is missing. w closes the meeting."))
        self._list.show(self._rows())

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Enter."""
        event.stop()
        self.action_mend()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Other keys may work for another line."""
        event.stop()
        self.refresh_frame()

    # --- acts

    def reason_against(self, act: Act) -> Message | None:
        """There must be something to mend, and the right to close."""
        if act is MEND and self._hole is None:
            return msg("Nothing is missing on this line.")
        if act is not CLOSE:
            return super().reason_against(act)
        meeting = self.meeting
        if self._closing or meeting is None:
            return msg("The minutes are being written.")
        why = why_not_hold(self.session.state, self.session.person, meeting)
        return why or self.session.read_only

    def action_mend(self) -> None:
        """Ask for what is missing."""
        hole = self._hole
        if hole is not None and hole.kind is HoleKind.NOT_REACHED and hole.item is not None:
            self.dismiss()
            self._put_on_the_table(hole.item)
        elif hole is not None:
            mend(self, hole, self.meeting_id)

    def action_close_meeting(self) -> None:
        """An urgent meeting asks first for what it must end with."""
        meeting = self.meeting
        issue = self.session.state.get(Issue, meeting.issue) if meeting is not None else None
        urgent = meeting is not None and meeting.kind is MeetingKind.URGENT
        if urgent and issue is not None and (issue.owner is None or issue.deadline is None):
            from screens.meeting.forms import SolutionDialog

            self.app.push_screen(
                SolutionDialog(self.session, issue), lambda done: self._begin_closing() if done else None
            )
            return
        self._begin_closing()

    def _begin_closing(self) -> None:
        self._closing = True
        self.say(msg("The minutes are being written."))
        self.go_on_after(self.run_worker(self._close(), exclusive=True, group="closing"))

    async def _close(self) -> None:
        """Look back over the journal in a thread, then close."""
        from store.board.meetings import since_opening

        board, id_ = self.session.board, self.meeting_id
        until = board.seq  # what others write while the journal is read, the next meeting tells
        try:
            found = await asyncio.to_thread(since_opening, board, id_)
        except DuiqiError as error:
            self.say(error.message, "warning")
            return
        finally:
            self._closing = False
        meeting = self.meeting
        fixed = len(to_fix(self.session.state.all(Task), meeting)) if meeting is not None else 0
        said = msg("The meeting is closed; its minutes are written.")
        if meeting is not None and meeting.kind is MeetingKind.KICKOFF and fixed:
            said = msg(
                "The meeting is closed, its minutes are written; the baseline of {count} tasks stands.",
                count=fixed,
            )
        self.carry_out(
            CloseMeeting(id_, tuple(each.sentence for each in found), until=until),
            said=said,
        )


def _key(hole: Hole) -> Hashable:
    """What stays the same of a hole while others are mended."""
    return (hole.kind, hole.item, hole.capture, hole.task, hole.issue)
