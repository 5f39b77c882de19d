"""What a timeline (Gantt chart) of an initiative shows: spans and days, for a screen to draw (stage 2.2).

The original dates and what is expected as things stand are side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from store.model.clock import Moment
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.calendar import workdays
from store.rules.critical_path import Schedule, TaskDates, schedule_of
from store.rules.schedule import projected
from store.rules.status import original


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone on the line of its task; `was` is its original date, `hit` whether it was reached."""

    title: str
    day: date
    was: date
    hit: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """The line of a task.

    `start` to `end` is where it runs now, `was_start` to `was_due` where it was planned, by the baseline if
    there is one (null where no date was given). `latest` is the last day on which it can end without moving
    the end of the initiative, `impossible` says that its due date cannot be kept. `before` and `after` are
    ids of tasks.
    """

    task: Task
    start: date
    end: date
    was_start: date | None
    was_due: date | None
    latest: date
    slack: int
    critical: bool
    impossible: bool
    marks: tuple[Mark, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def moved(self) -> int:
        """Calendar days from the planned to the expected end; 0 where none was planned."""
        return (self.end - self.was_due).days if self.was_due is not None else 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """All lines in the order in which they start, and the days from the first to the last one shown."""

    bars: tuple[Bar, ...]
    first: date
    last: date
    today: date
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class Scale:
    """Days as columns: `days` of them a column, from the day `first`, so that all fits into `columns`."""

    first: date
    days: int
    columns: int

    def column(self, day: date) -> int:
        """The column of a day; below 0 or from `columns` on when it lies outside."""
        return (day - self.first).days // self.days

    def day(self, column: int) -> date:
        """The first day of a column."""
        return self.first + timedelta(days=column * self.days)


def timeline(state: State, initiative: int, moment: Moment) -> Timeline:
    """The timeline of an initiative: every task that is not cancelled; without tasks it is today alone."""
    plan = schedule_of(state, initiative, moment)
    ends = projected((each.task for each in plan.tasks.values()), moment.today, workdays(state.settings))
    after: dict[int, list[int]] = {}
    for each in plan.tasks.values():
        for entry in each.task.dependencies:
            after.setdefault(entry.id, []).append(each.task.id)
    late = {each.task.id for each in plan.impossible}
    bars = [_bar(each, plan, ends, after, late) for each in plan.tasks.values()]
    bars.sort(key=lambda bar: (bar.start, bar.end, bar.task.number))
    days = [moment.today]
    for bar in bars:
        days += [bar.start, bar.end, *(mark.day for mark in bar.marks)]
        days += [day for day in (bar.was_start, bar.was_due) if day is not None]
    return Timeline(tuple(bars), min(days), max(days), moment.today, plan)


def fit(first: date, last: date, columns: int) -> Scale:
    """The finest scale on which `first` to `last` takes at most `columns`: some days a column, or whole weeks
    from a Monday on, so that the columns have names."""
    columns = max(columns, 1)
    days = _share(first, last, columns)
    if days < 7:
        return Scale(first, days, columns)
    monday = first - timedelta(days=first.weekday())
    return Scale(monday, 7 * -(-_share(monday, last, columns) // 7), columns)


def _share(first: date, last: date, columns: int) -> int:
    """Days a column when so many columns show them all."""
    return -(-((last - first).days + 1) // columns)


def _bar(
    dates: TaskDates, plan: Schedule, ends: Mapping[int, date], after: Mapping[int, list[int]], late: set[int]
) -> Bar:
    task = dates.task
    end = ends.get(task.id, dates.earliest_finish)
    if task.progress is Progress.NOT_STARTED:
        end = max(end, dates.earliest_finish)
    base = task.baseline
    was = {each.id: each.due for each in base.milestones} if base is not None else {}
    marks = tuple(
        Mark(
            each.title,
            each.hit or each.forecast or each.due,
            was.get(each.id, each.due),
            each.hit is not None,
        )
        for each in task.milestones
    )
    return Bar(
        task,
        min(task.started or dates.earliest_start, end),
        end,
        base.start if base is not None else task.start,
        original(task),
        dates.latest_finish,
        dates.slack,
        dates.critical,
        task.id in late,
        marks,
        tuple(each.id for each in task.dependencies if each.id in plan.tasks),
        tuple(after.get(task.id, ())),
    )
