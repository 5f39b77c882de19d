"""Bringing in many tasks at once (`store/exchange`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from pydantic import ValidationError

from store.errors import Refused
from store.language import msg
from store.model.initiative import Initiative
from store.model.organisation import Department, Person
from store.model.task import Dependency, Task
from store.rules.edit import Command, Edit
from store.rules.names import folded

_IN_NO_NAME: Final = "/／、"
"""`department/name` is how one of two people of the same name is meant."""


def can_be_called(cls: type[Department] | type[Person], name: str) -> bool:
    """Whether a new department or person can have this name, apart from others that have it."""
    if any(sign in name for sign in _IN_NO_NAME):
        return False
    try:
        cls.model_validate({"id": 1, "name": name, **({"department": 1} if cls is Person else {})})
    except ValidationError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class AddNewcomers:
    """Departments by their names, and people each with the name of their department, as a table names them.

    As `AddDepartment` and `AddPerson` do one by one, in a time that grows with their number only.
    """

    name: ClassVar[str] = "import"

    departments: Sequence[str]
    people: Sequence[tuple[str, str]]

    def apply(self, edit: Edit) -> None:
        """Who came onto the board meanwhile is not added again. Refused at `name` when it cannot be used."""
        departments = {folded(each.name): each.id for each in edit.all(Department)}
        for title in self.departments:
            if folded(title) not in departments:
                self._check(Department, title)
                departments[folded(title)] = edit.add(Department, name=title).id
        there = {(each.department, folded(each.name)) for each in edit.all(Person)}
        for title, whose in self.people:
            department = departments.get(folded(whose))
            if department is None or (department, folded(title)) in there:
                continue
            self._check(Person, title)
            edit.add(Person, name=title, department=department)
            there.add((department, folded(title)))

    def _check(self, cls: type[Department] | type[Person], title: str) -> None:
        if not can_be_called(cls, title):
            raise Refused(msg("A name holds no “/” or “、”: give one name."), field="name")


@dataclass(frozen=True, slots=True)
class TaskUpdate:
    """What a row changes of a task that is there: `commands`, and what it waits for; null: as it does now."""

    task: int
    commands: Sequence[Command]
    dependencies: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class ImportTasks:
    """New rows for table 1, worked out against a board whose `last_ids` were these, and changes of others."""

    name: ClassVar[str] = "import"

    initiative: int
    rows: Sequence[Mapping[str, object]]
    last_ids: Mapping[str, int]
    updates: Sequence[TaskUpdate] = ()

    def apply(self, edit: Edit) -> None:
        """Refused when records were added since, which ids in the rows would mean, and as the changes are."""
        edit.one(Initiative, self.initiative)
        now = edit.state.last_ids
        if self.rows and any(now.get(table, 0) != last for table, last in self.last_ids.items()):
            raise Refused(msg("Somebody added something to the board meanwhile. Import again."))
        for row in self.rows:
            edit.add(Task, **row, initiative=self.initiative, created=edit.moment.now)
        for update in self.updates:
            for command in update.commands:
                command.apply(edit)
            if update.dependencies is not None:
                before = tuple(Dependency(id=key) for key in update.dependencies)
                edit.set(edit.one(Task, update.task), dependencies=before)


@dataclass(frozen=True, slots=True)
class TakeIn:
    """What a file that came back changes, in ordinary commands, as one change."""

    name: ClassVar[str] = "import"

    commands: Sequence[Command]

    def apply(self, edit: Edit) -> None:
        """Refused as the commands are."""
        for command in self.commands:
            command.apply(edit)
