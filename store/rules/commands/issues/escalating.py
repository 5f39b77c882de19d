"""Recording that time ran out, and what has climbed (DOMAIN.md stages 3.7 and 4.3): by whoever opens the
board first, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.model.escalation import Escalation
from store.model.issue import Issue
from store.model.task import Task
from store.rules.commands.telling import made
from store.rules.edit import Edit, next_id
from store.rules.issues.escalation import ESCALATE, Step, breaches, steps_due


@dataclass(frozen=True, slots=True)
class RecordEscalations:
    """Every urgent time that ran out without a meeting, and every step that has fallen due, unless they are
    recorded.

    It says what is so, not what somebody wants: under the lock a second session's changes nothing, and nobody
    takes it back.
    """

    name: ClassVar[str] = ESCALATE

    def apply(self, edit: Edit) -> None:
        """Nothing when nothing is due."""
        settings = edit.state.settings
        for issue, ran_out in breaches(edit, settings, edit.moment):
            edit.set(issue, breached_at=ran_out)
        for step in steps_due(edit, settings, edit.moment):
            if isinstance(step.record, Task):
                task = edit.one(Task, step.record.id)
                edit.set(task, escalations=(*task.escalations, _entry(step, task.escalations)))
                continue
            issue = edit.one(Issue, step.record.id)
            edit.set(issue, escalations=(*issue.escalations, _entry(step, issue.escalations)))


def _entry(step: Step, before: tuple[Escalation, ...]) -> Escalation:
    said = {"why": step.why, "since": step.since, "level": step.level, "to": step.to, "at": step.at}
    if step.day is not None:
        said["day"] = step.day
    return made(Escalation, {"id": next_id(before), **said})
