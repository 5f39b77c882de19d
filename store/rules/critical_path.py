"""Earliest and latest dates, slack and the critical path (DOMAIN.md stage 2.2; the critical path method of
Kelley and Walker, 1959, finish to start).

What is assumed:

- A task takes the working days from its start to its due date, both included; where they do not both stand,
  its `working_days`; else one day. Working days are the board's, without the days its owner is away.
- A date that was given is kept: nothing starts before its own planned start, and what has only a due date
  ends on it. Predecessors push later, never earlier. A task without dates or predecessors starts with the
  initiative: on the earliest start given, else today.
- What is done or under way is a fact: it stands from when it started to when it was finished or is expected,
  and is no longer held by what should have come before it.
- Cancelled tasks are left out, and so are tasks on a cycle, which only a file edited by hand can hold.
- A predecessor in another initiative holds until the day on which it is expected.

Iterative; the cost grows with tasks and dependencies together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from store.model.clock import Moment
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.absences import personal_calendars
from store.rules.calendar import workdays
from store.rules.daycount import Daycount
from store.rules.dependencies import followers, in_order
from store.rules.status import expected
from store.rules.workdays import Workdays

NOBODY_AWAY: Final[Mapping[int, Workdays]] = MappingProxyType({})


class TaskDates(NamedTuple):
    """When a task can be done.

    `working_days` is how long it takes; `slack`, in working days, is by how much it can slip before the end
    of the initiative moves. `critical`: it has none.
    """

    task: Task
    working_days: int
    earliest_start: date
    earliest_finish: date
    latest_start: date
    latest_finish: date
    slack: int
    critical: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates of an initiative; `length` in working days from `start` to `end`, both included.

    `tasks` by id, in the order of their numbers; `critical_path` is the chain of tasks (ids) that decides the
    end, first to last. Without tasks there are no dates and the length is 0. `impossible` are the due dates
    that cannot be kept, each counted on the repaired ones before it: repairing all of them leaves none.
    """

    tasks: Mapping[int, TaskDates]
    start: date | None
    end: date | None
    length: int
    critical_path: tuple[int, ...]
    impossible: tuple[Impossible, ...] = ()

    @property
    def critical(self) -> frozenset[int]:
        """The ids of all tasks without slack."""
        return frozenset(key for key, each in self.tasks.items() if each.critical)


@dataclass(frozen=True, slots=True)
class Impossible:
    """A due date that the predecessors make impossible.

    `possible` is the earliest day on which the task can be finished, `start` the day it would begin then, and
    `because` the predecessor that holds it.
    """

    task: Task
    due: date
    start: date
    possible: date
    because: Task

    @property
    def repair(self) -> date:
        """The due date that is offered instead."""
        return self.possible


def schedule_of(state: State, initiative: int, moment: Moment) -> Schedule:
    """The schedule of an initiative by the board's calendar and the absences of its people."""
    return schedule(
        (task for task in state.all(Task) if task.initiative == initiative),
        moment.today,
        workdays(state.settings),
        personal_calendars(state),
        lambda key: state.get(Task, key),
    )


def impossible(state: State, initiative: int, moment: Moment) -> list[Impossible]:
    """The due dates of an initiative that its predecessors make impossible; see `Schedule.impossible`."""
    return list(schedule_of(state, initiative, moment).impossible)


def schedule(
    tasks: Iterable[Task],
    today: date,
    calendar: Workdays,
    personal: Mapping[int, Workdays] = NOBODY_AWAY,
    outside: Callable[[int], Task | None] = lambda key: None,
) -> Schedule:
    """The schedule of `tasks` as one initiative.

    `personal` are the calendars of owners who are away at times, `outside` finds predecessors that are not
    among the tasks.
    """
    kept = [task for task in tasks if task.progress is not Progress.CANCELLED]
    kept.sort(key=lambda task: task.number)
    return _Plan(kept, today, calendar, personal, outside).schedule() if kept else _EMPTY


_EMPTY: Final = Schedule({}, None, None, 0, ())


class _Plan:
    """The tasks while their dates are found. Starts and finishes are numbers of the board's working days."""

    def __init__(
        self,
        tasks: list[Task],
        today: date,
        calendar: Workdays,
        personal: Mapping[int, Workdays],
        outside: Callable[[int], Task | None],
    ) -> None:
        self.tasks = {task.id: task for task in tasks}
        self.followers = followers(tasks)
        self.order = in_order(self.tasks, self.followers)
        self.outside = outside
        first = min(_first_day(task, today) for task in tasks)
        self.board = Daycount(calendar, first)
        self.own = {person: Daycount(own, first) for person, own in personal.items()}
        given = [day for task in tasks if (day := task.started or task.start) is not None]
        self.begin = self.board.at(min(given) if given else today)
        self.duration: dict[int, int] = {}
        self.start: dict[int, int] = {}
        self.finish: dict[int, int] = {}
        self.latest: dict[int, tuple[int, int]] = {}
        self.held: dict[int, Task] = {}
        """What each task waits for past its own planned start."""

    def schedule(self) -> Schedule:
        """Forward, backward, and what follows from both."""
        for task in self.order:
            self._forward(task)
        if not self.start:
            return _EMPTY
        begin, end = min(self.start.values()), max(self.finish.values())
        for task in reversed(self.order):
            self._backward(task, end)
        day = self.board.day
        found = {}
        for key in self.tasks:
            if key not in self.start:
                continue
            start, finish = self.start[key], self.finish[key]
            last_start, last_finish = self.latest[key]
            slack = min(last_start - start, last_finish - finish)
            found[key] = TaskDates(
                self.tasks[key],
                self.duration[key],
                day(start),
                day(finish),
                day(last_start),
                day(last_finish),
                slack,
                slack == 0,
            )
        path = tuple(self._path(found, end))
        return Schedule(found, day(begin), day(end), end - begin + 1, path, tuple(self._impossible()))

    def _forward(self, task: Task) -> None:
        count = self._calendar(task)
        start, duration = self._planned(task, count)
        if task.progress is Progress.NOT_STARTED:
            for before, free in self._holding(task):
                then = free if count is self.board else count.at(self.board.day(free))
                if then > start:
                    start = then
                    self.held[task.id] = before
        self.duration[task.id] = duration
        self.start[task.id] = self._number(count, start)
        self.finish[task.id] = self._number(count, start + duration - 1)

    def _backward(self, task: Task, end: int) -> None:
        finish = end
        for follower in self.followers.get(task.id, ()):
            if follower.progress is Progress.NOT_STARTED and follower.id in self.latest:
                finish = min(finish, self.latest[follower.id][0] - 1)
        count = self._calendar(task)
        own = finish if count is self.board else count.up_to(self.board.day(finish))
        start = own - self.duration[task.id] + 1
        self.latest[task.id] = self._number(count, start), self._number(count, own)

    def _planned(self, task: Task, count: Daycount) -> tuple[int, int]:
        """The start and the duration by the task's own dates, in numbers of its own calendar."""
        if task.progress is not Progress.NOT_STARTED:
            return self._under_way(task, count)
        duration = task.working_days or 1
        if task.start is not None:
            start = count.at(task.start)
            if task.due is not None:
                duration = max(count.up_to(task.due) - start + 1, 1)
        elif task.due is not None:
            start = max(count.up_to(task.due) - duration + 1, 0)
        else:
            start = self.begin if count is self.board else count.at(self.board.day(self.begin))
        if task.delay is not None:
            start = max(start, count.up_to(task.delay.forecast) - duration + 1)
        return start, duration

    def _under_way(self, task: Task, count: Daycount) -> tuple[int, int]:
        """As `_planned`, of what is done or has begun."""
        finish = task.finished or expected(task)
        day = task.started or task.start or finish
        start = count.at(day) if day is not None else count.at(self.board.day(self.begin))
        if finish is None:
            return start, task.working_days or 1
        if task.finished is not None:
            start = min(start, max(count.up_to(finish), 0))
        return start, max(count.up_to(finish) - start + 1, 1)

    def _holding(self, task: Task) -> Iterator[tuple[Task, int]]:
        """What comes before `task`, and the first working day after each."""
        for entry in task.dependencies:
            finish = self.finish.get(entry.id)
            if finish is not None:
                yield self.tasks[entry.id], finish + 1
            elif entry.id not in self.tasks:
                before = self.outside(entry.id)
                if before is not None and before.progress is not Progress.CANCELLED:
                    day = before.finished or expected(before)
                    if day is not None:
                        yield before, self.board.up_to(day) + 1

    def _path(self, found: Mapping[int, TaskDates], end: int) -> list[int]:
        """Back from the last task, each time to one that holds it without a day to spare."""
        last = next(key for key in found if self.finish[key] == end)
        path, task = [last], self.tasks[last]
        while task.progress is Progress.NOT_STARTED:
            start, count = self.start[task.id], self._calendar(task)
            for before, free in self._holding(task):
                near = before.id in found and found[before.id].critical
                if near and self._number(count, count.at(self.board.day(free))) == start:
                    task = before
                    path.append(task.id)
                    break
            else:
                break
        return path[::-1]

    def _impossible(self) -> Iterator[Impossible]:
        day = self.board.day
        for task in self.order:
            if task.due is not None and task.id in self.held:
                start, finish = day(self.start[task.id]), day(self.finish[task.id])
                yield Impossible(task, task.due, start, finish, self.held[task.id])

    def _calendar(self, task: Task) -> Daycount:
        return self.own.get(task.owner, self.board) if task.owner is not None else self.board

    def _number(self, count: Daycount, number: int) -> int:
        """A number of a person's calendar as one of the board's."""
        return number if count is self.board else self.board.at(count.day(number))


def _first_day(task: Task, today: date) -> date:
    """A day that is certainly not after the start of `task`."""
    days = [day for day in (task.start, task.due, task.started, task.finished, today) if day is not None]
    return min(days) - timedelta(days=2 * (task.working_days or 1) + 30)
