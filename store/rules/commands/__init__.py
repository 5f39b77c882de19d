"""What people can do: one frozen record a command, run under the lock on the newest state.

Later stages add files beside these; a command is imported from here or from its own file.
"""

from store.rules.commands.block import BlockTask, UnblockTask
from store.rules.commands.delay import PostponeTask, RecoverTask
from store.rules.commands.follow_up import AddNote, HitMilestone, MoveMilestone, ReceiveSupport
from store.rules.commands.progress import (
    AffirmTask,
    CancelTask,
    CompleteTask,
    ReopenTask,
    StartTask,
    TickCriterion,
)

__all__ = [
    "AddNote",
    "AffirmTask",
    "BlockTask",
    "CancelTask",
    "CompleteTask",
    "HitMilestone",
    "MoveMilestone",
    "PostponeTask",
    "ReceiveSupport",
    "RecoverTask",
    "ReopenTask",
    "StartTask",
    "TickCriterion",
    "UnblockTask",
]
