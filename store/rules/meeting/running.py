"""Which meetings there are, how they are called, and what is to be done before the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.meeting import Meeting
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Task
from store.rules.brief import Records
from store.rules.calendar import workdays
from store.rules.dates_words import WEEKDAYS
from store.rules.meeting.kinds import KINDS as KINDS
from store.rules.meeting.kinds import title as title
from store.rules.round import answers_for, updates_due
from store.rules.say import short_day
from store.rules.status import is_update_due

LEFT_AFTER: Final = timedelta(minutes=60)
"""By so much a meeting lasts longer than planned before one asks whether it was left running."""
BEFOREHAND: Final = timedelta(days=4)
"""From when on people are told what is due before a meeting: over a weekend, with a day to spare."""
_LAST: Final = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BeforeMeeting:
    """What of a person's is due before a meeting begins."""

    meeting: Meeting
    tasks: tuple[Task, ...]
    text: Message


def running(records: Records, initiative: int | None = None) -> list[Meeting]:
    """The meetings that go on now, the one opened last at the top; of all initiatives when null."""
    found = [each for each in records.all(Meeting) if each.running and _of(each, initiative)]
    return sorted(found, key=lambda each: (each.opened or _LAST, each.id), reverse=True)


def ahead(records: Records, initiative: int | None = None) -> list[Meeting]:
    """The meetings that are planned, the next one at the top, those without a time last."""
    found = [each for each in records.all(Meeting) if each.ahead and _of(each, initiative)]
    return sorted(found, key=lambda each: (each.planned or _LAST, each.id))


def held(records: Records, initiative: int | None = None) -> list[Meeting]:
    """The meetings that are over, the newest at the top."""
    found = [each for each in records.all(Meeting) if each.closed is not None and _of(each, initiative)]
    return sorted(found, key=lambda each: (each.closed or _LAST, each.id), reverse=True)


def left_running(records: Records, moment: Moment) -> list[Meeting]:
    """The meetings that nobody closed: an hour longer than planned, pauses included."""
    return [each for each in running(records) if _lasts(each, moment) > _time(each) + LEFT_AFTER]


def when(planned: datetime, moment: Moment) -> Message:
    """When a meeting begins, on the board's clock: "Tuesday 10:00", with its date from a week ahead on."""
    local = planned.astimezone(moment.zone)
    day, weekday, time = local.date(), WEEKDAYS[local.weekday()], f"{local:%H:%M}"
    if day == moment.today:
        return msg("today {time}", time=time)
    if 0 < (day - moment.today).days < 7:
        return msg("{weekday} {time}", weekday=weekday, time=time)
    return msg("{day} {weekday} {time}", day=short_day(day, moment.today), weekday=weekday, time=time)


def before_meeting(state: State, person: Person | None, moment: Moment) -> BeforeMeeting | None:
    """What a person should update before the next meeting: null when nothing is due or none is near.

    Due is what asks for a word now, and what its cadence will ask for by then. Everybody's for null.
    """
    for meeting in ahead(state):
        if meeting.planned is None or not _NOW <= meeting.planned - moment.now <= BEFOREHAND:
            continue
        tasks = _due_before(state, meeting, meeting.planned, person, moment)
        if tasks:
            return BeforeMeeting(meeting, tasks, _due_words(len(tasks), when(meeting.planned, moment)))
    return None


_NOW: Final = timedelta()


def _due_before(
    state: State, meeting: Meeting, begin: datetime, person: Person | None, moment: Moment
) -> tuple[Task, ...]:
    then = Moment(begin, moment.zone)
    calendar, settings = workdays(state.settings), state.settings
    asked = updates_due(state, moment, person)
    found = {task.id: task for task in asked if task.initiative == meeting.initiative}
    for task in state.all(Task):
        if task.initiative != meeting.initiative or task.id in found:
            continue
        told_today = task.updated is not None and moment.day_of(task.updated.at) == moment.today
        if told_today or not is_update_due(task, then, calendar, settings):
            continue
        if person is None or answers_for(state, person, task):
            found[task.id] = task
    return tuple(found.values())


def _due_words(count: int, begin: Message) -> Message:
    if count == 1:
        return msg("1 update of yours is due before {when}", when=begin)
    return msg("{count} updates of yours are due before {when}", count=count, when=begin)


def _of(meeting: Meeting, initiative: int | None) -> bool:
    return initiative is None or meeting.initiative == initiative


def _lasts(meeting: Meeting, moment: Moment) -> timedelta:
    return moment.now - (meeting.opened or moment.now)


def _time(meeting: Meeting) -> timedelta:
    return timedelta(minutes=meeting.minutes)
