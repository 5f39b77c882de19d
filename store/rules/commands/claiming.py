"""Claiming tasks: who owns them, who helps, how urgent, from when to when (DOMAIN.md stage 2.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.organisation import Person
from store.model.task import LONGEST, Task
from store.rules.absences import calendar_of
from store.rules.calendar import workdays
from store.rules.commands.entries import AddSupport
from store.rules.commands.fields import check_allowed, check_department, check_person
from store.rules.commands.tasks import EditTask
from store.rules.commands.telling import refuse_closed
from store.rules.edit import Edit
from store.rules.workdays import Workdays

_PLANNED: Final = frozenset({"priority", "start", "due", "working_days"})


@dataclass(frozen=True, slots=True)
class ClaimTask:
    """A department takes a task on and names who is responsible, or does so later (`owner` null).

    `department` null gives the task back.
    """

    name: ClassVar[str] = "claim"

    task: int
    department: int | None
    owner: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `department` or `owner`, and when it is closed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        check_department(edit, self.department)
        check_person(edit, self.owner)
        if self.department is None and self.owner is not None:
            raise Refused(
                msg("A department claims the task first; then somebody is named."), field="department"
            )
        edit.set(task, department=self.department, owner=self.owner)


@dataclass(frozen=True, slots=True)
class NameOwner:
    """Exactly one person is responsible; null leaves a hole that is refused at sign-off.

    A task that no department has claimed yet goes to the department of that person.
    """

    name: ClassVar[str] = "name_owner"

    task: int
    owner: int | None

    def apply(self, edit: Edit) -> None:
        """Refused at `owner`, and when the task is closed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        check_person(edit, self.owner)
        person = edit.get(Person, self.owner)
        department = task.department
        if department is None and person is not None:
            department = person.department
        edit.set(task, department=department, owner=self.owner)


@dataclass(frozen=True, slots=True)
class OwnAndSupport:
    """The way out of `李明/王芳`: one owns the task, the departments of the others supply `content` for it.

    Make it from `shared_owner` (`store/rules/shared_owner.py`).
    """

    name: ClassVar[str] = "share"

    task: int
    owner: int
    departments: Sequence[int]
    content: str
    due: date | None = None

    def apply(self, edit: Edit) -> None:
        """Refused as `NameOwner` and `AddSupport` are."""
        NameOwner(self.task, self.owner).apply(edit)
        task = edit.one(Task, self.task)
        there = {support.department for support in task.support} | {task.department}
        for department in dict.fromkeys(self.departments):
            if department not in there:
                AddSupport(self.task, department, self.content, self.due).apply(edit)


@dataclass(frozen=True, slots=True)
class PlanTask:
    """How urgent, and from when to when: `fields` are `priority`, `start`, `due`, `working_days`.

    Working days together with a start give the due date, with a due date the start, counted by the calendar
    of whoever owns the task. Without either they are kept until one is known; beside both dates only where
    they are others than the board's calendar has between them, because the owner is away meanwhile.
    """

    name: ClassVar[str] = "plan"

    task: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so."""
        task = edit.one(Task, self.task)
        check_allowed(self.fields, _PLANNED)
        fields = dict(self.fields)
        calendar, said = calendar_of(edit.state, task.owner), fields.pop("working_days", None)
        days = _count(said) if said is not None else None
        if days is None and "working_days" not in self.fields and not _dated(task):
            days = task.working_days
        if days is not None:
            fields |= self._dates(task, days, calendar)
        if fields:
            EditTask(self.task, fields).apply(edit)
        if not self.fields.keys() & {"start", "due", "working_days"}:
            return
        task = edit.one(Task, self.task)
        if days is None and _dated(task):
            days = _between(task, calendar)
        edit.set(task, working_days=kept_days(task, days, workdays(edit.state.settings)))

    def _dates(self, task: Task, days: int, calendar: Workdays) -> dict[str, object]:
        """The date that start or due and the working days give; a start that stands is the fixed end."""
        start, due = self.fields.get("start", task.start), self.fields.get("due", task.due)
        new = self.fields
        if isinstance(start, date) and isinstance(due, date) and {"start", "due"} <= new.keys():
            self._refuse_three(start, due, days, calendar)
            return {}
        by_due = isinstance(due, date) and (
            not isinstance(start, date) or ("due" in new and "start" not in new)
        )
        if isinstance(due, date) and by_due:
            return {"start": first_day(due, days, calendar)}
        if isinstance(start, date):
            return {"due": last_day(start, days, calendar)}
        return {}

    def _refuse_three(self, start: date, due: date, days: int, calendar: Workdays) -> None:
        """Two of them give the third; what was typed is never put aside."""
        count = max(calendar.between(calendar.next(start), due) + 1, 1)
        if count != days:
            raise Refused(
                msg(
                    "From {start} to {due} are {count} working days: leave one of the three empty.",
                    start=start,
                    due=due,
                    count=count,
                ),
                field="working_days",
            )


def kept_days(task: Task, days: int | None, board: Workdays) -> int | None:
    """The working days to keep with a task: none where its dates say as much by the board's calendar."""
    return None if _dated(task) and days == _between(task, board) else days


def last_day(start: date, working_days: int, calendar: Workdays) -> date:
    """The day on which something of so many working days ends that starts on `start`, both included."""
    return calendar.add(calendar.next(start), working_days - 1)


def first_day(due: date, working_days: int, calendar: Workdays) -> date:
    """The day on which something of so many working days has to start to end on `due`, both included."""
    last = due if calendar.is_workday(due) else calendar.add(due, -1)
    return calendar.add(last, 1 - working_days)


def working_days_of(task: Task, board: Workdays) -> int | None:
    """How many working days a task takes, as it was said or from start to due; null when it is not known."""
    return task.working_days if task.working_days is not None else _between(task, board)


def _between(task: Task, calendar: Workdays) -> int | None:
    """Working days from start to due, both included; null where not both stand."""
    if task.start is None or task.due is None:
        return None
    return max(calendar.between(calendar.next(task.start), task.due) + 1, 1)


def _dated(task: Task) -> bool:
    return task.start is not None and task.due is not None


def _count(days: object) -> int:
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= LONGEST:
        raise Refused(
            msg("Working days are a whole number from 1 to {most}.", most=LONGEST), field="working_days"
        )
    return days
