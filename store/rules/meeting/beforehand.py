"""What people should tell before the next meeting, so that the room need not ask for it (stage 3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from store.language import Message, msg
from store.model.clock import Moment
from store.model.meeting import Meeting
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Task
from store.rules.calendar import workdays
from store.rules.meeting.running import ahead, when
from store.rules.round import answers_for, updates_due
from store.rules.status import is_update_due

BEFOREHAND: Final = timedelta(days=4)
"""From when on people are told what is due before a meeting: over a weekend, with a day to spare."""


class BeforeMeeting(NamedTuple):
    """What of a person's is due before a meeting begins."""

    meeting: Meeting
    tasks: tuple[Task, ...]
    text: Message


def before_meeting(state: State, person: Person | None, moment: Moment) -> BeforeMeeting | None:
    """What a person should update before the next meeting: null when nothing is due or none is near.

    Due is what asks for a word now, and what its cadence will ask for by then. Everybody's for null.
    """
    near = [*_near(state, moment)]
    if not near:
        return None
    asked = updates_due(state, moment, person)
    for meeting, begin in near:
        now = [task for task in asked if task.initiative == meeting.initiative]
        tasks = (*now, *_by_then(state, meeting, begin, person, moment, {task.id for task in now}))
        if tasks:
            return BeforeMeeting(meeting, tasks, _due_words(len(tasks), when(begin, moment)))
    return None


def due_before(state: State, person: Person | None, moment: Moment) -> list[Task]:
    """The tasks whose cadence asks for nothing yet, but will by the next meeting that is near."""
    known: set[int] = set()
    found: list[Task] = []
    for meeting, begin in _near(state, moment):
        found += _by_then(state, meeting, begin, person, moment, known)
        known.update(task.id for task in found)
    return found


def _near(state: State, moment: Moment) -> Iterator[tuple[Meeting, datetime]]:
    for meeting in ahead(state):
        begin = meeting.planned
        if begin is not None and timedelta() <= begin - moment.now <= BEFOREHAND:
            yield meeting, begin


def _by_then(
    state: State, meeting: Meeting, begin: datetime, person: Person | None, moment: Moment, known: set[int]
) -> Iterator[Task]:
    then = Moment(begin, moment.zone)
    calendar, settings = workdays(state.settings), state.settings
    for task in state.all(Task):
        if task.initiative != meeting.initiative or task.id in known:
            continue
        told_today = task.updated is not None and moment.day_of(task.updated.at) == moment.today
        if told_today or not is_update_due(task, then, calendar, settings):
            continue
        if person is None or answers_for(state, person, task):
            yield task


def _due_words(count: int, begin: Message) -> Message:
    if count == 1:
        return msg("1 update of yours is due before {when}", when=begin)
    return msg("{count} updates of yours are due before {when}", count=count, when=begin)
