"""Bringing in many tasks at once (`store/exchange`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.initiative import Initiative
from store.model.task import Task
from store.rules.edit import Edit


@dataclass(frozen=True, slots=True)
class ImportTasks:
    """New rows for table 1, worked out against a board whose `last_ids` were these."""

    name: ClassVar[str] = "import"

    initiative: int
    rows: Sequence[Mapping[str, object]]
    last_ids: Mapping[str, int]

    def apply(self, edit: Edit) -> None:
        """Refused when records were added since: ids in the rows would mean something else."""
        edit.one(Initiative, self.initiative)
        now = edit.state.last_ids
        if any(now.get(table, 0) != last for table, last in self.last_ids.items()):
            raise Refused(msg("Somebody added something to the board meanwhile. Import again."))
        for row in self.rows:
            edit.add(Task, **row, initiative=self.initiative, created=edit.moment.now)
