"""Who else is in a wizard, in which step and at which task: what presence says of it, and how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.wizard.spine import Elsewhere
from store.language import _
from store.model.initiative import Stage
from store.model.task import Task
from store.rules.lack import Place

if TYPE_CHECKING:
    from screens.session import Session

_TASK: Final = "__task"
"""Behind a step: the id is that of a task, not of the initiative. Presence takes letters and `_` only."""


def seen_at(stage: Stage, step: str, initiative: int, at: Place | None) -> Place:
    """How presence names that step of the initiative's wizard, with the task under the cursor."""
    name = f"{stage.name.lower()}__{step}"
    return (f"{name}{_TASK}", at[1]) if at is not None and at[0] == Task.table else (name, initiative)


def elsewhere(session: Session, stage: Stage, initiative: int) -> list[Elsewhere]:
    """The other people in the same wizard."""
    found = []
    for one in session.others:
        table, id_ = one.item or ("", 0)
        prefix, of_wizard, step = table.partition("__")
        if not of_wizard or prefix != stage.name.lower():
            continue
        name, key = one.name or _("a guest"), ""
        if step.endswith(_TASK):
            task = session.state.get(Task, id_)
            if task is None or task.initiative != initiative:
                continue
            step, key = step.removesuffix(_TASK), session.state.key_of(task)
        elif id_ != initiative:
            continue
        found.append(Elsewhere(name, step, key))
    return found
