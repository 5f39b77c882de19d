"""What is still missing when a meeting is to be closed (DOMAIN.md, Meetings: closing lists the holes)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from store.language import Message, msg
from store.model.capture import Capture, CaptureKind
from store.model.clock import Moment
from store.model.issue import Issue
from store.model.meeting import Attended, ItemKind, Meeting, MeetingKind
from store.model.state import State
from store.model.task import Task
from store.rules.issues.stands import UNSOLVED
from store.rules.meeting.carry import called, not_reached
from store.rules.meeting.urgent import answered
from store.rules.say import short_day
from store.rules.status import is_late, is_open


class HoleKind(IntEnum):
    """What is missing, that which must not stay so first."""

    SOLUTION_OWNER = 1
    SOLUTION_DEADLINE = 2
    ACTION_OWNER = 3
    ACTION_DATE = 4
    FORECAST = 5
    BLOCK_OWNER = 6
    BLOCK_DEADLINE = 7
    ANSWER = 8
    ROLL_CALL = 9
    NOT_REACHED = 10


@dataclass(frozen=True, slots=True)
class Hole:
    """One thing that is missing, and where it is mended: the item of the agenda, the capture, the record."""

    kind: HoleKind
    text: Message
    item: int | None = None
    capture: int | None = None
    task: int | None = None
    issue: int | None = None


def holes(state: State, meeting: Meeting, moment: Moment) -> tuple[Hole, ...]:
    """The holes of a meeting as it stands, those that must not stay first."""
    found = [
        *_solution(state, meeting),
        *_captured(state, meeting),
        *_declared(state, meeting, moment),
        *_roll_call(meeting),
        *_unreached(state, meeting),
    ]
    return tuple(sorted(found, key=lambda each: each.kind))


def _solution(state: State, meeting: Meeting) -> Iterator[Hole]:
    """An urgent meeting ends with a deadline for the solution and one who has it (stage 3.7)."""
    issue = state.get(Issue, meeting.issue) if meeting.kind is MeetingKind.URGENT else None
    if issue is None or issue.state not in UNSOLVED:
        return
    item = next((each.id for each in meeting.agenda if each.kind is ItemKind.ISSUE), None)
    key = state.key_of(issue)
    if issue.owner is None:
        text = msg("{key}: nobody is responsible for the solution", key=key)
        yield Hole(HoleKind.SOLUTION_OWNER, text, item, issue=issue.id)
    if issue.deadline is None:
        text = msg("{key}: the solution has no deadline", key=key)
        yield Hole(HoleKind.SOLUTION_DEADLINE, text, item, issue=issue.id)


def _captured(state: State, meeting: Meeting) -> Iterator[Hole]:
    for each in state.all(Capture):
        if each.meeting != meeting.id or not each.open:
            continue
        if each.kind is CaptureKind.ACTION:
            if each.person is None:
                text = msg("action without an owner: {text}", text=each.text)
                yield _of_capture(HoleKind.ACTION_OWNER, text, each)
            if each.due is None:
                text = msg("action without a date: {text}", text=each.text)
                yield _of_capture(HoleKind.ACTION_DATE, text, each)
        elif each.kind is CaptureKind.QUESTION and not each.answer:
            text = msg("question without an answer: {text}", text=each.text)
            yield _of_capture(HoleKind.ANSWER, text, each)


def _of_capture(kind: HoleKind, text: Message, capture: Capture) -> Hole:
    return Hole(kind, text, capture.item, capture.id, capture.task, capture.issue)


def _declared(state: State, meeting: Meeting, moment: Moment) -> Iterator[Hole]:
    """Delays without a day to come, and blocks of which nobody knows who releases them by when.

    Looked at are the tasks that the room went through, and those blocked while it sat.
    """
    items = {each.ref: each.id for each in meeting.agenda if each.kind is ItemKind.TASK}
    later = {each.id for each in not_reached(meeting)}
    for task in state.all(Task):
        item = items.get(task.id)
        if task.initiative != meeting.initiative or not is_open(task):
            continue
        if item is not None and item not in later:
            yield from _forecast(state, task, item, moment)
        elif not _blocked_here(task, meeting):
            continue
        yield from _block(state, task, item)


def _blocked_here(task: Task, meeting: Meeting) -> bool:
    block = task.block
    return block is not None and meeting.opened is not None and block.at >= meeting.opened


def _forecast(state: State, task: Task, item: int, moment: Moment) -> Iterator[Hole]:
    today, key = moment.today, state.key_of(task)
    if task.delay is not None and task.delay.forecast < today:
        day = short_day(task.delay.forecast, today)
        text = msg("{key} {title}: the forecast {day} has passed", key=key, title=task.title, day=day)
        yield Hole(HoleKind.FORECAST, text, item, task=task.id)
    elif task.delay is None and task.due is not None and is_late(task, today):
        day = short_day(task.due, today)
        text = msg("{key} {title}: due {day}, no new date", key=key, title=task.title, day=day)
        yield Hole(HoleKind.FORECAST, text, item, task=task.id)


def _block(state: State, task: Task, item: int | None) -> Iterator[Hole]:
    if task.block is None:
        return
    key, issue = state.key_of(task), state.get(Issue, task.block.issue)
    owner = task.block.release_by if task.block.release_by is not None else issue and issue.owner
    if owner is None:
        text = msg("{key} {title}: blocked, and nobody is to release it", key=key, title=task.title)
        yield Hole(HoleKind.BLOCK_OWNER, text, item, task=task.id, issue=task.block.issue)
    if issue is None or issue.deadline is None:
        text = msg("{key} {title}: blocked, without a deadline", key=key, title=task.title)
        yield Hole(HoleKind.BLOCK_DEADLINE, text, item, task=task.id, issue=task.block.issue)


def _roll_call(meeting: Meeting) -> Iterator[Hole]:
    if meeting.attendance and all(each.attended is Attended.EXPECTED for each in meeting.attendance):
        yield Hole(HoleKind.ROLL_CALL, msg("the roll was not called"))


def _unreached(state: State, meeting: Meeting) -> Iterator[Hole]:
    there = answered(state, meeting)
    for each in not_reached(meeting):
        if each.kind in (ItemKind.CHANGES, ItemKind.SMOOTH):
            # Said in the minutes anyway; nobody waits for it.
            continue
        if each.kind is ItemKind.TOPIC and each.title in there:
            continue
        yield Hole(HoleKind.NOT_REACHED, msg("not reached: {what}", what=called(state, each)), each.id)
