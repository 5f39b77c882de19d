"""What a row says of a task that is there: the ordinary commands that make the task read so.

Cell by cell: a column that is missing and a cell that is empty leave things as they are, `-` or `无` takes
out. Entries of a list that read the same stay themselves, with their ticks and with what was received or
reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from store.errors import Refused
from store.exchange import cells
from store.exchange.owners import is_nobody
from store.exchange.row_cells import RowCells
from store.exchange.sheet import SheetRow
from store.model.clock import Moment
from store.model.task import Task
from store.rules.commands.claiming import PlanTask
from store.rules.commands.entries import AddCriterion, AddMilestone, AddSupport, EditEntry, RemoveEntry
from store.rules.commands.tasks import EditTask
from store.rules.edit import Command, Edit
from store.rules.names import folded
from store.rules.naming import find_department

COLUMN_OF: Final[Mapping[str, str]] = {
    "title": "task",
    "criteria": "acceptance",
    "text": "acceptance",
    "dependencies": "depends_on",
    "content": "support",
}
"""The columns that fill fields of another name."""


@dataclass(frozen=True, slots=True)
class UpdatedRow:
    """A task that a row changes: the row's number, the task as it was, and the columns that change it."""

    number: int
    task: Task
    columns: tuple[str, ...]


def commands_for(reader: RowCells, row: SheetRow, task: Task) -> list[Command]:
    """Everything but what the task depends on. The row is refused where a cell cannot be understood."""
    found = [
        *_fields(reader, row, task),
        *_plan(reader, row, task),
        *_criteria(reader, row, task),
        *_milestones(reader, row, task),
        *_support(reader, row, task),
    ]
    return found if row.number not in reader.bad else []


def tried(reader: RowCells, row: SheetRow, task: Task, commands: Sequence[Command], moment: Moment) -> Task:
    """The task as the commands make it; the row is refused when one of them is."""
    edit = Edit(reader.state, moment, None)
    try:
        for command in commands:
            command.apply(edit)
    except Refused as refused:
        name = (refused.field or "title").partition("/")[0]
        reader.refuse(row.number, COLUMN_OF.get(name, name), refused.message)
        return task
    return edit.one(Task, task.id)


def changed_columns(before: Task, after: Task) -> tuple[str, ...]:
    """The columns that differ, by the names of their headings."""
    names = ("title", "deliverable", "department", "owner", "priority", "start", "due", "working_days")
    lists = ("criteria", "milestones", "support", "dependencies")
    return tuple(
        COLUMN_OF.get(name, name)
        for name in (*names, *lists)
        if getattr(before, name) != getattr(after, name)
    )


def _fields(reader: RowCells, row: SheetRow, task: Task) -> Iterator[Command]:
    said: dict[str, object] = {}
    for name, column in (("title", "task"), ("deliverable", "deliverable")):
        text = reader.text(row, column)
        if text:
            said[name] = "" if name != "title" and cells.is_nothing(text) else text
    said |= _people(reader, row, task)
    different = {name: value for name, value in said.items() if getattr(task, name) != value}
    if different:
        yield EditTask(task.id, different)


def _people(reader: RowCells, row: SheetRow, task: Task) -> dict[str, object]:
    """A new owner brings the own department only where the task has none."""
    named, whose = reader.text(row, "owner"), reader.text(row, "department")
    found: dict[str, object] = {}
    department = task.department
    if cells.is_nothing(whose):
        if whose:
            found["department"] = department = None
    elif claims := reader.take(row, "department", lambda: find_department(reader.state, whose, whole=True)):
        found["department"] = department = claims.id
    if is_nobody(named):
        if named:
            found["owner"] = None
    elif person := reader.take(row, "owner", lambda: reader.owner(named, department)):
        found["owner"] = person.id
        if department is None:
            found["department"] = person.department
    return found


def _plan(reader: RowCells, row: SheetRow, task: Task) -> Iterator[Command]:
    start, due, days = reader.days(row)
    said = {"start": start, "due": due, "working_days": days}
    fields: dict[str, object] = {name: value for name, value in said.items() if reader.text(row, name)}
    if start is not None and due is not None and days is not None:
        reader.compare(row, start, due, days, reader.calendar_of(task.owner))
        del fields["working_days"]
    priority = reader.text(row, "priority")
    if not cells.is_nothing(priority):
        fields["priority"] = reader.take(row, "priority", lambda: cells.priority(priority))
    if any(getattr(task, name) != value for name, value in fields.items()):
        yield PlanTask(task.id, fields)


def _criteria(reader: RowCells, row: SheetRow, task: Task) -> Iterator[Command]:
    text = reader.text(row, "acceptance")
    if not text:
        return
    wanted = {folded(each): each for each in cells.criteria(text)}
    for criterion in task.criteria:
        if wanted.pop(folded(criterion.text), None) is None:
            yield RemoveEntry(task.id, "criteria", criterion.id)
    for new in wanted.values():
        yield AddCriterion(task.id, new)


def _milestones(reader: RowCells, row: SheetRow, task: Task) -> Iterator[Command]:
    if not reader.text(row, "milestones"):
        return
    wanted = {folded(title): (title, due) for title, due in reader.milestones(row)}
    for milestone in task.milestones:
        said = wanted.pop(folded(milestone.title), None)
        if said is None:
            yield RemoveEntry(task.id, "milestones", milestone.id)
        elif said[1] != milestone.due:
            yield EditEntry(task.id, "milestones", milestone.id, {"due": said[1]})
    for title, due in wanted.values():
        yield AddMilestone(task.id, title, due)


def _support(reader: RowCells, row: SheetRow, task: Task) -> Iterator[Command]:
    """Matched by department and content, then what is left of a department by their order."""
    if not reader.text(row, "support"):
        return
    wanted = list(reader.support(row))
    left = []
    for support in task.support:
        same = [
            each
            for each in wanted
            if each.department == support.department and folded(each.content) == folded(support.content)
        ]
        if not same:
            left.append(support)
            continue
        wanted.remove(same[0])
        if same[0].due is not None and same[0].due != support.due:
            yield EditEntry(task.id, "support", support.id, {"due": same[0].due})
    for support in left:
        other = next((each for each in wanted if each.department == support.department), None)
        if other is None:
            yield RemoveEntry(task.id, "support", support.id)
            continue
        wanted.remove(other)
        said: dict[str, object] = {"content": other.content}
        if other.due is not None:
            said["due"] = other.due
        yield EditEntry(task.id, "support", support.id, said)
    for each in wanted:
        yield AddSupport(task.id, each.department, each.content, each.due)
