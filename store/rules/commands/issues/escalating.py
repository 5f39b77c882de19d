"""Recording what has climbed (DOMAIN.md stage 4.3): by whoever opens the board first, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.model.escalation import Escalation, Why
from store.model.issue import Issue
from store.model.task import Task
from store.rules.commands.telling import made
from store.rules.edit import Edit, next_id
from store.rules.issues.escalation import ESCALATE, Step, steps_due
from store.rules.urgent import breach_of


@dataclass(frozen=True, slots=True)
class RecordEscalations:
    """Every step that has fallen due and is not recorded yet; with the first for want of an urgent meeting
    also that its time ran out.

    It says what is so, not what somebody wants: under the lock a second session's changes nothing, and nobody
    takes it back.
    """

    name: ClassVar[str] = ESCALATE

    def apply(self, edit: Edit) -> None:
        """Nothing when nothing is due."""
        settings = edit.state.settings
        for step in steps_due(edit, settings, edit.moment):
            if isinstance(step.record, Task):
                task = edit.one(Task, step.record.id)
                edit.set(task, escalations=(*task.escalations, _entry(step, task.escalations)))
                continue
            issue = edit.one(Issue, step.record.id)
            breached = issue.breached_at
            if step.why is Why.NO_MEETING:
                breached = breach_of(issue, settings.urgent_minutes, edit.moment.now)
            entry = _entry(step, issue.escalations)
            edit.set(issue, escalations=(*issue.escalations, entry), breached_at=breached)


def _entry(step: Step, before: tuple[Escalation, ...]) -> Escalation:
    said = {"why": step.why, "since": step.since, "level": step.level, "to": step.to, "at": step.at}
    return made(Escalation, {"id": next_id(before), **said})
