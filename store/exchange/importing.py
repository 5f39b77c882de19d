"""Importing a table of tasks: planned against the board first, then carried out as one commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from store.errors import Ambiguous, NotFound, Refused
from store.exchange import cells
from store.exchange.headings import Headings, find_headings
from store.exchange.row_cells import RefusedRow
from store.exchange.sheet import SheetRow
from store.exchange.tasks import Reader
from store.exchange.updates import UpdatedRow
from store.language import msg
from store.model.clock import Moment
from store.model.initiative import Initiative, Stage
from store.model.organisation import Department, Person, Role
from store.model.state import State
from store.model.task import Task
from store.rules.commands.importing import ImportTasks
from store.rules.commands.initiatives import CreateInitiative
from store.rules.commands.organisation import AddDepartment, AddPerson
from store.rules.edit import Command, Edit
from store.rules.naming import find_department, find_person
from store.rules.signoff import initiative_of


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; nothing is done yet. `commands` bring in `tasks` new tasks and what they need,
    and change those of `updated`. `same` rows say what is there already.

    `refused` are the rows that stay out, by their numbers; `hints` what is odd about others; `unknown` the
    headings of columns that are left out; `added` the names of new departments and people.
    """

    commands: tuple[Command, ...]
    tasks: int
    refused: tuple[RefusedRow, ...]
    hints: tuple[RefusedRow, ...]
    unknown: tuple[str, ...]
    created: bool
    added: tuple[str, ...]
    updated: tuple[UpdatedRow, ...] = ()
    same: int = 0

    @property
    def seen(self) -> tuple[Task, ...]:
        """The tasks as the changes were worked out on them, for the commit."""
        return tuple(each.task for each in self.updated)


def plan_import(
    state: State,
    rows: Sequence[SheetRow],
    code: str,
    moment: Moment,
    *,
    by: Person | None = None,
    title: str = "",
    add: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> ImportPlan:
    """What the rows of a spreadsheet mean for the initiative `code`, which is created when there is none.

    `add`: departments and people who are not on the board yet are added. Raises Refused when the table has no
    headings, no row, or the code cannot be used.
    """
    headings = find_headings(rows)
    body = [row for row in rows if row.number > headings.row]
    if not body:
        raise Refused(msg("There is no row below the headings."), field="file")
    edit = Edit(state, moment, by)
    before: list[Command] = []
    added: list[str] = []
    if add:
        for command in _newcomers(edit, headings, body):
            before.append(command)
            added.append(command.title)
    known = initiative_of(state, code)
    if known is None:
        create = _created(code, title, by)
        create.apply(edit)
        before.append(create)
    board = state.copy()
    board.apply(edit.changes())
    initiative = known or board.all(Initiative)[-1]
    reader = Reader(board, initiative, moment, headings)
    found = reader.read(body, progress)
    tables = (Task.table, Initiative.table, Person.table, Department.table)
    last_ids = {table: state.last_ids.get(table, 0) for table in tables}
    brings = ImportTasks(initiative.id, found.new, last_ids, found.updates)
    commands = (*before, brings) if found.new or found.updates else ()
    return ImportPlan(
        commands,
        len(found.new),
        tuple(reader.refused),
        tuple(reader.cells.hints),
        headings.unknown,
        known is None,
        tuple(added),
        found.updated,
        found.same,
    )


def _created(code: str, title: str, by: Person | None) -> CreateInitiative:
    """A table of who does what belongs to stage 2."""
    leads = by.id if by is not None and by.role is Role.FACILITATOR else None
    return CreateInitiative(
        code, title.strip() or code.strip().upper(), stage=Stage.ASSIGN, facilitator=leads
    )


def _newcomers(
    edit: Edit, headings: Headings, rows: Sequence[SheetRow]
) -> Iterator[AddDepartment | AddPerson]:
    """Commands for departments and people that the rows name and the board does not have, each applied."""
    board = edit.state.copy()

    def done(command: AddDepartment | AddPerson) -> bool:
        try:
            command.apply(edit)
        except Refused:
            # The row that names it is refused with the reason, like any other.
            return False
        nonlocal board
        board = edit.state.copy()
        board.apply(edit.changes())
        return True

    for row in rows:
        for name in _departments(headings, row):
            if _unknown_department(board, name) and done(command := AddDepartment(name)):
                yield command
        owner, whose = headings.cell(row, "owner"), headings.cell(row, "department")
        if cells.is_nothing(owner) or cells.is_nothing(whose) or not _unknown_person(board, owner):
            continue
        try:
            department = find_department(board, whose)
        except Refused:
            continue
        if done(person := AddPerson(owner, department.id)):
            yield person


def _departments(headings: Headings, row: SheetRow) -> list[str]:
    support = headings.cell(row, "support").replace("：", ":")
    helping = [part.partition(":")[0].strip() for part in cells.names(support)]
    own = headings.cell(row, "department")
    return ([] if cells.is_nothing(own) else [own]) + helping


def _unknown_department(state: State, name: str) -> bool:
    try:
        find_department(state, name)
    except Ambiguous:
        return False
    except NotFound:
        return True
    return False


def _unknown_person(state: State, name: str) -> bool:
    try:
        find_person(state, name)
    except NotFound:
        return True
    except Refused:
        return False
    return False
