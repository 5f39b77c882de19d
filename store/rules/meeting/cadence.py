"""When the next meeting of a cadence begins (DOMAIN.md stage 3.6, and "scenario" in its words)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from store.language import Message, msg
from store.model.clock import Moment
from store.model.initiative import Initiative, Scenario
from store.model.meeting import Meeting, MeetingKind
from store.model.state import State
from store.rules.calendar import workdays
from store.rules.say import short_day
from store.rules.workdays import Workdays

FOLLOWED_BY: Final[Mapping[MeetingKind, MeetingKind]] = MappingProxyType(
    {MeetingKind.KICKOFF: MeetingKind.WEEKLY, MeetingKind.WEEKLY: MeetingKind.WEEKLY}
)
"""The kind of meeting that a closed one is followed by; the others end by themselves."""
_WEEK: Final = timedelta(days=7)
_QUARTER: Final = 15


@dataclass(frozen=True, slots=True)
class NextBegin:
    """When the next meeting begins (UTC). `moved` says from which day off it was moved, if it was."""

    kind: MeetingKind
    begin: datetime
    moved: Message | None = None


def next_begin(state: State, meeting: Meeting, moment: Moment) -> NextBegin | None:
    """When the one after `meeting` begins, at the same time of the day; null when none follows.

    The next working day for an urgent incident, else a week later. A day off is moved to the next working
    day, and the one after it goes back to the usual weekday.
    """
    kind = FOLLOWED_BY.get(meeting.kind)
    initiative = state.get(Initiative, meeting.initiative)
    if kind is None or initiative is None:
        return None
    calendar = workdays(state.settings)
    begun = _begun(meeting, moment)
    if initiative.scenario is Scenario.URGENT_INCIDENT:
        return NextBegin(kind, _at(calendar.add(max(begun.date(), moment.today), 1), begun.time(), moment))
    day = _usual(state, meeting, begun.date(), calendar, moment) + _WEEK
    while day <= moment.today:
        day += _WEEK
    worked = calendar.next(day)
    reason = calendar.reason(day)
    moved = None
    if worked != day and reason is not None:
        moved = msg(
            "{day} is {reason}: moved to {new}.",
            day=short_day(day, moment.today),
            reason=reason,
            new=short_day(worked, moment.today),
        )
    return NextBegin(kind, _at(worked, begun.time(), moment), moved)


def _begun(meeting: Meeting, moment: Moment) -> datetime:
    """When it was to begin, on the board's clock; for one that nobody planned when it did, to the quarter."""
    if meeting.planned is not None:
        return meeting.planned.astimezone(moment.zone)
    local = (meeting.opened or moment.now).astimezone(moment.zone)
    return local.replace(minute=local.minute // _QUARTER * _QUARTER, second=0, microsecond=0)


def _usual(state: State, meeting: Meeting, day: date, calendar: Workdays, moment: Moment) -> date:
    """The day it would have been, had it not been moved off a day off."""
    earlier = [
        each.planned
        for each in state.all(Meeting)
        if (each.initiative, each.kind) == (meeting.initiative, meeting.kind)
        and each.planned is not None
        and each.number < meeting.number
        and not each.called_off
    ]
    usual = moment.day_of(max(earlier)) + _WEEK if earlier else day
    return usual if usual < day and calendar.next(usual) == day else day


def _at(day: date, at: time, moment: Moment) -> datetime:
    return datetime.combine(day, at, moment.zone).astimezone(UTC)
