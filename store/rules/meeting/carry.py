"""What a meeting leaves to the next one: nothing is copied, it is read from what is still open
(DOMAIN.md stage 3.6: items not reached are carried to the next meeting)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from store.language import Message, msg
from store.model.capture import Capture, CaptureKind
from store.model.clock import Moment
from store.model.meeting import AgendaItem, ItemKind, ItemState, Meeting, MeetingKind
from store.model.state import State
from store.rules.brief import Records
from store.rules.meeting.attendance import subject
from store.rules.meeting.cadence import FOLLOWED_BY
from store.rules.meeting.capture_kinds import NAMES
from store.rules.order import ordered
from store.rules.say import person_name, short_day

SUBJECTS: Final = frozenset(
    {ItemKind.TASK, ItemKind.ISSUE, ItemKind.RISK, ItemKind.POINT, ItemKind.TOPIC, ItemKind.OTHERS}
)
"""Kinds of items that are lost when the room does not get to them; all others build themselves anew."""


def last_closed(records: Records, initiative: int, kind: MeetingKind) -> Meeting | None:
    """The newest meeting of that kind that is over; null when there was none."""
    found = [each for each in closed(records, initiative) if each.kind is kind]
    return found[-1] if found else None


def closed(records: Records, initiative: int) -> list[Meeting]:
    """The meetings of an initiative that are over, in the order in which they ended."""
    found = [
        each for each in records.all(Meeting) if each.initiative == initiative and each.closed is not None
    ]
    return sorted(found, key=lambda each: (each.closed is not None and each.closed.timestamp(), each.id))


def left_open(
    records: Records, initiative: int, kinds: Collection[CaptureKind] = tuple(CaptureKind)
) -> list[Capture]:
    """What the meetings of an initiative captured and nobody settled: by date, what has none last."""
    found = [
        each
        for each in records.all(Capture)
        if each.initiative == initiative and each.kind in kinds and each.open
    ]
    return sorted(
        found, key=lambda each: (each.due is None, each.due.toordinal() if each.due else 0, each.id)
    )


def not_reached(meeting: Meeting) -> list[AgendaItem]:
    """The items that the room did not get to, nor put off; in the order of the agenda."""
    return [
        each
        for each in ordered(meeting.agenda)
        if each.state is ItemState.WAITING and each.spent == 0 and each.id != meeting.current
    ]


def put_off(meeting: Meeting) -> list[AgendaItem]:
    """The items that were parked in sight."""
    return [each for each in ordered(meeting.agenda) if each.state is ItemState.PARKED]


def carried_over(state: State, meeting: Meeting, moment: Moment) -> tuple[Message, ...]:
    """What a meeting leaves to the next one, a sentence each: items first, then what was captured.

    Items only from one weekly meeting to the next: no other agenda takes them up. What was captured a meeting
    of a cadence has in its hands from whichever meeting it comes; one that stands for itself leaves its own.
    """
    found: list[Message] = []
    if meeting.kind is MeetingKind.WEEKLY:
        found += [
            msg("not reached: {what}", what=called(state, each)) for each in _subjects(not_reached(meeting))
        ]
        found += [msg("put off: {what}", what=called(state, each)) for each in _subjects(put_off(meeting))]
    open_ = left_open(state, meeting.initiative)
    if meeting.kind not in FOLLOWED_BY:
        open_ = [each for each in open_ if each.meeting == meeting.id]
    return (*found, *(told(state, each, moment) for each in open_))


def _subjects(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    return [each for each in items if each.kind in SUBJECTS]


def told(state: State, capture: Capture, moment: Moment) -> Message:
    """A capture in one line: its kind, who, by when, what."""
    who = [
        *([person_name(state, capture.person)] if capture.person is not None else []),
        *([short_day(capture.due, moment.today)] if capture.due is not None else []),
    ]
    if not who:
        return msg("{kind}: {text}", kind=NAMES[capture.kind], text=capture.text)
    return msg("{kind} {who}: {text}", kind=NAMES[capture.kind], who=" ".join(who), text=capture.text)


def called(state: State, item: AgendaItem) -> str:
    """What one calls an item: its key and its title."""
    key = key_of_item(state, item)
    return f"{key} {item.title}" if key else item.title


def key_of_item(state: State, item: AgendaItem) -> str:
    """The key that people say aloud of what an item is about; empty when it is about no record."""
    found = subject(state, item)
    return state.key_of(found) if found is not None else ""
