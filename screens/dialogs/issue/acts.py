"""What can be done with the issue at hand, declared once for every screen that has one (stage 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from screens.keys import Act, Group
from store.language import Message, msg
from store.rules.issues.states import Act as Step


def _on_issue(name: str, keys: tuple[str, ...], label: Message, does: Message, footer: int = 0) -> Act:
    return Act(f"issue.{name}", name.replace("-", "_"), keys, label, does, Group.ITEM, footer)


ACTIONS: Final = Act(
    "issue.actions",
    "offer",
    ("enter",),
    msg("Actions"),
    msg("All that can be done with the issue, and why the rest cannot be done now."),
    Group.ITEM,
    1,
)
HANDLE: Final = _on_issue("handle", ("s",), msg("Handle"), msg("Name one owner and a deadline."), 1)
PROPOSE: Final = _on_issue(
    "propose", ("c",), msg("Solved"), msg("It is solved, with this result; somebody else verifies it."), 1
)
VERIFY: Final = _on_issue(
    "verify", ("x",), msg("Verify"), msg("It is solved indeed: close it, and let go on what it blocks."), 1
)
SEND_BACK: Final = _on_issue(
    "send-back", ("b",), msg("Send back"), msg("It is not solved yet, for this reason."), 2
)
MEASURE: Final = _on_issue(
    "measure", ("n",), msg("Note measure"), msg("What was done about it, or is being done."), 2
)
HAND_OVER: Final = _on_issue("hand-over", ("p",), msg("Hand over"), msg("Another person handles it."), 3)
REOPEN: Final = _on_issue("reopen", ("r",), msg("Reopen"), msg("It is back, for this reason."), 3)
MAKE_URGENT: Final = _on_issue(
    "make-urgent",
    ("!",),
    msg("Urgent"),
    msg("It cannot wait: the clock for the urgent meeting starts now. On an urgent one: it can wait."),
    4,
)
CALM: Final = _on_issue("calm", (), msg("Not urgent"), msg("It can wait after all: the clock stops."))
EDIT: Final = _on_issue(
    "edit", ("e",), msg("Edit"), msg("Description, impact, first solution, severity, tasks, deadline."), 5
)
REPEAT: Final = _on_issue(
    "repeat", (".",), msg("Repeat"), msg("Do with this issue what was done with the last one."), 6
)
NUDGE: Final = _on_issue(
    "nudge", ("y",), msg("Nudge"), msg("Copy a message for who must act, for the chat."), 4
)

ON_ISSUE: Final = (
    HANDLE,
    PROPOSE,
    VERIFY,
    SEND_BACK,
    MEASURE,
    HAND_OVER,
    REOPEN,
    MAKE_URGENT,
    CALM,
    EDIT,
    REPEAT,
    NUDGE,
)
"""In the order of the list of actions."""

STEPS: Final[Mapping[str, Step]] = MappingProxyType(
    {
        HANDLE.id: Step.HANDLE,
        PROPOSE.id: Step.PROPOSE,
        VERIFY.id: Step.VERIFY,
        SEND_BACK.id: Step.SEND_BACK,
        MEASURE.id: Step.MEASURE,
        HAND_OVER.id: Step.HAND_OVER,
        REOPEN.id: Step.REOPEN,
        MAKE_URGENT.id: Step.MAKE_URGENT,
        CALM.id: Step.CALM,
        EDIT.id: Step.EDIT,
    }
)
"""What the rules call each."""
