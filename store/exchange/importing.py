"""Importing a table of tasks: planned against the board first, then carried out as one commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from store.errors import Refused
from store.exchange.cells import says_only_who
from store.exchange.columns import read_columns
from store.exchange.headings import Headings, is_total
from store.exchange.met import Answers, Met, answered, met_in, newcomers_of
from store.exchange.newcomers import newcomers
from store.exchange.row_cells import RefusedRow
from store.exchange.sheet import SheetRow
from store.exchange.tasks import NewRow, Reader
from store.exchange.updates import UpdatedRow
from store.language import msg
from store.model.clock import Moment
from store.model.initiative import Initiative, Stage
from store.model.organisation import Department, Person, Role
from store.model.state import State
from store.model.task import Task
from store.rules.codes import initiative_of
from store.rules.commands.importing import AddNewcomers, ImportTasks
from store.rules.commands.initiatives import CreateInitiative
from store.rules.edit import Command, Edit


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; nothing is done yet. `commands` bring in `tasks` new tasks and what they need,
    and change those of `updated`. `same` rows say what is there already.

    `refused` are the rows that stay out, by their numbers; `hints` what is odd about others; `unknown` the
    headings of columns that are left out; `added` the names of new departments and people; `met` all whom the
    board does not know. `new` are the new tasks as they would read on `board`, where newcomers have joined.
    `unsupplied`: rows name who supports, and no column holds what is supplied, without which none supports.
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
    met: tuple[Met, ...] = ()
    new: tuple[NewRow, ...] = ()
    board: State | None = None
    unsupplied: bool = False

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
    headings: Headings | None = None,
    answers: Answers | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> ImportPlan:
    """What the rows of a spreadsheet mean for the initiative `code`, which is created when there is none.

    `add`: departments and people who are not on the board yet are added where the rows say to which
    department they belong; `answers` says so one by one. `headings`: which column is which; null: as it is
    guessed (`columns`). Raises Refused without headings, without a row, or when the code cannot be used.
    """
    if headings is None:
        headings = read_columns(rows, state, moment.today).headings()
    body = [row for row in rows if row.number > headings.row and not is_total(headings, row)]
    if not body:
        raise Refused(msg("There is no row below the headings."), field="file")
    met = met_in(state, headings, body)
    coming: AddNewcomers | None = None
    if answers is not None:
        coming = newcomers_of(met, answers)
        body = answered(state, headings, body, met, answers)
    planned = _Planned(state, headings, body, code, moment, by, title, met)
    if not add or answers is not None:
        return planned.plan(coming, progress)
    coming = newcomers(state, headings, body)
    plan = planned.plan(coming, progress)
    why = dict[int, list[RefusedRow]]()
    while plan.refused:
        told: dict[int, list[RefusedRow]] = {}
        for row in plan.refused:
            told.setdefault(row.number, []).append(row)
        why = told | why
        # Whom only refused rows name does not come either; what was wrong with those rows stays wrong.
        fewer = newcomers(state, headings, [row for row in body if row.number not in told])
        if fewer == coming:
            break
        coming = fewer
        plan = planned.plan(coming, lambda done, of: None)
    out = sorted({row.number for row in plan.refused})
    return replace(plan, refused=tuple(row for number in out for row in why[number]))


@dataclass(frozen=True, slots=True)
class _Planned:
    """What stays the same however many newcomers there are."""

    state: State
    headings: Headings
    body: Sequence[SheetRow]
    code: str
    moment: Moment
    by: Person | None
    title: str
    met: tuple[Met, ...]

    def plan(self, coming: AddNewcomers | None, progress: Callable[[int, int], None]) -> ImportPlan:
        state = self.state
        edit = Edit(state, self.moment, self.by)
        before: list[Command] = []
        added: tuple[str, ...] = ()
        if coming is not None and (coming.departments or coming.people):
            coming.apply(edit)
            before.append(coming)
            added = (*coming.departments, *(name for name, _whose in coming.people))
        known = initiative_of(state, self.code)
        if known is None:
            create = _created(self.code, self.title, self.by)
            create.apply(edit)
            before.append(create)
        board = state.copy()
        board.apply(edit.changes())
        initiative = known or board.all(Initiative)[-1]
        reader = Reader(board, initiative, self.moment, self.headings)
        found = reader.read(self.body, progress)
        tables = (Task.table, Initiative.table, Person.table, Department.table)
        last_ids = {table: state.last_ids.get(table, 0) for table in tables}
        brings = ImportTasks(initiative.id, found.new, last_ids, found.updates)
        commands = (*before, brings) if found.new or found.updates else ()
        return ImportPlan(
            commands,
            len(found.new),
            tuple(reader.refused),
            tuple(reader.cells.hints),
            self.headings.unknown,
            known is None,
            added,
            found.updated,
            found.same,
            self.met,
            found.read,
            board,
            self._unsupplied(),
        )

    def _unsupplied(self) -> bool:
        return "contribution" not in self.headings.columns and any(
            says_only_who(self.headings.cell(row, "support")) for row in self.body
        )


def _created(code: str, title: str, by: Person | None) -> CreateInitiative:
    """A table of who does what belongs to stage 2."""
    leads = by.id if by is not None and by.role is Role.FACILITATOR else None
    return CreateInitiative(
        code, title.strip() or code.strip().upper(), stage=Stage.ASSIGN, facilitator=leads
    )
