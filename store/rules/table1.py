"""What the steps of stage 2 look at, worked out once for all of them (DOMAIN.md stage 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.model.clock import Moment
from store.model.state import State
from store.model.task import Task
from store.rules.critical_path import Schedule, schedule_of
from store.rules.lacking import Hole, holes
from store.rules.signoff import DepartmentSignoff, rows_of, signoff


@dataclass(frozen=True, slots=True)
class Table1:
    """Table 1 of an initiative: its rows by number, what each lacks (by task), its dates, signatures."""

    rows: Sequence[Task]
    holes: Mapping[int, Sequence[Hole]]
    plan: Schedule
    signoffs: Sequence[DepartmentSignoff]


def table1(state: State, initiative: int, moment: Moment) -> Table1:
    """Table 1 now."""
    rows = rows_of(state, initiative)
    return Table1(
        rows,
        {task.id: holes(task) for task in rows},
        schedule_of(state, initiative, moment),
        signoff(state, initiative),
    )
