"""What is worth saying before a change is saved, without refusing it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from store.language import Message, msg
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.calendar import workdays
from store.rules.coverage import late
from store.rules.dependencies import followers
from store.rules.edit import Edit
from store.rules.measurable import vague
from store.rules.say import department_name, listed
from store.rules.status import is_open
from store.rules.workdays import Workdays


def warnings(edit: Edit) -> list[Message]:
    """Hints about what `edit` changes: days off, unfinished predecessors, vague words, missing milestones.

    Nothing here stops a change; what the method forbids is refused by the command itself.
    """
    return list(_hints(edit))


def day_off(day: date | None, calendar: Workdays) -> Message | None:
    """The hint beside a date that is not worked: why, and the next working day."""
    reason = calendar.reason(day) if day is not None else None
    if day is None or reason is None:
        return None
    return msg(
        "{day} is not worked ({reason}); the next working day is {next}.",
        day=day,
        reason=reason,
        next=calendar.next(day),
    )


def _hints(edit: Edit) -> Iterator[Message]:
    calendar = workdays(edit.state.settings)
    for record in edit.records():
        if isinstance(record, Task):
            old = edit.state.get(Task, record.id)
            yield from _dates(record, old, calendar)
            yield from _progress(edit, record, old)
            yield from _words(record, old)
            yield from _owner(edit, record, old)
            yield from _later_than_asked(edit, record, old)
            if old is None and not record.milestones:
                yield msg("A task has at least one milestone; this one has none yet.")
            if old is None and not record.criteria:
                yield msg("A task has at least one acceptance criterion; this one has none yet.")


def _dates(task: Task, old: Task | None, calendar: Workdays) -> Iterator[Message]:
    """Days off among the dates that are new, each once."""
    days = [day for day in _days(task) if old is None or day not in _days(old)]
    for day in dict.fromkeys(days):
        hint = day_off(day, calendar)
        if hint is not None:
            yield hint


def _days(task: Task) -> list[date]:
    found = [task.start, task.due, task.delay.forecast if task.delay is not None else None]
    found += [day for milestone in task.milestones for day in (milestone.due, milestone.forecast)]
    found += [support.due for support in task.support]
    return [day for day in found if day is not None]


def _progress(edit: Edit, task: Task, old: Task | None) -> Iterator[Message]:
    if old is None or old.progress is task.progress:
        return
    state = edit.state
    if task.progress in (Progress.IN_PROGRESS, Progress.DONE):
        for entry in task.dependencies:
            before = edit.get(Task, entry.id)
            if before is not None and is_open(before):
                yield msg(
                    "{key} before it is not done: {title}.", key=state.key_of(before), title=before.title
                )
    if task.progress is Progress.DONE:
        for milestone in task.milestones:
            if milestone.hit is None:
                yield msg("The milestone “{title}” is not marked as reached.", title=milestone.title)
    if task.progress is Progress.CANCELLED:
        waiting = [each for each in followers(edit.all(Task)).get(task.id, ()) if is_open(each)]
        if waiting:
            yield msg("{keys} waited for it.", keys=listed([state.key_of(each) for each in waiting]))


def _later_than_asked(edit: Edit, task: Task, old: Task | None) -> Iterator[Message]:
    """A date that is new and later than the brief asks (stage 1.1)."""
    if old is not None and (old.due, old.milestones) == (task.due, task.milestones):
        return
    known = _days(old) if old is not None else []
    for each in late(edit, task.initiative, task):
        if each.day not in known:
            yield each.message


def _words(task: Task, old: Task | None) -> Iterator[Message]:
    known = {criterion.text for criterion in old.criteria} if old is not None else set()
    for criterion in task.criteria:
        words = vague(criterion.text) if criterion.text not in known else []
        if words:
            yield msg("“{text}”: {what}", text=criterion.text, what=words[0].message)


def _owner(edit: Edit, task: Task, old: Task | None) -> Iterator[Message]:
    owner = edit.get(Person, task.owner)
    if owner is None or (old is not None and old.owner == task.owner):
        return
    if task.department is not None and owner.department != task.department:
        yield msg(
            "{person} belongs to {department}, which does not own the task.",
            person=owner.name,
            department=department_name(edit.state, owner.department),
        )
    open_tasks = open_load(edit.state, owner.id)
    if open_tasks >= _MANY:
        yield msg("{person} has {count} open tasks already.", person=owner.name, count=open_tasks)


_MANY: Final = 5


def open_load(state: State, person: int) -> int:
    """How many open tasks a person owns: the load to look at while claiming (stage 2.1)."""
    return sum(task.owner == person and is_open(task) for task in state.all(Task))
