"""Which task is meant by what a cell says: rows of the file and tasks that are there (stage 2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from store.errors import Refused
from store.exchange import cells
from store.model.initiative import Initiative
from store.model.state import State
from store.model.task import Task
from store.rules.edit import Command
from store.rules.names import folded

_DIGITS = 6


@dataclass(slots=True)
class Row:
    """A row on its way to a task. `number` is the spreadsheet's, `task` the one the item gets.

    `id` is below zero until it is known which rows become tasks; `label` is the key that the file gives it.
    `known` is the task that is there already: then `commands` change it, and `says_before` tells whether the
    row says what it depends on.
    """

    number: int
    title: str
    label: str
    id: int
    task: int
    fields: dict[str, object] = field(default_factory=dict)
    before: list[int] = field(default_factory=list)
    built: Task | None = None
    known: Task | None = None
    commands: list[Command] = field(default_factory=list)
    says_before: bool = False


class Keys:
    """Finds tasks by key, number or title: in the file first, then on the board."""

    def __init__(self, state: State, initiative: Initiative, rows: Sequence[Row]) -> None:
        self._state = state
        self._code = initiative.code
        own = [task for task in state.all(Task) if task.initiative == initiative.id]
        self._labels = {folded(row.label): row.id for row in rows if row.label}
        self._numbers = {task.number: task.id for task in own} | {row.task: row.id for row in rows}
        self._titles = {folded(task.title): task.id for task in own}
        for row in rows:
            self._titles.setdefault(folded(row.title), row.id)

    def meant(self, text: str) -> Iterator[tuple[str, int | None]]:
        """What a cell lists, and the id of each task meant; null where there is none."""
        for part in cells.names(text):
            found = self.find(part)
            if found is None and " " in part:
                yield from ((each, self.find(each)) for each in part.split())
            else:
                yield part, found

    def find(self, token: str) -> int | None:
        """The id of a row or of a task; null when nothing is called so."""
        name = folded(token)
        number = number_in(name, self._code)
        for found in (self._labels.get(name), self._numbers.get(number or 0), self._titles.get(name)):
            if found is not None:
                return found
        try:
            other = self._state.find(token) if len(token) < 40 else None
        except Refused:
            return None
        return other.id if isinstance(other, Task) else None


def number_in(label: str, code: str, *, alone: bool = True) -> int | None:
    """The number that `NPL-7` names in the initiative `code`, and `7`, if it may stand alone."""
    before, dash, number = folded(label).rpartition("-")
    mine = before == code.lower() if dash else alone
    plain = number.isascii() and number.isdecimal() and len(number) <= _DIGITS
    return int(number) if mine and plain else None
