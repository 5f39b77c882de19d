"""How much a person has on already, in sight while a task is claimed (DOMAIN.md stage 2.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from store.model.absence import Absence
from store.model.clock import Moment
from store.model.state import State
from store.model.task import Task
from store.rules.absences import absences_of, personal_calendars
from store.rules.calendar import workdays
from store.rules.status import expected, is_open
from store.rules.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Overlap:
    """Days on which two or more tasks of a person run at once; `days` are working days of theirs."""

    start: date
    end: date
    days: int
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class AwayDuring:
    """An absence that falls into a task; `days` are the working days of the board that it takes."""

    absence: Absence
    task: Task
    days: int


@dataclass(frozen=True, slots=True)
class Load:
    """What a person has on: their open tasks of all initiatives, by due date, those without one last."""

    person: int
    tasks: tuple[Task, ...]
    overlaps: tuple[Overlap, ...]
    absences: tuple[AwayDuring, ...]

    @property
    def open(self) -> int:
        """How many open tasks."""
        return len(self.tasks)

    @property
    def initiatives(self) -> int:
        """In how many initiatives."""
        return len({task.initiative for task in self.tasks})

    @property
    def overlapping_days(self) -> int:
        """On how many working days more than one task runs."""
        return sum(each.days for each in self.overlaps)


def load(state: State, person: int, moment: Moment, *, also: Task | None = None) -> Load:
    """The load of one person from today on. `also` is a task as it would be, saved or not."""
    tasks = {task.id: task for task in state.all(Task)}
    if also is not None:
        tasks[also.id] = also
    own = [task for task in tasks.values() if task.owner == person and is_open(task)]
    return _load(state, person, own, moment, personal_calendars(state))


def loads(state: State, moment: Moment) -> dict[int, Load]:
    """The load of everybody who owns an open task, in one look at the board."""
    owned: dict[int, list[Task]] = {}
    for task in state.all(Task):
        if task.owner is not None and is_open(task):
            owned.setdefault(task.owner, []).append(task)
    calendars = personal_calendars(state)
    return {person: _load(state, person, own, moment, calendars) for person, own in owned.items()}


def span_of(task: Task) -> tuple[date, date] | None:
    """From when to when a task runs: from its start to when it is expected; null without a due date."""
    end = expected(task)
    if end is None:
        return None
    start = task.started or task.start or end
    return min(start, end), end


def _load(
    state: State, person: int, own: Sequence[Task], moment: Moment, calendars: Mapping[int, Workdays]
) -> Load:
    board = workdays(state.settings)
    calendar = calendars.get(person, board)
    ordered = sorted(own, key=lambda task: (expected(task) or date.max, task.initiative, task.number))
    overlaps = tuple(_overlaps(ordered, moment.today, calendar))
    away = tuple(_away(ordered, absences_of(state, person), board)) if person in calendars else ()
    return Load(person, tuple(ordered), overlaps, away)


def _overlaps(tasks: Iterable[Task], today: date, calendar: Workdays) -> Iterator[Overlap]:
    """From today on; days next to each other are one overlap, with all tasks that take part in it."""
    ends: list[tuple[date, int, Task]] = []
    for task in tasks:
        span = span_of(task)
        if span is not None and span[1] >= today:
            ends.append((max(span[0], today), 1, task))
            ends.append((span[1] + timedelta(days=1), -1, task))
    ends.sort(key=lambda each: (each[0], -each[1], each[2].id))
    running: dict[int, Task] = {}
    taking_part: dict[int, Task] = {}
    since: date | None = None
    for day, step, task in ends:
        if step > 0:
            running[task.id] = task
        else:
            running.pop(task.id, None)
        if len(running) > 1:
            since = since or day
            taking_part |= running
        elif since is not None:
            days = _worked(calendar, since, day - timedelta(days=1))
            if days:
                yield Overlap(since, day - timedelta(days=1), days, tuple(taking_part.values()))
            since, taking_part = None, {}


def _away(tasks: Iterable[Task], absences: Iterable[Absence], board: Workdays) -> Iterator[AwayDuring]:
    absences = list(absences)
    for task in tasks:
        span = span_of(task)
        if span is None:
            continue
        for absence in absences:
            start, end = max(span[0], absence.start), min(span[1], absence.end)
            days = _worked(board, start, end) if start <= end else 0
            if days:
                yield AwayDuring(absence, task, days)


def _worked(calendar: Workdays, start: date, end: date) -> int:
    """Working days from `start` to `end`, both included."""
    return calendar.between(start - timedelta(days=1), end)
