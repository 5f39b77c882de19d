"""Taking a task out of the breakdown: gone when nobody touched it, else cancelled (DOMAIN.md stage 1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.model.issue import Issue
from store.model.signature import Signature
from store.model.task import Progress, Task
from store.rules.brief import Records
from store.rules.commands.progress import CancelTask
from store.rules.edit import Edit


def is_untouched(records: Records, task: Task) -> bool:
    """Whether nobody has claimed, told, noted, reported or signed anything of a task: it leaves no trace."""
    told = task.delay or task.block or task.forecasts or task.notes or task.started
    if told or task.progress is not Progress.NOT_STARTED or task.department or task.owner:
        return False
    if any(entry.id == task.id for issue in records.all(Issue) for entry in issue.tasks):
        return False
    return not any(row.id == task.id for signature in records.all(Signature) for row in signature.rows)


@dataclass(frozen=True, slots=True)
class TakeOutTask:
    """It is no part of the whole. An untouched task is removed, its number is not given out again; tasks that
    came after it wait for nothing in its place. Any other one is cancelled, with `reason` as a note."""

    name: ClassVar[str] = "take_out"

    task: int
    reason: str

    def apply(self, edit: Edit) -> None:
        """Refused when it is closed, or touched and no reason is given."""
        task = edit.one(Task, self.task)
        if not is_untouched(edit, task):
            CancelTask(task.id, self.reason).apply(edit)
            return
        for follower in edit.all(Task):
            kept = tuple(entry for entry in follower.dependencies if entry.id != task.id)
            if len(kept) < len(follower.dependencies):
                edit.set(follower, dependencies=kept)
        edit.remove(task)
