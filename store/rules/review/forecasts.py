"""Forecasts against outcomes: what was told when, and when it was really done (stage 4.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from store.model.clock import Moment
from store.model.task import Progress, Task
from store.rules.review.numbers import mean, share
from store.rules.status import is_open


@dataclass(frozen=True, slots=True)
class Outcome:
    """A forecast told on `told` for `forecast`. `error` are the calendar days by which it was done later,
    negative when earlier; of what is not done yet, by which it is late so far, and `finished` is null."""

    task: Task
    number: int
    told: date
    forecast: date
    finished: date | None
    error: int

    @property
    def held(self) -> bool:
        """Whether it was done by then."""
        return self.error <= 0


@dataclass(frozen=True, slots=True)
class ForecastFigures:
    """`outcomes` of all forecasts that are decided, by task and in the order they were told; `undecided` are
    those of which the day is still to come. `off`: the days by which they missed, on average, either way;
    `bias`: above 0 when people hoped for too much."""

    outcomes: tuple[Outcome, ...]
    undecided: int
    held: int
    off: float | None
    bias: float | None

    @property
    def rate(self) -> float | None:
        """The share that held, 0 to 1."""
        return share(self.held, len(self.outcomes))


def forecast_figures(tasks: Iterable[Task], moment: Moment) -> ForecastFigures:
    """Of tasks that are not cancelled: what they will never be done on decides nothing."""
    live = [task for task in tasks if task.progress is not Progress.CANCELLED]
    found = tuple(each for task in live for each in _outcomes(task, moment))
    told = sum(len(task.forecasts) for task in live)
    errors = [each.error for each in found]
    return ForecastFigures(
        found,
        told - len(found),
        sum(each.held for each in found),
        mean([abs(each) for each in errors]),
        mean(errors),
    )


def _outcomes(task: Task, moment: Moment) -> Iterator[Outcome]:
    for number, said in enumerate(task.forecasts, 1):
        day = moment.day_of(said.at)
        if task.progress is Progress.DONE and task.finished is not None:
            error = (task.finished - said.date).days
            yield Outcome(task, number, day, said.date, task.finished, error)
        elif is_open(task) and said.date < moment.today:
            yield Outcome(task, number, day, said.date, None, (moment.today - said.date).days)
