"""Holding a meeting: opening it, going from item to item, pausing, the roll-call, taking it over.

Each is one small change of the meeting's record. They are run on the newest state and carry what they leave,
so they are committed without `seen`: of two sessions that press the same key at once one moves on, and the
other finds it done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.meeting import Attendant, Attended, ItemState, Meeting
from store.model.organisation import Person
from store.rules.commands.fields import check_person
from store.rules.commands.meetings.opening import (
    item_of,
    opened,
    refuse_over,
    refuse_unless_ahead,
    the_running,
    with_agenda,
    with_call,
    with_item,
)
from store.rules.commands.telling import entry_with
from store.rules.edit import Edit
from store.rules.meeting.attendance import in_order
from store.rules.meeting.clock import whole_seconds


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """It begins now: the first item is on the table, the author presents. An empty agenda builds itself."""

    name: ClassVar[str] = "open_meeting"

    meeting: int

    def apply(self, edit: Edit) -> None:
        """Refused when it has begun or is over, or was called off."""
        meeting = edit.one(Meeting, self.meeting)
        refuse_unless_ahead(edit, meeting)
        opened(edit, with_agenda(edit, meeting))


@dataclass(frozen=True, slots=True)
class Next:
    """The room is through with the item `leaves` (null: with none on the table): on to the next one.

    That is the next one waiting, from the end back to what was passed over; nothing once there is none.
    """

    name: ClassVar[str] = "next_item"

    meeting: int
    leaves: int | None

    def apply(self, edit: Edit) -> None:
        """Nothing when somebody went on already. Refused when the meeting does not run."""
        meeting = the_running(edit, self.meeting)
        to = _following(edit, meeting)
        if meeting.current == self.leaves and meeting.current != to:
            turned(edit, meeting, to, ItemState.DONE)


@dataclass(frozen=True, slots=True)
class Back:
    """Back to the item before `leaves`; to the last one when nothing is on the table."""

    name: ClassVar[str] = "previous_item"

    meeting: int
    leaves: int | None

    def apply(self, edit: Edit) -> None:
        """Nothing when somebody moved already. Refused on the first item, or when it does not run."""
        meeting = the_running(edit, self.meeting)
        if meeting.current != self.leaves:
            return
        order = [each.id for each in in_order(edit, meeting)]
        at = order.index(meeting.current) if meeting.current in order else len(order)
        if at == 0:
            raise Refused(msg("This is the first item."))
        turned(edit, meeting, order[at - 1])


@dataclass(frozen=True, slots=True)
class GoTo:
    """Another item is on the table; the one left waits if the room was not through with it."""

    name: ClassVar[str] = "go_to_item"

    meeting: int
    item: int

    def apply(self, edit: Edit) -> None:
        """Refused at `item` when it is gone, and when the meeting does not run."""
        meeting = the_running(edit, self.meeting)
        item = item_of(meeting, self.item)
        if meeting.current != item.id:
            turned(edit, meeting, item.id)


@dataclass(frozen=True, slots=True)
class ParkItem:
    """An item is put off in sight; if it was on the table the room goes on. `GoTo` takes it up again."""

    name: ClassVar[str] = "park_item"

    meeting: int
    item: int

    def apply(self, edit: Edit) -> None:
        """Refused at `item` when it is gone, and when the meeting does not run."""
        meeting = the_running(edit, self.meeting)
        item = item_of(meeting, self.item)
        if meeting.current == item.id:
            turned(edit, meeting, _following(edit, meeting), ItemState.PARKED)
        elif item.state is not ItemState.PARKED:
            with_item(edit, meeting, entry_with(item, state=ItemState.PARKED))


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands. It goes on with `Resume`, or when the room moves to another item."""

    name: ClassVar[str] = "pause_meeting"

    meeting: int

    def apply(self, edit: Edit) -> None:
        """Nothing when it stands already. Refused when the meeting does not run."""
        meeting = the_running(edit, self.meeting)
        if meeting.since is not None:
            edit.set(stopped(edit, meeting), since=None)


@dataclass(frozen=True, slots=True)
class Resume:
    """The clock goes on."""

    name: ClassVar[str] = "resume_meeting"

    meeting: int

    def apply(self, edit: Edit) -> None:
        """Nothing when it goes already. Refused when the meeting does not run."""
        meeting = the_running(edit, self.meeting)
        if meeting.since is None:
            edit.set(meeting, since=edit.moment.now)


@dataclass(frozen=True, slots=True)
class TakeOver:
    """The author presents from here on. The meeting stands as it is: item, clock, roll-call."""

    name: ClassVar[str] = "take_over"

    meeting: int

    def apply(self, edit: Edit) -> None:
        """Refused when nobody knows who is typing, and when the meeting does not run."""
        meeting = the_running(edit, self.meeting)
        if edit.by is None:
            raise Refused(msg("Say who you are first: the board records who changed what."))
        edit.set(meeting, presenter=edit.by.id)


@dataclass(frozen=True, slots=True)
class RollCall:
    """What holds for one person; several are called by several of these in one commit.

    `deputy` speaks for them when they are not there; null: the one they usually have.
    """

    name: ClassVar[str] = "roll_call"

    meeting: int
    person: int
    attended: Attended
    deputy: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `person` or `deputy` when there is none, and once the meeting is over."""
        meeting = edit.one(Meeting, self.meeting)
        refuse_over(edit, meeting)
        check_person(edit, self.person, "person")
        deputy = self._deputy(edit)
        old = meeting.attendant(self.person)
        if old is not None and (old.attended, old.deputy) == (self.attended, deputy):
            return
        called = Attendant(id=self.person, attended=self.attended, deputy=deputy, at=edit.moment.now)
        edit.set(meeting, attendance=with_call(meeting.attendance, called))

    def _deputy(self, edit: Edit) -> int | None:
        if self.attended is not Attended.DEPUTY:
            return None
        person = edit.one(Person, self.person)
        deputy = self.deputy if self.deputy is not None else person.deputy
        if deputy is None or deputy == self.person:
            raise Refused(msg("Who speaks for {person}?", person=person.name), field="deputy")
        check_person(edit, deputy, "deputy")
        return deputy


@dataclass(frozen=True, slots=True)
class CallTheRest:
    """Everybody not called yet is there: whoever that still is when it is written, as another call may be on
    its way.
    """

    name: ClassVar[str] = "roll_call"

    meeting: int

    def apply(self, edit: Edit) -> None:
        """Refused once the meeting is over."""
        for each in edit.one(Meeting, self.meeting).attendance:
            if each.attended is Attended.EXPECTED:
                RollCall(self.meeting, each.id, Attended.PRESENT).apply(edit)


def turned(edit: Edit, meeting: Meeting, to: int | None, left: ItemState | None = None) -> Meeting:
    """Another item is on the table, or none; what was there is `left` in that state, its time added.

    A clock that stood goes on: the room does.
    """
    before = meeting.current
    meeting = stopped(edit, meeting)
    item = meeting.item(before)
    if item is not None and left is not None and item.state is not left:
        meeting = with_item(edit, meeting, entry_with(item, state=left))
    item = meeting.item(to)
    if item is not None and item.state is ItemState.PARKED:
        meeting = with_item(edit, meeting, entry_with(item, state=ItemState.WAITING))
    since = meeting.since if meeting.since is not None else edit.moment.now
    return edit.set(meeting, current=to, since=since)


def stopped(edit: Edit, meeting: Meeting) -> Meeting:
    """The time that ran is added to the item on the table in whole seconds; what is less runs on."""
    seconds = whole_seconds(meeting, edit.moment.now)
    if not seconds or meeting.since is None:
        return meeting
    since = meeting.since + timedelta(seconds=seconds)
    item = meeting.item(meeting.current)
    if item is None:
        return edit.set(meeting, since=since, aside=meeting.aside + seconds)
    meeting = with_item(edit, meeting, entry_with(item, spent=item.spent + seconds))
    return edit.set(meeting, since=since)


def _following(edit: Edit, meeting: Meeting) -> int | None:
    """The next item that waits, behind the one on the table first; null when there is none."""
    order = in_order(edit, meeting)
    at = next((place for place, each in enumerate(order, 1) if each.id == meeting.current), 0)
    waiting = (each.id for each in (*order[at:], *order[: max(at - 1, 0)]) if each.state is ItemState.WAITING)
    return next(waiting, None)
