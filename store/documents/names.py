"""What stands for ids wherever people or programs read them: names and keys."""

from __future__ import annotations

from collections import Counter

from store.model.initiative import Initiative
from store.model.issue import Issue
from store.model.organisation import Department, Person
from store.model.state import State
from store.model.task import Task
from store.rules.names import folded


class Names:
    """The names on a board, looked up once for a whole document."""

    def __init__(self, state: State) -> None:
        people = state.all(Person)
        shared = Counter(folded(person.name) for person in people)
        self._departments = {department.id: department.name for department in state.all(Department)}
        self._people = {
            person.id: f"{self._departments.get(person.department, '?')}/{person.name}"
            if shared[folded(person.name)] > 1
            else person.name
            for person in people
        }
        self._codes = {initiative.id: initiative.code for initiative in state.all(Initiative)}
        items: list[Task | Issue] = [*state.all(Task), *state.all(Issue)]
        self._keys = {
            (item.table, item.id): f"{self._codes.get(item.initiative, '?')}-{item.number}" for item in items
        }

    def person(self, person: int | None) -> str | None:
        """The name, `department/name` where two share one; `#7` for a person who is gone; null for none."""
        return None if person is None else self._people.get(person, f"#{person}")

    def department(self, department: int | None) -> str | None:
        """The department's name; `#7` for one that is gone; null for none."""
        return None if department is None else self._departments.get(department, f"#{department}")

    def code(self, initiative: int) -> str:
        """The initiative's code."""
        return self._codes.get(initiative, f"#{initiative}")

    def task(self, task: int) -> str:
        """The task's key."""
        return self._keys.get((Task.table, task), f"#{task}")

    def issue(self, issue: int | None) -> str | None:
        """The issue's key; null for none."""
        return None if issue is None else self._keys.get((Issue.table, issue), f"#{issue}")
