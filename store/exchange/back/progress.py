"""Table 2 filled in: what its cells say of a task, in the commands by which people say it (stage 3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from store.errors import Refused
from store.exchange.back.meaning import Meaning
from store.exchange.owners import Owners
from store.language import msg
from store.model.state import State
from store.model.task import Progress, Task
from store.rules.commands.block import BlockTask, UnblockTask
from store.rules.commands.delay import PostponeTask, RecoverTask
from store.rules.commands.follow_up import AddNote
from store.rules.commands.progress import CancelTask, CompleteTask, ReopenTask, StartTask
from store.rules.edit import Command
from store.rules.naming import find_department
from store.rules.status import Status, status_of

ELSEWHERE: Final = frozenset({"task", "department", "owner", "due"})
"""Columns that name the task here; table 1 changes them."""
_DELAY: Final = ("forecast", "reason", "cause")
_BLOCK: Final = ("waits_for", "release_by")


def progress_commands(
    state: State, task: Task, said: Mapping[str, str], whole: Mapping[str, str], meaning: Meaning
) -> Iterator[Command]:
    """What the changed cells of a row (`said`, by field) say; `whole` is the row with all its cells.

    Raises Refused at the column that cannot be so; what the commands refuse they refuse themselves.
    """
    status = Status(meaning.word("status", said["status"])) if said.get("status") else None
    note = said.get("note", "")
    if status is Status.CANCELLED:
        yield CancelTask(task.id, note or whole.get("reason", ""))
        return
    if status in (Status.DONE, Status.NOT_STARTED):
        yield from _ended(task, status, note)
    if status is Status.IN_PROGRESS or (status in (Status.DELAYED, Status.BLOCKED) and _closed(task)):
        yield from _under_way(task, status)
    closing = status in (Status.DONE, Status.IN_PROGRESS)
    if status is Status.DELAYED or (not closing and _says(said, "forecast", "reason")):
        if status is Status.DELAYED and task.block is not None:
            yield UnblockTask(task.id)
        yield _delay(state, task, whole, meaning)
    elif not closing and said.get("cause") and task.delay is not None:
        yield _delay(state, task, whole, meaning)
    if status is Status.BLOCKED or _says(said, *_BLOCK):
        yield _block(state, task, whole)
    if note and status is not Status.DONE:
        yield AddNote(task.id, note)


def _closed(task: Task) -> bool:
    return task.progress in (Progress.DONE, Progress.CANCELLED)


def _says(said: Mapping[str, str], *fields: str) -> bool:
    return any(said.get(field) for field in fields)


def _ended(task: Task, status: Status, note: str) -> Iterator[Command]:
    """Done with its criteria met, or with the note as the exception that says why it is done without."""
    if status is Status.NOT_STARTED:
        if status_of(task) is not Status.NOT_STARTED:
            raise Refused(
                msg("What has begun is not taken back: undo it, or say what holds now."), field="status"
            )
        return
    missing = any(not criterion.met for criterion in task.criteria)
    yield CompleteTask(task.id, exception=note if missing else "")
    if note and not missing:
        yield AddNote(task.id, note)


def _under_way(task: Task, status: Status) -> Iterator[Command]:
    """Going on: reopened, released, made good, or begun, whatever stands in the way."""
    started = task.progress is Progress.IN_PROGRESS
    if _closed(task):
        yield ReopenTask(task.id)
        started = task.started is not None
    if status is not Status.IN_PROGRESS:
        return
    if task.block is not None:
        yield UnblockTask(task.id)
    if task.delay is not None:
        yield RecoverTask(task.id)
    if not started:
        yield StartTask(task.id)


def _delay(state: State, task: Task, whole: Mapping[str, str], meaning: Meaning) -> Command:
    day = None
    if whole.get("forecast"):
        try:
            day = meaning.day(whole["forecast"])
        except Refused as refused:
            raise Refused(refused.message, field="forecast") from refused
    if day is None:
        raise Refused(msg("A delay needs the day on which it is expected now."), field="forecast")
    cause = whole.get("cause", "")
    department = find_department(state, cause, field="cause", whole=True).id if cause else None
    return PostponeTask(task.id, whole.get("reason", ""), day, department)


def _block(state: State, task: Task, whole: Mapping[str, str]) -> Command:
    named = whole.get("release_by", "")
    try:
        person = Owners(state).named(named, None).id if named else None
    except Refused as refused:
        raise Refused(refused.message, field="release_by") from refused
    return BlockTask(task.id, whole.get("waits_for", ""), person)
