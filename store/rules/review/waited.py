"""Who waited on whom over the whole course, and for how long: what is over included (stage 4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from store.model.clock import Moment
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.calendar import workdays
from store.rules.review.past import Past
from store.rules.waiting import Matrix, Wait, WaitKind, blocked_on, department_of, matrix_of, union
from store.rules.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Waited:
    """`matrix`: who waited on whom, for support, predecessors and releases. `blocked`: by department, the
    working days for which its tasks were blocked, most first; a day counts once a task. `blocks`: how often.
    """

    matrix: Matrix
    blocked: tuple[tuple[int | None, int], ...]
    blocks: int


def waited(state: State, tasks: Sequence[Task], moment: Moment, past: Past) -> Waited:
    """The waiting of `tasks` up to now. What was received, finished or released in time is none."""
    days = workdays(state.settings)
    found = [*_blocks(state, tasks, moment, past, days)]
    blocks = len(found)
    spans: dict[int, list[tuple[date, date]]] = {}
    for wait in found:
        spans.setdefault(wait.task.id, []).append((wait.since, wait.until or moment.today))
    blocked: dict[int | None, int] = {}
    for task in tasks:
        if task.id in spans:
            blocked[task.department] = blocked.get(task.department, 0) + union(spans[task.id], days)
    for task in tasks:
        if task.progress is not Progress.CANCELLED:
            found += [*_support(task, moment, days), *_predecessors(state, task, moment, days)]
    order = sorted(blocked, key=lambda each: (-blocked[each], each or 0))
    return Waited(
        matrix_of(state, found, moment.today), tuple((each, blocked[each]) for each in order), blocks
    )


def _blocks(
    state: State, tasks: Sequence[Task], moment: Moment, past: Past, days: Workdays
) -> Iterator[Wait]:
    own = {task.id: task for task in tasks}
    for each in past.blocks:
        task = own.get(each.task)
        if task is not None:
            on = department_of(state, each.release_by)
            since, until = moment.day_of(each.since), moment.day_of(each.until)
            yield _wait(task, WaitKind.BLOCK, on, each.what, since, until, moment.today, days)
    for task in tasks:
        if task.block is not None:
            since, on = moment.day_of(task.block.at), blocked_on(state, task.block)
            yield _wait(task, WaitKind.BLOCK, on, task.block.waits_for, since, None, moment.today, days)


def _support(task: Task, moment: Moment, days: Workdays) -> Iterator[Wait]:
    """What never came kept the task waiting until it was done without it."""
    for each in task.support:
        until = each.received or task.finished
        if each.due is not None and each.due < (until or moment.today):
            yield _wait(
                task, WaitKind.SUPPORT, each.department, each.content, each.due, until, moment.today, days
            )


def _predecessors(state: State, task: Task, moment: Moment, days: Workdays) -> Iterator[Wait]:
    """From the day on which it was to begin until the predecessor was finished, or it began all the same."""
    if task.start is None:
        return
    for each in task.dependencies:
        before = state.get(Task, each.id)
        if before is None or before.progress is Progress.CANCELLED:
            continue
        ends = [day for day in (before.finished, task.started) if day is not None]
        until = min(ends, default=None)
        if task.start < (until or moment.today):
            key = state.key_of(before)
            yield _wait(
                task, WaitKind.DEPENDENCY, before.department, key, task.start, until, moment.today, days
            )


def _wait(
    task: Task,
    kind: WaitKind,
    on: int | None,
    what: str,
    since: date,
    until: date | None,
    today: date,
    days: Workdays,
) -> Wait:
    since = min(since, until or today)
    return Wait(task, kind, task.department, on, what, since, until, days.between(since, until or today))
