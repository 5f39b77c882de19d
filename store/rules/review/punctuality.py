"""On time or not, and how far off: tasks and milestones against their original dates (stage 4.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from store.model.task import Milestone, Progress, Task
from store.rules.review.numbers import Bucket, buckets, mean, median, share
from store.rules.slips import Ledger
from store.rules.status import is_open, original

BOUNDS: Final = (-1, 0, 2, 5, 10)
"""Calendar days: early, on the day, up to two late, up to five, up to ten, more."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Of `decided` that were done or whose day has passed, `on_time` were done by their original date."""

    on_time: int
    decided: int

    @property
    def rate(self) -> float | None:
        """0 to 1; null before anything is decided."""
        return share(self.on_time, self.decided)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """`done_late` and `overdue` make up the rest of the tasks. `undated` have no date to keep. By department
    in the order of the first task of each; null for tasks of none."""

    tasks: Rate
    done_late: int
    overdue: int
    undated: int
    milestones: Rate
    departments: tuple[tuple[int | None, Rate], ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """How far tasks slipped, in calendar days from the original date, negative when early: those that are
    done, and those that are not but were moved or are late. `middle` and `average` of all of them."""

    buckets: tuple[Bucket, ...]
    count: int
    middle: float | None
    average: float | None
    furthest: int | None


def punctuality(tasks: Sequence[Task], today: date) -> Punctuality:
    """Of the tasks that are not cancelled."""
    live = [task for task in tasks if task.progress is not Progress.CANCELLED]
    departments = dict.fromkeys(task.department for task in live)
    milestones = [
        _milestone(task, each, today) for task in live for each in task.milestones if _decided(each, today)
    ]
    every = _rate(live, today)
    done = sum(_is_done(task) for task in live if original(task) is not None)
    return Punctuality(
        every,
        done_late=done - every.on_time,
        overdue=every.decided - done,
        undated=sum(original(task) is None for task in live),
        milestones=Rate(sum(milestones), len(milestones)),
        departments=tuple(
            (each, _rate([task for task in live if task.department == each], today)) for each in departments
        ),
    )


def distribution(ledger: Ledger, today: date) -> Distribution:
    """How far the tasks of a ledger slipped. What is open past its day slipped up to today."""
    found: list[int] = []
    for row in ledger.rows:
        if not is_open(row.task):
            found.append(row.days)
        elif row.moves or row.original < today:
            found.append((max(row.end, today) - row.original).days if row.end < today else row.days)
    return Distribution(
        buckets(found, BOUNDS), len(found), median(found), mean(found), max(found, default=None)
    )


def _rate(tasks: Iterable[Task], today: date) -> Rate:
    on_time = decided = 0
    for task in tasks:
        day = original(task)
        if day is None or not (_is_done(task) or day < today):
            continue
        decided += 1
        on_time += _is_done(task) and (task.finished is None or task.finished <= day)
    return Rate(on_time, decided)


def _is_done(task: Task) -> bool:
    return task.progress is Progress.DONE


def _decided(milestone: Milestone, today: date) -> bool:
    return milestone.hit is not None or milestone.due < today


def _milestone(task: Task, milestone: Milestone, today: date) -> bool:
    """Whether it was hit by its date in the baseline, else its own."""
    fixed = task.baseline.milestones if task.baseline is not None else ()
    day = next((each.due for each in fixed if each.id == milestone.id), milestone.due)
    return milestone.hit is not None and milestone.hit <= min(day, today)
