"""From the cells that differ to one change of the board: what is taken in, and what is refused with why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from store.errors import DuiqiError, Refused
from store.exchange.back.compare import CellChange, NewLine, RefusedCell, marks_of
from store.exchange.back.issues import issue_commands, report_command
from store.exchange.back.progress import ELSEWHERE, progress_commands
from store.exchange.back.returned import Returned, ReturnedTable
from store.exchange.headings import HEADINGS, Headings
from store.exchange.importing import ImportPlan, plan_import
from store.exchange.met import Answers, Met
from store.exchange.sheet import SheetRow
from store.exchange.updates import COLUMN_OF
from store.language import msg
from store.model.clock import Moment
from store.model.issue import Issue
from store.model.organisation import Person
from store.model.record import Record
from store.model.state import State
from store.model.task import Task
from store.rules.commands.importing import TakeIn
from store.rules.edit import Command, Edit

Takes = Callable[[str, CellChange], bool]
"""`takes(table, change)`: whether the file's value is taken in."""
_CLEARED: Final = frozenset({"impact", "first_solution", "deadline", "tasks"})
"""Columns of table 3 that can be emptied."""
_ONLY_READ: Final = msg("Table 1 changes that; it is only read here.")


@dataclass(frozen=True, slots=True)
class BackPlan:
    """What taking a file in would do. `command` null: nothing. `taken` are the cells, with their tables;
    `added` how many rows become something new; `met` who is not on the board."""

    command: TakeIn | None
    seen: tuple[Record, ...]
    taken: tuple[tuple[str, CellChange], ...]
    added: int
    refused: tuple[RefusedCell, ...]
    met: tuple[Met, ...]


def theirs(_table: str, change: CellChange) -> bool:
    """What is taken in unless somebody says more: everything but conflicts."""
    return not change.conflict


def everything(_table: str, _change: CellChange) -> bool:
    """The file's values also where somebody changed the same on the board meanwhile."""
    return True


def plan_back(
    state: State,
    file: Returned,
    moment: Moment,
    *,
    by: Person | None,
    takes: Takes = theirs,
    add: bool = False,
    answers: Answers | None = None,
) -> BackPlan:
    """What a file changes, decided by `takes`. `add` and `answers`: as for any import.

    Whole rows are refused: of a row that cannot be taken in no cell is.
    """
    commands: list[Command] = []
    seen: list[Record] = []
    taken: list[tuple[str, CellChange]] = []
    refused: list[RefusedCell] = []
    met: tuple[Met, ...] = ()
    added = 0
    records = _records(state, file.initiative.id)
    for table in file.tables:
        refused.extend(table.compared.refused)
        changes = [each for each in table.compared.changes if takes(table.name, each)]
        changes, wrong = _only_read(table, changes)
        refused.extend(wrong)
        if table.name == "assignment":
            plan = _assignment(state, file, table, changes, moment, by, add=add, answers=answers)
            if plan is None:
                continue
            bad = {row.number for row in plan.refused}
            refused.extend(_refused_rows(table, changes, plan))
            commands.extend(plan.commands)
            added += plan.tasks
            met = plan.met
        else:
            rows = _Rows(state, file, table, moment, by, records)
            rows.read(changes)
            bad = rows.bad
            refused.extend(rows.refused)
            commands.extend(rows.commands)
            added += rows.added
        good = [each for each in changes if each.row not in bad]
        taken.extend((table.name, each) for each in good)
        seen.extend(records[mark] for mark in marks_of(good) if mark in records)
    command = TakeIn(tuple(commands)) if commands else None
    once = {(each.table, each.id): each for each in seen}
    return BackPlan(command, tuple(once.values()), tuple(taken), added, tuple(refused), met)


def _records(state: State, initiative: int) -> dict[str, Task | Issue]:
    """The tasks and issues of an initiative by their keys."""
    found: list[Task | Issue] = [*state.all(Task), *state.all(Issue)]
    return {state.key_of(each): each for each in found if each.initiative == initiative}


def _only_read(
    table: ReturnedTable, changes: Sequence[CellChange]
) -> tuple[list[CellChange], list[RefusedCell]]:
    """Without the cells that this table does not change."""
    kept, refused = [], []
    for each in changes:
        if table.name == "progress" and each.field in ELSEWHERE:
            refused.append(RefusedCell(each.row, each.mark, each.heading, _ONLY_READ))
        elif table.name != "assignment" and not each.new and each.field not in _CLEARED:
            text = msg("An empty cell takes nothing back here: say what holds now.")
            refused.append(RefusedCell(each.row, each.mark, each.heading, text))
        else:
            kept.append(each)
    return kept, refused


# --- table 1


def _assignment(
    state: State,
    file: Returned,
    table: ReturnedTable,
    changes: Sequence[CellChange],
    moment: Moment,
    by: Person | None,
    *,
    add: bool,
    answers: Answers | None,
) -> ImportPlan | None:
    """Its rows are what the import of tasks reads, holding only what changes."""
    fields = tuple(HEADINGS)
    rows = [
        SheetRow(number, tuple(cells.get(field, "") for field in fields))
        for number, cells in sorted([*_changed(table, changes), *_new(table)], key=lambda each: each[0])
    ]
    if not rows:
        return None
    headings = Headings(0, {field: at for at, field in enumerate(fields)}, ())
    code = file.initiative.code
    return plan_import(state, rows, code, moment, by=by, add=add, headings=headings, answers=answers)


def _changed(table: ReturnedTable, changes: Sequence[CellChange]) -> Iterator[tuple[int, dict[str, str]]]:
    for mark in marks_of(changes):
        own = [each for each in changes if each.mark == mark]
        said = {each.field: _typed(table, each.field, each.new) or "-" for each in own}
        if said.keys() & {"support", "contribution"}:
            # Who supplies and what is read together.
            for field in ("support", "contribution"):
                said.setdefault(field, table.standing.table.value(mark, field) or "")
            if said["support"] == "-":
                said["contribution"] = ""
        yield own[0].row, {**said, "key": mark}


def _new(table: ReturnedTable) -> Iterator[tuple[int, dict[str, str]]]:
    for line in table.compared.added:
        yield line.row, {field: _typed(table, field, text) for field, text in line.cells.items()}


def _typed(table: ReturnedTable, field: str, text: str) -> str:
    """A day that a spreadsheet counts, as one that is typed."""
    if field in ("start", "due") and text.isdecimal():
        try:
            day = table.meaning.day(text)
        except Refused:
            return text
        return day.isoformat() if day is not None else text
    return text


def _refused_rows(
    table: ReturnedTable, changes: Sequence[CellChange], plan: ImportPlan
) -> Iterator[RefusedCell]:
    marks = {each.row: each.mark for each in changes}
    for row in plan.refused:
        field = COLUMN_OF.get(row.field, row.field)
        heading = table.standing.names.get(field, "")
        yield RefusedCell(row.number, marks.get(row.number, ""), heading, row.reason)


# --- tables 2 and 3


class _Rows:
    """The rows of table 2 or 3, each tried on the board before it is taken."""

    def __init__(
        self,
        state: State,
        file: Returned,
        table: ReturnedTable,
        moment: Moment,
        by: Person | None,
        records: Mapping[str, Task | Issue],
    ) -> None:
        self._state, self._file, self._table, self._records = state, file, table, records
        self._moment, self._by = moment, by
        self.commands: list[Command] = []
        self.refused: list[RefusedCell] = []
        self.bad: set[int] = set()
        self.added = 0

    def read(self, changes: Sequence[CellChange]) -> None:
        """What the changed rows say, then what the new ones do."""
        for mark in marks_of(changes):
            own = [each for each in changes if each.mark == mark]
            said = {each.field: each.new for each in own}
            self._try(own[0].row, mark, partial(self._said, mark, said))
        for line in self._table.compared.added:
            self.added += self._try(line.row, "", partial(self._reported, line))

    def _try(self, row: int, mark: str, make: Callable[[], Iterator[Command]]) -> bool:
        edit = Edit(self._state, self._moment, self._by)
        try:
            found = list(make())
            for command in found:
                command.apply(edit)
        except DuiqiError as error:
            field = error.field if isinstance(error, Refused) else None
            name = (field or "").partition("/")[0]
            heading = self._table.standing.names.get(_NAMED.get(name, name), "")
            self.refused.append(RefusedCell(row, mark, heading, error.message))
            self.bad.add(row)
            return False
        self.commands.extend(found)
        return True

    def _said(self, mark: str, said: Mapping[str, str]) -> Iterator[Command]:
        now = self._table.standing.table
        whole = {field: now.value(mark, field) or "" for field in now.fields} | dict(said)
        record = self._records.get(mark)
        if isinstance(record, Task):
            yield from progress_commands(self._state, record, said, whole, self._table.meaning)
        elif isinstance(record, Issue):
            yield from issue_commands(self._state, record, said, whole, self._table.meaning)

    def _reported(self, line: NewLine) -> Iterator[Command]:
        if self._table.name == "progress":
            raise Refused(msg("New tasks come in with table 1."), field="task")
        yield report_command(self._state, self._file.initiative, line.cells, self._table.meaning)


_NAMED: Final = {"criteria": "status", "tick": "status", "text": "note", "description": "title"}
"""The columns at which refusals of other names are said."""
