"""What can be done to the task at hand, declared once for every screen that has one."""

from __future__ import annotations

from typing import Final

from screens.keys import Act, Group
from store.language import Message, msg


def _on_task(
    name: str,
    keys: tuple[str, ...],
    label: Message,
    does: Message,
    footer: int = 0,
) -> Act:
    return Act(f"task.{name}", name.replace("-", "_"), keys, label, does, Group.ITEM, footer)


START: Final = _on_task("start", ("s",), msg("Start"), msg("Work on it has begun."), 1)
COMPLETE: Final = _on_task(
    "complete", ("c",), msg("Done"), msg("It is done: every criterion is met, or an exception says why."), 1
)
POSTPONE: Final = _on_task(
    "postpone", ("p",), msg("Delay"), msg("It will be later: why, until when, and what that pushes."), 1
)
BLOCK: Final = _on_task(
    "block",
    ("b",),
    msg("Block"),
    msg("It waits for somebody; opens an issue. On a blocked task: unblock."),
    1,
)
NOTE: Final = _on_task("note", ("n",), msg("Note"), msg("Say something about it."), 2)
TICK: Final = _on_task(
    "tick", ("x",), msg("Tick"), msg("Tick off criteria, milestones and support that came."), 2
)
EDIT: Final = _on_task("edit", ("e",), msg("Edit"), msg("Title, owner, priority, dates."), 5)
REPEAT: Final = _on_task(
    "repeat", (".",), msg("Repeat"), msg("Say the same of this task as of the last one."), 6
)
NUDGE: Final = _on_task(
    "nudge", ("y",), msg("Nudge"), msg("Copy a message for who must act, for the chat."), 4
)
AFFIRM: Final = _on_task("affirm", (), msg("Nothing new"), msg("It stands as it stood; the update is done."))
UNBLOCK: Final = _on_task("unblock", (), msg("Unblock"), msg("It can go on; the issue waits to be verified."))
RECOVER: Final = _on_task(
    "recover", (), msg("On schedule"), msg("The delay is made good: the original date holds.")
)
MOVE_MILESTONE: Final = _on_task(
    "move-milestone", (), msg("Move milestone"), msg("A milestone is expected on another day.")
)
ADD_SUPPORT: Final = _on_task("add-support", (), msg("Add support"), msg("What a department is to supply."))
ADD_DEPENDENCY: Final = _on_task(
    "add-dependency", (), msg("Starts after"), msg("Another task that has to be finished before.")
)
ADD_CRITERION: Final = _on_task(
    "add-criterion", (), msg("Add criterion"), msg("What must be so before it counts as done.")
)
ADD_MILESTONE: Final = _on_task("add-milestone", (), msg("Add milestone"), msg("One more named date."))
REOPEN: Final = _on_task("reopen", (), msg("Reopen"), msg("A done or cancelled task is taken up again."))
CANCEL: Final = _on_task("cancel", (), msg("Cancel task"), msg("It will not be done; the reason is kept."))

ON_TASK: Final = (
    START,
    COMPLETE,
    POSTPONE,
    BLOCK,
    NOTE,
    TICK,
    EDIT,
    REPEAT,
    NUDGE,
    AFFIRM,
    UNBLOCK,
    RECOVER,
    MOVE_MILESTONE,
    ADD_SUPPORT,
    ADD_DEPENDENCY,
    ADD_CRITERION,
    ADD_MILESTONE,
    REOPEN,
    CANCEL,
)
"""In the order of the list of actions."""
