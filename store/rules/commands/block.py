"""Blocking a task, which opens an issue, and releasing it (DOMAIN.md stages 3.2, 3.7 and 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from store.errors import Refused
from store.language import msg
from store.model.issue import AffectedTask, Issue, Severity
from store.model.task import Block, Priority, Task
from store.rules.commands.telling import known_person, made, noted, refuse_closed, release, require, tell
from store.rules.edit import Edit

# One answers "what does it wait for" with "等财务批返利"; kept is what for: "财务批返利". Words that only
# begin like that (等级表, 等保测评) are left alone.
_WAITING: Final = re.compile(
    r"^(?:等待|在等|正在等|等(?![级于额式同价距离保腰边次])|waiting for |waits for |wait for )\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BlockTask:
    """It cannot go on: it waits for something that one person can release.

    Opens an issue for that person, linked both ways. `urgent` null means yes for a task of high priority; an
    urgent one starts the clock for the urgent meeting.
    """

    name: ClassVar[str] = "block"

    task: int
    waits_for: str
    release_by: int | None
    urgent: bool | None = None

    def apply(self, edit: Edit) -> None:
        """Refused at `waits_for` or `release_by`, and when it is closed or blocked already."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        key = edit.state.key_of(task)
        if task.block is not None:
            raise Refused(
                msg(
                    "{key} is blocked already: it waits for “{what}”. Unblock it first.",
                    key=key,
                    what=task.block.waits_for,
                )
            )
        named = _WAITING.sub("", self.waits_for.strip())
        waits_for = require(named, "waits_for", msg("What does it wait for?"))
        releaser = known_person(
            edit, self.release_by, "release_by", msg("Who can release it? Name one person.")
        )
        urgent = self.urgent if self.urgent is not None else urgent_by_default(task)
        now, by = edit.moment.now, edit.author
        said = {"at": now, "by": by, "waits_for": waits_for, "release_by": releaser.id, "urgent": urgent}
        block = made(Block, said)
        issue = edit.add(
            Issue,
            initiative=task.initiative,
            number=edit.next_number(task.initiative),
            title=block.waits_for,
            severity=Severity.SEVERE if urgent else Severity.MODERATE,
            reporter=by,
            reported=now,
            department=releaser.department,
            owner=releaser.id,
            tasks=(AffectedTask(id=task.id),),
            urgent_since=now if urgent else None,
        )
        tell(edit, task, block=block.model_copy(update={"issue": issue.id}))


@dataclass(frozen=True, slots=True)
class UnblockTask:
    """It can go on. A delay stays declared; its issue goes to be verified, unless that is not `solved`."""

    name: ClassVar[str] = "unblock"

    task: int
    note: str = ""
    solved: bool = True

    def apply(self, edit: Edit) -> None:
        """Refused when it is not blocked, or closed."""
        task = edit.one(Task, self.task)
        refuse_closed(edit, task)
        if task.block is None:
            raise Refused(msg("{key} is not blocked.", key=edit.state.key_of(task)))
        if self.solved:
            release(edit, task)
        tell(edit, task, block=None, notes=noted(edit, task, self.note))


def urgent_by_default(task: Task) -> bool:
    """What "urgent?" is answered with unless somebody says otherwise (stage 3.2)."""
    return task.priority is Priority.HIGH
