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
    """Of the tasks that are not cancelled. One that is done on a day nobody knows decides nothing."""
    live = [task for task in tasks if task.progress is not Progress.CANCELLED]
    departments = dict.fromkeys(task.department for task in live)
    milestones = [
        hit for task in live for each in task.milestones if (hit := _hit(task, each, today)) is not None
    ]
    found = [_kept(task, today) for task in live]
    return Punctuality(
        _rate(live, today),
        done_late=sum(kept is False and not is_open(task) for kept, task in zip(found, live, strict=True)),
        overdue=sum(kept is False and is_open(task) for kept, task in zip(found, live, strict=True)),
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
    decided = [kept for task in tasks if (kept := _kept(task, today)) is not None]
    return Rate(sum(decided), len(decided))


def _kept(task: Task, today: date) -> bool | None:
    """Whether it was done by its original date; null as long as that is not decided."""
    return _by(original(task), task.finished, today, lasts=is_open(task))


def _hit(task: Task, milestone: Milestone, today: date) -> bool | None:
    """The same of a milestone: by its date in the baseline, else its own."""
    fixed = task.baseline.milestones if task.baseline is not None else ()
    day = next((each.due for each in fixed if each.id == milestone.id), milestone.due)
    return _by(day, milestone.hit, today, lasts=milestone.hit is None)


def _by(day: date | None, ended: date | None, today: date, *, lasts: bool) -> bool | None:
    if day is None or (lasts and day >= today):
        return None
    if lasts:
        return False
    return None if ended is None else ended <= day
