"""Starting, completing, cancelling and reopening a task (DOMAIN.md stage 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from store.errors import Refused
from store.language import msg
from store.model.task import Progress, Task
from store.rules.commands.telling import entry_with, noted, refuse_closed, release, require, tell
from store.rules.edit import Edit


@dataclass(frozen=True, slots=True)
class StartTask:
    """Work on it has begun. A delay or a block that was declared stays declared.

    Unfinished predecessors do not stop it, as people do begin early: they are a warning.
    """

    name: ClassVar[str] = "start"

    task: int

    def apply(self, edit: Edit) -> None:
        """Refused when it is under way already, or closed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        if task.progress is Progress.IN_PROGRESS:
            raise Refused(msg("{key} is under way already.", key=edit.state.key_of(task)))
        tell(edit, task, progress=Progress.IN_PROGRESS, started=task.started or edit.moment.today)


@dataclass(frozen=True, slots=True)
class AffirmTask:
    """Nothing new: it stands as it stood. Keeps the cadence (stage 3.3) without inventing news."""

    name: ClassVar[str] = "affirm"

    task: int
    note: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused when it is closed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        tell(edit, task, notes=noted(edit, task, self.note))


@dataclass(frozen=True, slots=True)
class CompleteTask:
    """It is done: every acceptance criterion is met, or an `exception` says why it counts as done.

    `tick` are the ids of criteria met just now. Clears the delay and the block.
    """

    name: ClassVar[str] = "complete"

    task: int
    tick: tuple[int, ...] = ()
    exception: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused at `tick` or `criteria/ID` when a criterion is unknown or open, and when it is closed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        unknown = set(self.tick) - {criterion.id for criterion in task.criteria}
        if unknown:
            raise Refused(msg("There is no criterion {number}.", number=min(unknown)), field="tick")
        criteria = tuple(
            entry_with(criterion, met=True) if criterion.id in self.tick else criterion
            for criterion in task.criteria
        )
        missing = [criterion for criterion in criteria if not criterion.met]
        exception = self.exception.strip()
        if missing and not exception:
            raise Refused(
                msg(
                    "Not met yet: {criterion} ({count} open). Tick it, or state why it is done without it.",
                    criterion=missing[0].text,
                    count=len(missing),
                ),
                field=f"criteria/{missing[0].id}",
            )
        release(edit, task)
        today = edit.moment.today
        tell(
            edit,
            task,
            progress=Progress.DONE,
            criteria=criteria,
            exception=exception if missing else "",
            delay=None,
            block=None,
            started=task.started or today,
            finished=today,
        )


@dataclass(frozen=True, slots=True)
class CancelTask:
    """It will not be done; `reason` is kept as a note. Clears the delay and the block."""

    name: ClassVar[str] = "cancel"

    task: int
    reason: str

    def apply(self, edit: Edit) -> None:
        """Refused at `reason` without one, and when it is closed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        reason = require(self.reason, "reason", msg("Why is it cancelled? The review will ask."))
        release(edit, task)
        notes = noted(edit, task, reason, "reason")
        tell(edit, task, progress=Progress.CANCELLED, delay=None, block=None, notes=notes)


@dataclass(frozen=True, slots=True)
class ReopenTask:
    """A done or cancelled task is taken up again; its criteria stay ticked, its original date stays."""

    name: ClassVar[str] = "reopen"

    task: int
    reason: str = ""

    def apply(self, edit: Edit) -> None:
        """Refused when it is open."""
        task = edit.one(Task, self.task)
        if task.progress not in (Progress.DONE, Progress.CANCELLED):
            raise Refused(msg("{key} is open already.", key=edit.state.key_of(task)))
        progress = Progress.IN_PROGRESS if task.started is not None else Progress.NOT_STARTED
        notes = noted(edit, task, self.reason, "reason")
        tell(edit, task, progress=progress, finished=None, exception="", notes=notes)


@dataclass(frozen=True, slots=True)
class TickCriterion:
    """An acceptance criterion is met, or not met after all."""

    name: ClassVar[str] = "tick"

    task: int
    criterion: int
    met: bool = True

    def apply(self, edit: Edit) -> None:
        """Refused at `criterion` when it is unknown, and when it would undo what "done" rests on."""
        task = edit.one(Task, self.task)
        entries = {criterion.id: criterion for criterion in task.criteria}
        if self.criterion not in entries:
            raise Refused(msg("There is no criterion {number}.", number=self.criterion), field="criterion")
        if not self.met or task.progress is Progress.CANCELLED:
            refuse_closed(edit, task)
        entries[self.criterion] = entry_with(entries[self.criterion], met=self.met)
        tell(edit, task, criteria=tuple(entries.values()))
