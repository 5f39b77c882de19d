"""What a row of table 1 lacks before it can be signed for (DOMAIN.md stage 2.1 and 2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from store.language import Message, msg
from store.model.task import Task


@dataclass(frozen=True, slots=True)
class Hole:
    """Something that a row of table 1 lacks. `blocking`: it cannot be signed for as it is."""

    task: Task
    field: str
    text: Message
    blocking: bool = True


def holes(task: Task) -> list[Hole]:
    """What a row lacks before it can be signed for; what is only a pity comes last."""
    return list(_holes(task))


def _holes(task: Task) -> Iterator[Hole]:
    if task.department is None:
        yield Hole(task, "department", msg("no department has claimed it"))
    elif task.owner is None:
        yield Hole(task, "owner", msg("nobody is named who is responsible"))
    if task.due is None:
        yield Hole(task, "due", msg("it has no due date"))
    if not task.criteria:
        yield Hole(task, "criteria", msg("it has no acceptance criterion"))
    if not task.milestones:
        yield Hole(task, "milestones", msg("it has no milestone"), blocking=False)
    for support in task.support:
        if support.due is None:
            text = msg("“{content}” has no date", content=support.content)
            yield Hole(task, f"support/{support.id}", text, blocking=False)
        elif task.due is not None and support.due > task.due:
            text = msg(
                "“{content}” comes only after it is due ({due})", content=support.content, due=support.due
            )
            yield Hole(task, f"late_support/{support.id}", text, blocking=False)
