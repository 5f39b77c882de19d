"""From the rows of a spreadsheet to the tasks of an initiative: what can be imported, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from store.exchange import cells
from store.exchange.headings import Headings
from store.exchange.keys import Keys, Row, number_in
from store.exchange.row_cells import RefusedRow, RowCells
from store.exchange.sheet import SheetRow
from store.exchange.updates import COLUMN_OF, UpdatedRow, changed_columns, commands_for, tried
from store.language import msg
from store.model.clock import Moment
from store.model.initiative import Initiative
from store.model.state import State
from store.model.task import Dependency, Task
from store.rules.commands.importing import TaskUpdate
from store.rules.dependencies import cycle, cycle_message, followers, in_order
from store.rules.edit import refusal
from store.rules.names import folded

_NO_TASK: Final = msg("There is no task in it.")


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that becomes a task: its number in the spreadsheet, and the task but for its id."""

    number: int
    task: Task


@dataclass(frozen=True, slots=True)
class Read:
    """What the rows mean: `new` are the fields of new tasks in the order of their ids, `updates` what is done
    to tasks that are there, `read` and `updated` the same for people, `same` how many rows change nothing."""

    new: tuple[Mapping[str, object], ...]
    updates: tuple[TaskUpdate, ...]
    updated: tuple[UpdatedRow, ...]
    same: int
    read: tuple[NewRow, ...]


class Reader:
    """Reads rows against a board as it will be: departments, people and the initiative are there."""

    def __init__(self, state: State, initiative: Initiative, moment: Moment, headings: Headings) -> None:
        self.state = state
        self.initiative = initiative
        self.moment = moment
        self.headings = headings
        self.cells = RowCells(state, moment.today, headings)
        own = [task for task in state.all(Task) if task.initiative == initiative.id]
        self._titles = {folded(task.title): task for task in own}
        self._numbers = {task.number: task for task in own}
        self._has_titles = "task" in headings.columns
        self._rows: list[Row] = []
        self._taken: set[str] = set()
        self.keys = Keys(state, initiative, ())

    @property
    def refused(self) -> list[RefusedRow]:
        """The rows that are not imported, in the order of their numbers."""
        return sorted(self.cells.refused, key=lambda each: each.number)

    def read(self, rows: Sequence[SheetRow], progress: Callable[[int, int], None]) -> Read:
        """Read every row; `progress` is told how many of how many are read."""
        self._number(rows)
        self.keys = Keys(self.state, self.initiative, self._rows)
        by_number = {row.number: row for row in self._rows}
        for done, row in enumerate(rows, 1):
            found = by_number.get(row.number)
            if found is not None and found.known is not None:
                self._update(row, found, found.known)
            elif found is not None:
                self._read(row, found)
            progress(done, len(rows))
        self._refuse_followers()
        self._refuse_cycles()
        return self._kept()

    def _kept(self) -> Read:
        """Ids are given out in the order of the rows, so those of the rows after a refused one move up."""
        kept = [row for row in self._rows if row.number not in self.cells.bad]
        new = [row for row in kept if row.known is None]
        first = self.state.last_ids.get(Task.table, 0) + 1
        ids = {row.id: first + at for at, row in enumerate(new)}
        updates, updated = [], []
        for row in kept:
            if row.known is None or row.built is None:
                continue
            columns = changed_columns(row.known, row.built)
            if columns:
                before = sorted(ids.get(key, key) for key in row.before) if row.says_before else None
                updates.append(TaskUpdate(row.known.id, tuple(row.commands), before))
                updated.append(UpdatedRow(row.number, row.known, columns))
        fields = [
            {
                **row.fields,
                "number": row.task,
                "dependencies": [{"id": key} for key in sorted(ids.get(key, key) for key in row.before)],
            }
            for row in new
        ]
        same = len(kept) - len(new) - len(updated)
        read = tuple(NewRow(row.number, row.built) for row in new if row.built is not None)
        return Read(tuple(fields), tuple(updates), tuple(updated), same, read)

    def _number(self, rows: Sequence[SheetRow]) -> None:
        """Find the task that a row's key names; give every other row its number: the one it brings (`NPL-7`,
        `7` where none was given out yet), else the next one. Ids stand for rows below zero until it is known
        which of them are imported."""
        last = self.state.last_numbers.get(self.initiative.id, 0)
        known = {row.number: self._known_by(row) for row in rows}
        wanted = {row.number: self._wanted(self.headings.cell(row, "key"), last) for row in rows}
        following = max([last, *(number for number in wanted.values() if number)]) + 1
        taken: set[int | str] = set()
        for at, row in enumerate(rows, 1):
            title, label = self.headings.cell(row, "task"), self.headings.cell(row, "key")
            task = known[row.number]
            number = task.number if task is not None else wanted[row.number]
            same = {each for each in (folded(label), number) if each}
            if same & taken:
                self.cells.refuse(
                    row.number, "key", msg("The key “{key}” stands in two rows.", key=label[:40])
                )
                continue
            taken |= same
            if number is None:
                number, following = following, following + 1
            id = task.id if task is not None else -at
            self._rows.append(Row(row.number, title, label, id, number, known=task))

    def _wanted(self, label: str, last: int) -> int | None:
        number = number_in(label, self.initiative.code, alone=not last)
        return number if number is not None and number > last else None

    def _known_by(self, row: SheetRow) -> Task | None:
        """The task of the initiative that the key names: in full, or by its number alone beside its title.

        A list made elsewhere counts its rows 1, 2, 3: without the title beside it such a number says nothing.
        """
        label, title = self.headings.cell(row, "key"), self.headings.cell(row, "task")
        task = self._numbers.get(number_in(label, self.initiative.code, alone=False) or 0)
        if task is None:
            task = self._numbers.get(number_in(label, self.initiative.code) or 0)
            if task is not None and self._has_titles and folded(title) != folded(task.title):
                return None
        return task

    def _update(self, row: SheetRow, found: Row, task: Task) -> None:
        """What the row changes of a task that is there."""
        title = folded(found.title)
        if title and title != folded(task.title):
            self._claim_title(found)
        found.commands = commands_for(self.cells, row, task)
        before = self.headings.cell(row, "depends_on")
        found.says_before = bool(before)
        found.before = self._before(row, found, before)
        if row.number in self.cells.bad:
            return
        built = tried(self.cells, row, task, found.commands, self.moment)
        if found.says_before:
            entries = tuple(Dependency(id=key) for key in sorted(found.before))
            built = built.model_copy(update={"dependencies": entries})
        found.built = built

    def _read(self, row: SheetRow, found: Row) -> None:
        """What the row says of a new task."""
        if not found.title:
            self.cells.refuse(found.number, "task", _NO_TASK)
        else:
            self._claim_title(found)
        reader = self.cells
        owner, department = reader.people(row)
        taken: dict[str, object] = {
            "title": found.title,
            "owner": owner.id if owner is not None else None,
            "department": department,
            "priority": reader.take(row, "priority", lambda: cells.priority(reader.text(row, "priority"))),
            "deliverable": reader.text(row, "deliverable"),
            "criteria": [
                {"id": at, "text": text}
                for at, text in enumerate(cells.criteria(reader.text(row, "acceptance")), 1)
            ],
        }
        start, due, days = reader.days(row)
        taken |= reader.dates(row, start, due, days, owner.id if owner is not None else None)
        taken["milestones"] = [
            {"id": at, "title": title, "due": day}
            for at, (title, day) in enumerate(reader.milestones(row), 1)
        ]
        taken["support"] = [
            {"id": at, "department": each.department, "content": each.content, "due": each.due}
            for at, each in enumerate(reader.support(row), 1)
        ]
        found.before = self._before(row, found, reader.text(row, "depends_on"))
        found.fields = {name: value for name, value in taken.items() if value is not None}
        if row.number not in reader.bad:
            self._build(found)

    def _build(self, found: Row) -> None:
        """The task as the board would hold it: lengths and characters are judged at the model's door."""
        entries = [{"id": key} for key in found.before]
        try:
            found.built = Task.model_validate(
                {
                    **found.fields,
                    "id": found.id,
                    "initiative": self.initiative.id,
                    "number": found.task,
                    "dependencies": entries,
                }
            )
        except ValidationError as error:
            refused = refusal(error)
            name = (refused.field or "title").partition("/")[0]
            self.cells.refuse(found.number, COLUMN_OF.get(name, name), refused.message)

    def _claim_title(self, found: Row) -> None:
        """Two tasks of one title could not be told apart."""
        name = folded(found.title)
        other = self._titles.get(name)
        if other is not None:
            text = msg(
                "“{name}” exists already. With its key {key} beside it, the row changes that task.",
                name=found.title[:40],
                key=self.state.key_of(other),
            )
            self.cells.refuse(found.number, "task", text)
        elif name in self._taken:
            self.cells.refuse(found.number, "task", msg("“{name}” exists already.", name=found.title[:40]))
        self._taken.add(name)

    def _before(self, row: SheetRow, own: Row, text: str) -> list[int]:
        """The ids of the tasks that come before: rows of the file, or tasks that are there."""
        found: dict[int, None] = {}
        for token, before in self.keys.meant(text):
            if before is None:
                reason = msg("There is no task “{key}” in the file or in the initiative.", key=token[:40])
                self.cells.refuse(row.number, "depends_on", reason)
            elif before == own.id:
                self.cells.refuse(row.number, "depends_on", msg("It waits for itself."))
            else:
                found[before] = None
        return list(found)

    def _refuse_followers(self) -> None:
        """What waits for a refused row would wait for nothing: it is refused too, and so on."""
        waiting: dict[int, list[Row]] = {}
        for row in self._rows:
            for key in row.before:
                waiting.setdefault(key, []).append(row)
        bad = self.cells.bad
        lost = [row for row in self._rows if row.number in bad and row.known is None]
        for row in lost:
            for follower in waiting.get(row.id, ()):
                if follower.number not in bad:
                    text = msg("It waits for row {number}, which is refused.", number=row.number)
                    self.cells.refuse(follower.number, "depends_on", text)
                    if follower.known is None:
                        lost.append(follower)

    def _refuse_cycles(self) -> None:
        bad = self.cells.bad
        rows = {row.id: row for row in self._rows if row.built is not None and row.number not in bad}
        built = {key: row.built for key, row in rows.items() if row.built is not None}
        # Tasks that no row touches matter too, where rows rewire those that are there.
        tasks = {task.id: task for task in self.state.all(Task)} | built if self._rewires() else built
        if len(in_order(tasks, followers(tasks.values()))) == len(tasks):
            return
        for key, task in built.items():
            if rows[key].number in bad:
                continue
            found = cycle(task, tasks.get)
            if found:
                text = cycle_message(found, self._key)
                for each in found[:-1]:
                    if each.id in rows and rows[each.id].number not in bad:
                        self.cells.refuse(rows[each.id].number, "depends_on", text)
        self._refuse_followers()

    def _rewires(self) -> bool:
        return any(row.known is not None and row.says_before for row in self._rows)

    def _key(self, task: Task) -> str:
        return self.state.key_of(task) if task.id > 0 else f"{self.initiative.code}-{task.number}"
