"""Declaring a delay, and taking it back (DOMAIN.md stage 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.organisation import Department
from store.model.task import Delay, Forecast, Task
from store.rules.commands.telling import made, noted, refuse_closed, require, tell
from store.rules.edit import Edit, next_id
from store.rules.status import expected


@dataclass(frozen=True, slots=True)
class PostponeTask:
    """It will be done later than its original date, which stays: the forecast is appended.

    `cause` is the department that caused it, if another than the task's own did. A forecast may be earlier
    than the one before, as long as it is after the original date.
    """

    name: ClassVar[str] = "postpone"

    task: int
    reason: str
    forecast: date
    cause: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `reason`, `forecast` or `cause`, and when it is closed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        reason = require(self.reason, "reason", msg("A delay needs its reason."))
        self._check_forecast(edit, task)
        self._check_cause(edit, task)
        now, by = edit.moment.now, edit.author
        said = {"at": now, "by": by, "reason": reason, "cause": self.cause}
        delay = made(Delay, {**said, "forecast": self.forecast})
        forecast = made(Forecast, {**said, "id": next_id(task.forecasts), "date": self.forecast})
        # Telling the same day again, with a better reason, is no further slip.
        moved = task.delay is None or expected(task) != self.forecast
        tell(edit, task, delay=delay, forecasts=(*task.forecasts, forecast) if moved else task.forecasts)

    def _check_forecast(self, edit: Edit, task: Task) -> None:
        today = edit.moment.today
        if task.due is None:
            raise Refused(
                msg("It has no due date, so nothing can be late. Give it a due date first."), field="forecast"
            )
        if self.forecast < today:
            raise Refused(
                msg(
                    "The forecast {forecast} has passed already; today is {today}.",
                    forecast=self.forecast,
                    today=today,
                ),
                field="forecast",
            )
        if self.forecast <= task.due:
            raise Refused(
                msg(
                    "{forecast} is no delay: the original date is {due}. Give a later day.",
                    forecast=self.forecast,
                    due=task.due,
                ),
                field="forecast",
            )

    def _check_cause(self, edit: Edit, task: Task) -> None:
        if self.cause is None:
            return
        department = edit.get(Department, self.cause)
        if department is None:
            raise Refused(msg("There is no such department on this board."), field="cause")
        if self.cause == task.department:
            raise Refused(
                msg(
                    "{department} owns the task itself; name another department, or none.",
                    department=department.name,
                ),
                field="cause",
            )


@dataclass(frozen=True, slots=True)
class RecoverTask:
    """The delay is made good: the original date holds again. The slips that were told stay in the history."""

    name: ClassVar[str] = "recover"

    task: int
    note: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused when it is closed, not delayed, or when its original date has passed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        if task.delay is None or task.due is None:
            raise Refused(msg("{key} is not delayed.", key=edit.state.key_of(task)))
        if task.due < edit.moment.today:
            raise Refused(msg("The original date {due} has passed: it can no longer be kept.", due=task.due))
        said = Forecast(
            id=next_id(task.forecasts),
            at=edit.moment.now,
            by=edit.author,
            date=task.due,
            reason=task.delay.reason,
        )
        notes = noted(edit, task, self.note)
        tell(edit, task, delay=None, forecasts=(*task.forecasts, said), notes=notes)
