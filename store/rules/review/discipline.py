"""Update discipline: on how many working days a task was silent for longer than its cadence (stage 3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from store.model.clock import Moment
from store.model.initiative import Initiative, Stage
from store.model.passage import Passage
from store.model.state import State
from store.model.task import Task
from store.rules.calendar import workdays
from store.rules.review.numbers import share
from store.rules.review.past import Past
from store.rules.status import cadence, is_open

_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """Of `watched` working days, summed over tasks, somebody was silent for too long on `silent`.

    `longest` is the longest silence in working days; `updates` is how often somebody told.
    """

    watched: int = 0
    silent: int = 0
    longest: int = 0
    updates: int = 0

    @property
    def rate(self) -> float | None:
        """The share of days on which the cadence was kept, 0 to 1; null when none was watched."""
        return share(self.watched - self.silent, self.watched)

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            self.watched + other.watched,
            self.silent + other.silent,
            max(self.longest, other.longest),
            self.updates + other.updates,
        )


@dataclass(frozen=True, slots=True)
class Discipline:
    """All together, by department, by owner, and by task (ids): the most silent days first."""

    all: Kept
    departments: tuple[tuple[int | None, Kept], ...]
    owners: tuple[tuple[int | None, Kept], ...]
    tasks: tuple[tuple[int, Kept], ...]


def discipline(
    state: State, initiative: int, tasks: Sequence[Task], moment: Moment, past: Past
) -> Discipline:
    """From when a task was to begin, or began, but not before it was on the board, nor before follow-up, nor
    before what the journal knows; until it was closed, or now.

    A task counts for the department and the owner, and by the priority, that it has now.
    """
    begin = follow_up_since(state, initiative, moment)
    if begin is not None and past.begins is not None:
        begin = max(begin, moment.day_of(past.begins))
    found: dict[int, Kept] = {}
    if begin is not None:
        for task in tasks:
            kept = _kept(state, task, begin, moment, past)
            if kept.watched:
                found[task.id] = kept
    total = Kept()
    departments: dict[int | None, Kept] = {}
    owners: dict[int | None, Kept] = {}
    for task in tasks:
        if task.id in found:
            kept = found[task.id]
            total += kept
            departments[task.department] = departments.get(task.department, Kept()) + kept
            owners[task.owner] = owners.get(task.owner, Kept()) + kept
    return Discipline(
        total,
        tuple(sorted(departments.items(), key=lambda each: (-each[1].silent, each[0] or 0))),
        tuple(sorted(owners.items(), key=lambda each: (-each[1].silent, each[0] or 0))),
        tuple(sorted(found.items(), key=lambda each: (-each[1].silent, each[0]))),
    )


def follow_up_since(state: State, initiative: int, moment: Moment) -> date | None:
    """The day from which updates are due: when the initiative first came to follow-up; the first day of all
    where it began there, null as long as it is not there."""
    record = state.get(Initiative, initiative)
    moves = [each for each in state.all(Passage) if each.initiative == initiative]
    first = min((each.at for each in moves if each.after >= Stage.FOLLOW_UP), default=None)
    if first is not None:
        return moment.day_of(first)
    return date.min if record is not None and record.stage >= Stage.FOLLOW_UP else None


def _kept(state: State, task: Task, begin: date, moment: Moment, past: Past) -> Kept:
    days, limit = workdays(state.settings), cadence(task, state.settings)
    heard = [moment.day_of(each) for each in past.heard.get(task.id, ())]
    kept = Kept(updates=len(heard))
    for since, until, running in _open(task, heard, begin, moment, past):
        last = since
        for day in sorted({each for each in heard if since < each <= until} | {until}):
            gap = days.between(last, day)
            # On its last day a silence is over; of what still runs today's word may yet come.
            waits = running and day == until and until not in heard
            quiet = gap if waits else days.between(last, day - _A_DAY)
            kept += Kept(gap, max(quiet - limit, 0), quiet)
            last = day
    return kept


def _open(
    task: Task, heard: Sequence[date], begin: date, moment: Moment, past: Past
) -> Iterator[tuple[date, date, bool]]:
    """From when to when it was open, and whether it still is."""
    created = moment.day_of(task.created) if task.created is not None else None
    first = min((each for each in (task.started, task.start) if each is not None), default=created)
    if first is None:
        return
    since = max(first, begin, created or begin)
    for closed, reopened in past.rests.get(task.id, ()):
        until = moment.day_of(closed)
        if until > since:
            yield since, until, False
        since = max(since, moment.day_of(reopened))
    running = is_open(task)
    end = moment.today
    if not running:
        end = task.finished or max(heard, default=moment.today)
    if end > since:
        yield since, end, running
