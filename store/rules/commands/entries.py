"""The lists inside a task: criteria, support, dependencies and milestones, entry by entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.record import Entry
from store.model.task import Criterion, Dependency, Milestone, Support, Task
from store.rules.commands.fields import check_allowed, check_department, check_unique
from store.rules.commands.tasks import followed_up
from store.rules.commands.telling import entry_with, made
from store.rules.dependencies import cycle, cycle_message
from store.rules.edit import Edit, next_id

_FIELDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "criteria": frozenset({"text"}),
        "support": frozenset({"department", "content", "due"}),
        "dependencies": frozenset(),
        "milestones": frozenset({"title", "due"}),
    }
)
"""The lists people edit, and what of an entry; notes and forecasts are only ever appended."""


@dataclass(frozen=True, slots=True)
class AddCriterion:
    """One more checkable acceptance criterion."""

    name: ClassVar[str] = "add_criterion"

    task: int
    text: str

    def apply(self, edit: Edit) -> None:
        """Refused at `text` when it is empty or there already."""
        task = edit.one(Task, self.task)
        _check_text(self.text, "text")
        check_unique(self.text, ((task, each.text) for each in task.criteria), None, "text")
        criterion = made(Criterion, {"id": next_id(task.criteria), "text": self.text})
        edit.set(task, criteria=(*task.criteria, criterion))


@dataclass(frozen=True, slots=True)
class AddMilestone:
    """One more named date."""

    name: ClassVar[str] = "add_milestone"

    task: int
    title: str
    due: date

    def apply(self, edit: Edit) -> None:
        """Refused at `title` when it is empty or there already."""
        task = edit.one(Task, self.task)
        _check_text(self.title, "title")
        check_unique(self.title, ((task, each.title) for each in task.milestones), None, "title")
        said = {"id": next_id(task.milestones), "title": self.title, "due": self.due}
        edit.set(task, milestones=(*task.milestones, made(Milestone, said)))


@dataclass(frozen=True, slots=True)
class AddSupport:
    """One more thing that a department is to supply."""

    name: ClassVar[str] = "add_support"

    task: int
    department: int
    content: str
    due: date | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `department` when it is not there, at `content` when it is empty."""
        task = edit.one(Task, self.task)
        check_department(edit, self.department)
        _check_text(self.content, "content")
        said = {"id": next_id(task.support), "department": self.department}
        support = made(Support, {**said, "content": self.content, "due": self.due})
        edit.set(task, support=(*task.support, support))


@dataclass(frozen=True, slots=True)
class AddDependency:
    """The task starts after another one, `before`, is finished (stage 2.2)."""

    name: ClassVar[str] = "add_dependency"

    task: int
    before: int

    def apply(self, edit: Edit) -> None:
        """Refused at `before` when it is not there, there already, or makes a cycle, which is named."""
        task = edit.one(Task, self.task)
        if edit.get(Task, self.before) is None:
            raise Refused(msg("There is no such task on this board."), field="before")
        if any(each.id == self.before for each in task.dependencies):
            raise Refused(msg("It comes before this task already."), field="before")
        entries = sorted((*task.dependencies, Dependency(id=self.before)), key=lambda each: each.id)
        task = edit.set(task, dependencies=tuple(entries))
        found = cycle(task, lambda before: edit.get(Task, before))
        if found:
            raise Refused(cycle_message(found, edit.state.key_of), field="before")


@dataclass(frozen=True, slots=True)
class EditEntry:
    """Change an entry of `criteria`, `support` or `milestones`.

    A criterion that reads differently has to be met anew. A milestone's date is fixed during follow-up like a
    task's: it is moved by a forecast.
    """

    name: ClassVar[str] = "edit_entry"

    task: int
    list: str
    entry: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so."""
        task = edit.one(Task, self.task)
        entries = _entries(task, self.list)
        if self.entry not in entries:
            raise Refused(msg("It is no longer there; somebody removed it."), field=self.list)
        check_allowed(self.fields, _FIELDS[self.list])
        if "department" in self.fields:
            check_department(edit, self.fields["department"])
        old = entries[self.entry]
        old_due = getattr(old, "due", None)
        moved = self.list == "milestones" and self.fields.get("due", old_due) != old_due
        if moved and followed_up(edit, task):
            raise Refused(
                msg(
                    "The original date {due} is not rewritten during follow-up. Move the milestone instead.",
                    due=old_due,
                ),
                field="due",
            )
        anew = {"met": False} if self.list == "criteria" and self.fields else {}
        entries[self.entry] = entry_with(old, **{**self.fields, **anew})
        edit.set(task, **{self.list: tuple(entries.values())})


@dataclass(frozen=True, slots=True)
class RemoveEntry:
    """Take an entry out of `criteria`, `support`, `dependencies` or, until follow-up, `milestones`."""

    name: ClassVar[str] = "remove_entry"

    task: int
    list: str
    entry: int

    def apply(self, edit: Edit) -> None:
        """Refused at the list when the entry is not there, and for an original milestone in follow-up."""
        task = edit.one(Task, self.task)
        entries = _entries(task, self.list)
        if entries.pop(self.entry, None) is None:
            raise Refused(msg("It is no longer there; somebody removed it."), field=self.list)
        if self.list == "milestones" and followed_up(edit, task):
            raise Refused(
                msg("A milestone is not taken out during follow-up. Move it, or say that it was hit."),
                field=self.list,
            )
        edit.set(task, **{self.list: tuple(entries.values())})


def _entries(task: Task, name: str) -> dict[int, Entry]:
    """The entries of a list that people edit, by id."""
    if name not in _FIELDS:
        raise Refused(msg("{field} is not changed this way.", field=name), field=name)
    return {each.id: each for each in getattr(task, name)}


def _check_text(text: str, field: str) -> None:
    if not text.strip():
        raise Refused(msg("This must not be empty."), field=field)
