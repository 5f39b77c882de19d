"""Bringing in many tasks at once (`store/exchange`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.initiative import Initiative
from store.model.task import Dependency, Task
from store.rules.edit import Command, Edit


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
