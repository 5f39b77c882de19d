"""What people can do: one frozen record a command, run under the lock on the newest state.

Later stages add files beside these; a command is imported from here or from its own file.
"""

from store.rules.commands.advancing import AdvanceStage
from store.rules.commands.block import BlockTask, UnblockTask
from store.rules.commands.delay import PostponeTask, RecoverTask
from store.rules.commands.entries import (
    AddCriterion,
    AddDependency,
    AddMilestone,
    AddSupport,
    EditEntry,
    RemoveEntry,
)
from store.rules.commands.follow_up import AddNote, HitMilestone, MoveMilestone, ReceiveSupport
from store.rules.commands.initiatives import CreateInitiative, EditInitiative
from store.rules.commands.organisation import (
    AddDepartment,
    AddPerson,
    ChangeSettings,
    EditDepartment,
    EditPerson,
)
from store.rules.commands.progress import (
    AffirmTask,
    CancelTask,
    CompleteTask,
    ReopenTask,
    StartTask,
    TickCriterion,
)
from store.rules.commands.tasks import CreateTask, EditTask, NewMilestone, NewSupport

__all__ = [
    "AddCriterion",
    "AddDepartment",
    "AddDependency",
    "AddMilestone",
    "AddNote",
    "AddPerson",
    "AddSupport",
    "AdvanceStage",
    "AffirmTask",
    "BlockTask",
    "CancelTask",
    "ChangeSettings",
    "CompleteTask",
    "CreateInitiative",
    "CreateTask",
    "EditDepartment",
    "EditEntry",
    "EditInitiative",
    "EditPerson",
    "EditTask",
    "HitMilestone",
    "MoveMilestone",
    "NewMilestone",
    "NewSupport",
    "PostponeTask",
    "ReceiveSupport",
    "RecoverTask",
    "RemoveEntry",
    "ReopenTask",
    "StartTask",
    "TickCriterion",
    "UnblockTask",
]
