"""The slip ledger: for each task its original date, and every move of it with reason and cause (stage 4.6).

Slips are calendar days. A day that is won back is taken off what was lost last: a delay of five days that was
made good again leaves nothing, whoever caused it. So what the causes add up to is what the tasks slipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from store.model.state import State
from store.model.task import Progress, Task
from store.rules.status import Slip, original, slip


class MoveKind(StrEnum):
    """How a date moved: a forecast was told, the due date was set anew after the kickoff, or it was done on
    another day than was told last."""

    FORECAST = "forecast"
    REPLANNED = "replanned"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Move:
    """From `was` to `date`, `days` calendar days, negative when it was won. `cause` is the department that
    caused it, null when it was the task's own. `at` and `by` are null where nobody told it."""

    kind: MoveKind
    was: date
    date: date
    days: int
    at: datetime | None = None
    by: int | None = None
    reason: str = ""
    cause: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """`days` of a task's slip that are down to one cause and reason; what was won back is no longer there."""

    cause: int | None
    reason: str
    days: int


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A task. `original` is its date in the baseline, else its due date; `end` the day it was done, else is
    expected now; `days` between the two, negative when early. `told` is what its forecasts say: how often
    and how far. `parts` add up to `days` where that is above 0."""

    task: Task
    key: str
    original: date
    end: date
    days: int
    told: Slip
    moves: tuple[Move, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The days slipped that go to one department, and by which tasks (ids, each once)."""

    department: int | None
    days: int
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All tasks that have a date, the furthest slipped first. `by_cause`: the department that caused it,
    null for the tasks' own; `by_department`: the one whose tasks slipped; most days first. `days` is all."""

    rows: tuple[SlipRow, ...]
    by_cause: tuple[Sum, ...]
    by_department: tuple[Sum, ...]
    days: int


def ledger(state: State, initiative: int) -> Ledger:
    """The slips of an initiative, cancelled tasks left out: they end on no day."""
    rows = [
        row
        for task in state.all(Task)
        if task.initiative == initiative and task.progress is not Progress.CANCELLED
        if (row := _row(state, task)) is not None
    ]
    rows.sort(key=lambda row: (-row.days, -len(row.moves), row.task.number))
    by_cause = _sums((part.cause, part.days, row.task.id) for row in rows for part in row.parts)
    by_department = _sums((row.task.department, part.days, row.task.id) for row in rows for part in row.parts)
    total = sum(part.days for row in rows for part in row.parts)
    return Ledger(tuple(rows), by_cause, by_department, total)


def parts_of(moves: Iterable[Move]) -> tuple[Part, ...]:
    """What is left of each move once what was won is taken off what was lost last, the oldest first."""
    stack: list[Part] = []
    early = 0
    for move in moves:
        left = move.days
        while left < 0 and stack:
            top = stack.pop()
            left += top.days
            if left > 0:
                stack.append(Part(top.cause, top.reason, left))
        if left < 0:
            early -= left
        elif move.days > 0:
            # Earlier than ever planned is room that is used up first.
            used = min(early, left)
            early -= used
            if left > used:
                stack.append(Part(move.cause, move.reason, left - used))
    return tuple(stack)


def _row(state: State, task: Task) -> SlipRow | None:
    first = original(task) or task.due
    if first is None:
        return None
    moves = tuple(_moves(task, first))
    end = moves[-1].date if moves else first
    return SlipRow(
        task, state.key_of(task), first, end, (end - first).days, slip(task), moves, parts_of(moves)
    )


def _moves(task: Task, first: date) -> Iterator[Move]:
    day = first
    if task.due is not None and task.due != day:
        yield Move(MoveKind.REPLANNED, day, task.due, (task.due - day).days)
        day = task.due
    for said in task.forecasts:
        if said.date != day:
            yield Move(
                MoveKind.FORECAST,
                day,
                said.date,
                (said.date - day).days,
                said.at,
                said.by,
                said.reason,
                said.cause,
            )
            day = said.date
    if task.progress is Progress.DONE and task.finished is not None and task.finished != day:
        yield Move(MoveKind.OUTCOME, day, task.finished, (task.finished - day).days)


def _sums(found: Iterable[tuple[int | None, int, int]]) -> tuple[Sum, ...]:
    days: dict[int | None, int] = {}
    tasks: dict[int | None, dict[int, None]] = {}
    for department, count, task in found:
        days[department] = days.get(department, 0) + count
        tasks.setdefault(department, {})[task] = None
    order = sorted(days, key=lambda each: (-days[each], each or 0))
    return tuple(Sum(each, days[each], tuple(tasks[each])) for each in order)
