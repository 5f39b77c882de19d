"""Earliest and latest dates, slack and the critical path (DOMAIN.md stage 2.2; the critical path method of
Kelley and Walker, 1959, finish to start).

What is assumed:

- A task takes its `working_days`; where they are not said, the board's working days from its start to its due
  date, both included; else one day. It is worked on the board's working days on which its owner is there.
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

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from store.model.clock import Moment
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.absences import personal_calendars
from store.rules.calendar import workdays
from store.rules.passes import Passes
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
    """A due date that cannot be kept.

    `possible` is the earliest day on which the task can be finished, `start` the day it would begin then, and
    `because` the predecessor that holds it; null where none does and its owner is away too long.
    """

    task: Task
    due: date
    start: date
    possible: date
    because: Task | None

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
    if not kept:
        return _EMPTY
    passes = Passes(kept, today, calendar, personal, outside)
    return _dated(passes) if passes.order else _EMPTY


_EMPTY: Final = Schedule({}, None, None, 0, ())


def _dated(passes: Passes) -> Schedule:
    """The numbers as dates."""
    tasks, day = passes.tasks, passes.board.day
    places: Sequence[int] = range(len(tasks)) if len(passes.order) == len(tasks) else sorted(passes.order)
    columns = (passes.start, passes.finish, passes.last_start, passes.last_finish)
    dates = [passes.board.days([numbers[at] for at in places]) for numbers in columns]
    slack = [passes.slack[at] for at in places]
    rows = zip(
        [tasks[at] for at in places],
        [passes.days[at] for at in places],
        *dates,
        slack,
        [not each for each in slack],
        strict=True,
    )
    found = {row[0].id: TaskDates._make(row) for row in rows}
    path = tuple(tasks[at].id for at in passes.path())
    begin, end = passes.begin, passes.end
    return Schedule(found, day(begin), day(end), end - begin + 1, path, tuple(_impossible(passes)))


def _impossible(passes: Passes) -> Iterator[Impossible]:
    day = passes.board.day
    for at in passes.order:
        task = passes.tasks[at]
        if task.due is not None and passes.missed(at):
            start, finish = day(passes.start[at]), day(passes.finish[at])
            yield Impossible(task, task.due, start, finish, passes.held.get(at))
