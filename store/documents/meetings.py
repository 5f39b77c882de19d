"""The minutes of a meeting as JSON: `duiqi meeting BOARD --format json` (docs/json.md)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from store.documents.rows import Key, Row
from store.model.initiative import Initiative
from store.model.meeting import Meeting
from store.model.minutes import Minutes
from store.model.state import State

MeetingWord = Literal["alignment", "kickoff", "weekly", "urgent", "review"]
StateWord = Literal["planned", "running", "closed", "called_off"]


class AttendeeRow(Row):
    """Somebody who was expected, and what the roll-call found; `deputy` spoke for them."""

    name: str
    department: str | None
    attended: Literal["expected", "present", "absent", "deputy", "late", "left"]
    deputy: str | None


class AgendaRow(Row):
    """An item of the agenda: `planned` in minutes, `spent` in seconds."""

    id: int
    key: Key | None
    title: str
    why: str
    planned: int
    spent: int
    state: Literal["waiting", "done", "parked"]


class CaptureRow(Row):
    """Something that was captured. `item` is the id of the agenda item, `person` who has it to do or to
    answer, `settled` whether it was when the meeting ended."""

    id: int
    kind: Literal["decision", "action", "question", "risk", "issue", "note", "park"]
    text: str
    item: int | None
    key: Key | None
    person: str | None
    department: str | None
    due: date | None
    answer: str | None
    settled: bool


class MeetingDocument(Row):
    """A meeting with its minutes, `duiqi meeting`: one object. Names and sentences are as they were when it
    was closed, in the board's language; of one that is not, as they stand. `changes` is what was changed on
    the board while it ran, `holes` what was missing when it was closed, `carried` what it leaves to the next
    one, and `next` when that begins."""

    id: int
    kind: MeetingWord
    number: int
    title: str
    initiative: Annotated[str, Field(description="The initiative's code")]
    state: StateWord
    planned: AwareDatetime | None
    opened: AwareDatetime | None
    closed: AwareDatetime | None
    minutes: Annotated[int, Field(description="The minutes there were")]
    chair: str | None
    attendance: list[AttendeeRow]
    agenda: list[AgendaRow]
    changes: list[str]
    captures: list[CaptureRow]
    holes: list[str]
    carried: list[str]
    next: AwareDatetime | None


class MeetingRow(Row):
    """A meeting in the list of `duiqi meeting --list`; `id` is what `duiqi meeting BOARD ID` takes."""

    id: int
    kind: MeetingWord
    number: int
    title: str
    initiative: str
    state: StateWord
    planned: AwareDatetime | None
    opened: AwareDatetime | None
    closed: AwareDatetime | None
    minutes: int


def meeting_row(state: State, meeting: Meeting, title: str) -> MeetingRow:
    """A meeting without what was said in it."""
    return MeetingRow(
        id=meeting.id,
        kind=meeting.kind.value,
        number=meeting.number,
        title=title,
        initiative=_code(state, meeting),
        state=state_of(meeting),
        planned=_utc(meeting.planned),
        opened=_utc(meeting.opened),
        closed=_utc(meeting.closed),
        minutes=meeting.minutes,
    )


def meeting_document(state: State, meeting: Meeting, minutes: Minutes) -> MeetingDocument:
    """A meeting with its minutes for other programs."""
    return MeetingDocument(
        **meeting_row(state, meeting, minutes.title).model_dump(),
        chair=minutes.chair or None,
        attendance=[
            AttendeeRow(
                name=each.name,
                department=each.department or None,
                attended=each.attended.value,
                deputy=each.deputy or None,
            )
            for each in minutes.attendance
        ],
        agenda=[
            AgendaRow(
                id=each.id,
                key=each.key or None,
                title=each.title,
                why=each.why,
                planned=each.planned,
                spent=each.spent,
                state=each.state.value,
            )
            for each in minutes.agenda
        ],
        changes=[each.text for each in minutes.changes],
        captures=[
            CaptureRow(
                id=each.id,
                kind=each.kind.value,
                text=each.text,
                item=each.item,
                key=each.key or None,
                person=each.person or None,
                department=each.department or None,
                due=each.due,
                answer=each.answer or None,
                settled=each.settled,
            )
            for each in minutes.captures
        ],
        holes=[each.text for each in minutes.holes],
        carried=[each.text for each in minutes.carried],
        next=_utc(minutes.next),
    )


def state_of(meeting: Meeting) -> StateWord:
    """Where a meeting stands."""
    if meeting.closed is not None:
        return "closed"
    if meeting.called_off:
        return "called_off"
    return "running" if meeting.opened is not None else "planned"


def _code(state: State, meeting: Meeting) -> str:
    initiative = state.get(Initiative, meeting.initiative)
    return initiative.code if initiative is not None else f"#{meeting.initiative}"


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC)
