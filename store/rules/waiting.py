"""Which department waits on which, for how many working days, and what for (DOMAIN.md stage 4.6).

A task waits for three things: support that is overdue, a predecessor that is not finished although the task
was to begin, and whoever can release its block. Days are working days after the one on which it began.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from store.language import msg
from store.model.clock import Moment
from store.model.organisation import Department, Person
from store.model.state import State
from store.model.task import Block, Progress, Task
from store.rules.calendar import workdays
from store.rules.status import is_open
from store.rules.workdays import Workdays


class WaitKind(StrEnum):
    """What a task waits for."""

    SUPPORT = "support"
    DEPENDENCY = "dependency"
    BLOCK = "block"


KINDS: Final = {
    WaitKind.SUPPORT: msg("support overdue"),
    WaitKind.DEPENDENCY: msg("predecessor not finished"),
    WaitKind.BLOCK: msg("blocked"),
}
"""The word for each kind."""


@dataclass(frozen=True, slots=True)
class Wait:
    """`task` of department `waiter` waits on department `on` for `what`, in somebody's words or the key of a
    predecessor. Since `since`, until `until`; null: it still does. `days` are working days."""

    task: Task
    kind: WaitKind
    waiter: int | None
    on: int | None
    what: str
    since: date
    until: date | None
    days: int


@dataclass(frozen=True, slots=True)
class Cell:
    """All that one department waits for from another one, the longest first. `days` counts a day of a task
    once, however many things it waited for on it."""

    waiter: int | None
    on: int | None
    days: int
    waits: tuple[Wait, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who waits on whom. `waiters` and `awaited` are the departments of its rows and columns in the board's
    order, null for tasks and people that belong to none; the diagonal is waiting on one's own."""

    waiters: tuple[int | None, ...]
    awaited: tuple[int | None, ...]
    cells: tuple[Cell, ...]

    def cell(self, waiter: int | None, on: int | None) -> Cell | None:
        """What the one waits for from the other; null when there is nothing."""
        return next((each for each in self.cells if (each.waiter, each.on) == (waiter, on)), None)

    def waited(self, waiter: int | None) -> int:
        """The working days that a department waits, on all together."""
        return sum(each.days for each in self.cells if each.waiter == waiter)

    def kept_waiting(self, on: int | None) -> int:
        """The working days for which all together wait on a department."""
        return sum(each.days for each in self.cells if each.on == on)


def matrix(state: State, initiative: int, moment: Moment) -> Matrix:
    """Who waits on whom now."""
    return matrix_of(state, waits(state, initiative, moment), moment.today)


def waits(state: State, initiative: int, moment: Moment) -> list[Wait]:
    """What the open tasks of an initiative wait for now, the longest first."""
    days = workdays(state.settings)
    found = [
        wait
        for task in state.all(Task)
        if task.initiative == initiative and is_open(task)
        for wait in _of(state, task, moment, days)
    ]
    return sorted(found, key=lambda each: (-each.days, each.task.number, each.kind))


def matrix_of(state: State, found: Iterable[Wait], today: date) -> Matrix:
    """The matrix of any waits; those that still go on count up to `today`."""
    grouped: dict[tuple[int | None, int | None], list[Wait]] = {}
    for wait in found:
        grouped.setdefault((wait.waiter, wait.on), []).append(wait)
    days = workdays(state.settings)
    cells = [
        Cell(waiter, on, _days_of(own, today, days), tuple(sorted(own, key=lambda each: -each.days)))
        for (waiter, on), own in grouped.items()
    ]
    cells.sort(key=lambda each: (-each.days, each.waiter or 0, each.on or 0))
    order = [*(each.id for each in state.all(Department)), None]
    return Matrix(
        tuple(each for each in order if any(cell.waiter == each for cell in cells)),
        tuple(each for each in order if any(cell.on == each for cell in cells)),
        tuple(cells),
    )


def union(spans: Iterable[tuple[date, date]], days: Workdays) -> int:
    """The working days of several spans together, each day once. A span is (day before the first, last)."""
    total, reached = 0, None
    for since, until in sorted(spans):
        begin = since if reached is None or since > reached else reached
        if until > begin:
            total += days.between(begin, until)
            reached = until
        elif reached is None:
            reached = since
    return total


def blocked_on(state: State, block: Block) -> int | None:
    """The department of whoever can release a block."""
    return department_of(state, block.release_by)


def department_of(state: State, person: int | None) -> int | None:
    """The department of a person; null when there is none."""
    found = state.get(Person, person)
    return found.department if found is not None else None


def _of(state: State, task: Task, moment: Moment, days: Workdays) -> Iterator[Wait]:
    today = moment.today

    def wait(kind: WaitKind, on: int | None, what: str, since: date) -> Wait:
        return Wait(task, kind, task.department, on, what, since, None, days.between(since, today))

    for support in task.support:
        if support.received is None and support.due is not None and support.due < today:
            yield wait(WaitKind.SUPPORT, support.department, support.content, support.due)
    if task.block is not None:
        since = min(moment.day_of(task.block.at), today)
        yield wait(WaitKind.BLOCK, blocked_on(state, task.block), task.block.waits_for, since)
    yield from _predecessors(state, task, today, wait)


def _predecessors(
    state: State, task: Task, today: date, wait: Callable[[WaitKind, int | None, str, date], Wait]
) -> Iterator[Wait]:
    """A task under way no longer waits for what should have come before it."""
    if task.progress is not Progress.NOT_STARTED or task.start is None or task.start > today:
        return
    for dependency in task.dependencies:
        before = state.get(Task, dependency.id)
        if before is not None and is_open(before):
            yield wait(WaitKind.DEPENDENCY, before.department, state.key_of(before), task.start)


def _days_of(own: Iterable[Wait], today: date, days: Workdays) -> int:
    spans: dict[int, list[tuple[date, date]]] = {}
    for wait in own:
        spans.setdefault(wait.task.id, []).append((wait.since, wait.until or today))
    return sum(union(each, days) for each in spans.values())
