"""Planning a meeting: when, how long, led by whom, and what is on its agenda (DOMAIN.md, Meetings)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.capture import Capture
from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.meeting import AgendaItem, ItemState, Meeting, MeetingKind
from store.rules.commands.fields import check_person
from store.rules.commands.meetings.opening import (
    called,
    item_of,
    opened,
    refuse_over,
    refuse_unless_ahead,
    with_agenda,
    with_item,
)
from store.rules.commands.rows import moved
from store.rules.commands.telling import entry_with, made, require
from store.rules.edit import Edit, next_id
from store.rules.meeting.attendance import in_order
from store.rules.meeting.renewal import numbered, renewed
from store.rules.meeting.running import title
from store.rules.order import ordered

USUAL_MINUTES: Final = 45
"""The time there is for a meeting unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class PlanMeeting:
    """A meeting of an initiative is to take place at `planned`, if that is known.

    `agenda` null: it builds itself when the meeting is opened, from what the board says then.
    """

    name: ClassVar[str] = "plan_meeting"

    initiative: int
    kind: MeetingKind
    agenda: Sequence[AgendaItem] | None = None
    planned: datetime | None = None
    minutes: int = USUAL_MINUTES
    issue: int | None = None
    chair: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused when one of that kind is ahead or runs, and at the field that cannot be so."""
        add_meeting(
            edit,
            self.initiative,
            self.kind,
            agenda=self.agenda or (),
            planned=self.planned,
            minutes=self.minutes,
            issue=self.issue,
            chair=self.chair,
        )


@dataclass(frozen=True, slots=True)
class HoldMeeting:
    """A meeting begins now that nobody planned; the one of that kind that is ahead, if there is one.

    An agenda that was prepared for it is kept; `agenda` is what it has without, null: it builds itself.
    """

    name: ClassVar[str] = "hold_meeting"

    initiative: int
    kind: MeetingKind
    agenda: Sequence[AgendaItem] | None = None
    minutes: int = USUAL_MINUTES
    issue: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused when one of that kind runs already."""
        meeting = of_that_kind(edit, self.initiative, self.kind, self.issue)
        if meeting is None:
            meeting = add_meeting(
                edit, self.initiative, self.kind, minutes=self.minutes, issue=self.issue, chair=edit.author
            )
        refuse_unless_ahead(edit, meeting)
        if self.agenda is not None and not meeting.agenda:
            meeting = edit.set(meeting, agenda=numbered(self.agenda))
        opened(edit, with_agenda(edit, meeting))


@dataclass(frozen=True, slots=True)
class EditMeeting:
    """When a meeting is to begin, how many minutes there are, and who leads it. All three are set."""

    name: ClassVar[str] = "edit_meeting"

    meeting: int
    planned: datetime | None
    minutes: int
    chair: int | None

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so, and once it is over."""
        meeting = edit.one(Meeting, self.meeting)
        refuse_over(edit, meeting)
        check_person(edit, self.chair, "chair")
        edit.set(meeting, planned=self.planned, minutes=self.minutes, chair=self.chair)


@dataclass(frozen=True, slots=True)
class CallOff:
    """It does not take place; its number stays given out."""

    name: ClassVar[str] = "call_off"

    meeting: int

    def apply(self, edit: Edit) -> None:
        """Refused once it has begun."""
        meeting = edit.one(Meeting, self.meeting)
        refuse_unless_ahead(edit, meeting)
        edit.set(meeting, called_off=True)


@dataclass(frozen=True, slots=True)
class RenewAgenda:
    """The agenda as it reads now, built anew. Items that people added by hand stay, and their minutes.

    What is on both keeps its place and its minutes; what is new comes behind what it follows.
    """

    name: ClassVar[str] = "renew_agenda"

    meeting: int
    agenda: Sequence[AgendaItem]

    def apply(self, edit: Edit) -> None:
        """Refused once it has begun."""
        meeting = edit.one(Meeting, self.meeting)
        refuse_unless_ahead(edit, meeting)
        edit.set(meeting, agenda=renewed(meeting.agenda, self.agenda))


@dataclass(frozen=True, slots=True)
class AddItem:
    """One more item, in words, at the end."""

    name: ClassVar[str] = "add_item"

    meeting: int
    title: str
    minutes: int = 5

    def apply(self, edit: Edit) -> None:
        """Refused at `title` or `minutes`, and once the meeting is over."""
        meeting = _open_to_change(edit, self.meeting)
        said = require(self.title, "title", msg("What is to be spoken about?"))
        id = next_id(meeting.agenda)
        item = made(AgendaItem, {"id": id, "title": said, "minutes": self.minutes})
        rows = (*meeting.agenda, item)
        last = ordered(meeting.agenda)[-1].id if meeting.agenda else None
        edit.set(meeting, agenda=moved(rows, [id], last) if ordered(rows)[-1].id != id else rows)


@dataclass(frozen=True, slots=True)
class MoveItem:
    """An item comes `by` places later, earlier when negative; as far as there are places."""

    name: ClassVar[str] = "move_item"

    meeting: int
    item: int
    by: int

    def apply(self, edit: Edit) -> None:
        """Refused at `item` when it is gone, and once the meeting is over."""
        meeting = _open_to_change(edit, self.meeting)
        item_of(meeting, self.item)
        order = [each.id for each in in_order(edit, meeting)]
        at = order.index(self.item)
        to = min(max(at + self.by, 0), len(order) - 1)
        if to != at:
            order.remove(self.item)
            after = order[to - 1] if to else None
            edit.set(meeting, agenda=moved(meeting.agenda, [self.item], after))


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """An item is taken off the agenda, before it was on the table."""

    name: ClassVar[str] = "remove_item"

    meeting: int
    item: int

    def apply(self, edit: Edit) -> None:
        """Refused at `item` when it is gone, or when the room was at it: that is part of the minutes."""
        meeting = _open_to_change(edit, self.meeting)
        item = item_of(meeting, self.item)
        spoken = any((each.meeting, each.item) == (meeting.id, item.id) for each in edit.all(Capture))
        if spoken or item.spent or item.state is ItemState.DONE or meeting.current == item.id:
            raise Refused(
                msg("It was on the table, so it stays in the minutes. Park it instead."), field="item"
            )
        edit.set(meeting, agenda=tuple(each for each in meeting.agenda if each.id != item.id))


@dataclass(frozen=True, slots=True)
class PlanItem:
    """How many minutes an item is to take."""

    name: ClassVar[str] = "plan_item"

    meeting: int
    item: int
    minutes: int

    def apply(self, edit: Edit) -> None:
        """Refused at `item` when it is gone, at `minutes`, and once the meeting is over."""
        meeting = _open_to_change(edit, self.meeting)
        item = item_of(meeting, self.item)
        with_item(edit, meeting, entry_with(item, minutes=self.minutes))


def add_meeting(
    edit: Edit,
    initiative: int,
    kind: MeetingKind,
    *,
    agenda: Sequence[AgendaItem] = (),
    planned: datetime | None = None,
    minutes: int = USUAL_MINUTES,
    issue: int | None = None,
    chair: int | None = None,
) -> Meeting:
    """A new meeting with its number. Raises Refused when one of that kind is ahead or runs."""
    record = edit.one(Initiative, initiative)
    check_person(edit, chair, "chair")
    if kind is MeetingKind.URGENT:
        _check_issue(edit, record, issue)
    there = of_that_kind(edit, initiative, kind, issue)
    if there is not None:
        name = title(edit, there)
        runs, planned_too = (
            msg("{meeting} runs already.", meeting=name),
            msg("{meeting} is planned already.", meeting=name),
        )
        raise Refused(runs if there.running else planned_too, field="kind")
    numbers = [
        each.number for each in edit.all(Meeting) if (each.initiative, each.kind) == (initiative, kind)
    ]
    meeting = edit.add(
        Meeting,
        initiative=initiative,
        kind=kind,
        number=max(numbers, default=0) + 1,
        planned=planned,
        minutes=minutes,
        issue=issue if kind is MeetingKind.URGENT else None,
        chair=chair,
        agenda=numbered(agenda),
    )
    return edit.set(meeting, attendance=called(edit, meeting))


def of_that_kind(edit: Edit, initiative: int, kind: MeetingKind, issue: int | None) -> Meeting | None:
    """The meeting of a kind, and for urgent ones of an issue, that is ahead or runs, or null."""
    about = issue if kind is MeetingKind.URGENT else None
    for each in edit.all(Meeting):
        same = (each.initiative, each.kind, each.issue) == (initiative, kind, about)
        if same and (each.ahead or each.running):
            return each
    return None


def _open_to_change(edit: Edit, meeting: int) -> Meeting:
    found = edit.one(Meeting, meeting)
    refuse_over(edit, found)
    return found


def _check_issue(edit: Edit, initiative: Initiative, issue: int | None) -> None:
    record = edit.get(Issue, issue)
    if record is None or record.initiative != initiative.id:
        raise Refused(msg("An urgent meeting is about one issue; name it."), field="issue")
