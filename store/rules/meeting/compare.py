"""Past meetings in figures, to be compared: did it get shorter, was more done of what was agreed?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from store.language import Message, msg
from store.model.capture import Capture, CaptureKind
from store.model.clock import Moment
from store.model.meeting import Attended, ItemState, Meeting
from store.model.state import State
from store.rules.meeting.attendance import IN_THE_ROOM
from store.rules.meeting.carry import closed, not_reached


@dataclass(frozen=True, slots=True)
class Figures:
    """A meeting in numbers. Minutes are whole, rounded up; `late` are actions of it that are overdue now."""

    planned: int
    lasted: int
    items: int
    reached: int
    put_off: int
    expected: int
    present: int
    decisions: int
    actions: int
    actions_done: int
    late: int
    questions: int
    answered: int
    issues: int
    risks: int


class Compared(NamedTuple):
    """A line of the comparison: the figure of the meeting before, empty without one, and of this one."""

    label: Message
    before: str
    now: str


def figures(state: State, meeting: Meeting, today: date) -> Figures:
    """A meeting in numbers, as what it agreed stands today."""
    own = [each for each in state.all(Capture) if each.meeting == meeting.id]
    actions = [each for each in own if each.kind is CaptureKind.ACTION]
    questions = [each for each in own if each.kind is CaptureKind.QUESTION]
    seconds = sum(each.spent for each in meeting.agenda) + meeting.aside
    called = [each for each in meeting.attendance if each.attended is not Attended.EXPECTED]
    parked = sum(each.state is ItemState.PARKED for each in meeting.agenda)
    return Figures(
        planned=meeting.minutes,
        lasted=-(-seconds // 60),
        items=len(meeting.agenda),
        reached=len(meeting.agenda) - len(not_reached(meeting)) - parked,
        put_off=parked,
        expected=len(meeting.attendance),
        present=sum(each.attended in IN_THE_ROOM or each.attended is Attended.LEFT for each in called),
        decisions=sum(each.kind is CaptureKind.DECISION for each in own),
        actions=len(actions),
        actions_done=sum(each.settled is not None for each in actions),
        late=sum(each.open and each.due is not None and each.due < today for each in actions),
        questions=len(questions),
        answered=sum(each.settled is not None or bool(each.answer) for each in questions),
        issues=sum(each.kind is CaptureKind.ISSUE for each in own),
        risks=sum(each.kind is CaptureKind.RISK for each in own),
    )


def before(state: State, meeting: Meeting) -> Meeting | None:
    """The meeting of the same kind that ended before this one; null for the first."""
    same = [each for each in closed(state, meeting.initiative) if each.kind is meeting.kind]
    earlier = [each for each in same if each.id != meeting.id and _ended(each) <= _ended(meeting)]
    return earlier[-1] if earlier else None


def compare(
    state: State, meeting: Meeting, moment: Moment, with_: Meeting | None = None
) -> tuple[Compared, ...]:
    """The figures of a meeting beside those of another; of the one before it of its kind when null."""
    other = with_ if with_ is not None else before(state, meeting)
    now = figures(state, meeting, moment.today)
    was = figures(state, other, moment.today) if other is not None else None
    left = _lines(was) if was is not None else None
    return tuple(
        Compared(label, left[at][1] if left is not None else "", said)
        for at, (label, said) in enumerate(_lines(now))
    )


def _lines(of: Figures) -> list[tuple[Message, str]]:
    return [
        (msg("Minutes, of those planned"), f"{of.lasted}/{of.planned}"),
        (msg("Items reached"), f"{of.reached}/{of.items}"),
        (msg("Put off"), str(of.put_off)),
        (msg("Present"), f"{of.present}/{of.expected}"),
        (msg("Decisions"), str(of.decisions)),
        (msg("Actions done by now"), f"{of.actions_done}/{of.actions}"),
        (msg("Actions overdue now"), str(of.late)),
        (msg("Questions answered"), f"{of.answered}/{of.questions}"),
        (msg("New issues"), str(of.issues)),
        (msg("New risks"), str(of.risks)),
    ]


def _ended(meeting: Meeting) -> float:
    at = meeting.closed or meeting.opened or meeting.planned
    return at.timestamp() if at is not None else float("inf")
