"""The update round: which tasks their owners are asked about now (DOMAIN.md stage 3.8)."""

from __future__ import annotations

from store.model.clock import Moment
from store.model.organisation import Person
from store.model.state import State
from store.model.task import Task
from store.rules.archive_here import archive_here
from store.rules.attention import attention
from store.rules.attention_line import Kind
from store.rules.calendar import workdays
from store.rules.status import is_open, is_update_due
from store.rules.who import heads


def updates_due(state: State, moment: Moment, person: Person | None) -> list[Task]:
    """The tasks whose update is due, most harmful first; those of `person`, or everybody's for null.

    Due are those whose cadence asks for a word today or did before, and those that something is wrong with
    and about which nothing was said today; none on an archive. A person's tasks are the own ones, those of
    people whose deputy they are, and for a head those of the department that nobody owns.
    """
    if archive_here(state) is not None:
        return []
    calendar, settings, today = workdays(state.settings), state.settings, moment.today
    found: list[Task] = []
    seen: set[int] = set()
    for line in attention(state, moment):
        task = line.task
        if task is None:
            continue
        seen.add(task.id)
        told_today = task.updated is not None and moment.day_of(task.updated.at) == today
        asks = line.kind < Kind.SUPPORT_OVERDUE and not told_today
        if asks or is_update_due(task, moment, calendar, settings):
            found.append(task)
    quiet = (task for task in state.all(Task) if task.id not in seen and is_open(task))
    found += [task for task in quiet if is_update_due(task, moment, calendar, settings)]
    return found if person is None else [task for task in found if answers_for(state, person, task)]


def answers_for(state: State, person: Person, task: Task) -> bool:
    """Whether `person` is the one asked about `task`: owner, deputy, or head where nobody owns it."""
    if task.owner is None:
        return heads(state, person, task.department)
    if task.owner == person.id:
        return True
    owner = state.get(Person, task.owner)
    return owner is not None and owner.deputy == person.id
