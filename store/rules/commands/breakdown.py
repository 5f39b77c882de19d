"""Breaking the whole down: rows of an outline, and what each is there for (DOMAIN.md stage 1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.initiative import Initiative
from store.model.requirement import Part
from store.model.task import Serve, Serves, Task
from store.rules.brief import brief_of, contribution_in, point_in, tasks_of
from store.rules.commands.telling import made
from store.rules.coverage import Need, needs
from store.rules.edit import Edit, next_id
from store.rules.names import folded
from store.rules.order import ranks
from store.rules.outline import OutlineRow
from store.rules.similar import plain


@dataclass(frozen=True, slots=True)
class AddOutline:
    """New tasks, one a row (`outline.parsed` makes them of a paste), behind `after`; null: at the end.

    One whose deliverable reads like an outcome, a time limit or a contribution is there for it.
    """

    name: ClassVar[str] = "outline"

    initiative: int
    rows: Sequence[OutlineRow]
    after: int | None = None

    def apply(self, edit: Edit) -> None:
        """All or none. Refused at `rows/N/FIELD` (N from 1) where a title is empty or there already."""
        initiative = edit.one(Initiative, self.initiative)
        # One look at the titles for all rows: a paste of a thousand lines is one keystroke, too.
        titles = {
            folded(task.title): task.title for task in edit.all(Task) if task.initiative == initiative.id
        }
        wanted = needs(edit, initiative.id)
        new = []
        for number, row in enumerate(self.rows, 1):
            title = folded(row.title)
            if not title:
                raise Refused(msg("A task needs a title."), field=f"rows/{number}/title")
            if title in titles:
                raise Refused(
                    msg("“{name}” exists already.", name=titles[title]), field=f"rows/{number}/title"
                )
            titles[title] = row.title
            new.append(self._made(edit, initiative.id, row, number, wanted).id)
        if self.after is not None:
            place(edit, initiative.id, new, self.after)

    def _made(
        self, edit: Edit, initiative: int, row: OutlineRow, number: int, wanted: Sequence[Need]
    ) -> Task:
        texts: dict[str, str] = {}
        for text in row.criteria:
            texts.setdefault(plain(text) or text, text)
        try:
            return edit.add(
                Task,
                initiative=initiative,
                number=edit.next_number(initiative),
                title=row.title,
                deliverable=row.deliverable,
                criteria=[{"id": at, "text": text} for at, text in enumerate(texts.values(), 1)],
                serves=[
                    {"id": at, "kind": need.kind, "ref": need.ref, "department": need.department}
                    for at, need in enumerate(_meant(row, wanted), 1)
                ],
                created=edit.moment.now,
            )
        except Refused as refused:
            raise Refused(refused.message, field=f"rows/{number}/{refused.field}") from refused


def _meant(row: OutlineRow, wanted: Sequence[Need]) -> list[Need]:
    """What is wanted in the very words of the deliverable."""
    words = plain(row.deliverable)
    return [need for need in wanted if words and plain(need.text) == words]


@dataclass(frozen=True, slots=True)
class MoveTasks:
    """Put tasks, in this order, behind the task `after` in the outline; first when it is null."""

    name: ClassVar[str] = "move_tasks"

    tasks: Sequence[int]
    after: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused when they are of several initiatives."""
        tasks = [edit.one(Task, task) for task in self.tasks]
        if len({task.initiative for task in tasks}) > 1:
            raise Refused(msg("They belong to different initiatives."), field="tasks")
        if tasks:
            place(edit, tasks[0].initiative, [task.id for task in tasks], self.after)


@dataclass(frozen=True, slots=True)
class ServeNeed:
    """The task is there for an outcome or time limit of the brief, or for what a department contributes."""

    name: ClassVar[str] = "serve"

    task: int
    kind: Serves
    ref: int
    department: int | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `ref` when that is gone, or served by the task already."""
        task = edit.one(Task, self.task)
        if self.kind is Serves.CONTRIBUTION:
            there = contribution_in(edit, task.initiative, self.department, self.ref) is not None
        else:
            part = Part.OUTCOMES if self.kind is Serves.OUTCOME else Part.TIMES
            there = point_in(brief_of(edit, task.initiative), part, self.ref) is not None
        if not there:
            raise Refused(msg("It is no longer there; somebody removed it."), field="ref")
        department = self.department if self.kind is Serves.CONTRIBUTION else None
        if any(
            (each.kind, each.ref, each.department) == (self.kind, self.ref, department)
            for each in task.serves
        ):
            raise Refused(msg("The task serves this already."), field="ref")
        said = {"id": next_id(task.serves), "kind": self.kind, "ref": self.ref, "department": department}
        edit.set(task, serves=(*task.serves, made(Serve, said)))


@dataclass(frozen=True, slots=True)
class UnserveNeed:
    """The task is not there for that; `entry` is the id in its `serves`."""

    name: ClassVar[str] = "unserve"

    task: int
    entry: int

    def apply(self, edit: Edit) -> None:
        """Refused at `entry` when it is gone."""
        task = edit.one(Task, self.task)
        rest = tuple(each for each in task.serves if each.id != self.entry)
        if len(rest) == len(task.serves):
            raise Refused(msg("It is no longer there; somebody removed it."), field="entry")
        edit.set(task, serves=rest)


def place(edit: Edit, initiative: int, tasks: Sequence[int], after: int | None) -> None:
    """Put tasks, in this order, behind the task `after` in the outline; first when it is null."""
    new = ranks(tasks_of(edit, initiative), tasks, after)
    for key, rank in new.items():
        edit.set(edit.one(Task, key), rank=rank)
