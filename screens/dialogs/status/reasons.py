"""Why something cannot be done to a task now: the rules are asked, nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from screens.dialogs.status import acts
from screens.dialogs.status.tick import anything_to_tick
from screens.keys import Act
from store.errors import Refused
from store.language import Message, msg
from store.model.organisation import Role
from store.model.task import Task
from store.rules.commands import AffirmTask, RecoverTask, ReopenTask, StartTask, UnblockTask
from store.rules.rights import may, why_not

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.session import Session
    from store.rules.edit import Command

# What these do is refused by the rules for what the task is; a block is taken back with the same key.
_ASKED: Final[Mapping[str, Callable[[int], Command]]] = {
    acts.START.id: StartTask,
    acts.COMPLETE.id: AffirmTask,
    acts.POSTPONE.id: AffirmTask,
    acts.BLOCK.id: AffirmTask,
    acts.AFFIRM.id: AffirmTask,
    acts.UNBLOCK.id: UnblockTask,
    acts.RECOVER.id: RecoverTask,
    acts.MOVE_MILESTONE.id: AffirmTask,
    acts.REOPEN.id: ReopenTask,
    acts.CANCEL.id: AffirmTask,
}


def reason_against(session: Session, act: Act, task: Task) -> Message | None:
    """Why `act` cannot be done to `task`; null when it can be tried."""
    if act.id == acts.NUDGE.id:
        return None
    if session.read_only is not None:
        return session.read_only
    right = _right(session, act, task)
    if right is not None:
        return right
    if act.id == acts.TICK.id and not anything_to_tick(task):
        return msg("It has no criterion, milestone or support to tick off.")
    if act.id == acts.MOVE_MILESTONE.id and all(each.hit is not None for each in task.milestones):
        return msg("No milestone is left to be reached.")
    command = _ASKED.get(act.id)
    return _refusal(session, command(task.id)) if command is not None else None


def _right(session: Session, act: Act, task: Task) -> Message | None:
    state, person = session.state, session.person
    if may(state, person, task):
        return None
    member = person is not None and person.role is not Role.GUEST
    if member and (act.id == acts.NOTE.id or (act.id == acts.TICK.id and task.support)):
        return None  # anybody may note; who supplies says that it came, and the commit judges which
    return why_not(state, person, task)


def _refusal(session: Session, command: Command) -> Message | None:
    try:
        session.board.preview(command)
    except Refused as refused:
        return refused.message
    return None
