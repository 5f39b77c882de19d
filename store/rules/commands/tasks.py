"""Making a task and changing what it is, as opposed to where it stands (DOMAIN.md stages 1.4 and 2.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.initiative import Initiative, Stage
from store.model.task import Milestone, Priority, Task
from store.rules.commands.fields import check_allowed, check_department, check_person, check_unique
from store.rules.edit import Edit
from store.rules.templates import usual_milestone

_FIELDS: Final = frozenset({"title", "deliverable", "department", "owner", "priority", "start", "due"})


@dataclass(frozen=True, slots=True)
class NewSupport:
    """What a department is to supply, and by when."""

    department: int
    content: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class NewMilestone:
    """A named date of a task that is about to be made."""

    title: str
    due: date


@dataclass(frozen=True, slots=True)
class CreateTask:
    """A whole row: what it delivers, who owns it, who helps, what comes before, by when.

    `criteria` are the texts of the acceptance criteria, `dependencies` the ids of the tasks before it. The
    number is given out here.
    """

    name: ClassVar[str] = "create"

    initiative: int
    title: str
    deliverable: str = ""
    department: int | None = None
    owner: int | None = None
    priority: Priority = Priority.MEDIUM
    start: date | None = None
    due: date | None = None
    criteria: Sequence[str] = ()
    support: Sequence[NewSupport] = ()
    dependencies: Sequence[int] = ()
    milestones: Sequence[NewMilestone] = ()

    def apply(self, edit: Edit) -> None:
        """Refused at the field that is missing, taken, or refers to nothing."""
        initiative = edit.one(Initiative, self.initiative)
        check_title(edit, self.title, initiative.id, None)
        check_department(edit, self.department)
        check_person(edit, self.owner)
        check_order(self.start, self.due)
        for at, support in enumerate(self.support, 1):
            check_department(edit, support.department, f"support/{at}")
        for dependency in self.dependencies:
            if edit.get(Task, dependency) is None:
                raise Refused(msg("There is no such task on this board."), field="dependencies")
        edit.add(
            Task,
            initiative=initiative.id,
            number=edit.next_number(initiative.id),
            title=self.title,
            deliverable=self.deliverable,
            department=self.department,
            owner=self.owner,
            priority=self.priority,
            start=self.start,
            due=self.due,
            criteria=[{"id": at, "text": text} for at, text in enumerate(self.criteria, 1)],
            support=[
                {"id": at, "department": each.department, "content": each.content, "due": each.due}
                for at, each in enumerate(self.support, 1)
            ],
            dependencies=[{"id": before} for before in sorted(set(self.dependencies))],
            milestones=[
                {"id": at, "title": each.title, "due": each.due} for at, each in enumerate(self.milestones, 1)
            ],
            created=edit.moment.now,
        )


@dataclass(frozen=True, slots=True)
class EditTask:
    """Change what a task is: title, deliverable, department, owner, priority, start and due.

    Claiming a task is this, too: `department` and `owner`. Start and due can be set right until the
    initiative is followed up; from then on they are the original dates, and a slip is a forecast.
    """

    name: ClassVar[str] = "edit"

    task: int
    fields: Mapping[str, object]

    def apply(self, edit: Edit) -> None:
        """Refused at the field that cannot be so."""
        task = edit.one(Task, self.task)
        check_allowed(self.fields, _FIELDS)
        if "title" in self.fields:
            check_title(edit, self.fields["title"], task.initiative, task)
        check_department(edit, self.fields.get("department"))
        check_person(edit, self.fields.get("owner"))
        start, due = self.fields.get("start", task.start), self.fields.get("due", task.due)
        if isinstance(start, date) and isinstance(due, date):
            check_order(start, due)
        if task.due is not None and due != task.due and followed_up(edit, task):
            raise Refused(
                msg(
                    "The original date {due} is not rewritten during follow-up. Declare a delay instead.",
                    due=task.due,
                ),
                field="due",
            )
        if task.start is not None and start != task.start and followed_up(edit, task):
            raise Refused(
                msg("The start of {start} is not rewritten during follow-up.", start=task.start),
                field="start",
            )
        fields = dict(self.fields)
        if task.working_days is not None and (start, due) != (task.start, task.due) and start and due:
            # They were said for other dates.
            fields["working_days"] = None
        dated = edit.set(task, **fields)
        if task.due is None and dated.due is not None and not dated.milestones:
            _usual_milestone(edit, dated, dated.due)


def _usual_milestone(edit: Edit, task: Task, due: date) -> None:
    """A usual task that was made before anybody knew its day gets its usual milestone with it."""
    initiative = edit.get(Initiative, task.initiative)
    title = usual_milestone(edit, initiative, task.title) if initiative is not None else ""
    if title:
        edit.set(task, milestones=(Milestone(id=1, title=title, due=due),))


def followed_up(edit: Edit, task: Task) -> bool:
    """Whether the task's initiative has reached follow-up, so that its dates are the original ones."""
    initiative = edit.get(Initiative, task.initiative)
    return initiative is not None and initiative.stage >= Stage.FOLLOW_UP


def check_title(edit: Edit, title: object, initiative: int, own: Task | None) -> None:
    """Refused at `title` when it is empty or another task of the initiative has it."""
    if not str(title).strip():
        raise Refused(msg("A task needs a title."), field="title")
    others = ((task, task.title) for task in edit.all(Task) if task.initiative == initiative)
    check_unique(title, others, own, "title")


def check_order(start: date | None, due: date | None) -> None:
    """Refused at `due` when it comes before the start."""
    if start is not None and due is not None and due < start:
        raise Refused(
            msg("The task is due ({due}) before it starts ({start}).", due=due, start=start), field="due"
        )
