"""When everything will end, and what a slip does to all that comes after it (DOMAIN.md stage 3.4).

Finish to start, in working days: a task that has not begun starts on the working day after the last of its
predecessors ends, and keeps its duration. A task under way is no longer held by what should have come before
it. Nothing is pulled before its own planned dates. Linear in the tasks, and nothing recurses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from store.errors import Refused
from store.model.clock import Moment
from store.model.state import State
from store.model.task import Milestone, Progress, Task
from store.rules.dependencies import followers, in_order
from store.rules.status import expected, is_open
from store.rules.workdays import Workdays


class Pushed(NamedTuple):
    """A task whose end moves from `was` to `now`."""

    task: Task
    was: date
    now: date


class PushedMilestone(NamedTuple):
    """A milestone that moves with its task from `was` to `now`."""

    task: Task
    milestone: Milestone
    was: date
    now: date


class Held(NamedTuple):
    """A task after the postponed ones that still keeps its date, with `slack` working days to spare."""

    task: Task
    slack: int


class Consequences(NamedTuple):
    """What a new forecast for `task` moves, before it is saved.

    `departments` are the ids of those whose tasks or support are pushed, each once. `end_before` and
    `end_after` are the ends of the initiative, null when nothing in it has a date.
    """

    task: Task
    pushed: tuple[Pushed, ...]
    milestones: tuple[PushedMilestone, ...]
    departments: tuple[int, ...]
    held: tuple[Held, ...]
    end_before: date | None
    end_after: date | None


def projected(tasks: Iterable[Task], today: date, workdays: Workdays) -> dict[int, date]:
    """The day on which each task will end as things stand, by task id; tasks without any date are left out.

    An open task ends today at the earliest. Predecessors that are not among `tasks` hold nothing.
    """
    plan = _Plan({task.id: task for task in tasks}, today, workdays)
    plan.project(plan.tasks)
    return plan.ends


def consequences(
    state: State, task: Task, forecast: date, moment: Moment, workdays: Workdays
) -> Consequences:
    """What happens when `task` is done on `forecast` instead of when it is expected now."""
    plan = _Plan({each.id: each for each in state.all(Task)} | {task.id: task}, moment.today, workdays)
    plan.project(plan.tasks)
    before = dict(plan.ends)
    reached = plan.after(task)
    plan.ends[task.id] = plan.end(task, forecast) or forecast
    plan.project({each.id: each for each in reached})
    moved = [
        Pushed(each, before[each.id], plan.ends[each.id])
        for each in reached
        if each.id in before and before[each.id] != plan.ends[each.id]
    ]
    moved.sort(key=lambda each: (each.now, each.task.number))
    own = [
        key
        for key, each in plan.tasks.items()
        if each.initiative == task.initiative and each.progress is not Progress.CANCELLED
    ]
    return Consequences(
        task=task,
        pushed=tuple(moved),
        milestones=tuple(_milestones(task, forecast, moved, workdays)),
        departments=_departments(moved),
        held=tuple(plan.held([task, *(each.task for each in moved)])),
        end_before=max((before[key] for key in own if key in before), default=None),
        end_after=max((plan.ends[key] for key in own if key in plan.ends), default=None),
    )


class _Plan:
    """Tasks by id, who follows whom, and the ends found so far."""

    def __init__(self, tasks: dict[int, Task], today: date, workdays: Workdays) -> None:
        self.tasks = tasks
        self.today = today
        self.workdays = workdays
        self.followers = followers(tasks.values())
        self.ends: dict[int, date] = {}

    def project(self, some: Mapping[int, Task]) -> None:
        """Find the ends of `some` anew, each after its predecessors; the ends of all others stay."""
        for task in in_order(some, self.followers):
            end = self.end(task, expected(task))
            if end is not None:
                self.ends[task.id] = end

    def end(self, task: Task, planned: date | None) -> date | None:
        """When `task` ends if it is itself expected on `planned`."""
        if not is_open(task):
            return task.finished or (task.due if task.progress is Progress.DONE else None)
        if planned is not None:
            planned = max(planned, self.today)
        last = self._last_before(task)
        if task.progress is Progress.IN_PROGRESS or last is None:
            return planned
        if task.start is not None and last < task.start:
            return planned
        if task.due is None:
            # Without a date of its own it takes no time; what holds it holds its followers.
            return last if planned is None else max(planned, last)
        duration = self.workdays.between(self.workdays.next(task.start), task.due) if task.start else 0
        pushed = _add(self.workdays, last, 1 + max(duration, 0))
        return pushed if planned is None else max(planned, pushed)

    def after(self, task: Task) -> list[Task]:
        """The tasks after `task`, near and far, itself not among them."""
        seen, reached = {task.id}, list(self.followers.get(task.id, ()))
        found: list[Task] = []
        while reached:
            follower = reached.pop()
            if follower.id not in seen:
                seen.add(follower.id)
                found.append(follower)
                reached.extend(self.followers.get(follower.id, ()))
        return found

    def held(self, moving: Sequence[Task]) -> Iterator[Held]:
        """The next tasks after `moving` that keep their dates, and the room left before they would not."""
        seen = {task.id for task in moving}
        for task in moving:
            for follower in self.followers.get(task.id, ()):
                if follower.id in seen or follower.progress is not Progress.NOT_STARTED:
                    continue
                seen.add(follower.id)
                last, start = self._last_before(follower), follower.start or follower.due
                if last is not None and start is not None:
                    yield Held(follower, max(self.workdays.between(last, start) - 1, 0))

    def _last_before(self, task: Task) -> date | None:
        """The day on which the last of the open predecessors ends."""
        last: date | None = None
        for entry in task.dependencies:
            before, end = self.tasks.get(entry.id), self.ends.get(entry.id)
            if before is not None and end is not None and is_open(before) and (last is None or end > last):
                last = end
        return last


def _milestones(
    task: Task, forecast: date, moved: Iterable[Pushed], workdays: Workdays
) -> Iterator[PushedMilestone]:
    """Of the task itself those at its end, of the pushed tasks all that are still to be hit."""
    was = expected(task)
    if was is not None and was != forecast:
        for milestone in task.milestones:
            day = milestone.forecast or milestone.due
            if milestone.hit is None and day >= was:
                yield _shifted(task, milestone, workdays.between(was, forecast), workdays)
    for each in moved:
        for milestone in each.task.milestones:
            if milestone.hit is None:
                yield _shifted(each.task, milestone, workdays.between(each.was, each.now), workdays)


def _add(workdays: Workdays, day: date, count: int) -> date:
    """`count` working days on. What a board adds up to must not stop people from looking at it."""
    try:
        return workdays.add(day, count)
    except Refused:
        return date.max


def _shifted(task: Task, milestone: Milestone, days: int, workdays: Workdays) -> PushedMilestone:
    day = milestone.forecast or milestone.due
    return PushedMilestone(task, milestone, day, _add(workdays, day, days))


def _departments(moved: Iterable[Pushed]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for each in moved:
        if each.task.department is not None:
            found[each.task.department] = None
        for support in each.task.support:
            if support.received is None:
                found[support.department] = None
    return tuple(found)
