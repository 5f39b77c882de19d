"""Putting dates where the order of the tasks has them (DOMAIN.md stage 2.2)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.state import State
from store.model.task import Milestone, Progress, Task
from store.rules.absences import calendar_of
from store.rules.calendar import workdays
from store.rules.commands.claiming import kept_days
from store.rules.commands.tasks import EditTask
from store.rules.critical_path import Impossible, schedule_of
from store.rules.edit import Edit
from store.rules.workdays import Workdays


@dataclass(frozen=True, slots=True)
class RepairDates:
    """Move dates that predecessors make impossible to the earliest possible ones.

    Of `tasks` (ids), else of all in the initiative that are impossible. Milestones still to be hit move with
    their task, by as many working days.
    """

    name: ClassVar[str] = "repair_dates"

    initiative: int
    tasks: Collection[int] | None = None

    def apply(self, edit: Edit) -> None:
        """Refused when nothing is impossible, and during follow-up, when dates are the original ones."""
        state = edit.outcome()
        plan, board = schedule_of(state, self.initiative, edit.moment), workdays(state.settings)
        found = [each for each in plan.impossible if self.tasks is None or each.task.id in self.tasks]
        if not found:
            raise Refused(msg("No due date is made impossible by what comes before it."))
        for each in found:
            task = edit.one(Task, each.task.id)
            fields: dict[str, object] = {"due": each.repair}
            if task.start is not None:
                fields["start"] = each.start
            EditTask(task.id, fields).apply(edit)
            if task.start is not None:
                days = plan.tasks[task.id].working_days
                edit.set(
                    edit.one(Task, task.id), working_days=kept_days(edit.one(Task, task.id), days, board)
                )
            edit.set(edit.one(Task, task.id), milestones=moved_milestones(state, each))


@dataclass(frozen=True, slots=True)
class AdoptDates:
    """Give every task of an initiative that lacks a start or a due date the earliest ones."""

    name: ClassVar[str] = "adopt_dates"

    initiative: int

    def apply(self, edit: Edit) -> None:
        """Refused when every task has its dates."""
        state = edit.outcome()
        dates, board = schedule_of(state, self.initiative, edit.moment).tasks, workdays(state.settings)
        lacking = [
            each
            for each in dates.values()
            if each.task.progress is Progress.NOT_STARTED and None in (each.task.start, each.task.due)
        ]
        if not lacking:
            raise Refused(msg("Every task has its dates already."))
        for each in lacking:
            start: date = each.task.start or each.earliest_start
            due: date = each.task.due or each.earliest_finish
            EditTask(each.task.id, {"start": min(start, due), "due": due}).apply(edit)
            task = edit.one(Task, each.task.id)
            edit.set(task, working_days=kept_days(task, each.working_days, board))


def moved_milestones(state: State, found: Impossible) -> tuple[Milestone, ...]:
    """The milestones of the task as they are once its dates are repaired."""
    calendar = calendar_of(state, found.task.owner)
    days = calendar.between(found.due, found.repair)
    return tuple(_moved(milestone, days, calendar) for milestone in found.task.milestones)


def _moved(milestone: Milestone, days: int, calendar: Workdays) -> Milestone:
    if milestone.hit is not None:
        return milestone
    return milestone.model_copy(update={"due": calendar.add(milestone.due, days)})
