"""Where somebody is in a meeting: at the item on the table, or, having let go, at another one.

The meeting is state of the board. What a screen adds to it is only where its person looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.items.task_screen import TaskScreen
from screens.meeting import item_rows
from screens.meeting.about_meeting import AboutMeeting
from screens.widgets.line_list import LineList
from store.language import Message, msg
from store.model.capture import Capture
from store.model.issue import Issue
from store.model.meeting import AgendaItem, ItemKind, MeetingKind
from store.model.risk import Risk
from store.model.task import Task
from store.rules.meeting.attendance import in_order
from store.rules.meeting.clock import reading

if TYPE_CHECKING:
    from screens.session import Session
    from store.rules.meeting.capture_place import Focus
    from store.rules.meeting.clock import MeetingClock

TABLES: Final = {ItemKind.TASK: Task.table, ItemKind.ISSUE: Issue.table, ItemKind.RISK: Risk.table}
"""The table of the record that an item of such a kind is about."""


class MeetingPlace(TaskScreen, AboutMeeting):
    """A screen in the meeting of that id. The status keys act on the item it shows; a subclass shows it."""

    def __init__(self, session: Session, meeting: int) -> None:
        super().__init__(meeting)
        self._looking: int | None = None

    # --- the meeting

    @property
    def runs(self) -> bool:
        """Whether it has begun and is not over."""
        meeting = self.meeting
        return meeting is not None and meeting.running

    @property
    def presents(self) -> bool:
        """Whether the person at this screen moves the room."""
        meeting, me = self.meeting, self.session.person
        return meeting is not None and me is not None and meeting.presenter == me.id

    def clock(self) -> MeetingClock | None:
        """What its clocks show now; null before it begins."""
        meeting = self.meeting
        if meeting is None or meeting.opened is None:
            return None
        return reading(meeting, self.session.moment().now)

    def silent(self) -> int | None:
        """Minutes since the presenter's last key; null when they are nowhere to be seen."""
        meeting = self.meeting
        presenter = meeting.presenter if meeting is not None else None
        return min((one.minutes for one in self.session.people if one.person == presenter), default=None)

    # --- where one looks

    @property
    def follows(self) -> bool:
        """Whether this screen shows what is on the table."""
        return self._looking is None

    @property
    def here(self) -> AgendaItem | None:
        """The item that this screen shows; null when there is none on the table any more."""
        meeting = self.meeting
        if meeting is None:
            return None
        return meeting.item(self._looking) or meeting.item(meeting.current)

    @property
    def on_the_table(self) -> bool:
        """Whether the item shown is the one that the room is at."""
        meeting, here = self.meeting, self.here
        return meeting is not None and here is not None and here.id == meeting.current

    @property
    def at_the_end(self) -> bool:
        """Whether the room was through all items, and this screen is where the room is."""
        return self.runs and self.here is None

    def neighbour(self, by: int) -> AgendaItem | None:
        """The item so many places further on the agenda as it is walked; behind the last one is the end."""
        meeting = self.meeting
        if meeting is None:
            return None
        items = in_order(self.session.state, meeting)
        here = self.here
        at = next((n for n, item in enumerate(items) if here and item.id == here.id), len(items)) + by
        return items[at] if 0 <= at < len(items) else None

    # --- what is at hand

    def record_at_hand(self) -> tuple[str, int] | None:
        """The task, issue or risk that the item shown is about; in a list the one under the cursor."""
        item = self.here
        if item is not None and item.ref is not None and item.kind in TABLES:
            return TABLES[item.kind], item.ref
        found = self._row
        return found if found is not None and found[0] in TABLES.values() else None

    def task_at_hand(self) -> Task | None:
        """The task on the table, or the one this screen looks at."""
        found = self.record_at_hand()
        return self.session.state.get(Task, found[1]) if found and found[0] == Task.table else None

    def issue_at_hand(self) -> Issue | None:
        """The issue that the item is about; in an urgent meeting the one it was called for."""
        found, meeting = self.record_at_hand(), self.meeting
        if found is not None and found[0] == Issue.table:
            return self.session.state.get(Issue, found[1])
        urgent = meeting is not None and meeting.kind is MeetingKind.URGENT
        return self.session.state.get(Issue, meeting.issue) if meeting is not None and urgent else None

    def capture_at_hand(self) -> Capture | None:
        """The captured line under the cursor, in a list of them."""
        found = self._row
        return self.session.state.get(Capture, found[1]) if found and found[0] == Capture.table else None

    def department_at_hand(self) -> int | None:
        """The department under the cursor, where an item is a point of the brief."""
        found = self._row
        return found[1] if found is not None and found[0] == item_rows.DEPARTMENT else None

    def kept(self) -> list[Capture]:
        """What was captured in this meeting, the newest first."""
        found = (each for each in self.session.state.all(Capture) if each.meeting == self.meeting_id)
        return sorted(found, key=lambda each: (each.at, each.id), reverse=True)

    @property
    def rows(self) -> LineList:
        """The list of an item that is one."""
        return self.query_one("#open", LineList)

    @property
    def _row(self) -> tuple[str, int] | None:
        item = self.here
        if item is None or item.kind not in item_rows.LISTED or not self.is_mounted:
            return None
        key = self.rows.key
        return key if isinstance(key, tuple) else None

    def nothing_at_hand(self) -> Message:
        """An item about something else."""
        return msg("This item is no task; a captures what is said of it.")

    def in_focus(self) -> Focus:
        """The item shown, in this meeting."""
        from store.rules.meeting.capture_place import Focus

        meeting, item = self.meeting, self.here
        if meeting is None:
            return Focus()
        about = self.record_at_hand()
        return Focus(
            meeting.initiative,
            about,
            meeting=meeting.id if meeting.running else None,
            item=item.id if item else None,
        )
