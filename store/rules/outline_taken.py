"""Which rows of an outline cannot become tasks: their titles are there already (DOMAIN.md stage 1.4)."""

from __future__ import annotations

from collections.abc import Sequence

from store.model.state import State
from store.model.task import Task
from store.rules.names import folded
from store.rules.outline import OutlineRow


def taken(state: State, initiative: int, rows: Sequence[OutlineRow]) -> list[int]:
    """The numbers, from 1, of the rows whose title another task or an earlier row has, or that have none."""
    known = {"", *(folded(task.title) for task in state.all(Task) if task.initiative == initiative)}
    found = []
    for number, row in enumerate(rows, 1):
        title = folded(row.title)
        if title in known:
            found.append(number)
        known.add(title)
    return found
