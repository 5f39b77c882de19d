"""Small pieces of the sentences that rules make: short dates, names, priorities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from store.language import Message, msg
from store.model.organisation import Department, Person
from store.model.state import State
from store.model.task import Priority, Task

PRIORITIES: Final[Mapping[Priority, Message]] = MappingProxyType(
    {Priority.HIGH: msg("high"), Priority.MEDIUM: msg("medium"), Priority.LOW: msg("low")}
)


def short_day(day: date, today: date) -> str:
    """`11-26`; with its year only when that is not today's."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def person_name(state: State, person: int | None) -> str:
    """A person's name; empty when there is none."""
    found = state.get(Person, person)
    return found.name if found is not None else ""


def department_name(state: State, department: int | None) -> str:
    """A department's name; empty when there is none."""
    found = state.get(Department, department)
    return found.name if found is not None else ""


def head_of(state: State, department: int | None) -> int | None:
    """The id of the person who leads a department."""
    found = state.get(Department, department)
    return found.head if found is not None else None


def listed(names: Sequence[str | Message]) -> Message | str:
    """Several names as one reads them in a sentence: "NPL-1, NPL-2"."""
    told: Message | str = names[0] if names else ""
    for name in names[1:]:
        told = msg("{names}, {name}", names=told, name=name)
    return told


def any_of(names: Sequence[str]) -> Message | str:
    """Names to choose from, as one asks: "Li or Wang"."""
    told: Message | str = names[0] if names else ""
    for name in names[1:]:
        told = msg("{names} or {name}", names=told, name=name)
    return told


def who_answers(state: State, task: Task) -> int | None:
    """The owner; the head of the department where nobody owns the task yet."""
    return task.owner if task.owner is not None else head_of(state, task.department)


def moved(times: int, days: int) -> Message:
    """How far something slipped: "moved 3 times, +17 days"."""
    if times == 1:
        return msg("moved once, {moved}", moved=signed_days(days))
    return msg("moved {times} times, {moved}", times=times, moved=signed_days(days))


def signed_days(count: int) -> Message:
    """How far a date moved, in calendar days: "+1 day", "-3 days"."""
    return msg("{days:+d} day", days=count) if abs(count) == 1 else msg("{days:+d} days", days=count)


def days(count: int) -> Message:
    """A number of calendar days."""
    return msg("1 day") if count == 1 else msg("{count} days", count=count)


def working_days(count: int) -> Message:
    """A number of working days, said as such."""
    return msg("1 working day") if count == 1 else msg("{count} working days", count=count)


def due_words(count: int) -> Message:
    """When something is due that is due in `count` calendar days, none of them past."""
    if count == 0:
        return msg("due today")
    return msg("due tomorrow") if count == 1 else msg("due in {count} days", count=count)
